"""A closing time is kept by the server: what was saved before it is graded, what comes after it is not taken."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from courses import tasks
from courses.catalog.structure import Catalog
from courses.foundation.database import db
from courses.foundation.errors import AttemptClosed, TimeIsOver
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptState, Reopening, ReopenReason
from courses.ledger.completions import Taking
from courses.ledger.sittings import paper
from courses.models.assessment import Attempt
from courses.models.evidence import AuditEvent, Job
from courses.models.learning import Completion
from courses.queries.attempts import Sat, Sitting, paper_of_attempt, sitting
from courses.rules.closing import GRACE
from courses.services.assessment import Answer, open_attempt, save_answer, submit_attempt
from courses.services.closing import close_due
from courses.services.learning import complete_lesson
from courses.services.reopening import reopen
from tests.builders import School
from tests.services.courses import CYCLE, NOW, made_course, made_module, made_quiz, take

MINUTES = 20
CLOSES = NOW + timedelta(minutes=MINUTES)
OVER = CLOSES + GRACE + timedelta(seconds=1)


def begun(school: School, time: int | None = MINUTES) -> Taking:
    """A learner with an open attempt and twenty minutes, one of two items answered rightly."""
    quiz = replace(made_quiz(), time=time, digest=f"timed {time}")
    taking = take(school.people["first1"], made_course(made_module("m", 1, quiz), made_module("other")))
    complete_lesson(taking, taking.module.lessons[0], NOW)
    open_attempt(taking, NOW)
    give(taking, "one", "a")
    return taking


def sit(taking: Taking, number: int = 1) -> Sitting:
    own = sitting(Sat(taking.learner, "course", "m", CYCLE, 1), number)
    assert own is not None
    return own


def give(taking: Taking, item: str, value: str, at: object = NOW) -> None:
    save_answer(paper(taking, sit(taking)), Answer(item, (value,), 1), at)


def shelf_of(taking: Taking) -> Catalog:
    return Catalog({"course": taking.course}, {}, {}, (), "")


def close(taking: Taking, at: object = OVER, catalog: Catalog | None = None) -> bool:
    job = db.session.scalars(select(Job.id)).one()
    return close_due(job, catalog or shelf_of(taking), at)


def test_an_attempt_closes_as_many_minutes_after_it_was_opened_as_the_module_says(school: School) -> None:
    assert sit(begun(school)).closes_at == CLOSES
    assert db.session.execute(select(Job.kind, Job.run_at)).all() == [("close", OVER)]


def test_without_a_time_nothing_closes(school: School) -> None:
    assert sit(begun(school, None)).closes_at is None
    assert db.session.scalars(select(Job.id)).all() == []


def test_what_arrives_in_the_minute_of_grace_is_kept_and_what_arrives_later_is_not(school: School) -> None:
    taking = begun(school)
    give(taking, "two", "no", CLOSES + GRACE)
    with pytest.raises(TimeIsOver):
        give(taking, "two", "yes", OVER)
    assert issubclass(TimeIsOver, AttemptClosed)
    assert sit(taking).given["two"].answer == "no"


def test_handing_in_too_late_counts_what_was_saved_as_of_the_closing_time(school: School) -> None:
    taking = begun(school)
    give(taking, "two", "yes")
    assert (
        submit_attempt(paper(taking, sit(taking)), taking.course, taking.module, OVER + timedelta(days=3)).completed
        is True
    )
    assert (sit(taking).score, sit(taking).submitted_at) == (10000, CLOSES)
    assert db.session.scalars(select(Completion.at)).all() == [CLOSES]


def test_handing_in_within_the_time_is_dated_when_it_happened(school: School) -> None:
    taking = begun(school)
    submit_attempt(paper(taking, sit(taking)), taking.course, taking.module, CLOSES + GRACE)
    assert sit(taking).submitted_at == CLOSES + GRACE


def test_beginning_again_after_the_time_leads_to_the_result_and_then_to_a_new_attempt(school: School) -> None:
    taking = begun(school)
    assert open_attempt(taking, OVER) == 1
    assert (sit(taking).submitted, sit(taking).score) == (True, 5000)
    assert open_attempt(taking, OVER) == 2


def test_who_does_not_come_back_is_graded_all_the_same(school: School) -> None:
    taking = begun(school)
    give(taking, "two", "yes")
    assert close(taking) is True
    assert (sit(taking).score, sit(taking).submitted_at) == (10000, CLOSES)
    assert db.session.scalars(select(Completion.module)).all() == ["m"]
    event = db.session.execute(select(AuditEvent).where(AuditEvent.action == "attempt.closed")).scalar_one()
    assert (event.actor, event.subject, event.at) == (None, taking.learner, OVER)
    assert close(taking, OVER + timedelta(days=1)) is True
    assert sit(taking).submitted_at == CLOSES


def test_a_job_that_comes_too_early_or_too_late_changes_nothing(school: School) -> None:
    taking = begun(school)
    close(taking, CLOSES)
    assert sit(taking).submitted is False
    with transaction():
        db.session.execute(update(Job).values(done_at=None))
    submit_attempt(paper(taking, sit(taking)), taking.course, taking.module, NOW)
    close(taking)
    assert sit(taking).submitted_at == NOW
    assert close_due(999, shelf_of(taking), OVER) is True


def test_an_attempt_that_was_voided_or_is_gone_is_left_alone(school: School) -> None:
    taking = begun(school)
    with transaction():
        db.session.execute(update(Attempt).values(state=AttemptState.VOID))
    close(taking)
    assert db.session.scalars(select(Attempt.state)).all() == [AttemptState.VOID]
    with transaction():
        db.session.execute(update(Job).values(done_at=None, body='{"attempt": 999}'))
    assert (close(taking), paper_of_attempt(999)) == (True, None)


def test_an_attempt_that_was_opened_again_stays_open_without_a_clock(school: School) -> None:
    taking = begun(school)
    why = (Reopening.CONTINUE, ReopenReason.TIME)
    reopen(taking, 1, *why, OVER, actor=school.people["teacher"], unit=school.units["first"])
    close(taking, OVER + timedelta(days=1))
    assert (sit(taking).submitted, sit(taking).closes_at) == (False, None)


@pytest.mark.parametrize("there", ["nothing", "no module"])
def test_content_that_is_gone_grades_and_completes_nothing(school: School, there: str) -> None:
    taking = begun(school)
    give(taking, "two", "yes")
    course = replace(taking.course, modules=())
    close(taking, OVER, Catalog({} if there == "nothing" else {"course": course}, {}, {}, (), ""))
    assert sit(taking).score == 10000
    assert db.session.scalars(select(Completion.module)).all() == []


def test_the_background_worker_closes_what_is_due(school: School) -> None:
    """The course of these tests is not on the shelf: the attempt is graded, nothing is completed."""
    taking = begun(school)
    assert tasks.sweep(OVER - timedelta(seconds=2)) == 0
    assert tasks.sweep(OVER) == 1
    assert sit(taking).submitted is True
