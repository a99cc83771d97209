"""Spaced retrieval: three questions from a module that was completed, after a week, three weeks and two months.

To recall something after a while keeps it better than to read it again: Cepeda, Pashler, Vul, Wixted and Rohrer
(2006), Psychological Bulletin 132, 354-380 (spacing); Roediger and Karpicke (2006), Psychological Science 17, 249-255.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from types import MappingProxyType

from courses.catalog.items import Item, Quiz
from courses.catalog.structure import Course, Module
from courses.catalog.versions import sealed
from courses.foundation.vocabulary import AttemptKind, FeedbackTime, GradeOfRecord, ItemType
from courses.rules.facts import Completed, Facts, SideAttempt

DAYS = (7, 21, 60)
"""How long after the completion each round begins; it stands until the next one begins."""
LAST_DAY = 90
QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Recall:
    """Where a learner stands in recalling a module: counted from its newest completion, a later year begins anew.

    `number` is the round that is open now and `since` when it began, both None where there is nothing to ask; `rounds`
    are the attempts since that completion, by number.
    """

    completed: Completed
    number: int | None
    since: datetime | None
    rounds: tuple[SideAttempt, ...]

    @property
    def attempt(self) -> SideAttempt | None:
        """The learner's attempt at the open round, None before they begin."""
        return next((one for one in self.rounds if one.number == self.number), None)

    @property
    def asked(self) -> set[str]:
        """The items that any round has asked so far."""
        return {item for one in self.rounds for item in one.items}


def recall(course: Course, module: Module, facts: Facts, taken: Iterable[SideAttempt], now: datetime) -> Recall | None:
    """Where the learner stands in recalling the module; None when it was never completed.

    Everything is found by the keys of course and module, so a new name changes nothing.
    """
    key = (course.key, module.key)
    done = max(
        (one for one in facts.completions if (one.course, one.module) == key), key=lambda one: one.at, default=None
    )
    if done is None:
        return None
    of_round = (*key, done.cycle, AttemptKind.RECALL)
    rounds = sorted(
        (one for one in taken if (one.course, one.module, one.cycle, one.kind) == of_round), key=lambda one: one.number
    )
    number = open_round(done.at, now, {one.number for one in rounds if one.ended}) if count_asked(module.quiz) else None
    since = None if number is None else done.at + timedelta(days=DAYS[number - 1])
    return Recall(done, number, since, tuple(rounds))


def open_round(completed_at: datetime, now: datetime, ended: Collection[int]) -> int | None:
    """The number (1 to 3) of the round that is open now, or None.

    A round that was answered or skipped (`ended`) is over, and one that passed unseen does not come back: nobody is
    ever behind.
    """
    edges = [completed_at + timedelta(days=days) for days in (*DAYS, LAST_DAY)]
    begun = sum(edge <= now for edge in edges)
    return begun if 1 <= begun <= len(DAYS) and begun not in ended else None


def count_asked(quiz: Quiz | None) -> int:
    """How many questions a round asks: three, or as many as there are; none without a quiz."""
    return min(QUESTIONS, len(_questions(quiz))) if quiz else 0


def three_questions(quiz: Quiz, asked: Collection[str], seed: str) -> Quiz:
    """A quiz of three of these items with feedback at once, those first that no earlier round has asked.

    The same quiz, ids and seed give the same questions. A quiz with fewer items gives what it has.
    """
    chance = Random(seed)  # noqa: S311 - the seed is kept with the attempt so that the draw can be explained later
    drawn = sorted(((item.id in asked, chance.random(), item) for item in _questions(quiz)), key=lambda one: one[:2])
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


def _questions(quiz: Quiz) -> list[Item]:
    return [item for item in quiz.items if item.type is not ItemType.SCALE]
