"""Another language chosen on a page that holds an answer which was not taken: the answer goes along."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from courses.catalog.items import Quiz
from courses.foundation.database import db
from courses.foundation.vocabulary import FeedbackTime
from courses.models.assessment import Response
from courses.web import kept, resending
from tests.browsing import Browser, fields
from tests.builders import School
from tests.web.beside import BASE
from tests.web.quizzes import AUTOSAVE, QUIZ, mixed, own

ENGLISH = '<html lang="en">'
HERE = f"{QUIZ}/2"


def place(school: School, item: str) -> str:
    ids = [one.item_id for one in own(school, number=2).drawn]
    return f"{HERE}?item={ids.index(item) + 1}"


def form(browser: Browser, url: str, **values: str) -> dict[str, str]:
    """What the page of an item sends with a button, with these values."""
    there = fields(browser.get(url).text)
    names = ("whose", "spoken", "submit_key", "item")
    return {name: there[name] for name in names} | {"seq": "9", "known": "", "go": "next"} | values


def english(browser: Browser, page: str):
    """The other language, chosen on that page."""
    asked = fields(page)
    return browser.post("/language", {"lang": "en", "back": asked["back"], "kept": asked.get("kept", "")})


def send_again(browser: Browser, page: str):
    offered = fields(page)
    names = ("whose", "spoken", "submit_key", "item", "seq", "known", "answer", "go")
    return browser.post(HERE, {name: offered[name] for name in names if name in offered})


def typed() -> list[str]:
    db.session.remove()
    return list(db.session.scalars(select(Response.text).where(Response.text.is_not(None))))


def test_an_answer_that_came_too_late_is_still_shown_back(sitter: Browser, school: School, browse) -> None:
    sent = form(sitter, place(school, "word"), answer="늦은 말")
    browse("first1").post(f"{HERE}/submit", {"submit_key": sent["submit_key"]})
    late = sitter.post(HERE, sent)
    assert late.status_code == 409
    offered = english(sitter, late.text)
    assert (offered.status_code, ENGLISH in offered.text) == (200, True)
    again = send_again(sitter, offered.text)
    assert (again.status_code, ENGLISH in again.text, "<dd>늦은 말</dd>" in again.text) == (409, True, True)


def test_what_is_no_number_stays_at_its_item(sitter: Browser, school: School) -> None:
    sent = form(sitter, place(school, "many"), answer="약 셋 반")
    reply = english(sitter, sitter.post(HERE, sent).text)
    assert (reply.status_code, reply.location) == (303, place(school, "many"))
    page = sitter.get(reply.location).text
    assert (ENGLISH in page, 'value="약 셋 반"' in page, typed()) == (True, True, ["약 셋 반"])


def test_what_another_page_overtook_is_offered_and_saved_by_nobody_unasked(sitter: Browser, school: School) -> None:
    sent = form(sitter, place(school, "word"), answer="여기서 쓴 말")
    sitter.post(HERE, sent | {"answer": "다른 화면의 말", "seq": "20"}, headers=AUTOSAVE)
    overtaken = sitter.post(HERE, sent)
    assert overtaken.status_code == 409
    offered = english(sitter, overtaken.text)
    assert (offered.status_code, typed()) == (200, ["다른 화면의 말"])
    again = send_again(sitter, offered.text)
    assert (again.status_code, ENGLISH in again.text, 'value="여기서 쓴 말"' in again.text) == (409, True, True)


@pytest.mark.usefixtures("surveyed")
def test_questions_beside_a_course_do_the_same(owing: Browser) -> None:
    owing.post(f"{BASE}/pre", {"go": "begin"})
    sent = form(owing, f"{BASE}/pre/sit?item=2", answer="늦은 말")
    owing.post(f"{BASE}/pre", {"go": "skip"})
    offered = english(owing, owing.post(f"{BASE}/pre/sit", sent).text)
    assert (offered.status_code, ENGLISH in offered.text, "늦은 말" in offered.text) == (200, True, True)


def test_a_page_without_an_answer_of_its_own_carries_nothing(sitter: Browser, school: School) -> None:
    sent = form(sitter, place(school, "word"), answer="말")
    assert "kept" not in fields(sitter.get(place(school, "word")).text)
    del sent["whose"]
    assert "kept" not in fields(sitter.post(HERE, sent | {"submit_key": "none"}).text)


def test_an_answer_to_an_item_that_was_checked_elsewhere_is_shown_back(
    learner: Browser, school: School, app: Flask, with_quiz: Callable[[Quiz], None]
) -> None:
    learner.post(f"{QUIZ}/1/submit", {"submit_key": own(school).submit_key})
    with_quiz(mixed(app.extensions["catalog"].courses["tiny"].modules[0].quiz, FeedbackTime.IMMEDIATE))
    learner.post(QUIZ)
    sent = form(learner, place(school, "word"), answer="먼저 쓴 말", go="check")
    assert learner.post(HERE, sent).status_code == 303
    late = learner.post(HERE, sent | {"answer": "늦게 쓴 말", "seq": "30"})
    assert (late.status_code, "<dd>늦게 쓴 말</dd>" in late.text) == (409, True)
    assert ("저장되지 않았습니다" in late.text, "<dd>먼저 쓴 말</dd>" in late.text) == (True, True)
    by_script = learner.post(HERE, sent | {"answer": "늦게 쓴 말", "seq": "31"}, headers=AUTOSAVE)
    assert "여기에 새로 쓰신 답은 저장하지 않았습니다" in by_script.json["message"]
    assert learner.post(HERE, sent | {"seq": "32"}).status_code == 303
    assert typed() == ["먼저 쓴 말"]


def test_a_script_is_told_that_what_came_after_the_end_is_not_saved(sitter: Browser, school: School, browse) -> None:
    sent = form(sitter, place(school, "word"), answer="말")
    sitter.post(HERE, sent, headers=AUTOSAVE)
    browse("first1").post(f"{HERE}/submit", {"submit_key": sent["submit_key"]})
    said = {
        answer: sitter.post(HERE, sent | {"answer": answer, "seq": "10"}, headers=AUTOSAVE).json
        for answer in ("말", "늦은 말")
    }
    assert [one["url"] for one in said.values()] == [HERE, HERE]
    assert said["말"]["message"] == "제출하신 답은 그대로 저장되어 있습니다."
    assert said["늦은 말"]["message"].endswith("여기에 쓰신 답은 그 뒤에 와서 저장하지 않았습니다.")


def test_every_form_that_holds_an_answer_is_one_that_can_be_saved_again() -> None:
    assert resending.SAVED.keys() == kept.ANSWERS <= kept.KEPT_ENDPOINTS - kept.HANDING_IN
