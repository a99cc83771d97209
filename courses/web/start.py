"""The last look before serving: what stands in the database and how the engine is set; commands go without."""

import sys
from datetime import datetime, timedelta
from typing import NoReturn

from flask import Flask
from flask.helpers import get_debug_flag

from courses.catalog.directory import HELP
from courses.catalog.structure import WHOLE_FOLDER
from courses.foundation import clock
from courses.foundation.database import DatabaseAway, engine_faults
from courses.foundation.errors import UnsafeStart
from courses.foundation.schema import HEAD
from courses.foundation.settings import Settings
from courses.queries.health import demo_accounts, last_event_at, schema_revision
from courses.web.shelf import standing

FARTHEST_BACK = timedelta(days=1)
"""How far the clock may be behind the last audit event: more, and new evidence would stand before the old."""
REFUSED = 4
"""What gunicorn takes as "the application cannot be loaded": it ends instead of starting the worker again."""


def check(app: Flask) -> None:
    """Raises UnsafeStart, naming every reason, when the site must not be served as it is set up."""
    with app.app_context():
        found = faults(app, clock.now())
    if found:
        raise UnsafeStart("; ".join(found))


def check_or_exit(app: Flask) -> None:
    """`check` for a server process: one line on standard error and no traceback."""
    try:
        check(app)
    except UnsafeStart as error:
        end(error)


def end(reason: UnsafeStart) -> NoReturn:
    """End the process with the reason as one line on standard error."""
    sys.stderr.write(f"Jikim does not start / 시작하지 않습니다: {reason}\n")
    sys.exit(REFUSED)


def faults(app: Flask, now: datetime) -> list[str]:
    """Every reason not to serve, as sentences that say what to change."""
    settings: Settings = app.config["SETTINGS"]
    found = []
    if app.debug or app.testing or get_debug_flag():
        found.append("debugging is on: unset FLASK_DEBUG")
    try:
        found += [f"the database may lose what it acknowledged: {one}" for one in engine_faults()]
        if (revision := schema_revision()) != HEAD:
            found.append(f"the tables are of version {revision}, not {HEAD}: run flask site prepare")
            return found
        if not settings.demo and (count := demo_accounts()):
            found.append(f"{count} demo accounts are in the database: they may only be there with JIKIM_DEMO=1")
        found += content_faults(app)
        last = last_event_at()
        if last is not None and last - now > FARTHEST_BACK:
            found.append(f"the clock says {now:%Y-%m-%d %H:%M} UTC, but the last event is of {last:%Y-%m-%d %H:%M} UTC")
    except DatabaseAway as error:
        found.append(f"the database does not answer ({type(error).__name__}): look at DATABASE_URL and at the server")
    return found


def content_faults(app: Flask) -> list[str]:
    """Why the content must not be served: nobody may come to a site that names no help, or that holds nothing."""
    catalog = standing(app)
    found = []
    if HELP in catalog.failing and not catalog.help:
        found.append(
            f"no contact can be read from {catalog.root / HELP}, and none is kept from before: "
            "flask content check names the line"
        )
    if not catalog.courses and WHOLE_FOLDER in catalog.failing:
        found.append(f"there is no course in {catalog.root}: look at JIKIM_CONTENT_DIR")
    return found
