"""`flask content check`: every finding at once, for people, for programs and for pull requests."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import click
from flask import current_app

from courses.catalog.pages import read_raw
from courses.catalog.places import lessons_in
from courses.catalog.plan import ModulePlan, plan_courses
from courses.catalog.structure import WHOLE_FOLDER, Catalog, Finding
from courses.catalog.withdrawal import withdrawal
from courses.commands.content_paths import Scope, by_root, part_of, shown
from courses.commands.languages import lang_option, spoken
from courses.commands.withdrawal_texts import withdrawn_lines
from courses.foundation import clock
from courses.foundation.settings import Settings
from courses.foundation.vocabulary import Severity
from courses.web.finding_texts import sentence
from courses.web.reading import cache_of, read_content

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
    remarks: list[str] = []
    courses = lessons = 0
    asked = [part_of(path, settings.content_dir, "check") for path in paths] or [Scope(settings.content_dir.resolve())]
    for root, scopes in by_root(asked).items():
        catalog = read_content(settings, root, today=today, aloud=True)
        told += [
            Told(shown(root, one.path), one, sentence(one, language))
            for one in catalog.findings
            if any(scope.covers(one) or (scope.of_course and one in catalog.of_lists) for scope in scopes)
        ]
        remarks += remarks_on(catalog, scopes, settings, language)
        touched = [plan for plan in plan_courses(root) if any(scope.lies_with(plan.slug) for scope in scopes)]
        # a folder that holds neither a course's page nor a module is no course
        courses += sum(bool(plan.modules) or all(one.code != "C001" for one in plan.found) for plan in touched)
        lessons += sum(planned_lessons(root, module) for plan in touched for module in plan.modules)
    errors = sum(one.finding.severity is Severity.ERROR for one in told)
    counted = {"courses": courses, "lessons": lessons, "errors": errors, "warnings": len(told) - errors}
    click.echo(as_json(told, counted) if form == "json" else as_lines(told, counted, form))
    for one in remarks:
        click.echo(one, err=True)
    sys.exit(1 if errors else 0)


def planned_lessons(root: Path, module: ModulePlan) -> int:
    """How many lessons were looked at in a module, whatever is wrong with them."""
    return lessons_in(read_raw(root / module.texts.file)) if module.short else len(module.lessons)


def remarks_on(catalog: Catalog, scopes: Sequence[Scope], settings: Settings, language: str) -> Iterator[str]:
    """What is no finding in what was looked at: errors beside it, lists from elsewhere, courses out of service."""
    korean = language == "ko"
    for scope in scopes:
        slug = scope.below.parts[0] if len(scope.below.parts) > 1 else ""
        beside = [one for one in catalog.errors if slug and one in catalog.findings_of(slug) and not scope.covers(one)]
        if beside:
            looked, whole = (shown(scope.root, f"{scope.root.name}/{one}") for one in (scope.below, slug))
            yield (
                f"{looked}만 보았습니다. 이 과정의 다른 파일에 오류 {len(beside)}개: flask content check {whole}"
                if korean
                else f"Only {looked} was looked at. Errors in other files of the course: {len(beside)}."
                f" flask content check {whole}"
            )
    if catalog.borrowed:
        names, where = ", ".join(catalog.borrowed), shown(settings.content_dir, settings.content_dir.name)
        yield (
            f"{names}: 여기에 없어 {where}의 것을 썼습니다."
            if korean
            else f"{names}: none is here, so those of {where} were used."
        )
    cache = cache_of(settings)
    if cache and not catalog.failing.get(WHOLE_FOLDER):
        gone = withdrawal(catalog.root, catalog.courses, catalog.unsettled, cache, clock.now(), note=False)
        yield from withdrawn_lines(
            gone,
            catalog,
            language,
            lambda key: any(Scope(catalog.root, PurePosixPath(key)).meets(scope) for scope in scopes),
        )


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


def many(number: int, noun: str) -> str:
    """So many of them, in English."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def totals(courses: int, lessons: int, errors: int, warnings: int) -> str:
    """The last line, in both languages."""
    counted = {"course": courses, "lesson": lessons, "error": errors, "warning": warnings}
    english = ", ".join(many(number, noun) for noun, number in counted.items())
    return f"과정 {courses}개, 차시 {lessons}개, 오류 {errors}개, 경고 {warnings}개 / {english}"
