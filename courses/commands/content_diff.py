"""`flask content diff OLD NEW`: what changed in each lesson and item, and whether learners must take a course again."""

import io
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import click
from flask import current_app

from courses.catalog.changes import Change, Kind, changes, must_raise
from courses.catalog.children import build_apart
from courses.catalog.loader import load_catalog
from courses.catalog.renames import alike, renames, text_of
from courses.catalog.structure import Catalog, Course
from courses.commands.content_check import Told, text
from courses.commands.content_paths import shown
from courses.commands.languages import lang_option, spoken
from courses.foundation.settings import Settings
from courses.foundation.vocabulary import Publishing
from courses.web.finding_texts import sentence

KINDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.WORDING: "글",
        Kind.STRUCTURE: "구성",
        Kind.DETAILS: "설정",
        Kind.SCORING: "채점",
        Kind.ANSWER: "맞는 답",
        Kind.ADDED: "더함",
        Kind.REMOVED: "없앰",
    }
)
PARTS: Mapping[str, str] = MappingProxyType(
    {"course": "과정", "module": "교육", "lesson": "차시", "quiz": "퀴즈", "item": "문항", "page": "쪽"}
)


MOST = 5
"""How many errors are told of a course that cannot be compared."""
WITHDRAWN = (
    "배정받은 사람의 첫 화면과 현황판에서 사라집니다. 이수 기록은 남습니다. 계속 보이려면 state: retired로 두세요.",
    "disappears from learners' home and from the boards; the evidence stays. To let them keep it: state: retired.",
)
STATES: Mapping[Publishing, tuple[str, str]] = MappingProxyType(
    {
        Publishing.DRAFT: WITHDRAWN,
        Publishing.RETIRED: (
            "배정받은 사람은 계속 보고, 새로 배정할 수는 없습니다.",
            "those who have it keep it; nobody else can be given it.",
        ),
        Publishing.PUBLISHED: ("배정할 수 있습니다.", "it can be assigned."),
    }
)


@click.command("diff")
@click.argument("old")
@click.argument("new", required=False)
@lang_option
def diff(old: str, new: str | None, lang: str | None) -> None:
    """What changed from OLD to NEW, each a content folder or a git revision (NEW: else the content served now).

    Exit 1 when a right answer changed and `revision` was not raised, 2 when a course cannot be compared.
    """
    settings: Settings = current_app.config["SETTINGS"]
    served = settings.content_dir.resolve()
    with content_of(old, served) as before, content_of(new or str(served), served) as after:
        old_one, new_one = (load_catalog(one, beside=served, builder=build_apart) for one in (before, after))
        code = tell(old_one, new_one, {"old": before, "new": after}, spoken(lang))
    sys.exit(code)


@contextmanager
def content_of(named: str, served: Path) -> Iterator[Path]:
    """A content folder: the one named, or the served one as a git revision has it. Raises click.ClickException."""
    if Path(named).is_dir():
        yield Path(named).resolve()
        return
    if named.startswith("-"):
        raise click.ClickException(f"{named}: 판이 아닙니다. / This is no revision.")
    with tempfile.TemporaryDirectory() as folder:
        top = Path(_git(served, "rev-parse", "--show-toplevel").decode().strip())
        archive = _git(top, "archive", "--format=tar", f"{named}:{served.relative_to(top.resolve()).as_posix()}")
        root = Path(folder) / served.name
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            # files only: the checker takes up no links, and git names nothing outside of the folder
            for member in filter(tarfile.TarInfo.isfile, tar):
                stream = tar.extractfile(member)
                (root / member.name).parent.mkdir(parents=True, exist_ok=True)
                (root / member.name).write_bytes(stream.read() if stream else b"")
        yield root


