"""Who may open item analysis, of which units and modules, and what it costs."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from courses.foundation import clock
from courses.foundation.vocabulary import Role
from courses.services import units
from courses.web.analysis_pages import modules
from courses.web.shelf import shelf
from tests.builders import School
from tests.statements import reads, sent
from tests.web.analysis.answering import Open, answer_all, figures


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


def test_the_page_asks_as_often_for_ten_learners_as_for_twenty(school: School, browse: Open) -> None:
    def count() -> int:
        with sent() as asked:
            figures(browser, school.units["grade"])
        return reads(asked)

    browser = browse("administrator")
    answer_all(school, "first", 10)
    figures(browser, school.units["grade"])
    ten = count()
    answer_all(school, "second", 10)
    assert count() == ten
