"""Slips on the command line, told in both languages: click itself speaks English only."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import click
from click.exceptions import BadOptionUsage, MissingParameter, NoSuchOption
from flask.cli import AppGroup

KOREAN: Mapping[type[click.UsageError], str] = MappingProxyType(
    {
        NoSuchOption: "그런 옵션은 없습니다.",
        BadOptionUsage: "옵션의 값이 빠졌거나 맞지 않습니다.",
        MissingParameter: "빠진 것이 있습니다.",
        click.BadParameter: "쓸 수 없는 값이거나 없는 경로입니다.",
        click.UsageError: "명령을 알아들을 수 없습니다.",
    }
)
"""What each kind of slip is, the narrower kinds first."""


class Bilingual(AppGroup):
    """A group of commands that says of a slip what kind it is in Korean, before click says it in English."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Raises click.UsageError with both sentences."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            said = error.format_message()
            if " / " in said:
                raise  # ours is in both languages
            korean = next(text for kind, text in KOREAN.items() if isinstance(error, kind))
            raise click.UsageError(f"{korean} / {said}", error.ctx) from error
