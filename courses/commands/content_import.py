"""`flask content import-gift` and `import-aiken`: questions of a file become items of a module's quiz."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import click
from flask import current_app

from courses.catalog.composing import composed
from courses.catalog.exchange.aiken import read_aiken
from courses.catalog.exchange.gift_reading import GiftReader
from courses.catalog.exchange.questions import Numbered, Reading
from courses.catalog.exchange.quiz_merging import Prepared, ids_in, merged, prepare
from courses.catalog.ordinary_files import open_ordinary
from courses.catalog.surroundings import Surroundings
from courses.commands.content_staging import Desk, desk_at, new_findings, put, refuse_errors
from courses.commands.exchange_texts import remark_line
from courses.commands.languages import spoken
from courses.foundation import clock
from courses.foundation.settings import Settings
from courses.foundation.vocabulary import LANGUAGES

LARGEST = 1024 * 1024
Read = Callable[[str, Surroundings], Reading]


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    language: str | None
    pool: str | None
    untranslated: bool
    dry_run: bool


def importing(name: str, help_text: str, read: Read) -> click.Command:
    """The command that reads one format."""

    @click.command(name, help=help_text)
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option(
        "--into", "folder", required=True, type=click.Path(exists=True, path_type=Path), help="Module folder."
    )
    @click.option(
        "--lang", "language", type=click.Choice(LANGUAGES), help="Language of the file; else that of the course."
    )
    @click.option("--pool", help="Pool of all the items, in place of the file's categories.")
    @click.option("--untranslated", is_flag=True, help="Put the same text into the quiz's translations too.")
    @click.option("--dry-run", is_flag=True, help="Print what would be written, write nothing.")
    def command(file: Path, folder: Path, **asked: Any) -> None:
        settings: Settings = current_app.config["SETTINGS"]
        today = clock.now().astimezone(settings.zone).date()
        desk = desk_at(folder, settings.content_dir, today)
        run(file, desk, read, Wish(**asked), today)

    return command


def run(file: Path, desk: Desk, read: Read, wish: Wish, today: date) -> None:
    """Read, check and write; exit 1 when a question was left out."""
    language = wish.language or desk.course.language
    around = Surroundings(language, facts=desk.facts)
    reading = read(_words(file), around)
    if not reading.questions and not reading.refused:
        raise click.ClickException(f"{file}: 문항이 하나도 없습니다. / There is no question in the file.")
    if language == desk.course.language:
        prepared, files = _added(desk, reading, around, wish)
    else:
        prepared, files = _translated(desk, reading, around)
    for one in (*prepared.refused, *prepared.left_aside):
        click.echo(remark_line(one, str(file), spoken(None)), err=True)
    if prepared.ids:
        below = {path.relative_to(desk.root): words for path, words in files.items()}
        known = {(one.path, one.code) for one in desk.found}
        found = [
            one
            for one in new_findings(desk.root, desk.course.slug, below, today, desk.served)
            if (one.path, one.code) not in known
        ]
        refuse_errors(desk.root, found, spoken(None))
        if wish.dry_run:
            click.echo("\n".join(line for item in prepared.items for line in item).rstrip("\n"))
        else:
            put(files, desk.root / desk.course.slug, desk.pages)
    click.echo(_summary(len(prepared.ids), len(prepared.refused), dry_run=wish.dry_run), err=wish.dry_run)
    sys.exit(1 if prepared.refused or not prepared.ids else 0)


def _words(file: Path) -> str:
    try:
        with open_ordinary(file) as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise click.ClickException(
            f"{file}: 읽을 수 있는 파일이 아닙니다. / This is no file that can be read ({error.strerror})."
        ) from error
    if len(content) > LARGEST:
        raise click.ClickException(f"{file}: 1MB보다 큽니다. / The file is larger than 1 MB.")
    try:
        return composed(content.decode("utf-8-sig")).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise click.ClickException(
            f"{file}: UTF-8이 아닙니다({error.start + 1}번째 바이트). 파일을 UTF-8로 저장하세요."
            f" / Not UTF-8 (byte {error.start + 1}). Save it as UTF-8."
        ) from error


def _added(desk: Desk, reading: Reading, around: Surroundings, wish: Wish) -> tuple[Prepared, Mapping[Path, str]]:
    """More items at the end of the quiz; a translation stays in step only if they are put there too."""
    quiz = desk.folder / "quiz.md"
    beside = [one for one in (desk.folder / f"quiz.{language}.md" for language in LANGUAGES) if one.is_file()]
    if reading.questions and beside and not wish.untranslated:
        names = ", ".join(one.name for one in beside)
        raise click.ClickException(
            f"{names}: 번역이 원문과 어긋나게 됩니다. --untranslated로 같은 글을 번역에도 넣고 그 자리에서 옮기세요."
            " / The translation would be out of step. With --untranslated the same text is put there, to be translated."
        )
    draw = desk.module.quiz.draw if desk.module.quiz else {}
    _refuse_other_pools(reading, draw, wish.pool)
    points = {one.pool: one.points for one in desk.module.quiz.items} if desk.module.quiz and draw else {}
    texts = [one.read_text("utf-8") for one in (desk.root / desk.course.slug).rglob("*.md")]
    prepared = prepare(reading, around, ids_in(texts), pool=wish.pool, points=points)
    return prepared, {
        one: merged(one.read_text("utf-8") if one.is_file() else "", prepared.items) for one in (quiz, *beside)
    }


def _refuse_other_pools(reading: Reading, draw: Mapping[str, int], pool: str | None) -> None:
    """A quiz that draws from pools would never ask an item of another one."""
    named = {pool} if pool is not None else {one.question.pool for one in reading.questions}
    if draw and (strange := sorted(named - draw.keys())):
        known, others = (", ".join(one or '""' for one in names) for names in (draw, strange))
        raise click.ClickException(
            f"이 교육은 묶음 {known}에서만 문항을 뽑습니다({others}: 없음). --pool로 묶음을 고르세요."
            f" / The module draws from {known} only, not from {others}. Choose one with --pool."
        )


def _translated(desk: Desk, reading: Reading, around: Surroundings) -> tuple[Prepared, Mapping[Path, str]]:
    """A translation of the whole quiz: the same items by their ids, in the order of the original."""
    file = desk.folder / f"quiz.{around.language}.md"
    if file.exists():
        raise click.ClickException(f"{file.name}: 이미 있습니다. / The file exists already.")
    items = desk.module.quiz.items if desk.module.quiz else ()
    by_id = {one.question.id: one for one in reading.questions}
    missing = [item.id for item in items if item.id not in by_id]
    if missing or len(by_id) > len(items):
        named = ", ".join(missing or sorted(by_id.keys() - {item.id for item in items}))
        raise click.ClickException(
            f"번역에는 원문과 같은 이름([id:…])의 문항이 모두 있어야 합니다. 어긋난 것: {named}"
            f" / A translation holds every item of the original under its [id:…]. Out of step: {named}"
        )
    ordered = tuple(
        Numbered(one.line, one.name, replace(one.question, pool=item.pool, points=item.points, core=item.core))
        for item in items
        for one in (by_id[item.id],)
    )
    prepared = prepare(replace(reading, questions=ordered), around)
    return prepared, {file: merged("", prepared.items)}


def _summary(written: int, refused: int, *, dry_run: bool) -> str:
    if dry_run:
        return f"{written}문항을 넣을 수 있고 {refused}문항은 빠집니다. / {written} would be added, {refused} left out."
    return f"{written}문항을 넣었고 {refused}문항은 빠졌습니다. / {written} added, {refused} left out."


import_gift = importing(
    "import-gift",
    "Add the questions of a GIFT file to a module's quiz.",
    lambda text, around: GiftReader(around).read(text),
)
import_aiken = importing(
    "import-aiken", "Add the questions of an Aiken file to a module's quiz.", lambda text, _around: read_aiken(text)
)
