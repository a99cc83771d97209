"""Recalling a module, over HTTP: offered whatever else is open, never in the way, and no key before its time."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from flask import Flask
from sqlalchemy import select, update

from courses.catalog.items import Quiz
from courses.catalog.versions import sealed
from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import FeedbackTime, Publishing
from courses.models.assessment import Attempt, Response
from courses.models.learning import Completion
from courses.queries.attempts import stored_quiz
from tests.browsing import Browser, fields
from tests.builders import School
from tests.web.beside import AUTOSAVE, BASE, complete, owe_next_year, state

Open = Callable[[str], Browser]
RECALL = "/learn/tiny/first/quiz/recall"


def test_a_week_after_a_module_three_questions_are_offered_with_feedback_at_once(
    owing: Browser, school: School
) -> None:
    complete(school, 8)
    assert RECALL in owing.get("/learn").text
    assert "3문항" in owing.get(RECALL).text
    owing.post(RECALL, {"go": "begin"})
    page = owing.get(f"{RECALL}/sit?item=1").text
    assert ("답 확인하기" in page, "떠올려 보기 1/3" in page) == (True, True)
    asked = fields(page)
    empty = owing.post(f"{RECALL}/sit", {"item": asked["item"], "seq": "1", "go": "check"})
    assert (empty.status_code, "답을 고르신 다음" in empty.text) == (422, True)
    sent = owing.post(f"{RECALL}/sit", {"item": asked["item"], "seq": "2", "answer": "a", "go": "check"})
    assert sent.location == f"{RECALL}/sit?item=1#fb"
    page = owing.get(f"{RECALL}/sit?item=1").text
    assert ("가장 도움이 되는 답" in page or "내가 고른 답" in page, "점수를 얻" in page) == (True, False)
    late = {"item": asked["item"], "seq": "3", "answer": "b", "go": "check"}
    shown = owing.post(f"{RECALL}/sit", late)
    assert (shown.status_code, "방금 보내신 답" in shown.text, "저장되지 않았습니다" in shown.text) == (409, True, True)
    by_script = owing.post(f"{RECALL}/sit", late, headers=AUTOSAVE)
    assert (by_script.status_code, "새로 쓰신 답은 저장하지" in by_script.json["message"]) == (409, True)
    assert owing.post(f"{RECALL}/sit", {**late, "answer": "a"}).location == f"{RECALL}/sit?item=1"
    page = owing.get(f"{RECALL}/sit?review=1").text
    assert ("2개 있습니다. 비워 두고 마치실 수도 있습니다." in page, "마치신 뒤에는" in page) == (True, True)
    assert "제출하" not in page
    owing.post(f"{RECALL}/sit/submit", {"submit_key": fields(page)["submit_key"]})
    assert "점수로 남지 않습니다" in owing.get(RECALL).text
    assert owing.get(f"{RECALL}/sit").location == RECALL
    assert RECALL not in owing.get("/learn").text
    assert owing.post(RECALL).location == RECALL
    assert len(state("recall")) == 1


def test_questions_can_be_waved_off_and_come_again_after_three_weeks(owing: Browser, school: School) -> None:
    complete(school, 8)
    assert owing.post(RECALL, {"go": "skip"}).location == "/learn"
    assert RECALL not in owing.get("/learn").text
    with transaction():
        db.session.execute(update(Completion).values(at=clock.now() - timedelta(days=22)))
    assert RECALL in owing.get("/learn").text


def read_and_complete(owing: Browser, school: School) -> None:
    """The first module, with its lessons, eight days ago."""
    for lesson in ("one", "two"):
        owing.post(f"/learn/tiny/first/{lesson}")
    complete(school, 8)


def test_no_question_is_recalled_while_the_quiz_of_its_module_is_open(owing: Browser, school: School) -> None:
    """Its feedback would give away keys that the open attempt still asks for; what is typed meanwhile is kept."""
    read_and_complete(owing, school)
    owing.post(RECALL, {"go": "begin"})
    asked = fields(owing.get(f"{RECALL}/sit?item=1").text)
    send = {"item": asked["item"], "submit_key": asked["submit_key"], "seq": "1", "answer": "a"}
    quiz = owing.post("/learn/tiny/first/quiz").location
    home = owing.get("/learn").text
    assert ("확인 문제를 제출하신 다음에" in home, f'href="{quiz}"' in home, RECALL in home) == (True, True, False)
    page = owing.get(RECALL).text
    assert ("확인 문제가 열려 있습니다" in page, f'href="{quiz}"' in page, "확인 문제 이어서 풀기" in page) == (
        True,
        True,
        True,
    )
    assert ('value="begin"' in page, 'value="skip"' in page) == (False, True)
    for url in (f"{RECALL}/sit", f"{RECALL}/sit?item=1", f"{RECALL}/sit?review=1"):
        assert owing.get(url).location == RECALL
    assert owing.post(f"{RECALL}/sit", {**send, "go": "check"}).location == RECALL
    by_script = owing.post(f"{RECALL}/sit", {**send, "seq": "2", "answer": "b"}, headers=AUTOSAVE)
    assert (by_script.status_code, by_script.json["saved"]) == (200, True)
    assert owing.post(f"{RECALL}/sit/submit", send).location == RECALL
    assert owing.post(RECALL, {"go": "begin"}).location == RECALL
    kept = db.session.execute(select(Response.letters, Response.final_at)).all()
    assert ([tuple(one) for one in kept], state("recall")) == ([("b", None)], ["open"])
    key = fields(owing.get(f"{quiz}?review=1").text)["submit_key"]
    owing.post(f"{quiz}/submit", {"submit_key": key})
    checked = owing.post(f"{RECALL}/sit", {**send, "seq": "3", "answer": "b", "go": "check"})
    assert checked.location == f"{RECALL}/sit?item=1#fb"
    assert "내가 고른 답" in owing.get(f"{RECALL}/sit?item=1").text


def test_questions_that_wait_for_a_quiz_say_so_before_they_are_begun_and_can_be_waved_off(
    owing: Browser, school: School
) -> None:
    read_and_complete(owing, school)
    owing.post("/learn/tiny/first/quiz")
    page = owing.get(RECALL).text
    assert ("확인 문제가 열려 있습니다" in page, "여기에서 고르신 답" in page) == (True, False)
    assert owing.get(f"{RECALL}/sit").location == RECALL
    assert owing.post(f"{RECALL}/sit", {"item": "first-step", "seq": "1", "answer": "a"}).location == RECALL
    assert owing.post(RECALL, {"go": "skip"}).location == "/learn"
    assert state("recall") == ["void"]
    assert "확인 문제를 제출하신 다음에" not in owing.get("/learn").text


def test_a_page_of_a_round_that_is_over_leads_to_the_next_and_changes_nothing_there(
    owing: Browser, school: School
) -> None:
    complete(school, 8)
    owing.post(RECALL, {"go": "begin"})
    asked = fields(owing.get(f"{RECALL}/sit?item=1").text)
    send = {"item": asked["item"], "submit_key": asked["submit_key"], "seq": "1", "answer": "a"}
    with transaction():
        db.session.execute(update(Completion).values(at=clock.now() - timedelta(days=22)))
    late = owing.post(f"{RECALL}/sit", send)
    assert (late.status_code, "방금 보내신 답" in late.text) == (409, True)
    assert owing.post(f"{RECALL}/sit/submit", send).location == RECALL
    owing.post(RECALL, {"go": "begin"})
    by_script = owing.post(f"{RECALL}/sit", send, headers=AUTOSAVE)
    assert (by_script.status_code, by_script.json["code"]) == (409, "sitting_over")
    assert owing.post(f"{RECALL}/sit/submit", send).location == RECALL
    assert (state("recall"), list(db.session.scalars(select(Response.item)))) == (["open", "open"], [])


@pytest.mark.usefixtures("surveyed")
def test_recall_is_offered_although_items_before_another_start_stand_open(owing: Browser, school: School) -> None:
    """Here those of the next year's course."""
    complete(school, 8)
    owe_next_year(school)
    page = owing.get("/learn").text
    assert re.findall(r'href="(/learn/tiny/(?:first/)?quiz/[^"]*)"', page) == [f"{BASE}/pre", RECALL]


