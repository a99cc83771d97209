"""Help and the way out: public, without a trace; and two addresses for machines."""

import calendar
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date, get_day_names
from flask import Blueprint, current_app, g, jsonify, redirect
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from courses.foundation.schema import HEAD
from courses.queries.health import schema_revision
from courses.web.identity import cookie, token
from courses.web.languages import language
from courses.web.navigation import whole_directory
from courses.web.policy import PUBLIC, rule
from courses.web.presentation import page

blueprint = Blueprint("help", __name__)
CLEARED = '"storage"'
"""Not "cookies": that would wipe those of a school's whole domain. The own cookie is expired by its name."""


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar sheet; days outside the month are None."""

    title: str
    weekday_names: tuple[str, ...]
    weeks: tuple[tuple[int | None, ...], ...]
    today: int


@blueprint.get("/help")
@rule(PUBLIC)
def help_page() -> str:
    """Where to find help, for everyone."""
    return page("help/help.html", help_lines=whole_directory())


@blueprint.get("/exit")
@rule(PUBLIC)
def exit_page() -> ResponseReturnValue:
    """A page that says nothing of us: the built-in calendar, or the address the site has chosen.

    Who was signed in no longer is in this browser; nothing is written on the server.
    """
    settings = current_app.config["SETTINGS"]
    left = {"Clear-Site-Data": CLEARED}
    if token():
        cookie().close()
    if settings.exit_url:
        return redirect(settings.exit_url, 303), left
    return page("help/exit.html", calendar=this_month(language(), g.now.astimezone(settings.zone).date())), left


def this_month(lang: str, today: date) -> Month:
    """The sheet of the month that day is in."""
    weeks = calendar.Calendar(firstweekday=6).monthdayscalendar(today.year, today.month)
    names = get_day_names("abbreviated", locale=lang)
    return Month(
        title=format_date(today, "y년 M월" if lang == "ko" else "MMMM y", locale=lang),
        weekday_names=tuple(names[(day + 6) % 7] for day in range(7)),
        weeks=tuple(tuple(day or None for day in week) for week in weeks),
        today=today.day,
    )


@blueprint.get("/healthz")
@rule(PUBLIC)
def health() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@rule(PUBLIC)
def ready() -> tuple[Response, int]:
    """The database answers in the schema this version needs."""
    found = schema_revision()
    return jsonify(status="ready" if found == HEAD else "not ready"), 200 if found == HEAD else 503
