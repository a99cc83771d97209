"""Which of two answers is newer: the number decides, and what the page that sent it had heard of."""

import pytest

from courses.rules.newness import HIGHEST, PAGES, is_own, may_follow, needs_sharing, page_of, shared

HERE, THERE = 17, 942_000_001


def number(count: int, page: int) -> int:
    return count * PAGES + page


@pytest.mark.parametrize(("sent", "standing"), [(2, 1), (number(1, HERE), 8), (number(2, HERE), number(1, THERE))])
def test_where_the_page_does_not_say_what_it_knew_the_higher_number_is_newer(sent: int, standing: int) -> None:
    assert (may_follow(sent, standing, None), may_follow(standing, sent, None)) == (True, False)
    assert may_follow(sent, sent, None) is False


def test_a_high_number_is_no_newer_than_what_its_page_had_not_heard_of() -> None:
    standing = number(1, THERE)
    assert may_follow(number(9, HERE), standing, 0) is False
    assert may_follow(number(9, HERE), standing, standing) is True


def test_what_a_page_gave_itself_makes_way_for_its_next_answer_although_it_never_heard() -> None:
    assert may_follow(number(2, HERE), number(1, HERE), 0) is True
    assert may_follow(number(1, HERE), number(2, HERE), number(2, HERE)) is False


@pytest.mark.parametrize("known", [None, 0, 5, number(1, HERE)])
def test_the_same_number_once_more_takes_no_place(known: int | None) -> None:
    assert may_follow(number(1, HERE), number(1, HERE), known) is False


def test_an_answer_that_two_pages_gave_is_neither_pages_own() -> None:
    both = shared(number(3, HERE))
    assert both > number(3, HERE)
    assert (page_of(both), is_own(number(9, HERE), both)) == (0, False)
    assert may_follow(number(4, HERE), both, number(2, HERE)) is False
    assert may_follow(number(5, HERE), both, both) is True


@pytest.mark.parametrize(
    ("sent", "standing", "needs"),
    [
        (number(1, HERE), number(1, HERE), False),
        (number(1, HERE), number(2, THERE), True),
        (1, number(2, THERE), True),
        (number(1, HERE), 7, False),
        (number(1, HERE), number(4, 0), False),
    ],
)
def test_only_another_pages_own_answer_has_to_be_shared(sent: int, standing: int, needs: bool) -> None:
    assert needs_sharing(sent, standing) is needs


def test_no_number_is_beyond_what_a_script_counts_exactly() -> None:
    assert HIGHEST < 2**53
