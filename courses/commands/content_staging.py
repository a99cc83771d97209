"""Changes to a course tried out on a copy first: only what passes the check is put in place, whole files at a time."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from courses.catalog.children import build_apart
from courses.catalog.directory import HELP, SOURCES
from courses.catalog.loader import load_catalog
from courses.catalog.structure import Course, Finding, Module
from courses.commands.content_check import Told, text
from courses.commands.content_paths import WHOLE, Scope, scope_of, shown
from courses.foundation.vocabulary import Severity
from courses.web.finding_texts import sentence


@dataclass(frozen=True, slots=True)
class Desk:
    """A module folder with the course around it, both without errors; `facts` are the numbers of known sources.

    `served` is the content folder of the site, whose directory and sources stand in for those that `root` lacks.
    """

    root: Path
    served: Path
    folder: Path
    course: Course
    module: Module
    facts: frozenset[str]
    found: tuple[Finding, ...]


def desk_at(folder: Path, content_dir: Path, today: date) -> Desk:
    """The module whose folder this is. Raises click.ClickException where there is none or its course has errors."""
    there = folder.resolve()
    scope = scope_of(there, content_dir)
    if len(scope.below.parts) != 2 or not there.is_dir():
        raise click.ClickException(f"{folder}: 교육 폴더가 아닙니다. / This is no module folder.")
    catalog = load_catalog(scope.root, today=today, beside=content_dir, builder=build_apart)
    course = catalog.courses.get(scope.below.parts[0])
    slug = there.name.partition("-")[2]
    module = course.module(slug) if course else None
    if course is None or module is None:
        raise click.ClickException(
            f"{folder}: 이 과정에 오류가 있습니다. 먼저 flask content check로 고치세요."
            " / The course has errors. Mend them first: flask content check."
        )
    facts = frozenset(catalog.sources)
    found = tuple(one for one in catalog.findings if Scope(scope.root, WHOLE / course.slug).covers(one))
    return Desk(scope.root, content_dir, there, course, module, facts, found)


def new_findings(root: Path, slug: str, files: Mapping[Path, str], today: date, beside: Path) -> Iterator[Finding]:
    """What the check would say of a course with these files, their paths below the root; `beside`: `load_catalog`."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / root.name
        copy.mkdir()
        for name in (HELP, SOURCES):
            if (root / name).is_file():
                shutil.copy(root / name, copy / name)
        if (root / slug).is_dir():
            shutil.copytree(root / slug, copy / slug, symlinks=True, ignore=_odd)
        for path, words in files.items():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_text(words, "utf-8")
        catalog = load_catalog(copy, today=today, beside=beside, builder=build_apart)
    yield from (one for one in catalog.findings if Scope(root, WHOLE / slug).covers(one))


def _odd(folder: str, names: list[str]) -> list[str]:
    """What cannot be copied: neither a file nor a folder nor a link."""
    there = [Path(folder, name) for name in names]
    return [one.name for one in there if not (one.is_symlink() or one.is_file() or one.is_dir())]


def refuse_errors(root: Path, found: Sequence[Finding], language: str) -> None:
    """Print these findings; raise click.ClickException when one is an error."""
    for one in found:
        click.echo(text(Told(shown(root, one.path), one, sentence(one, language))), err=True)
    if any(one.severity is Severity.ERROR for one in found):
        raise click.ClickException(
            "고친 과정이 검사를 통과하지 못해 아무것도 쓰지 않았습니다."
            " / The course would not pass the check, so nothing was written."
        )


def put(files: Mapping[Path, str]) -> None:
    """Write files, each whole or not at all; all are written beside their places before the first is moved there."""
    with _beside(files) as waiting:
        for written, file in waiting:
            written.replace(file)


@contextmanager
def _beside(files: Mapping[Path, str]) -> Iterator[list[tuple[Path, Path]]]:
    waiting: list[tuple[Path, Path]] = []
    try:
        for file, words in files.items():
            handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=file.parent)
            waiting.append((Path(name), file))
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(words)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(file.stat().st_mode if file.exists() else 0o644)
        yield waiting
    finally:
        for written, _ in waiting:
            written.unlink(missing_ok=True)