def test_of_several_modules_one_is_shown_and_the_others_stand_behind_it(
    owing: Browser, school: School, app: Flask
) -> None:
    complete(school, 8)
    kept = app.extensions["catalog"]
    course = kept.courses["tiny"]
    both = (course.modules[0], replace(course.modules[1], quiz=course.modules[0].quiz))
    app.extensions["catalog"] = replace(kept, courses=MappingProxyType({"tiny": replace(course, modules=both)}))
    page = owing.get("/learn").text
    first, second = page.index(RECALL), page.index(RECALL.replace("first", "second"))
    assert first < page.index("1개 더 있습니다") < second
    owing.post(RECALL, {"go": "skip"})
    page = owing.get("/learn").text
    assert (RECALL in page, "더 있습니다" in page, RECALL.replace("first", "second") in page) == (False, False, True)
    app.extensions["catalog"] = kept


def test_a_module_that_left_the_catalog_or_lost_its_quiz_is_not_recalled(
    owing: Browser, school: School, app: Flask
) -> None:
    complete(school, 8)
    kept = app.extensions["catalog"]
    course = kept.courses["tiny"]
    first = course.modules[0]
    short = replace(first.quiz, items=first.quiz.items[:2], draw=MappingProxyType({}))
    for module, status, said in ((replace(first, quiz=None), 200, "지금은 떠올려 볼"), (None, 404, "")):
        changed = replace(course, modules=((module,) if module else ()) + course.modules[1:])
        app.extensions["catalog"] = replace(kept, courses=MappingProxyType({"tiny": changed}))
        page = owing.get(RECALL)
        assert (page.status_code, said in page.text, RECALL in owing.get("/learn").text) == (status, True, False)
    changed = replace(course, modules=(replace(first, quiz=sealed(short)), *course.modules[1:]))
    app.extensions["catalog"] = replace(kept, courses=MappingProxyType({"tiny": changed}))
    assert ("문제 2개로" in owing.get("/learn").text, "2문항" in owing.get(RECALL).text) == (True, True)
    app.extensions["catalog"] = kept


