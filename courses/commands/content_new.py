"""`flask content new`: a course, a module or a lesson to begin with, which passes the check as it stands."""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import click
from flask import current_app

from courses.catalog.ages import UNDER_19
from courses.catalog.children import build_apart
from courses.catalog.exchange.quiz_merging import ids_in
from courses.catalog.loader import load_catalog
from courses.catalog.ordinary_files import readable
from courses.catalog.pages import finding
from courses.catalog.plan import NUMBERED, SLUG
from courses.catalog.structure import Catalog, Finding
from courses.commands import scaffolds
from courses.commands.content_staging import new_findings, pages_of, put, refuse_errors
from courses.commands.languages import spoken
from courses.foundation import clock
from courses.foundation.settings import Settings
from courses.foundation.vocabulary import LANGUAGES

LANGUAGE = re.compile(r"^language: *[\"']?(ko|en)\b", re.MULTILINE)
MINUTES = re.compile(r"^(minutes: *)(\d+)", re.MULTILINE)
FIRST = "01-start"


@click.command("new")
@click.argument("part", type=click.Choice(["course", "module", "lesson"]))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--title", default="", help="Its title; else one that says what it is.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="ko", help="The language of a new course.")
def new(part: str, path: Path, title: str, lang: str) -> None:
    """Make a course, module or lesson at PATH. A missing number in front of a name is filled in."""
    settings: Settings = current_app.config["SETTINGS"]
    there = path.resolve()
    course = {"course": there, "module": there.parent, "lesson": there.parent.parent}[part]
    root, pages = course.parent, pages_of(course)
    if part == "course":
        _refuse_name(root, there)
        files = _course(there, title, lang)
    elif part == "module":
        folder = _numbered(there, "course.md")
        _refuse_name(root, folder)
        files = _module(folder, title, settings.content_dir)
    else:
        file = _numbered(there, "module.md")
        _refuse_name(root, file)
        files = _lesson(file, title)
    taken = [file for file in files if file.exists()]
    if taken or (part != "lesson" and next(iter(files)).parent.exists()):
        raise click.ClickException(f"{taken[0] if taken else path}: 이미 있습니다. / It exists already.")
    below = {PurePosixPath(file.relative_to(root).as_posix()): text for file, text in files.items()}
    slug = next(iter(below)).parts[0]
    today = clock.now().astimezone(settings.zone).date()
    written = {f"{root.name}/{name}" for name in (*below, *(one.parent for one in below))}
    staged = {Path(name): text for name, text in below.items()}
    found = list(new_findings(root, slug, staged, today, settings.content_dir))
    refuse_errors(root, [one for one in found if one.path in written and one.code != "W503"], spoken(None))
    put(files | _longer(root, slug, found, files), course, pages)
    for file in files:
        click.echo(file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file)


def _refuse_name(root: Path, place: Path) -> None:
    """Raises click.ClickException, after one finding, for a name that cannot be an address."""
    name = readable(place.name)
    m = NUMBERED.fullmatch(place.name.removesuffix(".md"))
    if not SLUG.fullmatch(m[2] if m else place.name):
        path = readable(place.relative_to(root.parent).as_posix())
        refuse_errors(root, [finding(path, 1, 1, "C002", name=name)], spoken(None))


def _longer(root: Path, slug: str, found: Iterable[Finding], files: dict[Path, str]) -> dict[Path, str]:
    """Pages around the new ones that claim fewer minutes now than they hold, with the minutes raised."""
    raised: dict[Path, str] = {}
    for one in found:
        file = root.parent / one.path
        if (
            one.code == "W501"
            and file.name == "module.md"
            and float(one.values["measured"]) > int(one.values["claimed"])
        ):
            text = file.read_text("utf-8")
            raised[file] = MINUTES.sub(rf"\g<1>{round(float(one.values['measured']))}", text, count=1)
    page = root / slug / "course.md"
    if page not in files:
        texts = {one: one.read_text("utf-8", "replace") for one in (root / slug).glob("*/module.md")} | files | raised
        claims = [MINUTES.search(text) for file, text in texts.items() if file.name == "module.md"]
        whole, text = sum(int(m[2]) for m in claims if m), page.read_text("utf-8", "replace")
        if (m := MINUTES.search(text)) and int(m[2]) < whole:
            raised[page] = MINUTES.sub(rf"\g<1>{whole}", text, count=1)
    return raised


def _course(folder: Path, title: str, language: str) -> dict[Path, str]:
    files = {folder / "course.md": scaffolds.course(language, title)}
    return files | _module_files(folder / FIRST, (language,), "", "", f"{folder.name}-1")


def _module(folder: Path, title: str, served: Path) -> dict[Path, str]:
    taken = ids_in(one.read_text("utf-8", "replace") for one in folder.parent.rglob("*.md") if one.is_file())
    stem = _slug(folder)
    item = next(one for number in range(1, len(taken) + 2) if (one := f"{stem}-{number}") not in taken)
    return _module_files(folder, _languages(folder.parent), title, _help_key(folder.parent, served), item)


def _module_files(folder: Path, languages: tuple[str, ...], title: str, help_key: str, item: str) -> dict[Path, str]:
    files = {}
    for language in languages:
        mark = "" if language == languages[0] else f".{language}"
        page = scaffolds.module(language, title)
        files[folder / f"module{mark}.md"] = scaffolds.translated(page) if mark else page
        files |= _lesson_file(folder / FIRST, language, "", help_key, mark=mark)
        files[folder / f"quiz{mark}.md"] = scaffolds.quiz(language, item)
    return files


def _lesson(file: Path, title: str) -> dict[Path, str]:
    languages = _languages(file.parent.parent)
    files: dict[Path, str] = {}
    for language in languages:
        mark = "" if language == languages[0] else f".{language}"
        files |= _lesson_file(file.with_name(file.name.removesuffix(".md")), language, title, "", mark=mark)
    return files


def _lesson_file(stem: Path, language: str, title: str, help_key: str, *, mark: str) -> dict[Path, str]:
    page = scaffolds.lesson(language, title, help_key)
    return {stem.with_name(f"{stem.name}{mark}.md"): scaffolds.translated(page) if mark else page}


def _numbered(path: Path, beside: str) -> Path:
    """The path with a number in front of its name. Raises click.ClickException where it has nothing to belong to."""
    if not (path.parent / beside).is_file():
        raise click.ClickException(
            f"{path.parent}: {beside}가 있는 폴더에만 만들 수 있습니다. / It belongs into a folder that holds {beside}."
        )
    if NUMBERED.fullmatch(path.name):
        return path
    numbers = [int(m[1]) for one in path.parent.iterdir() if (m := NUMBERED.fullmatch(one.name))]
    return path.with_name(f"{max(numbers, default=0) + 1:02}-{path.name}")


def _slug(folder: Path) -> str:
    m = NUMBERED.fullmatch(folder.name)
    return m[2] if m else folder.name


def _languages(course: Path) -> tuple[str, ...]:
    """The language of a course, then those it is translated into."""
    m = LANGUAGE.search((course / "course.md").read_text("utf-8", "replace"))
    own = m[1] if m else LANGUAGES[0]
    return (own, *(one for one in LANGUAGES if one != own and (course / f"course.{one}.md").is_file()))


def _help_key(course: Path, served: Path) -> str:
    """A contact to name where the learners are young; '' elsewhere, and where the directory is empty."""
    catalog: Catalog = load_catalog(course.parent, beside=served, builder=build_apart)
    loaded = catalog.courses.get(course.name)
    return next(iter(catalog.help), "") if loaded and UNDER_19 & set(loaded.audience) else ""
