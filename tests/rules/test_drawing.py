"""What an attempt asks and in what order it shows it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalog.items import Item, Quiz
from courses.foundation.vocabulary import ItemType, Order
from courses.rules.drawing import DrawnItem, draw

from .making import examples, item, quiz, quizzes

seeds = st.text(max_size=8)
SEEDS = [str(number) for number in range(60)]


def singles(*identifiers: str, pool: str = "", core: bool = False) -> tuple[Item, ...]:
    return tuple(
        item(ItemType.SINGLE, "a", identifier=identifier, count=4, pool=pool, core=core) for identifier in identifiers
    )


def ids(drawn: tuple[DrawnItem, ...]) -> list[str]:
    return [one.item_id for one in drawn]


@given(quizzes(), seeds)
@examples(80)
def test_the_same_seed_gives_the_same_draw(asked: Quiz, seed: str) -> None:
    assert draw(asked, seed) == draw(asked, seed)


@given(quizzes(), seeds)
@examples(80)
def test_no_item_comes_twice_or_from_elsewhere(asked: Quiz, seed: str) -> None:
    drawn = ids(draw(asked, seed))
    assert len(set(drawn)) == len(drawn)
    assert set(drawn) <= {one.id for one in asked.items}


@given(quizzes(), seeds)
@examples(80)
def test_core_items_are_always_in(asked: Quiz, seed: str) -> None:
    assert {one.id for one in asked.items if one.core} <= set(ids(draw(asked, seed)))


@given(quizzes(), seeds)
@examples(100)
def test_each_pool_gives_as_many_as_it_is_asked_for(asked: Quiz, seed: str) -> None:
    drawn = set(ids(draw(asked, seed)))
    for pool, count in asked.draw.items():
        named_elsewhere = set(asked.draw) - {""}
        members = [one for one in asked.items if one.pool == pool or (not pool and one.pool not in named_elsewhere)]
        core = sum(one.core for one in members)
        assert sum(one.id in drawn for one in members) == max(core, min(count, len(members)))


@given(quizzes(), seeds)
@examples(80)
def test_a_pool_that_is_not_named_gives_all_it_has(asked: Quiz, seed: str) -> None:
    if "" not in asked.draw:
        free = {one.id for one in asked.items if one.pool not in asked.draw}
        assert free <= set(ids(draw(asked, seed)))


@given(quizzes(), seeds)
@examples(100)
def test_every_choice_is_shown_once(asked: Quiz, seed: str) -> None:
    for shown in draw(asked, seed):
        one = asked.item(shown.item_id)
        assert one is not None
        assert sorted(shown.choices) == [choice.letter for choice in one.choices]
        assert sorted(shown.targets) == [target.letter for target in one.targets]


@given(quizzes(), seeds)
@examples(150)
def test_what_is_to_be_arranged_is_never_shown_as_the_key_has_it(asked: Quiz, seed: str) -> None:
    for shown in draw(asked, seed):
        one = asked.item(shown.item_id)
        assert one is not None
        if one.type is ItemType.ORDERING and len(one.choices) > 2:
            assert shown.choices != one.key
        if one.type is ItemType.MATCHING and len(one.targets) > 2:
            wanted = dict(zip((row.letter for row in one.choices), one.key, strict=True))
            assert shown.targets != "".join(dict.fromkeys(wanted[row] for row in shown.choices))


@given(quizzes(order=Order.FIXED), seeds)
@examples(80)
def test_a_fixed_order_keeps_items_and_choices_as_written(asked: Quiz, seed: str) -> None:
    drawn = draw(asked, seed)
    assert ids(drawn) == [one.id for one in asked.items if one.id in ids(drawn)]
    for shown in drawn:
        one = asked.item(shown.item_id)
        assert one is not None
        if one.type is not ItemType.ORDERING:
            assert shown.choices == "".join(choice.letter for choice in one.choices)


def test_a_shuffled_order_moves_items_and_choices() -> None:
    asked = quiz(singles("x", "y", "z"))
    assert len({tuple(ids(draw(asked, seed))) for seed in SEEDS}) == 6
    assert len({shown.choices for seed in SEEDS for shown in draw(asked, seed)}) == 24


@pytest.mark.parametrize("order", list(Order))
def test_true_and_false_keep_their_places(order: Order) -> None:
    asked = quiz((item(ItemType.TRUE_FALSE, "b", count=2),), order=order)
    assert {shown.choices for seed in SEEDS for shown in draw(asked, seed)} == {"ab"}


def test_every_arrangement_but_the_key_is_shown_for_an_order_of_three() -> None:
    asked = quiz((item(ItemType.ORDERING, "abc", count=3),), order=Order.FIXED)
    assert {shown.choices for seed in SEEDS for shown in draw(asked, seed)} == {"acb", "bac", "bca", "cab", "cba"}


def test_two_steps_and_two_targets_stand_in_either_order_which_tells_nothing() -> None:
    asked = quiz(
        (
            item(ItemType.ORDERING, "ab", identifier="steps", count=2),
            item(ItemType.MATCHING, "ab", identifier="rows", count=2, targets=2),
        ),
        order=Order.FIXED,
    )
    drawn = [draw(asked, seed) for seed in SEEDS]
    assert {steps.choices for steps, _ in drawn} == {"ab", "ba"}
    assert {rows.targets for _, rows in drawn} == {"ab", "ba"}


def test_a_single_step_and_a_single_target_are_shown_as_they_are() -> None:
    asked = quiz(
        (
            item(ItemType.ORDERING, "a", identifier="step", count=1),
            item(ItemType.MATCHING, "aa", identifier="rows", count=2, targets=1),
        ),
        order=Order.FIXED,
    )
    assert draw(asked, "seed") == (DrawnItem("step", "a", ""), DrawnItem("rows", "ab", "a"))


def test_an_item_to_type_in_has_nothing_to_arrange() -> None:
    assert draw(quiz((item(ItemType.SHORT_TEXT),)), "seed") == (DrawnItem("one", "", ""),)


def test_core_items_count_towards_their_pool() -> None:
    asked = quiz((*singles("p", "q", pool="act"), *singles("must", pool="act", core=True)), counts={"act": 2})
    assert {len(draw(asked, seed)) for seed in SEEDS} == {2}
    assert all("must" in ids(draw(asked, seed)) for seed in SEEDS)


def test_items_of_a_pool_are_drawn_alike() -> None:
    asked = quiz(singles("p", "q", "r", "s", pool="act"), counts={"act": 2})
    tally = Counter(identifier for number in range(600) for identifier in ids(draw(asked, f"seed {number}")))
    assert all(240 <= times <= 360 for times in tally.values())
    assert sum(tally.values()) == 1200


def test_a_count_without_a_pool_draws_from_everything_not_named() -> None:
    items = (*singles("p", "q", pool="act"), *singles("x", "y"), *singles("m", pool="notice"))
    drawn = [set(ids(draw(quiz(items, counts={"": 2, "notice": 1}), seed))) for seed in SEEDS]
    assert all("m" in one and len(one) == 3 for one in drawn)
    assert set().union(*drawn) == {"p", "q", "x", "y", "m"}


@given(quizzes(), seeds, st.integers(2, 5))
@examples(80)
def test_who_tries_again_gets_what_was_asked_least_lately(asked: Quiz, seed: str, tries: int) -> None:
    past: list[list[str]] = []
    for number in range(tries):
        drawn = set(ids(draw(asked, f"{seed}{number}", past)))
        last = {one: attempt for attempt, items in enumerate(past, 1) for one in items}
        for pool in {*asked.draw, ""}:
            members = [
                one for one in asked.items if (one.pool if one.pool in asked.draw else "") == pool and not one.core
            ]
            taken = [last.get(one.id, 0) for one in members if one.id in drawn]
            left = [last.get(one.id, 0) for one in members if one.id not in drawn]
            assert not taken or not left or max(taken) <= min(left)
        past.append(sorted(drawn))


def test_two_attempts_at_two_of_four_share_no_item() -> None:
    asked = quiz(singles("one", "two", "three", "four"), counts={"": 2})
    for seed in SEEDS:
        first = ids(draw(asked, seed))
        second = ids(draw(asked, f"{seed} again", [first]))
        assert set(first) & set(second) == set()


def test_a_draw_made_once_is_made_again_years_later() -> None:
    asked = quiz(
        (
            *singles("p", "q", "r", pool="act"),
            item(ItemType.ORDERING, "abcd", identifier="steps", count=4),
            item(ItemType.MATCHING, "abca", identifier="rows", count=4, targets=3),
        ),
        counts={"act": 2},
    )
    assert draw(asked, "3f9c") == PINNED


PINNED = (
    DrawnItem("steps", "cbda", ""),
    DrawnItem("r", "abdc", ""),
    DrawnItem("rows", "dacb", "abc"),
    DrawnItem("p", "cabd", ""),
)
