"""What the quiz pages show, always from the attempt's stored quiz version."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from babel.numbers import format_decimal
from flask import url_for
from markupsafe import Markup

from courses.catalog.items import Quiz
from courses.catalog.structure import Module
from courses.foundation.vocabulary import GradeOfRecord
from courses.queries.attempts import PastAttempt, Sitting
from courses.queries.reopening import Reopened
from courses.queries.results import AtQuiz
from courses.rules.closing import ended_by_time
from courses.rules.feedback import Telling, none_left
from courses.rules.grading import passes
from courses.rules.standing import Standing
from courses.web import sheet_pages as sheets
from courses.web.answer_forms import answer_line
from courses.web.answer_words import away_lines
from courses.web.assessment_views import Clock, FeedbackPage, Line, ResultPage, SetAsidePage, StartPage
from courses.web.languages import language, say
from courses.web.learning_pages import module_url, quiz_url, renewed_text
from courses.web.reopening_pages import told
from courses.web.sheet_pages import Desk
from courses.web.wording import local


def start(
    found: Standing,
    past: Sequence[PastAttempt],
    reopened: str = "",
    open_now: Sitting | None = None,
    *,
    after: int,
    now: datetime,
) -> StartPage:
    """The page before an attempt; `reopened` says that and why it was opened again, `open_now` is one to go on with.

    The module has a quiz; `after` is the number of the last attempt at it.
    """
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
        open_attempt_url=attempt_url(found, found.open_attempt) if found.open_attempt is not None else "",
        after=after,
        previous=tuple(
            Line(one.number, one.score, one.submitted_at, one.by_time, attempt_url(found, one.number)) for one in past
        ),
        back_url=module_url(found),
        reopened=reopened,
        minutes=quiz.time,
        clock=sheets.clock(desk(found, open_now), open_now, now) if open_now else None,
        unlimited=open_now is not None and open_now.closes_at is None,
        out_of_attempts=found.out_of_attempts,
        renewed=renewed_text(found),
    )


def desk(found: Standing, own: Sitting) -> Desk:
    """Where the learner sits at the module's quiz."""
    url = attempt_url(found, own.number)
    return Desk(local(found.module.title), say("확인 문제"), url, own.quiz.feedback.value, counted=True)


def feedback(found: Standing, own: Sitting, position: int, running: Clock | None = None) -> FeedbackPage:
    """What the final answer to one item of an open attempt earned, and the key where it may be shown."""
    told = Telling(own.quiz, submitted=False, passed=False, none_left=False)
    return sheets.feedback(desk(found, own), own, position, told, running=running)


def telling(own: Sitting, beside: AtQuiz, limit: int | None) -> Telling:
    """What may be told of a submitted attempt; `limit` is how many attempts its learner may have."""
    left = none_left(limit, beside.used)
    return Telling(
        own.quiz, submitted=own.submitted, passed=passed(own), none_left=left, sits=beside.sits, asked=beside.asked
    )


def result(found: Standing, own: Sitting, beside: AtQuiz) -> ResultPage:
    """The result; only the way on, and whether the key may be told, depend on what the module looks like today."""
    won, here, quiz = passed(own), desk(found, own), found.module.quiz or own.quiz
    rewritten = own.revision != found.course.revision
    left = not none_left(quiz.attempts, found.attempts)
    told = telling(own, beside, own.quiz.attempts if rewritten else quiz.attempts)
    return ResultPage(
        module_title=local(found.module.title),
        passed=won,
        score=own.score or 0,
        pass_mark=own.pass_mark,
        after=closing_text(own, told),
        items=tuple(sheets.feedback(here, own, place, told) for place in range(1, len(own.drawn) + 1)),
        again_url=url_for("assessment.start", course=found.course.slug, module=found.module.slug) if left else None,
        again_cost=_before_again(found, own, quiz),
        continue_url=url_for("learning.home"),
        continue_label=say("내 학습으로"),
        attempt_number=own.number,
        submitted_at=own.submitted_at,
        by_time=ended_by_time(own.closes_at, own.submitted_at),
        module_completed=_completed(found, own),
        record=record_line(found) if own.number == found.latest and not rewritten else "",
        out_of_attempts=found.out_of_attempts,
        asked_again=asked_again_text(told),
    )


def set_aside(
    found: Standing, own: Sitting, why: Reopened | None, sent: tuple[str, str], last: int, *, goes_on: bool = False
) -> SetAsidePage:
    """What is said of an attempt that was set aside; `sent` are an item of it and the answer that was just sent to it.

    Its questions and answers stay as evidence; only what the learner just sent is shown. `goes_on`: the attempt itself
    was opened again, and only the page is from before. `last` is the number of the last attempt there is.
    """
    quiz = found.module.quiz
    left = quiz is not None and (quiz.attempts is None or found.attempts < quiz.attempts)
    heading = say("이 풀이는 다시 열렸습니다") if goes_on else say("이 풀이는 세지 않습니다")
    lines = (
        told(why) or say("이 풀이는 더 세지 않습니다."),
        say("조금 전의 화면은 다시 열리기 전의 것이라, 거기서 보내신 것은 저장하거나 제출하지 않았습니다.")
        if goes_on
        else say("지난 풀이에 저장된 답은 기록으로 남아 있고, 점수와 이수에는 쓰이지 않습니다."),
    )
    go_on = found.open_attempt
    shown = SetAsidePage(
        heading=heading,
        module_title=local(found.module.title),
        lines=lines,
        begin_url=quiz_url(found) if left and go_on is None else "",
        start_url=quiz_url(found),
        go_on_url=attempt_url(found, go_on) if go_on is not None else "",
        after=last,
    )
    return _sent_back(own, sent, shown)


