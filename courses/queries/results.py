"""What a learner has handed in, in every year, whatever became of the course."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from courses.foundation.database import read
from courses.foundation.vocabulary import AttemptKind, AttemptState
from courses.models.assessment import Attempt
from courses.queries.attempts import Sat, item_ids
from courses.rules.closing import ended_by_time

_attempt = Attempt.__table__.c
RESULTS = (
    select(
        _attempt.id,
        _attempt.course,
        _attempt.module,
        _attempt.cycle,
        _attempt.revision,
        _attempt.number,
        _attempt.score,
        _attempt.pass_mark,
        _attempt.submitted_at,
        _attempt.closes_at,
        _attempt.titles,
        _attempt.state,
    )
    .where(
        _attempt.learner == bindparam("learner"),
        _attempt.kind == AttemptKind.QUIZ,
        _attempt.submitted_at.is_not(None),
    )
    .order_by(_attempt.submitted_at.desc(), _attempt.id.desc())
)
AT_QUIZ = select(_attempt.id, _attempt.state, _attempt.cycle, _attempt.revision, _attempt.drawn).where(
    _attempt.learner == bindparam("learner"),
    _attempt.course == bindparam("course"),
    _attempt.module == bindparam("module"),
    _attempt.kind == AttemptKind.QUIZ,
    _attempt.state != AttemptState.VOID,
)


@dataclass(frozen=True, slots=True)
class Result:
    """An attempt that was handed in: `course` and `module` are the keys it is kept under, `score` hundredths."""

    id: int
    course: str
    module: str
    cycle: str
    revision: int
    number: int
    score: int
    pass_mark: int
    submitted_at: datetime
    closes_at: datetime | None
    titles: str | None
    state: str

    def title(self, of: str) -> Mapping[str, str]:
        """How its course or module (`of`) was called when it was opened, by language; empty where nobody kept that."""
        kept: Mapping[str, Mapping[str, str]] = json.loads(self.titles or "{}")
        return kept.get(of, {})

    @property
    def set_aside(self) -> bool:
        """Whether it was voided for a new try after it was handed in: it counts nowhere, and stays to be read."""
        return self.state == AttemptState.VOID

    @property
    def by_time(self) -> bool:
        """Whether its time ended it."""
        return ended_by_time(self.closes_at, self.submitted_at)

    def sat(self, learner: int) -> Sat:
        """Whose attempt at what it is."""
        return Sat(learner, self.course, self.module, self.cycle, self.revision)


def results(learner: int) -> list[Result]:
    """Every attempt at a quiz that was handed in, the newest first; those set aside since then are among them."""
    return [Result(*row) for row in read(RESULTS, {"learner": learner})]


@dataclass(frozen=True, slots=True)
class AtQuiz:
    """How a learner stands at a quiz beside one attempt at it.

    `used` counts the attempts of the same cycle and revision that were not set aside; `sits`: another one is open, in
    any year, and asks for the items `asked`.
    """

    used: int
    sits: bool
    asked: frozenset[str] = frozenset()


def at_quiz(sat: Sat, attempt: int) -> AtQuiz:
    """What else the learner has tried at the quiz of that attempt."""
    rows = read(AT_QUIZ, {"learner": sat.learner, "course": sat.course, "module": sat.module})
    others = [row for row in rows if row.state == AttemptState.OPEN and row.id != attempt]
    return AtQuiz(
        used=sum((row.cycle, row.revision) == (sat.cycle, sat.revision) for row in rows),
        sits=bool(others),
        asked=frozenset(item for row in others for item in item_ids(row.drawn)),
    )
