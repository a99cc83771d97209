"""People: a class list is taken over as one transaction on a plan, or not at all."""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from courses.foundation.database import db
from courses.foundation.errors import AlreadyThere, NotHere
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import ReportingGroup
from courses.ledger import audit, homes
from courses.ledger.newcomers import Newcomer, settle_newcomers
from courses.models.accounts import Account
from courses.queries.rosters import codes_in_force, taken_usernames
from courses.queries.units import standing_unit, units_above, units_at, units_below
from courses.rules.access import Grant, allowed
from courses.rules.roster import (
    ActionKind,
    ParsedList,
    Plan,
    PlannedAction,
    RosterRow,
    RowRefusal,
    plan,
    unit_key,
)
from courses.rules.unit_names import NamedUnit, unit_names

FIRST = ("ba", "bo", "da", "du", "ga", "ha", "mi", "na", "ra", "so", "yu")
SECOND = ("da", "mi", "na", "ra", "ri", "ro", "ru", "mo", "so", "nu", "ni")
"""Any two together are easy to type and mean nothing that would be hard to carry."""


@dataclass(frozen=True, slots=True)
class _Tree:
    """The units a list may name: by their names, the institution of each, and where each stands."""

    names: Mapping[str, int]
    institutions: Mapping[int, int]
    paths: Mapping[int, str]


def planned(unit: int, parsed: ParsedList, *, actor: int | None, by: tuple[Grant, ...] = ()) -> Plan:
    """What taking over the list for that unit would do; nothing is written.

    `actor` None is the command line, which may move everybody; others move nobody out of a unit that their own
    grants do not reach (refused as not_yours; who that is, and where, is not said). Raises NotHere for an unknown unit.
    """
    return _planned(_tree(unit), parsed, actor=actor, by=by)


def take_over(unit: int, parsed: ParsedList, now: datetime, *, actor: int | None, by: tuple[Grant, ...] = ()) -> Plan:
    """Do what `planned` says, unless it refuses a single row: then nothing is written. Returns the plan.

    New learners get a user name that says nothing of them, and no password: that comes with their slip. Raises NotHere,
    and AlreadyThere when the same people were brought in by someone else at this moment.
    """
    with transaction(conflict=AlreadyThere):
        tree = _tree(unit)
        made = _planned(tree, parsed, actor=actor, by=by)
        if made.refusals:
            return made
        _register([one for one in made.actions if one.kind is ActionKind.REGISTER], tree, now, actor)
        known = [(one.account, one) for one in made.actions if one.account is not None]
        for account, one in sorted(known, key=itemgetter(0)):  # the order in which accounts are locked
            if one.kind is ActionKind.RENAME:
                db.session.get_one(Account, account).display_name = one.name
                audit.note("account.renamed", now, actor=actor, subject=account, unit=one.unit)
            elif one.kind is ActionKind.MOVE:
                homes.settle(account, one.unit, 0, now, actor=actor)
        counts = {kind.value: made.count(kind) for kind in ActionKind}
        audit.note("roster.taken_over", now, actor=actor, unit=unit, **counts)
        return made


def new_usernames(number: int) -> list[str]:
    """So many user names that nobody has, in the order they were drawn, such as mira4827."""
    found: dict[str, None] = {}
    digits = 4
    while len(found) < number:
        drawn = [_username(digits) for _ in range(number - len(found))]
        taken = taken_usernames(drawn)
        found.update(dict.fromkeys(name for name in drawn if name not in taken))
        digits += 1
    return list(found)


def _planned(tree: _Tree, parsed: ParsedList, *, actor: int | None, by: tuple[Grant, ...]) -> Plan:
    actions: list[PlannedAction] = []
    refusals = list(parsed.refusals)
    for institution, rows in _by_institution(parsed.rows, tree).items():
        standing = codes_in_force(institution) if institution else []
        part = plan(ParsedList(tuple(rows), ()), standing, tree.names)
        actions += part.actions
        refusals += part.refusals
    if actor is not None:
        foreign = _foreign(actions, tree, by)
        refusals += [RowRefusal(one.row, "not_yours", {"code": one.code}) for one in foreign]
        actions = [one for one in actions if one not in foreign]
    return Plan(
        tuple(sorted(actions, key=lambda one: one.row)),
        tuple(sorted(dict.fromkeys(refusals), key=lambda one: one.row)),
    )


def _username(digits: int) -> str:
    return f"{secrets.choice(FIRST)}{secrets.choice(SECOND)}{secrets.randbelow(10**digits):0{digits}d}"


def _register(actions: Sequence[PlannedAction], tree: _Tree, now: datetime, actor: int | None) -> None:
    accounts = [
        Account(username=username, display_name=one.name, reporting_group=ReportingGroup.STUDENT, created_at=now)
        for one, username in zip(actions, new_usernames(len(actions)), strict=True)
    ]
    db.session.add_all(accounts)
    db.session.flush()
    newcomers = []
    for one, account in zip(actions, accounts, strict=True):
        audit.note("account.registered", now, actor=actor, subject=account.id, unit=one.unit)
        group = ReportingGroup.STUDENT
        institution = tree.institutions[one.unit]
        newcomers.append(Newcomer(account.id, group, one.unit, tree.paths[one.unit], institution, one.code))
    settle_newcomers(newcomers, now, actor=actor)


def _tree(unit: int) -> _Tree:
    place = standing_unit(unit)
    if place is None:
        raise NotHere
    above = units_above(place.path)
    below = [one for one in units_below(place.path) if one.id != place.id]
    trails: dict[int, tuple[str, ...]] = {}
    institutions: dict[int, int] = {}
    for one in (*above, *below):
        parent = one.parent if one.parent is not None else 0
        trails[one.id] = (*trails.get(parent, ()), one.name)
        # where none is an institution the root counts as one, as for codes everywhere
        institutions[one.id] = one.id if one.institution else institutions.get(parent, 0)
    named = [NamedUnit(one.id, trails[one.id]) for one in below]
    return _Tree(
        names=unit_names(NamedUnit(place.id, trails[place.id]), named),
        institutions={unit: found or above[0].id for unit, found in institutions.items()},
        paths={one.id: one.path for one in (place, *below)},
    )


def _by_institution(rows: Iterable[RosterRow], tree: _Tree) -> dict[int, list[RosterRow]]:
    """Rows by the institution whose codes they use; 0 for rows whose unit is not known."""
    found: dict[int, list[RosterRow]] = defaultdict(list)
    for row in rows:
        unit = tree.names.get(unit_key(row.unit))
        found[tree.institutions[unit] if unit is not None else 0].append(row)
    return found


def _foreign(actions: Iterable[PlannedAction], tree: _Tree, by: tuple[Grant, ...]) -> list[PlannedAction]:
    """Steps that would take somebody, or their name, out of a unit that the importer's grants do not reach."""
    steps = [one for one in actions if one.from_unit is not None and one.from_unit not in tree.paths]
    paths = {one.id: one.path for one in units_at([one.from_unit for one in steps if one.from_unit is not None])}
    return [one for one in steps if not allowed(by, "unit.import", paths.get(one.from_unit or 0, ""))]
