"""Whether a translation keeps step with its original: the same things in the same order, marks and ids unchanged."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from courses.catalog.braces import Attributes
from courses.catalog.exercises import PATH
from courses.catalog.pages import Excerpt, Faults
from courses.catalog.places import TEXTS, Block, find_blocks, prose
from courses.catalog.scanner import ANSWER, CHOICE, STEP, RawChoice, RawItem, Scan
from courses.catalog.strict_yaml import Settings
from courses.catalog.structure import Finding

HEADING = re.compile(r"^(#{1,6}) +\S")
PICTURE = re.compile(r"!\[[^\]]*\]\(")

FOLLOWING = frozenset({"B109", "B131", "B132", "B134", "B135", "B136", "I202", "L301"})
"""What a translation may leave to an original that it keeps step with: options, names of steps and places, marks."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that original and translation must both have."""

    kind: str
    line: int
    column: int = 1


def outline(excerpt: Excerpt, quiz: bool = False) -> Iterator[Mark]:
    """The headings, blocks, choices, steps, pictures and feedback of a page, in order."""
    blocks = {one.line: one for block in find_blocks(excerpt, Faults("")) for one in block.inside()}
    ends = {block.end: block for block in blocks.values()}
    inside: list[Block] = []
    last = ""
    for number, line in prose(excerpt):
        if number in blocks:
            inside.append(blocks[number])
            kind = f"/// {blocks[number].name}"
        elif number in ends and inside:
            inside.pop()
            kind = "///"
        else:
            name = inside[-1].name if inside else ""
            if inside and number < inside[-1].body.first:
                continue
            kind = _kind(line, name, quiz)
        # several lines of one feedback or one paragraph of table count once
        if kind and not (kind == last and kind in {">", " >"}):
            yield Mark(kind, number)
        last = kind or ("" if line.strip() else last)


def _kind(line: str, block: str, quiz: bool) -> str:
    if block == "chat":
        return "A:" if line.strip() else ""
    items = quiz and not block
    kinds = {
        "#": HEADING.match(line),
        "- [ ]": CHOICE.match(line),
        "- [](#)": block == "scenario" and PATH.match(line),
        ">": (items or block == "check") and line.startswith(">"),
        " >": (items or block in {"check", "scenario"}) and line.lstrip().startswith(">"),
        "=": items and ANSWER.match(line),
        "1.": items and STEP.match(line),
        "|": items and line.startswith("|"),
        "![]()": PICTURE.search(line),
    }
    kind = next((name for name, found in kinds.items() if found), "")
    return line.split(" ", 1)[0] if kind == "#" else kind


def keeps_step(original: Excerpt, translated: Excerpt, faults: Faults, quiz: bool = False) -> bool:
    """Whether both pages have the same outline; else the first line that differs is noted."""
    ours = list(outline(original, quiz))
    theirs = list(outline(translated, quiz))
    for one, other in zip(ours, theirs, strict=False):
        if one.kind != other.kind:
            faults.add("T401", other.line, other.column, found=other.kind, expected=one.kind, original=one.line)
            return False
    if len(ours) > len(theirs):
        missing = ours[len(theirs)]
        faults.add("T401", translated.after - 1, 1, found="–", expected=missing.kind, original=missing.line)
        return False
    if len(theirs) > len(ours):
        extra = theirs[len(ours)]
        faults.add("T401", extra.line, extra.column, found=extra.kind, expected="–", original=original.after - 1)
        return False
    return True


def inherited(original: Sequence[Block], translated: Sequence[Block], faults: Faults) -> dict[int, Settings]:
    """The options of each translated block, by its line, completed from the original; differing ones are noted."""
    return _completed(zip(_flat(original), _flat(translated), strict=False), faults)


