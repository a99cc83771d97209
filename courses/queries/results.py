"""What a learner has handed in, in every year, whatever became of the course."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from courses.foundation.database import read
from courses.foundation.vocabulary import AttemptKind, AttemptState
from courses.models.assessment import Attempt
from courses.queries.attempts import Sat

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
    )
    .where(
        _attempt.learner == bindparam("learner"),
        _attempt.kind == AttemptKind.QUIZ,
        _attempt.state == AttemptState.SUBMITTED,
    )
    .order_by(_attempt.submitted_at.desc(), _attempt.id.desc())
)
OPEN = select(_attempt.id).where(
    _attempt.learner == bindparam("learner"),
    _attempt.course == bindparam("course"),
    _attempt.module == bindparam("module"),
    _attempt.kind == AttemptKind.QUIZ,
    _attempt.state == AttemptState.OPEN,
)


@dataclass(frozen=True, slots=True)
class Result:
    """A submitted attempt: `course` and `module` are the keys it is kept under, `score` hundredths."""

    id: int
    course: str
    module: str
    cycle: str
    revision: int
    number: int
    score: int
    pass_mark: int
    submitted_at: datetime

    def sat(self, learner: int) -> Sat:
        """Whose attempt at what it is."""
        return Sat(learner, self.course, self.module, self.cycle, self.revision)


def results(learner: int) -> list[Result]:
    """Every submitted attempt at a quiz, the newest first."""
    return [Result(*row) for row in read(RESULTS, {"learner": learner})]


def has_open_attempt(learner: int, course: str, module: str) -> bool:
    """Whether the learner sits at the module's quiz now, in any year."""
    return bool(read(OPEN, {"learner": learner, "course": course, "module": module}))
