"""`flask content export-gift` and `export-aiken`: the items of a module's quiz as a file for other platforms."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click
from flask import current_app

from courses.catalog.exchange.aiken import write_aiken
from courses.catalog.exchange.gift_writing import Written, write_gift
from courses.catalog.items import Item
from courses.commands.content_staging import desk_at, put_new
from courses.commands.exchange_texts import remark_line
from courses.commands.languages import spoken
from courses.foundation import clock
from courses.foundation.settings import Settings
from courses.foundation.vocabulary import LANGUAGES


def exporting(name: str, help_text: str, write: Callable[[Iterable[Item], str], Written]) -> click.Command:
    """The command that writes one format."""

    @click.command(name, help=help_text)
    @click.argument("folder", type=click.Path(exists=True, path_type=Path))
    @click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the texts; else that of the course.")
    @click.option("-o", "--output", type=click.Path(path_type=Path), help="A new file; else standard output.")
    def command(folder: Path, lang: str | None, output: Path | None) -> None:
        settings: Settings = current_app.config["SETTINGS"]
        desk = desk_at(folder, settings.content_dir, clock.now().astimezone(settings.zone).date())
        items = desk.module.quiz.items if desk.module.quiz else ()
        written = write(items, lang or desk.course.language)
        for one in (*written.refused, *written.left_aside):
            click.echo(remark_line(one, "", spoken(None)), err=True)
        if output is None:
            click.echo(written.text, nl=False)
        else:
            put_new(output, written.text)
        out = len(written.refused)
        told = f"{written.count}문항을 내보냈고 {out}문항은 빠졌습니다. / {written.count} exported, {out} left out."
        click.echo(told, err=True)
        sys.exit(1 if out else 0)

    return command


export_gift = exporting("export-gift", "Write the items of a module's quiz as GIFT.", write_gift)
export_aiken = exporting("export-aiken", "Write the plain single choices of a module's quiz as Aiken.", write_aiken)
