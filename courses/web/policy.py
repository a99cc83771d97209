"""Which rule each route carries; a route without one is refused at start, and on each request."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, current_app, g, request
from werkzeug.exceptions import Forbidden, NotFound

from courses.foundation.errors import UnsafeStart
from courses.queries.units import standing_unit
from courses.rules.access import ACTIONS, SITE_ACTIONS, allowed, touches
from courses.web.errors import SignInFirst

View = TypeVar("View", bound=Callable[..., object])
PUBLIC, SIGNED_IN = "public", "signed-in"
ATTRIBUTE = "access_rule"


@dataclass(frozen=True, slots=True)
class AccessRule:
    """`action` is "public", "signed-in" or one of `rules.access.ACTIONS`; unit actions load the unit of the path."""

    action: str


def rule(action: str) -> Callable[[View], View]:
    """Give a view its access rule. Raises ValueError for an action that is not in the table."""
    if action not in {PUBLIC, SIGNED_IN, *ACTIONS}:
        raise ValueError(f"no such action: {action}")

    def carry(view: View) -> View:
        setattr(view, ATTRIBUTE, AccessRule(action))
        return view

    return carry


def init_app(app: Flask) -> None:
    """Ask the rule before every request."""
    app.before_request(enforce)
    setattr(app.view_functions["static"], ATTRIBUTE, AccessRule(PUBLIC))


def unruled(app: Flask) -> list[str]:
    """Endpoints without an access rule."""
    return sorted(name for name, view in app.view_functions.items() if not hasattr(view, ATTRIBUTE))


def refuse_unruled(app: Flask) -> None:
    """Raises UnsafeStart when a route carries no rule."""
    if names := unruled(app):
        raise UnsafeStart(f"routes without an access rule: {', '.join(names)}")


def enforce() -> None:
    """Let the request pass, or raise SignInFirst, NotFound (foreign) or Forbidden (own, without the right)."""
    if request.endpoint is None:
        return
    carried: AccessRule | None = getattr(current_app.view_functions[request.endpoint], ATTRIBUTE, None)
    if carried is None:
        raise Forbidden
    if carried.action == PUBLIC:
        return
    if g.identity is None:
        raise SignInFirst
    if carried.action == SIGNED_IN:
        return
    if carried.action in SITE_ACTIONS:
        if not allowed(g.identity.grants, carried.action):
            raise Forbidden
        return
    unit = standing_unit(int((request.view_args or {})["unit"]))
    if unit is None or not touches(g.identity.grants, unit.path):
        raise NotFound
    if not allowed(g.identity.grants, carried.action, unit.path):
        raise Forbidden
    g.unit = unit
