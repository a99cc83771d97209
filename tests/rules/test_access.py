"""Who may do what where: the table walked whole, and the arithmetic of paths."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.foundation.vocabulary import Role
from courses.rules.access import (
    ACTIONS,
    MAY_GRANT,
    SITE_ACTIONS,
    Grant,
    allowed,
    covers,
    may_grant,
    reach,
    subtree_bounds,
    touches,
)

from .making import examples

ROOT, SCHOOL, ROOM, OTHER_ROOM, OTHER_SCHOOL, OTHER_TREE = "1/", "1/2/", "1/2/3/", "1/2/30/", "1/20/", "4/"
TREE = (ROOT, SCHOOL, ROOM, OTHER_ROOM, OTHER_SCHOOL, OTHER_TREE)
BELOW = {
    ROOT: {ROOT, SCHOOL, ROOM, OTHER_ROOM, OTHER_SCHOOL},
    SCHOOL: {SCHOOL, ROOM, OTHER_ROOM},
    ROOM: {ROOM},
    OTHER_ROOM: {OTHER_ROOM},
    OTHER_SCHOOL: {OTHER_SCHOOL},
    OTHER_TREE: {OTHER_TREE},
}
GIVEN_BY_ADMINISTRATORS = {"administrator", "teacher", "assistant", "counsellor", "auditor", "author"}


def grant(role: Role, path: str) -> Grant:
    return Grant(role, int(path.rstrip("/").rsplit("/", 1)[-1]), path)


@st.composite
def trees(draw: st.DrawFn) -> list[str]:
    """Paths of a random tree; ids with one, two and three digits so that prefixes of numbers occur."""
    numbers = draw(st.lists(st.sampled_from([1, 2, 3, 10, 11, 12, 17, 20, 170, 171]), min_size=1, unique=True))
    paths: list[str] = []
    for number in numbers:
        parent = draw(st.sampled_from(["", *paths]))
        paths.append(f"{parent}{number}/")
    return paths


@st.composite
def grants_in_trees(draw: st.DrawFn) -> tuple[list[str], list[Grant]]:
    paths = draw(trees())
    held = draw(st.lists(st.tuples(st.sampled_from(list(Role)), st.sampled_from(paths)), max_size=4))
    return paths, [grant(role, path) for role, path in held]


def test_the_roles_of_each_action_are_these() -> None:
    assert {action: sorted(roles) for action, roles in ACTIONS.items()} == {
        "unit.matrix": ["administrator", "assistant", "teacher"],
        "unit.assign": ["administrator", "teacher"],
        "unit.reopen": ["administrator", "teacher"],
        "unit.import": ["administrator", "assistant", "teacher"],
        "unit.items": ["administrator", "author", "teacher"],
        "unit.gains": ["administrator", "teacher"],
        "unit.slips": ["administrator", "assistant", "teacher"],
        "unit.rates": ["administrator", "auditor"],
        "unit.rates_csv": ["administrator", "auditor"],
        "unit.grant": ["administrator"],
        "content.preview": ["administrator", "author"],
        "site.operate": ["operator"],
    }


def test_a_counsellor_reads_nobody_and_an_operator_only_operates() -> None:
    for role, own in ((Role.COUNSELLOR, set()), (Role.LEARNER, set()), (Role.OPERATOR, {"site.operate"})):
        assert {action for action in ACTIONS if allowed([grant(role, ROOT)], action, ROOT)} == own


def test_every_role_at_every_unit_reaches_its_own_subtree_and_nothing_else() -> None:
    for role, held, action, asked in product(Role, TREE, set(ACTIONS) - SITE_ACTIONS, TREE):
        wanted = role in ACTIONS[action] and asked in BELOW[held]
        assert allowed([grant(role, held)], action, asked) is wanted, (role, held, action, asked)


@pytest.mark.parametrize("action", sorted(SITE_ACTIONS))
def test_actions_on_the_site_ask_for_the_role_alone(action: str) -> None:
    assert {role for role in Role if allowed([grant(role, ROOM)], action)} == ACTIONS[action]


def test_nobody_may_do_anything_without_a_grant() -> None:
    assert not any(allowed([], action, path) for action, path in product(ACTIONS, TREE))


@pytest.mark.parametrize("path", ["", "1", "/", "2/"])
def test_a_place_that_is_none_of_the_grants_is_refused(path: str) -> None:
    assert not allowed([grant(Role.ADMINISTRATOR, ROOT)], "unit.matrix", path)


@pytest.mark.parametrize("path", ["", "1", "1/2"])
def test_a_grant_without_a_whole_path_covers_nothing(path: str) -> None:
    broken = Grant(Role.ADMINISTRATOR, 1, path)
    assert not covers(broken, SCHOOL)
    assert reach([broken], "unit.matrix") == ()


def test_an_action_that_is_not_in_the_table_is_an_error() -> None:
    with pytest.raises(KeyError):
        allowed([grant(Role.ADMINISTRATOR, ROOT)], "unit.erase", ROOT)
    with pytest.raises(KeyError):
        reach([], "unit.erase")


def test_nobody_gives_a_role_beyond_the_table_or_outside_their_own_units() -> None:
    given_away = {
        (actor, held, role, asked)
        for actor, held, role, asked in product(Role, TREE, Role, TREE)
        if may_grant([grant(actor, held)], role, asked)
    }
    assert given_away == {
        (Role.ADMINISTRATOR, held, Role(role), asked)
        for held in TREE
        for role in GIVEN_BY_ADMINISTRATORS
        for asked in BELOW[held]
    }


def test_two_grants_do_not_lend_each_other_their_reach() -> None:
    both = [grant(Role.ADMINISTRATOR, ROOM), grant(Role.TEACHER, OTHER_SCHOOL)]
    assert not may_grant(both, Role.TEACHER, OTHER_SCHOOL)
    assert not allowed(both, "unit.rates", OTHER_SCHOOL)


def test_whoever_may_give_a_role_may_open_the_page_for_it() -> None:
    assert set(MAY_GRANT) == ACTIONS["unit.grant"]


@given(grants_in_trees())
@examples(60)
def test_a_chain_of_giving_never_leaves_the_units_of_its_beginning(drawn: tuple[list[str], list[Grant]]) -> None:
    paths, held = drawn
    reached = list(held)
    for _ in range(2):
        reached += [grant(role, path) for role, path in product(Role, paths) if may_grant(reached, role, path)]
        reached = list(dict.fromkeys(reached))
    for path in paths:
        assert allowed(reached, "unit.grant", path) is allowed(held, "unit.grant", path)


@given(grants_in_trees(), st.sampled_from(sorted(set(ACTIONS) - SITE_ACTIONS)))
@examples(150)
def test_what_is_allowed_is_what_a_list_would_show(drawn: tuple[list[str], list[Grant]], action: str) -> None:
    paths, held = drawn
    bounds = [subtree_bounds(top) for top in reach(held, action)]
    listed = [path for path in paths if any(low <= path < high for low, high in bounds)]
    assert [path for path in paths if allowed(held, action, path)] == listed


@given(grants_in_trees())
@examples(100)
def test_the_tops_of_a_reach_lie_apart(drawn: tuple[list[str], list[Grant]]) -> None:
    tops = reach(drawn[1], "unit.matrix")
    assert not any(one != other and one.startswith(other) for one, other in product(tops, tops))


@given(grants_in_trees())
@examples(100)
def test_what_is_allowed_is_always_touched(drawn: tuple[list[str], list[Grant]]) -> None:
    paths, held = drawn
    for path in paths:
        assert touches(held, path) is any(path.startswith(one.path) for one in held)
        assert touches(held, path) or not any(allowed(held, action, path) for action in set(ACTIONS) - SITE_ACTIONS)


def test_the_bounds_of_a_subtree_end_before_the_next_number() -> None:
    assert subtree_bounds("1/17/") == ("1/17/", "1/170")


@given(trees(), trees())
@examples(150)
def test_bounds_hold_exactly_the_paths_that_begin_alike(tops: list[str], paths: list[str]) -> None:
    for top, path in product(tops, [*tops, *paths]):
        low, high = subtree_bounds(top)
        assert (low.encode() <= path.encode() < high.encode()) is path.startswith(top)


@pytest.mark.parametrize("path", ["", "1", "1/17"])
def test_bounds_of_what_is_no_path_are_refused(path: str) -> None:
    with pytest.raises(ValueError, match="not a unit's path"):
        subtree_bounds(path)
