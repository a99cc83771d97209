"""The tags of raw HTML in a phrase: those that authors may write stay, in pairs; of the others only the words do."""

import re
from html import unescape
from typing import Protocol

from courses.catalog.sanitising import RAW_TAGS

ATTRIBUTE = r"\s+[A-Za-z_:@][\w.:@-]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?"
TAG = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:{ATTRIBUTE})*)\s*/?>")
NAMED = re.compile(r"([A-Za-z_:@][\w.:@-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))")
COMMENT = re.compile(r"<!--.*?-->|<\?.*?\?>|<![A-Za-z][^>]*>", re.DOTALL)


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


DROPPED = _names("script style iframe object embed svg math template select textarea noscript form button")
ROWS = _names(
    "p div tr ul ol li table thead tbody section article header footer figure figcaption summary details h1 h2 h3 h4 "
    "h5 h6 blockquote dl dt dd hr center pre nav aside main"
)
CELLS = frozenset({"td", "th"})
SINGLE = frozenset({"br", "wbr"})
CODE = frozenset({"code", "tt", "samp"})
FURTHEST = 20_000
CLOSE_A = re.compile(r"</a\s*>", re.IGNORECASE)


class Writing(Protocol):
    """The phrase whose tags are written."""

    text: str

    def tell(self, code: str, at: int, **values: str) -> None:
        """Note a change."""
        ...

    def part(self, start: int, end: int, *, linked: bool) -> str:
        """A part of the phrase, written."""
        ...

    def link(self, target: str, name: str, at: int, words: str) -> str:
        """A link, written."""
        ...

    def picture(self, target: str, alt: str, at: int, *, linked: bool) -> str:
        """A picture, written."""
        ...


class TagWriter:
    """Collects what is written of a part; a tag that finds no partner is taken out again."""

    def __init__(self, phrase: Writing, *, linked: bool) -> None:
        self.phrase = phrase
        self.linked = linked
        self.out: list[str] = []
        self.open: list[tuple[str, int]] = []

    def put(self, text: str) -> None:
        """Add words."""
        self.out.append(text)

    def closed(self) -> str:
        """All of it."""
        for _, index in self.open:
            self.out[index] = ""
        self.open.clear()
        return "".join(self.out)

    def mark(self, name: str, *, opening: bool) -> None:
        """Open or close one of the tags that may stay."""
        if opening:
            self.open.append((name, len(self.out)))
            self.out.append(f"<{name}>")
        elif any(one == name for one, _ in self.open):
            while (last := self.open.pop())[0] != name:
                self.out[last[1]] = ""
            self.out.append(f"</{name}>")

    def tag(self, at: int, end: int) -> int:
        """Write what the angle bracket at this place begins; the place behind it."""
        text = self.phrase.text
        if m := COMMENT.match(text, at, end):
            return m.end()
        m = TAG.match(text, at, min(end, at + FURTHEST))
        if not m:
            self.put("&lt;")
            return at + 1
        name = m[2].lower()
        values = {one[1].lower(): unescape(one[2] or one[3] or one[4] or "") for one in NAMED.finditer(m[3])}
        if name in DROPPED:
            return self.dropped(name, m, at, end)
        if name == "a" and not m[1] and "href" in values and not self.linked:
            return self.anchor(values["href"], m, at, end)
        if name in CODE and not m[1]:
            return self.code(m, at, end)
        if name == "img":
            self.put(self.phrase.picture(values.get("src", ""), values.get("alt", ""), at, linked=self.linked))
        elif name in SINGLE:
            self.put("" if m[1] else f"<{name}>")
        else:
            self.plain(name, m, at, attributes=bool(values))
        return m.end()

    def plain(self, name: str, m: re.Match[str], at: int, *, attributes: bool) -> None:
        """Keep a tag without its attributes, or leave it out."""
        kept = name in RAW_TAGS - {"span"}
        if kept:
            self.mark(name, opening=not m[1])
        else:
            self.put("\n" if name in ROWS else " " if name in CELLS else "")
        if not m[1] and (attributes or not kept):
            self.phrase.tell("A707", at, html=m[0])

    def dropped(self, name: str, m: re.Match[str], at: int, end: int) -> int:
        """Leave out an element with all that is in it."""
        if m[1]:
            return m.end()
        self.phrase.tell("A706", at, html=m[0])
        close = re.compile(rf"</{re.escape(name)}\s*>", re.IGNORECASE).search(self.phrase.text, m.end(), end)
        return close.end() if close else m.end()

    def anchor(self, target: str, m: re.Match[str], at: int, end: int) -> int:
        """A link written as HTML."""
        close = CLOSE_A.search(self.phrase.text, m.end(), end)
        if not close:
            self.phrase.tell("A707", at, html=m[0])
            return m.end()
        words = self.phrase.part(m.end(), close.start(), linked=True)
        self.put(self.phrase.link(target, "", at, words.strip()))
        return close.end()

    def code(self, m: re.Match[str], at: int, end: int) -> int:
        """Code written as HTML: its words between backticks where they hold no tag and no sign of ours."""
        close = re.compile(rf"</{m[2]}\s*>", re.IGNORECASE).search(self.phrase.text, m.end(), end)
        words = unescape(self.phrase.text[m.end() : close.start()]).strip() if close else ""
        if not close or not words or "`" in words or "<" in words:
            self.phrase.tell("A707", at, html=m[0])
            return m.end()
        self.put("`" + words.replace("\n", " ") + "`")
        return close.end()
