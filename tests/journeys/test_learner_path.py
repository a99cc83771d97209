"""A learner's way through a module, page by page over HTTP, and what it leaves in the books."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from courses.catalog.items import Quiz
from courses.catalog.versions import sealed
from courses.foundation import clock
from courses.rules.standing import current_cycle
from courses.web.shelf import shelf
from tests.browsing import Browser
from tests.builders import School, assign
from tests.journeys.walking import (
    FIRST,
    QUIZ,
    RIGHT,
    SECOND,
    WRONG,
    attempts,
    board,
    completions,
    drawn,
    read_first,
    result,
    sit,
    tallies_agree,
)
from tests.rules.making import html

Open = Callable[[str], Browser]
CYCLE = current_cycle(clock.now(), ZoneInfo("Asia/Seoul"))


@pytest.fixture
def rewrite(app: Flask) -> Iterator[Callable[[Callable[[Quiz], Quiz]], None]]:
    """Publishes an edit of the first module's quiz, for one test."""
    kept = shelf()

    def publish(edit: Callable[[Quiz], Quiz]) -> None:
        catalog = shelf()
        course = catalog.courses["tiny"]
        first = course.modules[0]
        assert first.quiz is not None
        changed = replace(course, modules=(replace(first, quiz=sealed(edit(first.quiz))), *course.modules[1:]))
        app.extensions["catalog"] = replace(catalog, courses=MappingProxyType({"tiny": changed}))

    yield publish
    app.extensions["catalog"] = kept


def test_finishing_a_module_is_written_once_and_the_board_of_the_right_class_rises_by_one(
    school: School, browse: Open
) -> None:
    assign(school, "school", "first")
    learner, administrator = browse("first2"), browse("administrator")
    before = board(administrator, school, "grade", "first", CYCLE)
    assert before == {"Grade 1": "0/6", "Class 1": "0/3", "Class 2": "0/3"}
    read_first(learner)
    assert completions(school, "first2", "first") == []
    page = sit(learner, RIGHT)
    assert ["통과하셨습니다" in page, "이 교육을 이수하셨습니다" in page] == [True, True]
    read_first(learner)
    assert completions(school, "first2", "first") == [False]
    after = board(administrator, school, "grade", "first", CYCLE)
    assert after == {"Grade 1": "1/6", "Class 1": "1/3", "Class 2": "0/3"}
    assert tallies_agree()
    assert "마친 교육" in learner.get("/learn").get_data(as_text=True)


def test_a_module_without_a_quiz_completes_with_its_last_lesson(school: School, browse: Open) -> None:
    assign(school, module="second")
    learner = browse("first1")
    assert learner.post(f"{SECOND}/three").headers["Location"] == "/learn"
    assert completions(school, "first1", "second") == [False]
    assert tallies_agree()


def test_a_module_finished_after_its_due_date_counts_and_says_that_it_was_late(school: School, browse: Open) -> None:
    assign(school, module="second", due=clock.now() - timedelta(days=2))
    learner = browse("first1")
    learner.post(f"{SECOND}/three")
    assert completions(school, "first1", "second") == [True]
    assert "기한 뒤 이수" in learner.get("/learn").get_data(as_text=True)
    assert board(browse("administrator"), school, "first", "second", CYCLE) == {"Class 1": "1/3"}
    assert tallies_agree()


def test_a_failed_attempt_completes_nothing_and_the_next_one_has_a_draw_of_its_own(
    school: School, browse: Open
) -> None:
    assign(school)
    learner = browse("first1")
    read_first(learner)
    page = sit(learner, WRONG)
    assert ["한 번 더 살펴보면 좋겠습니다" in page, "다시 풀기" in page] == [True, True]
    assert completions(school, "first1", "first") == []
    assert "통과하셨습니다" in sit(learner, RIGHT, 2)
    assert completions(school, "first1", "first") == [False]
    (seed, _), (other, _) = drawn(school, "first1")
    assert seed != other
    assert tallies_agree()


def test_each_attempt_asks_as_many_items_as_the_quiz_draws(
    school: School, browse: Open, rewrite: Callable[[Callable[[Quiz], Quiz]], None]
) -> None:
    rewrite(lambda quiz: replace(quiz, draw=MappingProxyType({"": 1}), attempts=None, pass_mark=100))
    assign(school)
    learner = browse("first1")
    read_first(learner)
    for number in range(1, 9):
        sit(learner, WRONG, number)
    asked = [items for _, items in drawn(school, "first1")]
    assert [len(items) for items in asked] == [1] * 8
    assert len({items[0] for items in asked}) > 1


def test_the_limit_of_attempts_holds_on_every_way_in(school: School, browse: Open) -> None:
    assign(school)
    learner = browse("first1")
    read_first(learner)
    for number in (1, 2, 3):
        page = sit(learner, WRONG, number)
    assert "다시 풀기" not in page
    assert learner.post(QUIZ).status_code == 403
    assert "풀기 시작" not in learner.get(QUIZ).get_data(as_text=True)
    assert learner.get(f"{QUIZ}/4").status_code == 404
    assert attempts(school, "first1") == 3
    assert completions(school, "first1", "first") == []


def test_an_edit_between_attempts_changes_no_past_result(
    school: School, browse: Open, rewrite: Callable[[Callable[[Quiz], Quiz]], None]
) -> None:
    def turn_over(quiz: Quiz) -> Quiz:
        first = replace(quiz.items[0], key="a", question=html("고쳐 쓴 물음"))
        return replace(quiz, items=(first, *quiz.items[1:]), pass_mark=100)

    assign(school)
    learner = browse("first1")
    read_first(learner)
    before = sit(learner, RIGHT)
    rewrite(turn_over)
    assert result(learner) == before
    assert completions(school, "first1", "first") == [False]
    page = sit(learner, RIGHT, 2)
    assert ["고쳐 쓴 물음" in page, "66.67점" in page] == [True, True]
    assert result(learner) == before.replace("앞으로 2번", "앞으로 1번")
    assert completions(school, "first1", "first") == [False]
    assert tallies_agree()


def test_an_edit_while_an_attempt_is_open_leaves_what_it_asks_as_it_was(
    school: School, browse: Open, rewrite: Callable[[Callable[[Quiz], Quiz]], None]
) -> None:
    assign(school)
    learner = browse("first1")
    read_first(learner)
    learner.post(QUIZ)
    rewrite(lambda quiz: replace(quiz, items=quiz.items[:1], pass_mark=100))
    assert "통과하셨습니다" in sit(learner, RIGHT)
    assert completions(school, "first1", "first") == [False]


def test_lessons_are_taken_in_order_and_a_later_one_counts_for_nothing(school: School, browse: Open) -> None:
    assign(school)
    learner = browse("first1")
    assert learner.post(f"{FIRST}/two").status_code == 403
    assert learner.post(QUIZ).status_code == 403
    assert (completions(school, "first1", "first"), attempts(school, "first1")) == ([], 0)
