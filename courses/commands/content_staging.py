"""Changes to a course tried out on a copy first: only what passes the check is put in place, whole files at a time."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from courses.catalog.children import build_apart
from courses.catalog.directory import HELP, SOURCES
from courses.catalog.loader import load_catalog
from courses.catalog.ordinary_files import open_ordinary
from courses.catalog.structure import Course, Finding, Module
from courses.commands.content_check import Told, text
from courses.commands.content_paths import WHOLE, Scope, scope_of, shown
from courses.foundation.vocabulary import Severity
from courses.web.finding_texts import sentence


@dataclass(frozen=True, slots=True)
class Desk:
    """A module folder with the course around it, both without errors; `facts` are the numbers of known sources.

    `served` is the content folder of the site, whose directory and sources stand in for those that `root` lacks;
    `pages` is what stood in the course before anything of it was read, for `put`.
    """

    root: Path
    served: Path
    folder: Path
    course: Course
    module: Module
    facts: frozenset[str]
    found: tuple[Finding, ...]
    pages: Mapping[Path, bytes]


def desk_at(folder: Path, content_dir: Path, today: date) -> Desk:
    """The module whose folder this is. Raises click.ClickException where there is none or its course has errors."""
    there = folder.resolve()
    scope = scope_of(there, content_dir)
    if len(scope.below.parts) != 2 or not there.is_dir():
        raise click.ClickException(f"{folder}: 교육 폴더가 아닙니다. / This is no module folder.")
    pages = pages_of(there.parent)
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
    return Desk(scope.root, content_dir, there, course, module, facts, found, pages)


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


def pages_of(course: Path) -> dict[Path, bytes]:
    """Every page of a course folder, byte for byte; {} where there is none."""
    pages: dict[Path, bytes] = {}
    for file in (*course.glob("*.md"), *course.glob("*/*.md")):
        with suppress(OSError), open_ordinary(file) as opened:
            pages[file] = opened.read()
    return pages


def put(files: Mapping[Path, str], course: Path, read: Mapping[Path, bytes]) -> None:
    """Write files of a course, each whole or not at all; all are written beside their places, then moved there.

    `read` is what `pages_of` said before anything of the course was read. Raises click.ClickException, and nothing is
    written, when it is no longer so: what was checked would not be what comes to stand there, and what another one
    wrote meanwhile would be lost.
    """
    course.parent.mkdir(parents=True, exist_ok=True)
    with _alone(course.parent), _folders(files), _beside(files) as waiting:
        now = pages_of(course)
        if changed := sorted(file for file in now.keys() | read.keys() if now.get(file) != read.get(file)):
            places = (file.relative_to(course.parent.parent).as_posix() for file in changed)
            names = ", ".join(shown(course.parent, one) for one in places)
            raise click.ClickException(
                f"{names}: 그사이 바뀌어 아무것도 쓰지 않았습니다. 명령을 다시 실행하세요."
                " / Changed meanwhile, so nothing was written. Run the command again."
            )
        for written, file in waiting:
            written.replace(file)


def put_new(file: Path, words: str) -> None:
    """Write a file of no course, whole or not at all. Raises click.ClickException when there is one already."""
    with _alone(file.parent):
        if file.exists():
            raise click.ClickException(f"{file}: 이미 있습니다. / The file exists already.")
        with _beside({file: words}) as waiting:
            for written, place in waiting:
                written.replace(place)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Keep every other command that puts files into this folder waiting."""
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with suppress(OSError):  # some file systems of a network lock no folders
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _folders(files: Iterable[Path]) -> Iterator[None]:
    """The folders of these files, made where they are missing, and gone again when it comes to nothing."""
    missing = {folder for file in files for folder in file.parents if not folder.exists()}
    try:
        for folder in sorted(missing):
            folder.mkdir(exist_ok=True)
        yield
    except BaseException:
        for folder in sorted(missing, reverse=True):
            with suppress(OSError):
                folder.rmdir()
        raise


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
