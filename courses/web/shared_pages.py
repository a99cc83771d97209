"""Pages that are the same for everyone who stands at the same place, but for the reader's name and token.

A class reads the same lesson in the same hour. The page is rendered once with signs in the personal places, kept, and
given to each reader with their own name, token and sign in those places. Nothing else of a person may go into such a
page.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import current_app, g
from markupsafe import escape

from courses.web.identity import Identity
from courses.web.kept import whose
from courses.web.languages import language
from courses.web.presentation import form_token, page
from courses.web.shelf import shelf

MOST = 1000
"""Pages kept in one process (about 15 KB each); when there are more, it begins anew."""
SIGNS = {name: f"{name}-{secrets.token_hex(12)}" for name in ("name", "username", "token", "whose")}
"""What stands in the personal places of a kept page; new in each process, so that no content can hold it."""


def shared_page(template: str, key: tuple[object, ...], values: Callable[[], Mapping[str, object]]) -> str:
    """The page for the one who asks; `key` is everything its other content depends on, the content itself apart.

    Staff get a page of their own, since their menu depends on their roles.
    """
    identity: Identity = g.identity
    if identity.is_staff:
        return page(template, **values())
    kept: dict[tuple[object, ...], str] = current_app.extensions["shared_pages"]
    alike = identity.username == identity.display_name
    whole = (template, language(), shelf().digest, alike, *key)
    if (frame := kept.get(whole)) is None:
        frame = page(
            template, identity=stand_in(identity, alike=alike), csrf_token=token_sign, whose=SIGNS["whose"], **values()
        )
        if len(kept) >= MOST:
            kept.clear()
        kept[whole] = frame
    return (
        frame.replace(SIGNS["token"], form_token())
        .replace(SIGNS["whose"], whose(identity.account))
        .replace(SIGNS["username"], escape(identity.username))
        .replace(SIGNS["name"], escape(identity.display_name))
    )


def stand_in(identity: Identity, *, alike: bool) -> Identity:
    """The reader with signs for what names them."""
    username = SIGNS["username"]
    return replace(identity, username=username, display_name=username if alike else SIGNS["name"])


def token_sign() -> str:
    """What stands where a form's token goes."""
    return SIGNS["token"]
