"""The language a command answers in: the one asked for, else that of the terminal."""

import os

import click

from courses.foundation.vocabulary import LANGUAGES

LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
NONE = {"", "C", "POSIX"}

lang_option = click.option(
    "--lang", type=click.Choice(LANGUAGES), default=None, help="Language of the sentences; else that of the terminal."
)


def spoken(asked: str | None) -> str:
    """The language asked for, else that of the locale: Korean where it names none, English for any other."""
    if asked:
        return asked
    locale = next((os.environ[name] for name in LOCALES if os.environ.get(name)), "")
    named = locale.partition(".")[0]
    return "ko" if named in NONE or named.lower().startswith("ko") else "en"
