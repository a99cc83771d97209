"""Credit for answers of every type, and the score they add up to."""

from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalog.items import Item, Quiz
from courses.foundation.vocabulary import ItemType, Scoring
from courses.rules.grading import grade, grade_item, passes

from .making import NO_HTML, accepted, choice, examples, item, lettered_items, quizzes, tidy_letters

PARTS = (Scoring.EXACT, Scoring.PROPORTIONAL, Scoring.PER_CHOICE)


def multiple(scoring: Scoring) -> Item:
    return item(ItemType.MULTIPLE, "ac", count=4, scoring=scoring)


@pytest.mark.parametrize("type_", [ItemType.SINGLE, ItemType.TRUE_FALSE])
def test_one_choice_is_all_or_nothing(type_: ItemType) -> None:
    asked = item(type_, "b", count=2)
    assert [grade_item(asked, answer).credit for answer in ("a", "b", "")] == [0, 1, 0]


@pytest.mark.parametrize(
    ("answer", "exact", "proportional", "per_choice"),
    [
        ("ac", "1", "1", "1"),
        ("a", "0", "1/2", "3/4"),
        ("ab", "0", "0", "1/2"),
        ("abc", "0", "1/2", "3/4"),
        ("abcd", "0", "0", "1/2"),
        ("b", "0", "0", "1/4"),
        ("bd", "0", "0", "0"),
        ("", "0", "0", "0"),
    ],
)
def test_multiple_choice_is_credited_as_its_scoring_says(
    answer: str, exact: str, proportional: str, per_choice: str
) -> None:
    credits_ = [grade_item(multiple(scoring), answer).credit for scoring in PARTS]
    assert credits_ == [Fraction(exact), Fraction(proportional), Fraction(per_choice)]


def test_weights_are_summed_and_kept_within_nothing_and_everything() -> None:
    weighted = (choice("a", 50), choice("b", 80), choice("c", -100), choice("d"))
    asked = item(ItemType.MULTIPLE, "ab", weighted=weighted)
    earned = {answer: grade_item(asked, answer).credit for answer in ("a", "b", "ab", "ac", "abc", "d")}
    assert earned == {"a": Fraction(1, 2), "b": Fraction(4, 5), "ab": 1, "ac": 0, "abc": Fraction(3, 10), "d": 0}


def test_an_unmarked_right_choice_among_weighted_ones_counts_in_full() -> None:
    asked = item(ItemType.SINGLE, "a", weighted=(choice("a"), choice("b", 50), choice("c")))
    assert [grade_item(asked, answer).credit for answer in "abc"] == [1, Fraction(1, 2), 0]


def test_weighted_scoring_without_any_weight_still_knows_the_key() -> None:
    asked = item(ItemType.SINGLE, "b", count=3, scoring=Scoring.WEIGHTED)
    assert [grade_item(asked, answer).credit for answer in "abc"] == [0, 1, 0]


def test_matching_is_credited_by_the_row() -> None:
    asked = item(ItemType.MATCHING, "abac", count=4, targets=3, scoring=Scoring.PER_PAIR)
    earned = [grade_item(asked, answer).credit for answer in ("abac", "ab-c", "baab", "a---", "")]
    assert earned == [1, Fraction(3, 4), Fraction(1, 4), Fraction(1, 4), 0]


def test_exact_matching_wants_every_row() -> None:
    asked = item(ItemType.MATCHING, "ab", count=2, targets=2, scoring=Scoring.EXACT)
    assert [grade_item(asked, answer).credit for answer in ("ab", "a-", "ba")] == [1, 0, 0]


@pytest.mark.parametrize(
    ("answer", "credit"),
    [("abcde", "1"), ("bcdea", "3/4"), ("acbde", "1/4"), ("edcba", "0"), ("cdeab", "3/4"), ("ab", "1/4"), ("", "0")],
)
def test_ordering_is_credited_by_neighbours(answer: str, credit: str) -> None:
    asked = item(ItemType.ORDERING, "abcde", count=5, scoring=Scoring.PER_ADJACENT_PAIR)
    assert grade_item(asked, answer).credit == Fraction(credit)


def test_exact_ordering_wants_the_whole_row() -> None:
    asked = item(ItemType.ORDERING, "abc", count=3, scoring=Scoring.EXACT)
    right = [answer for answer in map("".join, permutations("abc")) if grade_item(asked, answer).right]
    assert right == ["abc"]


def test_an_order_of_one_step_has_no_neighbours_and_is_compared_whole() -> None:
    asked = item(ItemType.ORDERING, "a", count=1, scoring=Scoring.PER_ADJACENT_PAIR)
    assert [grade_item(asked, answer).credit for answer in ("a", "")] == [1, 0]


