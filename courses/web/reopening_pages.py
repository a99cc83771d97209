"""What reopening shows: attempts without scores, the ways that are open, and the words for teacher and learner."""

from dataclasses import dataclass
from datetime import datetime

from courses.foundation.vocabulary import AttemptState, Reopening, ReopenReason
from courses.queries.reopening import Reopened, TriedAttempt
from courses.rules.closing import ended_by_time, time_is_over
from courses.rules.reopening import Offer, Refused
from courses.web.languages import say


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """An attempt in one line: no score and no answer, only how far it got."""

    number: int
    opened_at: datetime
    submitted_at: datetime | None
    answered: int
    asked: int
    state: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way of opening again, and what follows from it."""

    value: str
    label: str
    text: str


def line(one: TriedAttempt, now: datetime) -> AttemptLine:
    """An attempt as the page says it."""
    tried = one.tried
    state = tried.state.value
    if tried.state == AttemptState.OPEN and time_is_over(tried.closes_at, now):
        state = "over"
    elif tried.state == AttemptState.SUBMITTED and ended_by_time(tried.closes_at, one.submitted_at):
        state = "timed"
    return AttemptLine(tried.number, one.opened_at, one.submitted_at, tried.answered, tried.asked, state)


def ways(offered: Offer, *, handed_in: bool) -> tuple[Way, ...]:
    """The ways that are open, in words; `handed_in`: the attempt they are about has a score."""
    texts = {
        Reopening.CONTINUE: (
            say("이어서 풀기"),
            say("저장된 답은 그대로 두고 남은 문제를 시간 제한 없이 풀게 합니다. 제출된 풀이의 답은 바꿀 수 없습니다."),
        ),
        Reopening.ANEW: (
            say("새로 풀기"),
            say(
                "마지막 풀이의 점수는 더 세지 않습니다. 그 결과는 학습자의 지난 결과에 ‘세지 않는 풀이’로 남습니다. "
                "학습자는 처음부터 다시 풀 수 있습니다."
            )
            if handed_in
            else say("이번 풀이는 기록으로만 남기고 세지 않습니다. 학습자는 처음부터 다시 풀 수 있습니다."),
        ),
    }
    return tuple(Way(way.value, *texts[way]) for way in offered.ways)


def reason_text(reason: ReopenReason) -> str:
    """Why an attempt is opened again, as teacher and learner both read it."""
    return {
        ReopenReason.INTERRUPTED: say("기기나 연결에 문제가 있었습니다"),
        ReopenReason.TIME: say("풀 시간이 모자랐습니다"),
        ReopenReason.UNFINISHED: say("다 풀기 전에 제출되었습니다"),
        ReopenReason.SUPPORT: say("읽거나 입력하는 데 도움이 필요했습니다"),
        ReopenReason.PREPARED: say("내용을 다시 살펴보고 준비했습니다"),
    }[reason]


def refusal_text(refused: Refused) -> str:
    """Why something is not opened again, and what stands instead."""
    return {
        Refused.NOT_TRIED: say("아직 풀기 시작하지 않았습니다. 다시 열 풀이가 없습니다."),
        Refused.PASSED: say("이미 통과했습니다. 다시 열지 않아도 이수 기록은 그대로입니다."),
        Refused.STILL_OPEN: say("아직 풀고 있는 풀이입니다. 학습자가 그대로 이어서 풀 수 있습니다."),
        Refused.OPEN_ALREADY: say("이미 다시 풀 수 있게 열려 있습니다."),
        Refused.KEY_SHOWN: say("정답이 이미 보인 풀이라 이어서 풀 수는 없습니다."),
        Refused.ALL_ANSWERED: say("모든 문제에 답한 풀이라 이어서 풀 것이 없습니다."),
    }[refused]


def told(found: Reopened | None) -> str:
    """What the learner reads when their attempt was opened again; '' when it was not."""
    if found is None:
        return ""
    what = {
        Reopening.CONTINUE: say(
            "담당 선생님이 확인 문제를 다시 열었습니다. 저장된 답은 그대로 있고, 이어서 푸실 수 있습니다."
        ),
        Reopening.ANEW: say(
            "담당 선생님이 확인 문제를 다시 열었습니다. 지난 풀이는 세지 않고, 처음부터 다시 푸실 수 있습니다."
        ),
    }[found.kind]
    why = say("까닭: %(reason)s.", reason=reason_text(found.reason))
    return f"{what} {why}"
