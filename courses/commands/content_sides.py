"""The two sides of `flask content diff`: a content folder, one course, or either as a git revision has it."""

import io
import shlex
import subprocess
import tarfile
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import click

from courses.commands.content_paths import COURSE, MODULE, content_within, refuse_above

TOP = PurePosixPath()
"""The top of a repository."""


@dataclass(frozen=True, slots=True)
class Side:
    """A content folder, and the slug of the course when it is only that one."""

    root: Path
    course: str = ""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository of git; its revisions are asked for `side`, else for the content around or in `here`."""

    top: Path
    here: PurePosixPath = TOP
    side: Side | None = None

    @property
    def below(self) -> PurePosixPath:
        """Where the content that is asked for lies; the top where it is all one course."""
        inside = self.side and self.side.root.is_relative_to(self.top)
        return PurePosixPath(self.side.root.relative_to(self.top).as_posix()) if self.side and inside else TOP


@contextmanager
def sides(old: str, new: str | None, served: Path) -> Iterator[tuple[Side, Side]]:
    """Both sides; without `new` it is the content as it stands now. Raises click.UsageError for what is neither."""
    named = [old] if new is None else [old, new]
    folders = {one: folder_side(one, served, named) for one in named if Path(one).is_dir()}
    revisions = [one for one in named if one not in folders]
    with tempfile.TemporaryDirectory() as folder:
        found = dict(folders)
        now = Side(served)
        if revisions:
            repository = _repository(revisions, list(folders.values()), served)
            for number, one in enumerate(revisions):
                found[one] = _taken_out(repository, one, Path(folder) / str(number))
            now = _now(repository)
        yield found[old], now if new is None else found[new]


def folder_side(named: str, served: Path, typed: Sequence[str]) -> Side:
    """The content folder or the course of that path; `typed` are both paths. Raises click.UsageError for another."""
    there = Path(named).resolve()
    if there == served:
        return Side(served)
    if _is_course(there):
        return Side(there.parent, there.name)
    if inner := content_within(there, served):
        refuse_above(named, inner, "diff", [str(inner) if one == named else one for one in typed])
    if not any(_is_course(one) for one in there.iterdir() if one.is_dir()):
        raise click.UsageError(
            f"{named}: 과정도, 과정이 든 폴더도 아닙니다. course.md가 있는 폴더나 그 위의 폴더를 적으세요."
            " / Neither a course nor a folder of courses. Name the folder with course.md, or the one above it."
        )
    return Side(there)


def _is_course(folder: Path) -> bool:
    return (folder / COURSE).is_file() or next(folder.glob(f"*/{MODULE}"), None) is not None


def _repository(revisions: Sequence[str], given: Sequence[Side], served: Path) -> Repository:
    """Where revisions are looked up: around the folder given, else around the working folder, else around the site.

    The first that has the content, the last whatever it has. Raises click.UsageError where there is no repository.
    """
    for side in given:
        top = _top(side.root / side.course)
        own = top and Repository(top, side=side)
        if own and any(_is_there(own, one) for one in revisions):
            return own
    here, site = _top(Path.cwd()), _top(served)
    if here and here != site:
        around = Repository(here, PurePosixPath(Path.cwd().resolve().relative_to(here).as_posix()))
        if any(_homes(_names(here, one)) for one in (*revisions, "")):
            return around
    if site is None:
        places = [Path.cwd(), *(one.root for one in given), served]
        raise _unknown(revisions[0], ", ".join(dict.fromkeys(map(str, places))))
    return Repository(site, side=Side(served))


def _taken_out(repository: Repository, named: str, folder: Path) -> Side:
    """The content as a revision has it, written below `folder`. Raises click.UsageError."""
    tree = _tree(repository.top, named)
    if tree is None:
        raise _unknown(named, str(repository.top))
    names = _names(repository.top, tree)
    below = repository.below if repository.side else _chosen(names, repository)
    alone = below == TOP and COURSE in names
    inside = "" if below == TOP else below.as_posix()
    if inside and not any(PurePosixPath(one).is_relative_to(below) for one in names):
        raise click.UsageError(
            f"{named}: 이 판에는 {inside} 폴더가 없습니다. 다른 판이나 폴더를 적으세요."
            f" / This revision has no folder {inside}. Name another revision, or a folder."
        )
    root = folder / "content" if alone else folder / (below.name or repository.top.name)
    target = root / repository.top.name if alone else root
    with tarfile.open(fileobj=io.BytesIO(_git(repository.top, "archive", "--format=tar", f"{tree}:{inside}"))) as tar:
        # files only: the checker takes up no links, and git names nothing outside of the folder
        for member in filter(tarfile.TarInfo.isfile, tar):
            stream = tar.extractfile(member)
            (target / member.name).parent.mkdir(parents=True, exist_ok=True)
            (target / member.name).write_bytes(stream.read() if stream else b"")
    only = repository.side.course if repository.side else ""
    return Side(root, target.name if alone else only if (root / only).is_dir() else "")


def _now(repository: Repository) -> Side:
    """The content of the same repository as it stands in the files."""
    if repository.side:
        return repository.side
    names = _names(repository.top, "")
    below = _chosen(names, repository)
    if below == TOP and COURSE in names:
        return Side(repository.top.parent, repository.top.name)
    return Side(repository.top / below)


def _is_there(repository: Repository, named: str) -> bool:
    return any(PurePosixPath(one).is_relative_to(repository.below) for one in _names(repository.top, named))


def _chosen(names: Collection[str], repository: Repository) -> PurePosixPath:
    """The content folder meant: the one around the working folder, else the only one in it, else the only one."""
    homes, here = _homes(names), repository.here
    around = [one for one in homes if here.is_relative_to(one)][-1:]
    found = around or [one for one in homes if one.is_relative_to(here)] or homes
    usual = [one for one in found if one == here / "content"]
    if len(usual or found) == 1:
        return (usual or found)[0]
    places = ", ".join(shlex.quote(one.as_posix()) for one in found)
    if found:
        raise click.UsageError(
            f"{repository.top}: 과정이 든 폴더가 여럿입니다({places}). 그 가운데 한 폴더로 가서 다시 하세요."
            f" / There are several folders of courses ({places}). Go into one of them and try again."
        )
    raise click.UsageError(
        f"{repository.top}: 이 판에는 과정이 없습니다. 과정이 있는 판이나 폴더를 적으세요."
        " / There is no course in this revision. Name a revision or a folder that has one."
    )


def _homes(names: Collection[str]) -> list[PurePosixPath]:
    """The folders that hold courses, the outer before the inner; the top for a repository that is one course."""
    pages = [PurePosixPath(one) for one in names if PurePosixPath(one).name == COURSE]
    if TOP / COURSE in pages:
        return [TOP]
    return sorted({one.parent.parent for one in pages}, key=lambda one: (len(one.parts), one))


def _names(top: Path, named: str) -> frozenset[str]:
    """The files of a revision, of what git knows now for '', none for no revision."""
    try:
        tree = _tree(top, named) if named else ""
        if tree is None:
            return frozenset()
        listed = _git(top, "ls-tree", "-r", "-z", "--name-only", tree) if tree else _git(top, "ls-files", "-z")
    except click.UsageError:
        return frozenset()
    return frozenset(listed.decode("utf-8", "surrogateescape").split("\0")[:-1])


def _tree(top: Path, named: str) -> str | None:
    """The name of a revision's tree, or None where there is none."""
    if named.startswith("-"):
        raise click.UsageError(f"{named}: 판이 아닙니다. / This is no revision.")
    try:
        return _git(top, "rev-parse", "--verify", f"{named}^{{tree}}").decode().strip()
    except click.UsageError:
        return None


def _top(folder: Path) -> Path | None:
    """The top of the repository around a folder, or None."""
    try:
        return Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip()).resolve()
    except click.UsageError:
        return None


def _unknown(named: str, looked: str) -> click.UsageError:
    return click.UsageError(
        f"{named}: 이런 폴더도, git 판도 없습니다(찾은 곳: {looked}). 폴더 경로를 적거나, 그 판이 있는 저장소에서 다시 "
        f"하세요. / No such folder, and no git revision in {looked}. Name a folder, or go into a folder of the "
        "repository that has the revision."
    )


def _git(folder: Path, *args: str) -> bytes:
    """What git answers in that folder. Raises click.UsageError with what it complains of."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, and no argument that is taken for an option
            ["git", "-C", str(folder), *args],  # noqa: S607 - git is where the path of the author's shell says
            check=True,
            capture_output=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", b"").decode("utf-8", "replace").strip() or str(error)
        raise click.UsageError(f"git: {reason}") from error
    return done.stdout