def test_a_module_under_a_new_name_is_recalled_and_its_old_address_still_works(
    owing: Browser, school: School, app: Flask
) -> None:
    complete(school, 8)
    kept = app.extensions["catalog"]
    course = kept.courses["tiny"]
    renamed = replace(course.modules[0], slug="anew", formerly=("first",))
    changed = replace(course, modules=(renamed, *course.modules[1:]), revision=course.revision + 1)
    app.extensions["catalog"] = replace(kept, courses=MappingProxyType({"tiny": changed}))
    assert "/learn/tiny/anew/quiz/recall" in owing.get("/learn").text
    owing.post(RECALL, {"go": "begin"})
    assert "답 확인하기" in owing.get("/learn/tiny/anew/quiz/recall/sit?item=1").text
    assert state("recall") == ["open"]
    app.extensions["catalog"] = kept


def test_a_begun_round_outlives_renamed_items_and_the_course_that_is_retired(
    owing: Browser, school: School, app: Flask
) -> None:
    complete(school, 8)
    owing.post(RECALL, {"go": "begin"})
    kept = app.extensions["catalog"]
    course = kept.courses["tiny"]
    first = course.modules[0]
    renamed = tuple(replace(one, id=f"new-{one.id}") for one in first.quiz.items)
    module = replace(first, quiz=sealed(replace(first.quiz, items=renamed)))
    changed = replace(course, modules=(module, *course.modules[1:]), state=Publishing.RETIRED)
    app.extensions["catalog"] = replace(kept, courses=MappingProxyType({"tiny": changed}))
    assert RECALL in owing.get("/learn").text
    asked = fields(owing.get(f"{RECALL}/sit?item=1").text)
    checked = owing.post(f"{RECALL}/sit", {"item": asked["item"], "seq": "1", "answer": "a", "go": "check"})
    assert (asked["item"].startswith("new-"), checked.location) == (False, f"{RECALL}/sit?item=1#fb")
    owing.post(f"{RECALL}/sit/submit", {"submit_key": asked["submit_key"]})
    assert state("recall") == ["submitted"]
    with transaction():
        db.session.execute(update(Completion).values(at=clock.now() - timedelta(days=22)))
    owing.post(RECALL, {"go": "begin"})
    assert fields(owing.get(f"{RECALL}/sit?item=1").text)["item"].startswith("new-")
    app.extensions["catalog"] = kept


def test_the_stored_questions_tell_when_feedback_comes(owing: Browser, school: School) -> None:
    complete(school, 8)
    owing.post(RECALL, {"go": "begin"})
    db.session.remove()
    row = db.session.execute(select(Attempt).where(Attempt.kind == "recall")).scalar_one()
    found: Quiz = stored_quiz(row.quiz_version)
    assert (found.feedback, row.number, row.module) == (FeedbackTime.IMMEDIATE, 1, "first")
