"""Every setting of the product, read once from the environment; `docs/settings.md` lists them all."""

import contextlib
import fcntl
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from courses.foundation.errors import UnsafeStart

Value = TypeVar("Value")
ROOT = Path(__file__).resolve().parents[2]
POSTGRESQL = frozenset({"postgresql+psycopg", "postgresql", "postgres"})
SHORTEST_PASSWORD = 8
SWITCH = ("0이나 1이어야 합니다", "must be 0 or 1")
ACCEPTED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "port": ("1부터 65535까지의 정수여야 합니다", "must be a whole number from 1 to 65535"),
        "database_url": (
            "비워 두거나 postgresql+psycopg://로 시작하는 주소여야 합니다",
            "must be empty or an address that begins with postgresql+psycopg://",
        ),
        "data_dir": ("폴더의 경로여야 합니다", "must be the path of a folder"),
        "content_dir": ("이미 있는 폴더의 경로여야 합니다", "must be the path of a folder that is there"),
        "secret_key": ("글자여야 합니다", "must be text"),
        "demo": SWITCH,
        "demo_password": ("비워 두거나 8자 이상이어야 합니다", "must be empty or at least 8 characters"),
        "insecure_http": SWITCH,
        "shared_device": SWITCH,
        "exit_url": (
            "비워 두거나 https://, http://로 시작하는 주소여야 합니다",
            "must be empty or an address that begins with https:// or http://",
        ),
        "follow_up_days": ("7부터 365까지의 정수여야 합니다", "must be a whole number from 7 to 365"),
        "time_zone": (
            "있는 시간대의 이름이어야 합니다(예: Asia/Seoul)",
            "must be the name of a time zone (Asia/Seoul)",
        ),
    }
)
"""What each setting takes, in Korean and English; the value itself is never repeated, since it may be a secret."""


class Settings(BaseSettings):
    """What an operator may set. Names in the environment carry `JIKIM_`, but for `PORT` and `DATABASE_URL`."""

    model_config = SettingsConfigDict(
        env_prefix="JIKIM_", env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    port: int = Field(default=8000, validation_alias="PORT", ge=1, le=65535, description="Port on the loopback.")
    database_url: str = Field(
        default="",
        validation_alias="DATABASE_URL",
        description="postgresql+psycopg://… ; empty: an SQLite file in the data directory.",
    )
    data_dir: Path = Field(default=ROOT / "var", description="Where the embedded database and the keys are kept.")
    content_dir: Path = Field(default=ROOT / "content", description="The folder of courses.")
    secret_key: SecretStr = Field(
        default=SecretStr(""), description="At least 32 characters; empty: the file secret-key in the data directory."
    )
    demo: bool = Field(default=False, description="Demo organisation and demo accounts may exist.")
    demo_password: SecretStr = Field(default=SecretStr(""), description="One password for all demo accounts.")
    insecure_http: bool = Field(default=False, description="A closed network without TLS; shown on every page.")
    shared_device: bool = Field(default=False, description="Computers here are shared: log-ins end after 10 minutes.")
    exit_url: str = Field(default="", description="Where quick exit leads; empty: the built-in calendar.")
    follow_up_days: int = Field(
        default=28, ge=7, le=365, description="How many days after a course its knowledge items are asked once more."
    )
    time_zone: str = Field(default="Asia/Seoul", description="The zone in which days begin and due dates end.")

    @field_validator("database_url")
    @classmethod
    def _is_postgresql(cls, url: str) -> str:
        try:
            known = not url or make_url(url).drivername in POSTGRESQL
        except ArgumentError:
            known = False
        return _kept(url, known)

    @field_validator("data_dir")
    @classmethod
    def _may_be_a_folder(cls, path: Path) -> Path:
        return _kept(path, path.is_dir() or not path.exists())

    @field_validator("content_dir")
    @classmethod
    def _is_a_folder(cls, path: Path) -> Path:
        return _kept(path, path.is_dir())

    @field_validator("demo_password")
    @classmethod
    def _is_no_short_password(cls, password: SecretStr) -> SecretStr:
        return _kept(password, len(password) == 0 or len(password) >= SHORTEST_PASSWORD)

    @field_validator("exit_url")
    @classmethod
    def _is_a_web_address(cls, url: str) -> str:
        parts = urlsplit(url)
        web = parts.scheme in {"http", "https"} and bool(parts.hostname)
        return _kept(url, not url or (web and url.isprintable() and " " not in url))

    @field_validator("time_zone")
    @classmethod
    def _is_a_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, OSError) as error:  # no such zone; a folder of zones
            raise ValueError(name) from error
        return name

    @property
    def zone(self) -> ZoneInfo:
        """The time zone as an object."""
        return ZoneInfo(self.time_zone)

    @property
    def engine_url(self) -> str:
        """The SQLAlchemy URL of the database."""
        if not self.database_url:
            return f"sqlite:///{(self.data_dir / 'jikim.db').resolve()}"
        head, _, tail = self.database_url.partition("://")
        return f"postgresql+psycopg://{tail}" if head in {"postgres", "postgresql"} else self.database_url

    def key(self) -> str:
        """The secret key: as set, else from the data directory, where it is made once (mode 0600)."""
        if given := self.secret_key.get_secret_value():
            return given
        return kept_secret(self.data_dir / "secret-key", secrets.token_urlsafe(48))


def read_settings() -> Settings:
    """The settings of the environment. Raises UnsafeStart with a sentence for each wrong value, naming its variable."""
    try:
        return Settings()
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        raise UnsafeStart("; ".join(_sentence(str(fault["loc"][0])) for fault in faults)) from None


def environment_name(field: str) -> str:
    """What the setting is called in the environment."""
    alias = Settings.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else f"JIKIM_{field.upper()}"


def _sentence(place: str) -> str:
    field = next(one for one in Settings.model_fields if place in {one, environment_name(one)})
    korean, english = ACCEPTED[field]
    return f"{environment_name(field)}: {korean} / {english}"


def _kept(value: Value, holds: bool) -> Value:
    if not holds:
        raise ValueError
    return value


def kept_secret(path: Path, fresh: str) -> str:
    """The secret in that file; where there is none yet, `fresh` is kept there, readable by its owner only.

    Of several processes that start at once one writes, and the others read what it wrote.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        if kept := path.read_text().strip():
            return kept
    with os.fdopen(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600), "r+") as file:
        with contextlib.suppress(OSError):  # some file systems of a network have no locks
            fcntl.flock(file, fcntl.LOCK_EX)
        if kept := file.read().strip():
            return kept
        file.write(fresh)
    return fresh
