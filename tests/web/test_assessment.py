"""A quiz over HTTP: asked without its key, kept as it is answered, handed in once, explained afterwards."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select, update

from courses.catalog.items import Quiz
from courses.catalog.versions import sealed
from courses.foundation import clock
from courses.foundation.database import db, transaction
from courses.foundation.vocabulary import FeedbackTime, GradeOfRecord, ItemType
from courses.models.assessment import Attempt, Response
from courses.models.learning import Completion
from courses.queries.attempts import Sat, Sitting, sitting
from courses.rules.standing import current_cycle
from tests.browsing import Browser, fields
from tests.builders import School, assign
from tests.rules.making import accepted, html, item

Open = Callable[[str], Browser]
QUIZ = "/learn/tiny/first/quiz"
RIGHT = {"first-step": ["b"], "helpful": ["a", "c"], "responsible": ["a"]}
AUTOSAVE = {"X-Requested-With": "autosave"}


@pytest.fixture
def learner(school: School, browse: Open) -> Browser:
    """A learner who has done the lessons of the first module."""
    assign(school)
    browser = browse("first1")
    for lesson in ("one", "two"):
        browser.post(f"/learn/tiny/first/{lesson}")
    return browser


@pytest.fixture
def with_quiz(app: Flask) -> Iterator[Callable[[Quiz], None]]:
    """Puts another quiz into the first module for one test."""
    kept = app.extensions["catalog"]

    def put(quiz: Quiz) -> None:
        course = kept.courses["tiny"]
        module = replace(course.modules[0], quiz=sealed(quiz))
        changed = replace(course, modules=(module, *course.modules[1:]))
        app.extensions["catalog"] = replace(kept, courses=MappingProxyType({"tiny": changed}))

    yield put
    app.extensions["catalog"] = kept


def own(school: School, learner: str = "first1", number: int = 1) -> Sitting:
    cycle = current_cycle(clock.now(), ZoneInfo("Asia/Seoul"))
    found = sitting(Sat(school.people[learner], "tiny", "first", cycle, 1), number)
    assert found is not None
    return found


def answer(browser: Browser, item_id: str, values: list[str], go: str = "next", number: int = 1, seq: int = 1):
    return browser.post(f"{QUIZ}/{number}", {"item": item_id, "seq": str(seq), "answer": values, "go": go})


def do_all(browser: Browser, answers: dict[str, list[str]], number: int = 1) -> None:
    browser.post(QUIZ)
    for item_id, values in answers.items():
        answer(browser, item_id, values, number=number)
    page = browser.get(f"{QUIZ}/{number}?review=1").get_data(as_text=True)
    browser.post(f"{QUIZ}/{number}/submit", {"submit_key": fields(page)["submit_key"]})


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


def test_autosave_answers_in_json_and_says_what_is_kept(learner: Browser) -> None:
    learner.post(QUIZ)
    send = {"item": "first-step", "seq": "4", "answer": "b"}
    reply = learner.post(f"{QUIZ}/1", send, headers=AUTOSAVE)
    assert (reply.status_code, reply.json) == (200, {"saved": True, "seq": 4, "blank": False, "label": "1/3 저장"})
    stale = learner.post(f"{QUIZ}/1", {**send, "seq": "4", "answer": "a"}, headers=AUTOSAVE)
    assert (stale.status_code, stale.json["saved"], stale.json["code"]) == (409, False, "answer_stale")
    assert db.session.scalars(select(Response.letters)).all() == ["b"]


def test_an_older_page_is_told_and_shown_the_newer_answer(learner: Browser) -> None:
    learner.post(QUIZ)
    answer(learner, "first-step", ["b"], seq=3)
    late = answer(learner, "first-step", ["a"], seq=3)
    page = late.get_data(as_text=True)
    assert late.status_code == 409
    assert "다른 화면에서 저장한 답이 있습니다" in page
    assert re.findall(r'value="(\w)" checked', page) == ["b"]


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


def test_after_submitting_an_answer_leads_to_the_result_and_changes_nothing(learner: Browser) -> None:
    do_all(learner, RIGHT)
    assert answer(learner, "first-step", ["a"], seq=9).status_code == 303
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


MIXED = (
    item(ItemType.SINGLE, "b", identifier="one", count=3),
    item(ItemType.MATCHING, "ba", identifier="pairs", count=2, targets=2),
    item(ItemType.ORDERING, "abc", identifier="steps", count=3),
    item(ItemType.NUMBER, identifier="many", answers=(accepted("7", low="7", high="7", kind="range"),)),
    item(ItemType.SHORT_TEXT, identifier="word", answers=(accepted("yes"), accepted("no", kind="wrong", weight=0))),
)


def mixed(quiz: Quiz, feedback: FeedbackTime, attempts: int | None = None) -> Quiz:
    items = tuple(replace(one, question=html(one.id), feedback=html(f"why {one.id}")) for one in MIXED)
    return replace(quiz, items=items, draw=MappingProxyType({}), feedback=feedback, attempts=attempts)


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
        assert (sent.status_code, page.count(" selected")) == (422, 1)
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


def with_time(learner: Browser, with_quiz: Callable[[Quiz], None], minutes: int) -> None:
    with_quiz(replace(learner.app.extensions["catalog"].courses["tiny"].modules[0].quiz, time=minutes))


def test_the_pages_say_how_long_is_left_without_a_clock_that_runs(
    learner: Browser, with_quiz: Callable[[Quiz], None]
) -> None:
    assert "제한이 없습니다" in learner.get(QUIZ).text
    with_time(learner, with_quiz, 20)
    page = learner.get(QUIZ).text
    assert ("20분" in page, "그때까지 저장한 답을 채점합니다" in page) == (True, True)
    learner.post(QUIZ)
    page = learner.get(f"{QUIZ}/1?item=1").text
    assert re.search(r"\d\d:\d\d까지 푸실 수 있습니다\. 약 20분 남았습니다\.", page)
    assert "까지 고치실 수 있습니다" in learner.get(f"{QUIZ}/1?review=1").text


def test_after_the_time_nothing_is_taken_and_what_was_saved_makes_the_result(
    learner: Browser, with_quiz: Callable[[Quiz], None]
) -> None:
    with_time(learner, with_quiz, 20)
    learner.post(QUIZ)
    for item_id, values in RIGHT.items():
        answer(learner, item_id, values)
    move_closing(seconds=-30)
    assert "풀이 시간이 끝났습니다. 지금 고른 답을" in learner.get(f"{QUIZ}/1?item=1").text
    move_closing(seconds=-61)
    late = learner.post(f"{QUIZ}/1", {"item": "first-step", "seq": "9", "answer": "a"}, headers=AUTOSAVE)
    assert (late.status_code, late.json["code"]) == (409, "time_is_over")
    assert answer(learner, "first-step", ["a"], seq=9).status_code == 303
    page = learner.get(f"{QUIZ}/1?item=1").text
    assert ("그대로 채점됩니다" in page, f'href="{QUIZ}/1?item' in page, "결과 보기" in page) == (True, False, True)
    learner.post(f"{QUIZ}/1/submit", {"submit_key": fields(page)["submit_key"]})
    assert "100점" in learner.get(f"{QUIZ}/1").text


def move_closing(seconds: int) -> None:
    with transaction():
        db.session.execute(update(Attempt).values(closes_at=clock.now() + timedelta(seconds=seconds)))


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
