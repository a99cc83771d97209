"""`flask content reload`: the running site reads the content again, and says whether it did."""

import sys
import time
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import click
from flask import current_app

from courses.catalog.structure import WHOLE_FOLDER, Catalog, Finding
from courses.commands.content_check import Told, text
from courses.commands.content_paths import shown
from courses.commands.languages import lang_option, spoken
from courses.commands.withdrawal_texts import withdrawn_lines
from courses.foundation.settings import Settings
from courses.foundation.vocabulary import Severity
from courses.web.finding_texts import sentence
from courses.web.reading import read_content
from courses.web.serving import mark, serving, tell

WITHIN = 20.0
"""Seconds in which every process should have read what is rendered already."""
PAUSE = 0.1
SHARED_KEPT = (
    "읽을 수 없어, 앞서 온전했던 목록을 그대로 씁니다.",
    "It cannot be read; the list that was last in order stays in service.",
)
SHARED_LEFT = (
    "오류가 있어, 읽을 수 있는 것만 씁니다. 온전했던 목록은 남아 있지 않습니다.",
    "It has errors; what can be read of it is used. No list that was in order is kept.",
)
MOST = 20
"""How many errors of one course are told; `flask content check` tells all."""


@click.command("reload")
@lang_option
def reload(lang: str | None) -> None:
    """Serve the content as it stands now, without a restart; exit 1 when a course has errors or nothing runs."""
    settings: Settings = current_app.config["SETTINGS"]
    language = spoken(lang)
    korean = language == "ko"
    running = serving(settings)
    if not running:
        raise click.ClickException(
            f"이 자료 폴더({settings.data_dir})로 돌고 있는 지킴이 없습니다. 다음에 시작할 때 새 내용을 읽습니다."
            if korean
            else f"Nothing runs with this data directory ({settings.data_dir}). The next start reads the content."
        )
    catalog = read_content(settings, last_good=True, aloud=True)
    said = [
        *shared_lines(catalog, language),
        *broken_lines(catalog, settings.zone, language),
        *withdrawn_lines(catalog.withdrawn, catalog, language),
    ]
    for line in said:
        click.echo(line)
    tell(running)
    late = waited_for(settings, mark(catalog))
    if late:
        numbers = ", ".join(map(str, late))
        raise click.ClickException(
            f"{WITHIN:.0f}초 안에 새 내용을 읽지 않은 프로세스가 있습니다: {numbers}"
            if korean
            else f"Processes that have not read the content within {WITHIN:.0f} seconds: {numbers}"
        )
    if WHOLE_FOLDER in catalog.failing:
        raise click.ClickException(
            f"{catalog.root}에 과정이 하나도 없습니다. 아무것도 바꾸지 않았고, 앞서 온전했던 내용을 그대로 씁니다."
            if korean
            else f"There is no course in {catalog.root}. Nothing was changed: what was in order last stays in service."
        )
    count = len(serving(settings))
    click.echo(
        f"프로세스 {count}개가 과정 {len(catalog.courses)}개를 새로 읽었습니다."
        if korean
        else f"{count} {'process has' if count == 1 else 'processes have'} read {len(catalog.courses)} "
        f"{'course' if len(catalog.courses) == 1 else 'courses'} again."
    )
    sys.exit(1 if catalog.errors else 0)


def shared_lines(catalog: Catalog, language: str) -> list[str]:
    """The errors of what belongs to no course, and what is served instead of the help directory and the sources."""
    lines = []
    for name, kept in catalog.failing.items():
        if name == WHOLE_FOLDER:
            continue
        if kept:
            lines.append(f"{name}: {SHARED_KEPT[language == 'en']}")
        else:
            lines.append(f"{name}: {SHARED_LEFT[language == 'en']}")
    return [*lines, *_told(list(catalog.shared), catalog, catalog.root.name, language)]


def broken_lines(catalog: Catalog, zone: ZoneInfo, language: str) -> list[str]:
    """For each course whose files have errors: how many, of when what is served instead is, and then the errors."""
    lines = []
    for slug in catalog.broken:
        errors = [one for one in catalog.findings_of(slug) if one.severity is Severity.ERROR]
        lines.append(f"{slug}: {_state(catalog, slug, len(errors), zone, korean=language == 'ko')}")
        lines += _told(errors, catalog, f"{catalog.root.name}/{slug}", language)
    return lines


def _told(errors: Sequence[Finding], catalog: Catalog, path: str, language: str) -> list[str]:
    """The first errors, and the command that tells all."""
    lines = [f"  {text(Told(shown(catalog.root, one.path), one, sentence(one, language)))}" for one in errors[:MOST]]
    if len(errors) > MOST:
        rest = len(errors) - MOST
        more = f"그 밖에 {rest}개" if language == "ko" else f"and {rest} more"
        lines.append(f"  {more}: flask content check {shown(catalog.root, path)}")
    return lines


def _state(catalog: Catalog, slug: str, errors: int, zone: ZoneInfo, *, korean: bool) -> str:
    """What is served of a broken course, and since when."""
    counted = f"오류 {errors}개" if korean else f"{errors} error{'' if errors == 1 else 's'}"
    if not errors:
        names = ", ".join(catalog.failing)
        counted = f"{names} 때문에 읽을 수 없습니다" if korean else f"It cannot be read because of {names}"
    if (course := catalog.standing_in(slug)) is None:
        return f"{counted}. 이 과정은 열리지 않습니다." if korean else f"{counted}. The course is not served."
    kept = "앞서 온전했던 내용을 그대로 씁니다" if korean else "The content that was last in order stays in service"
    if course.slug != slug:
        kept = f"{kept}({course.slug})" if korean else f"{kept} as {course.slug}"
    if older := catalog.older.get(course.slug):
        read, since = (f"{one.astimezone(zone):%Y-%m-%d %H:%M}" for one in (older.read, older.since))
        when = f"{read}에 읽은 내용, {since}부터" if korean else f"read on {read}, so since {since}"
        kept = f"{kept} ({when})"
    return f"{counted}. {kept}."


def waited_for(settings: Settings, wanted: str) -> list[int]:
    """Wait until every process serves that catalog; the ids of those that do not."""
    until = time.monotonic() + WITHIN
    while late := [one.pid for one in serving(settings) if one.catalog != wanted]:
        if time.monotonic() > until:
            break
        time.sleep(PAUSE)
    return late
