"""Completion: written once, in the transaction in which the rule first holds."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from courses.catalog.structure import Course, Module
from courses.foundation.database import db
from courses.foundation.transactions import insert_last
from courses.ledger import audit, tallies
from courses.models.learning import Completion, LessonCompletion
from courses.rules.completion import course_holds, may_open_quiz, module_holds
from courses.rules.deadlines import is_late
from courses.rules.facts import Completed, Facts
from courses.rules.grading import passes


@dataclass(frozen=True, slots=True)
class Taking:
    """One learner taking one module of a course in one cycle."""

    learner: int
    course: Course
    module: Module
    cycle: str


def lessons_done(taking: Taking) -> frozenset[str]:
    """Slugs of the lessons of the module that the learner has finished in this cycle and revision."""
    rows = db.session.scalars(
        select(LessonCompletion.lesson).where(
            LessonCompletion.learner == taking.learner,
            LessonCompletion.course == taking.course.key,
            LessonCompletion.module == taking.module.key,
            LessonCompletion.cycle == taking.cycle,
            LessonCompletion.revision == taking.course.revision,
        )
    )
    return frozenset(rows)


def may_sit(taking: Taking) -> bool:
    """Whether the learner may begin the quiz: its lessons are done, or the module is completed.

    Who completed it before a lesson was added may still try the quiz again.
    """
    if may_open_quiz(taking.module, lessons_done(taking)):
        return True
    completed = select(Completion.revision).where(
        Completion.learner == taking.learner,
        Completion.course == taking.course.key,
        Completion.module == taking.module.key,
        Completion.cycle == taking.cycle,
        Completion.revision >= taking.course.revision,
    )
    return db.session.scalars(completed).first() is not None


def record(taking: Taking, known: Facts, now: datetime) -> tuple[Completed, ...]:
    """Write what is completed now and was not before: the module, and maybe the course with it; those, or nothing.

    Call inside `transaction()` while the learner is locked; `known` was read in it, after what has changed.
    """
    course, module = taking.course, taking.module
    counted = {one.module for one in known.completions if one.cycle == taking.cycle}
    done = {one.module for one in known.completions if (one.cycle, one.revision) == (taking.cycle, course.revision)}
    lessons = {
        one.lesson
        for one in known.lessons
        if (one.module, one.cycle, one.revision) == (module.key, taking.cycle, course.revision)
    }
    passed = any(
        passes(one.score, one.pass_mark)
        for one in known.tries
        if (one.module, one.cycle, one.revision) == (module.key, taking.cycle, course.revision) and not one.open
    )
    if module.key in done or not module_holds(module, lessons, passed):
        return ()
    new: tuple[Completed, ...] = (_write(taking, known, module.key, module.digest, now),)
    # modules completed before the course was renewed count for it; once it is completed, only taking all again is news
    if "" not in done and course_holds(course, (done if "" in counted else counted) | {module.key}, attended=False):
        new += (_write(taking, known, "", course.digest, now),)
    return new


def _write(taking: Taking, known: Facts, module: str, digest: str, now: datetime) -> Completed:
    dues = [due for due in known.dues if due.cycle == taking.cycle and due.module in {module, ""}]
    own = next((due for due in dues if due.module == module), None)
    nearest = own or next(iter(dues), None)
    late = is_late(now, nearest.due_at if nearest else None)
    insert_last(
        Completion,
        learner=taking.learner,
        course=taking.course.key,
        module=module,
        cycle=taking.cycle,
        revision=taking.course.revision,
        digest=digest,
        at=now,
        late=late,
    )
    earlier = any((one.module, one.cycle) == (module, taking.cycle) for one in known.completions)
    if own and not earlier:
        cell = tallies.Cell(own.unit, own.course, own.module, own.cycle, own.reporting_group)
        tallies.change(cell, done=1, late=int(late))
    audit.note(
        "completion.written",
        now,
        actor=taking.learner,
        subject=taking.learner,
        course=taking.course.key,
        module=module,
        cycle=taking.cycle,
        late=late,
    )
    return Completed(taking.course.key, module, taking.cycle, taking.course.revision, now, late)
