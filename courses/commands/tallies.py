"""Tallies: compare them with the facts, fold them, build them anew."""

import sys

import click
from flask.cli import AppGroup

from courses.foundation import clock
from courses.services.administration import differing_tallies, fold_tallies, rebuild_tallies

tallies = AppGroup("tallies", help="Compare, fold and rebuild the tallies of completion.")
COMMANDS = {"tallies": tallies}


@tallies.command("verify")
def verify() -> None:
    """Compare every tally with obligations and completions; exit 1 when one differs."""
    differences = differing_tallies()
    for one in differences:
        cell = one.cell
        click.echo(
            f"unit {cell.unit} {cell.course}/{cell.module or '*'} {cell.cycle} {cell.reporting_group}:"
            f" tally {one.kept} facts {one.facts}"
        )
    click.echo(f"{len(differences)} differences / 다른 칸 {len(differences)}개")
    sys.exit(1 if differences else 0)


@tallies.command("fold")
def fold() -> None:
    """Add all waiting changes to the tallies."""
    folded = 0
    while batch := fold_tallies():
        folded += batch
    click.echo(f"{folded} folded / {folded}건 합침")


@tallies.command("rebuild")
def rebuild() -> None:
    """Count everything again from the facts."""
    click.echo(f"{rebuild_tallies(clock.now())} cells / 칸")
