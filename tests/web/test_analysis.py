"""Item analysis over HTTP: figures of enough people, nobody by name, and nothing that a second page would tell."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from markupsafe import Markup
from sqlalchemy import event, update

from courses.catalog.items import Quiz
from courses.catalog.versions import sealed
from courses.foundation import clock
from courses.foundation.database import db, transaction
from courses.foundation.vocabulary import AttemptState, Role
from courses.models.accounts import Account
from courses.models.assessment import Attempt
from courses.queries.item_answers import MOST, first_attempts
from courses.queries.units import standing_unit
from courses.rules.tens import placed_tens
from courses.services import units
from courses.web.analysis_pages import modules
from courses.web.shelf import shelf
from tests.answers import hand_in
from tests.browsing import Browser
from tests.builders import School, build_school

Open = Callable[[str], Browser]
OF = "tiny/first"


@pytest.fixture
def school(app: Flask) -> School:
    """Twelve learners in each of the three classes."""
    return build_school(12)


def quiz() -> Quiz:
    found = shelf().courses["tiny"].modules[0].quiz
    assert found is not None
    return found


def answer_all(school: School, unit: str, people: int, first_step: str = "bbbbbbbbaa", start: int = 1) -> None:
    """So many learners of a class hand in, one after another."""
    for number in range(start, start + people):
        given = {"first-step": first_step[number % len(first_step)], "helpful": "ac" if number % 2 else "a"}
        at = clock.now() - timedelta(minutes=60 - number)
        hand_in(school.people[f"{unit}{number}"], quiz(), given, at)


def figures(browser: Browser, unit: int) -> str:
    return browser.get(f"/teach/{unit}/items?of={OF}").get_data(as_text=True)


def test_ten_learners_make_figures_and_nine_do_not(school: School, browse: Open) -> None:
    answer_all(school, "first", 9)
    page = figures(browse("teacher"), school.units["first"])
    assert ("사람이 적어 아직" in page, "정답률" in page) == (True, False)
    items = browse("teacher").get(f"/teach/{school.units['first']}/items").text
    assert "열 명이 제출하고 몇 분 지나면 보입니다" in items
    answer_all(school, "first", 1, start=10)
    page = figures(browse("teacher"), school.units["first"])
    assert ("사람이 적어 아직" in page, "10명의 첫 풀이" in page) == (False, True)
    assert (
        f"/teach/{school.units['first']}/items?of={OF}"
        in browse("teacher").get(f"/teach/{school.units['first']}/items").text
    )


def test_the_page_says_what_was_answered_and_names_nobody(school: School, browse: Open) -> None:
    answer_all(school, "first", 10, first_step="bbbbbbbbaa")
    page = figures(browse("teacher"), school.units["first"])
    rows = re.findall(r"<dt>(?:정답률|변별도|비워 둔 답)</dt><dd class=\"num\">([^<]*)</dd>", page)
    assert rows[0] == "80%"
    assert rows[3] == "–"
    assert rows[6:9] == ["거의 없음", "–", "거의 모두"]
    assert re.findall(r"<span class=\"bv num\">([^<]*)<", page)[:3] == ["20%", "80%", "거의 없음"]
    assert [name in page for name in ("first1", "f001", "first10")] == [False] * 3
    assert page.count("거의 아무도 고르지 않는 보기") == 2


@pytest.mark.parametrize(("right", "people"), [(10, 10), (9, 10), (20, 20), (19, 20), (0, 10), (1, 10)])
def test_what_everybody_answered_looks_like_what_almost_everybody_did(
    school: School, browse: Open, right: int, people: int
) -> None:
    """Else 100 % of ten would tell what each of them answered."""
    answer_all(school, "first", 10, first_step="b" * right + "a" * (people - right))
    if people == 20:
        answer_all(school, "second", 10, first_step=("b" * right + "a" * (people - right))[10:])
    page = figures(browse("administrator"), school.units["grade"])
    rows = re.findall(r"<dt>(?:정답률|변별도|비워 둔 답)</dt><dd class=\"num\">([^<]*)</dd>", page)
    almost = ["거의 모두", "거의 없음"] if right * 2 > people else ["거의 없음", "거의 모두"]
    assert rows[:3] == [almost[0], "–", "거의 없음"]
    assert re.findall(r"<span class=\"bv num\">([^<]*)<", page)[:2] == almost[::-1]
    assert re.findall(r'height="10" /><rect class="\w+" x="0" y="5" width="(\d+)"', page)[:2] == (
        ["5", "95"] if right * 2 > people else ["95", "5"]
    )
    assert re.search(r"신뢰도\(KR-20\)</dt><dd class=\"num\">–<", page) or "KR-20" not in page


@pytest.mark.parametrize(("abler_and_wrong", "head"), [(3, "2개"), (5, "3개")])
def test_the_head_counts_an_item_that_the_abler_miss_only_beyond_chance(
    school: School, browse: Open, abler_and_wrong: int, head: str
) -> None:
    """Of the ten five are right; of those who get the second item, three of five miss the first, or all of them."""
    for number, letter in enumerate("bbbbbaaacc", 1):
        abler = 5 < number <= 5 + abler_and_wrong or number <= 5 - abler_and_wrong
        given = {"first-step": letter, "helpful": "ac" if abler else "a"}
        hand_in(school.people[f"first{number}"], quiz(), given, clock.now() - timedelta(hours=1))
    page = figures(browse("teacher"), school.units["first"])
    first = page.partition('id="item-1"')[2].partition("</section>")[0]
    assert f"살펴볼 문항이 {head}" in page
    assert ("오히려 놓쳤습니다" in first) is (head == "3개")
    assert re.findall(r"<dt>변별도</dt><dd class=\"num\">([^<]*)</dd>", first) == [
        "-1.00" if head == "3개" else "-0.20",
    ]


def test_where_no_figure_is_shown_no_flag_tells_its_sign(school: School, browse: Open) -> None:
    for number in range(1, 11):
        given = {"first-step": "a", "helpful": "ac"} if number == 1 else {"first-step": "b", "helpful": "a"}
        hand_in(school.people[f"first{number}"], quiz(), given, clock.now() - timedelta(hours=1))
    page = figures(browse("teacher"), school.units["first"])
    first = page.partition('id="item-1"')[2].partition("</section>")[0]
    assert ("거의 모두" in first, '변별도</dt><dd class="num">–<' in first) == (True, True)
    assert "오히려 놓쳤습니다" not in first


@pytest.mark.parametrize("old", [5, 10])
def test_a_quiz_of_which_no_item_can_be_shown_yet_is_not_called_sound(school: School, browse: Open, old: int) -> None:
    """Ten handed in, five or all of them before its keys changed: nobody knows yet what today's items do."""
    before = replace(quiz(), digest="before", items=tuple(replace(one, key_digest="before") for one in quiz().items))
    for number in range(1, 11):
        asked = before if number <= old else quiz()
        hand_in(school.people[f"first{number}"], asked, {"first-step": "b"}, clock.now() - timedelta(hours=1))
    page = figures(browse("teacher"), school.units["first"])
    assert ("눈에 띄는 문항이 없습니다" in page, "살펴볼 문항이" in page) == (False, False)
    assert "지금 묻는 문항은 아직 하나도 표시할 수 없습니다" in page
    assert "셈에 든 사람 가운데 열 명이 받은 문항부터 표시합니다." in page
    with transaction():
        db.session.execute(update(Account).where(Account.id == school.people["teacher"]).values(locale="en"))
    english = figures(browse("teacher"), school.units["first"])
    assert "None of today’s questions can be shown yet" in english
    assert "Each question appears once ten of the people counted were asked it." in english
    assert "No question stands out" not in english


