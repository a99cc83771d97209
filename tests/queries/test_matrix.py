"""The facts behind a matrix: of the people below a unit and nobody else, in one statement."""

from datetime import timedelta

from sqlalchemy import update

from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import ObligationState
from courses.ledger.completions import Taking
from courses.models.accounts import Account
from courses.models.learning import Completion
from courses.models.teaching import Obligation
from courses.queries.board_choices import board_choices
from courses.queries.matrix import matrix_facts
from courses.queries.rosters import counted_below, counted_units, has_institution_below, holders_of_roles
from courses.queries.units import standing_unit
from courses.services.administration import fold_tallies
from courses.services.learning import complete_lesson
from courses.web.shelf import shelf
from tests.builders import COURSE, School, assign
from tests.statements import reads, sent

CYCLE = str(clock.now().year)


def path(school: School, unit: str) -> str:
    found = standing_unit(school.units[unit])
    assert found is not None
    return found.path


def begin(school: School, who: str) -> None:
    course = shelf().courses[COURSE]
    module = course.modules[0]
    taking = Taking(school.people[who], course, module, CYCLE)
    complete_lesson(taking, module.lessons[0], clock.now())


def test_only_people_below_the_unit_are_found(school: School) -> None:
    for unit in ("first", "second", "other_class"):
        assign(school, unit)
    found = matrix_facts(path(school, "grade"))
    assert set(found) == {school.people[f"{unit}{number}"] for unit in ("first", "second") for number in (1, 2, 3)}


def test_dues_starts_and_completions_are_told_apart(school: School) -> None:
    due = clock.now() + timedelta(days=3)
    assign(school, due=due)
    begin(school, "first1")
    with transaction():
        for revision, late in ((2, False), (1, True)):
            db.session.add(
                Completion(
                    learner=school.people["first2"],
                    course=COURSE,
                    module="second",
                    cycle=CYCLE,
                    revision=revision,
                    digest="",
                    at=clock.now(),
                    late=late,
                )
            )
    found = matrix_facts(path(school, "first"))
    assert found[school.people["first1"]].started == {(COURSE, "first", CYCLE)}
    assert [(one.module, one.due_at) for one in found[school.people["first1"]].dues] == [("", due)]
    done = found[school.people["first2"]].completions[COURSE, "second", CYCLE]
    assert (done.revision, done.late) == (1, True)


def test_excused_obligations_stand_apart_and_left_ones_are_gone(school: School) -> None:
    assign(school)
    with transaction():
        for who, state in (("first1", ObligationState.EXCUSED), ("first2", ObligationState.LEFT)):
            db.session.execute(update(Obligation).where(Obligation.learner == school.people[who]).values(state=state))
    found = matrix_facts(path(school, "first"))
    excused = found[school.people["first1"]]
    assert (excused.dues, excused.excused) == ((), {(COURSE, "", CYCLE)})
    assert school.people["first2"] not in found


def test_people_whose_account_is_closed_are_left_out(school: School) -> None:
    assign(school)
    with transaction():
        db.session.execute(update(Account).where(Account.id == school.people["first1"]).values(disabled=True))
    assert school.people["first1"] not in matrix_facts(path(school, "first"))
    assert [one.learners for one in counted_units([school.units["first"]])] == [2]


def test_the_facts_are_read_in_one_statement(school: School) -> None:
    assign(school)
    place = path(school, "first")
    with sent() as said:
        matrix_facts(place)
    assert reads(said) == 1


def test_units_right_below_are_counted_with_everybody_in_them(school: School) -> None:
    found = [(one.unit.name, one.learners) for one in counted_below(school.units["root"])]
    assert found == [("Other school", 3), ("School", 6)]


def test_institutions_are_found_below_and_not_at_a_unit(school: School) -> None:
    assert has_institution_below(path(school, "root")) is True
    assert has_institution_below(path(school, "school")) is False


def test_who_holds_a_role_is_known(school: School) -> None:
    wanted = [school.people["teacher"], school.people["first1"]]
    assert holders_of_roles(wanted, clock.now()) == {school.people["teacher"]}


def test_boards_can_be_about_what_is_folded_and_what_is_not(school: School) -> None:
    assign(school, "first")
    while fold_tallies():
        pass
    assign(school, "second", module="first")
    found = board_choices(school.units["grade"], path(school, "grade"))
    assert [(one.subject.module, one.targets) for one in found] == [("", 3), ("first", 3)]
    assert board_choices(school.units["other"], path(school, "other")) == []
