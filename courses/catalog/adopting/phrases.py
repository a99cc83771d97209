"""A phrase of CommonMark written anew for us: emphasis and words as they were, everything else made sure of."""

import re
from bisect import bisect_left
from html import unescape

from courses.catalog.adopting.phrase_tags import TagWriter
from courses.catalog.adopting.room import Room
from courses.catalog.adopting.trees import label

PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
SAFE_ESCAPES = frozenset("\\`*_[]()>#+-.!")
TICKS = re.compile(r"`+")
STEPS = re.compile(r"\\.|`+|[\[\]]", re.DOTALL)
SPECIAL = re.compile(r"[\\`\[\]!<{}~]")
DESTINATION = re.compile(
    r"\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\<]|\\.|\((?:[^\s()\\]|\\.)*\))*))"
    r"(?:\s+(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\)",
    re.DOTALL,
)
REFERENCE = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL)
AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]*|[^<>\s@/]+@[^<>\s@]+)>", re.IGNORECASE)
DIRECTIVE = re.compile(r"\{\{.{0,300}?\}\}|\{%.{0,300}?%\}|\{:[^{}\n]*\}", re.DOTALL)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
TITLE = re.compile(r"[^\"'<>{}|\\`*_\[\]()\n]+")
IN_ADDRESS = re.compile(r"[\s()<>\[\]\\`\"'{}|*]")
ALT = re.compile(r"[\\`*_\[\]{}<>|\"\s]+")
FOOTNOTE_NAME = re.compile(r"[A-Za-z0-9_-]+")
JOINED = frozenset("[<{~\\`")
"""What may become a link; an exclamation mark in front would make it a picture."""
ENTITIES = {"{": "&#123;", "}": "&#125;", "[": "&#91;", "!": "&#33;"}
WINDOW = 4000
DEEPEST = 20


def address(target: str) -> str:
    """A target in which Markdown finds no sign of its own."""
    return IN_ADDRESS.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), target)


def code(text: str) -> str:
    """Code within a line; where our checker could not read it as such, the same words without the form."""
    text = text.replace("\n", " ")
    if len(text) > 2 and text[0] == text[-1] == " " and text.strip():
        text = text[1:-1]
    if not text.strip() or "`" in text or text != text.strip():
        if "`" not in text and text.strip():
            return f"`{text.strip()}`"
        return "".join(f"&#{ord(sign)};" if sign in PUNCTUATION else sign for sign in text)
    return f"`{text}`"


