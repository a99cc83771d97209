"""What is known of one learner's way through courses, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from courses.foundation.vocabulary import AttemptKind, AttemptState


@dataclass(frozen=True, slots=True)
class Due:
    """An obligation: module '' is the whole course; counted in the unit and the reporting group that it names."""

    course: str
    module: str
    cycle: str
    opens_at: datetime | None
    due_at: datetime | None
    unit: int = 0
    reporting_group: str = ""


@dataclass(frozen=True, slots=True)
class LessonDone:
    """A finished lesson."""

    course: str
    module: str
    lesson: str
    cycle: str
    revision: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Completed:
    """A completed module, or course (module '')."""

    course: str
    module: str
    cycle: str
    revision: int
    at: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """A quiz attempt: open, or submitted with its score in hundredths."""

    course: str
    module: str
    cycle: str
    revision: int
    number: int
    open: bool
    score: int
    pass_mark: int


@dataclass(frozen=True, slots=True)
class SideAttempt:
    """An attempt that counts nowhere: at knowledge items (module '') or at recalled questions, with what it asked."""

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

    @property
    def submitted(self) -> bool:
        """Whether it was handed in."""
        return self.state == AttemptState.SUBMITTED


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything one learner's pages are derived from."""

    dues: tuple[Due, ...]
    lessons: tuple[LessonDone, ...]
    completions: tuple[Completed, ...]
    tries: tuple[Tried, ...]
