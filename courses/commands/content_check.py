"""`flask content check`: every finding at once, for people, for programs and for pull requests."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import click
from flask import current_app

from courses.catalog.structure import Finding
from courses.commands.content_paths import Scope, by_root, scope_of, shown
from courses.commands.languages import lang_option, spoken
from courses.foundation import clock
from courses.foundation.settings import Settings
from courses.foundation.vocabulary import Severity
from courses.web.finding_texts import sentence
from courses.web.reading import read_content

FORMS = ("text", "json", "github")
IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with the path an editor opens and its sentence."""

    file: str
    finding: Finding
    sentence: str


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@lang_option
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help="For people, programs or GitHub.")
def check(paths: tuple[Path, ...], lang: str | None, form: str) -> None:
    """All findings at once; exit 1 when one is an error. PATH: a content folder, a course, or a file of one."""
    settings: Settings = current_app.config["SETTINGS"]
    today = clock.now().astimezone(settings.zone).date()
    language = spoken(lang)
    told: list[Told] = []
    courses = lessons = 0
    asked = [scope_of(path, settings.content_dir) for path in paths] or [Scope(settings.content_dir.resolve())]
    for root, scopes in by_root(asked).items():
        catalog = read_content(settings, root, today=today, aloud=True)
        told += [
            Told(shown(root, one.path), one, sentence(one, language))
            for one in catalog.findings
            if any(scope.covers(one) for scope in scopes)
        ]
        touched = {course.slug: course for scope in scopes for course in scope.courses(catalog)}
        courses += len(touched)
        lessons += sum(len(module.lessons) for course in touched.values() for module in course.modules)
    errors = sum(one.finding.severity is Severity.ERROR for one in told)
    counted = {"courses": courses, "lessons": lessons, "errors": errors, "warnings": len(told) - errors}
    click.echo(as_json(told, counted) if form == "json" else as_lines(told, counted, form))
    sys.exit(1 if errors else 0)


def as_lines(told: list[Told], counted: dict[str, int], form: str) -> str:
    """One line a finding, and a last one that counts."""
    line = github if form == "github" else text
    return "\n".join([*map(line, told), totals(*counted.values())])


def as_json(told: list[Told], counted: dict[str, int]) -> str:
    """One JSON object: the findings with their values, and the counts."""
    findings = [
        {
            "file": one.file,
            "line": one.finding.line,
            "column": one.finding.column,
            "severity": one.finding.severity,
            "code": one.finding.code,
            "message": one.sentence,
            "values": dict(one.finding.values),
        }
        for one in told
    ]
    return json.dumps({"findings": findings} | counted, ensure_ascii=False, indent=1)


def text(one: Told) -> str:
    """A finding as editors read it: file:line:column: severity CODE sentence."""
    found = one.finding
    return f"{one.file}:{found.line}:{found.column}: {found.severity} {found.code} {one.sentence}"


def github(one: Told) -> str:
    """A finding as a workflow command of GitHub, which shows it beside the line."""
    found = one.finding
    place = f"file={one.file.translate(IN_PROPERTY)},line={found.line},col={found.column},title={found.code}"
    return f"::{found.severity} {place}::{one.sentence.translate(IN_MESSAGE)}"


def totals(courses: int, lessons: int, errors: int, warnings: int) -> str:
    """The last line, in both languages."""
    counted = {"course": courses, "lesson": lessons, "error": errors, "warning": warnings}
    english = ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for noun, number in counted.items())
    return f"과정 {courses}개, 차시 {lessons}개, 오류 {errors}개, 경고 {warnings}개 / {english}"
