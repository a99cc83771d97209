"""What the quiz pages show, always from the attempt's stored quiz version."""

from collections.abc import Sequence

from flask import url_for
from markupsafe import Markup

from courses.catalog.items import Item
from courses.foundation.vocabulary import FeedbackTime
from courses.queries.attempts import PastAttempt, Sitting
from courses.rules.drawing import DrawnItem
from courses.rules.grading import ItemGrade, grade_item, passes
from courses.rules.standing import Standing
from courses.web.answer_forms import PARTED, answer_line, choice_text, key_line, ordered, question
from courses.web.assessment_views import (
    FeedbackPage,
    ItemPage,
    Line,
    ResultPage,
    ReviewLine,
    ReviewPage,
    Shown,
    StartPage,
)
from courses.web.languages import say
from courses.web.learning_pages import module_url
from courses.web.shelf import shelf
from courses.web.wording import local, source_lines

HIGHEST_SEQUENCE = 10**9


def start(found: Standing, past: Sequence[PastAttempt]) -> StartPage:
    """The page before an attempt. The module has a quiz."""
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
        best=found.best,
        passed=found.passed,
        open_url=url_for("assessment.begin", course=found.course.slug, module=found.module.slug),
        open_attempt=found.open_attempt is not None,
        previous=tuple(Line(one.number, one.score, one.submitted_at, attempt_url(found, one.number)) for one in past),
        back_url=module_url(found),
    )


def item(found: Standing, own: Sitting, position: int, *, problem: str = "") -> ItemPage:
    """One item of an open attempt."""
    drawn = own.drawn[position - 1]
    one = drawn_item(own, drawn)
    given = own.given.get(one.id)
    steps, label = joints(own, position)
    return ItemPage(
        module_title=local(found.module.title),
        number=position,
        total=len(own.drawn),
        saved=len(own.given),
        steps=steps,
        steps_label=label,
        item=question(one, drawn, given.answer if given else ""),
        answer_url=attempt_url(found, own.number),
        save_url=attempt_url(found, own.number),
        submit_key=own.submit_key,
        seq=(given.client_seq if given else 0) + 1,
        mode=own.quiz.feedback.value,
        problem=problem,
        notice="",
        previous_url=item_url(found, own, position - 1) if position > 1 else None,
    )


def feedback(found: Standing, own: Sitting, position: int) -> FeedbackPage:
    """What the answer to one item earned; the key, and what the author says of the item, where they may be shown."""
    drawn = own.drawn[position - 1]
    one = drawn_item(own, drawn)
    given = own.given.get(one.id)
    earned = grade_item(one, given.answer if given else "")
    steps, label = joints(own, position)
    last = position == len(own.drawn)
    show_key = key_may_be_shown(found, own)
    show_feedback = own.quiz.feedback is not FeedbackTime.ON_PASS or passed(own)
    return FeedbackPage(
        number=position,
        total=len(own.drawn),
        steps=steps,
        steps_label=label,
        question=local(one.question),
        situation=local(one.situation),
        earned="full" if earned.right else ("part" if earned.credit > 0 else "none"),
        feedback=Markup("").join(local(text) for text in earned.feedback) if show_feedback else Markup(""),
        item_feedback=local(one.feedback) if show_key else Markup(""),
        show_key=show_key,
        choices=_shown(one, drawn, earned, show_key=show_key),
        own_line=answer_line(one, earned.answer) if earned.answered else None,
        key_line=key_line(one) if show_key else None,
        sources=source_lines(one.sources, shelf().sources) if show_key else (),
        next_url=review_url(found, own) if last else item_url(found, own, position + 1),
        next_label=say("제출하러 가기") if last else say("다음 문제"),
    )


def key_may_be_shown(found: Standing, own: Sitting) -> bool:
    """With immediate feedback once the answer is final; else when passed, or when no attempt is left."""
    if own.quiz.feedback is FeedbackTime.IMMEDIATE:
        return True
    if not own.submitted:
        return False
    none_left = own.quiz.attempts is not None and found.attempts >= own.quiz.attempts
    return passed(own) or (none_left and own.quiz.feedback is FeedbackTime.ON_SUBMIT)


def review(found: Standing, own: Sitting) -> ReviewPage:
    """The look over all items before handing in."""
    lines = tuple(
        ReviewLine(
            number=position,
            url=item_url(found, own, position),
            answered=drawn.item_id in own.given,
            question=local(drawn_item(own, drawn).question),
        )
        for position, drawn in enumerate(own.drawn, 1)
    )
    return ReviewPage(
        items=lines,
        submit_url=url_for("assessment.submit", course=found.course.slug, module=found.module.slug, number=own.number),
        submit_key=own.submit_key,
        unanswered=sum(not line.answered for line in lines),
        problem="",
        mode=own.quiz.feedback.value,
    )


