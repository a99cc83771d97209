"""Spaced retrieval: three questions from a module that was completed, after a week, three weeks and two months.

To recall something after a while keeps it better than to read it again: Cepeda, Pashler, Vul, Wixted and Rohrer
(2006), Psychological Bulletin 132, 354-380 (spacing); Roediger and Karpicke (2006), Psychological Science 17, 249-255.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from types import MappingProxyType

from courses.catalog.items import Quiz
from courses.catalog.versions import sealed
from courses.foundation.vocabulary import FeedbackTime, GradeOfRecord, ItemType

DAYS = (7, 21, 60)
"""How long after the completion each round begins; it stands until the next one begins."""
LAST_DAY = 90
QUESTIONS = 3


def open_round(completed_at: datetime, now: datetime, ended: Collection[int]) -> int | None:
    """The number (1 to 3) of the round that is open now, or None.

    A round that was answered or skipped (`ended`) is over, and one that passed unseen does not come back: nobody is
    ever behind.
    """
    edges = [completed_at + timedelta(days=days) for days in (*DAYS, LAST_DAY)]
    begun = sum(edge <= now for edge in edges)
    return begun if 1 <= begun <= len(DAYS) and begun not in ended else None


def three_questions(quiz: Quiz, asked: Collection[str], seed: str) -> Quiz:
    """A quiz of three of these items with feedback at once, those first that no earlier round has asked.

    The same quiz, ids and seed give the same questions. A quiz with fewer items gives what it has.
    """
    chance = Random(seed)  # noqa: S311 - the seed is kept with the attempt so that the draw can be explained later
    drawn = sorted(
        ((item.id in asked, chance.random(), item) for item in quiz.items if item.type is not ItemType.SCALE),
        key=lambda one: one[:2],
    )
    return sealed(
        replace(
            quiz,
            items=tuple(item for _, _, item in drawn[:QUESTIONS]),
            draw=MappingProxyType({}),
            pass_mark=0,
            attempts=None,
            feedback=FeedbackTime.IMMEDIATE,
            intro=MappingProxyType({}),
            after=MappingProxyType({}),
            grade=GradeOfRecord.BEST,
            time=None,
        )
    )
