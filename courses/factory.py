"""Puts the application together from its parts."""

from flask import Flask

from courses.commands import entrance
from courses.foundation import database, logs
from courses.foundation.errors import UnsafeStart
from courses.foundation.settings import ROOT, Settings, read_settings
from courses.web import (
    accounts,
    administration,
    analysis,
    assessment,
    assets,
    authoring,
    errors,
    guard,
    headers,
    help_pages,
    identity,
    learning,
    media,
    policy,
    presentation,
    printing,
    reopening,
    results,
    retrying,
    searching,
    sheets,
    sittings,
    start,
    teaching,
)

# identity comes before guard: who asks is known before a form's token is looked at, so that its refusal is a page
PARTS = (logs, database, assets, headers, identity, guard, policy, presentation, errors)
BLUEPRINTS = (
    accounts,
    learning,
    searching,
    media,
    printing,
    assessment,
    sittings,
    results,
    teaching,
    sheets,
    reopening,
    analysis,
    authoring,
    administration,
    help_pages,
)


def create_app(settings: Settings | None = None) -> Flask:
    """The application for these settings, or for those of the environment.

    Raises UnsafeStart where a setting or a route would make it unsafe to serve.
    """
    settings = settings or read_settings()
    app = retrying.Application("courses", root_path=str(ROOT), static_folder="static", template_folder="templates")
    app.config.from_mapping(guard.configuration(settings))
    for part in PARTS:
        part.init_app(app)
    for wing in BLUEPRINTS:
        app.register_blueprint(wing.blueprint)
    entrance.init_app(app)
    policy.refuse_unruled(app)
    return app


def served_app() -> Flask:
    """`create_app` for servers and the command line: what is wrong is one line on standard error, no traceback."""
    try:
        return create_app()
    except UnsafeStart as error:
        start.end(error)
