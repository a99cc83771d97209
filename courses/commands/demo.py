"""The demo: a small school and a small unit that look lived in, made by the same services as the real thing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from random import Random

from sqlalchemy import select, update

from courses.catalog.items import Item
from courses.catalog.structure import Catalog, Course, Module
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import ReportingGroup, Role
from courses.ledger.completions import Taking
from courses.ledger.sittings import paper
from courses.models.accounts import Account
from courses.queries.attempts import Sat, sitting
from courses.rules.standing import current_cycle
from courses.services import accounts, administration, assessment, learning, teaching, units

ACCOUNTS = (
    ("learner", "학습자 01 · learner"),
    ("teacher", "담임 선생님 · teacher"),
    ("assistant", "행정실 · assistant"),
    ("administrator", "관리자 · administrator"),
    ("counsellor", "상담 선생님 · counsellor"),
    ("auditor", "감사 담당 · auditor"),
    ("author", "교육 작성자 · author"),
    ("operator", "운영자 · operator"),
)
COURSE = "respect-upper-secondary"
CLASS_SIZES = (28, 27, 26)
COMPANY_SIZES = (24, 22)


@dataclass(frozen=True, slots=True)
class Place:
    """The units of the demo that accounts and assignments refer to."""

    root: int
    school: int
    classes: tuple[int, ...]
    companies: tuple[int, ...]


def fill(catalog: Callable[[], Catalog], now: datetime, zone: tzinfo, password: str) -> None:
    """Make the demo once, whole or not at all; later only its password follows the setting."""
    known = db.session.scalar(select(Account.password_hash).where(Account.username == "teacher", Account.demo))
    if known is not None:
        if not accounts.is_password(known, password):
            _set_password(password)
        return
    hashed = accounts.hash_password(password)
    with transaction():
        place = _units(now - timedelta(days=120))
        _staff(place, hashed, now - timedelta(days=119))
        learners = list(_learners(place, hashed, now - timedelta(days=90)))
        course = catalog().course(COURSE)
        if course is not None and course.modules:
            _assign(place, course, now, zone)
            db.session.flush()
            _live(course, learners, now, zone)
    while administration.fold_tallies():
        pass


def _set_password(password: str) -> None:
    hashed = accounts.hash_password(password)
    with transaction():
        db.session.execute(
            update(Account)
            .where(Account.demo, Account.username.in_([name for name, _ in ACCOUNTS]))
            .values(password_hash=hashed)
        )


def _units(now: datetime) -> Place:
    root = units.found("지킴 시범 운영", "office", None, now)
    school = units.found("시범 고등학교", "school", root, now, institution=True)
    grade = units.found("1학년", "grade", school, now)
    classes = tuple(units.found(f"1학년 {number}반", "class", grade, now) for number in (1, 2, 3))
    battalion = units.found("시범 대대", "battalion", root, now, institution=True)
    companies = tuple(units.found(f"{number}중대", "company", battalion, now) for number in (1, 2))
    return Place(root, school, classes, companies)


def _staff(place: Place, hashed: str, now: datetime) -> None:
    at = {
        "teacher": (Role.TEACHER, place.classes[0]),
        "assistant": (Role.ASSISTANT, place.school),
        "administrator": (Role.ADMINISTRATOR, place.root),
        "counsellor": (Role.COUNSELLOR, place.school),
        "auditor": (Role.AUDITOR, place.root),
        "author": (Role.AUTHOR, place.root),
        "operator": (Role.OPERATOR, place.root),
    }
    names = dict(ACCOUNTS)
    for username, (role, unit) in at.items():
        account = accounts.register(
            username,
            names[username].partition(" · ")[0],
            hashed,
            now,
            actor=None,
            reporting_group=ReportingGroup.STAFF,
            demo=True,
        )
        units.grant(account, role, unit, now, actor=None)


def _learners(place: Place, hashed: str, now: datetime) -> Iterator[tuple[int, int]]:
    """Account and unit of every learner; only the first may sign in, the others get a code when a slip is printed."""
    number = 0
    sizes = (*zip(place.classes, CLASS_SIZES, strict=True), *zip(place.companies, COMPANY_SIZES, strict=True))
    for unit, size in sizes:
        for position in range(1, size + 1):
            number += 1
            first = number == 1
            account = accounts.register(
                "learner" if first else f"learner{number:03d}",
                f"학습자 {number:02d}",
                hashed if first else "",
                now,
                actor=None,
                demo=True,
            )
            units.enrol(account, unit, now, actor=None, position=position, code=f"{unit:02d}{position:02d}")
            yield account, unit


def _assign(place: Place, course: Course, now: datetime, zone: tzinfo) -> None:
    teacher = db.session.scalars(select(Account.id).where(Account.username == "teacher")).one()
    cycle = current_cycle(now, zone)
    dues = (timedelta(days=-3), timedelta(days=8), timedelta(days=25), timedelta(days=38))
    for unit in (place.school, *place.companies):
        for module, due in zip(_taught(course), dues, strict=False):
            day = (now + due).astimezone(zone).replace(hour=23, minute=59, second=59, microsecond=0)
            order = teaching.Order(course.key, module.key, cycle, None, day)
            teaching.assign(unit, order, now - timedelta(days=60), actor=teacher)


def _taught(course: Course) -> tuple[Module, ...]:
    return tuple(module for module in course.modules if not module.optional)


def _live(course: Course, learners: list[tuple[int, int]], now: datetime, zone: tzinfo) -> None:
    """Let learners get on as people do: most are nearly done with the first module, some have not begun."""
    chance = Random(20261122)  # noqa: S311 - the demo should look the same each time
    cycle = current_cycle(now, zone)
    modules = _taught(course)
    for index, (learner, _unit) in enumerate(learners):
        eager = 0.45 if index == 0 else chance.random()
        for number, module in enumerate(modules):
            reach = eager * 2.6 - number * 0.8
            if reach <= 0.15:
                break
            begun = now - timedelta(days=chance.uniform(4, 50 - number * 10), minutes=chance.uniform(0, 600))
            lessons = module.lessons if reach >= 0.6 else module.lessons[: 1 + int(reach * 3)]
            taking = Taking(learner, course, module, cycle)
            for minute, lesson in enumerate(lessons):
                learning.complete_lesson(taking, lesson, begun + timedelta(minutes=3 * minute))
            if reach < 0.6 or module.quiz is None:
                break
            _sit(taking, chance, begun + timedelta(minutes=15))


def _sit(taking: Taking, chance: Random, now: datetime) -> None:
    number = assessment.open_attempt(taking, now)
    sat = Sat(taking.learner, taking.course.key, taking.module.key, taking.cycle, taking.course.revision)
    own = sitting(sat, number)
    if own is None:
        return
    for drawn in own.drawn:
        item = own.quiz.item(drawn.item_id)
        if item is not None:
            answer = assessment.Answer(item.id, (_answer(item, chance),), 1)
            assessment.save_answer(paper(taking, own), answer, now, final=True)
    assessment.submit_attempt(paper(taking, own), taking.course, taking.module, now + timedelta(minutes=5))


def _answer(item: Item, chance: Random) -> str:
    if item.key and (chance.random() < 0.9 or not item.choices):
        return item.key
    return item.choices[0].letter if item.choices and not item.targets else item.key
