"""People: bring in a class list from the command line."""

import sys
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import AppGroup

from courses.documents.class_list_file import read_file
from courses.foundation import clock
from courses.foundation.errors import AlreadyThere, NotHere, RosterUnreadable
from courses.rules.roster import ActionKind, Plan, parse_rows
from courses.services.people import planned, take_over
from courses.web.languages import translations
from courses.web.roster_wording import action_name, file_problem, refusal_text

people = AppGroup("people", help="Bring in class lists.")
COMMANDS = {"people": people}


def korean(sentence: str, **values: object) -> str:
    """A sentence as it stands in the code."""
    return sentence % values if values else sentence


def english(sentence: str, **values: object) -> str:
    """A sentence in English."""
    text = translations("en").gettext(sentence)
    return text % values if values else text


@people.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--unit", required=True, type=click.IntRange(min=1), help="Id of the unit that the list is for.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def bring_in(file: Path, unit: int, dry_run: bool, yes: bool) -> None:
    """Take over a class list (CSV or XLSX: name, own code, unit); exit 1 when a row is refused: nothing is written."""
    try:
        read = read_file(file.read_bytes())
        parsed = parse_rows(read.cells)
        made = planned(unit, parsed, actor=None)
        show(made, read.encoding)
        if made.refusals:
            sys.exit(1)
        if all(one.kind is ActionKind.SAME for one in made.actions):
            click.echo("바뀐 것이 없습니다 / nothing changes")
            return
        if dry_run:
            return
        if not yes:
            click.confirm("저장할까요? / Write this?", abort=True)
        done = take_over(unit, parsed, clock.now(), actor=None)
    except RosterUnreadable as error:
        reason = str(error.values["reason"])
        refuse(f"{file_problem(reason, korean)} / {file_problem(reason, english)}")
    except NotHere:
        refuse(f"{unit}번 소속을 찾지 못했습니다. / There is no unit {unit}.")
    except AlreadyThere:
        refuse(
            "같은 사람이 방금 등록되었습니다. 다시 실행하세요. / The same people were just brought in: run it again."
        )
    if done.refusals:
        show(done, read.encoding)
        sys.exit(1)
    click.echo("저장했습니다. / Written.")


def show(made: Plan, encoding: str) -> None:
    """The plan: what is refused row by row, and what would be done, counted and row by row."""
    if encoding:
        click.echo(f"문자 인코딩 / encoding: {encoding}")
    for action in made.actions:
        if action.kind is not ActionKind.SAME:
            names = f"{action_name(action.kind, korean)} / {action_name(action.kind, english)}"
            click.echo(f"{action.row:>5}  {names:<24} {action.code}  {action.name}")
    for kind in ActionKind:
        click.echo(f"{action_name(kind, korean)} / {action_name(kind, english)}: {made.count(kind)}")
    for refusal in made.refusals:
        click.echo(f"{refusal.row:>5}  {refusal.code}  {refusal_text(refusal, korean)}", err=True)
        click.echo(f"{'':>5}  {refusal_text(refusal, english)}", err=True)
    if made.refusals:
        count = len(made.refusals)
        click.echo(f"고칠 곳 {count}군데, 저장하지 않았습니다. / {count} to mend, nothing was written.", err=True)


def refuse(sentence: str) -> NoReturn:
    """Say why nothing is done, and end with 1."""
    click.echo(sentence, err=True)
    sys.exit(1)
