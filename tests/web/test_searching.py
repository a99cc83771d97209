"""Looking for words in the lessons one may read."""

from collections.abc import Callable

from courses.models.learning import LessonCompletion
from tests.browsing import Browser
from tests.builders import School, assign
from tests.security.looking import changed_tables, every_row

Open = Callable[[str], Browser]


def test_a_learner_finds_the_open_lesson_and_sees_that_others_come_later(learner: Browser) -> None:
    page = learner.get("/search?q=차시").text
    assert ('href="/learn/tiny/first/one"' in page, 'href="/learn/tiny/second/three"' in page) == (True, True)
    assert "<mark>차시</mark>" in page


def test_a_lesson_that_is_not_open_yet_is_named_without_its_text(school: School, browse: Open) -> None:
    assign(school)
    page = browse("first1").get("/search?q=둘째").text
    assert ("차례가 되면 열립니다" in page, 'href="/learn/tiny/first/two"' in page) == (True, False)


def test_what_was_never_assigned_is_not_found(school: School, browse: Open) -> None:
    page = browse("first1").get("/search?q=차시").text
    assert ("찾지 못했습니다" in page, "/learn/tiny" in page) == (True, False)


def test_staff_find_every_lesson(school: School, browse: Open) -> None:
    page = browse("teacher").get("/search?q=차시").text
    assert page.count('href="/learn/tiny/') == 3


def test_looking_writes_nothing_and_hostile_words_stay_words(learner: Browser) -> None:
    before = every_row(["login_session"])
    page = learner.get("/search", query_string={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page
    assert changed_tables(before) == []
    assert LessonCompletion.__tablename__ not in changed_tables(before)


def test_the_home_offers_to_look_for_words(learner: Browser) -> None:
    assert 'action="/search"' in learner.get("/learn").text
