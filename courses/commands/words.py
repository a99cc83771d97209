"""Translations: every sentence of the code and the templates has its English, and none is left over."""

import sys
from collections.abc import Iterator

import click
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask.cli import AppGroup

from courses.foundation.settings import ROOT
from courses.web.languages import PO

FOLDERS = (("courses", "**.py", "python"), ("templates", "**.html", "jinja2"))
KEYWORDS = {"say": None, "nsay": (1, 2), "_": None, "gettext": None, "ngettext": (1, 2)}
words = AppGroup("translations", help="Check the English of every sentence.")
COMMANDS = {"translations": words}


def sentences() -> Iterator[tuple[str, str]]:
    """Every sentence that is translated, with the place it stands at."""
    for folder, pattern, method in FOLDERS:
        found = extract_from_dir(ROOT / folder, [(pattern, method)], {}, KEYWORDS)
        for name, number, message, *_rest in found:
            yield str(message[0] if isinstance(message, tuple) else message), f"{folder}/{name}:{number}"


@words.command("check")
def check() -> None:
    """Name each sentence without English, and each that is no longer used; exit 1 when there is one."""
    with PO.open("rb") as file:
        catalog = read_po(file, locale="en")
    used = dict(sentences())
    english = {str(one.id[0] if isinstance(one.id, (tuple, list)) else one.id): one for one in catalog if one.id}
    missing = [f"{place}: {text}" for text, place in used.items() if text not in english or not _filled(english[text])]
    unused = [text for text in english if text not in used]
    for text in missing:
        click.echo(f"no English / 영어 없음: {text}")
    for text in unused:
        click.echo(f"not used / 쓰이지 않음: {text}")
    click.echo(f"{len(used)} sentences, {len(missing)} without English, {len(unused)} unused")
    sys.exit(1 if missing or unused else 0)


def _filled(message: object) -> bool:
    text = getattr(message, "string", "")
    return all(text) if isinstance(text, tuple) else bool(text) and not getattr(message, "fuzzy", False)
