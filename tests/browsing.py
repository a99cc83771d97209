"""A browser for tests: one cookie jar, forms with their tokens, and a way in without typing a password."""

import re
from collections.abc import Mapping
from contextvars import Context
from html import unescape
from typing import Any

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.test import TestResponse

from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.models.accounts import Account, LoginSession
from courses.services.accounts import digest
from courses.web.sessions import SECURE_NAME, CookieSession


class Browser:
    """A client of the application; `last` is the last answer."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.last: TestResponse | None = None

    def enter(self, username: str) -> None:
        """Open a session as the log-in would, without the cost of a password."""
        token = f"{username:-<43}"
        now = clock.now()
        with transaction():
            account = db.session.scalars(select(Account.id).where(Account.username == username)).one()
            session = LoginSession(hash=digest(token), account=account, opened_at=now, seen_at=now, shared=False)
            db.session.merge(session)
        self.client.set_cookie(SECURE_NAME, token, secure=True, httponly=True)

    @property
    def token(self) -> str:
        """The opaque id in the cookie, '' when there is none."""
        cookie = self.client.get_cookie(SECURE_NAME)
        return cookie.value if cookie else ""

    def csrf(self) -> str:
        """The token a form of this browser would carry."""
        secret = CookieSession(self.token, self.app.config["SECRET_KEY"], known=True)["csrf_token"]
        return str(URLSafeTimedSerializer(self.app.config["SECRET_KEY"], salt="wtf-csrf-token").dumps(secret))

    def get(self, url: str, **options: Any) -> TestResponse:
        """Open an address."""
        return self.open(url, method="GET", **options)

    def post(self, url: str, values: Mapping[str, Any] | None = None, **options: Any) -> TestResponse:
        """Send a form, with its token."""
        return self.open(url, method="POST", data={"csrf_token": self.csrf(), **(values or {})}, **options)

    def open(self, url: str, **options: Any) -> TestResponse:
        """Send any request as a server would take it: in a context of its own, not in that of the test."""
        self.last = Context().run(self.client.open, url, **options)
        self.last.get_data()
        self.last.close()
        db.session.remove()
        return self.last

    def log_in(self, username: str, password: str) -> TestResponse:
        """Sign in through the form, as people do."""
        self.get("/login")
        return self.post("/login", {"username": username, "password": password})


def fields(page: str) -> dict[str, str]:
    """The hidden fields of a page by name (the last of each name)."""
    found = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page)
    pairs = ((re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in found)
    return {name[1]: unescape(value[1]) for name, value in pairs if name and value}
