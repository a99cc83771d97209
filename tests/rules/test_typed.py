"""What counts as the same typed answer."""

import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalog.items import AcceptedAnswer
from courses.foundation.vocabulary import ItemType
from courses.rules.typed import best_match, fold, jamo, parse_number, within_one_edit

from .making import accepted, examples, item

NFD_WORD = unicodedata.normalize("NFD", "동의")


def matched(answer: str, *lines: AcceptedAnswer, type_: ItemType = ItemType.SHORT_TEXT) -> AcceptedAnswer | None:
    return best_match(item(type_, answers=lines), answer)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1,000", "1000"),
        ("12,345,678.5", "12345678.5"),
        ("３.５", "3.5"),
        ("３．５", "3.5"),
        (" 7 ", "7"),
        ("\u30007", "7"),
        ("-7", "-7"),
        ("- 7", "-7"),
        ("-\u00a07", "-7"),
        ("+ 7", "7"),
        ("\ufe637", "-7"),
        ("\u20147", "-7"),
        ("\uff0d\u30007", "-7"),
        ("\u22127", "-7"),
        ("+7", "7"),
        (".5", "0.5"),
        ("007", "7"),
        ("0.10", "0.1"),
        ("5.", "5"),
        ("-5.", "-5"),
        ("- 1,000.", "-1000"),
    ],
)
def test_a_number_is_read_from_the_forms_people_type(typed: str, number: str) -> None:
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "-", "+", ".", "-.", "- .", "5..", "5 .", "1,00", "1,0000", ",100", "1 000", "5 5", "1,5", "--7",
        "- -7", "\u2014-7", "7-", "7 -", "7명", "seven", "1e3", "NaN",
        "Infinity", "0x10", "7\u00b2", "\u2460", "\u0667", "1.2.3", "½",
    ],
)  # fmt: skip
def test_what_is_no_number_is_not_guessed_at(typed: str) -> None:
    assert parse_number(typed) is None


AS_BEFORE = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)?(?:\.[0-9]+)?")
"""How a number could be typed from the first day on."""


@given(st.from_regex(AS_BEFORE, fullmatch=True).filter(lambda typed: typed.strip("+-") != ""))
@examples(200)
def test_a_number_typed_in_the_first_ways_keeps_its_value_whatever_else_is_read(typed: str) -> None:
    assert parse_number(typed) == Decimal(typed.replace(",", ""))


@given(
    st.from_regex(AS_BEFORE, fullmatch=True), st.sampled_from(["", " ", "\u00a0", "\u3000"]), st.sampled_from(["", "."])
)
@examples(200)
def test_space_after_the_sign_and_a_point_at_the_end_change_no_value(typed: str, space: str, point: str) -> None:
    sign, digits = typed[: typed[:1] in {"+", "-"}], typed.lstrip("+-")
    whole = point if digits and "." not in digits else ""
    assert parse_number(sign + space + digits + whole) == parse_number(typed)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4))
@examples(100)
def test_a_number_written_with_thousands_commas_reads_as_itself(number: Decimal) -> None:
    assert parse_number(f"{number:,.4f}") == number


@given(st.text(max_size=40))
@examples(200)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("typed", ["Deepfake", "ＤＥＥＰＦＡＫＥ", "  deepfake ", "deepfake\u3000"])
def test_case_width_and_outer_space_do_not_matter(typed: str) -> None:
    assert fold(typed) == "deepfake"


def test_inner_white_space_counts_as_one_space_and_not_as_none() -> None:
    assert fold("불법\t\n 합성물") == "불법 합성물"
    assert fold("불법합성물") != fold("불법 합성물")


def test_decomposed_typing_as_on_a_mac_is_the_same_word() -> None:
    line = accepted("동의")
    assert matched(NFD_WORD, line) is line


def test_jamo_counts_the_letters_of_a_syllable() -> None:
    assert [len(jamo(word)) for word in ("학", "가", "동의", "abc")] == [3, 2, 5, 3]


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [
        ("abc", "abc", True),
        ("abc", "abd", True),
        ("abc", "ab", True),
        ("abc", "bc", True),
        ("abc", "xabc", True),
        ("abc", "axbc", True),
        ("abc", "acb", False),
        ("abc", "a", False),
        ("abc", "abcde", False),
        ("abc", "xbcd", False),
        ("", "", True),
        ("", "a", True),
    ],
)
def test_one_edit_is_one_sign_put_in_left_out_or_replaced(one: str, other: str, close: bool) -> None:
    assert within_one_edit(one, other) is close
    assert within_one_edit(other, one) is close