def result(found: Standing, own: Sitting) -> ResultPage:
    """The result; nothing of it depends on what the module looks like today but the way on."""
    won = passed(own)
    left = own.quiz.attempts is None or found.attempts < own.quiz.attempts
    closing = own.quiz.after.get("after-pass" if won else "after-retry") or own.quiz.after.get("after") or {}
    return ResultPage(
        module_title=local(found.module.title),
        passed=won,
        score=own.score or 0,
        pass_mark=own.pass_mark,
        after=local(closing),
        items=tuple(feedback(found, own, position) for position in range(1, len(own.drawn) + 1)),
        again_url=url_for("assessment.start", course=found.course.slug, module=found.module.slug) if left else None,
        again_cost="" if won else _again_cost(found, own),
        continue_url=url_for("learning.home"),
        continue_label=say("내 학습으로"),
        attempt_number=own.number,
        submitted_at=own.submitted_at,
        module_completed=found.completion is not None,
    )


def joints(own: Sitting, position: int) -> tuple[tuple[str, ...], str]:
    """One joint an item: answered, current, to do."""
    steps = tuple(
        "c" if number == position and not own.submitted else ("d" if drawn.item_id in own.given else "")
        for number, drawn in enumerate(own.drawn, 1)
    )
    return steps, say("%(total)s문항 중 %(done)s문항 저장", total=len(own.drawn), done=len(own.given))


def position(own: Sitting, asked: str) -> int | None:
    """The position in the address, 1 to the number of items, or None for anything else."""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
    return number if 1 <= number <= len(own.drawn) else None


def position_of(own: Sitting, identifier: str) -> int | None:
    """Where the item of that id stands in the attempt, or None."""
    return next((n for n, drawn in enumerate(own.drawn, 1) if drawn.item_id == identifier), None)


def first_open(own: Sitting) -> int:
    """The first item without an answer that stands; the last when all have one."""
    immediate = own.quiz.feedback is FeedbackTime.IMMEDIATE
    for number, drawn in enumerate(own.drawn, 1):
        given = own.given.get(drawn.item_id)
        if given is None or (immediate and not given.final):
            return number
    return len(own.drawn)


def sequence(sent: str) -> int:
    """The rising number a page gives its answers; 0 for anything else."""
    number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 11 else 0
    return min(number, HIGHEST_SEQUENCE)


def drawn_item(own: Sitting, drawn: DrawnItem) -> Item:
    """The item of the stored version. Raises KeyError when the version does not have it."""
    if (one := own.quiz.item(drawn.item_id)) is None:
        raise KeyError(drawn.item_id)
    return one


def passed(own: Sitting) -> bool:
    """Whether the submitted attempt reached its pass mark."""
    return own.score is not None and passes(own.score, own.pass_mark)


def attempt_url(found: Standing, number: int) -> str:
    """The address of an attempt."""
    return url_for("assessment.attempt", course=found.course.slug, module=found.module.slug, number=number)


def item_url(found: Standing, own: Sitting, position: int) -> str:
    """The address of an item in an attempt."""
    return f"{attempt_url(found, own.number)}?item={position}"


def review_url(found: Standing, own: Sitting) -> str:
    """The address of the look over all items."""
    return f"{attempt_url(found, own.number)}?review=1"


def _shown(one: Item, drawn: DrawnItem, earned: ItemGrade, *, show_key: bool) -> tuple[Shown, ...]:
    if one.type in PARTED or not one.choices:
        return ()
    return tuple(
        Shown(
            letter=choice.letter,
            text=choice_text(choice),
            mine=choice.letter in earned.answer,
            right=show_key and choice.letter in one.key,
            feedback=local(choice.feedback) if show_key or choice.letter in earned.answer else Markup(""),
        )
        for choice in ordered(one.choices, drawn.choices)
    )


def _again_cost(found: Standing, own: Sitting) -> str:
    if own.quiz.attempts is None:
        return say("다시 풀면 다른 문제가 섞여 나옵니다. 횟수 제한이 없고, 가장 높은 점수가 남습니다.")
    left = max(0, own.quiz.attempts - found.attempts)
    return say(
        "다시 풀면 다른 문제가 섞여 나옵니다. 앞으로 %(left)s번 더 푸실 수 있고, 가장 높은 점수가 남습니다.", left=left
    )
