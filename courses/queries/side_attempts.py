"""Attempts that count nowhere: a learner's knowledge items and recalled questions."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from courses.foundation.database import db
from courses.foundation.vocabulary import AttemptKind, AttemptState
from courses.models.assessment import Attempt
from courses.rules.measuring import Measured


@dataclass(frozen=True, slots=True)
class SideAttempt:
    """One of them: at what, in which cycle and revision, the how-manieth, and how it stands."""

    course: str
    module: str
    cycle: str
    revision: int
    kind: AttemptKind
    number: int
    state: AttemptState
    items: tuple[str, ...]

    @property
    def ended(self) -> bool:
        """Whether it was handed in or skipped."""
        return self.state != AttemptState.OPEN


def side_attempts(learner: int) -> list[SideAttempt]:
    """All of the learner's, the first opened first."""
    rows = db.session.execute(
        select(
            Attempt.course,
            Attempt.module,
            Attempt.cycle,
            Attempt.revision,
            Attempt.kind,
            Attempt.number,
            Attempt.state,
            Attempt.drawn,
        )
        .where(Attempt.learner == learner, Attempt.kind != AttemptKind.QUIZ)
        .order_by(Attempt.id)
    )
    return [
        SideAttempt(
            *row[:4], AttemptKind(row[4]), row[5], AttemptState(row[6]), tuple(one[0] for one in json.loads(row[7]))
        )
        for row in rows
    ]


def measured(found: Iterable[SideAttempt], course: str) -> list[Measured]:
    """Those at the knowledge items of the course, as the rule reads them."""
    return [
        Measured(one.kind, one.cycle, one.ended, one.state == AttemptState.SUBMITTED)
        for one in found
        if one.course == course and one.kind != AttemptKind.RECALL
    ]


def recalled(found: Iterable[SideAttempt], course: str, module: str, cycle: str) -> list[SideAttempt]:
    """The rounds of recall of a module in that cycle, the first first."""
    return [
        one
        for one in found
        if (one.course, one.module, one.cycle, one.kind) == (course, module, cycle, AttemptKind.RECALL)
    ]
