"""Learning: a lesson is completed."""

from datetime import datetime

from courses.catalog.structure import Lesson
from courses.foundation.database import db
from courses.foundation.errors import LessonLocked
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptKind
from courses.ledger import completions
from courses.ledger.completions import Taking
from courses.ledger.endings import end_answered
from courses.ledger.locks import lock_account
from courses.models.learning import LessonCompletion
from courses.queries.progress import facts
from courses.rules.completion import may_open_lesson


def complete_lesson(taking: Taking, lesson: Lesson, now: datetime) -> bool:
    """Write that the learner finished the lesson; True when the module is completed by it.

    A lesson that is done already stays as it is, however often the button is pressed. Raises LessonLocked when
    earlier lessons are missing.
    """
    with transaction():
        lock_account(taking.learner)
        done = completions.lessons_done(taking)
        if not may_open_lesson(taking.module, lesson.slug, done):
            raise LessonLocked
        if lesson.key not in done:
            db.session.add(
                LessonCompletion(
                    learner=taking.learner,
                    course=taking.course.key,
                    module=taking.module.key,
                    lesson=lesson.key,
                    cycle=taking.cycle,
                    revision=taking.course.revision,
                    digest=lesson.digest,
                    at=now,
                )
            )
            db.session.flush()
            if not done:
                end_answered(taking.learner, taking.course.key, taking.cycle, AttemptKind.PRE, now)
        return bool(completions.record(taking, facts(taking.learner, taking.course.key), now))