def _git(folder: Path, *args: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, and no argument that is taken for an option
            ["git", "-C", str(folder), *args],  # noqa: S607 - git is where the path of the author's shell says
            check=True,
            capture_output=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", b"").decode("utf-8", "replace").strip() or str(error)
        raise click.ClickException(f"git: {reason}") from error
    return done.stdout


def tell(old: Catalog, new: Catalog, roots: Mapping[str, Path], language: str) -> int:
    """Print the changes course by course; the exit code."""
    before = {course.key: course for course in old.courses.values()}
    after = {course.key: course for course in new.courses.values()}
    code = 0
    come = {key: one for key, one in after.items() if key not in before}
    for key in [*after, *(one for one in before if one not in after)]:
        one, other = before.get(key), after.get(key)
        if one and other:
            code = max(code, _tell_course(one, other, language))
        elif other:
            code = max(code, _tell_one(other.slug, old, roots["old"], Kind.ADDED, language))
        elif one:
            code = max(code, _tell_one(one.slug, new, roots["new"], Kind.REMOVED, language))
            if not (roots["new"] / one.slug).is_dir():
                _tell_gone(one, come, language)
    return code


def _tell_one(slug: str, lacking: Catalog, root: Path, kind: Kind, language: str) -> int:
    """A course that one side lacks, or has with errors: then the first of these; the exit code."""
    if not (root / slug).is_dir():
        click.echo(f"{slug}: {_kinds((kind,), language)}")
        return 0
    click.echo(f"{slug}: {_say(language, '오류가 있어 견줄 수 없습니다.', 'has errors and cannot be compared.')}")
    own = [one for one in lacking.findings_of(slug) if one in lacking.errors]
    for one in (own or lacking.shared)[:MOST]:
        click.echo(f"  {text(Told(shown(root, one.path), one, sentence(one, language)))}")
    if kind is Kind.REMOVED:
        click.echo(
            f"  {_say(language, '모두 보기', 'all of them')}: flask content check {shown(root, f'{root.name}/{slug}')}"
        )
    return 2


def _tell_gone(course: Course, come: Mapping[str, Course], language: str) -> None:
    """What follows when a course is no longer there."""
    if course.state is not Publishing.DRAFT:
        click.echo(f"{course.slug}: {_say(language, WITHDRAWN[0], WITHDRAWN[1])}")
    if same := next((one for one in come.values() if alike(text_of(course), text_of(one))), None):
        click.echo(f"{same.slug}: {_formerly(course.slug, 'course.md', language)}")


def _formerly(slug: str, page: str, language: str) -> str:
    return _say(
        language,
        f"{slug} 자리의 글과 거의 같습니다. 이름만 바꿨다면 {page}에 formerly: [{slug}]를 적으세요. 기록이 이어집니다.",
        f"reads much like {slug}. If it was only renamed, write formerly: [{slug}] in {page}, and the evidence stays.",
    )


def _tell_course(old: Course, new: Course, language: str) -> int:
    found = changes(old, new)
    raised = new.revision > old.revision
    if old.state is not new.state:
        click.echo(f"{new.slug}: state {old.state.value} → {new.state.value}: {_say(language, *STATES[new.state])}")
    if not found and not raised:
        return 0
    for one in found:
        click.echo(f"{_place(new, one)}: {_part(one, language)}: {_kinds(one.kinds, language)}")
    for rename in renames(old, new):
        page = _say(language, "그 머리말", "its front matter")
        click.echo(f"{new.slug}/{rename.place}: {_formerly(rename.slug, page, language)}")
    click.echo(f"{new.slug}: revision {old.revision} → {new.revision}: {_verdict(found, language, raised=raised)}")
    return 1 if must_raise(found) and not raised else 0


def _verdict(found: tuple[Change, ...], language: str, *, raised: bool) -> str:
    if must_raise(found) and not raised:
        return _say(
            language,
            "맞는 답이 바뀌었습니다. 이미 이수한 사람도 다시 보도록 revision을 올리세요.",
            "a right answer changed. Raise revision, so that those who completed the course take it again.",
        )
    if must_raise(found):
        return _say(language, "맞는 답이 바뀌어 알맞게 올렸습니다.", "a right answer changed; rightly raised.")
    if raised:
        return _say(
            language,
            "올렸으니 모두 다시 봅니다. 맞는 답은 그대로입니다.",
            "raised, so everybody takes it again, though no right answer changed.",
        )
    return _say(language, "올리지 않아도 됩니다.", "need not be raised.")


def _place(course: Course, one: Change) -> str:
    return f"{course.slug}/{one.place}".rstrip("/")


def _part(one: Change, language: str) -> str:
    return PARTS[one.part] if language == "ko" else one.part


def _kinds(kinds: tuple[Kind, ...], language: str) -> str:
    return ", ".join(KINDS[kind] if language == "ko" else _ENGLISH.get(kind, kind.value) for kind in kinds)


_ENGLISH: Mapping[Kind, str] = MappingProxyType({Kind.ANSWER: "right answer"})


def _say(language: str, korean: str, english: str) -> str:
    return korean if language == "ko" else english
