"""People whom several tests of pages need."""

from collections.abc import Callable

import pytest

from tests.browsing import Browser
from tests.builders import School, assign


@pytest.fixture
def learner(school: School, browse: Callable[[str], Browser]) -> Browser:
    """A learner with an open attempt."""
    assign(school)
    browser = browse("first1")
    for lesson in ("one", "two"):
        browser.post(f"/learn/tiny/first/{lesson}")
    browser.post("/learn/tiny/first/quiz")
    return browser
