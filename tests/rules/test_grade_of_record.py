"""The grade of record: one score out of several, which says nothing about passing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.foundation.vocabulary import GradeOfRecord
from courses.rules.grade_of_record import grade_of_record

from .making import examples

BEST, LATEST, FIRST, AVERAGE = GradeOfRecord


@pytest.mark.parametrize(
    ("scores", "best", "latest", "first", "average"),
    [
        ([5000], 5000, 5000, 5000, 5000),
        ([5000, 9000, 7000], 9000, 7000, 5000, 7000),
        ([10000, 0], 10000, 0, 10000, 5000),
        ([3333, 3334], 3334, 3334, 3333, 3334),
        ([1, 0, 0], 1, 0, 1, 0),
    ],
)
def test_each_way_makes_its_score(scores: list[int], best: int, latest: int, first: int, average: int) -> None:
    assert [grade_of_record(scores, one) for one in (BEST, LATEST, FIRST, AVERAGE)] == [best, latest, first, average]


@pytest.mark.parametrize("which", list(GradeOfRecord))
def test_without_an_attempt_there_is_no_score(which: GradeOfRecord) -> None:
    assert grade_of_record([], which) is None


@examples(200)
@given(st.lists(st.integers(0, 10000), min_size=1, max_size=9), st.sampled_from(GradeOfRecord))
def test_a_score_lies_between_the_lowest_and_the_highest(scores: list[int], which: GradeOfRecord) -> None:
    found = grade_of_record(scores, which)
    assert found is not None
    assert min(scores) <= found <= max(scores)
