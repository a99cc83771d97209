"""The command line's entrance: the module of a command is loaded when the command is asked for; serving needs none."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from click import Command, Context
from flask import Flask
from flask.cli import AppGroup

MODULES: Mapping[str, str] = MappingProxyType(
    {
        "content": "content",
        "people": "people",
        "site": "site",
        "tallies": "tallies",
        "translations": "words",
        "work": "site",
    }
)
"""The module of this package that holds a command: as `COMMANDS`, by their names on the command line."""


class Entrance(AppGroup):
    """All commands of the product by name."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Every name, sorted."""
        return sorted({*super().list_commands(ctx), *MODULES})

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """The command of that name; None where there is none."""
        if cmd_name not in MODULES:
            return super().get_command(ctx, cmd_name)
        commands: Mapping[str, Command] = import_module(f"courses.commands.{MODULES[cmd_name]}").COMMANDS
        return commands[cmd_name]


def init_app(app: Flask) -> None:
    """Let the application have the commands."""
    app.cli = Entrance(app.name)
