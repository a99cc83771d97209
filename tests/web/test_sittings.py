"""What counts nowhere, over HTTP: one quiet line, a way round it, and no key before its time."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from flask import Flask
from sqlalchemy import select, update

from courses.catalog.items import Quiz
from courses.catalog.structure import Survey
from courses.catalog.versions import sealed
from courses.foundation import clock
from courses.foundation.database import db, transaction
from courses.foundation.vocabulary import AttemptKind, FeedbackTime, ItemType, Order
from courses.models.assessment import Attempt
from courses.models.learning import Completion
from courses.queries.attempts import stored_quiz
from courses.rules.measuring import FOLLOW_UP_DAYS
from tests.browsing import Browser, fields
from tests.builders import School, assign
from tests.rules.making import NO_TEXT, accepted, html, item, quiz

Open = Callable[[str], Browser]
RECALL = "/learn/tiny/first/quiz/recall"
BASE = "/learn/tiny/quiz"
AUTOSAVE = {"X-Requested-With": "autosave"}
SECRET = "a feedback"


@pytest.fixture
def surveyed(app: Flask) -> Iterator[None]:
    """The tiny course with two knowledge items, whose feedback tells the key."""
    kept = app.extensions["catalog"]
    course = kept.courses["tiny"]
    one = replace(item(ItemType.SINGLE, "a", identifier="known", count=3), question=html("무엇을 먼저 할까요?"))
    two = replace(item(ItemType.SHORT_TEXT, identifier="word", answers=(accepted("yes"),)), question=html("한 낱말로"))
    asked = sealed(replace(quiz((one, two), order=Order.FIXED), pass_mark=0, attempts=1))
    kinds = (AttemptKind.PRE, AttemptKind.POST, AttemptKind.FOLLOW_UP)
    survey = Survey(NO_TEXT, html(""), MappingProxyType(dict.fromkeys(kinds, asked)), (), "")
    changed = replace(course, survey=survey)
    app.extensions["catalog"] = replace(kept, courses=MappingProxyType({"tiny": changed}))
    yield
    app.extensions["catalog"] = kept


@pytest.fixture
def learner(school: School, browse: Open) -> Browser:
    """A learner who owes the course."""
    assign(school)
    return browse("first1")


def complete(school: School, days: float) -> None:
    """All of the course was completed that many days ago."""
    at = clock.now() - timedelta(days=days)
    key = {"course": "tiny", "cycle": str(clock.now().year), "revision": 1, "digest": "", "at": at, "late": False}
    with transaction():
        for module in ("first", "second"):
            db.session.add(Completion(learner=school.people["first1"], module=module, **key))


def state(kind: str) -> list[str]:
    db.session.remove()
    return list(db.session.scalars(select(Attempt.state).where(Attempt.kind == kind)))


def answer_all(browser: Browser, base: str, answers: dict[str, str], go: str = "next") -> None:
    browser.post(base, {"go": "begin"})
    for position in (1, 2):
        asked = fields(browser.get(f"{base}/sit?item={position}").text)
        values = {"item": asked["item"], "seq": "1", "answer": answers[asked["item"]], "go": go}
        browser.post(f"{base}/sit", values)
    key = fields(browser.get(f"{base}/sit?review=1").text)["submit_key"]
    assert browser.post(f"{base}/sit/submit", {"submit_key": key}).location == base


@pytest.mark.usefixtures("surveyed")
def test_before_the_first_lesson_one_line_offers_the_items_and_they_can_be_waved_off(learner: Browser) -> None:
    page = learner.get("/learn").text
    assert re.findall(r'href="(/learn/tiny/quiz/[^"]*)"', page) == [f"{BASE}/pre"]
    page = learner.get(f"{BASE}/pre").text
    assert ("2문항" in page, "건너뛰기" in page, "점수와 이수에 들어가지 않고" in page) == (True, True, True)
    assert learner.post(f"{BASE}/pre", {"go": "skip"}).location == "/learn"
    assert state("pre") == ["void"]
    assert f"{BASE}/pre" not in learner.get("/learn").text
    assert learner.get(f"{BASE}/pre").status_code == 404


@pytest.mark.usefixtures("surveyed")
def test_no_page_before_the_follow_up_holds_a_key(learner: Browser, school: School) -> None:
    right = {"known": "a", "word": "yes"}
    answer_all(learner, f"{BASE}/pre", right)
    pages = [learner.get(f"{BASE}/pre").text, learner.get(f"{BASE}/pre/sit?item=1", follow_redirects=True).text]
    complete(school, 1)
    answer_all(learner, f"{BASE}/post", right)
    pages += [learner.get(f"{BASE}/post").text]
    with transaction():
        db.session.execute(update(Completion).values(at=clock.now() - timedelta(days=FOLLOW_UP_DAYS + 1)))
    learner.post(f"{BASE}/follow-up", {"go": "begin"})
    pages += [learner.get(f"{BASE}/follow-up/sit?item={position}").text for position in (1, 2)]
    assert [SECRET in page or "가장 도움이 되는 답" in page for page in pages] == [False] * len(pages)
    answer_all(learner, f"{BASE}/follow-up", {"known": "b", "word": "no"})
    page = learner.get(f"{BASE}/follow-up").text
    assert ("가장 도움이 되는 답" in page, "끝까지 답해 주셔서" in page) == (True, True)
    assert learner.get(f"{BASE}/pre").status_code == 200


@pytest.mark.usefixtures("surveyed")
def test_an_answer_is_kept_by_script_and_an_older_one_refused(learner: Browser) -> None:
    learner.post(f"{BASE}/pre", {"go": "begin"})
    send = {"item": "known", "seq": "4", "answer": "b"}
    assert learner.post(f"{BASE}/pre/sit", send, headers=AUTOSAVE).json["label"] == "1/2 저장"
    assert learner.post(f"{BASE}/pre/sit", {**send, "answer": "a"}, headers=AUTOSAVE).status_code == 409
    assert learner.post(f"{BASE}/pre/sit", {**send, "answer": "a"}).location == f"{BASE}/pre/sit?item=1"
    assert learner.post(f"{BASE}/pre/sit", {**send, "item": "none"}).status_code == 404
    assert learner.get(f"{BASE}/pre/sit").location == f"{BASE}/pre/sit?item=2"
    page = learner.get(f"{BASE}/pre").text
    assert ("이어서 풀기" in page, "건너뛰기" in page) == (True, False)


@pytest.mark.usefixtures("surveyed")
def test_what_was_begun_before_ends_with_the_first_lesson(learner: Browser) -> None:
    learner.post(f"{BASE}/pre", {"go": "begin"})
    learner.post("/learn/tiny/first/one")
    for url in (f"{BASE}/pre", f"{BASE}/pre/sit", f"{BASE}/pre/sit?review=1"):
        assert learner.get(url).status_code == 404
    assert learner.post(f"{BASE}/pre/sit", {"item": "known", "seq": "1", "answer": "a"}).status_code == 404
    assert learner.post(f"{BASE}/pre/sit/submit").status_code == 404
    assert state("pre") == ["open"]


@pytest.mark.usefixtures("surveyed")
def test_what_is_not_offered_is_not_there(learner: Browser, browse: Open) -> None:
    for kind in ("post", "follow-up", "recall", "quiz", "none"):
        assert (kind, learner.get(f"{BASE}/{kind}").status_code) == (kind, 404)
        assert (kind, learner.post(f"{BASE}/{kind}").status_code) == (kind, 404)
    for name in ("other1", "teacher", "author"):
        assert browse(name).get(f"{BASE}/pre").status_code == 404
    assert learner.get(f"{BASE}/pre/sit").status_code == 404
    assert learner.get(RECALL).status_code == 404


def test_without_a_survey_nothing_is_offered(learner: Browser) -> None:
    assert "/quiz/" not in learner.get("/learn").text
    assert learner.get(f"{BASE}/pre").status_code == 404


def test_a_week_after_a_module_three_questions_are_offered_with_feedback_at_once(
    learner: Browser, school: School
) -> None:
    complete(school, 8)
    assert RECALL in learner.get("/learn").text
    assert "3문항" in learner.get(RECALL).text
    learner.post(RECALL, {"go": "begin"})
    page = learner.get(f"{RECALL}/sit?item=1").text
    assert ("답 확인하기" in page, "떠올려 보기 1/3" in page) == (True, True)
    asked = fields(page)
    empty = learner.post(f"{RECALL}/sit", {"item": asked["item"], "seq": "1", "go": "check"})
    assert (empty.status_code, "답을 고르신 다음" in empty.text) == (422, True)
    sent = learner.post(f"{RECALL}/sit", {"item": asked["item"], "seq": "2", "answer": "a", "go": "check"})
    assert sent.location == f"{RECALL}/sit?item=1#fb"
    page = learner.get(f"{RECALL}/sit?item=1").text
    assert ("가장 도움이 되는 답" in page or "내가 고른 답" in page, "점수를 얻" in page) == (True, False)
    late = {"item": asked["item"], "seq": "3", "answer": "b", "go": "check"}
    assert learner.post(f"{RECALL}/sit", late).location == f"{RECALL}/sit?item=1"
    assert learner.post(f"{RECALL}/sit", late, headers=AUTOSAVE).status_code == 409
    key = fields(learner.get(f"{RECALL}/sit?review=1").text)["submit_key"]
    learner.post(f"{RECALL}/sit/submit", {"submit_key": key})
    assert "점수로 남지 않습니다" in learner.get(RECALL).text
    assert learner.get(f"{RECALL}/sit").location == RECALL
    assert RECALL not in learner.get("/learn").text
    assert learner.post(RECALL).status_code == 404


def test_questions_can_be_waved_off_and_come_again_after_three_weeks(learner: Browser, school: School) -> None:
    complete(school, 8)
    assert learner.post(RECALL, {"go": "skip"}).location == "/learn"
    assert RECALL not in learner.get("/learn").text
    with transaction():
        db.session.execute(update(Completion).values(at=clock.now() - timedelta(days=22)))
    assert RECALL in learner.get("/learn").text


def test_no_question_is_recalled_while_the_quiz_of_its_module_is_open(learner: Browser, school: School) -> None:
    """Its feedback would give away keys that the open attempt still asks for."""
    for lesson in ("one", "two"):
        learner.post(f"/learn/tiny/first/{lesson}")
    complete(school, 8)
    learner.post(RECALL, {"go": "begin"})
    learner.post("/learn/tiny/first/quiz")
    assert RECALL not in learner.get("/learn").text
    for url in (RECALL, f"{RECALL}/sit", f"{RECALL}/sit?item=1"):
        assert learner.get(url).status_code == 404
    assert learner.post(f"{RECALL}/sit", {"item": "first-step", "seq": "1", "answer": "a"}).status_code == 404


def test_a_module_that_left_the_catalog_or_lost_its_quiz_is_not_recalled(
    learner: Browser, school: School, app: Flask
) -> None:
    complete(school, 8)
    kept = app.extensions["catalog"]
    course = kept.courses["tiny"]
    for modules in ((replace(course.modules[0], quiz=None), course.modules[1]), course.modules[1:]):
        changed = replace(course, modules=modules)
        app.extensions["catalog"] = replace(kept, courses=MappingProxyType({"tiny": changed}))
        assert (learner.get(RECALL).status_code, RECALL in learner.get("/learn").text) == (404, False)
    app.extensions["catalog"] = kept


def test_the_stored_questions_tell_when_feedback_comes(learner: Browser, school: School) -> None:
    complete(school, 8)
    learner.post(RECALL, {"go": "begin"})
    db.session.remove()
    row = db.session.execute(select(Attempt).where(Attempt.kind == "recall")).scalar_one()
    found: Quiz = stored_quiz(row.quiz_version)
    assert (found.feedback, row.number, row.module) == (FeedbackTime.IMMEDIATE, 1, "first")


@pytest.mark.usefixtures("surveyed")
@pytest.mark.parametrize(("positions", "becomes"), [((1, 2), "submitted"), ((1,), "open")])
def test_items_that_were_all_answered_before_the_first_lesson_count_without_the_button(
    learner: Browser, positions: tuple[int, ...], becomes: str
) -> None:
    learner.post(f"{BASE}/pre", {"go": "begin"})
    for position in positions:
        asked = fields(learner.get(f"{BASE}/pre/sit?item={position}").text)
        answer = {"known": "a", "word": "yes"}[asked["item"]]
        learner.post(f"{BASE}/pre/sit", {"item": asked["item"], "seq": "1", "answer": answer, "go": "next"})
    learner.post("/learn/tiny/first/one")
    assert state("pre") == [becomes]
