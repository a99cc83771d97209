"""Log-in slips: for whom they may be made, and once only."""

import re

import pytest
from sqlalchemy import delete

from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.models.accounts import Account, RoleGrant
from courses.services import units
from courses.web import teaching_pages
from tests.browsing import fields
from tests.builders import School
from tests.web.tables import text
from tests.web.teaching.unit_pages import Open, actions, ticked, url


def test_nobody_is_ticked_unasked(school: School, browse: Open) -> None:
    page = text(browse("teacher").get(url(school, "/slips")))
    assert (ticked(page), "?pick=unused" in page) == ([], True)


def test_a_second_sending_of_the_same_form_makes_no_new_codes(school: School, browse: Open) -> None:
    teacher = browse("teacher")
    teacher.get(url(school, "/slips"))
    assert teacher.last is not None
    form = {"learner": str(school.people["first1"]), "slip_key": fields(text(teacher.last))["slip_key"]}
    name, code = re.findall(r'class="key">([^<]*)<', text(teacher.post(url(school, "/slips"), form)))
    again = teacher.post(url(school, "/slips"), form)
    page = text(again)
    assert (again.status_code, "이미 만든 쪽지입니다" in page, f'href="{url(school, "/slips")}"' in page) == (
        409,
        True,
        True,
    )
    assert actions("account.code_issued") == 1
    assert browse("").log_in(name, code).status_code == 303
    fresh = fields(text(teacher.get(url(school, "/slips"))))["slip_key"]
    assert teacher.post(url(school, "/slips"), form | {"slip_key": fresh}).status_code == 200


def test_those_who_never_signed_in_can_be_ticked(school: School, browse: Open) -> None:
    with transaction():
        db.session.get_one(Account, school.people["first2"]).has_signed_in = True
    page = text(browse("teacher").get(url(school, "/slips?pick=unused")))
    assert ticked(page) == [str(school.people["first1"]), str(school.people["first3"])]


def test_everyone_can_be_ticked(school: School, browse: Open) -> None:
    page = text(browse("teacher").get(url(school, "/slips?pick=all")))
    assert ticked(page) == [str(school.people[name]) for name in ("first1", "first2", "first3")]


def test_a_slip_opens_the_account_it_names(school: School, browse: Open) -> None:
    answer = browse("teacher").post(url(school, "/slips"), {"learner": str(school.people["first1"])})
    page = text(answer)
    name, code = re.findall(r'class="key">([^<]*)<', page)
    assert (answer.status_code, answer.headers["Cache-Control"], name) == (200, "no-store", "first1")
    assert browse("").log_in(name, code).status_code == 303
    assert actions("account.code_issued") == 1


@pytest.mark.parametrize("who", ["second1", "other1", "administrator"])
def test_no_slip_is_made_for_somebody_of_elsewhere(school: School, browse: Open, who: str) -> None:
    chosen = [str(school.people["first1"]), str(school.people[who])]
    teacher = browse("teacher")
    assert teacher.post(url(school, "/slips"), {"learner": chosen}).status_code == 404
    assert teacher.post(url(school, "/slips"), {"learner": str(2**62)}).status_code == 404
    assert actions("account.code_issued") == 0


def test_no_slip_is_made_for_who_holds_a_role(school: School, browse: Open) -> None:
    units.enrol(school.people["administrator"], school.units["first"], clock.now(), actor=None)
    teacher = browse("teacher")
    chosen = {"learner": str(school.people["administrator"])}
    assert teacher.post(url(school, "/slips"), chosen).status_code == 403
    assert "administrator" not in text(teacher.get(url(school, "/slips")))
    with transaction():
        db.session.execute(delete(RoleGrant).where(RoleGrant.account == school.people["administrator"]))
    assert teacher.post(url(school, "/slips"), chosen).status_code == 200


def test_slips_for_nobody_or_too_many_are_refused(
    school: School, browse: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher = browse("teacher")
    answer = teacher.post(url(school, "/slips"))
    assert (answer.status_code, "한 명 이상 고르세요" in text(answer)) == (422, True)
    monkeypatch.setattr(teaching_pages, "MOST_PEOPLE", 2)
    chosen = [str(school.people[f"first{number}"]) for number in (1, 2, 3)]
    answer = teacher.post(url(school, "/slips"), {"learner": chosen})
    assert (answer.status_code, text(answer).count(" checked")) == (422, 3)


def test_above_an_institution_no_slips_are_made(school: School, browse: Open) -> None:
    answer = browse("ministry").post(url(school, "/slips", unit="root"), {"learner": str(school.people["first1"])})
    assert ("기관 안에서만" in text(answer), actions("account.code_issued")) == (True, 0)
