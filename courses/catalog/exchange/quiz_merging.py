"""Questions from elsewhere put into a quiz: ids that nothing in the course has, and the place before the last words."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from courses.catalog.exchange.item_writing import item_lines
from courses.catalog.exchange.questions import Question, Reading, Refused, Remark
from courses.catalog.pages import Excerpt, Faults
from courses.catalog.scanner import scan_quiz
from courses.catalog.surroundings import Surroundings

ID = re.compile(r"\{:?[^{}\n]*?#([a-z0-9-]+)|^\s+id:\s*[\"']?([a-z0-9-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Questions as items, in the order of their file: the ids, and the lines of each."""

    ids: tuple[str, ...]
    items: tuple[tuple[str, ...], ...]
    refused: tuple[Remark, ...]
    left_aside: tuple[Remark, ...]


def ids_in(texts: Iterable[str]) -> set[str]:
    """Every id that stands anywhere in these pages, and a few words that only look like one."""
    return {one[0] or one[1] for text in texts for one in ID.findall(text)}


def prepare(
    reading: Reading,
    around: Surroundings,
    taken: Collection[str] = (),
    *,
    pool: str | None = None,
    points: Mapping[str, int] = MappingProxyType({}),
) -> Prepared:
    """The questions of a file as items whose ids are none of `taken`.

    `pool` takes the place of the pools the file names; `points` gives what an item of a pool must count.
    """
    used = set(taken)
    ids: list[str] = []
    items: list[tuple[str, ...]] = []
    refused = list(reading.refused)
    aside = list(reading.left_aside)
    for number, one in enumerate(reading.questions, 1):
        question = one.question if pool is None else replace(one.question, pool=pool)
        question = replace(question, id=_free(question, number, used))
        if question.pool in points:
            question = replace(question, points=points[question.pool])
        try:
            lines = item_lines(question, around)
        except Refused as error:
            refused.append(Remark(one.line, one.name, error.code, error.values))
            continue
        if one.question.id and one.question.id != question.id:
            values = MappingProxyType({"old": one.question.id, "new": question.id})
            aside.append(Remark(one.line, one.name, "G653", values))
        used.add(question.id)
        ids.append(question.id)
        items.append(tuple(lines))
    return Prepared(tuple(ids), tuple(items), _in_order(refused), _in_order(aside))


def merged(quiz: str, items: Iterable[Sequence[str]]) -> str:
    """The text of a quiz with more items, put before its closing sections."""
    lines = quiz.rstrip("\n").split("\n") if quiz.strip() else []
    after = scan_quiz(Excerpt(tuple(lines)), Faults("", tuple(lines))).after.values()
    at = min((heading.first - 1 for heading, _ in after), default=len(lines))
    before, behind = lines[:at], lines[at:]
    if before and before[-1].strip():
        before.append("")
    new = [line for one in items for line in one]
    return "\n".join([*before, *new, *behind]).rstrip("\n") + "\n"


def _free(question: Question, number: int, used: set[str]) -> str:
    """The question's own id, or the nearest that is free."""
    wanted = question.id or f"q{number}"
    if wanted not in used:
        return wanted
    stem = wanted[:54].rstrip("-")
    return next(one for at in range(2, len(used) + 3) if (one := f"{stem}-{at}") not in used)


def _in_order(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    return tuple(sorted(remarks, key=lambda one: one.line))
