"""Trying a quiz again: other items first, and nothing lost of what was open when the course was rewritten."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from courses.foundation.database import db
from courses.foundation.vocabulary import AttemptState, ItemType
from courses.ledger.completions import Taking
from courses.ledger.sittings import paper
from courses.models.assessment import Attempt
from courses.models.learning import Completion
from courses.queries.attempts import Sat, Sitting, item_ids, sitting
from courses.queries.results import at_quiz
from courses.services.assessment import Answer, open_attempt, save_answer, submit_attempt
from courses.services.learning import complete_lesson
from tests.builders import School
from tests.rules.making import item, quiz
from tests.services.courses import CYCLE, NOW, made_course, made_module, made_quiz, take

LATER = NOW + timedelta(minutes=5)


def ready(school: School, revision: int = 1) -> Taking:
    """A learner who has done the lesson of that revision of the course."""
    course = replace(made_course(made_module("m", 1, made_quiz(f"of {revision}"))), revision=revision)
    taking = take(school.people["first1"], course)
    complete_lesson(taking, taking.module.lessons[0], NOW)
    return taking


def sit(taking: Taking, number: int = 1, revision: int | None = None) -> Sitting:
    sat = Sat(taking.learner, "course", "m", taking.cycle, revision or taking.course.revision)
    own = sitting(sat, number)
    assert own is not None
    return own


def attempts() -> list[tuple[int, int, str]]:
    rows = db.session.execute(select(Attempt.revision, Attempt.number, Attempt.state).order_by(Attempt.id))
    return [(revision, number, state) for revision, number, state in rows]


def test_an_attempt_goes_on_and_is_handed_in_after_its_course_was_rewritten(school: School) -> None:
    before = ready(school)
    open_attempt(before, NOW)
    after = replace(before, course=replace(before.course, revision=2))
    own = sit(after)
    assert (own.revision, own.quiz.digest) == (1, "of 1")
    for name, value in (("one", "a"), ("two", "yes")):
        save_answer(paper(after, own), Answer(name, (value,), 1), LATER)
    assert submit_attempt(paper(after, own), after.course, after.module, LATER).completed is False
    assert (sit(after).score, sit(after).submitted) == (10_000, True)
    assert db.session.scalars(select(Completion.module)).all() == []


def test_beginning_the_rewritten_quiz_closes_what_was_open_with_the_answers_that_were_saved(school: School) -> None:
    before = ready(school)
    open_attempt(before, NOW)
    save_answer(paper(before, sit(before)), Answer("one", ("a",), 1), NOW)
    after = ready(school, revision=2)
    assert open_attempt(after, LATER) == 1
    assert attempts() == [(1, 1, AttemptState.SUBMITTED), (2, 1, AttemptState.OPEN)]
    assert (sit(after, revision=1).score, sit(after).revision) == (5_000, 2)


def test_what_was_left_open_last_year_is_closed_when_this_years_quiz_is_begun(school: School) -> None:
    this = ready(school)
    last = replace(this, cycle="2025")
    complete_lesson(last, last.module.lessons[0], NOW - timedelta(days=365))
    open_attempt(last, NOW - timedelta(days=365))
    open_attempt(this, NOW)
    assert [state for _, _, state in attempts()] == [AttemptState.SUBMITTED, AttemptState.OPEN]


@pytest.mark.parametrize("newer", ["year", "revision"])
def test_what_is_open_in_a_later_year_or_revision_is_left_open(school: School, newer: str) -> None:
    later = ready(school, revision=2 if newer == "revision" else 1)
    open_attempt(later, NOW)
    earlier = replace(ready(school), cycle=CYCLE if newer == "revision" else "2025")
    complete_lesson(earlier, earlier.module.lessons[0], NOW)
    open_attempt(earlier, LATER)
    assert [state for _, _, state in attempts()] == [AttemptState.OPEN, AttemptState.OPEN]


def test_who_knows_less_than_there_is_finds_the_last_attempt_even_when_none_is_left(school: School) -> None:
    course = made_course(made_module("m", 1, made_quiz(attempts=2)))
    taking = take(school.people["first1"], course)
    complete_lesson(taking, taking.module.lessons[0], NOW)
    for known in (0, 1):
        assert open_attempt(taking, NOW, after=known) == known + 1
        assert open_attempt(taking, NOW, after=known) == known + 1
        submit_attempt(paper(taking, sit(taking, known + 1)), taking.course, taking.module, NOW)
        assert open_attempt(taking, NOW, after=known) == known + 1
    assert [number for _, number, _ in attempts()] == [1, 2]


def test_the_items_of_another_attempt_are_others_while_the_pool_has_them(school: School) -> None:
    asked = quiz(
        tuple(item(ItemType.SINGLE, "a", identifier=name, count=3) for name in ("one", "two", "three", "four")),
        counts={"": 2},
    )
    taking = take(school.people["first1"], made_course(made_module("m", 1, replace(asked, digest="pool"))))
    complete_lesson(taking, taking.module.lessons[0], NOW)
    for number in (1, 2):
        open_attempt(taking, NOW)
        submit_attempt(paper(taking, sit(taking, number)), taking.course, taking.module, NOW)
    first, second = (set(item_ids(one)) for one in db.session.scalars(select(Attempt.drawn).order_by(Attempt.id)))
    assert (len(first), len(second), first & second) == (2, 2, set())


def test_who_stands_where_at_a_quiz_counts_this_revision_and_sees_any_open_attempt(school: School) -> None:
    taking = ready(school)
    open_attempt(taking, NOW)
    submit_attempt(paper(taking, sit(taking)), taking.course, taking.module, NOW)
    first = sit(taking)
    sat = Sat(taking.learner, "course", "m", CYCLE, 1)
    assert (at_quiz(sat, first.id).used, at_quiz(sat, first.id).sits) == (1, False)
    rewritten = ready(school, revision=2)
    open_attempt(rewritten, LATER)
    assert (at_quiz(sat, first.id).used, at_quiz(sat, first.id).sits) == (1, True)
    assert at_quiz(sat, first.id).asked == {"one", "two"}
    assert at_quiz(replace(sat, revision=2), sit(rewritten).id).sits is False
