"""Typed answers: what is empty, too long or no number is said in place, with what was typed still there."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import delete, select

from courses.catalog.items import Quiz
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import FeedbackTime
from courses.models.accounts import LoginSession
from courses.models.assessment import Response
from courses.rules.answers import LONGEST_TEXT
from tests.browsing import Browser, fields
from tests.builders import PASSWORD, School
from tests.web.quizzes import AUTOSAVE, MIXED, QUIZ, mixed, own

KEPT = "비워 둔 답은 저장하지 않습니다. 지금 저장된 답: "
NO_NUMBER = "숫자로 읽을 수 없는 답입니다"
LONG = "나" * (LONGEST_TEXT + 1)


def send(browser: Browser, item: str, seq: int, go: str = "", **values: object):
    headers = {} if go else AUTOSAVE
    return browser.post(f"{QUIZ}/2", {"item": item, "seq": str(seq), "go": go, **values}, headers=headers)


def place(school: School, item: str) -> str:
    ids = [one.item_id for one in own(school, number=2).drawn]
    return f"{QUIZ}/2?item={ids.index(item) + 1}"


def kept(item: str) -> str:
    db.session.remove()
    row = db.session.execute(select(Response.letters, Response.text).where(Response.item == item)).one_or_none()
    return "" if row is None else row.letters or row.text


def field(page: str) -> str:
    found = re.search(r'<input type="text"[^>]*>', page)
    assert found is not None
    return found.group()


FILLED = {
    "word": ({"answer": "네"}, "네"),
    "many": ({"answer": "7"}, "7"),
    "one": ({"answer": "b"}, "b"),
    "pairs": ({"row-1": "1", "row-2": "2"}, " → "),
    "steps": ({"place-1": "1", "place-2": "2", "place-3": "3"}, " → "),
}


@pytest.mark.parametrize("item", FILLED)
def test_an_answer_that_was_emptied_again_stays_and_the_page_says_which_one_counts(sitter: Browser, item: str) -> None:
    values, shown = FILLED[item]
    nothing = send(sitter, item, 1, **dict.fromkeys(values, ""))
    assert nothing.json["message"] == "비워 둔 답은 저장하지 않습니다. 아직 저장된 답이 없습니다."
    assert send(sitter, item, 2, **values).json["message"] == ""
    before = kept(item)
    emptied = send(sitter, item, 3, **dict.fromkeys(values, "")).json
    assert (emptied["blank"], emptied["message"].startswith(KEPT), kept(item)) == (True, True, before)
    assert shown in emptied["message"].removeprefix(KEPT)


TWICE = {"place-1": "2", "place-2": "2", "place-3": "3"}


def test_two_steps_at_one_place_are_named_and_nothing_is_said_that_is_not_so(sitter: Browser, school: School) -> None:
    drawn = next(one for one in own(school, number=2).drawn if one.item_id == "steps")
    told = send(sitter, "steps", 1, **TWICE).json["message"]
    assert told.startswith("여러 내용에 같은 순서를 골랐습니다: 2번째에 ‘")
    shown = own(school, number=2).quiz.item("steps").choices
    first, last = (str(one.text["ko"]) for letter in drawn.choices[::2] for one in shown if one.letter == letter)
    stands = f"지금 저장된 답: 2번째: {first} · 3번째: {last} (나머지는 고르지 않음)"
    assert told.endswith(". 내용마다 다른 순서를 골라 주세요. " + stands)
    assert kept("steps") == f"-{drawn.choices[0]}{drawn.choices[2]}"
    for go in ("next", "previous", "review", "stay"):
        reply = send(sitter, "steps", 2, go=go, **TWICE)
        assert (go, reply.status_code, "여러 내용에 같은 순서를" in reply.text) == (go, 422, True)
        assert re.findall(r'<option value="(\d)" selected>', reply.text) == ["2", "2", "3"]
    settled = {**TWICE, "place-1": "1"}
    assert send(sitter, "steps", 3, **settled).json["message"] == ""
    assert send(sitter, "steps", 4, go="next", **settled).status_code == 303


def test_two_steps_at_one_place_are_offered_again_after_the_log_in_as_they_were_sent(
    sitter: Browser, school: School
) -> None:
    page = fields(sitter.get(place(school, "steps")).text)
    sent = {name: page[name] for name in ("item", "seq", "submit_key", "whose")} | TWICE
    with transaction():
        db.session.execute(delete(LoginSession))
    carried = fields(sitter.post(f"{QUIZ}/2", sent).text)["kept"]
    offered = sitter.post("/login", {"username": "first1", "password": PASSWORD, "kept": carried})
    assert (offered.status_code, {name: fields(offered.text)[name] for name in sent}) == (200, sent)


def test_the_look_over_all_shows_every_answer_as_it_counts(sitter: Browser) -> None:
    for seq, (item, (values, _)) in enumerate(FILLED.items(), 1):
        send(sitter, item, seq, **values)
    send(sitter, "word", 9, answer="")
    send(sitter, "steps", 9, **{"place-1": "1"})
    send(sitter, "many", 9, answer="세 번")
    page = sitter.get(f"{QUIZ}/2?review=1").text
    assert page.count("저장된 답:") == len(MIXED)
    assert ("저장된 답: 네<" in page, "저장된 답: 세 번<" in page) == (True, True)
    assert [page.count(f">{words}</small>") for words in ("답함", "덜 답함", "고칠 답", "답하지 않음")] == [3, 1, 1, 0]
    assert ("숫자로 고쳐 주세요." in page, "답하지 않은 문제가 2개" in page) == (True, True)


@pytest.mark.parametrize("item", ["word", "many"])
def test_a_text_that_is_too_long_is_refused_in_place_with_the_limit_and_what_was_typed(
    sitter: Browser, school: School, item: str
) -> None:
    assert f'maxlength="{LONGEST_TEXT}"' in field(sitter.get(place(school, item)).text)
    send(sitter, item, 1, answer="5")
    reply = send(sitter, item, 2, go="next", answer=LONG)
    assert (reply.status_code, "답은 500자까지 쓸 수 있습니다. 지금은 501자입니다." in reply.text) == (422, True)
    shown = field(reply.text)
    assert (f'value="{LONG}"' in shown, 'aria-invalid="true"' in shown, "typed-wrong" in shown) == (True, True, True)
    told = send(sitter, item, 3, answer=LONG)
    assert (told.status_code, told.json["saved"], "501자" in told.json["message"]) == (422, False, True)
    assert kept(item) == "5"
    assert send(sitter, item, 4, go="next", answer="나" * LONGEST_TEXT).status_code == (303 if item == "word" else 422)


def test_a_sign_that_cannot_be_kept_is_refused_in_place(sitter: Browser) -> None:
    reply = send(sitter, "word", 1, go="next", answer="네\x00")
    assert (reply.status_code, "저장할 수 없는 글자가" in reply.text, kept("word")) == (422, True, "")


def test_a_choice_that_is_not_asked_is_refused_in_place(sitter: Browser) -> None:
    reply = send(sitter, "one", 1, go="next", answer="z")
    assert (reply.status_code, "다시 골라 주세요" in reply.text, 'id="answer-fields"' in reply.text) == (
        422,
        True,
        True,
    )


def test_a_number_field_brings_up_a_keyboard_that_has_a_minus(sitter: Browser, school: School) -> None:
    shown = field(sitter.get(place(school, "many")).text)
    assert ('type="text"' in shown, "inputmode" in shown) == (True, False)


@pytest.mark.parametrize(
    "typed", ["７", "1,000", " 3 ", "-0", "+3.50", "−2", ".5", "- 5", "-\u00a05", "\ufe635", "—5", "-5."]
)
def test_a_number_may_be_typed_in_these_ways(sitter: Browser, typed: str) -> None:
    assert send(sitter, "many", 1, answer=typed).json["message"] == ""
    assert send(sitter, "many", 2, go="next", answer=typed).status_code == 303


@pytest.mark.parametrize("typed", ["3,5", "1e3", "세", "7개", "1,00", "--1", "--", "5 5", "."])
def test_what_is_no_number_is_said_before_handing_in_and_kept_as_it_was_typed(
    sitter: Browser, school: School, typed: str
) -> None:
    told = send(sitter, "many", 1, answer=typed).json
    assert (told["saved"], NO_NUMBER in told["message"], "점(.)으로" in told["message"]) == (True, True, True)
    reply = send(sitter, "many", 2, go="next", answer=typed)
    assert (reply.status_code, NO_NUMBER in reply.text, f'value="{typed}"' in field(reply.text)) == (422, True, True)
    again = field(sitter.get(place(school, "many")).text)
    assert ('aria-invalid="true"' in again, kept("many")) == (True, typed)
    assert send(sitter, "many", 3, go="previous", answer=typed).status_code == 303
    assert send(sitter, "many", 4, go="next", answer="").status_code == 303


@pytest.mark.parametrize(("item", "text"), [("word", "답을 입력하신"), ("many", "숫자로 읽을 수 있는")])
def test_checking_an_emptied_field_says_which_answer_stands(
    learner: Browser, school: School, with_quiz: Callable[[Quiz], None], item: str, text: str
) -> None:
    learner.post(f"{QUIZ}/1/submit", {"submit_key": own(school).submit_key})
    with_quiz(mixed(learner.app.extensions["catalog"].courses["tiny"].modules[0].quiz, FeedbackTime.IMMEDIATE))
    learner.post(QUIZ)
    nothing = send(learner, item, 1, go="check", answer="")
    assert (nothing.status_code, text in nothing.text) == (422, True)
    send(learner, item, 2, answer="8")
    emptied = send(learner, item, 3, go="check", answer="")
    assert (emptied.status_code, f"{KEPT}8" in emptied.text, 'value="8"' in field(emptied.text)) == (422, True, True)
    assert send(learner, item, 4, go="check", answer="8").status_code == 303


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_how_a_number_is_typed_is_said_without_a_number_that_could_be_the_key(
    sitter: Browser, school: School, lang: str
) -> None:
    sitter.post("/language", {"lang": lang})
    asked = re.search(r"<main.*</main>", sitter.get(place(school, "many")).text, re.DOTALL)
    assert asked is not None
    words = re.sub(r"<[^>]+>", " ", asked.group())
    assert ("단위는 쓰지 않고" in words or "without a unit" in words) is True
    wrong = send(sitter, "many", 1, answer="세 번").json["message"]
    assert ([one for one in ("7", "3.5", "1,000") if one in words + wrong], re.findall(r"[0-9]", wrong)) == ([], [])


@pytest.mark.parametrize(
    ("item", "values", "said"),
    [
        ("steps", {"place-1": "3"}, r"3번째: [^<]+ \(나머지는 고르지 않음\)"),
        ("steps", {"place-1": "1"}, r"1번째: [^<]+ \(나머지는 고르지 않음\)"),
        ("pairs", {"row-1": "1"}, r"→ 고르지 않음"),
    ],
)
def test_what_is_open_yet_in_a_half_placed_answer_is_said_in_words(
    sitter: Browser, item: str, values: dict[str, str], said: str
) -> None:
    send(sitter, item, 1, **values)
    told = send(sitter, item, 2, **dict.fromkeys(values, "")).json["message"].removeprefix(KEPT)
    page = sitter.get(f"{QUIZ}/2?review=1").text
    assert [len(re.findall(said, text)) for text in (told, page)] == [1, 1]
    assert ("→ -" in page + told, "- →" in page + told) == (False, False)


@pytest.mark.parametrize("feedback", [FeedbackTime.ON_SUBMIT, FeedbackTime.ON_PASS, FeedbackTime.IMMEDIATE])
def test_the_result_says_of_every_item_without_an_answer_that_there_was_none(
    learner: Browser, school: School, with_quiz: Callable[[Quiz], None], feedback: FeedbackTime
) -> None:
    learner.post(f"{QUIZ}/1/submit", {"submit_key": own(school).submit_key})
    with_quiz(mixed(learner.app.extensions["catalog"].courses["tiny"].modules[0].quiz, feedback))
    learner.post(QUIZ)
    send(learner, "word", 1, answer="네")
    learner.post(f"{QUIZ}/2/submit", {"submit_key": own(school, number=2).submit_key})
    page = learner.get(f"{QUIZ}/2").text
    assert (page.count("<dd>답하지 않으셨습니다</dd>"), "<dd>네</dd>" in page) == (len(MIXED) - 1, True)


def test_the_sentences_before_handing_in_stand_apart(learner: Browser) -> None:
    page = learner.get("/learn/tiny/first/quiz/1?review=1").text
    assert "비워 두고 제출하실 수도 있습니다. 제출하신 뒤에는" in page