def test_a_typed_answer_earns_the_weight_of_its_line() -> None:
    lines = (accepted("삭제지원"), accepted("신고", weight=50), accepted("보복", "wrong", 0), accepted("x", weight=-40))
    asked = item(ItemType.SHORT_TEXT, answers=lines)
    earned = [grade_item(asked, answer).credit for answer in ("삭제지원", "신고", "보복", "x", "저장", "")]
    assert earned == [1, Fraction(1, 2), 0, 0, 0, 0]


def test_a_typed_number_earns_the_weight_of_its_range() -> None:
    lines = (accepted("", "range", 100, "6.5", "7.5"), accepted("", "range", 30, "3", "9"))
    asked = item(ItemType.NUMBER, answers=lines)
    earned = [grade_item(asked, answer).credit for answer in ("７.０", "8", "10", "일곱", "")]
    assert earned == [1, Fraction(3, 10), 0, 0, 0]


def test_a_scale_earns_nothing_and_does_not_count() -> None:
    scale = item(ItemType.SCALE, identifier="scale", steps=5, points=9)
    single = item(ItemType.SINGLE, "a", identifier="single", count=2)
    assert grade_item(scale, "5").credit == 0
    assert grade([scale, single], {"scale": "5", "single": "a"}).hundredths == 10_000


def test_feedback_is_that_of_the_chosen_choices_only() -> None:
    asked = multiple(Scoring.EXACT)
    given_back = grade_item(asked, "bc").feedback
    assert [str(text["ko"]) for text in given_back] == ["b feedback", "c feedback"]


def test_feedback_of_a_typed_answer_is_that_of_the_line_it_met() -> None:
    wrong = accepted("보복", "wrong", 0)
    verdict = grade_item(item(ItemType.SHORT_TEXT, answers=(accepted("신고"), wrong)), "보복")
    assert (verdict.matched, verdict.feedback, verdict.right) == (wrong, (wrong.feedback,), False)


def test_a_typed_answer_that_meets_no_line_has_no_feedback() -> None:
    verdict = grade_item(item(ItemType.SHORT_TEXT, answers=(accepted("신고"),)), "저장")
    assert (verdict.matched, verdict.feedback) == (None, ())


def test_right_means_everything_and_answered_means_anything() -> None:
    asked = multiple(Scoring.PROPORTIONAL)
    seen = [(verdict.right, verdict.answered) for verdict in (grade_item(asked, answer) for answer in ("ac", "a", ""))]
    assert seen == [(True, True), (False, True), (False, False)]


def test_points_weigh_items_and_a_missing_answer_is_blank() -> None:
    items = [
        item(ItemType.SINGLE, "a", identifier="heavy", count=2, points=3),
        item(ItemType.SINGLE, "a", identifier="light", count=2, points=1),
    ]
    assert grade(items, {"heavy": "a"}).hundredths == 7_500
    assert grade(items, {"light": "a", "stranger": "a"}).hundredths == 2_500


@pytest.mark.parametrize(
    ("right", "of", "hundredths"), [(1, 3, 3_333), (2, 3, 6_667), (1, 7, 1_429), (1, 32, 313), (3, 32, 938), (0, 1, 0)]
)
def test_the_score_is_rounded_half_up_once(right: int, of: int, hundredths: int) -> None:
    items = [item(ItemType.SINGLE, "a", identifier=str(number), count=2) for number in range(of)]
    assert grade(items, {str(number): "a" for number in range(right)}).hundredths == hundredths


def test_thirds_in_several_items_add_up_without_loss() -> None:
    items = [item(ItemType.MULTIPLE, "abc", identifier=n, count=3, scoring=Scoring.PROPORTIONAL) for n in "xyz"]
    assert grade(items, {"x": "a", "y": "b", "z": "c"}).hundredths == 3_333
    assert grade(items, {"x": "ab", "y": "c", "z": ""}).hundredths == 3_333


def test_a_score_knows_the_grade_of_each_item() -> None:
    score = grade([item(ItemType.SINGLE, "a", identifier="joke", count=2)], {"joke": "b"})
    found = score.item("joke")
    assert found is not None
    assert (found.answer, found.credit) == ("b", Fraction(0))
    assert score.item("absent") is None


def test_nothing_to_grade_scores_nothing() -> None:
    assert grade([], {}).hundredths == 0


