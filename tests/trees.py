"""Pages as trees: what stands where on a page, and what a reader sees of it."""

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
INLINE = frozenset({"a", "abbr", "b", "code", "em", "i", "kbd", "mark", "small", "span", "strong", "sub", "sup", "u"})


class Node:
    """An element with its attributes and, in their order, its texts and the elements inside it."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node | str] = []

    def get(self, name: str) -> str:
        """An attribute, '' when it is not there."""
        return self.attributes.get(name, "")

    def inside(self) -> Iterator["Node"]:
        """Every element inside this one, in the order of the page."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.inside()

    def all(self, tag: str = "", *classes: str) -> list["Node"]:
        """The elements inside this one of that tag ('' any) that have all of these classes."""
        wanted = set(classes)
        return [
            one for one in self.inside() if (not tag or one.tag == tag) and wanted.issubset(one.get("class").split())
        ]

    def first(self, tag: str = "", *classes: str) -> "Node":
        """The first of `all`. Raises LookupError when there is none."""
        found = self.all(tag, *classes)
        if not found:
            raise LookupError(f"no <{tag} class={' '.join(classes)}> inside <{self.tag}>")
        return found[0]

    def texts(self) -> Iterator[str]:
        """Every text inside, as it stands between two tags."""
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child.texts()

    @property
    def text(self) -> str:
        """All that can be read inside, with single spaces; paragraphs and the like do not run together."""
        return " ".join("".join(self._spaced()).split())

    def _spaced(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._spaced() if child.tag in INLINE else (" ", *child._spaced(), " ")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag != tag:
            line, column = self.getpos()
            raise ValueError(f"</{tag}> closes <{self.open[-1].tag}> at {line}:{column}")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_page(html: str) -> Node:
    """The tree of a page or of a part of one. Raises ValueError where tags do not close what they opened."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if len(reader.open) > 1:
        raise ValueError(f"<{reader.open[-1].tag}> is never closed")
    return reader.open[0]
