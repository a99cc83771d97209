"""Whether each requirement holds, by what its tests came to and by the bars for what they measured."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from quality.bars import Bar, Requirement
from quality.measures import COUNT, Measure, Tried


class Verdict(StrEnum):
    """What is said of a requirement: `NOT_RUN` where no test of it was run."""

    HELD = "held"
    FAILED = "failed"
    NOT_RUN = "not run"


@dataclass(frozen=True, slots=True)
class Judged:
    """One figure beside its bar; `value` None where nothing was measured."""

    run: str
    database: str
    figure: str
    value: float | None
    bar: str
    holds: bool

    def __str__(self) -> str:
        value = "not measured" if self.value is None else f"{self.value:g}"
        of = " ".join(one for one in (self.run.strip(), "" if self.figure == COUNT else self.figure) if one)
        where = f" on {self.database}" if self.database else ""
        return f"{of}{where}: {value if self.holds else f'**{value}**'} ({self.bar})"

    def line(self) -> dict[str, object]:
        """As it is kept."""
        kept = {"run": self.run, "database": self.database, "figure": self.figure}
        return {**kept, "value": self.value, "bar": self.bar, "holds": self.holds}


@dataclass(frozen=True, slots=True)
class Line:
    """A requirement with what came of it."""

    requirement: Requirement
    tests: int
    failed: int
    judged: tuple[Judged, ...]

    @property
    def verdict(self) -> Verdict:
        """Held when tests were run, all passed, and no figure missed its bar."""
        if not self.tests:
            return Verdict.NOT_RUN
        good = not self.failed and all(one.holds for one in self.judged)
        return Verdict.HELD if good else Verdict.FAILED

    def line(self) -> dict[str, object]:
        """As it is kept."""
        said = {"requirement": self.requirement.id, "claim": self.requirement.claim, "verdict": self.verdict.value}
        return {**said, "tests": self.tests, "failed": self.failed, "judged": [one.line() for one in self.judged]}


def judge(requirement: Requirement, tried: Sequence[Tried], *, long: bool) -> Line:
    """What the tests of the requirement came to; in the short form bars that only the long one reaches are left out."""
    own = [one for one in tried if one.test.startswith(requirement.tests)]
    measures = [measure for one in own for measure in one.measures]
    bars = [bar for bar in requirement.bars if long or not bar.long]
    judged = tuple(found for bar in bars for found in beside(bar, measures))
    return Line(requirement, len(own), sum(not one.passed for one in own), judged)


def beside(bar: Bar, measures: Sequence[Measure]) -> list[Judged]:
    """The bar beside each figure that it is for; a bar that found none is missed, unless it is for one size only."""
    named = [one for one in measures if re.match(bar.run, one.name)]
    if bar.where is not None:
        key, size = bar.where
        named = [one for one in named if one.figures.get(key) == size]
    elif not any(bar.figure in one.figures for one in named):
        return [Judged(bar.run, "", bar.figure, None, _words(bar, None), holds=False)]
    if bar.summed:
        named = [Measure(bar.run, "", {bar.figure: sum(one.figures.get(bar.figure, 0) for one in named)})]
    return [_judged(bar, one) for one in named]


def _judged(bar: Bar, measure: Measure) -> Judged:
    value = measure.figures.get(bar.figure)
    same = measure.figures.get(bar.same_as) if bar.same_as else value
    words = _words(bar, same)
    if value is None or value != same:
        return Judged(measure.name, measure.database, bar.figure, value, words, holds=False)
    holds = (bar.most is None or value <= bar.most) and (bar.least is None or value >= bar.least)
    return Judged(measure.name, measure.database, bar.figure, value, words, holds)


def _words(bar: Bar, same: float | None) -> str:
    parts = [f"= {bar.same_as} {'?' if same is None else f'{same:g}'}"] if bar.same_as else []
    parts += [f"≤ {bar.most:g}"] if bar.most is not None else []
    parts += [f"≥ {bar.least:g}"] if bar.least is not None else []
    return ", ".join(parts)
