"""What the page of item analysis says: figures of enough people, and flags that stand on them."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from markupsafe import Markup
from sqlalchemy import update

from courses.catalog.versions import sealed
from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.models.accounts import Account
from tests.answers import hand_in
from tests.builders import School
from tests.web.analysis.answering import OF, Open, answer_all, figures, item_1, quiz


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
