"""Knowledge items around a course, over HTTP: one quiet line, a way round it, and no key before its time."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from courses.catalog.versions import sealed
from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptKind, ItemType
from courses.models.assessment import Attempt, Response
from courses.models.learning import Completion
from courses.rules.measuring import FOLLOW_UP_DAYS, OPEN_DAYS
from tests.browsing import Browser, fields
from tests.builders import School
from tests.rules.making import accepted, html, item
from tests.web.beside import AUTOSAVE, BASE, SECRET, answer_all, complete, owe_next_year, state

Open = Callable[[str], Browser]
RECALL = "/learn/tiny/first/quiz/recall"


@pytest.mark.usefixtures("surveyed")
def test_before_the_first_lesson_one_line_offers_the_items_and_they_can_be_waved_off(owing: Browser) -> None:
    page = owing.get("/learn").text
    assert re.findall(r'href="(/learn/tiny/quiz/[^"]*)"', page) == [f"{BASE}/pre"]
    page = owing.get(f"{BASE}/pre").text
    assert ("2문항" in page, "건너뛰기" in page, "점수와 이수에 들어가지 않고" in page) == (True, True, True)
    assert owing.post(f"{BASE}/pre", {"go": "skip"}).location == "/learn"
    assert state("pre") == ["void"]
    assert f"{BASE}/pre" not in owing.get("/learn").text
    page = owing.get(f"{BASE}/pre").text
    assert ("이 물음은 건너뛰셨습니다." in page, "답해 보기" in page, "건너뛰기" in page) == (True, False, False)


@pytest.mark.usefixtures("surveyed")
def test_what_was_begun_can_be_waved_off_with_the_same_button(owing: Browser) -> None:
    owing.post(f"{BASE}/pre", {"go": "begin"})
    send = {**fields(owing.get(f"{BASE}/pre/sit?item=1").text), "answer": "b"}
    page = owing.get(f"{BASE}/pre").text
    assert ("이어서 답하기" in page, "건너뛰기" in page) == (True, True)
    assert owing.post(f"{BASE}/pre", {"go": "skip"}).location == "/learn"
    assert state("pre") == ["void"]
    assert owing.post(f"{BASE}/pre/sit", send).status_code == 409
    assert owing.post(f"{BASE}/pre/sit/submit", send).location == f"{BASE}/pre"
    assert owing.post(f"{BASE}/pre", {"go": "begin"}).location == f"{BASE}/pre"
    assert state("pre") == ["void"]


@pytest.mark.usefixtures("surveyed")
def test_no_page_before_the_follow_up_holds_a_key(owing: Browser, school: School) -> None:
    right = {"known": "a", "word": "yes"}
    answer_all(owing, f"{BASE}/pre", right)
    pages = [owing.get(f"{BASE}/pre").text, owing.get(f"{BASE}/pre/sit?item=1", follow_redirects=True).text]
    complete(school, 1)
    answer_all(owing, f"{BASE}/post", right)
    pages += [owing.get(f"{BASE}/post").text]
    with transaction():
        db.session.execute(update(Completion).values(at=clock.now() - timedelta(days=FOLLOW_UP_DAYS + 1)))
    owing.post(f"{BASE}/follow-up", {"go": "begin"})
    pages += [owing.get(f"{BASE}/follow-up/sit?item={position}").text for position in (1, 2)]
    assert [SECRET in page or "가장 도움이 되는 답" in page for page in pages] == [False] * len(pages)
    answer_all(owing, f"{BASE}/follow-up", {"known": "b", "word": "no"})
    page = owing.get(f"{BASE}/follow-up").text
    assert ("가장 도움이 되는 답" in page, "끝까지 답해 주셔서" in page) == (True, True)
    assert owing.get(f"{BASE}/pre").status_code == 200


@pytest.mark.usefixtures("surveyed")
def test_an_answer_is_kept_by_script_and_an_older_one_refused(owing: Browser) -> None:
    owing.post(f"{BASE}/pre", {"go": "begin"})
    send = {"item": "known", "seq": "4", "answer": "b"}
    assert owing.post(f"{BASE}/pre/sit", send, headers=AUTOSAVE).json["label"] == "1/2 저장"
    assert owing.post(f"{BASE}/pre/sit", {**send, "answer": "a"}, headers=AUTOSAVE).status_code == 409
    late = owing.post(f"{BASE}/pre/sit", {**send, "answer": "a"})
    assert (late.status_code, "다른 화면에서 저장한 답이 남아 있습니다" in late.text) == (409, True)
    assert re.findall(r'value="(\w)" checked', late.text) == ["a"]
    assert owing.post(f"{BASE}/pre/sit", {**send, "item": "none"}).status_code == 404
    assert owing.get(f"{BASE}/pre/sit").location == f"{BASE}/pre/sit?item=2"
    page = owing.get(f"{BASE}/pre").text
    assert "이어서 답하기" in page


@pytest.mark.usefixtures("surveyed")
def test_what_was_begun_before_ends_with_the_first_lesson_and_its_old_pages_say_so(owing: Browser) -> None:
    owing.post(f"{BASE}/pre", {"go": "begin"})
    asked = fields(owing.get(f"{BASE}/pre/sit?item=1").text)
    send = {"item": asked["item"], "submit_key": asked["submit_key"], "seq": "1", "answer": "a"}
    owing.post("/learn/tiny/first/one")
    for url in (f"{BASE}/pre/sit", f"{BASE}/pre/sit?item=1", f"{BASE}/pre/sit?review=1"):
        assert owing.get(url).location == f"{BASE}/pre"
    assert owing.post(f"{BASE}/pre/sit", send).status_code == 409
    for url in (f"{BASE}/pre", f"{BASE}/pre/sit/submit"):
        assert owing.post(url, send).location == f"{BASE}/pre"
    by_script = owing.post(f"{BASE}/pre/sit", send, headers=AUTOSAVE)
    assert (by_script.status_code, by_script.json["saved"], by_script.json["code"]) == (409, False, "sitting_over")
    page = owing.get(f"{BASE}/pre").text
    assert ("첫 차시를 마치시기 전까지만" in page, "그 뒤에 보내신 답은 저장하지 않습니다" in page) == (True, True)
    assert ("답해 보기" in page, "내 학습으로" in page) == (False, True)
    assert (state("pre"), list(db.session.scalars(select(Response.item)))) == (["open"], [])


@pytest.mark.usefixtures("surveyed")
def test_an_offer_that_was_open_in_another_tab_says_that_its_time_is_over(owing: Browser, school: School) -> None:
    """Nothing was begun: only the page with the offer stood open."""
    owing.post("/learn/tiny/first/one")
    assert owing.post(f"{BASE}/pre", {"go": "begin"}).location == f"{BASE}/pre"
    complete(school, FOLLOW_UP_DAYS + OPEN_DAYS + 1)
    words = {"pre": "첫 차시를 마치시기", "post": "몇 주 뒤 물음이 열리기", "follow-up": "기간이 지났습니다"}
    for kind, said in words.items():
        for go in ("begin", "skip"):
            assert (kind, owing.post(f"{BASE}/{kind}", {"go": go}).location) == (kind, f"{BASE}/{kind}")
        page = owing.get(f"{BASE}/{kind}").text
        assert (kind, said in page, "그 뒤에 보내신" in page) == (kind, True, False)
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 0


@pytest.mark.usefixtures("surveyed")
def test_what_is_not_offered_is_not_there(owing: Browser, browse: Open) -> None:
    for kind in ("post", "follow-up", "recall", "quiz", "none"):
        assert (kind, owing.get(f"{BASE}/{kind}").status_code) == (kind, 404)
        assert (kind, owing.post(f"{BASE}/{kind}").status_code) == (kind, 404)
    for name in ("other1", "teacher", "author"):
        assert browse(name).get(f"{BASE}/pre").status_code == 404
    assert owing.get(f"{BASE}/pre/sit").location == f"{BASE}/pre"
    assert owing.get(RECALL).status_code == 404


def test_without_a_survey_nothing_is_offered(owing: Browser) -> None:
    assert "/quiz/" not in owing.get("/learn").text
    assert owing.get(f"{BASE}/pre").status_code == 404


@pytest.mark.usefixtures("surveyed")
def test_the_answers_of_a_year_ago_are_hidden_while_the_same_items_are_asked_again(
    owing: Browser, school: School
) -> None:
    given = {"known": "b", "word": "no"}
    answer_all(owing, f"{BASE}/pre", given)
    complete(school, FOLLOW_UP_DAYS + 1)
    answer_all(owing, f"{BASE}/follow-up", given)
    assert "가장 도움이 되는 답" in owing.get(f"{BASE}/follow-up").text
    owe_next_year(school)
    owing.post(f"{BASE}/pre", {"go": "begin"})
    page = owing.get(f"{BASE}/follow-up").text
    assert ("가장 도움이 되는 답" in page, SECRET in page, "풀이를 보여 드리지 않습니다" in page) == (
        False,
        False,
        True,
    )
    answer_all(owing, f"{BASE}/pre", given)
    assert "가장 도움이 되는 답" in owing.get(f"{BASE}/follow-up").text


@pytest.mark.usefixtures("surveyed")
@pytest.mark.parametrize(("positions", "becomes"), [((1, 2), "submitted"), ((1,), "open")])
def test_items_that_were_all_answered_before_the_first_lesson_count_without_the_button(
    owing: Browser, positions: tuple[int, ...], becomes: str
) -> None:
    owing.post(f"{BASE}/pre", {"go": "begin"})
    for position in positions:
        asked = fields(owing.get(f"{BASE}/pre/sit?item={position}").text)
        answer = {"known": "a", "word": "yes"}[asked["item"]]
        owing.post(f"{BASE}/pre/sit", {"item": asked["item"], "seq": "1", "answer": answer, "go": "next"})
    owing.post("/learn/tiny/first/one")
    assert state("pre") == [becomes]


@pytest.fixture
def counting(app: Flask, surveyed: None) -> None:
    """The first of the knowledge items asks for a number."""
    kept = app.extensions["catalog"]
    course = kept.courses["tiny"]
    lines = (accepted("7", low="7", high="7", kind="range"),)
    many = replace(item(ItemType.NUMBER, identifier="known", answers=lines), question=html("몇 번일까요?"))
    asked = course.survey.quiz(AttemptKind.PRE)
    changed = sealed(replace(asked, items=(many, *asked.items[1:])))
    survey = replace(course.survey, quizzes=MappingProxyType(dict.fromkeys(course.survey.quizzes, changed)))
    app.extensions["catalog"] = replace(kept, courses=MappingProxyType({"tiny": replace(course, survey=survey)}))


@pytest.mark.usefixtures("counting")
@pytest.mark.parametrize("go", ["next", "review", "stay"])
def test_what_is_no_number_is_said_in_place_with_what_was_typed(owing: Browser, go: str) -> None:
    owing.post(f"{BASE}/pre", {"go": "begin"})
    send = {"item": "known", "seq": "1", "answer": "일곱", "go": go}
    told = owing.post(f"{BASE}/pre/sit", send)
    assert (told.status_code, 'value="일곱"' in told.text, 'aria-invalid="true"' in told.text) == (422, True, True)
    assert ("저장했지만 숫자로 읽을 수 없는 답입니다" in told.text, "3.5" in told.text) == (True, True)
    assert list(db.session.scalars(select(Response.text))) == ["일곱"]
    mended = owing.post(f"{BASE}/pre/sit", {**send, "seq": fields(told.text)["seq"], "answer": "- 7"})
    assert mended.status_code == 303


@pytest.mark.usefixtures("counting")
def test_what_is_no_number_keeps_nobody_from_going_back_or_leaving_it_empty(owing: Browser) -> None:
    owing.post(f"{BASE}/pre", {"go": "begin"})
    send = {"item": "known", "seq": "1", "answer": "일곱", "go": "previous"}
    assert owing.post(f"{BASE}/pre/sit", send).location == f"{BASE}/pre/sit?item=1"
    emptied = owing.post(f"{BASE}/pre/sit", {**send, "seq": "2", "answer": "", "go": "next"})
    assert emptied.location == f"{BASE}/pre/sit?item=2"
    by_script = owing.post(f"{BASE}/pre/sit", {**send, "seq": "3"}, headers=AUTOSAVE)
    assert (by_script.status_code, "숫자로 읽을 수 없는" in by_script.json["message"]) == (200, True)
