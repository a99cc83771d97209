"""Who tries to get in: one principal of each kind, in two trees whose every name is a canary."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from courses.catalog.structure import Catalog
from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptState, Role
from courses.ledger.completions import Taking
from courses.models.accounts import Account, LocalCode
from courses.models.assessment import Attempt
from courses.models.units import Unit, UnitPlace
from courses.queries.attempts import Paper
from courses.rules.standing import current_cycle
from courses.services import assessment, learning, units
from tests.builders import LONG_AGO, School, assign, person
from tests.security import material
from tests.security.material import canary

SEOUL = ZoneInfo("Asia/Seoul")
OTHER_LEARNERS = 100
USERNAMES = {
    "anonymous": "",
    "learner": "first1",
    "outsider": "other1",
    "teacher": "teacher",
    "assistant": "assistant",
    "administrator": "administrator",
    "ministry": "ministry",
    "counsellor": "counsellor",
    "auditor": "auditor",
    "author": "author",
    "operator": "operator",
    "stranger": "stranger",
    "disabled": "disabled",
    "expired": "expired",
}
"""The user name of each kind of principal."""
SCHOOL = frozenset({"school", "grade", "first", "second"})
OTHER = frozenset({"other", "other_class"})
WHOLE = frozenset({"root", *SCHOOL, *OTHER})
REACH = {
    "teacher": frozenset({"first"}),
    "assistant": SCHOOL,
    "administrator": SCHOOL,
    "ministry": WHOLE,
    "counsellor": SCHOOL,
    "auditor": SCHOOL,
    "author": WHOLE,
    "operator": WHOLE,
    "stranger": OTHER,
}
"""The units that each kind knows of; who is not named here knows none."""


@dataclass(frozen=True)
class Population:
    """The school, a unit that is no longer there, and the canaries of its two trees."""

    school: School
    closed: int
    own: frozenset[str]
    other: frozenset[str]


def populate(school: School, catalog: Catalog) -> Population:
    """Give every name of the two trees a canary, add those who lost their rights, and let two learners begin."""
    then = clock.now() - LONG_AGO
    with transaction():
        for number in range(4, OTHER_LEARNERS + 1):
            name = f"other{number}"
            school.people[name] = person(name)
            units.enrol(school.people[name], school.units["other_class"], then, actor=None, code=f"o{number:03d}")
        for name in ("disabled", "expired"):
            school.people[name] = person(name)
            units.grant(school.people[name], Role.ADMINISTRATOR, school.units["school"], then, actor=None)
        units.revoke(
            school.people["expired"], Role.ADMINISTRATOR, school.units["school"], then + timedelta(days=1), actor=None
        )
        db.session.execute(update(Account).where(Account.id == school.people["disabled"]).values(disabled=True))
    for unit in ("first", "other_class"):
        assign(school, unit, module=material.DRAWN, course=material.COURSE)
    for unit in ("first", "second"):
        assign(school, unit, course=material.COURSE)
    _begin(school, catalog)
    return Population(school, _closed_unit(school), *_mark(school))


def _begin(school: School, catalog: Catalog) -> None:
    """In the module for later, the first learner has one open attempt, the second a submitted and an open one."""
    for name, attempts in (("first1", 1), ("first2", 2)):
        taking = taking_of(school.people[name], catalog, material.LATER)
        finish_lessons(taking)
        for number in range(1, attempts + 1):
            assessment.open_attempt(taking, clock.now())
            if number < attempts:
                hand_in(taking)


def taking_of(learner: int, catalog: Catalog, module: str) -> Taking:
    """The learner taking a module of the sealed course in this year."""
    course = catalog.courses[material.COURSE]
    found = course.module(module)
    assert found is not None
    return Taking(learner, course, found, current_cycle(clock.now(), SEOUL))


def finish_lessons(taking: Taking) -> None:
    """Complete every lesson of the module."""
    for lesson in taking.module.lessons:
        learning.complete_lesson(taking, lesson, clock.now())


def hand_in(taking: Taking) -> None:
    """Submit the learner's open attempt as it is."""
    found = db.session.execute(
        select(Attempt.number, Attempt.submit_key).where(
            Attempt.learner == taking.learner, Attempt.state == AttemptState.OPEN
        )
    ).one()
    own = Paper(taking.learner, taking.course.key, taking.module.key, found.number, found.submit_key)
    assessment.submit_attempt(own, taking.course, taking.module, clock.now())


def _closed_unit(school: School) -> int:
    """A class of the school that is no longer there."""
    unit = units.found("Closed", "class", school.units["grade"], clock.now() - LONG_AGO)
    with transaction():
        db.session.execute(update(UnitPlace).where(UnitPlace.unit == unit).values(until=clock.now()))
    return unit


def _mark(school: School) -> tuple[frozenset[str], frozenset[str]]:
    """Name units, people and codes after canaries; returns those of the school and those of the other tree."""
    found: dict[bool, set[str]] = {False: set(), True: set()}
    with transaction():
        for name, unit in school.units.items():
            if name != "root":
                found[name in OTHER].add(mark := canary())
                db.session.execute(update(Unit).where(Unit.id == unit).values(name=mark))
        for name, account in school.people.items():
            if name.startswith(("first", "second", "other", "stranger")):
                there = name.startswith(("other", "stranger"))
                found[there].add(mark := canary())
                db.session.execute(update(Account).where(Account.id == account).values(display_name=mark))
                if name != "stranger":
                    found[there].add(mark := canary())
                    db.session.execute(update(LocalCode).where(LocalCode.account == account).values(code=mark))
    return frozenset(found[False]), frozenset(found[True])
