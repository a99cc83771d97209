"""A class list against what stands now: what an import would do, row by row, before anything is done."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from courses.rules.class_list import ParsedList, RosterRow, RowRefusal, parse_rows

__all__ = [
    "ActionKind",
    "ParsedList",
    "Plan",
    "PlannedAction",
    "RosterRow",
    "RowRefusal",
    "Standing",
    "parse_rows",
    "plan",
    "unit_key",
]


class ActionKind(StrEnum):
    """What an import does for a row."""

    REGISTER = "register"
    RENAME = "rename"
    MOVE = "move"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody whose code is in force in this institution; `unit` is the home unit, None for somebody without one."""

    account: int
    name: str
    code: str
    unit: int | None


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """One step of an import.

    `account` is None for somebody to register; `unit` is where they are to be at home, `from_unit` where they are now.
    """

    row: int
    kind: ActionKind
    name: str
    code: str
    unit: int
    account: int | None = None
    from_unit: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an import would do, and everything it refuses, each in the order of the rows."""

    actions: tuple[PlannedAction, ...]
    refusals: tuple[RowRefusal, ...]

    def count(self, kind: ActionKind) -> int:
        """How many actions are of that kind."""
        return sum(action.kind is kind for action in self.actions)


def plan(parsed: ParsedList, standing: Iterable[Standing], units: Mapping[str, int]) -> Plan:
    """What taking over the parsed list would do.

    `standing` holds everybody whose code is in force in the institution today (codes whose time is over do not count:
    they are used again), `units` the id of each unit by its `unit_key`, with '' for the unit that rows naming none go
    to. A person is known by code and name together: same code and same name (but for case and spaces) is the same
    person, renamed where the spelling differs, moved where the unit does; same code and another name is refused as
    code_conflict. Further refusals: duplicate_code (every row of a code that is in the list twice), unknown_unit,
    missing_unit. Refusals of reading are carried over. Whether the importer may take people out of `from_unit` is not
    decided here.
    """
    rows_of_code: dict[str, list[int]] = defaultdict(list)
    for row in parsed.rows:
        rows_of_code[_key(row.code)].append(row.number)
    holders: dict[str, list[Standing]] = defaultdict(list)
    for person in standing:
        holders[_key(person.code)].append(person)
    actions: list[PlannedAction] = []
    refusals = list(parsed.refusals)
    for row in parsed.rows:
        key = _key(row.code)
        twins = [number for number in rows_of_code[key] if number != row.number]
        unit = units.get(unit_key(row.unit))
        faults = _faults(row, twins, unit, holders[key])
        refusals.extend(faults)
        if not faults and unit is not None:
            actions.extend(_steps(row, unit, holders[key]))
    return Plan(tuple(actions), tuple(sorted(refusals, key=lambda refusal: refusal.row)))


def unit_key(path: str) -> str:
    """A unit's path as lists write it (`1학년/2반`), without differences of case, width and white space."""
    return "/".join(part for part in (_key(part) for part in path.split("/")) if part)


def _faults(row: RosterRow, twins: list[int], unit: int | None, holders: list[Standing]) -> list[RowRefusal]:
    faults = []
    if twins:
        faults.append(RowRefusal(row.number, "duplicate_code", {"code": row.code, "row": twins[0]}))
    # The other person's name stays out of it: the importer may have no right to know who that is.
    if any(_key(person.name) != _key(row.name) for person in holders):
        faults.append(RowRefusal(row.number, "code_conflict", {"code": row.code}))
    if unit is None:
        fault = ("unknown_unit", {"unit": row.unit}) if row.unit else ("missing_unit", {})
        faults.append(RowRefusal(row.number, *fault))
    return faults


def _steps(row: RosterRow, unit: int, holders: list[Standing]) -> list[PlannedAction]:
    if not holders:
        return [PlannedAction(row.number, ActionKind.REGISTER, row.name, row.code, unit)]
    person = holders[0]
    kinds = [ActionKind.RENAME] if person.name != row.name else []
    kinds += [ActionKind.MOVE] if person.unit != unit else []
    return [
        PlannedAction(row.number, kind, row.name, person.code, unit, person.account, person.unit)
        for kind in kinds or [ActionKind.SAME]
    ]


def _key(text: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(folded.split())
