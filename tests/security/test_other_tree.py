"""Ids of the other tree: in the address, in the query, in the form and in a class list."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, update

from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.models.accounts import Account
from courses.models.units import Membership
from tests.browsing import Browser
from tests.builders import School, assign, build_school
from tests.security import material
from tests.security.crawling import MARK
from tests.security.looking import changed_tables, every_row
from tests.security.people import OTHER, Population, populate

pytestmark = pytest.mark.security
Browse = Callable[[str], Browser]
STAFF = ("teacher", "assistant", "administrator", "auditor", "counsellor")
HIGHEST_ID = 340
PAGES = (
    "/teach/{}",
    "/teach/{}/assign",
    "/teach/{}/import",
    "/teach/{}/slips",
    "/admin/{}",
    "/admin/{}.csv",
)


@pytest.fixture
def people(app: Flask) -> Population:
    return populate(build_school(), app.extensions["catalog"])


def marks(text: str) -> set[str]:
    return set(MARK.findall(text))


def others(people: Population) -> list[int]:
    return [account for name, account in people.school.people.items() if name.startswith(("other", "stranger"))]


def test_no_id_opens_a_page_of_the_other_tree(
    people: Population, browse: Browse, record_property: Callable[[str, object], None]
) -> None:
    pairs = 0
    for who in STAFF:
        browser = browse(who)
        mine = {unit for name, unit in people.school.units.items() if name not in OTHER and name != "root"}
        for path in PAGES:
            for number in range(1, HIGHEST_ID + 1):
                answer = browser.get(path.format(number))
                pairs += 1
                assert (who, path, number, marks(answer.text) & people.other) == (who, path, number, set())
                if number not in mine:
                    assert (who, path, number, answer.status_code) == (who, path, number, 404)
    record_property("other tree: pairs of route and id", pairs)


def test_no_query_brings_in_the_other_tree(people: Population, browse: Browse) -> None:
    there = people.school.units["other_class"]
    names = (
        "unit",
        "id",
        "learner",
        "account",
        "path",
        "q",
        "show",
        "subject",
        "done",
        "course",
        "module",
        "cycle",
        "next",
    )
    values = (str(there), str(others(people)[0]), f"1/{there}/", next(iter(people.other)), f"{material.COURSE}//2026")
    for who in ("administrator", "teacher", "first1"):
        browser = browse(who)
        pages = (
            [path.format(people.school.units["first"]) for path in PAGES]
            if who != "first1"
            else ["/learn", "/learn/sealed"]
        )
        for page in pages:
            for value in values:
                answer = browser.get(page, query_string=dict.fromkeys(names, value))
                heard = marks(answer.text.replace(value, "")) & people.other
                assert (who, page, value, heard) == (who, page, value, set())


@pytest.mark.parametrize("who", ["teacher", "assistant", "administrator"])
def test_no_code_is_issued_to_anybody_of_the_other_tree(people: Population, browse: Browse, who: str) -> None:
    browser = browse(who)
    url = f"/teach/{people.school.units['first']}/slips"
    own = people.school.people["first1"]
    before = every_row(["login_session"])
    for chosen in ([others(people)[0]], [own, others(people)[1]], others(people), [10**9], [-1], [0]):
        answer = browser.post(url, {"learner": [str(one) for one in chosen]})
        assert (chosen, answer.status_code) == (chosen, 404)
        assert marks(answer.text) & people.other == set()
    assert changed_tables(before) == []


def test_no_code_is_issued_to_somebody_with_a_role(people: Population, browse: Browse) -> None:
    """Who could set a colleague's password could act as the colleague."""
    first = people.school.units["first"]
    with transaction():
        for name in ("ministry", "administrator"):
            account = people.school.people[name]
            db.session.add(
                Membership(
                    account=account, unit=first, position=0, since=db.session.scalars(select(Membership.since)).first()
                )
            )
    before = every_row(["login_session"])
    for name in ("ministry", "administrator"):
        answer = browse("teacher" if name == "ministry" else "assistant").post(
            f"/teach/{first}/slips", {"learner": str(people.school.people[name])}
        )
        assert answer.status_code == 403
    assert changed_tables(before) == []


def test_an_assignment_goes_to_the_unit_of_the_address_and_to_no_other(people: Population, browse: Browse) -> None:
    first, there = people.school.units["first"], people.school.units["other_class"]
    values = {"what": f"{material.COURSE}/{material.NOW}", "due": "2026-12-31", "unit": there, "path": "1/", "actor": 1}
    before = every_row()
    answer = browse("teacher").post(f"/teach/{first}/assign", values, query_string={"unit": there})
    assert answer.status_code == 303
    rows = every_row()
    fresh = [row for row in rows["assignment"] if row not in before["assignment"]]
    assert [row[1] for row in fresh] == [first]
    touched = {row[0] for row in rows["obligation"] if row not in before["obligation"]}
    assert touched & set(others(people)) == set()


def test_a_class_list_moves_nobody_of_the_other_tree(people: Population, browse: Browse) -> None:
    first = people.school.units["first"]
    with transaction():
        learner = people.school.people["other1"]
        db.session.execute(update(Account).where(Account.id == learner).values(display_name="남의 학습자"))
    home = db.session.execute(select(Membership.unit).where(Membership.account == learner)).scalar_one()
    browser = browse("administrator")
    for rows in (
        "이름\t번호\n남의 학습자\to001",
        f"이름\t번호\t소속\n남의 학습자\to001\t{people.school.units['other_class']}",
    ):
        for path in ("import", "import/apply"):
            answer = browser.post(f"/teach/{first}/{path}", {"pasted": rows})
            assert marks(answer.text) & people.other == set()
    db.session.remove()
    rows = db.session.execute(select(Membership.unit).where(Membership.account == learner, Membership.until.is_(None)))
    assert rows.scalars().all() == [home]


def test_a_teacher_takes_nobody_out_of_another_class_and_puts_nobody_there(school: School, browse: Browse) -> None:
    """Else a teacher could bring in any learner of the school, and then print a new code for them."""
    first = school.units["first"]
    browser = browse("teacher")
    before = every_row(["login_session"])
    for rows in (
        "이름\t번호\nsecond1\ts001",
        "이름\t번호\nanother name\ts001",
        "이름\t번호\t소속\nsecond1\ts001\tClass 2",
        "이름\t번호\t소속\nsomebody new\tn77\tClass 2",
        "이름\t번호\t소속\nsomebody new\tn78\tOther school/Other class",
        "이름\t번호\t소속\nsomebody new\tn79\tGrade 1",
    ):
        answer = browser.post(f"/teach/{first}/import/apply", {"pasted": rows})
        assert (rows, answer.status_code) == (rows, 422)
    assert changed_tables(before) == []


def test_the_home_of_a_learner_shows_nothing_of_anybody_else(school: School, browse: Browse) -> None:
    assign(school, "first", course=material.COURSE)
    with transaction():
        for number, name in enumerate(("first2", "first3", "teacher"), 1):
            account = school.people[name]
            db.session.execute(update(Account).where(Account.id == account).values(display_name=f"zq{number:016x}"))
    browser = browse("first1")
    for path in ("/learn", "/learn/sealed", f"/learn/sealed/{material.NOW}/first", "/help"):
        assert marks(browser.get(path).text) == set()
