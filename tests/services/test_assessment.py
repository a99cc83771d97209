"""Attempts live on the server: opened in turn, answers kept, graded once from the stored version."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from courses.foundation.database import db
from courses.foundation.errors import (
    AnswerFinal,
    AnswerStale,
    AnswerUnreadable,
    AttemptClosed,
    NoAttemptsLeft,
    NotHere,
    QuizLocked,
)
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptKind, AttemptState, FeedbackTime
from courses.ledger.completions import Taking
from courses.ledger.sittings import paper
from courses.models.assessment import Attempt, QuizVersion, Response
from courses.models.learning import Completion
from courses.queries.attempts import Sat, Sitting, past_attempts, sitting, stored_quiz
from courses.rules.closing import GRACE
from courses.services.assessment import Answer, open_attempt, save_answer, submit_attempt
from courses.services.learning import complete_lesson
from tests.builders import School
from tests.services.courses import CYCLE, NOW, made_course, made_module, made_quiz, take


def ready(school: School, questions: object = None, learner: str = "first1") -> Taking:
    """A learner who has done the lessons of a module with a quiz."""
    quiz = questions or made_quiz()
    taking = take(school.people[learner], made_course(made_module("m", 1, quiz), made_module("other")))
    complete_lesson(taking, taking.module.lessons[0], NOW)
    return taking


def sit(taking: Taking, number: int = 1) -> Sitting:
    own = sitting(Sat(taking.learner, "course", "m", CYCLE, taking.course.revision), number)
    assert own is not None
    return own


def answered(taking: Taking, one: str, two: str, number: int = 1) -> Sitting:
    own = sit(taking, number)
    for item, value in (("one", one), ("two", two)):
        save_answer(paper(taking, own), Answer(item, (value,), 1), NOW)
    return own


def hand_in(taking: Taking, own: Sitting) -> bool:
    return submit_attempt(paper(taking, own), taking.course, taking.module, NOW).completed


def test_a_quiz_is_locked_until_the_lessons_are_done(school: School) -> None:
    taking = take(school.people["first1"], made_course(made_module("m", 1, made_quiz())))
    with pytest.raises(QuizLocked):
        open_attempt(taking, NOW)


def test_a_module_without_a_quiz_has_nothing_to_open(school: School) -> None:
    taking = take(school.people["first1"], made_course(made_module("m", 1)))
    complete_lesson(taking, taking.module.lessons[0], NOW)
    with pytest.raises(QuizLocked):
        open_attempt(taking, NOW)


def test_who_completed_the_module_tries_again_although_a_lesson_was_added_unless_the_course_was_renewed(
    school: School,
) -> None:
    taking = ready(school)
    open_attempt(taking, NOW)
    assert hand_in(taking, answered(taking, "a", "yes")) is True
    longer = take(taking.learner, made_course(made_module("m", 2, made_quiz()), made_module("other")))
    assert open_attempt(longer, NOW) == 2
    with pytest.raises(QuizLocked):
        open_attempt(replace(longer, course=replace(longer.course, revision=2)), NOW)


def test_opening_twice_resumes_the_same_attempt(school: School) -> None:
    taking = ready(school)
    assert (open_attempt(taking, NOW), open_attempt(taking, NOW)) == (1, 1)
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 1


def test_the_version_is_stored_once_for_all_learners(school: School) -> None:
    for learner in ("first1", "first2"):
        open_attempt(ready(school, learner=learner), NOW)
    assert db.session.scalars(select(QuizVersion.digest)).all() == [made_quiz().digest]


def test_all_right_passes_and_completes_the_module_in_the_same_transaction(school: School) -> None:
    taking = ready(school)
    open_attempt(taking, NOW)
    own = answered(taking, "a", " Yes ")
    assert hand_in(taking, own) is True
    assert sit(taking).score == 10000
    assert db.session.scalars(select(Completion.module)).all() == ["m"]


def test_half_right_stays_below_the_pass_mark_and_completes_nothing(school: School) -> None:
    taking = ready(school)
    open_attempt(taking, NOW)
    own = answered(taking, "b", "yes")
    assert hand_in(taking, own) is False
    assert sit(taking).score == 5000
    assert db.session.scalars(select(Completion.module)).all() == []


def test_a_second_submission_changes_nothing(school: School) -> None:
    taking = ready(school)
    open_attempt(taking, NOW)
    own = answered(taking, "a", "yes")
    assert [hand_in(taking, own) for _ in range(3)] == [True, False, False]
    assert db.session.scalar(select(func.count()).select_from(Completion)) == 1


def test_submitting_needs_the_key_of_the_attempt(school: School) -> None:
    taking = ready(school)
    open_attempt(taking, NOW)
    with pytest.raises(NotHere):
        submit_attempt(replace(paper(taking, sit(taking)), submit_key="0" * 32), taking.course, taking.module, NOW)


def test_another_learners_attempt_is_not_there(school: School) -> None:
    taking = ready(school)
    open_attempt(taking, NOW)
    own = sit(taking)
    other = ready(school, learner="second1")
    with pytest.raises(NotHere):
        save_answer(paper(other, own), Answer("one", ("a",), 1), NOW)
    with pytest.raises(NotHere):
        hand_in(other, own)


def test_attempts_run_out_and_a_voided_one_does_not_count(school: School) -> None:
    taking = ready(school, made_quiz(attempts=1))
    open_attempt(taking, NOW)
    own = answered(taking, "b", "no")
    hand_in(taking, own)
    with pytest.raises(NoAttemptsLeft):
        open_attempt(taking, NOW)
    with transaction():
        db.session.execute(update(Attempt).values(state=AttemptState.VOID))
    assert open_attempt(taking, NOW) == 2


def test_an_older_page_never_overwrites_a_newer_answer(school: School) -> None:
    taking = ready(school)
    open_attempt(taking, NOW)
    own = sit(taking)
    save_answer(paper(taking, own), Answer("one", ("b",), 5), NOW)
    with pytest.raises(AnswerStale) as stale:
        save_answer(paper(taking, own), Answer("one", ("c",), 5), NOW)
    assert stale.value.kept == 5
    assert save_answer(paper(taking, own), Answer("one", ("b",), 5), NOW).kept is True
    with pytest.raises(AnswerStale):
        save_answer(paper(taking, own), Answer("one", ("",), 4), NOW)
    assert sit(taking).given["one"].answer == "b"


def test_a_blank_never_overwrites_an_answer(school: School) -> None:
    taking = ready(school)
    open_attempt(taking, NOW)
    own = sit(taking)
    assert save_answer(paper(taking, own), Answer("two", ("yes",), 1), NOW).kept is True
    assert save_answer(paper(taking, own), Answer("two", ("",), 2), NOW).kept is False
    assert sit(taking).given["two"].answer == "yes"


def test_an_answer_to_an_item_that_was_not_drawn_is_refused(school: School) -> None:
    quiz = made_quiz()
    taking = ready(school, replace(quiz, draw={"": 1}))
    open_attempt(taking, NOW)
    own = sit(taking)
    foreign = ({"one", "two"} - {one.item_id for one in own.drawn}).pop()
    for item in (foreign, "nowhere"):
        with pytest.raises(NotHere):
            save_answer(paper(taking, own), Answer(item, ("a",), 1), NOW)


def test_what_is_no_answer_is_refused(school: School) -> None:
    taking = ready(school)
    open_attempt(taking, NOW)
    with pytest.raises(AnswerUnreadable):
        save_answer(paper(taking, sit(taking)), Answer("one", ("z",), 1), NOW)


def test_no_answer_is_taken_after_submitting_or_after_the_closing_time_and_its_grace(school: School) -> None:
    taking = ready(school)
    open_attempt(taking, NOW)
    own = answered(taking, "a", "yes")
    with transaction():
        db.session.execute(update(Attempt).values(closes_at=NOW))
    assert save_answer(paper(taking, own), Answer("one", ("b",), 2), NOW + GRACE).kept is True
    with pytest.raises(AttemptClosed):
        save_answer(paper(taking, own), Answer("one", ("c",), 3), NOW + GRACE * 1.01)
    hand_in(taking, own)
    with pytest.raises(AttemptClosed):
        save_answer(paper(taking, own), Answer("one", ("c",), 3), NOW)


def test_a_checked_answer_is_final_only_where_feedback_is_immediate(school: School) -> None:
    taking = ready(school, made_quiz(feedback=FeedbackTime.IMMEDIATE))
    open_attempt(taking, NOW)
    own = sit(taking)
    save_answer(paper(taking, own), Answer("one", ("b",), 1), NOW, final=True)
    with pytest.raises(AnswerFinal):
        save_answer(paper(taking, own), Answer("one", ("a",), 2), NOW)
    assert sit(taking).given["one"].final is True
    later = ready(school, made_quiz(), learner="first2")
    open_attempt(later, NOW)
    save_answer(paper(later, sit(later)), Answer("one", ("b",), 1), NOW, final=True)
    assert sit(later).given["one"].final is False


def test_checking_the_answer_that_was_saved_a_moment_ago_makes_it_final(school: School) -> None:
    taking = ready(school, made_quiz(feedback=FeedbackTime.IMMEDIATE))
    open_attempt(taking, NOW)
    own = sit(taking)
    save_answer(paper(taking, own), Answer("one", ("b",), 1), NOW)
    save_answer(paper(taking, own), Answer("one", ("b",), 1), NOW, final=True)
    assert sit(taking).given["one"].final is True


def test_a_later_edit_of_the_quiz_changes_neither_the_open_attempt_nor_its_result(school: School) -> None:
    taking = ready(school)
    open_attempt(taking, NOW)
    own = answered(taking, "a", "yes")
    edited = take(taking.learner, made_course(made_module("m", 1, made_quiz(key="c")), made_module("other")))
    hand_in(edited, own)
    assert (sit(edited).score, sit(edited).quiz.digest) == (10000, made_quiz().digest)
    assert [one.score for one in past_attempts(Sat(taking.learner, "course", "m", CYCLE, 1))] == [10000]


def test_an_unknown_version_is_an_error_and_an_unknown_attempt_is_none(school: School) -> None:
    with pytest.raises(KeyError):
        stored_quiz("no such digest")
    assert sitting(Sat(school.people["first1"], "course", "m", CYCLE, 1), 7) is None


def test_responses_of_typed_and_chosen_items_stand_in_their_own_columns(school: School) -> None:
    taking = ready(school)
    open_attempt(taking, NOW)
    answered(taking, "a", "yes")
    rows = db.session.execute(select(Response.item, Response.letters, Response.text).order_by(Response.item)).all()
    assert [tuple(row) for row in rows] == [("one", "a", ""), ("two", "", "yes")]


def test_a_sitting_that_is_no_quiz_completes_nothing(school: School) -> None:
    taking = ready(school)
    open_attempt(taking, NOW)
    own = answered(taking, "b", "yes")
    with transaction():
        db.session.execute(update(Attempt).values(kind=AttemptKind.PRE))
    assert hand_in(taking, own) is False
    assert db.session.scalar(select(func.count()).select_from(Completion)) == 0


@pytest.mark.parametrize("typed", ["-", "--", "–"])
def test_hyphens_that_somebody_typed_are_an_answer_and_not_a_blank(school: School, typed: str) -> None:
    taking = ready(school)
    open_attempt(taking, NOW)
    own = sit(taking)
    assert save_answer(paper(taking, own), Answer("two", (typed,), 1), NOW).kept is True
    assert sit(taking).given["two"].answer == typed
