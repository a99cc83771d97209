"""A text cut into its paragraphs, each with what was found in it: how an author sees a file that has faults."""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.catalog.structure import Finding


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that stand together; `line` is the number of the first, from 1."""

    line: int
    text: str
    findings: tuple[Finding, ...]


def passages(text: str, findings: Iterable[Finding], first: int = 1) -> tuple[Passage, ...]:
    """The paragraphs of a text in order; front matter is one, blank lines part the others.

    A finding stands with the paragraph that holds its line, or with the last one before it. `first` is the number that
    the first line has in its file.
    """
    starts, blocks = _blocks(text.splitlines(), first)
    found: list[list[Finding]] = [[] for _ in blocks]
    for one in sorted(findings):
        place = max((place for place, start in enumerate(starts) if start <= one.line), default=0)
        found[place].append(one)
    return tuple(Passage(start, block, tuple(said)) for start, block, said in zip(starts, blocks, found, strict=True))


def _blocks(lines: list[str], first: int) -> tuple[list[int], list[str]]:
    starts: list[int] = []
    blocks: list[list[str]] = []
    front = first == 1 and bool(lines) and lines[0].strip() == "---"
    apart = True
    for number, line in enumerate(lines, first):
        if not front and not line.strip():
            apart = True
            continue
        if apart:
            starts.append(number)
            blocks.append([])
            apart = False
        blocks[-1].append(line)
        if front and number > 1 and line.strip() == "---":
            front, apart = False, True
    if not blocks:
        return [first], [""]
    return starts, ["\n".join(block) for block in blocks]