def left_behind(module: Module, own: Sitting, sent: tuple[str, str], start_url: str, result_url: str) -> SetAsidePage:
    """What is said to a page of an attempt that its address leads to no more; `result_url` is '' while it is open."""
    lines = (
        say("이 화면은 앞서 시작하신 풀이의 것입니다. 그 뒤에 과정이 새로 쓰였거나 이수할 해가 바뀌었습니다."),
        say("그 풀이는 이미 제출되었습니다. 저장된 답은 그대로 채점되었습니다.") if result_url else "",
    )
    told = tuple(line for line in lines if line)
    heading, title = say("앞서 시작하신 풀이의 화면입니다"), local(module.title)
    return _sent_back(own, sent, SetAsidePage(heading, title, told, start_url=start_url, result_url=result_url))


def came_late(
    title: str, own: Sitting, sent: tuple[str, str], *, by_time: bool, start_url: str, result_url: str
) -> SetAsidePage:
    """What is said to a page whose answer came when the attempt was over: that just this one is not kept.

    `by_time`: its time ended it; else it was handed in, as on another device. `title` is the module's.
    """
    line = (
        say("방금 보내신 답은 그 뒤에 와서 저장하지 않았습니다. 그 전에 저장한 답이 채점됩니다.")
        if by_time
        else say("방금 보내신 답은 제출하신 뒤에 와서 저장하지 않았습니다. 제출하신 답은 그대로 채점되었습니다.")
    )
    heading = say("풀이 시간이 끝났습니다") if by_time else say("이미 제출하신 문제입니다")
    return _sent_back(own, sent, SetAsidePage(heading, title, (line,), start_url=start_url, result_url=result_url))


def away(title: str, own: Sitting, sent: tuple[str, str]) -> SetAsidePage:
    """What is said to a page whose attempt is open, of a module that is not there at the moment; `title` is its."""
    shown = SetAsidePage(say("지금은 이 교육을 열 수 없습니다"), title, away_lines(), later=True)
    return _sent_back(own, sent, shown)


def _sent_back(own: Sitting, sent: tuple[str, str], shown: SetAsidePage) -> SetAsidePage:
    """The page with the item of the attempt and the answer that were sent, where there is an answer."""
    identifier, answer = sent
    if not answer or (item := own.quiz.item(identifier)) is None:
        return shown
    return replace(shown, question=local(item.question), answer=answer_line(item, answer))


def closing_text(own: Sitting, told: Telling) -> Markup:
    """What the author says at the end: to everybody, and behind it to who passed or to who may try again."""
    special = "after-pass" if told.passed else "" if told.none_left else "after-retry"
    return Markup("").join(local(own.quiz.after.get(mark, {})) for mark in ("after", special))


def asked_again_text(told: Telling) -> str:
    """Why less is told than there is to tell, while the learner sits at the quiz again; else ''."""
    return say("같은 물음이 다시 열려 있는 동안에는 풀이를 보여 드리지 않습니다.") if told.sits else ""


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


def rewritten_text() -> str:
    """What is said of an attempt that was begun before its course had to be taken again."""
    return say("풀이를 시작하신 뒤에 과정이 새로 쓰여, 이 결과는 이번 이수에 세지 않습니다.")


def _completed(found: Standing, own: Sitting) -> bool:
    """Whether the module is completed, and not only by a later revision than the attempt is of."""
    return found.completion is not None and found.completion.revision <= own.revision


def _before_again(found: Standing, own: Sitting, quiz: Quiz) -> str:
    """What is said to who may try again: whether this attempt counted, what is asked now, what another try changes."""
    if own.revision != found.course.revision:
        return renewed_text(found) or ("" if _completed(found, own) else rewritten_text())
    cost = "" if passed(own) else _again_cost(found, quiz)
    return " ".join(line for line in (renewed_text(found), cost) if line)


def _again_cost(found: Standing, quiz: Quiz) -> str:
    kept = {
        GradeOfRecord.BEST: say("가장 높은 점수가 남습니다."),
        GradeOfRecord.LATEST: say("마지막 점수가 남습니다."),
        GradeOfRecord.FIRST: say("첫 풀이의 점수가 남습니다."),
        GradeOfRecord.AVERAGE: say("모든 풀이의 평균이 남습니다."),
    }[quiz.grade]
    drawn = sum(quiz.draw.values()) or len(quiz.items)
    again = say("다시 풀면 다른 문제가 섞여 나옵니다.") if drawn < len(quiz.items) else say("다시 푸실 수 있습니다.")
    if quiz.attempts is None:
        often = say("횟수 제한이 없습니다.")
    else:
        often = say("앞으로 %(left)s번 더 푸실 수 있습니다.", left=max(0, quiz.attempts - found.attempts))
    return f"{again} {often} {kept}"
