"""Retrieval: a learner takes up, or waves off, three questions from a module completed some time ago."""

import secrets
from datetime import datetime

from courses.foundation.database import transaction
from courses.foundation.errors import NotHere
from courses.foundation.vocabulary import AttemptKind
from courses.ledger import completions
from courses.ledger.completions import Taking
from courses.ledger.openings import Seat, open_sitting
from courses.queries.progress import facts
from courses.queries.side_attempts import recalled, side_attempts
from courses.rules.retrieval import open_round, three_questions


def begin_recall(taking: Taking, now: datetime, *, skip: bool = False) -> int:
    """Open the round that is open now, or find it; returns its number. `skip`: it is not offered again.

    Raises NotHere when no round is open: before a week has passed, after it was answered, or while the learner has an
    open attempt at the module's quiz, whose keys these questions would give away.
    """
    with transaction():
        completions.lock_learner(taking.learner)
        known = facts(taking.learner, taking.course.key)
        key = (taking.module.key, taking.cycle)
        done = next((one for one in known.completions if (one.module, one.cycle) == key), None)
        sitting = any(one.open and one.module == taking.module.key for one in known.tries)
        rounds = recalled(side_attempts(taking.learner), taking.course.key, *key)
        if done is None or taking.module.quiz is None or sitting:
            raise NotHere
        number = open_round(done.at, now, {one.number for one in rounds if one.ended})
        if number is None:
            raise NotHere
        if any(one.number == number for one in rounds):
            return number
        seed = secrets.token_hex(16)
        asked = {item for one in rounds for item in one.items}
        open_sitting(
            Seat(taking.learner, taking.course.key, *key, done.revision, AttemptKind.RECALL, number),
            three_questions(taking.module.quiz, asked, seed),
            now,
            seed=seed,
            skipped=skip,
        )
        return number
