"""What learners finished: lessons, modules and courses, each written once."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from courses.foundation.database import Base
from courses.models.teaching import SLUG

DIGEST = String(64)


class LessonCompletion(Base):
    """A learner finished a lesson, in the version that the digest names."""

    __tablename__ = "lesson_completion"

    learner: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    course: Mapped[str] = mapped_column(SLUG, primary_key=True)
    module: Mapped[str] = mapped_column(SLUG, primary_key=True)
    lesson: Mapped[str] = mapped_column(SLUG, primary_key=True)
    cycle: Mapped[str] = mapped_column(String(16), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(DIGEST)
    at: Mapped[datetime]


class Completion(Base):
    """A module (or, with module '', the whole course) is completed: certificates, boards and returns follow from it."""

    __tablename__ = "completion"

    learner: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    course: Mapped[str] = mapped_column(SLUG, primary_key=True)
    module: Mapped[str] = mapped_column(SLUG, primary_key=True, default="")
    cycle: Mapped[str] = mapped_column(String(16), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(DIGEST)
    at: Mapped[datetime]
    late: Mapped[bool]
