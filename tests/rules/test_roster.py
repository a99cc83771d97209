"""What an import of a class list would do."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.roster import ActionKind, Plan, Standing, parse_rows, plan, unit_key

from .making import examples

UNITS = {"": 1, unit_key("1학년/1반"): 11, unit_key("1학년/2반"): 12}
MINJI = Standing(account=70, name="김민지", code="7", unit=11)
names = st.sampled_from(["김민지", "김 민지", "이서준", "Alex", "alex", "=1+1"])
codes = st.sampled_from(["7", "8", "a1", "A1", "９", ""])
paths = st.sampled_from(["", "1학년/1반", "1학년 / 2반", "3학년"])
rows_drawn = st.lists(st.tuples(names, codes, paths).map(list), max_size=6)


def planned(*rows: list[str], standing: tuple[Standing, ...] = (MINJI,), units: Mapping[str, int] = UNITS) -> Plan:
    return plan(parse_rows(rows), standing, units)


def steps(made: Plan) -> list[tuple[int, str, int | None, int, int | None]]:
    return [(one.row, one.kind.value, one.account, one.unit, one.from_unit) for one in made.actions]


def refusals(made: Plan) -> list[tuple[int, str, dict[str, str | int]]]:
    return [(one.row, one.code, dict(one.values)) for one in made.refusals]


def test_an_unknown_code_registers_somebody_new() -> None:
    made = planned(["이서준", "8", "1학년/2반"])
    assert steps(made) == [(1, "register", None, 12, None)]
    assert (made.actions[0].name, made.actions[0].code) == ("이서준", "8")


def test_the_same_code_and_name_at_the_same_unit_changes_nothing() -> None:
    assert steps(planned(["김민지", "7", "1학년/1반"])) == [(1, "same", 70, 11, 11)]


def test_the_same_person_at_another_unit_moves() -> None:
    assert steps(planned(["김민지", "7", "1학년/2반"])) == [(1, "move", 70, 12, 11)]


def test_somebody_without_a_home_comes_back_to_one() -> None:
    gone = Standing(70, "김민지", "7", None)
    assert steps(planned(["김민지", "7", "1학년/1반"], standing=(gone,))) == [(1, "move", 70, 11, None)]


def test_another_spelling_of_the_same_name_renames() -> None:
    alex = Standing(71, "alex kim", "a1", 11)
    made = planned(["Alex  Kim", "A1", "1학년/1반"], standing=(alex,))
    assert steps(made) == [(1, "rename", 71, 11, 11)]
    assert (made.actions[0].name, made.actions[0].code) == ("Alex Kim", "a1")


def test_a_person_may_be_renamed_and_moved_by_one_row() -> None:
    made = planned(["김 민지", "7", "1학년/2반"])
    assert steps(made) == [(1, "rename", 70, 12, 11), (1, "move", 70, 12, 11)]


def test_a_code_of_somebody_else_is_a_conflict_that_does_not_name_them() -> None:
    made = planned(["이서준", "7", "1학년/1반"])
    assert (steps(made), refusals(made)) == ([], [(1, "code_conflict", {"code": "7"})])
    assert "김민지" not in repr(made)


@pytest.mark.parametrize("code", ["A1", "a1", "ａ１"])
def test_a_code_is_the_same_in_any_case_and_width(code: str) -> None:
    held = Standing(71, "김민지", "a1", 11)
    assert [one[1] for one in refusals(planned(["이서준", code], standing=(held,)))] == ["code_conflict"]


def test_a_code_whose_time_is_over_may_be_given_again() -> None:
    assert steps(planned(["이서준", "7"], standing=())) == [(1, "register", None, 1, None)]


def test_a_code_that_is_in_the_list_twice_is_refused_in_both_rows() -> None:
    made = planned(["이서준", "8"], ["박하나", "9"], ["최도윤", "8"])
    assert steps(made) == [(2, "register", None, 1, None)]
    assert refusals(made) == [
        (1, "duplicate_code", {"code": "8", "row": 3}),
        (3, "duplicate_code", {"code": "8", "row": 1}),
    ]


def test_an_unknown_unit_is_refused_by_its_name() -> None:
    assert refusals(planned(["이서준", "8", "3학년/1반"])) == [(1, "unknown_unit", {"unit": "3학년/1반"})]


def test_a_row_without_a_unit_goes_to_the_one_imported_to_or_is_refused() -> None:
    assert steps(planned(["이서준", "8"])) == [(1, "register", None, 1, None)]
    assert refusals(planned(["이서준", "8"], units={"1반": 11})) == [(1, "missing_unit", {})]


def test_refusals_of_reading_are_carried_over_in_the_order_of_the_rows() -> None:
    made = planned(["이서준", "8", "3학년"], ["", "9"], ["박하나", "7", "1학년/1반"])
    assert [one[:2] for one in refusals(made)] == [(1, "unknown_unit"), (2, "missing_name"), (3, "code_conflict")]


def test_a_plan_counts_its_actions() -> None:
    made = planned(["김민지", "7", "1학년/1반"], ["이서준", "8"], ["박하나", "9"])
    assert {kind.value: made.count(kind) for kind in ActionKind} == {"register": 2, "rename": 0, "move": 0, "same": 1}


@pytest.mark.parametrize("path", ["1학년/2반", " 1학년 / 2반 ", "/1학년/2반/", "１학년/２반"])
def test_a_path_is_the_same_with_other_spaces_width_and_slashes(path: str) -> None:
    assert unit_key(path) == "1학년/2반"


@given(rows_drawn)
@examples(150)
def test_every_row_is_planned_or_refused_and_never_both(rows: list[list[str]]) -> None:
    made = planned(["이름", "번호", "소속"], *rows)
    acting, refused = {one.row for one in made.actions}, {one.row for one in made.refusals}
    assert acting | refused == set(range(2, len(rows) + 2))
    assert not acting & refused


@given(rows_drawn)
@examples(150)
def test_doing_the_plan_and_planning_again_leaves_nothing_to_do(rows: list[list[str]]) -> None:
    listed = [["이름", "번호", "소속"], *rows]
    made = planned(*listed)
    people = {MINJI.account: MINJI}
    for one in made.actions:
        account = one.account or 100 + one.row
        people[account] = Standing(account, one.name, one.code, one.unit)
    again = planned(*listed, standing=tuple(people.values()))
    assert {one.kind for one in again.actions} <= {ActionKind.SAME}
    assert [one.row for one in again.actions] == sorted({one.row for one in made.actions})
    assert refusals(again) == refusals(made)


@given(rows_drawn)
@examples(100)
def test_no_code_is_given_to_two_people(rows: list[list[str]]) -> None:
    made = planned(["이름", "번호", "소속"], *rows)
    registered = [one.code.casefold() for one in made.actions if one.kind is ActionKind.REGISTER]
    assert len(set(registered)) == len(registered)
    assert MINJI.code not in registered
