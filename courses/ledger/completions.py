"""Completion: written once, in the transaction in which the rule first holds."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from courses.catalog.structure import Course, Module
from courses.foundation.database import db
from courses.foundation.vocabulary import AttemptKind, AttemptState, ObligationState
from courses.ledger import audit, tallies
from courses.models.accounts import Account
from courses.models.assessment import Attempt
from courses.models.learning import Completion, LessonCompletion
from courses.models.teaching import Obligation
from courses.rules.completion import course_holds, module_holds
from courses.rules.deadlines import is_late
from courses.rules.grading import passes


@dataclass(frozen=True, slots=True)
class Taking:
    """One learner taking one module of a course in one cycle."""

    learner: int
    course: Course
    module: Module
    cycle: str


def lock_learner(learner: int) -> None:
    """Let one request at a time decide about this learner (SQLite: the transaction already does)."""
    db.session.execute(select(Account.id).where(Account.id == learner).with_for_update(key_share=True))


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


def quiz_passed(taking: Taking) -> bool:
    """Whether a submitted attempt of this cycle and revision reached the pass mark it was opened with."""
    rows = db.session.execute(
        select(Attempt.score, Attempt.pass_mark).where(
            Attempt.learner == taking.learner,
            Attempt.course == taking.course.key,
            Attempt.module == taking.module.key,
            Attempt.cycle == taking.cycle,
            Attempt.revision == taking.course.revision,
            Attempt.kind == AttemptKind.QUIZ,
            Attempt.state == AttemptState.SUBMITTED,
        )
    )
    return any(passes(row.score, row.pass_mark) for row in rows)


def record(taking: Taking, now: datetime) -> bool:
    """Write what is completed now and was not before; True when the module was completed by this call.

    Call inside `transaction()` after `lock_learner` and after flushing what has changed.
    """
    done = completed_modules(taking)
    if taking.module.key in done or not module_holds(taking.module, lessons_done(taking), quiz_passed(taking)):
        return False
    _write(taking, taking.module.key, taking.module.digest, now)
    if "" not in done and course_holds(taking.course, done | {taking.module.key}, attended=False):
        _write(taking, "", taking.course.digest, now)
    return True


def completed_modules(taking: Taking) -> frozenset[str]:
    """Slugs of the modules completed in this cycle and revision; '' stands for the whole course."""
    rows = db.session.scalars(
        select(Completion.module).where(
            Completion.learner == taking.learner,
            Completion.course == taking.course.key,
            Completion.cycle == taking.cycle,
            Completion.revision == taking.course.revision,
        )
    )
    return frozenset(rows)


def _write(taking: Taking, module: str, digest: str, now: datetime) -> None:
    obligations = db.session.scalars(
        select(Obligation).where(
            Obligation.learner == taking.learner,
            Obligation.course == taking.course.key,
            Obligation.module.in_({module, ""}),
            Obligation.cycle == taking.cycle,
            Obligation.state == ObligationState.IN,
        )
    ).all()
    own = next((one for one in obligations if one.module == module), None)
    due = own.due_at if own else next((one.due_at for one in obligations), None)
    late = is_late(now, due)
    earlier = db.session.scalar(
        select(Completion.revision).where(
            Completion.learner == taking.learner,
            Completion.course == taking.course.key,
            Completion.module == module,
            Completion.cycle == taking.cycle,
        )
    )
    db.session.add(
        Completion(
            learner=taking.learner,
            course=taking.course.key,
            module=module,
            cycle=taking.cycle,
            revision=taking.course.revision,
            digest=digest,
            at=now,
            late=late,
        )
    )
    if own and earlier is None:
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
