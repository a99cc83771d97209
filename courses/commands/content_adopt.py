"""`flask content adopt FOLDER`: plain Markdown that knows nothing of us, or a mdBook, becomes a draft of a course."""

import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

import click
from flask import current_app

from courses.catalog.adopting.adoption import Draft, Wish, adopt
from courses.catalog.adopting.drafts import empty_all, files_of, mend, texts_of
from courses.catalog.adopting.folders import Refused, read_folder
from courses.catalog.adopting.naming import slug
from courses.catalog.children import build_apart
from courses.catalog.loader import load_catalog
from courses.catalog.plan import RESERVED, SLUG
from courses.catalog.schemas import Audience
from courses.catalog.structure import Catalog, Finding
from courses.commands.adopt_texts import LEFT_OUT, kind, worded
from courses.commands.content_check import Told, as_json, many, text
from courses.commands.content_paths import shown
from courses.commands.languages import spoken
from courses.foundation import clock
from courses.foundation.settings import Settings
from courses.foundation.vocabulary import LANGUAGES, Severity
from courses.web.finding_texts import sentence

AUDIENCES: tuple[str, ...] = get_args(Audience)
MOST = 60
"""How many changes are told one by one; of more, one line a code."""
ROUNDS = 6
"""How often errors are mended one by one before whole texts are left out."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where the course goes: the content folder, the name of the course, and who it is for."""

    root: Path
    slug: str
    audience: tuple[str, ...]
    today: date


@click.command("adopt")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--into", type=click.Path(path_type=Path), help="CONTENT-FOLDER/NAME of the new course.")
@click.option("--title", default="", help="Title of the course; else the first title in the folder.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the texts; else told by their letters.")
@click.option("--audience", type=click.Choice(AUDIENCES), multiple=True, default=("everyone",), help="Whom it is for.")
@click.option("--dry-run", is_flag=True, help="Tell what would become of it, write nothing.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="For people or programs.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="File for the list of all changes.")
def adopt_command(
    folder: Path,
    into: Path | None,
    title: str,
    lang: str | None,
    audience: tuple[str, ...],
    *,
    dry_run: bool,
    form: str,
    report: Path | None,
) -> None:
    """Make a course, still a draft, of a FOLDER of plain Markdown or a mdBook; tell what was changed or left out."""
    settings: Settings = current_app.config["SETTINGS"]
    try:
        target = _target(folder, into, settings, audience)
        source = read_folder(folder)
        draft = adopt(source, Wish(title, lang or ""))
        with _staged(target, dry_run=dry_run) as root:
            catalog = settle(draft, folder, root, target)
            if not dry_run:
                (root / target.slug).rename(target.root / target.slug)
    except Refused as error:
        raise click.ClickException(_both(error.code, error.values)) from error
    except OSError as error:
        raise click.ClickException(_both("A740", {"name": str(error)})) from error
    told = _findings(catalog, target)
    lines = change_lines(draft, told)
    if report:
        report.write_text("".join(f"{one}\n" for one in lines), "utf-8")
    if form == "json":
        click.echo(_as_json(draft, target, told, dry_run=dry_run))
        return
    if report or len(lines) > MOST:
        lines = [*summary(draft, told), _where(report, len(lines), spoken(None))]
    click.echo(_as_text(lines, draft, target, len(told), dry_run=dry_run))


def settle(draft: Draft, folder: Path, root: Path, target: Target) -> Catalog:
    """Write the course below `root` and mend it until the check finds no error; its catalog. Raises Refused."""
    course = root / target.slug
    measured: dict[str, float] = {}
    for turn in range(ROUNDS + 3):
        _write(draft, folder, course, target, measured)
        catalog = load_catalog(root, today=target.today, builder=build_apart)
        errors = [one for one in catalog.findings if one.severity is Severity.ERROR]
        if not errors and measured:
            return catalog
        if not errors:
            measured = {
                f"{module.number:02}-{module.slug}/{lesson.number:02}-{lesson.slug}.md": lesson.measured
                for module in catalog.courses[target.slug].modules
                for lesson in module.lessons
            }
            continue
        mended = mend(draft, errors, target.slug) if turn < ROUNDS else empty_all(draft, errors, target.slug)
        if not mended:
            break
        measured = {}
    _say_errors(errors, target)
    raise Refused("A739")


def _target(folder: Path, into: Path | None, settings: Settings, audience: tuple[str, ...]) -> Target:
    """Where to write. Raises Refused where nothing can be written there."""
    there = folder.resolve()
    place = into.resolve() if into else settings.content_dir.resolve() / slug(there.name, there.name)
    if not SLUG.fullmatch(place.name) or place.name in RESERVED:
        raise Refused("A736", name=place.name)
    if place.exists() or place.is_symlink():
        raise Refused("A737", name=place)
    if place.is_relative_to(there):
        raise Refused("A738")
    return Target(place.parent, place.name, audience, clock.now().astimezone(settings.zone).date())