def test_items_that_were_looked_at_and_are_sound_are_said_to_be(school: School, browse: Open) -> None:
    for number, letter in enumerate("bbbbbaaacc", 1):
        right = letter == "b"
        given = {"first-step": letter, "helpful": "ac" if right else "b", "responsible": "a" if right else "b"}
        hand_in(school.people[f"first{number}"], quiz(), given, clock.now() - timedelta(hours=1))
    page = figures(browse("teacher"), school.units["first"])
    assert ("눈에 띄는 문항이 없습니다" in page, "아직 하나도 표시할 수 없습니다" in page) == (True, False)


def test_opening_an_attempt_again_moving_or_disabling_its_learner_changes_nothing(school: School, browse: Open) -> None:
    """Twelve handed in, the first ten count: the next one must not move up, or the difference were one learner's."""
    answer_all(school, "first", 12)
    before = figures(browse("administrator"), school.units["first"])
    with transaction():
        of = update(Attempt).where(Attempt.learner == school.people["first3"])
        db.session.execute(of.values(state=AttemptState.VOID))
        of = update(Attempt).where(Attempt.learner == school.people["first4"])
        db.session.execute(of.values(state=AttemptState.OPEN, submitted_at=None, score=None))
        db.session.execute(update(Account).where(Account.id == school.people["first5"]).values(disabled=True))
    units.enrol(school.people["first6"], school.units["second"], clock.now(), actor=None)
    assert figures(browse("administrator"), school.units["first"]).partition("csrf")[0] == before.partition("csrf")[0]
    assert "정답률" not in figures(browse("administrator"), school.units["second"])


