"""A tree from elsewhere written as the body of a lesson, in chunks that know the line they come from."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from courses.catalog.adopting.guards import counted, harmless, spaced, without_control, without_numbers
from courses.catalog.adopting.naming import plain
from courses.catalog.adopting.phrases import FOOTNOTE_NAME, Phrase
from courses.catalog.adopting.room import Room
from courses.catalog.adopting.trees import Block

HELD = frozenset({"quote", "footnote"})
WITHIN = "    "
TASK = re.compile(r"\[([ xX]?)\](?=\s|$)")
LANGUAGE = re.compile(r"[A-Za-z][\w#+.-]*")
HIDDEN = re.compile(r"\s*#(?: |$)")
DOUBLED = re.compile(r"^(\s*#)#")
CODE_BYTES = 6000
CODE_BRACKETS = 150
CODE_LINE = 1500
HEADING_IDS = re.compile(r"\s*\{[^{}]*[#.:][^{}]*\}\s*$")
Names = Callable[[Block], str]
"""The id of a heading that links lead to, or ''."""


@dataclass(slots=True)
class Chunk:
    """Lines of a lesson's body that belong together, and the source's line and words, for when they must be mended."""

    line: int
    lines: list[str]
    plain: str = ""
    mended: int = 0


@dataclass(slots=True)
class Writer:
    """Writes the blocks of one file."""

    room: Room
    names: Names
    depth: int = field(default=0)

    def chunks(self, blocks: Sequence[Block]) -> list[Chunk]:
        """A chunk for each block that leaves something."""
        found = []
        for block in lifted(blocks):
            lines = self.block(block)
            if block.kind not in {"code", "table"}:
                lines = spaced(lines, lambda at=block.line: self.room.tell("A710", at))  # type: ignore[misc]  # bound
            if block.kind != "code":
                tell = self.number(block.line)
                lines = [counted(without_numbers(one, self.room.language, tell)) for one in lines]
            if any(one.strip() for one in lines):
                found.append(Chunk(block.line, lines, words(block)))
        return found

    def number(self, line: int) -> Callable[[str], None]:
        """Tells of a telephone number that was left out."""
        return lambda text: self.room.tell("A708", line, text=text)

    def block(self, block: Block) -> list[str]:
        """One block as lines."""
        return _KINDS[block.kind](self, block)

    def blocks(self, blocks: Sequence[Block]) -> list[str]:
        """Several, with a blank line between any two."""
        lines: list[str] = []
        for one in blocks:
            if written := self.block(one):
                lines += ["", *written] if lines else written
        return lines

    def phrase(self, text: str, line: int) -> list[str]:
        """A phrase as lines that begin nothing."""
        written = Phrase(without_control(text), line, self.room).written()
        return harmless(written.split("\n")) if written.strip() else []

    def paragraph(self, block: Block) -> list[str]:
        """A paragraph."""
        return self.phrase(block.text, block.line)

    def heading(self, block: Block) -> list[str]:
        """A heading; in a list or a quote a strong line."""
        text = HEADING_IDS.sub("", block.text)
        line = " ".join(one.strip() for one in self.phrase(text.replace("\n", " "), block.line))
        if not line:
            return []
        if self.depth:
            return [line if "*" in line else f"**{line}**"]
        line = f"{line[:-1]}&#35;" if line.endswith("#") else line
        name = self.names(block)
        return [f"{'#' * max(block.level, 2)} {line}" + (f" {{#{name}}}" if name else "")]

    def code(self, block: Block) -> list[str]:
        """Code between fences, in portions that the checker lets pass."""
        m = LANGUAGE.match(block.mark)
        fence = "```" + (m[0] if m else "")
        lines: list[str] = []
        size = brackets = 0
        for written in self.shown(block, m[0] if m else ""):
            row = written
            if row.startswith(("```", "~~~")):
                row = f" {written}"
                self.room.tell("A711", block.line)
            for piece in [row[at : at + CODE_LINE] for at in range(0, len(row), CODE_LINE)] or [""]:
                weight, opening = len(piece.encode("utf-8", "replace")) + 1, sum(map(piece.count, "[({<"))
                if lines and (size + weight > CODE_BYTES or brackets + opening > CODE_BRACKETS):
                    lines += ["```", "", fence]
                    size = brackets = 0
                    self.room.tell("A710", block.line)
                size, brackets = (size + weight, brackets + opening) if piece.strip() else (0, 0)
                lines.append(piece)
        return [fence, *lines, "```"]

    def shown(self, block: Block, language: str) -> list[str]:
        """The lines of code that readers see: those of Rust that begin with `# ` are for its compiler only."""
        lines = without_control(block.text).split("\n")
        if language != "rust":
            return lines
        seen = [line for line in lines if not HIDDEN.match(line)]
        if len(seen) < len(lines):
            self.room.tell("A729", block.line)
        return [DOUBLED.sub(r"\1", line) for line in seen]

    def rule(self, _block: Block) -> list[str]:
        """A line across the page."""
        return ["---"]

    def script(self, block: Block) -> list[str]:
        """Nothing: what would be run is left out."""
        self.room.tell("A706", block.line, html=f"<{block.text}>")
        return []

    def quote(self, block: Block) -> list[str]:
        """A quote; what stands in it is divided by blank lines, which keep it together here."""
        self.depth += 1
        lines = self.blocks(block.inside)
        self.depth -= 1
        return [f"> {line}" if line else "" for line in lines]

    def footnote(self, block: Block) -> list[str]:
        """A footnote."""
        self.depth += 1
        lines = self.blocks(block.inside)
        self.depth -= 1
        if not lines or not FOOTNOTE_NAME.fullmatch(block.mark):
            return lines
        return [f"[^{block.mark}]: {lines[0]}", *(f"{WITHIN}{one}" if one else "" for one in lines[1:])]

    def items(self, block: Block) -> list[str]:
        """A list, four spaces for each level."""
        self.depth += 1
        lines: list[str] = []
        for number, item in enumerate(block.inside, block.inside[0].level):
            written = self.item(item)
            if not written:
                continue
            marker = f"{number}." if block.mark else "-"
            if lines and block.loose:
                lines.append("")
            lines += [f"{marker} {written[0]}", *(f"{WITHIN}{one}" if one else "" for one in written[1:])]
        self.depth -= 1
        return lines

    def item(self, item: Block) -> list[str]:
        """An item: its first paragraph, and what follows it; a list follows without a gap."""
        first, rest = item.inside[0], item.inside[1:]
        m = TASK.match(first.text)
        if m:
            first = replace(first, text=("☐" if m[1].strip() == "" else "☑") + first.text[m.end() :])
        lines = self.block(first)
        for one in rest:
            written = self.block(one)
            gap = [] if one.kind == "list" and not one.loose and lines else [""]
            lines += [*gap, *written] if written and lines else written
        return lines

    def table(self, block: Block) -> list[str]:
        """A table, with its head again where it is divided."""
        width = len(block.rows[0])
        rows = []
        for index, row in enumerate(block.rows):
            cells = (row + [""] * width)[:width]
            if index == 1:
                rows.append(cells)
                continue
            rows.append([self.cell(one, block.line + index) for one in cells])
        written = [f"| {' | '.join(row)} |" for row in rows]
        head = written[:2]
        lines: list[str] = []
        size = brackets = 0
        for line in written[2:]:
            weight, opening = len(line.encode("utf-8", "replace")) + 1, sum(map(line.count, "[({<"))
            if lines and (size + weight > CODE_BYTES or brackets + opening > CODE_BRACKETS):
                lines += ["", *head]
                size = brackets = 0
                self.room.tell("A710", block.line)
            size, brackets = size + weight, brackets + opening
            lines.append(line)
        return [*head, *lines]

    def cell(self, text: str, line: int) -> str:
        """What stands in a cell; a pipe there ends none."""
        text = text.replace("\\|", "|") if "`" in text else text.replace("\\|", "&#124;")
        return " ".join(Phrase(without_control(text), line, self.room).written().split())


_KINDS: Mapping[str, Callable[[Writer, Block], list[str]]] = {
    "paragraph": Writer.paragraph,
    "heading": Writer.heading,
    "code": Writer.code,
    "rule": Writer.rule,
    "script": Writer.script,
    "quote": Writer.quote,
    "footnote": Writer.footnote,
    "list": Writer.items,
    "table": Writer.table,
}


def lifted(blocks: Iterable[Block]) -> list[Block]:
    """Blocks with code, scripts and rules taken out of lists and quotes: our Markdown reads them only at the margin."""
    found: list[Block] = []
    for block in blocks:
        if block.kind in HELD:
            found += _held(block)
        elif block.kind == "list":
            found += _list(block)
        else:
            found.append(block)
    return found


def _held(block: Block) -> Iterable[Block]:
    group: list[Block] = []
    for one in lifted(block.inside):
        if one.kind in _OUT:
            yield from [replace(block, inside=group)] if group else []
            yield one
            group = []
        else:
            group.append(one)
    yield from [replace(block, inside=group)] if group else []


_OUT = frozenset({"code", "script", "rule"})


def _list(block: Block) -> Iterable[Block]:
    items: list[Block] = []
    for item in block.inside:
        inside = lifted(item.inside)
        end = next((at for at, one in enumerate(inside) if one.kind in _OUT), len(inside))
        if inside and inside[0].kind not in {"paragraph", "heading"}:
            end = 0
        if end:
            items.append(replace(item, inside=inside[:end]))
        if end < len(inside):
            yield from [replace(block, inside=items, line=items[0].line)] if items else []
            yield from inside[end:]
            items = []
    yield from [replace(block, inside=items, line=items[0].line)] if items else []


def words(block: Block) -> str:
    """The words of a block without any form."""
    own = [*block.text.split("\n"), *(" ".join(row) for row in block.rows)]
    return "\n".join(one for one in [*map(plain, own), *map(words, block.inside)] if one)
