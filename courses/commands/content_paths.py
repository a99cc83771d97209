"""Where in a content folder a path on the command line points: everything, one course, one folder or one file."""

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NoReturn

import click

from courses.catalog.directory import HELP, SOURCES
from courses.catalog.ordinary_files import readable
from courses.catalog.structure import Catalog, Course, Finding

COURSE, MODULE = "course.md", "module.md"
WHOLE = PurePosixPath()


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the content folder `root`; `below` is its path below the root, `.` for all of it."""

    root: Path
    below: PurePosixPath = WHOLE

    def covers(self, finding: Finding) -> bool:
        """Whether a finding of this root lies in the part."""
        return PurePosixPath(finding.path.partition("/")[2]).is_relative_to(self.below)

    @property
    def of_course(self) -> bool:
        """Whether the part lies in one course."""
        return bool(self.below.parts) and self.below.name not in {HELP, SOURCES}

    def meets(self, other: "Scope") -> bool:
        """Whether one of the two lies in the other."""
        return self.below.is_relative_to(other.below) or other.below.is_relative_to(self.below)

    def lies_with(self, slug: str) -> bool:
        """Whether the part lies in the course of that folder, or this in it."""
        return not self.below.parts or slug == self.below.parts[0]

    def courses(self, catalog: Catalog) -> Iterator[Course]:
        """The courses that the part lies in, or that lie in it."""
        return (course for slug, course in catalog.courses.items() if self.lies_with(slug))


def scope_of(path: Path, content_dir: Path) -> Scope:
    """The content folder around a path: the one that is served, else the one above the nearest course.

    Raises click.UsageError for a file that belongs to no course.
    """
    there, served = path.resolve(), content_dir.resolve()
    if there.is_relative_to(served):
        return Scope(served, _below(there, served))
    for folder in (there, *there.parents):
        if (folder / COURSE).is_file() or next(folder.glob(f"*/{MODULE}"), None):
            return Scope(folder.parent, _below(there, folder.parent))
    if there.is_dir():
        return Scope(there)
    if there.name in {HELP, SOURCES}:
        return Scope(there.parent, PurePosixPath(there.name))
    raise click.UsageError(f"{path}: 어느 과정의 파일도 아닙니다. / This file belongs to no course.")


def part_of(path: Path, content_dir: Path, command: str) -> Scope:
    """What a path asks that command for. Raises click.UsageError, besides `scope_of`, above a content folder."""
    scope = scope_of(path, content_dir)
    inner = content_within(path, content_dir) if scope.below == WHOLE else None
    if inner:
        refuse_above(path, inner, command, [str(inner)])
    return scope


def content_within(folder: Path, content_dir: Path) -> Path | None:
    """The content folder right inside of a folder that holds no course itself: the one served, else `content`."""
    there, served = folder.resolve(), content_dir.resolve()
    if there == served or next(there.glob(f"*/{COURSE}"), None):
        return None
    inside = [one for one in (served, there / "content") if one.parent == there and next(one.glob(f"*/{COURSE}"), None)]
    return inside[0] if inside else None


def refuse_above(named: str | Path, inner: Path, command: str, typed: Iterable[str]) -> NoReturn:
    """Raises click.UsageError that says what to type instead of `named`, which is above the content folder `inner`."""
    here = Path.cwd()
    paths = (PurePosixPath(one) for one in typed)
    short = (one.relative_to(here).as_posix() if one.is_relative_to(here) else str(one) for one in paths)
    line = readable(shlex.join(["flask", "content", command, *short]))
    raise click.UsageError(
        f"{named}: 과정이 든 폴더는 이 안의 {inner.name}이니 이렇게 치세요: {line}"
        f" / The folder of courses is {inner.name} in here, so type: {line}"
    )


def by_root(scopes: Iterable[Scope]) -> dict[Path, list[Scope]]:
    """The parts of each content folder, in the order asked for."""
    gathered: dict[Path, list[Scope]] = {}
    for one in scopes:
        gathered.setdefault(one.root, []).append(one)
    return gathered


def shown(root: Path, path: str) -> str:
    """The path of a finding as an editor opens it from here: below the working folder if it lies there, else whole."""
    file, here = root.parent / path, Path.cwd()
    return readable((file.relative_to(here) if file.is_relative_to(here) else file).as_posix())


def _below(there: Path, root: Path) -> PurePosixPath:
    return PurePosixPath(readable(there.relative_to(root).as_posix()))