@pytest.mark.parametrize(
    ("hundredths", "mark", "passed"), [(7_000, 70, True), (6_999, 70, False), (0, 0, True), (10_000, 100, True)]
)
def test_reaching_the_pass_mark_passes(hundredths: int, mark: int, passed: bool) -> None:
    assert passes(hundredths, mark) is passed


@given(st.data())
@examples(60)
def test_a_score_lies_between_nothing_and_everything(data: st.DataObject) -> None:
    asked = data.draw(quizzes()).items
    answers = {one.id: data.draw(tidy_letters(one)) for one in asked}
    assert 0 <= grade(asked, answers).hundredths <= 10_000


@given(quizzes())
@examples(100)
def test_the_key_scores_everything_and_blank_nothing(asked: Quiz) -> None:
    items = asked.items
    assert grade(items, {one.id: one.key for one in items}).hundredths == 10_000
    assert grade(items, {one.id: "" for one in items}).hundredths == 0


@given(st.data())
@examples(60)
def test_the_order_in_which_things_are_shown_never_matters(data: st.DataObject) -> None:
    asked = data.draw(quizzes()).items
    answers = {one.id: data.draw(tidy_letters(one)) for one in asked}
    shown = [
        one
        if one.type in {ItemType.MATCHING, ItemType.ORDERING}
        else replace(one, choices=tuple(data.draw(st.permutations(one.choices))))
        for one in data.draw(st.permutations(asked))
    ]
    shown = [replace(one, targets=tuple(data.draw(st.permutations(one.targets)))) for one in shown]
    assert grade(shown, answers).hundredths == grade(asked, answers).hundredths


@given(st.data())
@examples(100)
def test_the_language_never_matters(data: st.DataObject) -> None:
    asked = data.draw(lettered_items)
    answer = data.draw(tidy_letters(asked))
    silent = replace(
        asked,
        question=NO_HTML,
        choices=tuple(replace(one, text=NO_HTML, feedback=NO_HTML) for one in asked.choices),
        targets=tuple(replace(one, text=NO_HTML) for one in asked.targets),
    )
    assert grade_item(silent, answer).credit == grade_item(asked, answer).credit


@given(st.data())
@examples(150)
def test_one_more_right_choice_never_costs_and_one_more_wrong_never_pays(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 7))
    letters = "abcdefg"[:count]
    key = data.draw(st.sets(st.sampled_from(letters), min_size=1))
    asked = item(ItemType.MULTIPLE, "".join(sorted(key)), count=count, scoring=data.draw(st.sampled_from(PARTS[1:])))
    # Blank is left out: per-choice it earns nothing, although every wrong choice is rightly left.
    chosen = data.draw(st.sets(st.sampled_from(letters), min_size=1))
    added = data.draw(st.sampled_from(letters))
    before = grade_item(asked, "".join(sorted(chosen))).credit
    after = grade_item(asked, "".join(sorted(chosen | {added}))).credit
    assert after >= before if added in key else after <= before


@given(st.data())
@examples(100)
def test_a_row_put_right_never_costs(data: st.DataObject) -> None:
    rows = data.draw(st.integers(2, 6))
    key = data.draw(st.text("abc", min_size=rows, max_size=rows))
    asked = item(ItemType.MATCHING, key, count=rows, targets=3, scoring=Scoring.PER_PAIR)
    answer = data.draw(st.text("abc-", min_size=rows, max_size=rows))
    row = data.draw(st.integers(0, rows - 1))
    mended = answer[:row] + key[row] + answer[row + 1 :]
    assert grade_item(asked, mended).credit >= grade_item(asked, answer).credit


@given(st.text(max_size=30), st.sampled_from([ItemType.SHORT_TEXT, ItemType.NUMBER]))
@examples(150)
def test_no_typed_text_upsets_the_grader(text: str, type_: ItemType) -> None:
    asked = item(type_, answers=(accepted("신고하기", "near"), accepted("", "range", 100, "3", "5")))
    assert 0 <= grade_item(asked, text).credit <= 1


@given(st.lists(st.integers(-100, 100), min_size=1, max_size=6), st.data())
@examples(100)
def test_the_text_of_an_accepted_answer_earns_the_best_weight_it_has(weights: list[int], data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(["신고", "삭제", "상담"]), min_size=len(weights), max_size=len(weights)))
    lines = tuple(accepted(word, weight=weight) for word, weight in zip(words, weights, strict=True))
    asked = item(ItemType.SHORT_TEXT, answers=lines)
    best = max(weight for word, weight in zip(words, weights, strict=True) if word == words[0])
    assert grade_item(asked, words[0]).credit == max(Fraction(0), Fraction(best, 100))
