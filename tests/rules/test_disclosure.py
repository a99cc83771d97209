"""Which counts may be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.disclosure import SMALLEST_SHOWN_SCORES, Cell, shown_cells

from .making import examples

counts = st.lists(st.one_of(st.integers(0, 12), st.integers(0, 200)), max_size=9)


def shown(*targets: int, threshold: int = 5) -> list[int]:
    """The sizes that are shown."""
    cells = [Cell(count) for count in targets]
    return [count for count, visible in zip(targets, shown_cells(cells, threshold), strict=True) if visible]


@pytest.mark.parametrize(
    ("targets", "visible"),
    [
        ((), []),
        ((20, 30, 5), [20, 30, 5]),
        ((20, 30, 4), [30]),
        ((20, 20, 4), [20]),
        ((20, 4, 4), [20]),
        ((20, 1, 1), []),
        ((20, 30, 1, 1), [30]),
        ((20, 30, 2, 3), [20, 30]),
        ((12,), [12]),
        ((3,), []),
        ((0,), [0]),
        ((0, 0, 7), [0, 0, 7]),
        ((3, 0), []),
        ((3, 0, 10), [0]),
        ((3, 0, 10, 20), [0, 20]),
    ],
)
def test_small_cells_are_hidden_with_enough_of_their_neighbours(targets: tuple[int, ...], visible: list[int]) -> None:
    assert shown(*targets) == visible


def test_the_first_of_equal_neighbours_is_the_one_hidden() -> None:
    assert shown_cells([Cell(20), Cell(20), Cell(4)]) == (False, True, False)


def test_scores_ask_for_more_people_than_completions() -> None:
    assert shown(9, 30, 40, threshold=SMALLEST_SHOWN_SCORES) == [40]
    assert shown(9, 30, 40) == [9, 30, 40]


def test_how_many_are_done_makes_no_difference() -> None:
    assert shown_cells([Cell(20, 20), Cell(20, 0), Cell(4, 4)]) == shown_cells([Cell(20), Cell(20), Cell(4)])


@given(counts, st.sampled_from([5, 10]))
@examples(300)
def test_the_total_less_what_is_shown_is_never_a_single_cell_nor_a_small_group(
    targets: list[int], threshold: int
) -> None:
    visible = shown_cells([Cell(count) for count in targets], threshold)
    hidden = [count for count, seen in zip(targets, visible, strict=True) if not seen]
    rest = sum(targets) - sum(count for count, seen in zip(targets, visible, strict=True) if seen)
    # Where nothing is shown the rest is the total itself, which the reader had before.
    assert not hidden or not any(visible) or (len(hidden) >= 2 and rest >= threshold)


@given(counts, st.sampled_from([5, 10]))
@examples(100)
def test_no_shown_cell_is_small_and_nothing_is_hidden_without_a_small_one(targets: list[int], threshold: int) -> None:
    seen = shown(*targets, threshold=threshold)
    assert not [count for count in seen if 0 < count < threshold]
    if not [count for count in targets if 0 < count < threshold]:
        assert seen == targets


@given(counts)
@examples(100)
def test_no_more_is_hidden_than_needed(targets: list[int]) -> None:
    visible = shown_cells([Cell(count) for count in targets])
    hidden = sorted(count for count, seen in zip(targets, visible, strict=True) if not seen)
    large = [count for count in hidden if count >= 5]
    if large:
        kept = hidden[:-1]
        assert len(kept) < 2 or sum(kept) < 5
