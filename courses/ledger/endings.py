"""The end of an attempt: graded from its stored version, closed once, and what is completed by it."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, update

from courses.catalog.structure import Course, Module
from courses.foundation.database import db
from courses.foundation.vocabulary import AttemptKind, AttemptState
from courses.ledger import audit, completions
from courses.ledger.completions import Taking
from courses.ledger.sittings import Locked, lock_attempt, mark_submitted
from courses.models.assessment import Attempt
from courses.queries.attempts import Paper, given_answers, read_drawn, stored_quiz
from courses.queries.progress import facts
from courses.rules.closing import moment_of_end
from courses.rules.facts import Facts, SideAttempt
from courses.rules.grading import grade


@dataclass(frozen=True, slots=True)
class Ended:
    """Whether the module was completed by the end of an attempt, and what the learner must do and has done since then.

    The latter only where it was read: of an attempt that counts, ended now.
    """

    completed: bool = False
    known: Facts | None = None


def end_attempt(
    attempt: Locked, learner: int, course: Course | None, module: Module | None, now: datetime, *, by_time: bool = False
) -> Ended:
    """Grade what was saved, close the attempt, and write what is completed by it.

    Call inside `transaction()` while the attempt and its learner are locked. An attempt whose time is over ended when
    it closed, whenever that is noticed. `by_time`: nobody handed it in. One that was closed before stays as it is.
    Without a course and module (they left the catalog) nothing can be completed.
    """
    quiz = stored_quiz(attempt.quiz_version)
    items = [item for one in read_drawn(attempt.drawn) if (item := quiz.item(one.item_id)) is not None]
    answers = {one.item: one.answer for one in given_answers(attempt.id).values()}
    at = moment_of_end(attempt.closes_at, now)
    if not mark_submitted(attempt.id, grade(items, answers).hundredths, at, now):
        return Ended()
    action, actor = ("attempt.closed", None) if by_time else ("attempt.submitted", learner)
    audit.note(action, now, actor=actor, subject=learner, attempt=attempt.id)
    if attempt.kind != AttemptKind.QUIZ or course is None or module is None:
        return Ended()
    known = facts(learner, course.key)
    new = completions.record(Taking(learner, course, module, attempt.cycle), known, at)
    return Ended(bool(new), replace(known, completions=(*known.completions, *new)))


def end_answered(learner: int, course: str, cycle: str, kind: AttemptKind, now: datetime) -> bool:
    """Hand in the learner's open attempt of that kind at a course's items, if every one is answered; whether it was.

    What was answered whole counts although the button was never pressed. Call inside `transaction()` while the learner
    is locked.
    """
    found = db.session.execute(
        select(Attempt.number, Attempt.submit_key).where(
            Attempt.learner == learner,
            Attempt.course == course,
            Attempt.module == "",
            Attempt.cycle == cycle,
            Attempt.kind == kind,
            Attempt.state == AttemptState.OPEN,
        )
    ).one_or_none()
    if found is None:
        return False
    attempt = lock_attempt(Paper(learner, course, "", found.number, found.submit_key))
    if len(given_answers(attempt.id)) < len(read_drawn(attempt.drawn)):
        return False
    end_attempt(attempt, learner, None, None, now)
    return True


def wave_off(learner: int, begun: SideAttempt, now: datetime) -> None:
    """Void an open attempt that counts nowhere: its learner does not want it any more, and it is not offered again.

    What was answered stays as it was. Call inside `transaction()` while the learner is locked.
    """
    of = (
        Attempt.learner == learner,
        Attempt.course == begun.course,
        Attempt.module == begun.module,
        Attempt.cycle == begun.cycle,
        Attempt.revision == begun.revision,
        Attempt.kind == begun.kind,
        Attempt.number == begun.number,
    )
    attempt = db.session.scalars(update(Attempt).where(*of).values(state=AttemptState.VOID).returning(Attempt.id)).one()
    audit.note("attempt.skipped", now, actor=learner, subject=learner, attempt=attempt)
