"""Code points that Unicode keeps for a program's own use: line numbers of a preview are written with them, by us only.

They are those of https://www.unicode.org/faq/private_use.html#noncharacters.
"""

import re

NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
"""All of them, as they stand within a class of a regular expression."""
ANY = re.compile(f"[{NONCHARACTERS}]")
REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,6})(?![0-9a-fA-F])|0*([0-9]{1,7})(?![0-9]));?")
"""A numeric reference to what may be a code point; a browser reads it with or without its semicolon."""
INSTEAD = "\ufffd"
"""Not nothing: what stood on both sides of it must not come together."""


def referred(m: re.Match[str]) -> str:
    """The noncharacter that this match of REFERENCE stands for, or nothing where it stands for something else."""
    point = int(m[1], 16) if m[1] else int(m[2])
    sign = chr(point) if point < 0x110000 else ""
    return sign if ANY.match(sign) else ""


def replaced(text: str) -> str:
    """A text with another sign in the place of each noncharacter."""
    return ANY.sub(INSTEAD, text)


def references_replaced(html: str) -> str:
    """HTML with another sign in the place of each reference to a noncharacter; those that stand as they are stay."""
    return REFERENCE.sub(lambda m: INSTEAD if referred(m) else m[0], html) if "&#" in html else html
