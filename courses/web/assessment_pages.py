"""What the quiz pages show, always from the attempt's stored quiz version."""

from collections.abc import Sequence

from babel.numbers import format_decimal
from flask import url_for
from markupsafe import Markup

from courses.foundation.vocabulary import FeedbackTime, GradeOfRecord
from courses.queries.attempts import PastAttempt, Sitting
from courses.rules.feedback import key_may_be_shown
from courses.rules.grading import passes
from courses.rules.standing import Standing
from courses.web import sheet_pages as sheets
from courses.web.assessment_views import FeedbackPage, Line, ResultPage, StartPage
from courses.web.languages import language, say
from courses.web.learning_pages import module_url
from courses.web.sheet_pages import Desk
from courses.web.wording import local


def start(found: Standing, past: Sequence[PastAttempt], reopened: str = "") -> StartPage:
    """The page before an attempt; `reopened` says that and why it was opened again. The module has a quiz."""
    quiz = found.module.quiz
    if quiz is None:
        raise ValueError(found.module.slug)
    left = None if quiz.attempts is None else max(0, quiz.attempts - found.attempts)
    return StartPage(
        module_title=local(found.module.title),
        course_title=local(found.course.title),
        intro=local(quiz.intro),
        items=sum(quiz.draw.values()) or len(quiz.items),
        pass_mark=quiz.pass_mark,
        attempts_left=left,
        attempts_used=len(past),
        record=found.record,
        record_name=record_name(quiz.grade),
        passed=found.passed,
        open_url=url_for("assessment.begin", course=found.course.slug, module=found.module.slug),
        open_attempt=found.open_attempt is not None,
        previous=tuple(Line(one.number, one.score, one.submitted_at, attempt_url(found, one.number)) for one in past),
        back_url=module_url(found),
        reopened=reopened,
        minutes=quiz.time,
    )


def desk(found: Standing, own: Sitting) -> Desk:
    """Where the learner sits at the module's quiz."""
    url = attempt_url(found, own.number)
    return Desk(local(found.module.title), say("확인 문제"), url, own.quiz.feedback.value, counted=True)


def feedback(found: Standing, own: Sitting, position: int) -> FeedbackPage:
    """What the answer to one item earned, and the key where it may be shown."""
    return sheets.feedback(
        desk(found, own),
        own,
        position,
        show_key=key_may_be_shown(own.quiz, submitted=own.submitted, passed=passed(own), attempts=found.attempts),
        show_feedback=own.quiz.feedback is not FeedbackTime.ON_PASS or passed(own),
    )


def result(found: Standing, own: Sitting) -> ResultPage:
    """The result; nothing of it depends on what the module looks like today but the way on."""
    won = passed(own)
    left = own.quiz.attempts is None or found.attempts < own.quiz.attempts
    return ResultPage(
        module_title=local(found.module.title),
        passed=won,
        score=own.score or 0,
        pass_mark=own.pass_mark,
        after=closing_text(own, passed=won),
        items=tuple(feedback(found, own, position) for position in range(1, len(own.drawn) + 1)),
        again_url=url_for("assessment.start", course=found.course.slug, module=found.module.slug) if left else None,
        again_cost="" if won else _again_cost(found, own),
        continue_url=url_for("learning.home"),
        continue_label=say("내 학습으로"),
        attempt_number=own.number,
        submitted_at=own.submitted_at,
        module_completed=found.completion is not None,
        record=record_line(found) if own.number == found.latest else "",
    )


def closing_text(own: Sitting, *, passed: bool) -> Markup:
    """What the author says at the end, to who passed and to who did not."""
    return local(own.quiz.after.get("after-pass" if passed else "after-retry") or own.quiz.after.get("after") or {})


def record_line(found: Standing) -> str:
    """Which score is told as the learner's own, where that is not plain: after several attempts."""
    quiz = found.module.quiz
    if found.record is None or quiz is None or found.attempts < 2:
        return ""
    score = format_decimal(found.record / 100, format="0.##", locale=language())
    return f"{record_name(quiz.grade)}: " + say("%(score)s점", score=score)


def record_name(which: GradeOfRecord) -> str:
    """What the grade of record is called."""
    return {
        GradeOfRecord.BEST: say("지금까지 가장 높은 점수"),
        GradeOfRecord.LATEST: say("가장 최근 점수"),
        GradeOfRecord.FIRST: say("첫 풀이의 점수"),
        GradeOfRecord.AVERAGE: say("지금까지의 평균 점수"),
    }[which]


def passed(own: Sitting) -> bool:
    """Whether the submitted attempt reached its pass mark."""
    return own.score is not None and passes(own.score, own.pass_mark)


def attempt_url(found: Standing, number: int) -> str:
    """The address of an attempt."""
    return url_for("assessment.attempt", course=found.course.slug, module=found.module.slug, number=number)


def _again_cost(found: Standing, own: Sitting) -> str:
    which = (found.module.quiz or own.quiz).grade
    kept = {
        GradeOfRecord.BEST: say("가장 높은 점수가 남습니다."),
        GradeOfRecord.LATEST: say("마지막 점수가 남습니다."),
        GradeOfRecord.FIRST: say("첫 풀이의 점수가 남습니다."),
        GradeOfRecord.AVERAGE: say("모든 풀이의 평균이 남습니다."),
    }[which]
    drawn = sum(own.quiz.draw.values()) or len(own.quiz.items)
    again = (
        say("다시 풀면 다른 문제가 섞여 나옵니다.") if drawn < len(own.quiz.items) else say("다시 푸실 수 있습니다.")
    )
    if own.quiz.attempts is None:
        often = say("횟수 제한이 없습니다.")
    else:
        often = say("앞으로 %(left)s번 더 푸실 수 있습니다.", left=max(0, own.quiz.attempts - found.attempts))
    return f"{again} {often} {kept}"
