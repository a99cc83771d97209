"""Retrieval: a learner takes up, or waves off, three questions from a module completed some time ago."""

import secrets
from datetime import datetime, tzinfo

from courses.catalog.structure import Course, Module
from courses.foundation.errors import NotHere
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptKind
from courses.ledger.endings import wave_off
from courses.ledger.locks import lock_account
from courses.ledger.openings import Seat, open_sitting
from courses.queries.progress import facts
from courses.queries.side_attempts import side_attempts
from courses.rules.retrieval import recall, three_questions
from courses.rules.standing import attempt_in_hand


def begin_recall(
    learner: int, course: Course, module: Module, now: datetime, zone: tzinfo, *, skip: bool = False
) -> int:
    """Open the round that is open now, or find it; returns its number. `skip`: it is not offered again.

    Raises NotHere when no round is open: before a week has passed, after it was answered or skipped. While the learner
    has an open attempt at the module's quiz, whose keys these questions would give away, they can only be skipped.
    """
    with transaction():
        lock_account(learner)
        known = facts(learner, course.key)
        found = recall(course, module, known, side_attempts(learner), now)
        if found is None or found.number is None or module.quiz is None:
            raise NotHere
        if not skip and attempt_in_hand(course, module, known, now, zone) is not None:
            raise NotHere
        done = found.completed
        if found.attempt is None:
            seat = Seat(learner, course.key, module.key, done.cycle, done.revision, AttemptKind.RECALL, found.number)
            seed = secrets.token_hex(16)
            open_sitting(seat, three_questions(module.quiz, found.asked, seed), now, seed=seed, skipped=skip)
        elif skip:
            wave_off(learner, found.attempt, now)
        return found.number
