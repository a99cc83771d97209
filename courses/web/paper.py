"""Pages of a course made ready for paper: nothing folded, names that stay apart, a table that people sign."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

TAG = re.compile(r"<[a-z][^<>]*>")
NAME = re.compile(r' (id="|href="#)')
HEADING = re.compile(r"<(/?)h([1-6])\b")
SIGN_IN = re.compile(r'<table class="sign-in">.*?</table>', re.DOTALL)
APART = re.compile(r"[a-z0-9-]*")
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class SignRow:
    """One line of an attendance table; `name` is '' on a line to be filled in by hand."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class SignTable:
    """An attendance table; `heading` names the unit where there are several."""

    heading: str
    rows: tuple[SignRow, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a printed page: HTML, then the tables to sign that stand behind it."""

    html: Markup
    tables: tuple[SignTable, ...] = ()


def unfolded(html: Markup, *, apart: str = "", deeper: int = 0) -> Markup:
    """What the catalog has sanitised, with every fold open.

    `apart` is put before each id and each link to one, so that several lessons can stand on one page; headings go
    `deeper` by that many steps. Raises ValueError for an `apart` that could be anything but a part of a name.
    """
    if not APART.fullmatch(apart):
        raise ValueError(f"not a part of a name: {apart!r}")
    text = str(html).replace("<details", "<details open")
    if apart:
        text = TAG.sub(lambda tag: NAME.sub(lambda name: f" {name[1]}{apart}-", tag[0]), text)
    if deeper:
        text = HEADING.sub(lambda found: f"<{found[1]}h{min(int(found[2]) + deeper, DEEPEST)}", text)
    return Markup(text)  # noqa: S704 - sanitised before; only our own words were put into its tags


def passages(html: Markup, register: Sequence[SignTable]) -> tuple[Passage, ...]:
    """The page cut behind each attendance table, which is filled with the register, or left as it is without one."""
    whole = unfolded(html)
    if not register:
        return (Passage(whole),)
    pieces = [Markup(piece) for piece in SIGN_IN.split(whole)]  # noqa: S704 - pieces of what was sanitised
    return (*(Passage(piece, tuple(register)) for piece in pieces[:-1]), Passage(pieces[-1]))


def has_table(html: str) -> bool:
    """Whether people sign on this page."""
    return SIGN_IN.search(html) is not None
