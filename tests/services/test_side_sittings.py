"""Recalled questions and knowledge items: each once, skipped for good, counted nowhere."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest
from sqlalchemy import func, select

from courses.catalog.structure import Course, Survey
from courses.foundation.database import db
from courses.foundation.errors import NotHere
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptKind, AttemptState
from courses.ledger.completions import Taking
from courses.ledger.sittings import paper
from courses.models.assessment import Attempt, Response
from courses.models.evidence import AuditEvent
from courses.models.learning import Completion, LessonCompletion
from courses.models.teaching import Obligation
from courses.queries.attempts import Sat, Sitting, sitting
from courses.queries.matrix import matrix_facts
from courses.queries.progress import facts
from courses.queries.side_attempts import side_attempts
from courses.queries.units import standing_unit
from courses.rules.measuring import FOLLOW_UP_DAYS, taken_at
from courses.services.assessment import Answer, open_attempt, save_answer, submit_attempt
from courses.services.learning import complete_lesson
from courses.services.measuring import begin_measuring
from courses.services.retrieval import begin_recall
from tests.builders import School
from tests.rules.making import NO_HTML, NO_TEXT
from tests.services.courses import CYCLE, made_course, made_module, made_quiz, take

DONE = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
PRE, POST, LATER, RECALL = AttemptKind.PRE, AttemptKind.POST, AttemptKind.FOLLOW_UP, AttemptKind.RECALL


def days(number: float) -> datetime:
    return DONE + timedelta(days=number)


def surveyed() -> Course:
    quizzes = {kind: made_quiz(digest=f"survey {kind}") for kind in (PRE, POST, LATER)}
    survey = Survey(NO_TEXT, NO_HTML, MappingProxyType(quizzes), (), "")
    return replace(made_course(made_module("m", 1, made_quiz())), survey=survey)


def owing(school: School, learner: str = "first1") -> Taking:
    """A learner who owes the whole course."""
    taking = take(school.people[learner], surveyed())
    with transaction():
        db.session.add(
            Obligation(
                learner=taking.learner,
                course="course",
                module="",
                cycle=CYCLE,
                unit=school.units["first"],
                reporting_group="student",
                state="in",
                rule="test",
            )
        )
    return taking


def complete(taking: Taking) -> Taking:
    """The module is completed."""
    key = {"learner": taking.learner, "course": "course", "module": "m", "cycle": CYCLE, "revision": 1, "digest": ""}
    with transaction():
        db.session.add(LessonCompletion(**key, lesson="l1", at=DONE))
        db.session.add(Completion(**key, at=DONE, late=False))
    return taking


def finished(school: School) -> Taking:
    """A learner who owes the course and completed its module."""
    return complete(owing(school))


def measure(taking: Taking, kind: AttemptKind, at: datetime, *, skip: bool = False) -> None:
    begin_measuring(taking.learner, taking.course, kind, at, days=FOLLOW_UP_DAYS, skip=skip)


def recall(taking: Taking, at: datetime, *, skip: bool = False) -> int:
    return begin_recall(taking.learner, taking.course, taking.module, at, UTC, skip=skip)


def own(taking: Taking, kind: AttemptKind, number: int = 1) -> Sitting:
    module = "m" if kind is RECALL else ""
    found = sitting(Sat(taking.learner, "course", module, CYCLE, 1, kind), number)
    assert found is not None
    return found


def hand_in(taking: Taking, kind: AttemptKind, at: datetime) -> bool:
    module = taking.module if kind is RECALL else replace(taking.module, slug="")
    seat = paper(replace(taking, module=module), own(taking, kind))
    return submit_attempt(seat, taking.course, None, at).completed


def count(*where: object) -> int:
    return db.session.scalar(select(func.count()).select_from(Attempt).where(*where)) or 0


def test_a_round_of_recall_is_opened_once_and_found_again(school: School) -> None:
    taking = finished(school)
    assert [recall(taking, days(8)), recall(taking, days(9))] == [1, 1]
    assert count(Attempt.kind == RECALL) == 1
    assert {one.item_id for one in own(taking, RECALL).drawn} == {"one", "two"}


def test_the_next_round_is_another_attempt(school: School) -> None:
    taking = finished(school)
    recall(taking, days(8))
    hand_in(taking, RECALL, days(8))
    with pytest.raises(NotHere):
        recall(taking, days(9))
    assert recall(taking, days(22)) == 2


def test_what_is_skipped_is_not_offered_again(school: School) -> None:
    taking = finished(school)
    recall(taking, days(8), skip=True)
    assert db.session.scalars(select(Attempt.state)).all() == [AttemptState.VOID]
    with pytest.raises(NotHere):
        recall(taking, days(9))
    assert recall(taking, days(21)) == 2


def test_recall_waits_for_a_completion_its_day_and_the_end_of_an_open_quiz(school: School) -> None:
    taking = owing(school)
    with pytest.raises(NotHere):
        recall(taking, days(8))
    done = complete(taking)
    with pytest.raises(NotHere):
        recall(done, days(6))
    open_attempt(done, days(7))
    with pytest.raises(NotHere):
        recall(done, days(8))


def test_a_module_whose_quiz_is_gone_has_nothing_to_recall(school: School) -> None:
    taking = finished(school)
    with pytest.raises(NotHere):
        recall(replace(taking, module=replace(taking.module, quiz=None)), days(8))


def test_an_answer_to_a_recalled_question_is_final_when_it_is_checked(school: School) -> None:
    taking = finished(school)
    recall(taking, days(8))
    save_answer(paper(taking, own(taking, RECALL)), Answer("one", ("b",), 1), days(8), final=True)
    assert own(taking, RECALL).given["one"].final is True


def test_knowledge_items_are_answered_before_after_and_weeks_later(school: School) -> None:
    taking = owing(school)
    measure(taking, PRE, DONE)
    measure(taking, PRE, DONE)
    assert hand_in(taking, PRE, DONE) is False
    complete(taking)
    for kind, at in ((POST, days(1)), (LATER, days(FOLLOW_UP_DAYS))):
        measure(taking, kind, at)
        assert hand_in(taking, kind, at) is False
    states = db.session.execute(select(Attempt.kind, Attempt.module, Attempt.state).order_by(Attempt.id)).all()
    assert [tuple(row) for row in states] == [(kind, "", "submitted") for kind in ("pre", "post", "follow-up")]


def test_a_kind_that_is_not_offered_now_cannot_be_begun(school: School) -> None:
    taking = owing(school)
    for kind in (POST, LATER):
        with pytest.raises(NotHere):
            measure(taking, kind, DONE)
    measure(taking, PRE, DONE, skip=True)
    with pytest.raises(NotHere):
        measure(taking, PRE, DONE)
    without = replace(taking, course=replace(taking.course, survey=None))
    with pytest.raises(NotHere):
        measure(without, PRE, DONE)


def test_nothing_of_it_counts_anywhere(school: School) -> None:
    """No score, no attempt, no state of a cell, no completion comes from them."""
    taking = owing(school)
    measure(taking, PRE, DONE)
    place = standing_unit(school.units["first"])
    assert place is not None
    known = matrix_facts(place.path)[taking.learner]
    assert (known.started, known.tried) == (frozenset(), frozenset())
    assert facts(taking.learner, "course").tries == ()
    hand_in(taking, PRE, DONE)
    assert db.session.scalar(select(func.count()).select_from(Completion)) == 0


def test_attempts_on_the_side_are_told_apart(school: School) -> None:
    taking = finished(school)
    recall(taking, days(8), skip=True)
    recall(taking, days(22))
    measure(taking, POST, days(8))
    found = side_attempts(taking.learner)
    assert [(one.kind, one.number, one.ended) for one in found] == [
        (RECALL, 1, True),
        (RECALL, 2, False),
        (POST, 1, False),
    ]
    assert [one.items for one in found if one.kind is RECALL] != [(), ()]
    assert taken_at(taking.course, found) == found[2:]


def note_count(action: str) -> int:
    return db.session.scalar(select(func.count()).select_from(AuditEvent).where(AuditEvent.action == action)) or 0


def test_what_was_begun_can_still_be_waved_off_and_keeps_its_answers(school: School) -> None:
    taking = finished(school)
    recall(taking, days(8))
    save_answer(paper(taking, own(taking, RECALL)), Answer("one", ("b",), 1), days(8))
    recall(taking, days(8), skip=True)
    measure(taking, POST, days(8))
    measure(taking, POST, days(8), skip=True)
    assert db.session.scalars(select(Attempt.state)).all() == [AttemptState.VOID] * 2
    assert db.session.scalars(select(Response.letters)).all() == ["b"]
    assert (note_count("attempt.opened"), note_count("attempt.skipped")) == (2, 2)
    for again in (lambda: recall(taking, days(9)), lambda: measure(taking, POST, days(9))):
        with pytest.raises(NotHere):
            again()


def test_questions_that_wait_for_an_open_quiz_can_be_waved_off(school: School) -> None:
    taking = finished(school)
    open_attempt(taking, days(7))
    assert recall(taking, days(8), skip=True) == 1
    assert db.session.scalars(select(Attempt.state).where(Attempt.kind == RECALL)).all() == [AttemptState.VOID]


def test_a_quiz_that_was_handed_in_holds_up_nothing(school: School) -> None:
    taking = finished(school)
    open_attempt(taking, days(7))
    sat = sitting(Sat(taking.learner, "course", "m", CYCLE, 1), 1)
    assert sat is not None
    submit_attempt(paper(taking, sat), taking.course, taking.module, days(8))
    assert recall(taking, days(8)) == 1


@pytest.mark.parametrize(("answers", "becomes"), [((), "open"), (("one",), "open"), (("one", "two"), "submitted")])
def test_items_after_the_course_count_without_the_button_once_the_follow_up_is_taken_up(
    school: School, answers: tuple[str, ...], becomes: str
) -> None:
    taking = owing(school)
    measure(taking, PRE, DONE)
    hand_in(taking, PRE, DONE)
    complete(taking)
    measure(taking, POST, days(1))
    seat = paper(replace(taking, module=replace(taking.module, slug="")), own(taking, POST))
    for name in answers:
        save_answer(seat, Answer(name, ("b",), 1), days(1))
    measure(taking, LATER, days(FOLLOW_UP_DAYS))
    assert db.session.scalars(select(Attempt.state).where(Attempt.kind == POST)).all() == [becomes]


def test_open_items_before_the_course_block_no_lesson_no_quiz_and_no_completion(school: School) -> None:
    taking = owing(school)
    measure(taking, PRE, DONE)
    for lesson in taking.module.lessons:
        complete_lesson(taking, lesson, days(1))
    open_attempt(taking, days(1))
    sat = sitting(Sat(taking.learner, "course", "m", CYCLE, 1), 1)
    assert sat is not None
    for name, value in (("one", "a"), ("two", "yes")):
        save_answer(paper(taking, sat), Answer(name, (value,), 1), days(1))
    assert submit_attempt(paper(taking, sat), taking.course, taking.module, days(1)).completed is True
    measure(taking, POST, days(1))
    assert db.session.scalars(select(Attempt.state).where(Attempt.kind == PRE)).all() == ["open"]
