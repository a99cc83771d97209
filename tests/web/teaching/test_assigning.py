"""A module or a course is assigned to a unit, until the end of a day."""

import re

import pytest
from sqlalchemy import func, select

from courses.foundation import clock
from courses.foundation.database import db
from courses.models.teaching import Assignment
from tests.browsing import Browser
from tests.builders import COURSE, School, assign
from tests.web.tables import text
from tests.web.teaching.unit_pages import DAY, Open, url


def test_a_module_is_assigned_until_the_end_of_a_day(school: School, browse: Open) -> None:
    teacher = browse("teacher")
    day = (clock.now() + 3 * DAY).date().isoformat()
    answer = teacher.post(url(school, "/assign"), {"what": f"{COURSE}/second", "due": day})
    assert (answer.status_code, answer.location) == (303, url(school, "/assign?done=assigned"))
    made = db.session.scalars(select(Assignment)).one()
    zone = school_zone(teacher)
    assert (made.course, made.module, made.due_at.astimezone(zone).isoformat()[:19]) == (
        COURSE,
        "second",
        f"{day}T23:59:59",
    )
    page = text(teacher.get(answer.location))
    assert ["배정했습니다" in page, "여기에 배정된 교육" in page] == [True, True]


def school_zone(browser: Browser) -> object:
    return browser.app.config["SETTINGS"].zone


def test_assigning_the_same_twice_makes_one_assignment(school: School, browse: Open) -> None:
    teacher = browse("teacher")
    day = (clock.now() + 3 * DAY).date().isoformat()
    for _ in range(2):
        assert teacher.post(url(school, "/assign"), {"what": f"{COURSE}/", "due": day}).status_code == 303
    assert db.session.scalar(select(func.count()).select_from(Assignment)) == 1


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("", "기한을 입력하세요"),
        ("2026-13-45", "날짜를 연, 월, 일로"),
        ("2020-01-01", "지난 날짜입니다"),
        ("2999-01-01", "너무 먼 날짜입니다"),
    ],
)
def test_a_date_that_cannot_be_is_refused_and_stays_in_its_field(
    school: School, browse: Open, due: str, said: str
) -> None:
    answer = browse("teacher").post(url(school, "/assign"), {"what": f"{COURSE}/first", "due": due})
    page = text(answer)
    assert (answer.status_code, said in page, f'value="{due}"' in page) == (422, True, True)
    assert re.search(rf'value="{COURSE}/first" required checked', page)
    assert db.session.scalar(select(func.count()).select_from(Assignment)) == 0


@pytest.mark.parametrize("what", ["", "tiny/none", "none/", "tiny", "../x"])
def test_what_is_not_in_the_catalog_is_not_assigned(school: School, browse: Open, what: str) -> None:
    day = (clock.now() + DAY).date().isoformat()
    answer = browse("teacher").post(url(school, "/assign"), {"what": what, "due": day})
    assert (answer.status_code, "배정할 과정이나 교육을 고르세요" in text(answer)) == (422, True)


def test_assignments_of_units_above_are_listed_with_their_unit(school: School, browse: Open) -> None:
    assign(school, "school", module="second")
    assert "School에서 배정" in text(browse("teacher").get(url(school, "/assign")))
