"""Evidence and bookkeeping: the audit trail, work to be done later, and the tallies of completion."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from courses.foundation.database import Base
from courses.models.teaching import SLUG


class AuditEvent(Base):
    """Who did what to whom, when: ids and codes, never names and never answers."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    unit: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    what: Mapped[str] = mapped_column(Text, default="")


class Job(Base):
    """Work to be done later, written in the transaction that makes it necessary; `key` keeps it from standing twice."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "done_at", "run_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    key: Mapped[str] = mapped_column(String(80), unique=True)
    body: Mapped[str] = mapped_column(Text, default="{}")
    run_at: Mapped[datetime]
    progress: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(Text, default="")


class Outbox(Base):
    """A message to be sent later."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_due", "sent_at", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]


class Tally(Base):
    """How many must and how many have, for a unit and everything below it: a cache of facts that can be rebuilt."""

    __tablename__ = "tally"

    unit: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    course: Mapped[str] = mapped_column(SLUG, primary_key=True)
    module: Mapped[str] = mapped_column(SLUG, primary_key=True, default="")
    cycle: Mapped[str] = mapped_column(String(16), primary_key=True)
    reporting_group: Mapped[str] = mapped_column(String(20), primary_key=True)
    targets: Mapped[int]
    done: Mapped[int]
    late: Mapped[int]


class TallyDelta(Base):
    """A change to the tallies of one unit, not yet folded into those above."""

    __tablename__ = "tally_delta"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    course: Mapped[str] = mapped_column(SLUG)
    module: Mapped[str] = mapped_column(SLUG, default="")
    cycle: Mapped[str] = mapped_column(String(16))
    reporting_group: Mapped[str] = mapped_column(String(20))
    targets: Mapped[int]
    done: Mapped[int]
    late: Mapped[int]
