"""`flask content diff OLD NEW`: what changed in each lesson and item, and whether learners must take a course again."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import click
from flask import current_app

from courses.catalog.changes import Change, Kind, changes, must_raise
from courses.catalog.children import build_apart
from courses.catalog.evidence_keys import keys_of, lost_keys, names_of
from courses.catalog.loader import load_catalog
from courses.catalog.pages import finding
from courses.catalog.renames import alike, renames, text_of
from courses.catalog.structure import Catalog, Course
from courses.commands.content_check import Told, text
from courses.commands.content_paths import COURSE, shown
from courses.commands.content_sides import Side, sides
from courses.commands.languages import lang_option, spoken
from courses.commands.withdrawal_texts import languages_gone, lessons_moved
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
    {
        "course": "과정",
        "module": "교육",
        "lesson": "차시",
        "check": "확인 질문",
        "quiz": "퀴즈",
        "item": "문항",
        "page": "쪽",
    }
)


MOST = 5
"""How many errors are told of a course that cannot be compared."""
NOTHING = (
    "글, 설정, 퀴즈에 바뀐 것이 없습니다. 그림과 소리는 견주지 않습니다.",
    "Nothing changed in texts, settings and quizzes. Pictures and sound are not compared.",
)
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
    """What changed from OLD to NEW, each a content folder, a course or a git revision (NEW: else the content now).

    Of a course only that course is compared. A revision is looked up in the repository around the other folder, else
    around the working folder when it holds courses, else around the site. Exit 1 when a right answer changed and
    `revision` was not raised or evidence would be left behind, 2 when a course cannot be compared or a side is missing.
    """
    settings: Settings = current_app.config["SETTINGS"]
    served = settings.content_dir.resolve()
    with sides(old, new, served) as both:
        one, other = (load_catalog(side.root, beside=served, builder=build_apart) for side in both)
        code = tell(one, other, both, spoken(lang))
    sys.exit(code)


def tell(old: Catalog, new: Catalog, both: tuple[Side, Side], language: str) -> int:
    """Print the changes course by course, or that there is none; the exit code."""
    if both[0].course and both[1].course:
        codes = _tell_two(old, new, both, language)
    else:
        codes = _tell_all(old, new, both, language)
    told = [code for code in codes if code is not None]
    if not told:
        click.echo(_say(language, *NOTHING))
    return max(told, default=0)


def _tell_two(old: Catalog, new: Catalog, both: tuple[Side, Side], language: str) -> Iterable[int | None]:
    """One course against another, whatever their folders are called."""
    one, other = old.courses.get(both[0].course), new.courses.get(both[1].course)
    if one and other:
        yield _tell_course(one, other, language)
    for course, side, catalog in ((one, both[0], old), (other, both[1], new)):
        if course is None:
            yield _tell_one(side.course, catalog, side.root, Kind.REMOVED, language)


def _tell_all(old: Catalog, new: Catalog, both: tuple[Side, Side], language: str) -> Iterable[int | None]:
    """Every course of either side, or the one that a side is only about."""
    roots = both[0].root, both[1].root
    before, after = ({course.key: course for course in catalog.courses.values()} for catalog in (old, new))
    come = {key: one for key, one in after.items() if key not in before}
    keys = [*after, *(one for one in before if one not in after)]
    if only := both[0].course or both[1].course:
        catalog = old if both[0].course else new
        asked = catalog.courses.get(only)
        if asked is None:
            yield _tell_one(only, catalog, catalog.root, Kind.REMOVED, language)
        keys = [asked.key] if asked else []
    told = set()
    for key in keys:
        one, other = before.get(key), after.get(key)
        told |= {side.slug for side in (one, other) if side}
        if one and other:
            yield _tell_course(one, other, language)
        elif other:
            yield _tell_one(other.slug, old, roots[0], Kind.ADDED, language)
        elif one:
            yield _tell_one(one.slug, new, roots[1], Kind.REMOVED, language)
            if not (roots[1] / one.slug).is_dir() and one.slug not in new.unsettled:
                yield _tell_gone(one, come, language)
    for slug in () if only else dict.fromkeys([*new.broken, *old.broken]):
        if slug not in told and any((root / slug / COURSE).is_file() for root in roots):
            gone = slug in new.broken or not (roots[1] / slug).is_dir()
            lacking, root = (new, roots[1]) if gone else (old, roots[0])
            yield _tell_one(slug, lacking, root, Kind.REMOVED, language)


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


def _tell_gone(course: Course, come: Mapping[str, Course], language: str) -> int:
    """What follows when a course is no longer there; 1 where another bears its name and not its evidence."""
    if course.state is not Publishing.DRAFT:
        click.echo(f"{course.slug}: {_say(language, WITHDRAWN[0], WITHDRAWN[1])}")
    if told := [_tell_lost(one, [course], language) for one in come.values() if course.key in names_of(one)]:
        return max(told)
    if same := next((one for one in come.values() if alike(text_of(course), text_of(one))), None):
        click.echo(f"{same.slug}: {_formerly(course.slug, 'course.md', language)}")
    return 0


def _tell_lost(new: Course, old: Iterable[Course], language: str) -> int:
    """Tell which parts would leave their evidence behind; 1 where there is one."""
    lost = tuple(lost_keys(new, keys_of(old)))
    for one in lost:
        place = "/".join((new.slug, *one.path))
        click.echo(f"{place}: {sentence(finding(place, 1, 1, 'C027', key=one.key), language)}")
    return min(len(lost), 1)


def _formerly(slug: str, page: str, language: str) -> str:
    return _say(
        language,
        f"{slug} 자리의 글과 거의 같습니다. 이름만 바꿨다면 {page}에 formerly: [{slug}]를 적으세요. 기록이 이어집니다.",
        f"reads much like {slug}. If it was only renamed, write formerly: [{slug}] in {page}, and the evidence stays.",
    )


def _tell_course(old: Course, new: Course, language: str) -> int | None:
    """Print what changed in a course; the exit code, or None where nothing did."""
    found = changes(old, new)
    raised = new.revision > old.revision
    if old.state is not new.state:
        click.echo(f"{new.slug}: state {old.state.value} → {new.state.value}: {_say(language, *STATES[new.state])}")
    if not found and not raised:
        return None if old.state is new.state else 0
    for line in languages_gone(old, new, language):
        click.echo(line)
    for one in found:
        click.echo(f"{_place(new, one)}: {_part(one, language)}: {_kinds(one.kinds, language)}")
    for line in lessons_moved(old, new, language):
        click.echo(line)
    lost = _tell_lost(new, [old], language)
    for rename in () if lost else renames(old, new):
        page = _say(language, "그 머리말", "its front matter")
        click.echo(f"{new.slug}/{rename.place}: {_formerly(rename.slug, page, language)}")
    click.echo(f"{new.slug}: revision {old.revision} → {new.revision}: {_verdict(found, language, raised=raised)}")
    return 1 if lost or (must_raise(found) and not raised) else 0


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
            "올렸으니 모두 다시 봅니다. 문항의 맞는 답은 그대로입니다.",
            "raised, so everybody takes it again, though no item has another right answer.",
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
