"""Units stand in a tree; a home is one at a time; rights are given only within one's own reach."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from courses.foundation.database import db
from courses.foundation.errors import AlreadyThere, CodeConflict, NotAllowed, NotHere
from courses.foundation.vocabulary import Role
from courses.models.accounts import LocalCode, LoginSession, RoleGrant
from courses.models.evidence import TallyDelta
from courses.models.teaching import Obligation
from courses.models.units import Membership
from courses.queries.members import home_path, members_below
from courses.queries.units import roots, standing_unit, units_above, units_at, units_below
from courses.rules.access import Grant
from courses.services import accounts, units
from courses.services.learning import complete_lesson
from courses.services.teaching import Order, assign
from tests.builders import PASSWORD, School
from tests.services.courses import CYCLE, NOW, made_course, made_module, take


def by_unit(school: School) -> dict[str, tuple[int, int]]:
    rows = db.session.execute(
        select(TallyDelta.unit, func.sum(TallyDelta.targets), func.sum(TallyDelta.done)).group_by(TallyDelta.unit)
    )
    names = {number: name for name, number in school.units.items()}
    return {names[unit]: (targets, done) for unit, targets, done in rows}


def test_a_unit_stands_below_its_parent(school: School) -> None:
    ids = school.units
    place = standing_unit(ids["first"])
    assert place is not None
    assert place.path == f"{ids['root']}/{ids['school']}/{ids['grade']}/{ids['first']}/"
    assert [one.id for one in units_above(place.path)] == [ids[name] for name in ("root", "school", "grade", "first")]
    grade = standing_unit(ids["grade"])
    assert grade is not None
    assert [one.id for one in units_below(grade.path)] == [ids["grade"], ids["first"], ids["second"]]
    assert [one.id for one in roots()] == [ids["root"]]
    assert [one.name for one in units_at([ids["second"], ids["first"]])] == ["Class 1", "Class 2"]


@pytest.mark.parametrize("attempt", ["found", "enrol", "grant", "revoke"])
def test_an_unknown_unit_is_refused(school: School, attempt: str) -> None:
    learner = school.people["first1"]
    calls = {
        "found": lambda: units.found("X", "class", 999, NOW),
        "enrol": lambda: units.enrol(learner, 999, NOW, actor=None),
        "grant": lambda: units.grant(learner, Role.TEACHER, 999, NOW, actor=None),
        "revoke": lambda: units.revoke(learner, Role.TEACHER, 999, NOW, actor=None),
    }
    with pytest.raises(NotHere):
        calls[attempt]()


def test_moving_a_learner_closes_the_old_home_and_takes_the_obligations_along(school: School) -> None:
    made = made_course(made_module("m", 1), made_module("other"))
    for unit in ("first", "second"):
        assign(school.units[unit], Order("course", "m", CYCLE, None, None), NOW, actor=school.people["teacher"])
    learner = school.people["first1"]
    taking = take(learner, made)
    complete_lesson(taking, taking.module.lessons[0], NOW)
    units.enrol(learner, school.units["second"], NOW, actor=None, position=9)
    assert by_unit(school) == {"first": (2, 0), "second": (4, 1)}
    assert home_path(learner) == standing_unit(school.units["second"]).path  # type: ignore[union-attr]  # it stands
    rows = db.session.execute(
        select(Membership.unit, Membership.until.is_(None)).where(Membership.account == learner).order_by(Membership.id)
    ).all()
    assert [tuple(row) for row in rows] == [(school.units["first"], False), (school.units["second"], True)]


def test_enrolling_where_one_is_at_home_changes_the_register_number_only(school: School) -> None:
    learner = school.people["first1"]
    for position in (7, 0):
        units.enrol(learner, school.units["first"], NOW, actor=None, position=position)
    rows = db.session.execute(select(Membership.position).where(Membership.account == learner)).all()
    assert [tuple(row) for row in rows] == [(7,)]


def test_somebody_who_joins_gets_what_the_unit_and_those_above_still_have_to_do(school: School) -> None:
    teacher = school.people["teacher"]
    assign(school.units["school"], Order("course", "m", CYCLE, None, None), NOW, actor=teacher)
    assign(school.units["first"], Order("course", "n", CYCLE, None, NOW + timedelta(days=3)), NOW, actor=teacher)
    assign(school.units["first"], Order("course", "old", CYCLE, None, NOW - timedelta(days=3)), NOW, actor=teacher)
    newcomer = accounts.register("new", "new", "", NOW, actor=None)
    units.enrol(newcomer, school.units["first"], NOW, actor=None)
    owed = db.session.scalars(select(Obligation.module).where(Obligation.learner == newcomer).order_by("module"))
    assert list(owed) == ["m", "n"]


def test_a_code_names_one_person_of_an_institution_at_a_time(school: School) -> None:
    first, second = school.people["first1"], school.people["second1"]
    home = school.units["second"]
    with pytest.raises(CodeConflict) as conflict:
        units.enrol(second, home, NOW, actor=None, code="f001")
    assert conflict.value.values == {"code": "f001"}
    units.enrol(first, school.units["first"], NOW, actor=None, code="f001")
    units.enrol(first, school.units["first"], NOW, actor=None, code="f777")
    units.enrol(second, home, NOW, actor=None, code="f001")
    open_codes = db.session.execute(
        select(LocalCode.account, LocalCode.code)
        .where(LocalCode.until.is_(None), LocalCode.account.in_([first, second]))
        .order_by(LocalCode.code)
    ).all()
    assert [tuple(row) for row in open_codes] == [(second, "f001"), (first, "f777")]


def test_the_same_code_may_be_used_in_another_institution(school: School) -> None:
    units.enrol(school.people["other1"], school.units["other_class"], NOW, actor=None, code="f001")
    rows = db.session.scalars(select(LocalCode.account).where(LocalCode.code == "f001", LocalCode.until.is_(None)))
    assert set(rows) == {school.people["first1"], school.people["other1"]}


def test_a_unit_below_no_institution_counts_its_root_as_one(school: School) -> None:
    lonely = units.found("Lonely", "class", school.units["root"], NOW)
    learner = accounts.register("new", "new", "", NOW, actor=None)
    units.enrol(learner, lonely, NOW, actor=None, code="x1")
    row = db.session.scalars(select(LocalCode).where(LocalCode.account == learner)).one()
    assert row.institution == school.units["root"]


def test_members_come_in_pages_by_account(school: School) -> None:
    place = standing_unit(school.units["grade"])
    assert place is not None
    names = [one.username for one in members_below(place.path)]
    assert names == ["first1", "first2", "first3", "second1", "second2", "second3"]
    assert [one.code for one in members_below(place.path, after=school.people["first3"], limit=1)] == ["s001"]


def test_a_right_ends_the_sessions_of_its_holder_and_can_be_taken_back(school: School) -> None:
    account, unit = school.people["first1"], school.units["first"]
    for change in (units.grant, units.revoke):
        accounts.sign_in("first1", PASSWORD, key="k" * 40, shared=False, old_token="", now=NOW)
        change(account, Role.TEACHER, unit, NOW, actor=None)
        assert db.session.scalars(select(LoginSession.account)).all() == []
    assert db.session.scalars(select(RoleGrant.until).where(RoleGrant.account == account)).all() == [NOW]


def test_the_same_right_stands_once(school: School) -> None:
    with pytest.raises(AlreadyThere):
        units.grant(school.people["teacher"], Role.TEACHER, school.units["first"], NOW, actor=None)


def test_nobody_gives_or_takes_a_right_beyond_their_own_reach(school: School) -> None:
    place = standing_unit(school.units["first"])
    assert place is not None
    actor = school.people["teacher"]
    by = (Grant(Role.TEACHER, place.id, place.path),)
    with pytest.raises(NotAllowed):
        units.grant(school.people["first1"], Role.TEACHER, place.id, NOW, actor=actor, by=by)
    with pytest.raises(NotAllowed):
        units.revoke(school.people["teacher"], Role.TEACHER, place.id, NOW, actor=actor, by=by)
    head = (Grant(Role.ADMINISTRATOR, school.units["school"], place.path.rsplit("/", 3)[0] + "/"),)
    units.grant(school.people["first1"], Role.TEACHER, place.id, NOW, actor=actor, by=head)
    units.revoke(school.people["first1"], Role.TEACHER, place.id, NOW, actor=actor, by=head)
