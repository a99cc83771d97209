"""Refuses to start where the set-up is unsafe, and checks every form's token."""

from pathlib import Path
from typing import Any

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.routing import IntegerConverter

from courses.foundation.database import engine_options
from courses.foundation.errors import UnsafeStart
from courses.foundation.settings import Settings
from courses.web.sessions import CookieSessions

LARGEST_UPLOAD = 4 * 1024 * 1024
SHORTEST_KEY = 32
DATABASE = "jikim.db"


class Identifier(IntegerConverter):
    """An id in an address: a whole number that both databases can hold."""

    def __init__(self, map: Any) -> None:  # noqa: A002 - werkzeug's own name
        super().__init__(map, min=1, max=2**53)


def configuration(settings: Settings) -> dict[str, Any]:
    """Flask's settings. Raises UnsafeStart for a weak key or a database that others on the machine can read."""
    key = settings.key()
    if len(key) < SHORTEST_KEY:
        raise UnsafeStart("JIKIM_SECRET_KEY is shorter than 32 characters")
    if not settings.database_url:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        (settings.data_dir / DATABASE).touch(mode=0o600, exist_ok=True)
    refuse_readable(settings)
    url = settings.engine_url
    return {
        "SETTINGS": settings,
        "SECRET_KEY": key,
        "SQLALCHEMY_DATABASE_URI": url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(url),
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,  # Referrer-Policy: no-referrer leaves nothing to compare
        "MAX_CONTENT_LENGTH": LARGEST_UPLOAD,
        "MAX_FORM_MEMORY_SIZE": 500_000,
        "SEND_FILE_MAX_AGE_DEFAULT": 31536000,
        "DEBUG": False,
        "TESTING": False,
    }


def refuse_readable(settings: Settings) -> None:
    """Raises UnsafeStart when others on the machine can read the database or a key."""
    if settings.database_url:
        return
    for name in (DATABASE, f"{DATABASE}-wal", "secret-key", "demo-password"):
        path: Path = settings.data_dir / name
        if path.exists() and path.stat().st_mode & 0o077:
            raise UnsafeStart(f"{path} can be read by others: chmod 600 {path}")


def init_app(app: Flask) -> None:
    """One cookie, a token in every form, ids that fit."""
    settings: Settings = app.config["SETTINGS"]
    app.url_map.converters["id"] = Identifier
    app.session_interface = CookieSessions(insecure_http=settings.insecure_http, key=app.config["SECRET_KEY"])
    CSRFProtect(app)
