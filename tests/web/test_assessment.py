"""A quiz over HTTP: asked without its key, kept as it is answered, handed in once, explained afterwards."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from courses.catalog.items import Quiz
from courses.foundation.database import db
from courses.foundation.vocabulary import FeedbackTime, GradeOfRecord
from courses.models.assessment import Attempt, Response
from courses.models.learning import Completion
from tests.browsing import Browser, fields
from tests.builders import School, assign
from tests.web.quizzes import AUTOSAVE, MIXED, QUIZ, RIGHT, answer, do_all, mixed, own

Open = Callable[[str], Browser]


@pytest.fixture
def learner(school: School, browse: Open) -> Browser:
    """A learner who has done the lessons of the first module."""
    assign(school)
    browser = browse("first1")
    for lesson in ("one", "two"):
        browser.post(f"/learn/tiny/first/{lesson}")
    return browser


def test_the_start_page_tells_what_awaits(learner: Browser) -> None:
    page = learner.get(QUIZ).get_data(as_text=True)
    assert [words in page for words in ("세 문항입니다", "3문항", "100점 가운데 60점", "풀기 시작")] == [True] * 4


def test_the_quiz_leads_back_to_the_lessons_until_they_are_done(school: School, browse: Open) -> None:
    assign(school)
    browser = browse("first1")
    answer_ = browser.get(QUIZ)
    assert (answer_.status_code, answer_.location) == (303, "/learn/tiny/first/one")
    assert browser.post(QUIZ).status_code == 403


def test_a_module_without_a_quiz_has_no_quiz_page(learner: Browser) -> None:
    assert learner.get("/learn/tiny/second/quiz").status_code == 404


def test_all_right_passes_completes_and_shows_the_closing_words(learner: Browser) -> None:
    do_all(learner, RIGHT)
    page = learner.get(f"{QUIZ}/1").get_data(as_text=True)
    assert [words in page for words in ("통과하셨습니다", "100점", "이제 다음 교육으로", "이수하셨습니다")] == [
        True
    ] * 4
    assert db.session.scalars(select(Completion.module)).all() == ["first"]


def test_below_the_pass_mark_the_key_stays_hidden_and_another_try_is_offered(learner: Browser) -> None:
    do_all(learner, {"first-step": ["a"], "helpful": ["b"]})
    page = learner.get(f"{QUIZ}/1").get_data(as_text=True)
    assert "한 번 더 살펴보면 좋겠습니다" in page
    assert "묻지 않았습니다." in page
    assert [words in page for words in ("맞습니다. 묻는 것이 먼저", "가장 도움이 되는 답", "통과하셨습니다")] == [
        False
    ] * 3
    assert "앞으로 2번 더" in page
    learner.post(QUIZ)
    assert learner.last is not None
    assert learner.last.location == f"{QUIZ}/2"


def test_when_no_try_is_left_the_key_is_shown_and_no_other_is_opened(learner: Browser) -> None:
    for number in (1, 2, 3):
        do_all(learner, {"first-step": ["a"]}, number=number)
    page = learner.get(f"{QUIZ}/3").get_data(as_text=True)
    assert "가장 도움이 되는 답" in page
    assert "다시 풀기" not in page
    assert learner.post(QUIZ).status_code == 403


def test_each_answer_is_kept_and_shown_again(learner: Browser, school: School) -> None:
    learner.post(QUIZ)
    position = [one.item_id for one in own(school).drawn].index("helpful") + 1
    answer(learner, "helpful", ["a", "c"])
    page = learner.get(f"{QUIZ}/1?item={position}").get_data(as_text=True)
    assert re.findall(r'value="(\w)" checked', page) == ["a", "c"]
    assert "1/3 저장" in page


SAVED = {"saved": True, "seq": 4, "blank": False, "label": "1/3 저장", "message": "", "left": None}


def test_autosave_answers_in_json_and_says_what_is_kept(learner: Browser) -> None:
    learner.post(QUIZ)
    send = {"item": "first-step", "seq": "4", "answer": "b"}
    reply = learner.post(f"{QUIZ}/1", send, headers=AUTOSAVE)
    assert (reply.status_code, reply.json) == (200, SAVED)
    stale = learner.post(f"{QUIZ}/1", {**send, "seq": "4", "answer": "a"}, headers=AUTOSAVE)
    assert (stale.status_code, stale.json["saved"], stale.json["code"]) == (409, False, "answer_stale")
    assert db.session.scalars(select(Response.letters)).all() == ["b"]


def test_an_overtaken_page_shows_which_answer_is_kept_and_may_still_decide_otherwise(
    learner: Browser, school: School
) -> None:
    learner.post(QUIZ)
    answer(learner, "first-step", ["b"], seq=3)
    late = answer(learner, "first-step", ["a"], seq=2)
    [kept] = [one.text["ko"].striptags() for one in own(school).quiz.item("first-step").choices if one.letter == "b"]
    assert (late.status_code, f"남아 있습니다: {kept}. 이 화면의 답은 저장하지 않았습니다." in late.text) == (409, True)
    assert re.findall(r'value="(\w)" checked', late.text) == ["a"]
    place = [one.item_id for one in own(school).drawn].index("first-step") + 1
    assert f'<a href="{QUIZ}/1?item={place}">저장된 답 보기</a>' in late.text
    assert db.session.scalars(select(Response.letters)).all() == ["b"]
    assert answer(learner, "first-step", ["a"], seq=int(fields(late.text)["seq"])).status_code == 303
    db.session.remove()
    assert db.session.execute(select(Response.letters, Response.client_seq)).all() == [("a", 4)]


def test_an_overtaken_script_takes_over_the_number_of_the_answer_that_is_kept(learner: Browser) -> None:
    learner.post(QUIZ)
    send = {"item": "first-step", "answer": "b"}
    learner.post(f"{QUIZ}/1", {**send, "seq": "7"}, headers=AUTOSAVE)
    told = learner.post(f"{QUIZ}/1", {**send, "seq": "2", "answer": "a"}, headers=AUTOSAVE).json
    assert (told["saved"], told["code"], told["kept"]) == (False, "answer_stale", 7)
    assert ("남아 있습니다:" in told["message"], "/1?item=" in told["see"]) == (True, True)
    assert learner.post(f"{QUIZ}/1", {**send, "seq": "3"}, headers=AUTOSAVE).json["seq"] == 7
    again = learner.post(f"{QUIZ}/1", {**send, "seq": "8", "answer": "a"}, headers=AUTOSAVE).json
    assert (again["saved"], again["seq"]) == (True, 8)


def test_a_button_that_stays_stays(learner: Browser) -> None:
    learner.post(QUIZ)
    assert answer(learner, "first-step", ["b"], go="stay").location.startswith(f"{QUIZ}/1?item=")


def test_buttons_lead_where_they_say(learner: Browser, school: School) -> None:
    learner.post(QUIZ)
    ids = [one.item_id for one in own(school).drawn]
    routes = [
        (ids[0], "next", f"{QUIZ}/1?item=2"),
        (ids[1], "previous", f"{QUIZ}/1?item=1"),
        (ids[1], "review", f"{QUIZ}/1?review=1"),
        (ids[2], "next", f"{QUIZ}/1?review=1"),
    ]
    assert [answer(learner, one, RIGHT[one], go).location for one, go, _ in routes] == [url for *_, url in routes]


def test_an_address_without_a_place_leads_to_the_first_open_item(learner: Browser, school: School) -> None:
    learner.post(QUIZ)
    ids = [one.item_id for one in own(school).drawn]
    for number, item_id in enumerate(ids, 1):
        for wrong in ("", "?item=0", "?item=99", "?item=x"):
            assert learner.get(f"{QUIZ}/1{wrong}").location == f"{QUIZ}/1?item={number}"
        answer(learner, item_id, RIGHT[item_id])
    assert learner.get(f"{QUIZ}/1").location == f"{QUIZ}/1?item=3"


def test_the_look_over_all_counts_what_is_open(learner: Browser) -> None:
    learner.post(QUIZ)
    answer(learner, "first-step", ["b"])
    assert "답하지 않은 문제가 2개" in learner.get(f"{QUIZ}/1?review=1").get_data(as_text=True)


def test_submitting_again_and_again_shows_the_same_result(learner: Browser, school: School) -> None:
    do_all(learner, RIGHT)
    for _ in range(2):
        reply = learner.post(f"{QUIZ}/1/submit", {"submit_key": own(school).submit_key})
        assert (reply.status_code, reply.location) == (303, f"{QUIZ}/1")
    assert db.session.scalars(select(Attempt.score)).all() == [10000]


def test_after_submitting_another_answer_changes_nothing_and_the_same_one_leads_to_the_result(learner: Browser) -> None:
    do_all(learner, RIGHT)
    assert [answer(learner, "first-step", [value], seq=9).status_code for value in "ab"] == [409, 303]
    reply = learner.post(f"{QUIZ}/1", {"item": "first-step", "seq": "9", "answer": "a"}, headers=AUTOSAVE)
    assert (reply.status_code, reply.json["code"]) == (409, "attempt_closed")
    assert db.session.scalars(select(Response.letters).where(Response.item == "first-step")).all() == ["b"]


def test_another_learners_attempt_and_an_unknown_item_are_not_there(learner: Browser, browse: Open) -> None:
    learner.post(QUIZ)
    other = browse("first2")
    for lesson in ("one", "two"):
        other.post(f"/learn/tiny/first/{lesson}")
    assert other.get(f"{QUIZ}/1").status_code == 404
    assert answer(learner, "nowhere", ["a"]).status_code == 404


def test_past_tries_are_listed_with_their_score(learner: Browser) -> None:
    do_all(learner, {"first-step": ["b"]})
    page = learner.get(QUIZ).get_data(as_text=True)
    assert [words in page for words in ("1회차 풀이", "33.33점", "새로 풀기")] == [True] * 3


def form_for(school: School, item_id: str, *, right: bool = True) -> dict[str, object]:
    """The fields a browser would send, by the numbers at which rows are shown."""
    drawn = next(one for one in own(school).drawn if one.item_id == item_id)
    match item_id:
        case "pairs":
            key = {"a": "b", "b": "a"} if right else {"a": "a", "b": "b"}
            rows = enumerate(drawn.choices, 1)
            return {f"row-{n}": str(drawn.targets.index(key[letter]) + 1) for n, letter in rows}
        case "steps":
            order = "abc" if right else "cba"
            return {f"place-{n}": str(order.index(letter) + 1) for n, letter in enumerate(drawn.choices, 1)}
        case "one":
            return {"answer": "b" if right else "a"}
        case "many":
            return {"answer": "7" if right else "8"}
        case _:
            return {"answer": "YES" if right else "no"}


def test_every_type_is_asked_checked_and_explained_at_once(
    learner: Browser, school: School, app: Flask, with_quiz: Callable[[Quiz], None]
) -> None:
    with_quiz(mixed(app.extensions["catalog"].courses["tiny"].modules[0].quiz, FeedbackTime.IMMEDIATE))
    learner.post(QUIZ)
    for number, drawn in enumerate(own(school).drawn, 1):
        url = f"{QUIZ}/1?item={number}"
        asked = learner.get(url).get_data(as_text=True)
        assert f"why {drawn.item_id}" not in asked
        seq = int(fields(asked)["seq"])
        nothing = learner.post(f"{QUIZ}/1", {"item": drawn.item_id, "seq": str(seq), "go": "check"})
        assert (nothing.status_code, "아직 넘어가지 못했습니다" in nothing.get_data(as_text=True)) == (422, True)
        values = form_for(school, drawn.item_id, right=number % 2 == 1)
        sent = learner.post(f"{QUIZ}/1", {"item": drawn.item_id, "seq": str(seq), "go": "check", **values})
        assert sent.location == f"{url}#fb"
        shown = learner.get(url).get_data(as_text=True)
        assert f"why {drawn.item_id}" in shown
        assert ("이 문제의 점수를 얻으셨습니다" in shown) is (number % 2 == 1)
    page = learner.get(f"{QUIZ}/1?review=1").get_data(as_text=True)
    learner.post(f"{QUIZ}/1/submit", {"submit_key": fields(page)["submit_key"]})
    assert own(school).score == 6000


def test_incomplete_rows_stay_as_they_were_chosen(
    learner: Browser, school: School, app: Flask, with_quiz: Callable[[Quiz], None]
) -> None:
    with_quiz(mixed(app.extensions["catalog"].courses["tiny"].modules[0].quiz, FeedbackTime.IMMEDIATE))
    learner.post(QUIZ)
    for item_id, values in (("pairs", {"row-2": "1"}), ("steps", {"place-1": "3", "place-2": "3", "place-3": "9"})):
        sent = learner.post(f"{QUIZ}/1", {"item": item_id, "seq": "1", "go": "check", **values})
        page = sent.get_data(as_text=True)
        assert (sent.status_code, page.count(" selected")) == (422, len(values) - ("place-3" in values))
        assert ("여러 내용에 같은 순서를 골랐습니다: 3번째에" in page) == (item_id == "steps")
    letters = dict(db.session.execute(select(Response.item, Response.letters)).all())
    drawn = {one.item_id: one for one in own(school).drawn}
    assert letters["steps"] == f"--{drawn['steps'].choices[0]}"
    assert letters["pairs"].replace("-", "") == drawn["pairs"].targets[0]


@pytest.mark.parametrize(("right", "told"), [(True, True), (False, False)])
def test_feedback_after_passing_only_is_given_after_passing_only(
    learner: Browser,
    school: School,
    app: Flask,
    with_quiz: Callable[[Quiz], None],
    right: bool,
    told: bool,
) -> None:
    with_quiz(mixed(app.extensions["catalog"].courses["tiny"].modules[0].quiz, FeedbackTime.ON_PASS, attempts=1))
    learner.post(QUIZ)
    for drawn in own(school).drawn:
        values = form_for(school, drawn.item_id, right=right)
        learner.post(f"{QUIZ}/1", {"item": drawn.item_id, "seq": "1", **values})
    learner.post(f"{QUIZ}/1/submit", {"submit_key": own(school).submit_key})
    page = learner.get(f"{QUIZ}/1").get_data(as_text=True)
    assert ("why one" in page, "가장 도움이 되는 답" in page and not right) == (told, False)
    assert ("통과하셨습니다" in page) is right


def test_an_unlimited_quiz_says_that_another_try_costs_nothing(
    learner: Browser, school: School, app: Flask, with_quiz: Callable[[Quiz], None]
) -> None:
    with_quiz(mixed(app.extensions["catalog"].courses["tiny"].modules[0].quiz, FeedbackTime.ON_SUBMIT))
    learner.post(QUIZ)
    learner.post(f"{QUIZ}/1/submit", {"submit_key": own(school).submit_key})
    page = learner.get(f"{QUIZ}/1").get_data(as_text=True)
    assert "횟수 제한이 없습니다." in page
    assert "답하지 않음" not in page.split("문제별 풀이")[0]


@pytest.mark.parametrize(
    ("which", "score", "kept"),
    [
        (GradeOfRecord.BEST, "지금까지 가장 높은 점수: 100점", "가장 높은 점수가 남습니다."),
        (GradeOfRecord.LATEST, "가장 최근 점수: 0점", "마지막 점수가 남습니다."),
        (GradeOfRecord.FIRST, "첫 풀이의 점수: 100점", "첫 풀이의 점수가 남습니다."),
        (GradeOfRecord.AVERAGE, "지금까지의 평균 점수: 50점", "모든 풀이의 평균이 남습니다."),
    ],
)
def test_the_grade_of_record_is_told_and_the_completion_stays(
    learner: Browser, with_quiz: Callable[[Quiz], None], which: GradeOfRecord, score: str, kept: str
) -> None:
    quiz = learner.app.extensions["catalog"].courses["tiny"].modules[0].quiz
    with_quiz(replace(quiz, grade=which))
    do_all(learner, RIGHT)
    assert "점수: " not in learner.get(f"{QUIZ}/1").text
    do_all(learner, {"first-step": ["a"]}, number=2)
    page = learner.get(f"{QUIZ}/2").text
    assert (score in page, kept in page, "이 교육을 이수하셨습니다." in page) == (True, True, True)
    assert score.partition(": ")[0] in learner.get(QUIZ).text
    assert f"이수 · {score.partition(': ')[2]}" in learner.get("/learn").text
    assert db.session.scalars(select(Completion.module)).all() == ["first"]


@pytest.mark.parametrize(
    ("item_id", "values"), [("steps", {"place-1": "1", "place-2": "1", "place-3": "2"}), ("many", {"answer": "네"})]
)
def test_half_an_answer_is_saved_and_named_before_handing_in(
    learner: Browser, with_quiz: Callable[[Quiz], None], item_id: str, values: dict[str, str]
) -> None:
    with_quiz(mixed(learner.app.extensions["catalog"].courses["tiny"].modules[0].quiz, FeedbackTime.ON_SUBMIT))
    learner.post(QUIZ)
    learner.post(f"{QUIZ}/1", {"item": item_id, "seq": "1", "go": "next", **values})
    page = learner.get(f"{QUIZ}/1?review=1").text
    assert f"답하지 않은 문제가 {len(MIXED)}개" in page
