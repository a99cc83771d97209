"""Every setting of the product, read once from the environment; `docs/settings.md` lists them all."""

import contextlib
import os
import secrets
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[2]


class Settings(BaseSettings):
    """What an operator may set. Names in the environment carry `JIKIM_`, but for `PORT` and `DATABASE_URL`."""

    model_config = SettingsConfigDict(env_prefix="JIKIM_", extra="ignore", frozen=True, populate_by_name=True)

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
    time_zone: str = Field(default="Asia/Seoul", description="The zone in which days begin and due dates end.")

    @property
    def zone(self) -> ZoneInfo:
        """The time zone as an object. Raises ZoneInfoNotFoundError for an unknown name."""
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


def kept_secret(path: Path, fresh: str) -> str:
    """The secret in that file; where there is none yet, `fresh` is kept there, readable by its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(fresh)
    return path.read_text().strip()
