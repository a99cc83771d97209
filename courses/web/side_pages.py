"""What is offered beside the course and counts nowhere: lines on the home page, and the words before and after."""

from dataclasses import dataclass
from enum import StrEnum

from flask import url_for
from markupsafe import Markup

from courses.catalog.structure import Course, Module
from courses.foundation.vocabulary import AttemptKind
from courses.rules.offers import Offer, Offers
from courses.rules.retrieval import count_asked
from courses.web.assessment_views import NOTHING, FeedbackPage
from courses.web.languages import nsay, say
from courses.web.learning_views import OfferLine
from courses.web.wording import local

KINDS = (AttemptKind.PRE, AttemptKind.POST, AttemptKind.FOLLOW_UP)


class Stop(StrEnum):
    """Why something that was offered cannot be answered now.

    *waits* for the open attempt at the quiz; *skipped* by the learner; *over*, its time came and went; *gone* from the
    course; *nothing* to recall at the moment.
    """

    WAITS = "waits"
    SKIPPED = "skipped"
    OVER = "over"
    GONE = "gone"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class SidePage:
    """Before a sitting that counts nowhere, and after it; `items` are shown where their keys may be.

    `questions` is 0 where nothing can be answered now, `quiz_url` the open quiz attempt that comes before, or ''.
    `answer`, to `question`, was sent and not kept; '' where none was. `later`: it can still be kept.
    """

    heading: str
    title: str
    lines: tuple[str, ...]
    questions: int
    begin_url: str
    begun: bool
    may_begin: bool
    may_skip: bool
    quiz_url: str = ""
    items: tuple[FeedbackPage, ...] = ()
    question: Markup = NOTHING
    answer: Markup = NOTHING
    later: bool = False


def offer_lines(found: Offers) -> tuple[tuple[OfferLine, ...], tuple[OfferLine, ...]]:
    """What is offered as lines: those shown at once, and those behind them."""
    return tuple(map(offer_line, found.shown)), tuple(map(offer_line, found.more))


def offer_line(one: Offer) -> OfferLine:
    """One quiet line; where an open quiz attempt comes first, it says so and leads there."""
    title = local((one.module or one.course).title)
    if one.in_hand is not None and one.module is not None:
        url = url_for("assessment.attempt", course=one.course.slug, module=one.module.slug, number=one.in_hand)
        text = say(
            "‘%(title)s’ 떠올려 보기는 지금 열려 있는 확인 문제를 제출하신 다음에 하실 수 있습니다.", title=title
        )
        return OfferLine(text, url, say("확인 문제 이어서 풀기"))
    return OfferLine(offer_text(one, title), side_url(one.kind, one.course, one.module), say("살펴보기"))


def side_url(kind: AttemptKind, course: Course, module: Module | None) -> str:
    """The address of the page before and after."""
    if module is not None:
        return url_for("sittings.recall", course=course.slug, module=module.slug)
    return url_for("sittings.measure", course=course.slug, kind=kind.value)


def offer_text(one: Offer, title: str) -> str:
    """What the line on the home page asks."""
    if one.module is not None:
        return nsay(
            "‘%(title)s’에서 배운 것을 문제 %(num)d개로 떠올려 보시겠어요?",
            "‘%(title)s’에서 배운 것을 문제 %(num)d개로 떠올려 보시겠어요?",
            count_asked(one.module.quiz),
            title=title,
        )
    return {
        AttemptKind.PRE: say("‘%(title)s’ 과정을 시작하기 전에, 지금 아는 것을 살펴보시겠어요?", title=title),
        AttemptKind.POST: say("‘%(title)s’ 과정을 마치셨습니다. 같은 물음에 다시 답해 보시겠어요?", title=title),
        AttemptKind.FOLLOW_UP: say(
            "‘%(title)s’ 과정을 마친 지 몇 주가 지났습니다. 무엇이 남았는지 살펴보시겠어요?", title=title
        ),
    }[one.kind]


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


def late_lines() -> tuple[str, ...]:
    """What is said where an answer came after the sitting was handed in."""
    return (say("방금 보내신 답은 마치신 뒤에 와서 저장하지 않았습니다. 그 전에 저장한 답은 그대로 있습니다."),)


def stop_lines(kind: AttemptKind, stop: Stop, *, begun: bool) -> tuple[str, ...]:
    """What is said to somebody who cannot answer now."""
    if stop is Stop.WAITS:
        why = say(
            "이 교육의 확인 문제가 열려 있습니다. 떠올려 보기의 풀이에는 그 답이 들어 있어서, "
            "확인 문제를 제출하신 다음에 하실 수 있습니다."
        )
        return (why, say("여기에서 고르신 답은 저장되어 있습니다. 나중에 이어서 하시면 됩니다.")) if begun else (why,)
    if kind is AttemptKind.RECALL:
        when = say("교육을 마치고 7일, 21일, 60일이 지나면 ‘내 학습’에 보입니다. 풀지 않으셔도 됩니다.")
        skipped = say("이번 떠올려 보기는 건너뛰셨습니다.")
        return (skipped if stop is Stop.SKIPPED else say("지금은 떠올려 볼 문제가 없습니다."), when)
    nothing = say("점수와 이수에는 아무 영향이 없습니다.")
    if stop is Stop.SKIPPED:
        return say("이 물음은 건너뛰셨습니다."), nothing
    if stop is Stop.GONE:
        return say("이 물음은 과정에서 빠져, 더는 받지 않습니다."), nothing
    why = {
        AttemptKind.PRE: say("시작 전 물음은 첫 차시를 마치시기 전까지만 받습니다."),
        AttemptKind.POST: say("마친 뒤 물음은 몇 주 뒤 물음이 열리기 전까지만 받습니다."),
        AttemptKind.FOLLOW_UP: say("몇 주 뒤 물음에 답하실 수 있는 기간이 지났습니다."),
    }[kind]
    kept = say("그 전에 저장한 답은 그대로 있고, 그 뒤에 보내신 답은 저장하지 않습니다.")
    return (why, kept, nothing) if begun else (why, nothing)
