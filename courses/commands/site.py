"""The site: prepare the database, fill the demo, work in the background."""

import compileall
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, ScriptInfo, pass_script_info

from courses import tasks
from courses.commands import demo
from courses.foundation import clock
from courses.foundation.database import DatabaseAway, db
from courses.foundation.schema import HEAD
from courses.foundation.settings import ROOT, Settings, kept_secret
from courses.queries.health import schema_revision
from courses.services.accounts import issued_code
from courses.web.serving import obey
from courses.web.shelf import shelf

MIGRATIONS = ROOT / "migrations"
site = AppGroup("site", help="Prepare and look after the site.")


@click.command("work")
@pass_script_info
def work(script: ScriptInfo) -> None:
    """Work in the background until stopped: jobs that are due, tallies to fold."""
    app = script.load_app()
    obey(app)
    tasks.run(app)


COMMANDS = {"site": site, "work": work}


@site.command("prepare")
def prepare() -> None:
    """Bring the database to this version and render the content; with JIKIM_DEMO=1, fill in the demo organisation."""
    settings: Settings = current_app.config["SETTINGS"]
    compile_code(ROOT)
    try:
        if schema_revision() != HEAD:
            migrate()
    except DatabaseAway as error:
        raise click.ClickException(
            f"the database does not answer ({type(error).__name__}): look at DATABASE_URL and at the server"
            " / 데이터베이스가 답하지 않습니다. DATABASE_URL과 서버를 확인하세요."
        ) from error
    shelf(aloud=True)
    if settings.demo:
        password = settings.demo_password.get_secret_value() or kept_secret(
            settings.data_dir / "demo-password", issued_code()
        )
        demo.fill(shelf, clock.now(), settings.zone, password)
        click.echo(f"http://127.0.0.1:{settings.port}")
        click.echo(f"데모 비밀번호 / demo password: {password}")
        for username, name in demo.ACCOUNTS:
            click.echo(f"  {username:<14} {name}")


def compile_code(root: Path) -> None:
    """Compile this product's own modules below `root`, which is a fifth of a start wherever that cannot keep it.

    Where nobody may write beside the code either, nothing is said and each start compiles as before.
    """
    compileall.compile_dir(root / "courses", quiet=2)
    compileall.compile_file(root / "app.py", quiet=2)


def migrate() -> None:
    """Run the migrations that are missing."""
    from flask_migrate import Migrate, upgrade  # noqa: PLC0415 - a quarter of a second that only migrating needs

    if "migrate" not in current_app.extensions:
        Migrate(current_app, db, directory=str(MIGRATIONS), render_as_batch=True)
    upgrade(directory=str(MIGRATIONS))
