"""What an administrator and an auditor see: rates that add up, small units hidden, and the same rows as a file."""

import csv
import io
import json
import re
from collections.abc import Callable
from types import MappingProxyType

import openpyxl
import pytest
from sqlalchemy import select

from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.vocabulary import Role
from courses.ledger.completions import Taking
from courses.models.evidence import AuditEvent
from courses.services import units
from courses.services.administration import fold_tallies
from courses.services.learning import complete_lesson
from courses.web import administration_pages
from courses.web.shelf import shelf
from tests.browsing import Browser
from tests.builders import COURSE, School, assign, person
from tests.web.tables import rows, text

Open = Callable[[str], Browser]
CYCLE = str(clock.now().year)
OF = f"?of={CYCLE}/{COURSE}/second"


def lines(page: str) -> list[list[str]]:
    """The rows of the board: name, rate, done/must, left, late, or what stands in their place."""
    return [[row[0], *row[2:]] for row in rows(page)]


def as_rows(answer: object) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))


def url(school: School, unit: str, tail: str = OF) -> str:
    return f"/admin/{school.units[unit]}{tail}"


def finish_second(school: School, *who: str) -> None:
    course = shelf().courses[COURSE]
    module = course.modules[1]
    for one in who:
        for lesson in module.lessons:
            complete_lesson(Taking(school.people[one], course, module, CYCLE), lesson, clock.now())


def grow(school: School, unit: str, number: int) -> None:
    """Give the unit that many more learners."""
    for index in range(number):
        name = f"{unit}-more{index}"
        school.people[name] = person(name)
        units.enrol(school.people[name], school.units[unit], clock.now(), actor=None)


@pytest.fixture
def watched(school: School) -> School:
    """An auditor above the institutions: at the root, a big school, and a small one."""
    units.revoke(school.people["auditor"], Role.AUDITOR, school.units["school"], clock.now(), actor=None)
    units.grant(school.people["auditor"], Role.AUDITOR, school.units["root"], clock.now(), actor=None)
    return school


def test_the_only_unit_opens_at_once_and_several_are_listed(school: School, browse: Open) -> None:
    administrator = browse("administrator")
    assert administrator.get("/admin").location == url(school, "school", "")
    units.grant(school.people["stranger"], Role.AUDITOR, school.units["school"], clock.now(), actor=None)
    page = text(browse("stranger").get("/admin"))
    assert [name in page for name in (">School<", ">Other school<", ">Office<")] == [True, True, False]
    assert browse("teacher").get("/admin").status_code == 403


def test_without_assignments_there_is_nothing_to_count(school: School, browse: Open) -> None:
    administrator = browse("administrator")
    assert "셈할 것이 없습니다" in text(administrator.get(url(school, "school", "")))
    assert len(as_rows(administrator.get(url(school, "school", ".csv")))) == 1


def test_rates_of_units_add_up_and_are_rounded_down(school: School, browse: Open) -> None:
    assign(school, "school", module="second")
    finish_second(school, "first1", "first2", "second1")
    administrator = browse("administrator")
    page = text(administrator.get(url(school, "grade")))
    assert lines(page) == [
        ["Grade 1", "50%", "3/6", "3", "0"],
        ["Class 1", "66%", "2/3", "1", "0"],
        ["Class 2", "33%", "1/3", "2", "0"],
    ]
    assert "6명 가운데 3명이 마쳤습니다" in page


def test_folding_changes_no_figure(school: School, browse: Open) -> None:
    assign(school, "school", module="second")
    finish_second(school, "first1")
    administrator = browse("administrator")
    before = lines(text(administrator.get(url(school, "school"))))
    while fold_tallies():
        pass
    assert lines(text(administrator.get(url(school, "school")))) == before


def test_people_right_in_a_unit_are_a_line_of_their_own(school: School, browse: Open) -> None:
    grow(school, "grade", 2)
    assign(school, "school", module="second")
    page = text(browse("administrator").get(url(school, "grade")))
    assert lines(page)[-1] == ["바로 속한 사람", "0%", "0/2", "2", "0"]


def test_the_file_holds_the_lines_of_the_screen(school: School, browse: Open) -> None:
    assign(school, "school", module="second")
    finish_second(school, "first1", "second1", "second2")
    administrator = browse("administrator")
    for asked in (OF, f"{OF}&sort=rate", f"{OF}&sort=left"):
        shown = lines(text(administrator.get(url(school, "grade", asked))))
        kept = as_rows(administrator.get(url(school, "grade", f".csv{asked}")))
        assert [[row[0], row[5], f"{row[4]}/{row[3]}", row[6], row[7]] for row in kept[1:]] == shown
    assert [row[0] for row in kept[1:]] == ["Grade 1", "Class 1", "Class 2"]


