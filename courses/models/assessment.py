"""What learners answered: stored quiz versions, attempts and responses."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from courses.foundation.database import Base
from courses.foundation.vocabulary import AttemptState
from courses.models.teaching import SLUG


class QuizVersion(Base):
    """A quiz as it stood when somebody first opened it: items, keys and languages as canonical JSON."""

    __tablename__ = "quiz_version"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    course: Mapped[str] = mapped_column(SLUG)
    module: Mapped[str] = mapped_column(SLUG)
    body: Mapped[str] = mapped_column(Text)


class Attempt(Base):
    """One sitting.

    `score` is integer hundredths of a percent, 0–10000; `drawn` is JSON: the items in shown order, each with the
    letters of its choices and targets in shown order; `titles` is JSON: those of `course` and `module` when it was
    opened, by language. `first_submitted_at` is the moment in which it was first closed with a score, by whomever, and
    never changes again: reopening empties `submitted_at`, and a time that was over puts that back.
    """

    __tablename__ = "attempt"
    __table_args__ = (UniqueConstraint("learner", "course", "module", "cycle", "revision", "kind", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    learner: Mapped[int] = mapped_column(ForeignKey("account.id"))
    course: Mapped[str] = mapped_column(SLUG)
    module: Mapped[str] = mapped_column(SLUG)
    cycle: Mapped[str] = mapped_column(String(16))
    revision: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default=AttemptState.OPEN)
    seed: Mapped[str] = mapped_column(String(32))
    drawn: Mapped[str] = mapped_column(Text)
    quiz_version: Mapped[str] = mapped_column(ForeignKey("quiz_version.digest"))
    pass_mark: Mapped[int]
    submit_key: Mapped[str] = mapped_column(String(32), unique=True)
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    score: Mapped[int | None]
    first_submitted_at: Mapped[datetime | None]
    titles: Mapped[str | None] = mapped_column(Text)


class Response(Base):
    """A learner's answer to one item; `final_at` is when it was checked and can no longer change."""

    __tablename__ = "response"

    attempt: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True, autoincrement=False)
    item: Mapped[str] = mapped_column(SLUG, primary_key=True)
    letters: Mapped[str] = mapped_column(String(64), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    client_seq: Mapped[int]
    at: Mapped[datetime]
    final_at: Mapped[datetime | None]


class AttemptReopening(Base):
    """Somebody opened a learner's attempt again, and why; with what stood before, which is never lost.

    `kind` and `reason` are codes of the vocabulary; `submitted_at`, `score` and `closes_at` are those of the attempt
    until then, None where it had none.
    """

    __tablename__ = "attempt_reopening"
    __table_args__ = (Index("ix_attempt_reopening_attempt", "attempt"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    kind: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    actor: Mapped[int] = mapped_column(ForeignKey("account.id"))
    submitted_at: Mapped[datetime | None]
    score: Mapped[int | None]
    closes_at: Mapped[datetime | None]
