"""What is offered beside the course and counts nowhere: the line on the home page, and the words before and after."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from courses.catalog.structure import Course
from courses.foundation.vocabulary import AttemptKind
from courses.queries.side_attempts import SideAttempt, measured, recalled
from courses.rules.facts import Completed, Facts
from courses.rules.measuring import offered
from courses.rules.retrieval import open_round
from courses.web.assessment_views import FeedbackPage
from courses.web.languages import say
from courses.web.wording import local

KINDS = (AttemptKind.PRE, AttemptKind.POST, AttemptKind.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One quiet line: what may be answered, where, and for how long it takes."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class SidePage:
    """Before a sitting that counts nowhere, and after it; `items` are shown where their keys may be."""

    heading: str
    title: str
    lines: tuple[str, ...]
    questions: int
    begin_url: str
    begun: bool
    ended: bool
    items: tuple[FeedbackPage, ...] = ()


def offer_line(
    courses: Mapping[str, Course], known: Facts, side: Sequence[SideAttempt], now: datetime, days: int
) -> OfferLine | None:
    """The one thing that is offered now: knowledge items of a course first, then the oldest module to recall."""
    for course in courses.values():
        found = offered(course, known, measured(side, course.key), now, days)
        if found is not None:
            return OfferLine(offer_text(found.kind, local(course.title)), measuring_url(course, found.kind))
    for course, done in completed_modules(courses, known):
        module = course.module(done.module)
        if module is None or module.quiz is None or quiz_is_open(known, course, done.module):
            continue
        rounds = recalled(side, course.key, done.module, done.cycle)
        if open_round(done.at, now, {one.number for one in rounds if one.ended}) is not None:
            url = url_for("sittings.recall", course=course.slug, module=module.slug)
            return OfferLine(offer_text(AttemptKind.RECALL, local(module.title)), url)
    return None


def completed_modules(courses: Mapping[str, Course], known: Facts) -> list[tuple[Course, Completed]]:
    """The newest completion of each module of these courses, the longest ago first."""
    newest: dict[tuple[str, str], Completed] = {}
    for one in sorted(known.completions, key=lambda one: one.at):
        if one.module:
            newest[one.course, one.module] = one
    by_key = {course.key: course for course in courses.values()}
    return sorted(
        ((by_key[one.course], one) for one in newest.values() if one.course in by_key), key=lambda pair: pair[1].at
    )


def quiz_is_open(known: Facts, course: Course, module: str) -> bool:
    """Whether the learner sits at the module's quiz: what is recalled meanwhile would give its keys away."""
    return any(one.open and (one.course, one.module) == (course.key, module) for one in known.tries)


def measuring_url(course: Course, kind: AttemptKind) -> str:
    """The address of a course's knowledge items of that kind."""
    return url_for("sittings.measure", course=course.slug, kind=kind.value)


def offer_text(kind: AttemptKind, title: str) -> str:
    """The line on the home page."""
    later = say("‘%(title)s’ 과정을 마친 지 몇 주가 지났습니다. 무엇이 남았는지 살펴보시겠어요?", title=title)
    return {
        AttemptKind.PRE: say("‘%(title)s’ 과정을 시작하기 전에, 지금 아는 것을 살펴보시겠어요?", title=title),
        AttemptKind.POST: say("‘%(title)s’ 과정을 마치셨습니다. 같은 물음에 다시 답해 보시겠어요?", title=title),
        AttemptKind.FOLLOW_UP: later,
        AttemptKind.RECALL: say("‘%(title)s’에서 배운 것을 세 문제로 떠올려 보시겠어요?", title=title),
    }[kind]


def heading(kind: AttemptKind) -> str:
    """What such a sitting is called."""
    return {
        AttemptKind.PRE: say("시작 전 물음"),
        AttemptKind.POST: say("마친 뒤 물음"),
        AttemptKind.FOLLOW_UP: say("몇 주 뒤 물음"),
        AttemptKind.RECALL: say("떠올려 보기"),
    }[kind]


def before_lines(kind: AttemptKind) -> tuple[str, ...]:
    """What is said before."""
    nothing = say("점수와 이수에 들어가지 않고, 건너뛰어도 아무 일이 없습니다.")
    if kind is AttemptKind.RECALL:
        return (
            say("마친 교육에서 문제를 조금 골라 다시 묻습니다. 시간이 지난 뒤에 떠올려 보면 더 오래 기억됩니다."),
            say("답을 확인하면 풀이를 바로 보여 드립니다."),
            nothing,
        )
    return (
        say("과정이 도움이 되는지 알아보려고, 과정 앞뒤와 몇 주 뒤에 같은 물음을 드립니다."),
        nothing,
        say("선생님과 관리자는 열 명 이상을 모은 숫자만 봅니다. 누가 무엇을 골랐는지는 보이지 않습니다."),
    )


def after_lines(kind: AttemptKind) -> tuple[str, ...]:
    """What is said afterwards."""
    thanks = say("답을 저장했습니다. 고맙습니다.")
    return {
        AttemptKind.PRE: (thanks, say("풀이는 과정을 마치고 몇 주 뒤의 물음까지 답하시면 보여 드립니다.")),
        AttemptKind.POST: (thanks, say("몇 주 뒤에 한 번 더 여쭙고, 그때 풀이를 보여 드립니다.")),
        AttemptKind.FOLLOW_UP: (say("답을 저장했습니다. 끝까지 답해 주셔서 고맙습니다."),),
        AttemptKind.RECALL: (say("모두 떠올려 보셨습니다. 점수로 남지 않습니다."),),
    }[kind]


def latest(found: Iterable[SideAttempt]) -> SideAttempt | None:
    """The last of them, or None."""
    return next(reversed(list(found)), None)
