"""An assignment becomes an obligation of everyone below the unit, once, however large the unit is."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, update

from courses import tasks
from courses.foundation.database import db
from courses.foundation.errors import ContentMissing, NotHere
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import ObligationState
from courses.models.evidence import Job, TallyDelta
from courses.models.teaching import Assignment, Obligation
from courses.queries.jobs import due_jobs
from courses.services import teaching
from courses.services.learning import complete_lesson
from courses.services.teaching import Order, assign, continue_assigning
from tests.builders import School
from tests.services.courses import CYCLE, NOW, made_course, made_module, take

ORDER = Order("course", "m", CYCLE, None, NOW + timedelta(days=5))


def owed() -> int:
    return db.session.scalar(select(func.count()).select_from(Obligation)) or 0


def counted() -> tuple[int, int]:
    return tuple(db.session.execute(select(func.sum(TallyDelta.targets), func.sum(TallyDelta.done))).one())


def test_everyone_below_the_unit_owes_it_and_is_counted(school: School) -> None:
    assign(school.units["grade"], ORDER, NOW, actor=school.people["teacher"])
    assert (owed(), counted()) == (6, (6, 0))


def test_assigning_the_same_again_owes_it_once_and_keeps_the_later_day(school: School) -> None:
    teacher = school.people["teacher"]
    later, sooner = ORDER.due_at, NOW + timedelta(days=1)
    for due in (sooner, later, sooner, None):
        assign(school.units["first"], Order("course", "m", CYCLE, None, due), NOW, actor=teacher)
    assert (owed(), counted()) == (3, (3, 0))
    assert set(db.session.scalars(select(Obligation.due_at))) == {later}


def test_what_was_finished_before_it_was_assigned_counts_as_done(school: School) -> None:
    taking = take(school.people["first1"], made_course(made_module("m", 1), made_module("other")))
    complete_lesson(taking, taking.module.lessons[0], NOW)
    assign(school.units["first"], ORDER, NOW, actor=school.people["teacher"])
    assert counted() == (3, 1)


def test_somebody_who_had_left_owes_it_again_and_an_excused_one_stays_excused(school: School) -> None:
    teacher = school.people["teacher"]
    assign(school.units["first"], ORDER, NOW, actor=teacher)
    with transaction():
        db.session.execute(delete(TallyDelta))
        for learner, state in (("first1", ObligationState.LEFT), ("first2", ObligationState.EXCUSED)):
            row = update(Obligation).where(Obligation.learner == school.people[learner])
            db.session.execute(row.values(state=state))
    assign(school.units["first"], ORDER, NOW, actor=teacher)
    states = db.session.execute(select(Obligation.state).order_by(Obligation.learner)).scalars().all()
    assert (list(states), counted()) == (["in", "excused", "in"], (1, 0))


def test_a_unit_or_a_course_that_is_not_there_is_refused(school: School) -> None:
    with pytest.raises(NotHere):
        assign(999, ORDER, NOW, actor=school.people["teacher"])
    with pytest.raises(ContentMissing):
        assign(school.units["first"], Order("", "", CYCLE, None, None), NOW, actor=school.people["teacher"])


def test_a_large_unit_is_done_in_batches_by_a_job_and_nobody_twice(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teaching, "BATCH", 2)
    assign(school.units["grade"], ORDER, NOW, actor=school.people["teacher"])
    assert owed() == 2
    [job] = due_jobs(NOW)
    assert [continue_assigning(job.id, NOW) for _ in range(4)] == [False, False, True, True]
    assert (owed(), counted(), due_jobs(NOW)) == (6, (6, 0), [])


def test_the_worker_finishes_what_is_due_and_folds_the_tallies(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teaching, "BATCH", 4)
    assign(school.units["grade"], ORDER, NOW, actor=school.people["teacher"])
    assert due_jobs(NOW - timedelta(seconds=1)) == []
    assert tasks.sweep(NOW) == 2
    assert (owed(), db.session.scalar(select(func.count()).select_from(TallyDelta))) == (6, 0)


def test_a_job_whose_unit_is_gone_ends(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teaching, "BATCH", 2)
    assign(school.units["grade"], ORDER, NOW, actor=school.people["teacher"])
    with transaction():
        db.session.execute(update(Assignment).values(unit=None))
    job = db.session.scalars(select(Job.id)).one()
    assert [continue_assigning(job, NOW), continue_assigning(999, NOW)] == [True, True]
    assert owed() == 2