def test_the_workbook_holds_the_rows_of_the_csv_file(school: School, browse: Open) -> None:
    assign(school, "school", module="second")
    administrator = browse("administrator")
    answer = administrator.get(url(school, "grade", f".csv{OF}&format=xlsx"))
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    book = openpyxl.load_workbook(io.BytesIO(answer.get_data())).worksheets[0]
    kept = [["" if cell is None else str(cell) for cell in row] for row in book.values]
    assert kept == as_rows(administrator.get(url(school, "grade", f".csv{OF}")))


def test_a_unit_whose_name_would_calculate_does_not_in_the_file(school: School, browse: Open) -> None:
    evil = units.found("=1+1", "class", school.units["grade"], clock.now())
    school.units["evil"] = evil
    grow(school, "evil", 1)
    assign(school, "school", module="second")
    names = [row[0] for row in as_rows(browse("administrator").get(url(school, "grade", f".csv{OF}")))]
    assert names == ["소속", "Grade 1", "'=1+1", "Class 1", "Class 2"]


def test_taking_a_file_away_is_recorded(school: School, browse: Open) -> None:
    assign(school, "school", module="second")
    browse("administrator").get(url(school, "grade", f".csv{OF}&format=xlsx"))
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "board.exported")).one()
    assert (event.actor, event.unit) == (school.people["administrator"], school.units["grade"])
    assert json.loads(event.what) == {"course": COURSE, "module": "second", "cycle": CYCLE, "form": "xlsx"}


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["Grade 1", "Class 1", "Class 2"]),
        ("rate", ["Grade 1", "Class 2", "Class 1"]),
        ("left", ["Grade 1", "Class 2", "Class 1"]),
        ("else", ["Grade 1", "Class 1", "Class 2"]),
    ],
)
def test_lines_are_sorted_by_link_the_unit_itself_first(
    school: School, browse: Open, sort: str, names: list[str]
) -> None:
    assign(school, "school", module="second")
    finish_second(school, "first1")
    page = text(browse("administrator").get(url(school, "grade", f"{OF}&sort={sort}")))
    assert [line[0] for line in lines(page)] == names


