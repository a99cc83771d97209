"""The fact numbers at the end of a feedback: readers see titled sources in their place."""

import re
from collections.abc import Sequence

from courses.catalog.pages import Excerpt, Faults

SOURCES = re.compile(r"\s*\((F\d{1,4}(?:, ?F\d{1,4})*)\)\s*$")


def split_sources(feedback: Excerpt) -> tuple[Excerpt, tuple[str, ...]]:
    """A feedback without the fact numbers at its end, and these."""
    lines = list(feedback.lines)
    while lines and not lines[-1].strip():
        lines.pop()
    m = SOURCES.search(lines[-1]) if lines else None
    if not m:
        return feedback, ()
    lines[-1] = lines[-1][: m.start()]
    return Excerpt(tuple(lines), feedback.first), tuple(one.strip() for one in m[1].split(","))


def check_sources(feedback: Excerpt, named: Sequence[str], facts: frozenset[str] | None, faults: Faults) -> None:
    """Note the fact numbers of a feedback that nobody knows."""
    for fact in named:
        if facts is not None and fact not in facts:
            last = max(number for number, line in feedback.numbered() if line.strip())
            faults.add("F020", last, faults.lines[last - 1].rfind(fact) + 1, fact=fact)
