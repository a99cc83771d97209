"""What an author wrote beside Markdown: HTML and attribute lists that would be changed, and what was left unread."""

import re
from html import unescape

from courses.catalog.lookalikes import column_of, without_code
from courses.catalog.noncharacters import REFERENCE, referred
from courses.catalog.pages import CONTROL, Excerpt, Faults
from courses.catalog.places import Places
from courses.catalog.sanitising import PREFIX, RAW_TAGS

ENTITY = re.compile(r"&#?\w{2,32};")
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s[^<>]*)?)/?>")
BEGINS = re.compile(r"<[A-Za-z/!?]")
AUTOLINK = re.compile(r"<(?:(?:https?|mailto):[^<>\s]*|[^<>\s@]+@[^<>\s]+)>")
ATTRIBUTE = re.compile(r'\s+(lang|title)="[^"<>]*"')
LIST = re.compile(r"\{:?[ ]*([#.][^{}]*|[\w-]+=[^{}]*)\}")
TOKEN = re.compile(r"#[A-Za-z][\w:-]*|\.([\w-]+)|(?:lang|title|width|height|start)=(?:\"[^\"]*\"|[^\s\"]+)")
CHOICE = re.compile(r"^\s*(?:(?:[-*+]|\d{1,3}[.)]) +\[[ xX]?\](?![(\[:])|\[[ xX]\] +\S)")
LEFT = re.compile(r"\{:?[ ]*[#.][\w-][^{}<>]*\}|\{: ?[^{}<>]*\}")
PRE = re.compile(r"<(code|pre|textarea)\b.*?</\1>", re.DOTALL)
EMPTY = frozenset({"br", "wbr"})


def check(rows: list[tuple[int, str]], faults: Faults) -> None:
    """Note raw HTML and attribute lists that the sanitiser would change, and choices outside an item."""
    fence = False
    open_tags: list[tuple[str, int, int]] = []
    for number, row in rows:
        if row.startswith(("```", "~~~")):
            fence = not fence
        if fence:
            continue
        if CHOICE.match(row) and (faults.path, number) not in _choices_told(faults):
            faults.add("B117", number, len(row) - len(row.lstrip()) + 1)
        if "<" in row or "{" in row or "&" in row:
            line = without_code(row)
            _check_entities(number, line, faults)
            _check_tags(number, line, open_tags, faults)
            _check_lists(number, line, faults)
        if not row.strip():
            _close_all(open_tags, faults)
    _close_all(open_tags, faults)


def _choices_told(faults: Faults) -> set[tuple[str, int]]:
    """The lines of items that were told already to be meant as a choice."""
    return {(one.path, one.line) for one in faults.found if one.code == "I204"}


def check_leftovers(html: str, excerpt: Excerpt, faults: Faults) -> None:
    """Note attribute lists that Markdown did not take and that readers would see."""
    if "{" not in html:
        return
    places = Places(excerpt)
    for m in LEFT.finditer(PRE.sub("", html)):
        faults.add("B116", *places.next(unescape(m[0])), text=m[0][:60])


def _check_tags(number: int, line: str, open_tags: list[tuple[str, int, int]], faults: Faults) -> None:
    read = {m.start() for pattern in (TAG, AUTOLINK) for m in pattern.finditer(line)}
    for m in BEGINS.finditer(line):
        if m.start() not in read:
            faults.add("B118", number, m.start() + 1, html=line[m.start() : m.start() + 40])
    for m in TAG.finditer(line):
        name = m[2]
        fine = name in RAW_TAGS and not ATTRIBUTE.sub("", m[3]).strip(" /")
        if not fine:
            faults.add("B118", number, m.start() + 1, html=m[0][:60])
        elif m[1]:
            if not open_tags or open_tags[-1][0] != name:
                faults.add("B118", number, m.start() + 1, html=m[0])
            else:
                open_tags.pop()
        if name in RAW_TAGS - EMPTY and not m[1]:
            open_tags.append((name, number, m.start() + 1))


def _check_entities(number: int, line: str, faults: Faults) -> None:
    """What may not be written may not be spelt out either."""
    for m in ENTITY.finditer(line):
        if bad := CONTROL.match(unescape(m[0])):
            faults.add("C008", number, column_of(number, line, m.start(), faults), name=f"U+{ord(bad[0]):04X}")
    for m in REFERENCE.finditer(line):
        # to Python these stand for nothing, to a browser for themselves
        if sign := referred(m):
            faults.add("C008", number, column_of(number, line, m.start(), faults), name=f"U+{ord(sign):04X}")


def _check_lists(number: int, line: str, faults: Faults) -> None:
    for m in LIST.finditer(line):
        rest = TOKEN.sub(_kept, m[1])
        if rest.strip():
            faults.add("B120", number, m.start() + 1, text=m[0][:60])


def _kept(m: re.Match[str]) -> str:
    known = not m[1] or m[1].startswith(PREFIX)
    return "" if known else m[0]


def _close_all(open_tags: list[tuple[str, int, int]], faults: Faults) -> None:
    for name, number, column in open_tags:
        faults.add("B118", number, column, html=f"<{name}>")
    open_tags.clear()
