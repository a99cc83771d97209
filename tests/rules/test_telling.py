"""What is told of tens: whatever two figures differ in could be told alone, item by item, of any units and times."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.telling import Told, blocks, is_told, told, told_with
from courses.rules.tens import SETTLING, FirstSubmission, Look, placed_tens, settled_until
from tests.rules.making import examples
from tests.rules.test_tens import DAY, NEW_YEAR, PATHS, handed_in, happened, worlds


def parts_of(people: Sequence[FirstSubmission], right: str) -> Mapping[int, Fraction]:
    """Who is right, by a pattern of 1 and 0."""
    return {one.id: Fraction(int(right[number % len(right)])) for number, one in enumerate(people)}


def seen(
    people: Sequence[FirstSubmission], parts: Mapping[int, Fraction], top: str = "1/", now: datetime = NEW_YEAR + DAY
) -> Told | None:
    here = [one for one in people if one.path.startswith(top) and one.at <= settled_until(now)]
    look = Look(top, now)
    tens = placed_tens(here, look)
    return told(tens, parts, look) if tens else None


def test_a_share_grows_only_by_tens_that_could_be_told_alone() -> None:
    """Four of ten, then nobody: those wait for others. With the next they make a block, four of twenty."""
    people = handed_in(["1/2/"] * 40)
    parts = parts_of(people, "1111000000" + "0" * 10 + "1111000000" + "1" * 10)
    shares = [seen(people[:count], parts) for count in (10, 20, 30, 40)]
    assert [(one.share, len(one.people)) for one in shares if one] == [
        (Fraction(4, 10), 10),
        (Fraction(4, 10), 10),
        (Fraction(8, 30), 30),
        (Fraction(8, 30), 30),
    ]


@pytest.mark.parametrize(("right", "share"), [("0", 0), ("1", 1), ("0000000001", Fraction(1, 10))])
def test_without_a_block_a_share_near_an_end_is_there_for_words(right: str, share: Fraction) -> None:
    people = handed_in(["1/2/"] * 20)
    assert seen(people, parts_of(people, right)) == Told(share, tuple(range(1, 21)))


def test_what_only_two_units_at_opposite_ends_make_together_is_not_told() -> None:
    """Else the unit above would tell of both what neither tells of itself."""
    people = handed_in(["1/2/"] * 10 + ["1/3/"] * 10)
    parts = parts_of(people, "1" * 10 + "0" * 10)
    assert seen(people, parts) == Told(None, tuple(range(1, 21)))


def test_tens_that_wait_when_their_month_has_ended_go_on_in_the_unit_above() -> None:
    people = handed_in(["1/2/4/"] * 10 + ["1/2/5/"] * 10 + ["1/3/"] * 10)
    parts = parts_of(people, "1" * 10 + "0" * 20)
    later = datetime(2026, 2, 1, tzinfo=UTC) + SETTLING
    assert seen(people, parts, "1/2/", later - timedelta(seconds=1)) == Told(None, tuple(range(1, 21)))
    assert seen(people, parts, "1/2/", later) == Told(Fraction(1, 2), tuple(range(1, 21)))
    assert seen(people, parts, "1/", later) == Told(Fraction(1, 2), tuple(range(1, 21)))
    assert seen(people, parts, "1/2/4/", later) == Told(Fraction(1), tuple(range(1, 11)))


def test_shares_that_make_one_whole_are_told_of_the_same_people() -> None:
    """Six of ten chose b, four a; all of the next ten c: with its half of twenty that would be told of each of them."""
    people = handed_in(["1/2/"] * 20)
    look = Look("1/", NEW_YEAR + DAY)
    tens = placed_tens(people, look)
    a, b = parts_of(people, "1" * 4 + "0" * 16), parts_of(people, "0" * 4 + "1" * 6 + "0" * 10)
    c = parts_of(people, "0" * 10 + "1" * 10)
    right = told(tens, a, look, [a, b, c])
    assert right == Told(Fraction(4, 10), tuple(range(1, 11)))
    assert [told_with(right, one).share for one in (b, c)] == [Fraction(6, 10), 0]
    assert told(tens, half := parts_of(people, "10"), look, [c, parts_of(people, "1")]).share is None
    assert told_with(Told(Fraction(0), right.people), half).share is None


@pytest.mark.parametrize(
    ("share", "is_so"),
    [
        (None, False),
        (0.0, False),
        (0.1, False),
        (Fraction(1, 10), False),
        (0.11, True),
        (0.89, True),
        (Fraction(9, 10), False),
        (0.9, False),
        (1.0, False),
    ],
)
def test_a_share_is_told_where_it_is_neither_almost_none_nor_almost_all(
    share: Fraction | float | None, is_so: bool
) -> None:
    assert is_told(share) is is_so


@given(worlds, st.integers(0, 2**60), st.integers(0, 2**60), st.sampled_from([1, 2, 3]))
@examples(80)
def test_any_two_shares_of_an_item_differ_in_blocks_that_could_be_told_alone(
    world: list[tuple[str, int, int]], right: int, asked: int, easy: int
) -> None:
    """An item that some were asked, at any units and moments: no block ever changes, shrinks or overlaps another."""
    people = happened(world)
    asking = [one for one in people if easy == 1 or asked >> one.id % 60 & 1]
    parts = {one.id: Fraction((right >> one.id % 60 & 1) or one.id % easy != 0) for one in people}
    of: dict[int, frozenset[int]] = {}
    before: dict[str, set[frozenset[int]]] = {}
    moments = [one.at + SETTLING for one in people[:: max(1, len(people) // 6)]]
    for now in [*moments, people[-1].at + 366 * DAY]:
        for top in PATHS:
            here = [one for one in asking if one.path.startswith(top) and one.at <= settled_until(now)]
            look = Look(top, now)
            found = {
                frozenset(one.id for ten in block for one in ten.people)
                for block in blocks(placed_tens(here, look), parts, look)
            }
            assert before.get(top, set()) <= found
            before[top] = found
            for block in found:
                assert len(block) >= 10
                assert is_told(sum((parts[one] for one in block), Fraction(0)) / len(block))
                assert all(of.setdefault(one, block) == block for one in block)
