"""A class list is taken over whole or not at all, and nobody is taken from where the importer may not reach."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.errors import AlreadyThere, NotHere, WrongCredentials
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import Role
from courses.models.accounts import Account, LocalCode
from courses.models.evidence import AuditEvent
from courses.models.teaching import Obligation
from courses.models.units import Membership
from courses.rules.access import Grant
from courses.rules.roster import Plan, parse_rows
from courses.services import accounts, people, units
from courses.services.administration import differing_tallies
from tests.builders import School, assign


def bring(
    school: School, *rows: list[str], unit: str = "first", who: str = "teacher", role: Role = Role.TEACHER
) -> Plan:
    parsed = parse_rows(rows)
    by = (Grant(role, school.units[unit], place(school, unit)),)
    return people.take_over(school.units[unit], parsed, clock.now(), actor=school.people[who], by=by)


def place(school: School, unit: str) -> str:
    above = {"root": (), "school": ("root",), "other": ("root",), "grade": ("root", "school")}
    parents = above.get(unit, ("root", "school", "grade"))
    return "".join(f"{school.units[one]}/" for one in (*parents, unit))


def steps(made: Plan) -> list[tuple[int, str]]:
    return [(one.row, one.kind.value) for one in made.actions]


def refused(made: Plan) -> list[tuple[int, str]]:
    return [(one.row, one.code) for one in made.refusals]


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def home(learner: int) -> int | None:
    return db.session.scalar(select(Membership.unit).where(Membership.account == learner, Membership.until.is_(None)))


def test_new_people_get_an_account_a_home_a_code_and_what_is_owed_there(school: School) -> None:
    assign(school, "school", due=clock.now() + timedelta(days=5))
    assign(school, "first", module="first")
    assign(school, "second", module="second")
    assert steps(bring(school, ["김하나", "777"], ["이두리", "778"])) == [(1, "register"), (2, "register")]
    account = db.session.scalars(select(Account).where(Account.display_name == "김하나")).one()
    assert (account.password_hash, account.has_signed_in, home(account.id)) == ("", False, school.units["first"])
    code = db.session.scalars(select(LocalCode).where(LocalCode.account == account.id)).one()
    assert (code.code, code.institution) == ("777", school.units["school"])
    owed = db.session.scalars(select(Obligation.module).where(Obligation.learner == account.id)).all()
    assert sorted(owed) == ["", "first"]
    assert differing_tallies() == []


def test_what_was_due_before_they_came_is_not_owed_by_new_people(school: School) -> None:
    assign(school, "first", due=clock.now() - timedelta(days=5))
    bring(school, ["김하나", "777"])
    account = db.session.scalars(select(Account.id).where(Account.display_name == "김하나")).one()
    assert db.session.scalars(select(Obligation).where(Obligation.learner == account)).all() == []


def test_the_same_list_once_more_changes_nothing(school: School) -> None:
    bring(school, ["김하나", "777"])
    before = (count(Account), count(Membership), count(LocalCode))
    assert steps(bring(school, ["김하나", "777"])) == [(1, "same")]
    assert (count(Account), count(Membership), count(LocalCode)) == before


def test_one_refused_row_keeps_the_whole_list_out(school: School) -> None:
    before = (count(Account), count(AuditEvent))
    made = bring(school, ["김하나", "777"], ["", "778"])
    assert (steps(made), refused(made)) == ([(1, "register")], [(2, "missing_name")])
    assert (count(Account), count(AuditEvent)) == before


def test_a_code_that_belongs_to_another_person_is_refused(school: School) -> None:
    assert refused(bring(school, ["김하나", "f001"])) == [(1, "code_conflict")]


def test_the_same_code_in_another_institution_is_another_person(school: School) -> None:
    made = bring(school, ["김하나", "f001"], unit="other", who="stranger", role=Role.ADMINISTRATOR)
    assert steps(made) == [(1, "register")]


def test_the_spelling_of_a_name_is_corrected(school: School) -> None:
    assert steps(bring(school, ["First 1", "f001"])) == [(1, "rename")]
    assert db.session.get_one(Account, school.people["first1"]).display_name == "First 1"


def test_a_list_of_the_school_moves_people_between_its_classes_with_what_they_owe(school: School) -> None:
    assign(school, "grade")
    made = bring(school, ["first1", "f001", "Class 2"], unit="school", who="assistant", role=Role.ASSISTANT)
    assert steps(made) == [(1, "move")]
    assert home(school.people["first1"]) == school.units["second"]
    unit = db.session.scalars(select(Obligation.unit).where(Obligation.learner == school.people["first1"])).one()
    assert unit == school.units["second"]
    assert differing_tallies() == []


def test_a_teacher_takes_nobody_out_of_a_class_beside_the_own(school: School) -> None:
    made = bring(school, ["second1", "s001"])
    assert (steps(made), refused(made)) == ([], [(1, "not_yours")])
    assert home(school.people["second1"]) == school.units["second"]


def test_renaming_and_moving_from_a_foreign_class_is_refused_once(school: School) -> None:
    made = bring(school, ["Second 1", "s001"])
    assert (steps(made), refused(made)) == ([], [(1, "not_yours")])


def test_who_has_a_second_grant_there_may_move_from_there(school: School) -> None:
    by = tuple(Grant(Role.TEACHER, school.units[unit], place(school, unit)) for unit in ("first", "second"))
    parsed = parse_rows([["second1", "s001"]])
    made = people.take_over(school.units["first"], parsed, clock.now(), actor=school.people["teacher"], by=by)
    assert (steps(made), home(school.people["second1"])) == ([(1, "move")], school.units["first"])


def test_the_command_line_moves_everybody(school: School) -> None:
    parsed = parse_rows([["second1", "s001"]])
    made = people.take_over(school.units["first"], parsed, clock.now(), actor=None)
    assert (steps(made), home(school.people["second1"])) == ([(1, "move")], school.units["first"])


def test_somebody_with_a_code_and_no_home_comes_home(school: School) -> None:
    learner = school.people["first1"]
    with transaction():
        db.session.scalars(select(Membership).where(Membership.account == learner)).one().until = clock.now()
    assert steps(bring(school, ["first1", "f001"])) == [(1, "move")]
    assert home(learner) == school.units["first"]


def test_a_list_for_several_institutions_uses_the_codes_of_each(school: School) -> None:
    rows = [["first1", "f001", "Class 1"], ["김하나", "f001", "Other class"], ["이두리", "1", "Class 9"]]
    made = people.planned(school.units["root"], parse_rows(rows), actor=None)
    assert (steps(made), refused(made)) == ([(1, "same"), (2, "register")], [(3, "unknown_unit")])


def test_units_above_and_beside_are_unknown_to_a_list(school: School) -> None:
    made = bring(school, ["김하나", "777", "Class 2"], ["이두리", "778", "School"], ["박세라", "779", "Class 1"])
    assert refused(made) == [(1, "unknown_unit"), (2, "unknown_unit")]


def test_a_tree_without_an_institution_keeps_codes_at_its_root(school: School) -> None:
    now = clock.now()
    root = units.found("Company", "company", None, now)
    team = units.found("Team", "team", root, now)
    people.take_over(team, parse_rows([["김하나", "1"]]), now, actor=None)
    assert db.session.scalars(select(LocalCode.institution).where(LocalCode.code == "1")).one() == root


def test_an_unknown_unit_is_refused(school: School) -> None:
    with pytest.raises(NotHere):
        people.planned(9999, parse_rows([["김하나", "1"]]), actor=None)
    with pytest.raises(NotHere):
        people.take_over(9999, parse_rows([["김하나", "1"]]), clock.now(), actor=None)


def test_user_names_are_drawn_until_nobody_has_them(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["first1", "mira4827", "mira4827", "sora1111", "haru2222"])
    monkeypatch.setattr(people, "_username", lambda _digits: next(drawn))
    assert people.new_usernames(3) == ["mira4827", "sora1111", "haru2222"]


def test_a_user_name_says_nothing_of_its_person(school: School) -> None:
    (name,) = people.new_usernames(1)
    assert (name[:2] in people.FIRST, name[2:4] in people.SECOND, len(name[4:]), name[4:].isdigit()) == (
        True,
        True,
        4,
        True,
    )


def test_the_same_people_brought_in_at_the_same_moment_are_refused(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "codes_in_force", lambda _institution: [])
    with pytest.raises(AlreadyThere):
        bring(school, ["김하나", "f001"])


def test_nobody_signs_in_before_a_slip_was_made(school: School) -> None:
    bring(school, ["김하나", "777"])
    name = db.session.scalars(select(Account.username).where(Account.display_name == "김하나")).one()
    with pytest.raises(WrongCredentials):
        accounts.sign_in(name, "", key="k", shared=False, old_token="", now=clock.now())
