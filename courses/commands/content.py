"""Content: check what authors wrote."""

import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from courses.catalog.loader import load_catalog
from courses.catalog.structure import Finding
from courses.commands.finding_texts import TEXTS
from courses.foundation import clock
from courses.foundation.settings import Settings
from courses.foundation.vocabulary import Severity

content = AppGroup("content", help="Check what authors wrote.")


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(content)


@content.command("check")
@click.argument("path", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--lang", type=click.Choice(["ko", "en"]), default="ko", help="Language of the sentences.")
def check(path: Path | None, lang: str) -> None:
    """All findings at once; exit 1 when one is an error."""
    settings: Settings = current_app.config["SETTINGS"]
    catalog = load_catalog(path or settings.content_dir, today=clock.now().astimezone(settings.zone).date())
    for finding in catalog.findings:
        click.echo(line(finding, lang))
    errors = sum(one.severity is Severity.ERROR for one in catalog.findings)
    lessons = sum(len(module.lessons) for course in catalog.courses.values() for module in course.modules)
    click.echo(totals(len(catalog.courses), lessons, errors, len(catalog.findings) - errors))
    sys.exit(1 if errors else 0)


def totals(courses: int, lessons: int, errors: int, warnings: int) -> str:
    """The last line, in both languages."""
    counted = {"course": courses, "lesson": lessons, "error": errors, "warning": warnings}
    english = ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for noun, number in counted.items())
    return f"과정 {courses}개, 차시 {lessons}개, 오류 {errors}개, 경고 {warnings}개 / {english}"


def line(finding: Finding, lang: str) -> str:
    """A finding as editors read it: file:line:column: severity CODE sentence."""
    korean, english = TEXTS[finding.code]
    sentence = (korean if lang == "ko" else english).format_map(finding.values)
    return f"{finding.path}:{finding.line}:{finding.column}: {finding.severity} {finding.code} {sentence}"
