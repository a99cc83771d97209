"""Who may sign in: accounts, the codes their institutions call them by, log-ins, grants of a role."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from courses.foundation.database import Base
from courses.foundation.open_rows import open_index
from courses.foundation.vocabulary import ReportingGroup


class Account(Base):
    """A person, or a pseudonym for one: no e-mail, no resident or service number, no birth date."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    display_name: Mapped[str] = mapped_column(String(60))
    locale: Mapped[str] = mapped_column(String(5), default="ko")
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    reporting_group: Mapped[str] = mapped_column(String(20), default=ReportingGroup.STUDENT)
    appointed_on: Mapped[date | None]
    under_fourteen: Mapped[bool] = mapped_column(default=False)
    demo: Mapped[bool] = mapped_column(default=False)
    disabled: Mapped[bool] = mapped_column(default=False)
    has_signed_in: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class LocalCode(Base):
    """What an institution calls an account, for a time: codes are used again every March."""

    __tablename__ = "local_code"
    __table_args__ = (
        open_index("uq_local_code_open", "institution", "code"),
        Index("ix_local_code_account", "account"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"))
    institution: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    code: Mapped[str] = mapped_column(String(40))
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class LoginSession(Base):
    """One signed-in browser: the SHA-256 of an opaque 256-bit id, revocable on the server."""

    __tablename__ = "login_session"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    shared: Mapped[bool] = mapped_column(default=False)


class LogInFailure(Base):
    """One wrong guess at a user name (kept as an HMAC, so that unknown names leave no list of names)."""

    __tablename__ = "log_in_failure"
    __table_args__ = (Index("ix_log_in_failure_name_at", "name", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class RoleGrant(Base):
    """A role held at a unit and everything below it."""

    __tablename__ = "role_grant"
    __table_args__ = (
        open_index("uq_role_grant_open", "account", "role", "unit"),
        Index("ix_role_grant_unit", "unit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str] = mapped_column(String(20))
    unit: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]
