"""The organisation: units, where each stands in the tree, and which unit is a learner's home."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from courses.foundation.database import Base
from courses.foundation.open_rows import open_index

PATH = String(400, collation="C").with_variant(String(400), "sqlite")
"""Ids of the units from the root down, each ending in `/`; compared byte by byte on both databases."""


class Unit(Base):
    """A node of the organisation, of any kind and with local names; an institution is a body that reports."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(40), default="")
    institution: Mapped[bool] = mapped_column(default=False)


class UnitPlace(Base):
    """Where a unit stands, and since when; at most one open row a unit."""

    __tablename__ = "unit_place"
    __table_args__ = (
        open_index("uq_unit_place_open", "unit"),
        Index("ix_unit_place_path", "path"),
        Index("ix_unit_place_parent", "parent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    parent: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    path: Mapped[str] = mapped_column(PATH)
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Membership(Base):
    """A learner's home unit since–until; at most one open row a learner, never beginning in the future."""

    __tablename__ = "membership"
    __table_args__ = (
        open_index("uq_membership_open", "account"),
        Index("ix_membership_unit", "unit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"))
    unit: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    position: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime]
    until: Mapped[datetime | None]
