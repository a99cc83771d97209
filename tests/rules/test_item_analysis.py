"""Item analysis: figures equal to an independent computation with numpy, and none where too few people stand behind."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from random import Random

import numpy as np
import pytest

from courses.catalog.items import Item
from courses.foundation.vocabulary import ItemType, Scoring
from courses.rules.item_analysis import Analysis, Flag, ItemFigure, analyse, marked
from courses.rules.item_statistics import (
    Mark,
    Sat,
    correlation,
    cronbach_alpha,
    discrimination,
    kuder_richardson_20,
)
from courses.rules.telling import is_told
from courses.rules.tens import FirstSubmission, Look
from tests.rules.making import accepted, item

KEYS = [(f"item-{number}", "digest") for number in range(6)]


def analysed(items: Sequence[Item], attempts: Sequence[Sat]) -> Analysis | None:
    """Over attempts that were handed in one a minute in one class, seen on the day after."""
    start = datetime(2026, 3, 2, tzinfo=UTC)
    handed_in = {
        FirstSubmission(start + timedelta(minutes=number), number, "1/"): one for number, one in enumerate(attempts)
    }
    return analyse(items, handed_in, Look("1/", start + timedelta(days=1)))


def sat(earned: Sequence[float | Fraction | None], learner: int = 1, points: Sequence[int] = (1,) * 6) -> Sat:
    """An attempt with these credits, None for an item that was not asked."""
    pairs = zip(KEYS, earned, points, strict=False)
    return Sat(learner, {key: Mark("x", Fraction(one), worth) for key, one, worth in pairs if one is not None})


def ones_and_noughts(people: int, seed: int = 1) -> list[list[int]]:
    """Answers of people who differ: abler ones are right more often."""
    chance = Random(seed)
    return [
        [int(chance.random() < 0.25 + 0.5 * chance.random() + person / people / 4) for _ in KEYS]
        for person in range(people)
    ]


def table(rows: Sequence[Sequence[float]]) -> list[Sat]:
    return [sat(row, learner) for learner, row in enumerate(rows, 1)]


def single(identifier: str = "item-0", key: str = "b", count: int = 4) -> Item:
    return replace(item(ItemType.SINGLE, key, identifier=identifier, count=count), key_digest="digest")


def chosen(letters: str, key: str = "b", count: int = 4) -> list[Sat]:
    """One attempt a letter at a single choice, '.' for a blank."""
    one = single(key=key, count=count)
    return [marked(learner, [one], {one.id: letter.strip(".")}) for learner, letter in enumerate(letters, 1)]


def test_discrimination_is_numpys_correlation_with_the_rest() -> None:
    rows = ones_and_noughts(40)
    attempts, matrix = table(rows), np.array(rows, float)
    for number, key in enumerate(KEYS):
        rest = np.delete(matrix, number, axis=1).mean(axis=1)
        assert discrimination(key, attempts) == pytest.approx(np.corrcoef(matrix[:, number], rest)[0, 1])


def test_the_rest_is_weighted_by_points() -> None:
    rows, points = ones_and_noughts(30, seed=5), (1, 2, 5, 1, 1, 3)
    attempts = [sat(row, learner, points) for learner, row in enumerate(rows, 1)]
    matrix = np.array(rows, float) * points
    rest = np.delete(matrix, 0, axis=1).sum(axis=1) / sum(points[1:])
    assert discrimination(KEYS[0], attempts) == pytest.approx(np.corrcoef(matrix[:, 0], rest)[0, 1])


def test_alpha_is_what_numpy_makes_of_the_variances_also_for_part_credit() -> None:
    chance = Random(3)
    rows = [[Fraction(chance.randrange(0, 5), 4) + 0 for _ in KEYS] for _ in range(25)]
    rows = [[min(Fraction(1), one + Fraction(person, 40)) for one in row] for person, row in enumerate(rows)]
    matrix = np.array([[float(one) for one in row] for row in rows])
    k = matrix.shape[1]
    usual = k / (k - 1) * (1 - matrix.var(axis=0, ddof=1).sum() / matrix.sum(axis=1).var(ddof=1))
    assert cronbach_alpha(table(rows)) == pytest.approx(usual)
    assert kuder_richardson_20(table(rows)) is None


def test_kr20_is_what_numpy_makes_of_p_and_q_and_equals_alpha() -> None:
    rows = ones_and_noughts(50, seed=9)
    matrix = np.array(rows, float)
    p, k = matrix.mean(axis=0), matrix.shape[1]
    usual = k / (k - 1) * (1 - (p * (1 - p)).sum() / matrix.sum(axis=1).var())
    assert kuder_richardson_20(table(rows)) == pytest.approx(usual)
    assert cronbach_alpha(table(rows)) == pytest.approx(usual)


def test_drawn_items_are_missing_and_not_wrong() -> None:
    """Each attempt asks four of six; numpy's masked means and pairwise covariances say the same."""
    chance = Random(11)
    rows: list[list[int | None]] = [list(row) for row in ones_and_noughts(120, seed=2)]
    for row in rows:
        for absent in chance.sample(range(6), 2):
            row[absent] = None
    attempts = [sat(row, learner) for learner, row in enumerate(rows, 1)]
    matrix = np.array([[np.nan if one is None else one for one in row] for row in rows])
    variances = np.nanvar(matrix, axis=0)
    covariances = []
    for one in range(6):
        for other in range(one):
            both = ~np.isnan(matrix[:, one]) & ~np.isnan(matrix[:, other])
            covariances.append(np.cov(matrix[both, one], matrix[both, other], ddof=0)[0, 1])
    v, c = variances.mean(), np.mean(covariances)
    assert cronbach_alpha(attempts) == pytest.approx(4 * c / (v + 3 * c))
    assert kuder_richardson_20(attempts) is None
    asked = ~np.isnan(matrix[:, 0])
    rest = np.nanmean(matrix[asked, 1:], axis=1)
    assert discrimination(KEYS[0], attempts) == pytest.approx(np.corrcoef(matrix[asked, 0], rest)[0, 1])
    found = analysed([single(f"item-{number}") for number in range(6)], attempts)
    assert found is not None
    columns = [column[~np.isnan(column)] for column in matrix.T]
    assert [one.asked for one in found.items] == [len(column) // 10 * 10 for column in columns]
    counted = [one.counted for one in found.items]
    # of two items the last ten is near the end, and waits
    assert [one.asked - one.counted for one in found.items] == [0, 10, 0, 10, 0, 0]
    means = [column[:first].mean() for column, first in zip(columns, counted, strict=True)]
    assert [one.facility for one in found.items] == pytest.approx(means)


def test_what_does_not_vary_has_no_figure() -> None:
    same = table([[1, 0, 1, 0, 1, 0]] * 12)
    assert (discrimination(KEYS[0], same), cronbach_alpha(same), kuder_richardson_20(same)) == (None, None, None)
    assert correlation([1.0, 2.0], [3.0, 3.0]) is None
    assert correlation([1.0, 2.0, 4.0], [2.0, 4.0, 8.0]) == pytest.approx(1)


def test_one_item_alone_has_neither_discrimination_nor_reliability() -> None:
    alone = [sat([learner % 2], learner) for learner in range(12)]
    assert (discrimination(KEYS[0], alone), cronbach_alpha(alone), kuder_richardson_20(alone)) == (None, None, None)
    assert (cronbach_alpha([]), kuder_richardson_20([]), discrimination(KEYS[0], [])) == (None, None, None)


def test_items_that_are_never_asked_together_have_no_reliability() -> None:
    apart = [sat([1, None, None] if learner % 2 else [None, 1, 0], learner) for learner in range(18)]
    assert cronbach_alpha(apart) is None


@pytest.mark.parametrize(("attempts", "learners", "shown"), [(10, 10, True), (9, 9, False), (12, 9, False)])
def test_nothing_is_said_below_ten_attempts_of_ten_learners(attempts: int, learners: int, shown: bool) -> None:
    found = analysed([single()], chosen("b" * attempts))
    if learners < attempts:
        found = analysed(
            [single()], [replace(one, learner=1 + one.learner % learners) for one in chosen("b" * attempts)]
        )
    assert (found is not None) is shown


def test_an_item_that_fewer_than_ten_were_asked_has_no_figures() -> None:
    rows: list[list[int | None]] = [[1, 0 if learner < 9 else None] for learner in range(12)]
    found = analysed([single("item-0"), single("item-1")], [sat(row, learner) for learner, row in enumerate(rows)])
    assert found is not None
    assert found.items[1] == ItemFigure(("item-1", "digest"), 0, 0, None, None, None, (), ())


def test_choices_are_counted_with_blanks_in_the_whole() -> None:
    found = analysed([single()], chosen("bbbbbbaac."))
    assert found is not None
    [one] = found.items
    assert [(each.letter, each.share, each.right, each.unused) for each in one.choices] == [
        ("a", 0.2, False, False),
        ("b", 0.6, True, False),
        ("c", 0.1, False, True),
        ("d", 0.0, False, True),
    ]
    assert (one.blank, one.facility, one.flags) == (0.1, 0.6, (Flag.UNUSED,))


def test_a_choice_that_those_who_wait_may_have_taken_is_not_called_unused() -> None:
    """Of the first ten nobody took c, all of the next: these wait, and all shares stay those of the first."""
    found = analysed([single()], chosen("aabbbbbbdd" + "c" * 10))
    assert found is not None
    [one] = found.items
    assert (one.asked, one.counted, one.flags) == (20, 10, ())
    assert [(each.share, each.unused) for each in one.choices] == [(share, False) for share in (0.2, 0.6, 0.0, 0.2)]


def test_without_choices_of_today_no_share_is_told_of_any() -> None:
    attempts = chosen("aabbbbbbdd")
    key = ("item-0", "digest")
    attempts[3] = replace(attempts[3], marks={key: replace(attempts[3].marks[key], today=False)})
    found = analysed([single()], attempts)
    assert found is not None
    assert (found.items[0].choices, found.items[0].facility) == ((), 0.6)


def test_of_several_right_choices_each_is_counted() -> None:
    one = replace(item(ItemType.MULTIPLE, "ac", count=3, scoring=Scoring.PROPORTIONAL), key_digest="digest")
    found = analysed([one], [marked(n, [one], {"one": "ac" if n % 2 else "a"}) for n in range(10)])
    assert found is not None
    assert [each.share for each in found.items[0].choices] == [1.0, 0.0, 0.5]


def partly(answers: Sequence[str], scoring: Scoring = Scoring.PROPORTIONAL) -> ItemFigure:
    """The figures of an item with the right choices a and c of three."""
    one = replace(item(ItemType.MULTIPLE, "ac", count=3, scoring=scoring), key_digest="digest")
    found = analysed([one], [marked(n, [one], {"one": answer}) for n, answer in enumerate(answers)])
    assert found is not None
    return found.items[0]


def test_the_mean_credit_never_leads_back_to_a_choice_told_in_words() -> None:
    """Ten took a, of whom five took c: with .75 it would be told that it was all of them, and nobody b."""
    assert partly(["ac", "a"] * 5).facility is None
    assert partly(["ac", "a"] * 5, Scoring.EXACT).facility == 0.5
    assert partly(["ac", "a", "b", "ab", "ac"] * 2).facility == pytest.approx(0.5)
    assert partly(["ac"] * 10).facility == 1


@pytest.mark.parametrize(
    ("letters", "flags"),
    [
        ("b" * 19 + "a", {Flag.EASY, Flag.UNUSED}),
        ("b" * 18 + "ac", {Flag.UNUSED}),
        ("b" * 38 + "aa", {Flag.EASY, Flag.UNUSED}),
        ("b" * 37 + "aac", {Flag.UNUSED}),
        ("b" * 2 + "acd" * 2 + "ac", {Flag.HARD}),
        ("b" * 3 + "acd" * 2 + "a", set()),
    ],
)
def test_too_easy_and_too_hard_are_flagged_at_their_limits(letters: str, flags: set[Flag]) -> None:
    found = analysed([single()], chosen(letters.ljust(10, "a")))
    assert found is not None
    assert set(found.items[0].flags) == flags


def test_an_item_that_the_abler_get_wrong_is_flagged() -> None:
    rows = [[learner % 2, 1 - learner % 2, 1 - learner % 2] for learner in range(20)]
    found = analysed([single(f"item-{number}") for number in range(3)], table(rows))
    assert found is not None
    assert found.items[0].discrimination == pytest.approx(-1)
    assert Flag.NEGATIVE in found.items[0].flags
    assert Flag.NEGATIVE not in found.items[1].flags


def test_a_rare_other_choice_of_two_is_not_called_unused() -> None:
    found = analysed([single(count=2)], chosen("b" * 10, count=2))
    assert found is not None
    assert found.items[0].flags == (Flag.EASY,)


def test_typed_answers_have_no_choices_and_scales_no_figures() -> None:
    typed = item(ItemType.SHORT_TEXT, identifier="typed", answers=(accepted("yes"),))
    scale = item(ItemType.SCALE, identifier="scale", count=5)
    attempts = [marked(learner, [typed, scale], {"typed": "yes", "scale": "a"}) for learner in range(10)]
    found = analysed([typed, scale], attempts)
    assert found is not None
    assert [(one.key[0], one.facility, one.choices) for one in found.items] == [("typed", 1.0, ())]


def test_an_item_that_one_more_was_asked_keeps_its_figures() -> None:
    """Drawn for twelve of twenty, then for one of the next ten: what that one answered is not to be taken from it."""
    rows: list[list[int | None]] = [[1, learner % 2 if learner < 12 else None, 0] for learner in range(20)]
    before = analysed([single("item-1")], [sat(row, learner) for learner, row in enumerate(rows)])
    rows += [[1, 1 if learner == 3 else None, 0] for learner in range(10)]
    after = analysed([single("item-1")], [sat(row, learner) for learner, row in enumerate(rows)])
    assert before is not None
    assert after is not None
    assert (before.attempts, after.attempts, before.items[0].asked) == (20, 30, 10)
    assert after.items == before.items


@pytest.mark.parametrize(("people", "letters"), [(10, "b" * 9 + "a"), (20, "b" * 19 + "a")])
def test_no_flag_tells_everybody_from_all_but_one(people: int, letters: str) -> None:
    """Of ten or twenty the usual limits would mean "everybody" and "nobody", and so would the flag."""
    all_but_one, everybody = analysed([single()], chosen(letters)), analysed([single()], chosen("b" * people))
    assert all_but_one is not None
    assert everybody is not None
    assert all_but_one.items[0].flags == everybody.items[0].flags == (Flag.EASY, Flag.UNUSED)


@pytest.mark.parametrize(
    ("share", "told"),
    [(None, False), (0.0, False), (0.1, False), (0.11, True), (0.89, True), (0.9, False), (1.0, False)],
)
def test_a_share_is_told_where_it_is_neither_almost_none_nor_almost_all(share: float | None, told: bool) -> None:
    assert is_told(share) is told
