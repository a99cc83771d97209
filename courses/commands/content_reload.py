"""`flask content reload`: the running site reads the content again, and says whether it did."""

import sys
import time

import click
from flask import current_app

from courses.catalog.structure import Catalog
from courses.commands.languages import lang_option, spoken
from courses.foundation.settings import Settings
from courses.foundation.vocabulary import Severity
from courses.web.reading import read_content
from courses.web.serving import mark, serving, tell

WITHIN = 20.0
"""Seconds in which every process should have read what is rendered already."""
PAUSE = 0.1


@click.command("reload")
@lang_option
def reload(lang: str | None) -> None:
    """Serve the content as it stands now, without a restart; exit 1 when a course has errors or nothing runs."""
    settings: Settings = current_app.config["SETTINGS"]
    korean = spoken(lang) == "ko"
    running = serving(settings)
    if not running:
        raise click.ClickException(
            f"이 자료 폴더({settings.data_dir})로 돌고 있는 지킴이 없습니다. 다음에 시작할 때 새 내용을 읽습니다."
            if korean
            else f"Nothing runs with this data directory ({settings.data_dir}). The next start reads the content."
        )
    catalog = read_content(settings, last_good=True, aloud=True)
    for line in broken_lines(catalog, korean=korean):
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
    count = len(serving(settings))
    click.echo(
        f"프로세스 {count}개가 과정 {len(catalog.courses)}개를 새로 읽었습니다."
        if korean
        else f"{count} {'process has' if count == 1 else 'processes have'} read {len(catalog.courses)} "
        f"{'course' if len(catalog.courses) == 1 else 'courses'} again."
    )
    sys.exit(1 if catalog.broken else 0)


def broken_lines(catalog: Catalog, *, korean: bool) -> list[str]:
    """One line for each course whose files have errors: how many, and what is served instead."""
    lines = []
    for slug in catalog.broken:
        below = f"{catalog.root.name}/{slug}/"
        errors = sum(one.severity is Severity.ERROR and one.path.startswith(below) for one in catalog.findings)
        if slug in catalog.courses:
            lines.append(
                f"{slug}: 오류 {errors}개. 앞서 온전했던 내용을 그대로 씁니다."
                if korean
                else f"{slug}: {errors} errors. The content that was last in order stays in service."
            )
        else:
            lines.append(
                f"{slug}: 오류 {errors}개. 이 과정은 열리지 않습니다."
                if korean
                else f"{slug}: {errors} errors. The course is not served."
            )
    return lines


def waited_for(settings: Settings, wanted: str) -> list[int]:
    """Wait until every process serves that catalog; the ids of those that do not."""
    until = time.monotonic() + WITHIN
    while late := [one.pid for one in serving(settings) if one.catalog != wanted]:
        if time.monotonic() > until:
            break
        time.sleep(PAUSE)
    return late