def distance(one: str, other: str) -> int:
    if not one or not other:
        return len(one) + len(other)
    return min(
        distance(one[1:], other) + 1, distance(one, other[1:]) + 1, distance(one[1:], other[1:]) + (one[0] != other[0])
    )


@given(st.text("ab", max_size=5), st.text("ab", max_size=5))
@examples(200)
def test_one_edit_agrees_with_the_distance_of_levenshtein(one: str, other: str) -> None:
    assert within_one_edit(one, other) is (distance(one, other) <= 1)


def test_a_near_answer_forgives_one_jamo() -> None:
    line = accepted("삭제지원", "near")
    assert matched("삭재지원", line) is line
    assert matched("삭제지언", line) is line
    assert matched("삭재지언", line) is None


def test_a_near_answer_below_six_jamo_is_compared_exactly() -> None:
    line = accepted("동의", "near")
    assert len(jamo(line.text)) == 5
    assert matched("동의", line) is line
    assert matched("동이", line) is None


def test_a_near_answer_of_just_six_jamo_forgives() -> None:
    line = accepted("상담", "near")
    assert len(jamo(line.text)) == 6
    assert matched("삼담", line) is line


def test_an_exact_answer_forgives_nothing() -> None:
    assert matched("삭재지원", accepted("삭제지원")) is None


def test_the_best_of_several_matching_lines_wins() -> None:
    half, full = accepted("삭제지원", "near", 50), accepted("삭제지원", "exact", 100)
    assert matched("삭제지원", half, full) is full
    assert matched("삭재지원", half, full) is half


def test_the_earlier_of_equal_lines_wins() -> None:
    first, second = accepted("신고"), accepted("신고")
    assert matched("신고", first, second) is first


def test_a_named_wrong_answer_beats_the_near_line_it_resembles() -> None:
    near, wrong = accepted("삭제지원", "near"), accepted("삭제지언", "wrong", 0)
    assert matched("삭제지언", near, wrong) is wrong
    assert matched("삭재지원", near, wrong) is near


def test_a_wrong_line_does_not_take_an_answer_accepted_as_such() -> None:
    wrong, right = accepted("신고", "wrong", 0), accepted("신고")
    assert matched("신고", wrong, right) is right


def test_a_number_matches_the_best_of_its_ranges() -> None:
    wide, narrow = accepted("", "range", 50, "0", "10"), accepted("", "range", 100, "6.5", "7.5")
    assert matched("7", wide, narrow, type_=ItemType.NUMBER) is narrow
    assert matched("9", wide, narrow, type_=ItemType.NUMBER) is wide
    assert matched("11", wide, narrow, type_=ItemType.NUMBER) is None


@pytest.mark.parametrize(("typed", "inside"), [("6.5", True), ("7.5", True), ("6.49", False), ("7.51", False)])
def test_a_range_holds_its_ends(typed: str, inside: bool) -> None:
    line = accepted("", "range", 100, "6.5", "7.5")
    assert (matched(typed, line, type_=ItemType.NUMBER) is line) is inside


def test_a_range_may_be_open_on_one_side() -> None:
    at_least, at_most = accepted("", "range", 100, low="3"), accepted("", "range", 100, high="3")
    assert matched("1000", at_least, type_=ItemType.NUMBER) is at_least
    assert matched("2", at_least, type_=ItemType.NUMBER) is None
    assert matched("-1000", at_most, type_=ItemType.NUMBER) is at_most
    assert matched("4", at_most, type_=ItemType.NUMBER) is None


def test_a_number_line_without_bounds_is_the_number_it_spells() -> None:
    line = accepted("1,000", "exact")
    assert matched("1000.0", line, type_=ItemType.NUMBER) is line
    assert matched("999", line, type_=ItemType.NUMBER) is None


def test_a_named_wrong_number_beats_the_range_around_it_and_not_the_point_itself() -> None:
    wrong, around = accepted("7", "wrong", 0), accepted("", "range", 100, "6", "8")
    point = accepted("", "range", 100, "7", "7")
    assert matched("7", around, wrong, type_=ItemType.NUMBER) is wrong
    assert matched("7", wrong, point, type_=ItemType.NUMBER) is point


def test_text_in_a_number_field_matches_nothing() -> None:
    assert matched("일곱", accepted("일곱"), type_=ItemType.NUMBER) is None


@pytest.mark.parametrize("unseen", ["\u200b", "\u200e", "\ufeff", "\u00ad", "\ufe0f", "\u3164", "\u202e", "\u2060"])
def test_signs_that_nobody_sees_cost_nothing(unseen: str) -> None:
    typed = f"{unseen}도{unseen}움{unseen}"
    assert fold(typed) == fold("도움")
    assert parse_number(f"{unseen}3.{unseen}14{unseen}") == Decimal("3.14")
