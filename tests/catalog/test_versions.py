"""A stored quiz is read back exactly as it was."""

import json
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from courses.catalog.items import AcceptedAnswer, Choice, Item, Quiz
from courses.catalog.versions import quiz_body, read_quiz, sealed
from courses.foundation.vocabulary import FeedbackTime, GradeOfRecord, ItemType, Order, Scoring
from tests.security.lengths import examples

words = st.text(max_size=20)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3)
html = st.dictionaries(st.sampled_from(["ko", "en"]), words.map(Markup), min_size=1).map(MappingProxyType)
choices = st.lists(
    st.builds(Choice, letter=st.sampled_from("abc"), text=html, feedback=html, weight=st.none() | numbers, id=words),
    max_size=3,
).map(tuple)
answers = st.lists(
    st.builds(
        AcceptedAnswer,
        kind=st.sampled_from(["exact", "near", "wrong", "range"]),
        text=words,
        low=st.none() | numbers,
        high=st.none() | numbers,
        weight=numbers,
        feedback=html,
    ),
    max_size=2,
).map(tuple)
items = st.builds(
    Item,
    id=words,
    type=st.sampled_from(ItemType),
    pool=words,
    core=st.booleans(),
    points=st.integers(1, 100),
    scoring=st.sampled_from(Scoring),
    question=html,
    situation=html,
    choices=choices,
    targets=choices,
    key=words,
    answers=answers,
    feedback=html,
    sources=st.lists(words, max_size=2).map(tuple),
    key_digest=words,
    points_on_scale=st.integers(0, 10),
)
quizzes = st.builds(
    Quiz,
    items=st.lists(items, max_size=3).map(tuple),
    draw=st.dictionaries(words, st.integers(1, 9), max_size=2).map(MappingProxyType),
    pass_mark=st.integers(0, 100),
    attempts=st.none() | st.integers(1, 9),
    order=st.sampled_from(Order),
    feedback=st.sampled_from(FeedbackTime),
    intro=html,
    after=st.dictionaries(words, html, max_size=2).map(MappingProxyType),
    digest=words,
    grade=st.sampled_from(GradeOfRecord),
    time=st.none() | st.integers(1, 600),
)


@examples(400, 2000)
@given(quizzes)
def test_reading_undoes_writing(quiz: Quiz) -> None:
    assert read_quiz(quiz_body(quiz)) == quiz


@given(quizzes)
def test_writing_undoes_reading(quiz: Quiz) -> None:
    body = quiz_body(quiz)
    assert quiz_body(read_quiz(body)) == body


@given(quizzes)
def test_what_is_read_back_prints_without_escaping(quiz: Quiz) -> None:
    read = read_quiz(quiz_body(quiz))
    assert {type(text) for text in read.intro.values()} == {Markup}


@given(quizzes, quizzes)
def test_digests_tell_quizzes_apart(one: Quiz, other: Quiz) -> None:
    same = quiz_body(sealed(one)) == quiz_body(sealed(other))
    assert (sealed(one).digest == sealed(other).digest) is same


def test_a_quiz_that_uses_nothing_new_is_written_as_before() -> None:
    """Stored versions are found by their digest, which must not change for quizzes that did not."""
    quiz = Quiz((), {}, 0, None, Order.FIXED, FeedbackTime.IMMEDIATE, {}, {}, "")
    assert {"grade", "time"} & set(json.loads(quiz_body(quiz))) == set()
    later = replace(quiz, grade=GradeOfRecord.LATEST, time=20)
    assert {"grade", "time"} <= set(json.loads(quiz_body(later)))


def test_a_weight_keeps_its_exact_value() -> None:
    choice = Choice("a", MappingProxyType({}), MappingProxyType({}), Decimal("33.33333"))
    item = Item("i", ItemType.SINGLE, "", False, 1, Scoring.WEIGHTED, {}, {}, (choice,), (), "a", (), {}, (), "")
    quiz = Quiz((item,), {}, 0, None, Order.FIXED, FeedbackTime.IMMEDIATE, {}, {}, "")
    assert read_quiz(quiz_body(quiz)).items[0].choices[0].weight == Decimal("33.33333")


def test_a_body_of_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format 2"):
        read_quiz('{"format":2}')


@given(quizzes)
@examples(10, 100)
def test_ids_of_choices_are_stored_where_there_are_any_and_change_no_digest_where_there_are_none(quiz: Quiz) -> None:
    plain = replace(quiz, items=tuple(with_ids(one, "") for one in quiz.items))
    body = json.loads(quiz_body(plain))
    assert [key for one in body["items"] for choice in one["choices"] for key in choice if key == "id"] == []
    named = replace(quiz, items=tuple(with_ids(one, "x") for one in quiz.items))
    assert read_quiz(quiz_body(named)) == named
    has_choices = any(one.choices for one in quiz.items)
    assert (sealed(named).digest != sealed(plain).digest) is has_choices


def with_ids(item: Item, identifier: str) -> Item:
    targets = tuple(replace(one, id="") for one in item.targets)
    return replace(item, choices=tuple(replace(one, id=identifier) for one in item.choices), targets=targets)
