"""HTML from elsewhere as a small tree in one normal form; what our Markdown cannot say is refused by its own text."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from courses.catalog.emptiness import seen
from courses.catalog.sanitising import RAW_TAGS

DEEPEST = 20
EMPTY = frozenset({"br", "wbr"})
HEADINGS = frozenset({"h3", "h4", "h5", "h6"})
LISTS = frozenset({"ul", "ol"})
BLOCKS = frozenset({"p", "div", "li", "pre"}) | HEADINGS | LISTS
INLINE = RAW_TAGS | {"a", "code"}
WORDED = frozenset({"lang", "title"})
OUTSIDE = re.compile(r"(?:https?://|mailto:)\S+")
PLAIN_STYLE = re.compile(r"\s*(?:text-align:\s*(?:left|start);?\s*)?")
SPACE = re.compile(r"[ \t\r\n\f]+")
LONGEST = 60
"""How many characters of a piece of HTML are quoted."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An element; text inside `pre` and `code` is kept as it stands, elsewhere white space is one space.

    `written` is its opening tag as its author wrote it.
    """

    name: str
    inside: "tuple[Node, ...]" = ()
    attributes: tuple[tuple[str, str], ...] = ()
    written: str = field(default="", compare=False)


Node = Tag | str
Blocks = tuple[Tag, ...]
"""Paragraphs, lists, headings and code, none of them empty."""


class Unfit(ValueError):
    """A piece of HTML that has no counterpart here; `html` is how it was written."""

    def __init__(self, html: str) -> None:
        super().__init__(html)
        self.html = html


def blocks_of(html: str, quoted: Callable[[str], str] = str) -> Blocks:
    """The blocks of a piece of HTML; text outside of paragraphs makes paragraphs. Raises Unfit.

    `quoted` gives a piece of `html` as it stands in the file it is from.
    """
    return _blocks(_Builder(html, quoted).built())


def plain(text: str) -> Blocks:
    """One paragraph of that text, or nothing when it is blank."""
    return _paragraph([text])


class _Builder(HTMLParser):
    """Collects elements; where HTML would have to guess, it refuses."""

    def __init__(self, html: str, quoted: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.quoted = quoted
        self.stack: list[tuple[Tag, list[Node]]] = [(Tag(""), [])]

    def built(self) -> list[Node]:
        try:
            self.feed(self.html)
            self.close()
        except AssertionError as error:
            raise self.unfit() from error
        while self.top == "p":
            self.leave()
        if self.top:
            raise Unfit(self.stack[-1][0].written)
        return self.stack[0][1]

    @property
    def top(self) -> str:
        return self.stack[-1][0].name

    def leave(self) -> None:
        tag, inside = self.stack.pop()
        self.stack[-1][1].append(replace(tag, inside=tuple(inside)))

    def unfit(self) -> Unfit:
        """What stands at the place just read, as it is written."""
        line, column = self.getpos()
        start = sum(len(one) + 1 for one in self.html.split("\n")[: line - 1]) + column
        end = self.html.find(">", start) + 1 or len(self.html)
        return Unfit(self.quoted(self.html[start : min(end, start + LONGEST)]))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = Unfit(self.quoted((self.get_starttag_text() or "")[:LONGEST]))
        inside_itself = tag == "a" and any(one.name == "a" for one, _ in self.stack)
        if tag not in BLOCKS | INLINE or len(self.stack) > DEEPEST or inside_itself:
            raise written
        attributes = _attributes(tag, attrs, written)
        opened = Tag(tag, attributes=attributes, written=written.html)
        if tag in EMPTY:
            self.stack[-1][1].append(opened)
            return
        if tag in BLOCKS and self.top == "p":
            self.leave()
        if tag == "li" and self.top == "li":
            self.leave()
        if (tag in BLOCKS and self.top in INLINE | HEADINGS | {"pre"}) or ((tag == "li") != (self.top in LISTS)):
            raise written
        self.stack.append((opened, []))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.leave()

    def handle_endtag(self, tag: str) -> None:
        if tag in EMPTY:
            raise self.unfit()
        for left_open in ("p", "li"):
            if self.top == left_open and tag != left_open and tag in BLOCKS:
                self.leave()
        if self.top != tag or not tag:
            raise self.unfit()
        self.leave()

    def handle_data(self, data: str) -> None:
        self.stack[-1][1].append(data)

    def handle_comment(self, _data: str) -> None:
        raise self.unfit()

    def handle_decl(self, _decl: str) -> None:
        raise self.unfit()

    def unknown_decl(self, _data: str) -> None:
        raise self.unfit()

    def handle_pi(self, _data: str) -> None:
        raise self.unfit()


def _attributes(tag: str, attrs: Iterable[tuple[str, str | None]], written: Unfit) -> tuple[tuple[str, str], ...]:
    """The attributes that say something; those that say what holds anyway are left out."""
    kept = {}
    for name, value in attrs:
        text = value or ""
        if (tag == "a" and name == "href" and OUTSIDE.fullmatch(text)) or (name in WORDED and tag in RAW_TAGS):
            kept[name] = text
        elif not _says_nothing(tag, name, text):
            raise written
    if tag == "a" and "href" not in kept:
        raise written
    return tuple(sorted(kept.items()))


def _says_nothing(tag: str, name: str, text: str) -> bool:
    return (
        (name == "dir" and text == "ltr")
        or (name == "style" and PLAIN_STYLE.fullmatch(text) is not None)
        or (name == "class" and not text.strip())
        or (tag == "a" and name in {"rel", "target"})
        or (tag == "ol" and name == "start" and text == "1")
    )


def _blocks(nodes: Iterable[Node]) -> Blocks:
    found: list[Tag] = []
    run: list[Node] = []
    for node in nodes:
        if isinstance(node, str) or node.name in INLINE:
            run.append(node)
            continue
        found += [*_paragraph(run), *_block(node)]
        run = []
    return (*found, *_paragraph(run))


def _paragraph(nodes: Iterable[Node]) -> Blocks:
    inside = _inline(nodes)
    return (Tag("p", inside),) if _says(inside) else ()


def _says(nodes: Iterable[Node]) -> bool:
    """Whether there is anything to read in a phrase."""
    return any(seen(one) if isinstance(one, str) else _says(one.inside) for one in nodes)


def _block(tag: Tag) -> Iterable[Tag]:
    if tag.name in {"p", "div"}:
        return _blocks(tag.inside)
    if tag.name in LISTS:
        items = tuple(_item(one) for one in tag.inside if isinstance(one, Tag))
        if not items or any(isinstance(one, str) and one.strip() for one in tag.inside):
            raise Unfit(tag.written)
        return [replace(tag, inside=items)]
    if tag.name == "pre":
        text = _only_text(tag).removeprefix("\n").rstrip()
        return [replace(tag, inside=(text,))] if text else []
    inside = _inline(tag.inside)
    return [replace(tag, inside=inside)] if _says(inside) else []


def _item(tag: Tag) -> Tag:
    """A list item: a phrase, then lists, if any."""
    blocks = _blocks(tag.inside)
    first = blocks[:1] if blocks and blocks[0].name == "p" else ()
    if not first or any(one.name not in LISTS for one in blocks[1:]):
        raise Unfit(tag.written)
    return replace(tag, inside=(*first[0].inside, *blocks[1:]))


def _only_text(tag: Tag) -> str:
    """The text of an element that holds nothing else; one `code` around all of it does not matter."""
    inside = tag.inside
    if tag.name == "pre" and len(inside) == 1 and isinstance(inside[0], Tag) and inside[0].name == "code":
        inside = inside[0].inside
    if any(isinstance(one, Tag) for one in inside):
        raise Unfit(tag.written)
    return "".join(str(one) for one in inside)


def _inline(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """A phrase without white space or line breaks at its ends."""
    found = list(_merged(nodes))
    while found and (found[0] == " " or found[0] == Tag("br")):
        found.pop(0)
    while found and (found[-1] == " " or found[-1] == Tag("br")):
        found.pop()
    for at, side in ((0, str.lstrip), (-1, str.rstrip)):
        if found and isinstance(text := found[at], str):
            found[at] = side(text, " ")
    return tuple(found)


def _merged(nodes: Iterable[Node]) -> Iterable[Node]:
    """Neighbouring texts joined and their white space collapsed, tags around nothing left out."""
    found: list[Node] = []
    for node in _flat(nodes):
        if isinstance(node, str):
            if found and isinstance(found[-1], str):
                found[-1] = SPACE.sub(" ", found[-1] + node)
            elif node:
                found.append(SPACE.sub(" ", node))
        else:
            found.append(node)
    beside = [None, *found, None]
    for before, node, after in zip(beside, found, beside[2:], strict=False):
        if not isinstance(node, str):
            yield node
            continue
        text = node.lstrip(" ") if before == Tag("br") else node
        if text := text.rstrip(" ") if after == Tag("br") else text:
            yield text


def _flat(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        if isinstance(node, str) or node.name in EMPTY:
            yield node
        elif node.name == "code":
            if text := _only_text(node):
                yield replace(node, inside=(SPACE.sub(" ", text),))
        elif node.name == "span" and not node.attributes:
            yield from _flat(node.inside)
        elif inside := tuple(_merged(node.inside)):
            yield replace(node, inside=inside)
