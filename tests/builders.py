"""Builders: people and units as tests need them, made by the services."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

from courses.foundation import clock
from courses.foundation.vocabulary import ReportingGroup, Role
from courses.services import accounts, teaching, units

PASSWORD = "a password that is right"
LONG_AGO = timedelta(days=100)
COURSE = "tiny"


@cache
def hashed() -> str:
    """The hash of `PASSWORD`, made once a process."""
    return accounts.hash_password(PASSWORD)


@dataclass(frozen=True)
class School:
    """Ids by name: `units` root, school, grade, first, second, other (a school of its own below the root), other_class;
    `people` one for each role, learners `first1`…`first3`, `second1`…, `other1`…."""

    units: dict[str, int]
    people: dict[str, int] = field(default_factory=dict)


ROLES = {
    "teacher": (Role.TEACHER, "first"),
    "assistant": (Role.ASSISTANT, "school"),
    "administrator": (Role.ADMINISTRATOR, "school"),
    "ministry": (Role.ADMINISTRATOR, "root"),
    "counsellor": (Role.COUNSELLOR, "school"),
    "auditor": (Role.AUDITOR, "school"),
    "author": (Role.AUTHOR, "root"),
    "operator": (Role.OPERATOR, "root"),
    "stranger": (Role.ADMINISTRATOR, "other"),
}


def person(username: str, name: str = "", group: ReportingGroup = ReportingGroup.STUDENT) -> int:
    """Register somebody who may sign in with `PASSWORD`."""
    then = clock.now() - LONG_AGO
    return accounts.register(username, name or username, hashed(), then, actor=None, reporting_group=group)


def build_units() -> dict[str, int]:
    """A small tree with two schools."""
    then = clock.now() - LONG_AGO
    root = units.found("Office", "office", None, then)
    school = units.found("School", "school", root, then, institution=True)
    grade = units.found("Grade 1", "grade", school, then)
    first = units.found("Class 1", "class", grade, then)
    second = units.found("Class 2", "class", grade, then)
    other = units.found("Other school", "school", root, then, institution=True)
    other_class = units.found("Other class", "class", other, then)
    return {
        "root": root,
        "school": school,
        "grade": grade,
        "first": first,
        "second": second,
        "other": other,
        "other_class": other_class,
    }


def build_school(learners: int = 3) -> School:
    """The tree with people in it: `learners` in each of the three classes."""
    built = School(build_units())
    then = clock.now() - LONG_AGO
    for username, (role, unit) in ROLES.items():
        built.people[username] = person(username, group=ReportingGroup.STAFF)
        units.grant(built.people[username], role, built.units[unit], then, actor=None)
    for unit in ("first", "second", "other_class"):
        for number in range(1, learners + 1):
            name = f"{unit.removesuffix('_class')}{number}"
            built.people[name] = person(name)
            units.enrol(
                built.people[name], built.units[unit], then, actor=None, position=number, code=f"{unit[0]}{number:03d}"
            )
    return built


def assign(
    school: School,
    unit: str = "first",
    module: str = "",
    due: datetime | None = None,
    opens: datetime | None = None,
    course: str = COURSE,
) -> int:
    """Assign a module ('' the course) of the tiny course to a unit."""
    now = clock.now()
    order = teaching.Order(course, module, str(now.astimezone(UTC).year), opens, due)
    return teaching.assign(school.units[unit], order, now, actor=school.people["teacher"])
