"""What a browser may send for an item, and the form in which it is kept."""

from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalog.items import Item
from courses.foundation.vocabulary import ItemType
from courses.rules.answers import LONGEST_TEXT, BadAnswer, is_complete, tidy_answer
from courses.rules.grading import grade_item

from .making import examples, item, lettered_items, tidy_letters

SINGLE = item(ItemType.SINGLE, "b", count=3)
TRUE_FALSE = item(ItemType.TRUE_FALSE, "a", count=2)
MULTIPLE = item(ItemType.MULTIPLE, "ac", count=4)
ORDERING = item(ItemType.ORDERING, "abcd", count=4)
MATCHING = item(ItemType.MATCHING, "aba", count=3, targets=2)
TEXT = item(ItemType.SHORT_TEXT)
NUMBER = item(ItemType.NUMBER)
SCALE = item(ItemType.SCALE, steps=5)


@pytest.mark.parametrize(
    ("asked", "sent", "kept"),
    [
        (SINGLE, ["b"], "b"),
        (SINGLE, "b", "b"),
        (SINGLE, [" b "], "b"),
        (SINGLE, [], ""),
        (SINGLE, [""], ""),
        (TRUE_FALSE, ["a"], "a"),
        (MULTIPLE, ["c", "a"], "ac"),
        (MULTIPLE, "ca", "ac"),
        (MULTIPLE, [], ""),
        (ORDERING, ["c", "a", "b", "d"], "cabd"),
        (ORDERING, "cabd", "cabd"),
        (ORDERING, ["c", "", "b"], "cb"),
        (MATCHING, ["a", "", "b"], "a-b"),
        (MATCHING, ["a", "-", "b"], "a-b"),
        (MATCHING, ["a", "a", "a"], "aaa"),
        (MATCHING, "a-b", "a-b"),
        (MATCHING, ["", "", ""], ""),
        (MATCHING, "---", ""),
        (MATCHING, [], ""),
        (TEXT, ["  불법   합성물 \n"], "불법 합성물"),
        (TEXT, ["\u1112\u1161\u11a8"], "학"),
        (TEXT, [], ""),
        (NUMBER, " 7 ", "7"),
        (NUMBER, "모름", "모름"),
        (SCALE, "3", "3"),
        (SCALE, [" 5 "], "5"),
        (SCALE, [], ""),
    ],
)
def test_answers_are_kept_in_one_form(asked: Item, sent: str | Sequence[str], kept: str) -> None:
    assert tidy_answer(asked, sent) == kept


@pytest.mark.parametrize(
    ("asked", "sent", "code", "values"),
    [
        (SINGLE, ["z"], "unknown_letter", {"letter": "z"}),
        (SINGLE, ["B"], "unknown_letter", {"letter": "B"}),
        (SINGLE, ["-"], "unknown_letter", {"letter": "-"}),
        (SINGLE, ["a", "b"], "too_many_letters", {}),
        (TRUE_FALSE, ["ab"], "too_many_letters", {}),
        (MULTIPLE, ["a", "a"], "letter_twice", {}),
        (MULTIPLE, ["a,c"], "unknown_letter", {"letter": ","}),
        (ORDERING, "aab", "letter_twice", {}),
        (ORDERING, "abcde", "unknown_letter", {"letter": "e"}),
        (MATCHING, ["a", "b"], "wrong_number_of_rows", {"rows": 3}),
        (MATCHING, "a-b-", "wrong_number_of_rows", {"rows": 3}),
        (MATCHING, ["a", "b", "c"], "unknown_letter", {"letter": "c"}),
        (TEXT, ["가" * 501], "too_long", {"most": LONGEST_TEXT, "length": LONGEST_TEXT + 1}),
        (TEXT, ["가", "나"], "too_many_texts", {}),
        (TEXT, ["a\x00b"], "control_character", {}),
        (TEXT, ["a\ud800b"], "control_character", {}),
        (NUMBER, "1" * 501, "too_long", {"most": LONGEST_TEXT, "length": LONGEST_TEXT + 1}),
        (SCALE, "6", "off_the_scale", {"most": 5}),
        (SCALE, "0", "off_the_scale", {"most": 5}),
        (SCALE, ["1", "2"], "off_the_scale", {"most": 5}),
    ],
)
def test_what_the_item_does_not_offer_is_refused(
    asked: Item, sent: str | Sequence[str], code: str, values: dict[str, str | int]
) -> None:
    with pytest.raises(BadAnswer) as refused:
        tidy_answer(asked, sent)
    assert (refused.value.code, refused.value.values, str(refused.value)) == (code, values, code)


def test_a_text_of_the_longest_length_is_taken() -> None:
    assert tidy_answer(TEXT, "가" * LONGEST_TEXT) == "가" * LONGEST_TEXT


@given(st.data())
@examples(100)
def test_a_stored_answer_is_taken_unchanged_when_sent_again(data: st.DataObject) -> None:
    asked = data.draw(lettered_items)
    answer = data.draw(tidy_letters(asked))
    assert tidy_answer(asked, answer) == answer


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs")), max_size=80))
@examples(100)
def test_a_stored_text_is_taken_unchanged_when_sent_again(text: str) -> None:
    kept = tidy_answer(TEXT, text)
    assert tidy_answer(TEXT, [kept]) == kept


@given(st.data())
@examples(100)
def test_whatever_is_sent_is_kept_in_form_or_refused_by_name(data: st.DataObject) -> None:
    asked = data.draw(st.sampled_from([SINGLE, TRUE_FALSE, MULTIPLE, ORDERING, MATCHING, TEXT, NUMBER, SCALE]))
    sent = data.draw(st.lists(st.one_of(st.sampled_from("abc-"), st.text(max_size=6)), max_size=5))
    with suppress(BadAnswer):
        kept = tidy_answer(asked, sent)
        assert tidy_answer(asked, kept) == kept
        assert 0 <= grade_item(asked, kept).credit <= 1


@pytest.mark.parametrize(
    ("asked", "answer", "complete"),
    [
        (SINGLE, "", False),
        (SINGLE, "c", True),
        (MULTIPLE, "", False),
        (MULTIPLE, "a", True),
        (ORDERING, "abc", False),
        (ORDERING, "dcba", True),
        (MATCHING, "a-b", False),
        (MATCHING, "", False),
        (MATCHING, "abb", True),
        (TEXT, "", False),
        (TEXT, "모름", True),
        (NUMBER, "모름", False),
        (NUMBER, "1,000", True),
        (SCALE, "", False),
        (SCALE, "1", True),
    ],
)
def test_an_answer_is_complete_when_nothing_of_the_item_is_open(asked: Item, answer: str, complete: bool) -> None:
    assert is_complete(asked, answer) is complete


def test_an_ordering_answer_keeps_the_places_that_are_not_filled_yet() -> None:
    steps = item(ItemType.ORDERING, "abc", count=3)
    assert [tidy_answer(steps, sent) for sent in ("-c", "-c-", "--", "b-a")] == ["-c", "-c", "", "b-a"]
    assert [is_complete(steps, answer) for answer in ("-c", "b-a", "bca")] == [False, False, True]
    for sent, code in (("-ccc", "letter_twice"), ("-abc", "too_many_letters"), ("-z", "unknown_letter")):
        with pytest.raises(BadAnswer) as bad:
            tidy_answer(steps, sent)
        assert bad.value.code == code
