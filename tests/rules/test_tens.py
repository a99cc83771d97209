"""Tens: never taken apart, never overlapping, and whatever two looks differ in is made of whole ones."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.tens import (
    SETTLING,
    TEN,
    FirstSubmission,
    Look,
    has_ten,
    is_over,
    month_of,
    newest,
    placed_tens,
    settled_until,
    whole_tens,
)
from tests.rules.making import examples

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
PATHS = ("1/", "1/2/", "1/2/4/", "1/2/5/", "1/3/", "1/3/6/", "1/3/7/")
"""A small tree; people may be at home in any of its units."""


def handed_in(homes: Iterable[str], start: datetime = NEW_YEAR, first: int = 1) -> list[FirstSubmission]:
    """One a minute, in this order."""
    return [
        FirstSubmission(start + timedelta(minutes=number), first + number, home) for number, home in enumerate(homes)
    ]


def ids(submissions: Sequence[FirstSubmission], top: str, now: datetime) -> list[list[int]]:
    return [[one.id for one in ten] for ten in whole_tens(submissions, top, now)]


def test_a_class_counts_from_its_tenth_learner_on_in_steps_of_ten() -> None:
    people = handed_in(["1/2/4/"] * 23)
    for count, tens in ((9, 0), (10, 1), (19, 1), (20, 2), (23, 2)):
        found = ids(people[:count], "1/2/4/", NEW_YEAR + DAY)
        assert found == [list(range(1, 11)), list(range(11, 21))][:tens]


def test_a_unit_above_sees_the_tens_of_those_below_and_no_others_this_month() -> None:
    people = handed_in(["1/2/4/"] * 12 + ["1/2/5/"] * 8)
    assert ids(people, "1/2/", NEW_YEAR + DAY) == ids(people[:12], "1/2/4/", NEW_YEAR + DAY) == [list(range(1, 11))]


def test_those_left_over_count_together_when_the_month_has_ended() -> None:
    """Two of one class and eight of the other; the three of another school wait for their unit above, in vain."""
    people = handed_in(["1/2/4/"] * 12 + ["1/2/5/"] * 8 + ["1/3/6/"] * 3)
    next_month = datetime(2026, 2, 1, tzinfo=UTC) + SETTLING
    assert ids(people, "1/", next_month - timedelta(seconds=1)) == [list(range(1, 11))]
    assert ids(people, "1/", next_month) == [list(range(1, 11)), list(range(11, 21))]
    assert ids(people[:20], "1/2/", next_month) == ids(people, "1/", next_month)
    assert ids(people[12:20], "1/2/5/", next_month) == []


def test_each_month_begins_anew() -> None:
    last_month = handed_in(["1/2/4/"] * 6, NEW_YEAR - DAY)
    this_month = handed_in(["1/2/4/"] * 6, NEW_YEAR, 11)
    assert ids(last_month + this_month, "1/2/4/", NEW_YEAR + DAY) == []


def test_those_at_home_above_are_a_home_like_any_other() -> None:
    people = handed_in(["1/2/", "1/2/4/"] * 10)
    found = ids(people, "1/2/", NEW_YEAR + DAY)
    assert found == [list(range(1, 20, 2)), list(range(2, 21, 2))]


def test_what_was_handed_in_elsewhere_or_just_now_is_refused() -> None:
    with pytest.raises(ValueError, match="does not count"):
        whole_tens(handed_in(["1/20/"]), "1/2/", NEW_YEAR + DAY)
    with pytest.raises(ValueError, match="does not count"):
        whole_tens(handed_in(["1/2/"]), "1/2/", NEW_YEAR)
    assert settled_until(NEW_YEAR) == NEW_YEAR - SETTLING


def test_nothing_makes_no_ten() -> None:
    assert whole_tens([], "1/", NEW_YEAR) == []
    assert has_ten({}, NEW_YEAR) is False


worlds = st.lists(st.tuples(st.sampled_from(PATHS), st.integers(0, 5), st.integers(1, 14)), min_size=1, max_size=25)
"""One after another: the home of a few people, how many months pass before they hand in, and how many they are."""


def happened(world: Sequence[tuple[str, int, int]]) -> list[FirstSubmission]:
    people: list[FirstSubmission] = []
    at = NEW_YEAR
    for path, months, count in world:
        at += 30 * DAY * months + timedelta(hours=1)
        people += handed_in([path] * count, at, len(people) + 1)
    return people


def looks(people: Sequence[FirstSubmission]) -> list[tuple[str, datetime, list[frozenset[int]]]]:
    """What an attacker may be shown: each unit, after each of some hand-ins and in the year after the last."""
    moments = [one.at + SETTLING for one in people[:: max(1, len(people) // 6)]]
    moments += [people[-1].at + SETTLING, people[-1].at + 366 * DAY]
    found = []
    for now in moments:
        for top in PATHS:
            seen = [one for one in people if one.path.startswith(top) and one.at <= settled_until(now)]
            found.append((top, now, [frozenset(ten) for ten in ids(seen, top, now)]))
    return found


@given(worlds)
@examples(60)
def test_no_two_looks_at_any_units_and_times_differ_in_fewer_than_ten(world: list[tuple[str, int, int]]) -> None:
    """Across parent and child and across two dates, pair by pair; and then all at once: tens never overlap."""
    shown = looks(happened(world))
    tens = {ten for _, _, look in shown for ten in look}
    assert all(len(ten) == TEN for ten in tens)
    assert sum(len(ten) for ten in tens) == len(frozenset().union(*tens))
    people = [frozenset().union(*look) for _, _, look in shown]
    for one, other in combinations(people, 2):
        assert len(one ^ other) == 0 or len(one ^ other) >= TEN


@given(worlds)
@examples(60)
def test_who_looks_again_sees_the_same_tens_and_perhaps_more_behind_them(world: list[tuple[str, int, int]]) -> None:
    before: dict[str, list[frozenset[int]]] = {}
    for top, _, look in looks(happened(world)):
        earlier = before.get(top, [])
        assert look[: len(earlier)] == earlier
        before[top] = look


@given(worlds)
@examples(60)
def test_a_link_is_offered_exactly_where_there_is_a_ten(world: list[tuple[str, int, int]]) -> None:
    people = happened(world)
    for top, now, look in looks(people):
        counts: dict[int, dict[str, int]] = {}
        for one in people:
            if one.path.startswith(top) and one.at <= settled_until(now):
                homes = counts.setdefault(month_of(one.at), {})
                homes[one.path] = homes.get(one.path, 0) + 1
        assert has_ten(counts, now) is bool(look)


@given(worlds)
@examples(60)
def test_in_a_month_that_is_over_fewer_than_ten_count_nowhere(world: list[tuple[str, int, int]]) -> None:
    people = happened(world)
    now = people[-1].at + 366 * DAY
    counted = {one for ten in ids(people, "1/", now) for one in ten}
    for month in {month_of(one.at) for one in people}:
        assert is_over(month, now)
        assert len([one for one in people if month_of(one.at) == month and one.id not in counted]) < TEN


@given(worlds, st.integers(1, 60))
@examples(60)
def test_reading_only_the_newest_takes_no_ten_apart(world: list[tuple[str, int, int]], most: int) -> None:
    people = happened(world)
    now = people[-1].at + 366 * DAY
    every = {ten.people: ten for ten in placed_tens(people, Look("1/", now))}
    read, unread = newest(people, most)
    assert len(read) == min(most, len(people))
    for top in PATHS:
        here = [one for one in read if one.path.startswith(top)]
        assert all(every[ten.people] == ten for ten in placed_tens(here, Look(top, now, unread)))


def test_the_newest_are_whole_months_and_of_the_next_whole_homes() -> None:
    last_month = handed_in(["1/2/4/", "1/2/5/"] * 12, NEW_YEAR - DAY)
    this_month = handed_in(["1/2/4/"] * 3, NEW_YEAR, 25)
    read, unread = newest(last_month + this_month, 20)
    assert sorted(one.id for one in read) == sorted([1, 3, 5, 7, 9, *range(2, 25, 2), 25, 26, 27])
    assert unread == {month_of(NEW_YEAR - DAY): {"1/", "1/2/", "1/2/4/"}}
