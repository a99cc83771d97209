"""What a teacher sees first: their units, who has done what, and who is to be reminded."""

import re

import pytest
from flask import Flask

from courses.foundation import clock
from courses.foundation.vocabulary import Role
from courses.ledger.completions import Taking
from courses.services import units
from courses.services.learning import complete_lesson
from courses.web import teaching_pages
from courses.web.shelf import shelf
from tests.browsing import Browser
from tests.builders import COURSE, School, assign, person
from tests.statements import reads, sent
from tests.web.tables import rows, text
from tests.web.teaching.unit_pages import DAY, Open, actions, url


def finish_second(school: School, who: str) -> None:
    """Complete the second module of the tiny course, which has lessons only."""
    course = shelf().courses[COURSE]
    module = course.modules[1]
    cycle = str(clock.now().year)
    for lesson in module.lessons:
        complete_lesson(Taking(school.people[who], course, module, cycle), lesson, clock.now())


def test_the_only_unit_of_a_teacher_opens_at_once(school: School, browse: Open) -> None:
    assert browse("teacher").get("/teach").location == url(school)


def test_several_units_are_listed_with_their_learners(school: School, browse: Open) -> None:
    units.grant(school.people["teacher"], Role.TEACHER, school.units["second"], clock.now(), actor=None)
    page = text(browse("teacher").get("/teach"))
    assert [name in page for name in ("Class 1", "Class 2", "School", "학습자 3명")] == [True, True, False, True]


def test_who_has_no_unit_is_refused(school: School, browse: Open) -> None:
    assert browse("first1").get("/teach").status_code == 403


def test_the_counts_above_the_matrix_say_what_they_count(school: School, browse: Open) -> None:
    assign(school, "first")
    page = text(browse("teacher").get(url(school)))
    counts = re.findall(r'<ul class="legend">(.*?)</ul>', page, re.DOTALL)[0]
    cells = 3 * len(shelf().courses[COURSE].modules)
    assert ("교육 수 기준" in counts, sum(map(int, re.findall(r"<b>(\d+)</b>", counts)))) == (True, cells)


def test_everything_overdue_stands_first_and_states_have_names(school: School, browse: Open) -> None:
    assign(school, module="first", due=clock.now() + DAY)
    assign(school, module="second", due=clock.now() - DAY)
    for who in ("first1", "first2"):
        finish_second(school, who)
    page = text(browse("teacher").get(url(school)))
    assert rows(page) == [
        ["f003", "first3", "시작 전", "기한 지남", "0/2"],
        ["f001", "first1", "시작 전", "이수 (기한 뒤)", "1/2"],
        ["f002", "first2", "시작 전", "이수 (기한 뒤)", "1/2"],
    ]


def test_the_rate_is_of_people_who_have_done_everything(school: School, browse: Open) -> None:
    assign(school, module="second")
    finish_second(school, "first1")
    assert "3명 중 1명" in text(browse("teacher").get(url(school)))


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("", ["first2", "first3", "first1"]),
        ("?show=late", ["first2", "first3"]),
        ("?show=open", ["first2", "first3"]),
        ("?show=done", ["first1"]),
        ("?show=else", ["first2", "first3", "first1"]),
        ("?q=F003", ["first3"]),
        ("?q=first1&show=done", ["first1"]),
    ],
)
def test_learners_can_be_filtered_and_found(school: School, browse: Open, asked: str, names: list[str]) -> None:
    assign(school, module="second", due=clock.now() - DAY)
    finish_second(school, "first1")
    assert [row[1] for row in rows(text(browse("teacher").get(url(school) + asked)))] == names


def test_nobody_found_is_said_and_leads_back(school: School, browse: Open) -> None:
    assert "조건에 맞는 학습자가 없습니다" in text(browse("teacher").get(url(school) + "?q=nobody"))


def test_what_was_looked_for_is_shown_as_text(school: School, browse: Open) -> None:
    page = browse("teacher").get(url(school) + "?q=<script>x").get_data(as_text=True)
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_a_unit_without_learners_says_what_to_do(school: School, browse: Open) -> None:
    empty = units.found("Class 3", "class", school.units["grade"], clock.now())
    assert "명단을 올리면" in text(browse("administrator").get(f"/teach/{empty}"))


def test_learners_without_assignments_are_listed(school: School, browse: Open) -> None:
    page = text(browse("teacher").get(url(school)))
    assert "아직 배정된 교육이 없습니다" in page
    assert [row[1] for row in rows(page)] == ["first1", "first2", "first3"]


def test_a_grade_names_the_home_of_each_learner(school: School, browse: Open) -> None:
    page = text(browse("administrator").get(url(school, unit="grade")))
    assert [row[2] for row in rows(page)] == ["Class 1"] * 3 + ["Class 2"] * 3


def test_scores_never_stand_on_the_page(school: School, browse: Open) -> None:
    assign(school)
    page = text(browse("teacher").get(url(school)))
    assert [word in page for word in ("점수와 고른 답은 이 화면에 보이지 않습니다", "점</")] == [True, False]


def test_above_an_institution_nobody_is_named(school: School, browse: Open) -> None:
    ministry = browse("ministry")
    page = text(ministry.get(url(school, unit="root")))
    assert ["first1" in page, "기관 안에서만" in page, "Other school" in page] == [False, True, True]
    slips = text(ministry.get(url(school, "/slips", unit="root")))
    assert ["first1" in slips, "기관 안에서만" in slips] == [False, True]


def test_a_unit_with_too_many_people_asks_to_go_down(
    school: School, browse: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teaching_pages, "MOST_PEOPLE", 5)
    page = text(browse("administrator").get(url(school, unit="grade")))
    assert ["first1" in page, "아래에서 소속을 고르세요" in page] == [False, True]


def test_a_large_unit_without_units_below_shows_its_first_people(
    school: School, browse: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teaching_pages, "MOST_PEOPLE", 2)
    page = text(browse("teacher").get(url(school)))
    assert [len(rows(page)), "1명이 더 있습니다" in page] == [2, True]


def test_each_view_of_people_is_recorded(school: School, browse: Open) -> None:
    teacher = browse("teacher")
    for _ in range(2):
        teacher.get(url(school))
    teacher.get(url(school, "/slips"))
    assert actions("people.viewed") == 3


def selects(app: Flask, browser: Browser, address: str) -> int:
    """How many SELECTs a page takes."""
    with sent() as said:
        browser.get(address)
    return reads(said)


def test_the_matrix_takes_as_many_selects_for_thirty_learners_as_for_one(
    app: Flask, school: School, browse: Open
) -> None:
    assign(school, "school")
    lone = units.found("Class 3", "class", school.units["grade"], clock.now())
    units.enrol(person("lone"), lone, clock.now(), actor=None, code="1")
    full = units.found("Class 4", "class", school.units["grade"], clock.now())
    for number in range(30):
        units.enrol(person(f"full{number}"), full, clock.now(), actor=None, code=f"c{number}")
    browser = browse("administrator")
    one, thirty = (selects(app, browser, f"/teach/{unit}") for unit in (lone, full))
    assert one == thirty
    assert one <= 9
