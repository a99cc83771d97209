"""HTML from elsewhere as a small tree in one normal form; what our Markdown cannot say is refused by its own text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

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


@dataclass(frozen=True, slots=True)
class Tag:
    """An element; text inside `pre` and `code` is kept as it stands, elsewhere white space is one space."""

    name: str
    inside: "tuple[Node, ...]" = ()
    attributes: tuple[tuple[str, str], ...] = ()


Node = Tag | str
Blocks = tuple[Tag, ...]
"""Paragraphs, lists, headings and code, none of them empty."""


class Unfit(ValueError):
    """A piece of HTML that has no counterpart here; `html` is how it was written."""

    def __init__(self, html: str) -> None:
        super().__init__(html)
        self.html = html


def blocks_of(html: str) -> Blocks:
    """The blocks of a piece of HTML; text outside of paragraphs makes paragraphs. Raises Unfit."""
    return _blocks(_Builder().built(html))


def plain(text: str) -> Blocks:
    """One paragraph of that text, or nothing when it is blank."""
    return _paragraph([text])


class _Builder(HTMLParser):
    """Collects elements; where HTML would have to guess, it refuses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, tuple[tuple[str, str], ...], list[Node]]] = [("", (), [])]

    def built(self, html: str) -> list[Node]:
        try:
            self.feed(html)
            self.close()
        except AssertionError as error:
            raise Unfit("<![") from error
        while self.top == "p":
            self.leave()
        if self.top:
            raise Unfit(f"<{self.top}>")
        return self.stack[0][2]

    @property
    def top(self) -> str:
        return self.stack[-1][0]

    def leave(self) -> None:
        name, attributes, inside = self.stack.pop()
        self.stack[-1][2].append(Tag(name, tuple(inside), attributes))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = (self.get_starttag_text() or f"<{tag}>")[:60]
        inside_itself = tag == "a" and any(name == "a" for name, _, _ in self.stack)
        if tag not in BLOCKS | INLINE or len(self.stack) > DEEPEST or inside_itself:
            raise Unfit(written)
        attributes = _attributes(tag, attrs, written)
        if tag in EMPTY:
            self.stack[-1][2].append(Tag(tag))
            return
        if tag in BLOCKS and self.top == "p":
            self.leave()
        if tag == "li" and self.top == "li":
            self.leave()
        if (tag in BLOCKS and self.top in INLINE | HEADINGS | {"pre"}) or ((tag == "li") != (self.top in LISTS)):
            raise Unfit(written)
        self.stack.append((tag, attributes, []))

    def handle_endtag(self, tag: str) -> None:
        if tag in EMPTY:
            raise Unfit(f"</{tag}>")
        for left_open in ("p", "li"):
            if self.top == left_open and tag != left_open and tag in BLOCKS:
                self.leave()
        if self.top != tag or not tag:
            raise Unfit(f"</{tag}>")
        self.leave()

    def handle_data(self, data: str) -> None:
        self.stack[-1][2].append(data)

    def handle_comment(self, data: str) -> None:
        raise Unfit(f"<!--{data[:40]}-->")

    def handle_decl(self, decl: str) -> None:
        raise Unfit(f"<!{decl[:40]}>")

    def unknown_decl(self, data: str) -> None:
        raise Unfit(f"<![{data[:40]}]>")

    def handle_pi(self, data: str) -> None:
        raise Unfit(f"<?{data[:40]}>")


def _attributes(tag: str, attrs: Iterable[tuple[str, str | None]], written: str) -> tuple[tuple[str, str], ...]:
    """The attributes that say something; those that say what holds anyway are left out."""
    kept = {}
    for name, value in attrs:
        text = value or ""
        if (tag == "a" and name == "href" and OUTSIDE.fullmatch(text)) or (name in WORDED and tag in RAW_TAGS):
            kept[name] = text
        elif not _says_nothing(tag, name, text):
            raise Unfit(written)
    if tag == "a" and "href" not in kept:
        raise Unfit(written)
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
    return (Tag("p", inside),) if inside else ()


def _block(tag: Tag) -> Iterable[Tag]:
    if tag.name in {"p", "div"}:
        return _blocks(tag.inside)
    if tag.name in LISTS:
        items = tuple(_item(one) for one in tag.inside if isinstance(one, Tag))
        if not items or any(isinstance(one, str) and one.strip() for one in tag.inside):
            raise Unfit(f"<{tag.name}>")
        return [Tag(tag.name, items)]
    if tag.name == "pre":
        text = _only_text(tag).removeprefix("\n").rstrip()
        return [Tag("pre", (text,))] if text else []
    inside = _inline(tag.inside)
    return [Tag(tag.name, inside)] if inside else []


def _item(tag: Tag) -> Tag:
    """A list item: a phrase, then lists, if any."""
    blocks = _blocks(tag.inside)
    first = blocks[:1] if blocks and blocks[0].name == "p" else ()
    if not first or any(one.name not in LISTS for one in blocks[1:]):
        raise Unfit("<li>")
    return Tag("li", (*first[0].inside, *blocks[1:]))


def _only_text(tag: Tag) -> str:
    """The text of an element that holds nothing else; one `code` around all of it does not matter."""
    inside = tag.inside
    if tag.name == "pre" and len(inside) == 1 and isinstance(inside[0], Tag) and inside[0].name == "code":
        inside = inside[0].inside
    if any(isinstance(one, Tag) for one in inside):
        raise Unfit(f"<{tag.name}>")
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
                yield Tag("code", (SPACE.sub(" ", text),))
        elif node.name == "span" and not node.attributes:
            yield from _flat(node.inside)
        elif inside := tuple(_merged(node.inside)):
            yield Tag(node.name, inside, node.attributes)