@contextmanager
def _staged(target: Target, *, dry_run: bool) -> Iterator[Path]:
    """A folder in the name of the content folder; beside the course to be, so that it is put in place at once."""
    if not dry_run:
        target.root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".adopt-", dir=None if dry_run else target.root) as holder:
        root = Path(holder) / (target.root.name or "content")
        root.mkdir()
        yield root


def _write(draft: Draft, folder: Path, course: Path, target: Target, measured: dict[str, float]) -> None:
    """Write all files anew; every one has reached the disk before the course is put in place."""
    shutil.rmtree(course, ignore_errors=True)
    for path, words in texts_of(draft, target.audience, measured).items():
        file = course / path
        file.parent.mkdir(parents=True, exist_ok=True)
        _put(file, words.encode())
    for module in draft.modules:
        for path, name in files_of(module).items():
            file = course / path
            file.parent.mkdir(exist_ok=True)
            _put(file, (folder / draft.spelt.get(name, name)).read_bytes())


def _put(file: Path, content: bytes) -> None:
    with file.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _findings(catalog: Catalog, target: Target) -> list[Told]:
    language = spoken(None)
    return [Told(shown(target.root, one.path), one, sentence(one, language)) for one in catalog.findings]


def _say_errors(errors: list[Finding], target: Target) -> None:
    for one in errors:
        click.echo(text(Told(shown(target.root, one.path), one, sentence(one, spoken(None)))), err=True)


def _counted(draft: Draft) -> dict[str, int]:
    pictures = sum(len(module.media) for module in draft.modules)
    out = sum(one.code in LEFT_OUT for one in draft.changes)
    return {
        "modules": len(draft.modules),
        "lessons": len(list(draft.lessons)),
        "pictures": pictures,
        "changed": len(draft.changes) - out,
        "left_out": out,
    }


def _as_json(draft: Draft, target: Target, told: list[Told], *, dry_run: bool) -> str:
    changes = [
        {
            "file": one.file,
            "line": one.line,
            "code": one.code,
            "kind": "left-out" if one.code in LEFT_OUT else "changed",
            "message": worded(one.code, one.values, spoken(None)),
            "values": dict(one.values),
        }
        for one in draft.changes
    ]
    lessons = [{"file": one.file, "lesson": one.path, "title": one.title} for one in draft.lessons]
    head = {"course": target.slug, "title": draft.title, "language": draft.language, "written": not dry_run}
    findings = json.loads(as_json(told, {}))["findings"]
    whole = head | _counted(draft) | {"files": lessons, "changes": changes, "findings": findings}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def change_lines(draft: Draft, told: list[Told]) -> list[str]:
    """One line for each change, and for each warning of the check."""
    language = spoken(None)
    lines = [
        f"{one.file}:{one.line}: {kind(one.code, language)} {one.code} {worded(one.code, one.values, language)}"
        for one in draft.changes
    ]
    return [*lines, *map(text, told)]


def summary(draft: Draft, told: list[Told]) -> list[str]:
    """One line for each code, the commonest first: how often, and the first place."""
    language = spoken(None)
    codes = [one.code for one in draft.changes] + [one.finding.code for one in told]
    first = {one.finding.code: text(one) for one in reversed(told)} | {
        one.code: f"{one.file}:{one.line}: {kind(one.code, language)} {one.code} "
        f"{worded(one.code, one.values, language)}"
        for one in reversed(draft.changes)
    }
    return [f"{count:>6} × {first[code]}" for code, count in Counter(codes).most_common()]


def _where(report: Path | None, count: int, language: str) -> str:
    """Where the whole list is, or how to get it."""
    if report:
        return f"모두 {count}줄: {report}" if language == "ko" else f"All of it, {many(count, 'line')}: {report}"
    return (
        f"모두 {count}줄은 --report 파일로 받으세요(code마다 첫 곳만 보입니다)."
        if language == "ko"
        else f"For all {count} lines: --report FILE (only the first place of each code stands here)."
    )


def _as_text(lines: list[str], draft: Draft, target: Target, warnings: int, *, dry_run: bool) -> str:
    lines = [*lines]
    lines += [f"{one.folder}  {one.title} ({len(one.lessons)})" for one in draft.modules]
    count = _counted(draft)
    english = "would become" if dry_run else "became"
    korean = "가 될 초안입니다" if dry_run else "로 된 초안을 만들었습니다"
    lines.append(
        f"교육 {count['modules']}개, 차시 {count['lessons']}개, 그림 {count['pictures']}개{korean}. "
        f"바꾼 곳 {count['changed']}, 뺀 곳 {count['left_out']}, 경고 {warnings}: {target.root / target.slug}"
        f" / {english} a draft of {many(count['modules'], 'module')}, {many(count['lessons'], 'lesson')}, "
        f"{many(count['pictures'], 'picture')}; "
        f"{count['changed']} changed, {count['left_out']} left out, {many(warnings, 'warning')}"
    )
    return "\n".join(lines)


def _both(code: str, values: dict[str, str]) -> str:
    return f"{worded(code, values, 'ko')} / {worded(code, values, 'en')}"
