"""Every code a finding can carry, with its severity; the sentences belong to the commands floor."""

from collections.abc import Mapping
from types import MappingProxyType

from courses.foundation.vocabulary import Severity

_ERRORS = """
C001 C002 C003 C004 C005 C006 C007 C008 C009 C010 C011 C012 C013 C014 C015 C016 C017 C018 C019 C020 C021
F001 F002 F003 F004 F005 F006 F007 F008 F010 F011 F012 F013 F014 F015 F016 F017 F018 F019 F020
B101 B102 B103 B104 B105 B106 B107 B108 B109 B110 B111 B113 B115 B116 B117 B118 B119 B120
B130 B131 B132 B133 B134 B135 B136 B137 B138 B139
I201 I202 I203 I204 I205 I206 I207 I208 I209 I210 I211 I212 I213 I214 I215 I216 I217 I218 I219 I220
I221 I222 I223 I224 I225 I226 I227 I228 I229
L301 L302 L303 L304 L305 L306 L307 L308 L309 L310
T401 T402 T403
"""
_WARNINGS = "W501 W502 W503 W504 W505 W506 W507 W508 W509 W510"

CODES: Mapping[str, Severity] = MappingProxyType(
    dict.fromkeys(_ERRORS.split(), Severity.ERROR) | dict.fromkeys(_WARNINGS.split(), Severity.WARNING)
)
"""C the tree of files, F front matter, B blocks, I items, L links and media, T translations, W warnings."""