def test_many_units_can_be_searched(school: School, browse: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    assign(school, "school", module="second")
    administrator = browse("administrator")
    assert 'name="q"' not in text(administrator.get(url(school, "grade")))
    monkeypatch.setattr(administration_pages, "MANY", 1)
    page = text(administrator.get(url(school, "grade", f"{OF}&q=class 2")))
    assert ([line[0] for line in lines(page)], 'name="q"' in page) == (["Grade 1", "Class 2"], True)
    assert "그런 이름의 소속이 없습니다" in text(administrator.get(url(school, "grade", f"{OF}&q=none")))


def test_the_first_subject_of_the_catalog_is_shown_unless_another_is_asked_for(school: School, browse: Open) -> None:
    assign(school, "first", module="first")
    assign(school, "grade", module="second")
    administrator = browse("administrator")
    for tail in ("", "?of="):
        page = text(administrator.get(url(school, "school", tail)))
        assert (f'value="{CYCLE}/{COURSE}/first" selected' in page, "3명 가운데 0명이" in page) == (True, True)
    assert re.findall(r'<option value="[^"]*/(\w*)"', page) == ["first", "second"]
    assert "6명 가운데 0명이" in text(administrator.get(url(school, "school")))


@pytest.mark.parametrize("tail", ["", ".csv"])
@pytest.mark.parametrize("of", ["bogus", f"{CYCLE}/{COURSE}/first", f"1999/{COURSE}/second"])
def test_a_subject_that_is_not_counted_here_is_not_found(school: School, browse: Open, tail: str, of: str) -> None:
    administrator = browse("administrator")
    assert administrator.get(url(school, "school", f"{tail}?of={of}")).status_code == 404
    assign(school, "school", module="second")
    assert administrator.get(url(school, "school", f"{tail}?of={of}")).status_code == 404
    assert administrator.get(url(school, "school", f"{tail}{OF}")).status_code == 200


def test_every_line_of_a_board_leads_somewhere(school: School, browse: Open) -> None:
    assign(school, "first", module="second")
    administrator = browse("administrator")
    page = text(administrator.get(url(school, "grade")))
    assert lines(page)[2] == ["Class 2", "–", "0/0", "0", "0"]
    links = re.findall(r'href="(/admin/\d+[^"]*)"', page)
    assert {url(school, "first"), url(school, "second", "")} <= set(links)
    assert {one: administrator.get(one).status_code for one in links} == dict.fromkeys(links, 200)


def test_what_the_catalog_no_longer_holds_is_not_offered(
    school: School, browse: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    assign(school, "school", module="second")
    held = shelf()
    empty = type(held)(MappingProxyType({}), held.help, held.sources, held.findings, held.digest)
    browser = browse("administrator")
    monkeypatch.setitem(browser.app.extensions, "catalog", empty)
    assert "셈할 것이 없습니다" in text(browser.get(url(school, "school", "")))


# small units


def test_the_institution_sees_its_own_small_units(school: School, browse: Open) -> None:
    assign(school, "school", module="second")
    assert lines(text(browse("auditor").get(url(school, "grade"))))[1] == ["Class 1", "0%", "0/3", "3", "0"]


def test_above_institutions_small_units_are_hidden_with_what_gives_them_away(watched: School, browse: Open) -> None:
    for unit, more in (("first", 4), ("second", 20), ("other_class", 9)):
        grow(watched, unit, more)
    third = units.found("Class 3", "class", watched.units["grade"], clock.now())
    watched.units["third"] = third
    grow(watched, "third", 2)
    assign(watched, "root", module="second")
    auditor = browse("auditor")
    page = text(auditor.get(url(watched, "grade")))
    assert lines(page) == [
        ["Grade 1", "0%", "0/32", "32", "0"],
        ["Class 1", "표시 안 함"],
        ["Class 2", "0%", "0/23", "23", "0"],
        ["Class 3", "표시 안 함"],
    ]
    kept = as_rows(auditor.get(url(watched, "grade", f".csv{OF}")))
    assert [row[3] for row in kept[1:]] == ["32", "표시 안 함", "23", "표시 안 함"]


def test_a_hidden_unit_is_hidden_on_its_own_page_too(watched: School, browse: Open) -> None:
    grow(watched, "first", 10)
    grow(watched, "second", 4)
    assign(watched, "root", module="second")
    auditor = browse("auditor")
    shown = lines(text(auditor.get(url(watched, "root"))))
    assert [line[0] for line in shown if line[1] == "표시 안 함"] == ["Other school", "School"]
    for unit in ("other", "school", "grade", "first", "second", "other_class"):
        page = text(auditor.get(url(watched, unit)))
        assert {line[1] for line in lines(page)} == {"표시 안 함"}
        assert "작은 소속이라 숫자를 표시하지 않습니다" in page


def test_a_top_unit_that_is_small_is_hidden(school: School, browse: Open) -> None:
    root = units.found("Tiny office", "office", None, clock.now())
    school.units["lonely"] = root
    grow(school, "lonely", 4)
    units.grant(school.people["auditor"], Role.AUDITOR, root, clock.now(), actor=None)
    assign(school, "lonely", module="second")
    auditor = browse("auditor")
    assert lines(text(auditor.get(url(school, "lonely")))) == [["Tiny office", "표시 안 함"]]


def test_who_sees_the_people_of_a_small_unit_sees_its_figures_and_no_others(watched: School, browse: Open) -> None:
    grow(watched, "second", 4)
    grow(watched, "other_class", 20)
    units.grant(watched.people["auditor"], Role.ADMINISTRATOR, watched.units["first"], clock.now(), actor=None)
    assign(watched, "root", module="second")
    page = text(browse("auditor").get(url(watched, "grade")))
    assert lines(page) == [
        ["Grade 1", "0%", "0/10", "10", "0"],
        ["Class 1", "0%", "0/3", "3", "0"],
        ["Class 2", "0%", "0/7", "7", "0"],
    ]


def test_hidden_units_stand_last_whatever_the_order(watched: School, browse: Open) -> None:
    for unit in ("second", "other_class"):
        grow(watched, unit, 20)
    for name in ("A", "B"):
        watched.units[name] = units.found(name, "class", watched.units["grade"], clock.now())
        grow(watched, name, 3)
    assign(watched, "root", module="second")
    auditor = browse("auditor")
    for sort in ("rate", "left"):
        found = [line[0] for line in lines(text(auditor.get(url(watched, "grade", f"{OF}&sort={sort}"))))]
        assert found == ["Grade 1", "Class 2", "A", "B", "Class 1"]
