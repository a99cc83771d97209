"""Where a page of a unit stands: the units above, what else may be done there, and in which role."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from courses.foundation.vocabulary import Role
from courses.queries.units import StandingUnit
from courses.rules.access import Grant, allowed, covers
from courses.web.languages import say


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a page of a unit stands, and what else may be done there."""

    unit: StandingUnit
    above: tuple[StandingUnit, ...]
    crumb: tuple[StandingUnit, ...]
    actions: frozenset[str]
    role: str


def frame(unit: StandingUnit, above: Sequence[StandingUnit], grants: tuple[Grant, ...], action: str) -> Frame:
    """Crumb and further actions; the crumb names only units at which the same may be done."""
    crumb = tuple(one for one in above if one.id != unit.id and allowed(grants, action, one.path))
    actions = (
        "unit.matrix",
        "unit.assign",
        "unit.reopen",
        "unit.import",
        "unit.slips",
        "unit.items",
        "unit.gains",
        "unit.rates",
    )
    held = frozenset(name.removeprefix("unit.") for name in actions if allowed(grants, name, unit.path))
    return Frame(unit, tuple(above), crumb, held, role_name(grants, unit.path))


def role_name(grants: Iterable[Grant], path: str) -> str:
    """In which role somebody works at a unit, the one that may most first."""
    held = {grant.role for grant in grants if covers(grant, path)}
    names = (
        (Role.ADMINISTRATOR, say("관리자")),
        (Role.TEACHER, say("선생님")),
        (Role.ASSISTANT, say("행정 담당")),
        (Role.AUDITOR, say("감사 담당")),
        (Role.AUTHOR, say("과정 저자")),
    )
    return next((name for role, name in names if role in held), "")
