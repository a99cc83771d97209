"""Whether there is anything to see in a text: markup, white space and signs that nobody sees are nothing."""

import unicodedata
from html import unescape

from markupsafe import Markup

from courses.catalog.numbering import TOKEN
from courses.catalog.pages import Faults

SHOWING = frozenset({"img", "audio", "video"})
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Cs", "Me", "Mn", "Zl", "Zp", "Zs"})
"""Categories of what leaves no trace on a page by itself: control and format characters, marks on others, spaces."""
FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def seen(text: str) -> bool:
    """Whether plain text holds a sign that can be seen."""
    return any(unicodedata.category(sign) not in UNSEEN and sign not in FILLERS for sign in text)


def nothing(html: str) -> bool:
    """Whether a reader sees nothing of a piece of HTML; a picture and sound are something."""
    return not any(m[2] in SHOWING or (m[4] and seen(unescape(m[4]))) for m in TOKEN.finditer(html))


def filled(html: Markup, faults: Faults, code: str, line: int, column: int = 1) -> Markup:
    """The HTML as it is; `code` is noted where there is nothing in it."""
    if nothing(html):
        faults.add(code, line, column)
    return html
