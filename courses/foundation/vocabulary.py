"""The words of the house, one spelling each, wherever a closed set of values is stored or compared."""

from enum import StrEnum


class Role(StrEnum):
    """What a grant lets an account do at a unit and everything below it."""

    LEARNER = "learner"
    TEACHER = "teacher"
    ASSISTANT = "assistant"
    ADMINISTRATOR = "administrator"
    COUNSELLOR = "counsellor"
    AUDITOR = "auditor"
    AUTHOR = "author"
    OPERATOR = "operator"


class ReportingGroup(StrEnum):
    """The four groups whose rates are reported apart (성평등가족부, results of 2024)."""

    HEAD = "head"
    SENIOR_MANAGER = "senior-manager"
    STAFF = "staff"
    STUDENT = "student"


class ObligationState(StrEnum):
    """Whether an obligation counts in the denominator."""

    IN = "in"
    EXCUSED = "excused"
    LEFT = "left"


class AttemptKind(StrEnum):
    """Why a learner sits down to a set of items."""

    QUIZ = "quiz"
    PRE = "pre"
    POST = "post"
    FOLLOW_UP = "follow-up"
    RECALL = "recall"


class AttemptState(StrEnum):
    """An attempt is open until it is submitted; a voided one stays as evidence and counts nowhere."""

    OPEN = "open"
    SUBMITTED = "submitted"
    VOID = "void"


class Reopening(StrEnum):
    """How an attempt is opened again: the same one goes on, or it no longer counts and a new one may be begun."""

    CONTINUE = "continue"
    ANEW = "anew"


class ReopenReason(StrEnum):
    """Why an attempt was opened again; no free text, so that nothing about a person is written down."""

    INTERRUPTED = "interrupted"
    TIME = "time"
    UNFINISHED = "unfinished"
    SUPPORT = "support"
    PREPARED = "prepared"


class ItemType(StrEnum):
    """The item types of the content format."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true-false"
    SHORT_TEXT = "short-text"
    NUMBER = "number"
    MATCHING = "matching"
    ORDERING = "ordering"
    SCALE = "scale"


class Scoring(StrEnum):
    """How an answer that is partly right is credited."""

    EXACT = "exact"
    PROPORTIONAL = "proportional"
    PER_CHOICE = "per-choice"
    PER_PAIR = "per-pair"
    PER_ADJACENT_PAIR = "per-adjacent-pair"
    WEIGHTED = "weighted"


class FeedbackTime(StrEnum):
    """When feedback is shown."""

    IMMEDIATE = "immediate"
    ON_SUBMIT = "on-submit"
    ON_PASS = "on-pass"  # noqa: S105 - no password: when feedback is shown


class GradeOfRecord(StrEnum):
    """Which of a learner's attempts makes the score that is told as theirs."""

    BEST = "best"
    LATEST = "latest"
    FIRST = "first"
    AVERAGE = "average"


class Order(StrEnum):
    """Whether items and choices keep the author's order."""

    FIXED = "fixed"
    SHUFFLED = "shuffled"


class Publishing(StrEnum):
    """Who sees a course: its authors, everybody it is assigned to, or only those who have it already."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class FaceToFace(StrEnum):
    """Whether a course needs time face to face beside it."""

    REQUIRED = "required"
    ADVISED = "advised"
    NONE = "none"


class Severity(StrEnum):
    """An error keeps a course out of service; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


LANGUAGES = ("ko", "en")
