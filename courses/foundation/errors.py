"""Refusals: what a service will not do, by name; web/errors.py maps each to an answer in two languages."""


class Refusal(Exception):
    """Something that was asked for is not done. `code` names why; `values` fill the sentence."""

    code = "refused"

    def __init__(self, **values: object) -> None:
        super().__init__(self.code)
        self.values = values


class NotHere(Refusal):
    """There is no such thing, or none that the asker may know of."""

    code = "not_here"


class NotAllowed(Refusal):
    """The thing is the asker's own, the right is not."""

    code = "not_allowed"


class WrongCredentials(Refusal):
    """The user name and the password do not belong together."""

    code = "wrong_credentials"


class TooManyTries(Refusal):
    """Guessing is slowed; `seconds` until the next try."""

    code = "too_many_tries"

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds=seconds)
        self.seconds = seconds


class NewCodeNeeded(Refusal):
    """So many guesses failed that only a new code opens the account."""

    code = "new_code_needed"


class LessonLocked(Refusal):
    """Earlier lessons come first."""

    code = "lesson_locked"


class QuizLocked(Refusal):
    """The lessons come before the quiz."""

    code = "quiz_locked"


class NoAttemptsLeft(Refusal):
    """All attempts the module allows are used."""

    code = "no_attempts_left"


class AlreadyPassed(Refusal):
    """The quiz is passed; there is nothing left to try."""

    code = "already_passed"


class AttemptClosed(Refusal):
    """The attempt was submitted; its answers stand."""

    code = "attempt_closed"


class TimeIsOver(AttemptClosed):
    """The attempt's closing time and its grace are over; what was saved before is graded."""

    code = "time_is_over"


class AttemptVoid(Refusal):
    """The attempt was set aside when it was opened anew; its answers stay as evidence, and another may be begun."""

    code = "attempt_void"


class AttemptReopened(Refusal):
    """The attempt was opened again since the page was made; nothing of an older page goes into it unseen."""

    code = "attempt_reopened"


class NotReopened(Refusal):
    """The attempt stays as it is; `reason` is a code of rules.reopening.Refused."""

    code = "not_reopened"


class AnswerFinal(Refusal):
    """The answer to this item was checked and stands."""

    code = "answer_final"


class AnswerStale(Refusal):
    """A newer answer to this item is kept; `kept` is the newer sequence number."""

    code = "answer_stale"

    def __init__(self, kept: int) -> None:
        super().__init__(kept=kept)
        self.kept = kept


class AnswerUnreadable(Refusal):
    """What arrived is no answer to this item; `reason` is a code of rules.answers.BadAnswer."""

    code = "answer_unreadable"


class AlreadyThere(Refusal):
    """The same thing was written a moment ago by someone else."""

    code = "already_there"


class CodeConflict(Refusal):
    """The local code belonged to another person in this institution."""

    code = "code_conflict"


class RosterUnreadable(Refusal):
    """The class list could not be read; `reason` says why."""

    code = "roster_unreadable"


class ContentMissing(Refusal):
    """The course or module is not in the catalog."""

    code = "content_missing"


class SchemaMismatch(RuntimeError):
    """The tables are not those of this version; run `flask site prepare`."""


class UnsafeStart(RuntimeError):
    """The product refuses to start as it is set up; the message says what to change."""
