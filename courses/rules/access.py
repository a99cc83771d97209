"""Who may do what at which unit: the one table of actions, and the arithmetic of paths."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from courses.foundation.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held at a unit and at everything below it; `path` is the unit's place, ids ending in '/' (`1/17/`)."""

    role: Role
    unit: int
    path: str


ACTIONS: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        "unit.matrix": frozenset({Role.TEACHER, Role.ADMINISTRATOR, Role.ASSISTANT}),
        "unit.assign": frozenset({Role.TEACHER, Role.ADMINISTRATOR}),
        "unit.reopen": frozenset({Role.TEACHER, Role.ADMINISTRATOR}),
        "unit.import": frozenset({Role.TEACHER, Role.ASSISTANT, Role.ADMINISTRATOR}),
        "unit.items": frozenset({Role.TEACHER, Role.ADMINISTRATOR, Role.AUTHOR}),
        "unit.gains": frozenset({Role.TEACHER, Role.ADMINISTRATOR}),
        "unit.slips": frozenset({Role.TEACHER, Role.ASSISTANT, Role.ADMINISTRATOR}),
        "unit.rates": frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
        "unit.rates_csv": frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
        "unit.grant": frozenset({Role.ADMINISTRATOR}),
        "content.preview": frozenset({Role.AUTHOR, Role.ADMINISTRATOR}),
        "site.operate": frozenset({Role.OPERATOR}),
    }
)
"""Which roles may do an action; what is not listed nobody may. Learning is no action: it is each account's own."""

SITE_ACTIONS = frozenset({"content.preview", "site.operate"})
"""Actions on what belongs to no unit; the role counts wherever it is held."""

MAY_GRANT: Mapping[Role, frozenset[Role]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: frozenset(
            {Role.ADMINISTRATOR, Role.TEACHER, Role.ASSISTANT, Role.COUNSELLOR, Role.AUDITOR, Role.AUTHOR}
        )
    }
)
"""Which roles a role may give. An operator runs the machine and gives nothing; operators come from the command line."""


def covers(grant: Grant, path: str) -> bool:
    """Whether the unit at `path` is the grant's unit or lies below it; a grant without a place covers nothing."""
    return grant.path.endswith("/") and path.startswith(grant.path)


def allowed(grants: Iterable[Grant], action: str, path: str = "") -> bool:
    """Whether one of the grants lets its holder do the action at the unit of that path.

    Actions on the site as a whole take no path. Raises KeyError for an action that is not in the table, so that a
    misspelt rule fails its first test instead of shutting everybody out, or letting somebody in.
    """
    roles = ACTIONS[action]
    return any(grant.role in roles and (action in SITE_ACTIONS or covers(grant, path)) for grant in grants)


def touches(grants: Iterable[Grant], path: str) -> bool:
    """Whether the unit lies in reach of any grant: refusals say 403 inside that reach and 404 outside."""
    return any(covers(grant, path) for grant in grants)


def reach(grants: Iterable[Grant], action: str) -> tuple[str, ...]:
    """The paths of the topmost units at which the action is allowed, sorted, none below another.

    A list shows what lies in `subtree_bounds` of one of them, and that is exactly what `allowed` says yes to.
    Raises KeyError for an action that is not in the table.
    """
    roles = ACTIONS[action]
    held = {grant.path for grant in grants if grant.role in roles and grant.path.endswith("/")}
    return tuple(sorted(path for path in held if not any(path != top and path.startswith(top) for top in held)))


def subtree_bounds(path: str) -> tuple[str, str]:
    """Low and high such that `low <= p < high` holds, bytewise, for the unit's own path and those below it only.

    '0' follows '/' in ASCII: ("1/17/", "1/170"). Raises ValueError for what is not a path.
    """
    if not path.endswith("/"):
        raise ValueError(f"not a unit's path: {path!r}")
    return path, path[:-1] + "0"


def may_grant(grants: Iterable[Grant], role: Role, path: str) -> bool:
    """Whether one of the grants lets its holder give, or take back, that role at the unit of that path."""
    return any(role in MAY_GRANT.get(grant.role, frozenset()) and covers(grant, path) for grant in grants)