class Phrase:
    """Writes one phrase; what had to change is told to the room."""

    def __init__(self, text: str, line: int, room: Room) -> None:
        self.text = text
        self.line = line
        self.room = room
        self.depth = 0
        self.pairs: dict[int, int] = {}
        self.ticks: dict[int, list[int]] = {}
        self.strokes = [m.start() for m in re.finditer(r"(?<!~)~~(?!~)", text)]
        self.stroked = {place: index for index, place in enumerate(self.strokes)}
        self._look()

    def written(self) -> str:
        """The phrase in our Markdown, without lines that are left empty."""
        found = self.part(0, len(self.text), linked=False)
        lines = found.split("\n")
        return "\n".join(one for one in lines if one.strip()).strip("\n ")

    def tell(self, code: str, at: int, **values: str) -> None:
        """Note a change at this place of the phrase."""
        self.room.tell(code, self.line + self.text.count("\n", 0, at), **values)

    def part(self, start: int, end: int, *, linked: bool) -> str:
        """A part of the phrase; inside a link there are no links."""
        self.depth += 1
        tags = TagWriter(self, linked=linked)
        at = start
        while at < end:
            m = SPECIAL.search(self.text, at, end)
            if not m:
                tags.put(self.text[at:end])
                break
            tags.put(self.text[at : m.start()])
            at = self.sign(m.start(), end, tags, linked=linked)
        self.depth -= 1
        return tags.closed()

    def sign(self, at: int, end: int, tags: TagWriter, *, linked: bool) -> int:
        """Write what begins with the sign at this place; the place behind it."""
        sign = self.text[at]
        if sign in "\\`":
            return (self.escape if sign == "\\" else self.code)(at, end, tags)
        if sign in "![" and self.pairs.get(at + (sign == "!"), end) < end:
            return self.bracket(at, end, tags, linked=linked)
        if sign == "<":
            return self.angle(at, end, tags, linked=linked)
        if sign == "{" and (m := DIRECTIVE.match(self.text, at, min(end, at + WINDOW))):
            self.tell("A712", at, text=m[0])
            return m.end()
        if sign == "~" and self.text.startswith("~~", at) and at in self.stroked:
            return self.stroke(at, end, tags)
        joined = sign != "!" or self.text[at + 1 : at + 2] in JOINED
        tags.put(ENTITIES.get(sign, sign) if joined else sign)
        return at + 1

    def escape(self, at: int, end: int, tags: TagWriter) -> int:
        """Write a sign that was to stand for itself, or a line that was to end."""
        after = self.text[at + 1] if at + 1 < end else ""
        if after == "\n":
            tags.put("  \n")
        elif after in SAFE_ESCAPES and after:
            tags.put(f"\\{after}")
        elif after in PUNCTUATION and after:
            tags.put(f"&#{ord(after)};")
        else:
            tags.put("&#92;")
            return at + 1
        return at + 2

    def code(self, at: int, end: int, tags: TagWriter) -> int:
        """Write code within the line."""
        after = at
        while self.text.startswith("`", after):
            after += 1
        places = self.ticks.get(after - at, [])
        close = bisect_left(places, after)
        if close == len(places) or places[close] >= end:
            tags.put("&#96;" * (after - at))
            return after
        tags.put(code(self.text[after : places[close]]))
        return places[close] + after - at

    def bracket(self, at: int, end: int, tags: TagWriter, *, linked: bool) -> int:
        """Write a picture, a link, a footnote's mark, or brackets that are none of them."""
        picture = self.text[at] == "!"
        at += picture
        close = self.pairs[at]
        if not picture and self.text[at + 1] == "^":
            return self.footnote(at, close, tags)
        target, name, after = self.target(at, close, end)
        if after and picture:
            words = self.text[at + 1 : close]
            tags.put(self.picture(target, unescape(words), at, linked=linked))
            return after
        if after and not linked:
            tags.put(self.link(target, name, at, self.part(at + 1, close, linked=True)))
            return after
        if not after or self.depth > DEEPEST:
            tags.put("&#33;&#91;" if picture else "&#91;")
            return at + 1
        # a link inside of a link is its words
        tags.put(self.part(at + 1, close, linked=True))
        return after

    def footnote(self, at: int, close: int, tags: TagWriter) -> int:
        """Write the mark of a footnote that is there; of another, what stood there."""
        name = self.text[at + 2 : close]
        known = name in self.room.footnotes and FOOTNOTE_NAME.fullmatch(name)
        tags.put(f"[^{name}]" if known else f"&#91;^{code(name) if name.strip() else ''}&#93;")
        return close + 1

    def target(self, at: int, close: int, end: int) -> tuple[str, str, int]:
        """Where the brackets lead, the title of the link, and the place behind it; 0 when they are no link."""
        if m := DESTINATION.match(self.text, close + 1, min(end, close + WINDOW)):
            target = m[1] if m[1] is not None else m[2]
            return unescape(ESCAPED.sub(r"\1", target)), (m[3] or "")[1:-1], m.end()
        name, after = self.text[at + 1 : close], close + 1
        if m := REFERENCE.match(self.text, close + 1, end):
            name, after = m[1] or name, m.end()
        found = self.room.links.get(label(name))
        return (unescape(ESCAPED.sub(r"\1", found)), "", after) if found is not None else ("", "", 0)

    def link(self, target: str, name: str, at: int, words: str) -> str:
        """A link in our words, or only its words where it leads nowhere here."""
        new, code = self.room.places.link(target)
        if code:
            self.tell(code, at, target=target)
        if not new or not words.strip():
            return words
        kept = f' "{name}"' if TITLE.fullmatch(name) else ""
        return f"[{words}]({address(new)}{kept})"

    def picture(self, target: str, alt: str, at: int, *, linked: bool) -> str:
        """A picture of ours with words in its place, or a link to one that is elsewhere, or its words."""
        words = ALT.sub(" ", alt).strip()
        if target.lower().startswith(("http://", "https://", "//")):
            self.tell("A703", at, target=target)
            return words if linked or not words else self.link(target, "", at, words)
        file, code = self.room.places.picture(target)
        if code:
            self.tell(code, at, target=target)
            return words
        if not words:
            words = ALT.sub(" ", re.sub(r"[-_.]+", " ", file.rpartition("/")[2].rpartition(".")[0])).strip()
            self.tell("A704", at, target=target, text=words)
        return f"![{words}]({file})"

    def angle(self, at: int, end: int, tags: TagWriter, *, linked: bool) -> int:
        """Write an address between angle brackets, or a tag."""
        if m := AUTOLINK.match(self.text, at, min(end, at + WINDOW)):
            target = m[1] if ":" in m[1] else f"mailto:{m[1]}"
            words = "".join(f"&#{ord(sign)};" if sign in PUNCTUATION - {"/", ":"} else sign for sign in m[1])
            tags.put(words if linked else self.link(target, "", at, words))
            return m.end()
        return tags.tag(at, end)

    def stroke(self, at: int, end: int, tags: TagWriter) -> int:
        """Write where words are struck through, or end to be."""
        index = self.stroked[at]
        opening = index % 2 == 0
        if opening and (index + 1 == len(self.strokes) or self.strokes[index + 1] >= end):
            tags.put("&#126;&#126;")
        else:
            tags.mark("del", opening=opening)
        return at + 2

    def _look(self) -> None:
        """Find the partner of every bracket, and every run of backticks, in one go."""
        for m in TICKS.finditer(self.text):
            self.ticks.setdefault(len(m[0]), []).append(m.start())
        stack: list[int] = []
        at = 0
        while step := STEPS.search(self.text, at):
            at = step.end()
            if step[0][0] == "`":
                places = self.ticks.get(len(step[0]), [])
                close = bisect_left(places, at)
                at = places[close] + len(step[0]) if close < len(places) else at
            elif step[0] == "[":
                stack.append(step.start())
            elif step[0] == "]" and stack:
                self.pairs[stack.pop()] = step.start()
