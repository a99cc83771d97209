"""Pages: one Jinja environment a language, the filters, and what every page is given."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from flask import Flask, current_app, g, request, session
from itsdangerous import URLSafeTimedSerializer
from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

from courses.foundation.vocabulary import LANGUAGES
from courses.web.addresses import address
from courses.web.content_notices import content_notices
from courses.web.kept import carried, whose
from courses.web.languages import language, translations
from courses.web.navigation import help_lines, navigation
from courses.web.sessions import CSRF_KEY
from courses.web.shelf import shelf

OTHER = {"ko": "en", "en": "ko"}
SENTENCE = re.compile(r"""\{\{ _\((?:"([^"\\]+)"|'([^'\\]+)')\) \}\}""")
PARTICLES = {
    "은/는": ("은", "는"),
    "이/가": ("이", "가"),
    "을/를": ("을", "를"),
    "과/와": ("과", "와"),
    "으로/로": ("으로", "로"),
}


class BoundSentences(Extension):
    """Puts sentences without values in place when a template is compiled: there is one environment a language."""

    def preprocess(self, source: str, _name: str | None, _filename: str | None = None) -> str:
        """The source with each `{{ _("…") }}` replaced by its translation."""
        if "lang" not in self.environment.globals:
            return source  # Flask's own environment, and the one that collects sentences
        told = translations(str(self.environment.globals["lang"])).gettext
        return SENTENCE.sub(lambda found: str(escape(told(found[1] or found[2]))), source)


def init_app(app: Flask) -> None:
    """Make one environment a language."""
    app.jinja_options = {
        "extensions": ["jinja2.ext.i18n", BoundSentences],
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "autoescape": True,
    }
    environments = {}
    for name in LANGUAGES:
        environment = app.create_jinja_environment()
        environment.install_gettext_translations(translations(name), newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
        environment.filters.update(filters(name, app.config["SETTINGS"].zone))
        environment.globals.update(lang=name, asset=asset, csrf_token=form_token, url_for=address)
        environment.globals["exit_button"] = partial(piece, environment, "macros/care.html", "exit_button")
        environments[name] = environment
    app.extensions["pages"] = environments
    app.extensions["pieces"] = {}
    app.extensions["shared_pages"] = {}


def page(template: str, **values: Any) -> str:
    """A page in the language of this request."""
    lang = language()
    environment: Environment = current_app.extensions["pages"][lang]
    settings = current_app.config["SETTINGS"]
    identity = g.get("identity")
    common = {
        "identity": identity,
        "nav": navigation(identity),
        "here": request.full_path.rstrip("?"),
        "elsewhere": here_in(OTHER[lang]) if identity is None else "",
        "carried": carried(identity.account) if identity else "",
        "whose": whose(identity.account) if identity else "",
        "insecure_http": settings.insecure_http,
        "demo": settings.demo,
        "content_notices": content_notices(identity),
        "help_panel": help_panel(environment, g.get("audience", "students")),
        "sprite": piece(environment, "macros/sprite.html"),
        "now_text": moment_text(g.now, lang, settings.zone),
    }
    return environment.get_template(template).render(common | values)


def here_in(lang: str) -> str:
    """The same page in that language, with all else that its address says, for one who has not signed in."""
    kept = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    return "?" + urlencode([*kept, ("lang", lang)])


def form_token() -> str:
    """The token of the reader's forms: signed once for each session, since it holds as long as that does."""
    return signed(session[CSRF_KEY], current_app.config["SECRET_KEY"])


@lru_cache(maxsize=10_000)
def signed(secret: str, key: str) -> str:
    """The secret as Flask-WTF's forms carry it and its check reads it."""
    return str(URLSafeTimedSerializer(key, salt="wtf-csrf-token").dumps(secret))


def help_panel(environment: Environment, audience: str) -> Markup:
    """The panel of help lines for that audience, rendered once for each state of the content."""
    return piece(environment, "macros/care.html", "panel", audience + shelf().digest, lambda: help_lines(audience))


def piece(
    environment: Environment, template: str, macro: str = "", key: str = "", *values: Callable[[], object]
) -> Markup:
    """A template without values, or one of its macros with these, rendered once and kept under the key."""
    kept: dict[tuple[str, ...], Markup] = current_app.extensions["pieces"]
    name = (str(environment.globals["lang"]), template, macro, key)
    if name not in kept:
        found = environment.get_template(template)
        rendered = getattr(found.module, macro)(*(value() for value in values)) if macro else found.render()
        kept[name] = Markup(rendered)  # noqa: S704 - what an autoescaping environment has rendered
    return kept[name]


def asset(name: str) -> str:
    """The address of a file under static/, with its digest so that it may be cached for ever."""
    digests: dict[str, str] = current_app.extensions["assets"]
    return f"/static/{name}?v={digests[name]}"


def filters(lang: str, zone: Any) -> dict[str, Callable[..., Any]]:
    """The filters of the pages in one language."""

    def local(moment: date | datetime) -> date:
        return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment

    def day(moment: date | datetime) -> str:
        return format_date(local(moment), "M월 d일" if lang == "ko" else "d MMMM", locale=lang)

    def full_date(moment: date | datetime) -> str:
        return format_date(local(moment), "y년 M월 d일" if lang == "ko" else "d MMMM y", locale=lang)

    def day_long(moment: date | datetime) -> str:
        return format_date(local(moment), "y년 M월 d일 EEEE" if lang == "ko" else "EEEE, d MMMM y", locale=lang)

    def clock(moment: datetime) -> str:
        return format_time(moment.astimezone(zone), "HH:mm", locale=lang)

    return {
        "day": day,
        "full_date": full_date,
        "day_long": day_long,
        "clock": clock,
        "count": lambda number: format_decimal(number, locale=lang),
        "score": lambda hundredths: format_decimal(hundredths / 100, format="0.##", locale=lang),
        "percent": percent,
        "josa": josa,
        "nb": lambda text: Markup('<span class="nb">%s</span>') % text,
    }


def percent(done: int, targets: int) -> str:
    """A rate in whole percent, rounded down, so that 100 % is only ever said of everybody; '–' of nobody."""
    return f"{done * 100 // targets}%" if targets else "–"


def josa(word: str, pair: str) -> Markup:
    """The word with the particle that fits its last sound."""
    last = word.rstrip("'\"”’)」』 ")[-1:] or " "
    code = ord(last) - 0xAC00
    digits = {"0": 21, "1": 8, "2": 0, "3": 16, "4": 0, "5": 0, "6": 1, "7": 8, "8": 8, "9": 0}
    final = code % 28 if 0 <= code < 11172 else digits.get(last, 0)
    with_final, without = PARTICLES[pair]
    if pair == "으로/로" and final == 8:
        final = 0
    return escape(word) + (with_final if final else without)


def moment_text(moment: datetime, lang: str, zone: Any) -> str:
    """A moment as pages say it: 11월 22일 09:10, 22 November 09:10."""
    pattern = "M월 d일 HH:mm" if lang == "ko" else "d MMMM HH:mm"
    return (
        format_date(moment.astimezone(zone), pattern.rsplit(" ", 1)[0], locale=lang)
        + " "
        + format_time(moment.astimezone(zone), "HH:mm", locale=lang)
    )
