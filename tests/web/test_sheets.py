"""What teachers print: the session plan with the register in its table, the letter, and a whole course as one page."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from courses.catalog.loader import load_catalog
from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.settings import ROOT
from courses.foundation.transactions import transaction
from courses.models.accounts import Account
from courses.models.evidence import AuditEvent
from courses.services import units
from courses.web import teaching_pages
from courses.web.shelf import shelf
from tests.browsing import Browser
from tests.builders import LONG_AGO, School, assign, person

Open = Callable[[str], Browser]
SESSION = """---
title: {title}
{more}---
## {aims}

---

/// sign-in
    rows: 7
///

{after}
"""
MORE = "minutes: 60\nlaw_as_of: 2026-10-02\n"
LETTER = "---\ntitle: {title}\n---\n{text}\n"


@pytest.fixture
def content(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """The tiny course with a session plan and a letter."""
    root = tmp_path / "content"
    shutil.copytree(ROOT / "tests" / "content" / "tiny", root)
    (root / "tiny/session.md").write_text(SESSION.format(title="한 시간", more=MORE, aims="목표", after="끝말"))
    (root / "tiny/session.en.md").write_text(SESSION.format(title="One hour", more="", aims="Aims", after="At the end"))
    (root / "tiny/letter.md").write_text(LETTER.format(title="보호자님께", text="안녕하세요."))
    (root / "tiny/letter.en.md").write_text(LETTER.format(title="Dear guardian", text="Hello."))
    usual = shelf()
    app.extensions["catalog"] = load_catalog(root)
    yield root
    app.extensions["catalog"] = usual


@pytest.fixture
def teacher(content: Path, school: School, browse: Open) -> Browser:
    assign(school)
    return browse("teacher")


def sheet(school: School, unit: str, kind: str) -> str:
    return f"/teach/{school.units[unit]}/sheets/tiny/{kind}"


def rows_of(page: str) -> list[str]:
    """The lines of the table to sign: number and name."""
    body = page.partition('<table class="sign-in">')[2].partition("</table>")[0]
    lines = [one.partition("</tr>")[0] for one in body.split("<tr>")[1:]]
    return [" ".join(one.replace("<", " <").replace(">", "> ").split()) for one in lines][1:]


def views(page: str) -> int:
    seen = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "people.viewed"))
    return sum(page in one.what for one in seen)


def test_the_page_of_a_class_leads_to_its_sheets(teacher: Browser, school: School) -> None:
    address = f"/teach/{school.units['first']}/sheets"
    assert f'href="{address}"' in teacher.get(f"/teach/{school.units['first']}").text


def test_the_page_of_a_course_leads_to_its_booklet(teacher: Browser) -> None:
    assert 'href="/print/tiny"' in teacher.get("/learn/tiny").text


def test_the_list_names_the_courses_of_the_unit_with_their_sheets(teacher: Browser, school: School) -> None:
    text = teacher.get(f"/teach/{school.units['first']}/sheets").text
    own = text.partition("이번 연도에 배정된 과정")[2].partition("다른 과정")[0]
    assert sheet(school, "first", "session") in own
    assert sheet(school, "first", "letter") in own
    assert "/print/tiny" in own


def test_a_course_that_is_not_assigned_stands_apart(content: Path, school: School, browse: Open) -> None:
    text = browse("teacher").get(f"/teach/{school.units['first']}/sheets").text
    assert "아직 배정된 과정이 없습니다" in text
    assert sheet(school, "first", "session") in text.partition("다른 과정")[2]


def test_the_table_holds_the_register_in_its_order_and_nobody_else(teacher: Browser, school: School) -> None:
    page = teacher.get(sheet(school, "first", "session")).text
    rows = rows_of(page)
    assert len(rows) == 3
    assert ["f001" in rows[0], "f002" in rows[1], "f003" in rows[2]] == [True] * 3
    assert ["first1" in rows[0], "first2" in rows[1], "first3" in rows[2]] == [True] * 3
    assert "second1" not in page
    assert "끝말" in page.partition("</table>")[2]


def test_names_stand_as_the_register_shows_them(teacher: Browser, school: School) -> None:
    with transaction():
        name = update(Account).where(Account.id == school.people["first2"]).values(display_name="<b>가나</b>")
        db.session.execute(name)
    assert "&lt;b&gt;가나&lt;/b&gt;" in teacher.get(sheet(school, "first", "session")).text


def test_without_a_code_the_position_stands_before_the_name(teacher: Browser, school: School) -> None:
    learner = person("late-comer")
    units.enrol(learner, school.units["first"], clock.now() - LONG_AGO, actor=None, position=12)
    assert ">12<" in rows_of(teacher.get(sheet(school, "first", "session")).text)[3].replace(" ", "")


def test_looking_at_the_register_is_recorded_and_looking_at_a_blank_table_is_not(
    teacher: Browser, school: School
) -> None:
    teacher.get(sheet(school, "first", "letter"))
    teacher.get(sheet(school, "first", "session") + "?names=none")
    assert views("sheets.sheet") == 0
    teacher.get(sheet(school, "first", "session"))
    assert views("sheets.sheet") == 1


def test_without_names_the_table_has_the_rows_its_author_asked_for(teacher: Browser, school: School) -> None:
    page = teacher.get(sheet(school, "first", "session") + "?names=none").text
    assert len(rows_of(page)) == 7
    assert "first1" not in page


def test_a_grade_gets_a_table_for_each_class(content: Path, school: School, browse: Open) -> None:
    page = browse("administrator").get(sheet(school, "grade", "session")).text
    assert page.count('<table class="sign-in">') == 2
    first, second = page.index("<caption>Class 1"), page.index("<caption>Class 2")
    assert first < page.index("first3") < second < page.index("second1")


def test_above_an_institution_and_in_large_units_nobody_is_named(
    content: Path, school: School, browse: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    ministry = browse("ministry")
    assert len(rows_of(ministry.get(sheet(school, "root", "session")).text)) == 7
    monkeypatch.setattr(teaching_pages, "MOST_PEOPLE", 5)
    page = ministry.get(sheet(school, "grade", "session")).text
    assert len(rows_of(page)) == 7
    assert "first1" not in page


def test_a_unit_without_people_gets_blank_rows(content: Path, school: School, browse: Open) -> None:
    empty = units.found("Empty", "class", school.units["grade"], clock.now() - timedelta(days=1))
    page = browse("administrator").get(f"/teach/{empty}/sheets/tiny/session").text
    assert len(rows_of(page)) == 7


def test_the_letter_speaks_the_language_of_the_reader(teacher: Browser, school: School) -> None:
    assert "안녕하세요." in teacher.get(sheet(school, "first", "letter")).text
    teacher.post("/language", {"lang": "en", "back": "/teach"})
    page = teacher.get(sheet(school, "first", "letter")).text
    assert "Hello." in page
    assert "Dear guardian" in page
    plan = teacher.get(sheet(school, "first", "session")).text
    assert "At the end" in plan
    assert "Signature" in plan


@pytest.mark.parametrize("path", ["tiny/survey", "tiny/session/", "none/session", "tiny/letter.md"])
def test_what_is_no_sheet_is_not_there(path: str, teacher: Browser, school: School) -> None:
    assert teacher.get(f"/teach/{school.units['first']}/sheets/{path}").status_code == 404


def test_a_course_without_sheets_has_none(school: School, browse: Open) -> None:
    assert browse("teacher").get(sheet(school, "first", "session")).status_code == 404


def test_a_draft_is_not_printed_for_a_class(content: Path, app: Flask, school: School, browse: Open) -> None:
    course = content / "tiny/course.md"
    course.write_text(course.read_text().replace("title:", "state: draft\ntitle:", 1))
    app.extensions["catalog"] = load_catalog(content)
    assign(school)
    teacher = browse("teacher")
    assert teacher.get(sheet(school, "first", "letter")).status_code == 404
    assert "tiny" not in teacher.get(f"/teach/{school.units['first']}/sheets").text


def test_another_class_is_not_there_for_a_teacher(teacher: Browser, school: School) -> None:
    assert teacher.get(sheet(school, "second", "session")).status_code == 404


def test_staff_get_every_lesson_of_a_course_on_one_page(teacher: Browser) -> None:
    page = teacher.get("/print/tiny").text
    course = shelf().courses["tiny"]
    titles = [str(lesson.title["ko"]) for module in course.modules for lesson in module.lessons]
    assert [title for title in titles if f"<h3>{title}</h3>" not in page] == []
    assert "<details open" in page or "<details" not in page


def test_a_learner_gets_the_lessons_that_may_be_opened_now(content: Path, school: School, browse: Open) -> None:
    assign(school, module="first")
    page = browse("first1").get("/print/tiny").text
    first, second = shelf().courses["tiny"].modules[:2]
    assert page.count('<section class="lesson-part prose">') == 1
    assert f"<h3>{first.lessons[0].title['ko']}</h3>" in page
    assert str(second.title["ko"]) not in page.partition("<article")[2].partition('<section class="part prose">')[2]


def test_a_module_that_opens_later_is_not_in_the_booklet(content: Path, school: School, browse: Open) -> None:
    assign(school, module="first", opens=clock.now() + timedelta(days=2))
    page = browse("first1").get("/print/tiny").text
    assert '<section class="lesson-part prose">' not in page
    assert "지금 열 수 있는 차시가 없습니다" in page


def test_a_booklet_holds_no_question_of_a_quiz(teacher: Browser) -> None:
    page = teacher.get("/print/tiny").text
    items = [item for module in shelf().courses["tiny"].modules if module.quiz for item in module.quiz.items]
    assert items
    assert [item.id for item in items if str(item.question["ko"]) in page] == []


def test_no_name_stands_twice_in_a_booklet(teacher: Browser) -> None:
    article = teacher.get("/print/tiny").text.partition("<article")[2]
    names = [one.partition('"')[0] for one in article.split(' id="')[1:]]
    assert len(names) == len(set(names))
