"""A lesson is completed once, in order, and completes its module when nothing is missing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from courses.foundation.database import db
from courses.foundation.errors import LessonLocked
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import FaceToFace
from courses.models.evidence import TallyDelta
from courses.models.learning import Completion, LessonCompletion
from courses.services.administration import differing_tallies
from courses.services.learning import complete_lesson
from courses.services.teaching import Order, assign
from courses.services.units import enrol
from tests.builders import School
from tests.services.courses import CYCLE, NOW, made_course, made_module, made_quiz, take


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def completed(learner: int) -> set[str]:
    return set(db.session.scalars(select(Completion.module).where(Completion.learner == learner)))


def test_the_last_lesson_of_a_module_without_a_quiz_completes_it_once(school: School) -> None:
    made = made_course(made_module(), made_module("other"))
    taking = take(school.people["first1"], made)
    first, second = taking.module.lessons
    assert [complete_lesson(taking, one, NOW) for one in (first, second, second)] == [False, True, False]
    assert (count(LessonCompletion), count(Completion)) == (2, 1)
    row = db.session.scalars(select(Completion)).one()
    assert (row.module, row.digest, row.at, row.late) == ("m", "digest of m", NOW, False)


def test_a_lesson_is_refused_before_the_one_in_front_of_it(school: School) -> None:
    taking = take(school.people["first1"], made_course(made_module()))
    with pytest.raises(LessonLocked):
        complete_lesson(taking, taking.module.lessons[1], NOW)
    assert count(LessonCompletion) == 0


def test_a_module_with_a_quiz_is_not_completed_by_its_lessons(school: School) -> None:
    taking = take(school.people["first1"], made_course(made_module(questions=made_quiz())))
    assert [complete_lesson(taking, one, NOW) for one in taking.module.lessons] == [False, False]
    assert count(Completion) == 0


def test_the_course_is_completed_with_its_last_required_module(school: School) -> None:
    made = made_course(made_module("one", 1), made_module("two", 1), made_module("three", 1, optional=True))
    learner = school.people["first1"]
    for slug in ("one", "two"):
        taking = take(learner, made, slug)
        complete_lesson(taking, taking.module.lessons[0], NOW)
    assert completed(learner) == {"one", "two", ""}


def test_a_course_taken_within_one_transaction_is_completed_as_by_many(school: School) -> None:
    """Each service looks at what the one before it completed; so the demo is filled."""
    made = made_course(made_module("one", 1), made_module("two", 1))
    learner = school.people["first1"]
    with transaction():
        for slug in ("one", "two", "two"):
            taking = take(learner, made, slug)
            complete_lesson(taking, taking.module.lessons[0], NOW)
    assert completed(learner) == {"one", "two", ""}
    assert count(Completion) == 3


def test_a_course_that_requires_time_face_to_face_is_not_completed_online(school: School) -> None:
    made = made_course(made_module("one", 1), face_to_face=FaceToFace.REQUIRED)
    taking = take(school.people["first1"], made, "one")
    complete_lesson(taking, taking.module.lessons[0], NOW)
    assert completed(taking.learner) == {"one"}


@pytest.mark.parametrize(("days", "late"), [(1, 0), (-1, 1)])
def test_a_completion_after_the_due_moment_counts_and_is_marked_late(school: School, days: int, late: int) -> None:
    made = made_course(made_module("m", 1), made_module("other"))
    due = NOW + timedelta(days=days)
    order = Order("course", "m", CYCLE, None, due)
    assign(school.units["first"], order, NOW - timedelta(days=9), actor=school.people["teacher"])
    taking = take(school.people["first1"], made)
    complete_lesson(taking, taking.module.lessons[0], NOW)
    sums = db.session.execute(
        select(func.sum(TallyDelta.targets), func.sum(TallyDelta.done), func.sum(TallyDelta.late))
    ).one()
    assert tuple(sums) == (3, 1, late)


def test_lateness_of_a_module_follows_the_course_when_only_the_course_is_owed(school: School) -> None:
    made = made_course(made_module("m", 1), made_module("other"))
    order = Order("course", "", CYCLE, None, NOW - timedelta(days=1))
    assign(school.units["first"], order, NOW - timedelta(days=9), actor=school.people["teacher"])
    taking = take(school.people["first1"], made)
    complete_lesson(taking, taking.module.lessons[0], NOW)
    assert db.session.scalars(select(Completion.late)).all() == [True]
    assert db.session.scalars(select(func.sum(TallyDelta.done))).one() == 0


def test_a_raised_revision_is_taken_again_and_counted_once(school: School) -> None:
    made = made_course(made_module("m", 1), made_module("other"))
    assign(school.units["first"], Order("course", "m", CYCLE, None, None), NOW, actor=school.people["teacher"])
    learner = school.people["first1"]
    for revision in (1, 2):
        taking = take(learner, replace(made, revision=revision))
        assert complete_lesson(taking, taking.module.lessons[0], NOW) is True
    assert count(Completion) == 2
    assert db.session.scalars(select(func.sum(TallyDelta.done))).one() == 1


def test_a_course_is_completed_by_modules_of_before_and_after_it_was_renewed(school: School) -> None:
    made = made_course(made_module("one", 1), made_module("two", 1))
    assign(school.units["first"], Order("course", "", CYCLE, None, None), NOW, actor=school.people["teacher"])
    learner = school.people["first1"]
    for slug, revision in (("one", 1), ("two", 2), ("one", 2)):
        taking = take(learner, replace(made, revision=revision), slug)
        assert complete_lesson(taking, taking.module.lessons[0], NOW) is True
    rows = db.session.execute(select(Completion.module, Completion.revision))
    assert sorted(map(tuple, rows)) == [("", 2), ("one", 1), ("one", 2), ("two", 2)]
    assert db.session.scalars(select(func.sum(TallyDelta.done))).one() == 1


def test_a_completed_course_is_written_again_once_all_of_its_new_revision_is_taken(school: School) -> None:
    made = made_course(made_module("one", 1), made_module("two", 1))
    learner = school.people["first1"]
    for revision in (1, 2):
        for slug in ("one", "two"):
            before = select(func.count()).where(Completion.module == "", Completion.revision == revision)
            assert db.session.scalar(before) == 0
            taking = take(learner, replace(made, revision=revision), slug)
            complete_lesson(taking, taking.module.lessons[0], NOW)
    rows = db.session.scalars(select(Completion.revision).where(Completion.module == ""))
    assert sorted(rows) == [1, 2]


def test_who_took_a_new_revision_late_takes_the_first_completion_along_to_another_class(school: School) -> None:
    made = made_course(made_module("m", 1), made_module("other"))
    order = Order("course", "m", CYCLE, None, NOW + timedelta(days=1))
    assign(school.units["first"], order, NOW, actor=school.people["teacher"])
    for revision, days in ((1, 0), (2, 9)):
        taking = take(school.people["first1"], replace(made, revision=revision))
        complete_lesson(taking, taking.module.lessons[0], NOW + timedelta(days=days))
    enrol(school.people["first1"], school.units["second"], NOW + timedelta(days=9), actor=None)
    moved = TallyDelta.unit == school.units["second"]
    assert db.session.execute(select(func.sum(TallyDelta.done), func.sum(TallyDelta.late)).where(moved)).one() == (1, 0)
    assert differing_tallies() == []
