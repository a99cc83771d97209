"""What the page about learning shows: the same knowledge items before, after and weeks later, of enough people."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import url_for

from courses.catalog.structure import Course
from courses.foundation.vocabulary import AttemptKind
from courses.queries.paired_attempts import Staying
from courses.rules.gains import SMALLEST, Gains, Interval, tells_of_each
from courses.web.languages import say
from courses.web.wording import local

ROUGHLY = 5
"""Drop-out is told in steps of so many percent: exact numbers would tell of single people."""


@dataclass(frozen=True, slots=True)
class ComparisonPart:
    """One comparison; without `figures` there are too few people, or they are `withheld`. Bars run from 0 to 100.

    Without `before` the score before is not told a second time, of other people than in the comparison beside it.
    """

    label: str
    finding: str = ""
    figures: tuple[tuple[str, str], ...] = ()
    before: int | None = None
    after: int = 0
    start: int = 0
    width: int = 0
    missing: str = ""
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class CoursePart:
    """A course in one cycle with its comparisons, and the other cycles there are."""

    title: str
    cycle: str
    others: tuple[tuple[str, str], ...]
    parts: tuple[ComparisonPart, ...]


def course_part(course: Course, unit: int, cycles: list[str], cycle: str, parts: list[ComparisonPart]) -> CoursePart:
    """One course."""
    others = tuple((one, url_for("analysis.gains", unit=unit, cycle=one)) for one in cycles if one != cycle)
    return CoursePart(local(course.title), cycle, others, tuple(parts))


def comparison(after: AttemptKind, found: Gains | None, there: Staying) -> ComparisonPart:
    """One comparison in words and figures."""
    label = say("시작 전과 마친 뒤") if after is AttemptKind.POST else say("시작 전과 몇 주 뒤")
    if found is None:
        return ComparisonPart(label)
    learned, learned_between = found.normalised, found.normalised_between
    if learned is None or learned_between is None or tells_of_each(found):
        return ComparisonPart(label, withheld=True)
    low, high = sorted((round(found.before), round(found.after)))
    # later the same people answer, but for a few: two medians of their scores before would tell of those
    first = after is AttemptKind.POST
    figures = [
        (say("두 번 답한 사람"), say("%(number)s명", number=found.pairs)),
        *([(say("시작 전 가운데값"), points(found.before))] if first else []),
        (say("나중 가운데값"), points(found.after)),
        (say("한 사람이 나아진 정도의 가운데값"), f"{signed(found.change)} ({between(found.change_between, points)})"),
        (say("배울 수 있던 것 가운데 배운 몫"), f"{two(learned)} ({between(learned_between, two)})"),
    ]
    return ComparisonPart(
        label=label,
        finding=finding(found),
        figures=tuple(figures),
        before=round(found.before) if first else None,
        after=round(found.after),
        start=low if first else 0,
        width=max(1, high - low) if first else 0,
        missing=missing(there),
    )


def missing(there: Staying) -> str:
    """Who had not answered again when the last pair had, in steps of five percent; nothing for fewer than ten."""
    if there.began < SMALLEST:
        return ""
    roughly = round(100 * (there.began - there.again) / there.began / ROUGHLY) * ROUGHLY
    if not roughly:
        return say("이 사람들이 모두 답한 때까지, 시작 전에 답한 사람은 거의 모두 두 번째 물음에도 답했습니다.")
    return say(
        "이 사람들이 모두 답한 때까지, 시작 전에 답한 사람의 약 %(percent)s%%는 두 번째 물음에 아직 답하지 않았습니다.",
        percent=roughly,
    )


def finding(found: Gains) -> str:
    """What the interval allows to say, and no more."""
    if found.change_between.low > 0:
        return say("두 번째에 더 많이 맞혔습니다")
    if found.change_between.high < 0:
        return say("두 번째에 더 적게 맞혔습니다")
    return say("뚜렷한 차이가 없습니다")


def between(found: Interval, told: Callable[[float], str]) -> str:
    """An interval in words."""
    return say("95%% 구간 %(low)s ~ %(high)s", low=told(found.low), high=told(found.high))


def points(percent: float) -> str:
    """A score in whole points out of 100."""
    return say("%(score)s점", score=round(percent))


def signed(percent: float) -> str:
    """A difference in whole points."""
    return say("%(score)s점", score=f"{round(percent):+d}")


def two(figure: float) -> str:
    """A figure with two decimal places."""
    return f"{figure:.2f}"
