"""A penalty is seen however it is worded, and quoted whole; a length of time or a building is none."""

import pytest

from courses.catalog.words import PENALTY

WORDED = {
    "imprisonment for up to seven years": "imprisonment for up to seven years",
    "up to seven years’ imprisonment": "seven years’ imprisonment",
    "six years in prison": "six years in prison",
    "a prison term of 3 years": "prison term of 3 years",
    "a fine of 50 million won": "fine of 50 million won",
    "it costs 100 dollars": "100 dollars",
    "구류 30일에 처합니다": "구류 30일",
    "7년까지 징역에 처합니다": "7년까지 징역",
    "벌금 500만원": "벌금 500만원",
    "입장료는 30달러": "30달러",
}
NONE = [
    "seven years old",
    "30일 동안",
    "two years of school",
    "after three years the prison closed",
    "100년 된 감옥",
    "10달",
]


@pytest.mark.parametrize("text", WORDED)
def test_a_penalty_or_price_is_quoted_whole(text: str) -> None:
    assert [m[0] for m in PENALTY.finditer(text)] == [WORDED[text]]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_penalty_is_none(text: str) -> None:
    assert PENALTY.search(text) is None
