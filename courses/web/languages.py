"""Korean and English: msgids are Korean, the English stands in one PO file that is read once at start."""

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import g, request

from courses.foundation.vocabulary import LANGUAGES

PO = Path(__file__).resolve().parents[1] / "translations" / "en" / "LC_MESSAGES" / "messages.po"


@cache
def translations(language: str) -> gettext.NullTranslations:
    """The sentences of a language; Korean is what stands in the code."""
    if language == "ko":
        return gettext.NullTranslations()
    compiled = BytesIO()
    with PO.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def asked_language() -> str | None:
    """The language asked for in the address, None when there is none or not one of ours."""
    asked = request.args.get("lang")
    return asked if asked in LANGUAGES else None


def language() -> str:
    """The language of this answer: the account's, else the one asked for in the address, else the browser's.

    Before the browser's comes what is known of the page or the session that is over: `g.spoken`.
    """
    identity = g.get("identity")
    if identity is not None and identity.locale in LANGUAGES:
        return str(identity.locale)
    if asked := asked_language():
        return asked
    spoken = g.get("spoken")
    return spoken if spoken in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or "ko"


def say(sentence: str, **values: object) -> str:
    """A sentence in the language of this answer, with its values filled in."""
    text = translations(language()).gettext(sentence)
    return text % values if values else text


def nsay(one: str, many: str, number: int, **values: object) -> str:
    """A sentence that counts, in the language of this answer; `number` is filled in as %(num)d."""
    return translations(language()).ngettext(one, many, number) % {"num": number, **values}
