"""Letters of older versions: followed by ids and texts, never by their place alone."""

from dataclasses import replace

from courses.catalog.items import Item
from courses.foundation.vocabulary import ItemType
from courses.rules.choice_letters import letters_now
from tests.rules.making import choice, html, item


def asked(*texts: str, ids: str = "") -> Item:
    """A single choice with these texts, and each with a letter for its id if there are any."""
    choices = [replace(choice(letter), text=html(text)) for letter, text in zip("abc", texts, strict=False)]
    choices = [replace(one, id=identifier) for one, identifier in zip(choices, ids or [""] * 3, strict=False)]
    return replace(item(ItemType.SINGLE, "b", count=len(texts)), choices=tuple(choices))


def test_letters_follow_choices_that_were_put_in_another_order() -> None:
    now = asked("one", "two", "three")
    assert letters_now(asked("three", "one", "two"), now) == {"a": "c", "b": "a", "c": "b"}
    assert letters_now(now, now) == {"a": "a", "b": "b", "c": "c"}


def test_ids_are_followed_through_another_order_and_other_words_at_once() -> None:
    now = asked("three", "two, said better", "one", ids="zyx")
    assert letters_now(asked("one", "two", "three", ids="xyz"), now) == {"a": "c", "b": "b", "c": "a"}
    assert letters_now(asked("one", "two", "three", ids="xyw"), now) is None


def test_a_version_stored_without_ids_is_followed_by_its_texts() -> None:
    now = asked("three", "two", "one", ids="zyx")
    assert letters_now(asked("one", "two", "three"), now) == {"a": "c", "b": "b", "c": "a"}


def test_where_neither_ids_nor_texts_are_the_same_the_place_says_nothing() -> None:
    now = asked("one", "two", "three")
    assert letters_now(asked("one", "two, said better", "three"), now) is None
    assert letters_now(asked("one", "two"), now) is None
    assert letters_now(asked("one", "one", "two"), asked("one", "one", "two")) is None
    assert letters_now(asked("", "one"), asked("", "one")) is None


def test_a_translation_that_is_added_changes_no_letters() -> None:
    before = asked("one", "two")
    both = [replace(one, text={"en": html("x")["ko"], **one.text}) for one in before.choices]
    after = replace(before, choices=tuple(both))
    assert letters_now(before, after) == {"a": "a", "b": "b"}
