"""The one table of what each route answers to whom; it repeats nothing of the product's own tables on purpose."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.security.crawling import Cell
from tests.security.people import REACH

NOT_SIGNED_IN = frozenset({"anonymous", "disabled"})
KEPT = frozenset(
    {
        "assessment.answer",
        "assessment.submit",
        "assessment.begin",
        "sittings.answer",
        "sittings.submit",
        "sittings.begin",
        "learning.complete",
        "teaching.assign",
    }
)
"""Forms whose content is offered again after the log-in: they answer 401 with that page, others lead there."""
ROUTER_REFUSES = frozenset({"too large", "nought", "negative", "words"})
"""Ids that are no ids: no route matches them, so nobody is asked who they are."""
NOT_A_ROUTE = frozenset({404, 405})


@dataclass(frozen=True)
class Public:
    """Everybody gets the same, but for scopes named here, and for who is signed in where that makes a difference."""

    status: int
    scopes: Mapping[str, int] = field(default_factory=dict)
    signed_in: int = 0


@dataclass(frozen=True)
class SignedIn:
    """Whoever is signed in gets `status`, but for the principals named in `others`."""

    status: int
    others: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Content:
    """Something of a course, by scope: the learner whose duty it is, one with another module of it, one without, staff.

    Scopes that are not named answer 404 to all four.
    """

    scopes: Mapping[str, tuple[int, int, int, int]]


@dataclass(frozen=True)
class OfUnit:
    """Something of a unit: `status` for those who may, 403 to those who know the unit, 404 to everybody else.

    `at_root` is the status above all institutions, where it differs: nobody is listed by name there.
    """

    may: frozenset[str]
    status: int
    at_root: int = 0


@dataclass(frozen=True)
class InWork:
    """Content as authors see it, by scope; 404 for other scopes, 403 to all who may not look."""

    scopes: Mapping[str, int]


Line = Public | SignedIn | Content | OfUnit | InWork
AUTHORS = frozenset({"author", "administrator", "ministry", "stranger"})
CLASS = frozenset({"teacher", "administrator", "ministry", "stranger"})
OFFICE = CLASS | {"assistant"}
BOARDS = frozenset({"administrator", "ministry", "stranger", "auditor"})
NO_ROLE = {"learner": 403, "outsider": 403, "expired": 403}
OWN_ONLY = (404, 403, 403, 403)

EXPECTED: Mapping[tuple[str, str], Line] = {
    ("static", "GET"): Public(200, {"missing": 404, "above": 404}),
    ("accounts.start", "GET"): Public(303),
    ("accounts.login", "GET"): Public(200, signed_in=303),
    ("accounts.sign_in", "POST"): Public(422),
    ("accounts.sign_out", "POST"): Public(303),
    ("accounts.language", "POST"): SignedIn(303),
    ("help.help_page", "GET"): Public(200),
    ("help.exit_page", "GET"): Public(200),
    ("help.health", "GET"): Public(200),
    ("help.ready", "GET"): Public(200),
    ("learning.home", "GET"): SignedIn(200),
    ("learning.course_page", "GET"): Content({"own": (200, 200, 403, 200)}),
    ("learning.module_page", "GET"): Content({"own": (200, 403, 403, 200), "locked": (200, 403, 403, 200)}),
    ("learning.lesson", "GET"): Content(
        {
            "own": (200, 403, 403, 200),
            "done": (200, 403, 403, 200),
            "locked": (303, 403, 403, 200),
            "missing": (404, 403, 403, 404),
            "long": (404, 403, 403, 404),
        }
    ),
    ("learning.complete", "POST"): Content(
        {
            "own": (303, 403, 403, 403),
            "done": (303, 403, 403, 403),
            "locked": (403, 403, 403, 403),
            "missing": (404, 403, 403, 404),
            "long": (404, 403, 403, 404),
        }
    ),
    ("media.of_module", "GET"): Content(
        {
            "own": (200, 403, 403, 200),
            "locked": (200, 403, 403, 200),
            "hidden": (404, 403, 403, 404),
            "dots": (404, 403, 403, 404),
        }
    ),
    ("media.of_course", "GET"): Content(
        {"own": (200, 200, 403, 200), "hidden": (404, 404, 403, 404), "dots": (404, 404, 403, 404)}
    ),
    ("printing.booklet", "GET"): Content({"own": (200, 200, 403, 200)}),
    ("searching.results", "GET"): SignedIn(200),
    ("results.every_result", "GET"): SignedIn(200),
    ("results.result", "GET"): SignedIn(404),
    ("assessment.start", "GET"): Content({"own": (200, 403, 403, 200), "locked": (303, 403, 403, 200)}),
    ("assessment.begin", "POST"): Content({"own": (303, 403, 403, 403), "locked": (403, 403, 403, 403)}),
    ("assessment.attempt", "GET"): Content(
        {"own": (303, 403, 403, 403), "another's": OWN_ONLY, "missing": OWN_ONLY, "huge": OWN_ONLY}
    ),
    # The form holds nothing but its token, so that even the own attempt has no such item, and nothing has such a key.
    ("assessment.answer", "POST"): Content(
        {"own": OWN_ONLY, "another's": OWN_ONLY, "missing": OWN_ONLY, "huge": OWN_ONLY}
    ),
    ("assessment.submit", "POST"): Content({}),
    ("authoring.home", "GET"): InWork({"own": 200}),
    ("authoring.course", "GET"): InWork({"own": 200}),
    ("authoring.module", "GET"): InWork({"own": 200, "locked": 200}),
    ("authoring.lesson", "GET"): InWork({"own": 200, "done": 200, "locked": 200}),
    ("authoring.media", "GET"): InWork({"own": 200, "locked": 200}),
    ("authoring.media_of_course", "GET"): InWork({"own": 200}),
    ("teaching.home", "GET"): SignedIn(
        303, NO_ROLE | dict.fromkeys(("counsellor", "auditor", "author", "operator"), 403)
    ),
    ("teaching.unit", "GET"): OfUnit(OFFICE, 200),
    ("teaching.assign_form", "GET"): OfUnit(CLASS, 200),
    ("teaching.assign", "POST"): OfUnit(CLASS, 422),
    ("teaching.import_form", "GET"): OfUnit(OFFICE, 200),
    ("teaching.import_preview", "POST"): OfUnit(OFFICE, 422),
    ("teaching.import_apply", "POST"): OfUnit(OFFICE, 422),
    ("teaching.slips_form", "GET"): OfUnit(OFFICE, 200),
    ("teaching.slips", "POST"): OfUnit(OFFICE, 422, at_root=200),
    ("sheets.sheets", "GET"): OfUnit(OFFICE, 200),
    ("sheets.sheet", "GET"): OfUnit(OFFICE, 200),
    ("analysis.home", "GET"): SignedIn(
        303, NO_ROLE | dict.fromkeys(("assistant", "counsellor", "auditor", "operator"), 403)
    ),
    ("analysis.items", "GET"): OfUnit(CLASS | {"author"}, 200),
    ("analysis.gains", "GET"): OfUnit(CLASS, 200),
    # The sealed course has no knowledge items, and nobody has completed a module of it a week ago.
    ("sittings.measure", "GET"): Content({}),
    ("sittings.recall", "GET"): Content({}),
    ("sittings.begin", "POST"): Content({}),
    ("sittings.sit", "GET"): Content({}),
    ("sittings.answer", "POST"): Content({}),
    ("sittings.submit", "POST"): Content({}),
    # Neither form names a learner here.
    ("reopening.form", "GET"): OfUnit(CLASS, 404),
    ("reopening.apply", "POST"): OfUnit(CLASS, 404),
    ("administration.home", "GET"): SignedIn(
        303, NO_ROLE | dict.fromkeys(("teacher", "assistant", "counsellor", "author", "operator"), 403)
    ),
    ("administration.board", "GET"): OfUnit(BOARDS, 200),
    ("administration.board_csv", "GET"): OfUnit(BOARDS, 200),
}


def answers(cell: Cell) -> frozenset[int]:
    """The statuses that are right for this cell. Raises KeyError for a route that has no line."""
    line = EXPECTED[cell.endpoint, "GET" if cell.method == "HEAD" else cell.method]
    return NOT_A_ROUTE if cell.scope in ROUTER_REFUSES else frozenset({answer(cell, line)})


def answer(cell: Cell, line: Line) -> int:
    """The one status that is right for this cell by this line."""
    known = cell.principal not in NOT_SIGNED_IN
    if isinstance(line, Public):
        return line.signed_in if known and line.signed_in else line.scopes.get(cell.scope, line.status)
    if not known:
        return 401 if cell.endpoint in KEPT and cell.method == "POST" else 303
    if isinstance(line, SignedIn):
        return line.others.get(cell.principal, line.status)
    if isinstance(line, InWork):
        return line.scopes.get(cell.scope, 404) if cell.principal in AUTHORS else 403
    if isinstance(line, Content):
        column = {"learner": 0, "outsider": 1, "expired": 2}.get(cell.principal, 3)
        return line.scopes.get(cell.scope, (404, 404, 404, 404))[column]
    return of_unit(cell, line)


def of_unit(cell: Cell, line: OfUnit) -> int:
    """404 where the principal knows nothing of the unit, 403 where the right is missing."""
    if cell.unit not in REACH.get(cell.principal, frozenset()):
        return 404
    if cell.principal not in line.may:
        return 403
    return line.at_root if line.at_root and cell.unit == "root" else line.status
