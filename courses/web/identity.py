"""Who asks: read once a request into `g.identity`; Flask-Login's `current_user` is a thin wrapper around it."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, g, request
from flask.globals import request_ctx
from flask_login import LoginManager, UserMixin

from courses.foundation import clock
from courses.foundation.vocabulary import Role
from courses.queries.identities import signed_in
from courses.rules.access import Grant
from courses.rules.sessions import is_expired, limits_for, should_touch
from courses.services.accounts import digest, touch_session
from courses.web.sessions import CookieSession

UNKNOWN = frozenset({"help.exit_page", "help.health", "help.ready", "static"})
"""Endpoints that do not ask who it is."""
UNTRACED = frozenset({"help.help_page", *UNKNOWN})
"""Endpoints that leave no trace of who asked, not even that a session is alive."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The account that asks, and what it may do where."""

    account: int
    username: str
    display_name: str
    locale: str
    grants: tuple[Grant, ...]

    @property
    def roles(self) -> frozenset[str]:
        """The roles held anywhere."""
        return frozenset(grant.role.value for grant in self.grants)

    @property
    def is_staff(self) -> bool:
        """Whether any role but learner is held."""
        return any(grant.role is not Role.LEARNER for grant in self.grants)


class CurrentUser(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """What Flask-Login hands out as `current_user`."""

    def __init__(self, identity: Identity) -> None:
        self.identity = identity
        self.id = identity.account


def init_app(app: Flask) -> None:
    """Read the identity before every request."""
    manager = LoginManager()
    manager.session_protection = None  # the session is opaque and lives in the database
    manager.init_app(app)
    manager.request_loader(lambda _request: CurrentUser(g.identity) if g.get("identity") else None)
    manager.user_loader(lambda _identifier: None)
    app.before_request(read_identity)


def cookie() -> CookieSession:
    """The session of the request's cookie."""
    return cast("CookieSession", request_ctx.session)


def token() -> str:
    """The opaque id the browser sent, '' when it sent none."""
    return cookie().token if cookie().known else ""


def read_identity() -> None:
    """Find out who asks; a session that idled too long or is over is nobody's."""
    g.now = clock.now()
    g.identity = None
    g.expired = False
    g.spoken = ""
    opaque = token()
    if opaque and request.endpoint not in UNKNOWN:
        recognise(opaque)


def recognise(opaque: str) -> None:
    """Find out whose session that is; of one that idled too long only the language is still known."""
    found = signed_in(digest(opaque), g.now)
    if found is None:
        g.expired = True
        return
    g.spoken = found.locale
    limits = limits_for([grant.role for grant in found.grants], found.shared)
    if is_expired(found.opened_at, found.seen_at, g.now, limits):
        g.expired = True
        return
    g.identity = Identity(found.account, found.username, found.display_name, found.locale, found.grants)
    if should_touch(found.seen_at, g.now) and request.endpoint not in UNTRACED:
        touch_session(found.session_hash, g.now)


def known_identity() -> Identity:
    """The identity of a request whose rule has made sure that there is one."""
    identity: Identity = g.identity
    return identity