def test_what_was_handed_in_just_now_does_not_count_yet(school: School) -> None:
    answer_all(school, "first", 9)
    hand_in(school.people["first10"], quiz(), {}, clock.now() - timedelta(seconds=60))
    assert counted(school, "first") == []
    assert len(counted(school, "first", timedelta(seconds=61))) == 10


def test_figures_move_in_steps_of_ten_learners(school: School, browse: Open) -> None:
    answer_all(school, "first", 10)
    before = figures(browse("teacher"), school.units["first"])
    answer_all(school, "first", 2, start=11)
    assert figures(browse("teacher"), school.units["first"]).partition("csrf")[0] == before.partition("csrf")[0]


def test_ten_who_answer_alike_are_not_told_by_what_they_change(school: School, browse: Open) -> None:
    """Four of ten were right; of the next ten nobody. With 20 % of twenty that would be told of each of them."""
    for number in range(1, 11):
        hand_in_letters(school.people[f"first{number}"], "b" if number <= 4 else "a", number)
    for number in range(1, 11):
        hand_in_letters(school.people[f"second{number}"], "a", 10 + number)
    for unit, asked in (("first", "10명"), ("grade", "20명")):
        first = item_1(figures(browse("administrator"), school.units[unit]))
        assert re.findall(r"<dt>(?:받은 사람|정답률)</dt><dd(?: class=\"num\")?>([^<]*)</dd>", first) == [asked, "40%"]
        assert ("이 가운데 10명의 답입니다" in first) is (unit == "grade")
    assert "거의 없음" in item_1(figures(browse("administrator"), school.units["second"]))


@pytest.mark.parametrize(
    ("ids", "text", "shares"),
    [
        (True, "그대로", ["20%", "60%", "20%"]),
        (True, "새로 쓴 말", ["20%", "60%", "20%"]),
        (False, "그대로", ["20%", "60%", "20%"]),
        (False, "새로 쓴 말", []),
    ],
)
def test_shares_follow_their_choices_through_another_order_and_wording(
    school: School, browse: Open, app: Flask, ids: bool, text: str, shares: list[str]
) -> None:
    """Asked as a, b, c; today c, b, a, perhaps with another text: the place alone says nothing."""
    was = replace(quiz().items[0], key_digest="same")
    before = [
        replace(one, text={"ko": Markup(words)}, id=words if ids else "")
        for one, words in zip(was.choices, ("하나", "그대로", "셋"), strict=False)
    ]
    now = [replace(one, letter=letter) for one, letter in zip(reversed(before), "abc", strict=True)]
    now[1] = replace(now[1], text={"ko": Markup(text)})
    old = sealed(replace(quiz(), items=(replace(was, choices=tuple(before)), *quiz().items[1:])))
    for number, letter in enumerate("aabbbbbbcc", 1):
        hand_in(school.people[f"first{number}"], old, {"first-step": letter}, clock.now() - timedelta(hours=1))
    kept = app.extensions["catalog"]
    module = kept.courses["tiny"].modules[0]
    newest = replace(module, quiz=replace(old, items=(replace(was, choices=tuple(now)), *quiz().items[1:])))
    course = replace(kept.courses["tiny"], modules=(newest, *kept.courses["tiny"].modules[1:]))
    app.extensions["catalog"] = replace(kept, courses={"tiny": course})
    first = item_1(figures(browse("teacher"), school.units["first"]))
    app.extensions["catalog"] = kept
    assert re.findall(r"<span class=\"bv num\">([^<]*)<", first) == shares
    assert ("보기마다 고른 비율은 표시하지 않습니다" in first) is not bool(shares)
    assert "60%" in first


def test_a_later_attempt_of_the_same_learner_changes_nothing(school: School, browse: Open) -> None:
    answer_all(school, "first", 10)
    path = school_path(school, "first")
    before, _ = first_attempts(path, "tiny", "first", clock.now())
    hand_in(school.people["first1"], quiz(), {"first-step": "b"}, clock.now(), number=2)
    after, _ = first_attempts(path, "tiny", "first", clock.now() + timedelta(hours=1))
    assert (after, len(after)) == (before, 10)


