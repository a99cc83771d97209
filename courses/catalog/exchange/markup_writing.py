"""A tree of text as our Markdown: every character stays what it was, wherever in a quiz it is put."""

import re
from collections.abc import Iterable
from html import escape

from courses.catalog.exchange.markup_trees import LISTS, Blocks, Node, Tag, Unfit

ALWAYS = {
    "\\": "\\\\", "`": "&#96;", "*": "\\*", "[": "\\[", "]": "\\]",
    "<": "&lt;", "{": "&#123;", "}": "&#125;", "|": "&#124;",
}  # fmt: skip
ENTITY = re.compile(r"&(?=[#A-Za-z])")
GAP = re.compile(r"[^\S ]|^ | $")
BEGINS = re.compile(r"(?P<sign>[#>+!-])|(?P<name>[=~:/])|(?P<number>\d+)(?P<after>[.)])")
RUN = re.compile(r"_+")
FACTS = re.compile(r"\((F\d{1,4}(?:, ?F\d{1,4})*)\)$")
SIMPLE = re.compile(r"[^\s*_`\\\[\]](?:[^*_`\\\[\]\n]*[^\s*_`\\\[\]])?")
ADDRESS = re.compile(r"[^\s()<>\[\]\\`\"'{}|]+")


def paragraph(nodes: Iterable[Node]) -> str:
    """A phrase as one line of Markdown. Raises Unfit."""
    inside = tuple(nodes)
    runs = RUN.findall(_text(inside))
    lone = len(runs) == 1 and _text(inside).strip() != runs[0]
    line = _phrase(inside, lone=lone)
    return BEGINS.sub(_begun, line, count=1) if BEGINS.match(line) else line


def lines_of(blocks: Blocks) -> list[str]:
    """Blocks as lines of Markdown, a blank one between any two. Raises Unfit."""
    lines: list[str] = []
    for block in blocks:
        lines += ["", *_block(block)] if lines else _block(block)
    return lines


def feedback_lines(blocks: Blocks) -> list[str]:
    """The same for feedback, where fact numbers at the end would be taken for sources."""
    lines = lines_of(blocks)
    if lines and FACTS.search(lines[-1]):
        lines[-1] = lines[-1][:-1] + "&#41;"
    return lines


def _block(block: Tag) -> list[str]:
    if block.name in LISTS:
        return _list(block)
    if block.name == "pre":
        code = str(block.inside[0]).split("\n")
        if any(line.startswith(("```", "~~~")) for line in code):
            raise Unfit(block.written)
        return ["```", *code, "```"]
    line = paragraph(block.inside)
    if block.name == "p":
        return [line]
    # signs at the end of a heading would be taken for its close
    return [
        f"{'#' * int(block.name[1])} {line[:-1]}\\#" if line.endswith("#") else f"{'#' * int(block.name[1])} {line}"
    ]


def _list(block: Tag) -> list[str]:
    lines = []
    for number, item in enumerate(block.inside, 1):
        inside = item.inside if isinstance(item, Tag) else ()
        phrase = [one for one in inside if not (isinstance(one, Tag) and one.name in LISTS)]
        lines.append(f"{'-' if block.name == 'ul' else f'{number}.'} {paragraph(phrase)}")
        for one in inside:
            if isinstance(one, Tag) and one.name in LISTS:
                lines += [f"    {line}" for line in _list(one)]
    return lines


def _phrase(nodes: Iterable[Node], *, lone: bool) -> str:
    written = ""
    for node in nodes:
        written += escaped(node, lone=lone) if isinstance(node, str) else _tag(node, written, lone=lone)
    return written


def _tag(tag: Tag, before: str, *, lone: bool) -> str:
    if tag.name in {"br", "wbr"}:
        return f"<{tag.name}>"
    if tag.name == "code":
        text = str(tag.inside[0])
        if "`" in text or text != text.strip() or not text:
            raise Unfit(tag.written)
        return f"`{text}`"
    if tag.name in {"strong", "em"} and not tag.attributes and not before.endswith("*"):
        text = _text(tag.inside) if all(isinstance(one, str) for one in tag.inside) else ""
        if SIMPLE.fullmatch(text):
            star = "**" if tag.name == "strong" else "*"
            return f"{star}{escaped(text, lone=lone)}{star}"
    inside = _phrase(tag.inside, lone=lone)
    if tag.name == "a":
        address = dict(tag.attributes)["href"]
        if not ADDRESS.fullmatch(address):
            raise Unfit(tag.written)
        return f"[{inside}]({address})"
    attributes = ""
    for name, value in tag.attributes:
        if re.search(r'["<>{}\n]', value):
            raise Unfit(tag.written)
        attributes += f' {name}="{escape(value)}"'
    return f"<{tag.name}{attributes}>{inside}</{tag.name}>"


def escaped(text: str, *, lone: bool = False) -> str:
    """Text in which Markdown finds nothing to do, except at the beginning of a line; `lone`: `_` has no partner."""
    signs = ALWAYS if lone else ALWAYS | {"_": "\\_"}
    text = ENTITY.sub("&amp;", text)
    text = "".join(signs.get(sign, sign) for sign in text)
    return GAP.sub(lambda m: m[0] if m[0] == " " else f"&#{ord(m[0])};", text)


def _begun(m: re.Match[str]) -> str:
    if m["sign"]:
        return f"\\{m[0]}"
    return f"&#{ord(m[0])};" if m["name"] else f"{m['number']}\\{m['after']}"


def _text(nodes: Iterable[Node]) -> str:
    return "".join(node if isinstance(node, str) else _text(node.inside) for node in nodes)
