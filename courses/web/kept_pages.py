"""The pages on which what could not be sent waits: before signing in again, and after."""

from flask import g

from courses.web import kept
from courses.web.languages import asked_language
from courses.web.presentation import page


def expired_page(carried: str, problem: str = "") -> str:
    """The log-in has ended: sign in on the spot; `carried` is the packed form that goes on from there.

    Somebody else who is signed in meanwhile neither reads what was typed nor can send it, and nothing of them stands
    on the page.
    """
    other, g.identity = g.get("identity") is not None, None
    typed = kept.unpack(carried)
    hands_in = typed is not None and typed.hands_in
    values = {"chosen": asked_language(), "problem": problem, "hands_in": hands_in, "other": other}
    return page("accounts/expired.html", carried=carried, **values)


def offering_page(typed: kept.Kept | None, *, known: bool = True) -> str:
    """What could not be sent, to be sent with a button; only who is `known` to ask may change the language there."""
    return page("accounts/kept.html", kept=typed, carried=typed.text if typed and known else "")
