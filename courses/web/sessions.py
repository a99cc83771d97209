"""The one cookie: an opaque id. Flask's session is derived from it and stores nothing of its own."""

import hmac
import secrets
from collections.abc import Iterator
from typing import Any

from flask import Flask, Request, Response, g
from flask.sessions import SessionInterface, SessionMixin

SECURE_NAME = "__Host-sid"
PLAIN_NAME = "sid"
CSRF_KEY = "csrf_token"


class CookieSession(SessionMixin):
    """What Flask and Flask-WTF see as the session: one derived value, the CSRF secret of the cookie.

    Reading it means that the page holds a form, so that the cookie has to be sent; writing is refused (TypeError).
    """

    modified = False
    accessed = False

    def __init__(self, token: str, key: str, *, known: bool) -> None:
        self.token = token
        self.known = known
        self.wanted = False
        self.closed = False
        self.renewed = ""
        self._key = key

    def renew(self, token: str) -> None:
        """Send this id from now on; forms of this answer belong to it already."""
        self.token = self.renewed = token
        g.pop(CSRF_KEY, None)  # Flask-WTF keeps the token it made for the old id

    def close(self) -> None:
        """Expire the cookie by its name."""
        self.closed = True

    def __getitem__(self, name: str) -> Any:
        if name != CSRF_KEY:
            raise KeyError(name)
        self.wanted = True
        return hmac.new(self._key.encode(), b"csrf " + self.token.encode(), "sha256").hexdigest()

    def __setitem__(self, name: str, value: Any) -> None:
        raise TypeError(f"nothing is kept in the cookie: {name}")

    def __delitem__(self, name: str) -> None:
        raise TypeError(f"nothing is kept in the cookie: {name}")

    def __iter__(self) -> Iterator[str]:
        return iter((CSRF_KEY,))

    def __len__(self) -> int:
        return 1


class CookieSessions(SessionInterface):
    """Opens the session from the cookie, and sends a cookie only where a form or a log-in needs it."""

    def __init__(self, *, insecure_http: bool, key: str) -> None:
        self.secure = not insecure_http
        self.name = SECURE_NAME if self.secure else PLAIN_NAME
        self._key = key

    def open_session(self, _app: Flask, request: Request) -> CookieSession:
        """The session of the request's cookie, or of a fresh random id."""
        token = request.cookies.get(self.name, "")
        known = 40 <= len(token) <= 64
        return CookieSession(token if known else secrets.token_urlsafe(32), self._key, known=known)

    def save_session(self, _app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie when it is new and needed; expire it by name when the session was closed."""
        if not isinstance(session, CookieSession):
            raise TypeError(type(session))
        if session.closed:
            response.set_cookie(self.name, "", max_age=0, secure=self.secure, httponly=True, samesite="Lax", path="/")
        elif session.renewed or (session.wanted and not session.known):
            response.set_cookie(
                self.name,
                session.renewed or session.token,
                secure=self.secure,
                httponly=True,
                samesite="Lax",
                path="/",
            )
