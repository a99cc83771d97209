"""What must be learned: assignments as they were given, and the obligations they became."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from courses.foundation.database import Base
from courses.foundation.vocabulary import ObligationState

SLUG = String(80)


class Assignment(Base):
    """A course (module '') or one module, given to a unit and all below it, or to chosen learners (unit None)."""

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    course: Mapped[str] = mapped_column(SLUG)
    module: Mapped[str] = mapped_column(SLUG, default="")
    cycle: Mapped[str] = mapped_column(String(16))
    opens_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    mandatory: Mapped[bool] = mapped_column(default=True)
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]


class AssignmentLearner(Base):
    """A learner chosen by an assignment that names learners and no unit."""

    __tablename__ = "assignment_learner"

    assignment: Mapped[int] = mapped_column(ForeignKey("assignment.id"), primary_key=True)
    learner: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)


class Obligation(Base):
    """One learner must take one course (module '') or module in one cycle: the ledger of denominators."""

    __tablename__ = "obligation"
    __table_args__ = (Index("ix_obligation_unit", "unit", "course", "module", "cycle"),)

    learner: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    course: Mapped[str] = mapped_column(SLUG, primary_key=True)
    module: Mapped[str] = mapped_column(SLUG, primary_key=True, default="")
    cycle: Mapped[str] = mapped_column(String(16), primary_key=True)
    unit: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    reporting_group: Mapped[str] = mapped_column(String(20))
    opens_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(10), default=ObligationState.IN)
    rule: Mapped[str] = mapped_column(String(40))