def test_what_one_page_hides_no_other_page_tells(school: School, browse: Open) -> None:
    """Twelve of one class and three of the other: taking one page from another leaves nobody."""
    answer_all(school, "first", 12)
    answer_all(school, "second", 3)
    administrator = browse("administrator")
    shown = {
        unit: "정답률" in figures(administrator, school.units[unit]) for unit in ("school", "grade", "first", "second")
    }
    assert shown == {"school": True, "grade": True, "first": True, "second": False}
    tens = {unit: counted(school, unit) for unit in shown}
    ten = [school.people[f"first{number}"] for number in range(1, 11)]
    assert tens == {"school": ten, "grade": ten, "first": ten, "second": []}


def test_an_author_sees_figures_and_no_list_of_people(school: School, browse: Open) -> None:
    answer_all(school, "first", 12)
    author = browse("author")
    assert author.get("/teach/items").location == f"/teach/{school.units['root']}/items"
    page = figures(author, school.units["root"])
    assert ("정답률" in page, f'/teach/{school.units["root"]}"' in page) == (True, False)
    assert author.get(f"/teach/{school.units['root']}").status_code == 403


def test_who_holds_several_units_chooses_one_and_who_holds_none_is_refused(school: School, browse: Open) -> None:
    units.grant(
        school.people["teacher"], Role.TEACHER, school.units["second"], clock.now() - timedelta(days=1), actor=None
    )
    page = browse("teacher").get("/teach/items").get_data(as_text=True)
    assert [f"/teach/{school.units[unit]}/items" in page for unit in ("first", "second", "other")] == [
        True,
        True,
        False,
    ]
    assert browse("first1").get("/teach/items").status_code == 403
    assert browse("first1").get(f"/teach/{school.units['first']}/items").status_code == 404


@pytest.mark.parametrize("of", ["none/first", "tiny/none", "tiny/second", "tiny"])
def test_a_module_that_is_not_there_or_has_no_quiz_is_not_found(school: School, browse: Open, of: str) -> None:
    assert browse("teacher").get(f"/teach/{school.units['first']}/items?of={of}").status_code == 404


def test_modules_with_figures_come_before_those_without(app: Flask, school: School) -> None:
    tiny = shelf().courses["tiny"]
    two = replace(shelf(), courses={"tiny": tiny, "other": replace(tiny, slug="other", formerly=())})
    with app.test_request_context():
        lines = modules(two, {("other", "first")}, school.units["first"])
    assert [one.url is not None for one in lines] == [True, False]


def test_the_newest_attempts_are_read_where_there_are_very_many(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_all(school, "first", 12)
    answer_all(school, "second", 10)
    monkeypatch.setattr("courses.queries.item_answers.MOST", 19)
    assert counted(school, "grade") == [school.people[f"second{number}"] for number in range(1, 11)]
    assert MOST == 1000


def test_the_page_asks_as_often_for_ten_learners_as_for_twenty(school: School, browse: Open) -> None:
    def count() -> int:
        asked: list[str] = []

        def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            asked.append(statement)

        event.listen(db.engine, "before_cursor_execute", listen)
        figures(browser, school.units["grade"])
        event.remove(db.engine, "before_cursor_execute", listen)
        return sum(one.startswith("SELECT") for one in asked)

    browser = browse("administrator")
    answer_all(school, "first", 10)
    figures(browser, school.units["grade"])
    ten = count()
    answer_all(school, "second", 10)
    assert count() == ten


def school_path(school: School, unit: str) -> str:
    found = standing_unit(school.units[unit])
    assert found is not None
    return found.path


def counted(school: School, unit: str, later: timedelta = timedelta(0)) -> list[int]:
    """The learners in the tens of a unit, in their order."""
    attempts, look = first_attempts(school_path(school, unit), "tiny", "first", clock.now() + later)
    return [attempts[one].learner for ten in placed_tens(attempts, look) for one in ten.people]


def hand_in_letters(learner: int, letter: str, minute: int) -> None:
    """The first item of the quiz."""
    hand_in(learner, quiz(), {"first-step": letter}, clock.now() - timedelta(minutes=60 - minute))


def item_1(page: str) -> str:
    """What the page says of the first item."""
    return page.partition('id="item-1"')[2].partition("</section>")[0]