def likely(original: Excerpt, translated: Excerpt) -> dict[int, Settings]:
    """The options of each block of a translation out of step, completed from the next block of its name."""
    left: dict[str, list[Block]] = {}
    for one in _flat(find_blocks(original, Faults(""))):
        left.setdefault(one.name, []).append(one)
    theirs = _flat(find_blocks(translated, Faults("")))
    return _completed([(left[one.name].pop(0), one) for one in theirs if left.get(one.name)], Faults(""))


def own_faults(found: Iterable[Finding]) -> Iterator[Finding]:
    """What is wrong with a translation out of step, whatever its original says."""
    return (one for one in found if one.code not in FOLLOWING)


def _completed(pairs: Iterable[tuple[Block, Block]], faults: Faults) -> dict[int, Settings]:
    options = {}
    for one, other in pairs:
        for key in sorted(set(one.settings.values) & set(other.settings.values) - TEXTS):
            if one.settings.values[key] != other.settings.values[key]:
                expected = one.settings.values[key]
                faults.add("T402", *other.settings.where((key,)), text=key, expected=expected)
        values = {**one.settings.values, **other.settings.values}
        options[other.line] = replace(other.settings, values=values)
    return options


def _flat(blocks: Sequence[Block]) -> list[Block]:
    return [one for block in blocks for one in block.inside()]


def follow_quiz(original: Scan, translated: Scan, faults: Faults) -> bool:
    """Whether a translated quiz has the items of the original; ids and marks that it repeats wrongly are noted."""
    if original.order != translated.order:
        faults.add("T401", translated.intro.after, 1, found="–", expected="–", original=original.intro.after)
        return False
    alike = True
    for one, other in zip(original.items, translated.items, strict=False):
        if _parts(one) != _parts(other):
            faults.add("T401", other.line, 1, found="–", expected="–", original=one.line)
            alike = False
        for text in differing(one.attributes, other.attributes):
            expected = written(one.attributes)
            faults.add("T402", other.line, other.attributes.column, text=text, expected=expected)
        theirs = other.choices
        if any(choice.mark == "x" for choice in theirs):
            for mine, yours in zip(one.choices, theirs, strict=False):
                if mine.mark != yours.mark:
                    faults.add("T402", yours.line, 4, text=f"[{yours.mark}]", expected=f"[{mine.mark}]")
        for mine, yours in zip(
            [*one.choices, *one.answers, *one.steps], [*theirs, *other.answers, *other.steps], strict=False
        ):
            _follow_choice(mine, yours, faults)
        _follow_targets(one, other, faults)
    return alike


def _parts(item: RawItem) -> list[int]:
    return [len(item.choices), len(item.answers), len(item.rows), len(item.steps)]


def _follow_choice(mine: RawChoice, yours: RawChoice, faults: Faults) -> None:
    for text in differing(mine.attributes, yours.attributes):
        faults.add("T402", yours.line, yours.attributes.column, text=text, expected=written(mine.attributes))
    if mine.mark in {"=", "~", "!="} and mine.mark != yours.mark:
        faults.add("T402", yours.line, 1, text=yours.mark, expected=mine.mark)


def differing(one: Attributes, other: Attributes) -> list[str]:
    """What `other` says and `one` says otherwise."""
    found = [other.id] if other.id and other.id != one.id else []
    found += sorted(other.marks - one.marks)
    return found + [f"{key}={value}" for key, value in sorted(other.values.items()) if one.values.get(key) != value]


def written(one: Attributes) -> str:
    """What stands in braces as an author would write it."""
    told = [f"#{one.id}"] if one.id else []
    told += [f".{mark}" for mark in sorted(one.marks)] + [f"{key}={value}" for key, value in one.values.items()]
    return f"{{{' '.join(told)}}}"


def _follow_targets(one: RawItem, other: RawItem, faults: Faults) -> None:
    """Cells that are the same in the original are the same in the translation."""
    words: dict[str, str] = {}
    for mine, yours in zip(one.rows, other.rows, strict=False):
        if words.setdefault(mine.other, yours.other) != yours.other:
            faults.add("T402", yours.line, yours.column, text=yours.other[:40], expected=words[mine.other][:40])
