"""Nobody waits for each other: every transaction takes its locks in one order (docs/adr/0011-one-order-of-locks.md)."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import combinations
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import Connection, func, select, text

from courses.catalog.structure import Catalog
from courses.foundation.database import db
from courses.foundation.errors import Refusal
from courses.foundation.vocabulary import AttemptState, Reopening, ReopenReason, Role
from courses.ledger.completions import Taking
from courses.models.accounts import Account, LoginSession, RoleGrant
from courses.models.assessment import Attempt
from courses.models.evidence import Job
from courses.queries.attempts import paper_of_attempt
from courses.rules.closing import GRACE
from courses.services import accounts, units
from courses.services.assessment import open_attempt, submit_attempt
from courses.services.closing import close_due
from courses.services.learning import complete_lesson
from courses.services.reopening import reopen
from tests.builders import PASSWORD, School, person
from tests.services.courses import NOW, made_course, made_module, made_quiz, take

KEY = "a key for names"
MINUTES = 20
OVER = NOW + timedelta(minutes=MINUTES) + GRACE + timedelta(seconds=1)
ROUNDS = 8
NAMES = ("hand in", "begin", "reopen", "close by time")
Act = Callable[[], object]
Row = tuple[str, str, int | str]
"""A row by its table, its key's column and its key."""


@pytest.fixture
def waiting(app: Flask, school: School) -> Taking:
    """A learner whose attempt is open although its time is over."""
    return sat_down(school.people["first1"])


def sat_down(learner: int) -> Taking:
    quiz = replace(made_quiz(), time=MINUTES, digest="timed")
    taking = take(learner, made_course(made_module("m", 1, quiz), made_module("other")))
    complete_lesson(taking, taking.module.lessons[0], NOW)
    open_attempt(taking, NOW)
    return taking


def attempt_of(taking: Taking) -> int:
    return db.session.scalars(select(Attempt.id).where(Attempt.learner == taking.learner)).one()


def acts(school: School, taking: Taking) -> dict[str, Act]:
    """Everything that ends the learner's open attempt, or opens it again, now that its time is over."""
    attempt = attempt_of(taking)
    paper = paper_of_attempt(attempt)
    assert paper is not None
    job = db.session.scalars(select(Job.id).where(Job.key == f"close:{attempt}")).one()
    catalog = Catalog({"course": taking.course}, {}, {}, (), "")
    by = {"actor": school.people["teacher"], "unit": school.units["first"]}
    db.session.remove()
    return {
        "hand in": partial(submit_attempt, paper, taking.course, taking.module, OVER),
        "begin": partial(open_attempt, taking, OVER),
        "reopen": partial(reopen, taking, 1, Reopening.CONTINUE, ReopenReason.INTERRUPTED, OVER, **by),
        "close by time": partial(close_due, job, catalog, OVER),
    }


def apart(app: Flask, act: Act) -> object:
    """Do it as a request of its own would; a refusal is an answer like any other."""
    with app.app_context():
        try:
            return act()
        except Refusal as refused:
            return refused
        finally:
            db.session.remove()


@contextmanager
def holding(row: Row) -> Iterator[Connection]:
    """A transaction of somebody else that holds that row."""
    with db.engine.connect().execution_options(writes=True) as connection:
        assert can_lock(connection, row)
        yield connection
        connection.rollback()


def can_lock(connection: Connection, row: Row) -> bool:
    table, column, key = row
    found = connection.execute(
        text(f'SELECT 1 FROM "{table}" WHERE {column} = :key FOR NO KEY UPDATE SKIP LOCKED'), {"key": key}
    )
    return found.first() is not None


def wait_for_somebody(connection: Connection) -> None:
    """Until another transaction waits for what this one holds."""
    blocked = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))")
    until = time.monotonic() + 10
    while not connection.execute(blocked).scalar_one():
        assert time.monotonic() < until, "nobody asks for that row"
        time.sleep(0.01)


def locks_first(app: Flask, first: Row, then: Row, act: Act) -> bool:
    """Whether the act has `first` already when it comes to ask for `then`. On SQLite there is but one lock."""
    db.session.remove()
    if db.engine.dialect.name == "sqlite":
        apart(app, act)
        return True
    with ThreadPoolExecutor(1) as pool:
        with holding(then) as somebody:
            doing = pool.submit(apart, app, act)
            wait_for_somebody(somebody)
            has_it = not can_lock(somebody, first)
        doing.result()
    return has_it


@pytest.mark.parametrize("name", NAMES)
def test_the_learner_is_locked_before_their_attempt(app: Flask, school: School, waiting: Taking, name: str) -> None:
    account, attempt = ("account", "id", waiting.learner), ("attempt", "id", attempt_of(waiting))
    assert locks_first(app, account, attempt, acts(school, waiting)[name])
    state, closes_at = db.session.execute(select(Attempt.state, Attempt.closes_at)).one()
    assert (state, closes_at is None) == (
        (AttemptState.OPEN, True) if name == "reopen" else (AttemptState.SUBMITTED, False)
    )


def test_the_learner_is_locked_before_an_attempt_of_an_earlier_year(app: Flask, waiting: Taking) -> None:
    later = replace(waiting, cycle="2027")
    complete_lesson(later, later.module.lessons[0], OVER)
    attempt = ("attempt", "id", attempt_of(waiting))
    assert locks_first(app, ("account", "id", waiting.learner), attempt, partial(open_attempt, later, OVER))
    states = db.session.scalars(select(Attempt.state).order_by(Attempt.id)).all()
    assert states == [AttemptState.SUBMITTED, AttemptState.OPEN]


def test_a_job_is_locked_before_the_learner(app: Flask, school: School, waiting: Taking) -> None:
    close = acts(school, waiting)["close by time"]
    job = db.session.scalars(select(Job.id)).one()
    assert locks_first(app, ("job", "id", job), ("account", "id", waiting.learner), close)
    assert db.session.scalars(select(Attempt.state)).all() == [AttemptState.SUBMITTED]


@pytest.mark.parametrize("pair", list(combinations(NAMES, 2)), ids=" + ".join)
def test_two_at_once_never_meet_crosswise(app: Flask, school: School, pair: Sequence[str]) -> None:
    before, together = deadlocks(), Barrier(2, timeout=30)

    def at_once(act: Act) -> object:
        together.wait()
        return act()

    with ThreadPoolExecutor(2) as pool:
        for number in range(ROUNDS):
            taking = sat_down(person(f"crosswise{number}"))
            both = acts(school, taking)
            doing = [pool.submit(apart, app, partial(at_once, both[name])) for name in pair]
            assert [one.exception() for one in doing] == [None, None]
    assert db.session.scalar(select(func.count()).select_from(Attempt)) >= ROUNDS
    assert deadlocks() == before


def deadlocks() -> int:
    """How many deadlocks the server has broken in this database; what its processes know they tell when they end."""
    db.session.remove()
    db.engine.dispose()
    if db.engine.dialect.name == "sqlite":
        return 0
    counted = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    return int(db.session.execute(counted).scalar_one())


def test_an_account_is_locked_before_its_sessions(app: Flask, school: School) -> None:
    learner, unit = school.people["first1"], school.units["first"]

    def sign_in(old_token: str = "") -> str:
        return accounts.sign_in("first1", PASSWORD, key=KEY, shared=False, old_token=old_token, now=NOW)

    deeds: list[Callable[[str], object]] = [
        sign_in,
        lambda _token: units.grant(learner, Role.TEACHER, unit, NOW, actor=None),
        lambda _token: units.revoke(learner, Role.TEACHER, unit, NOW, actor=None),
        lambda _token: accounts.issue_codes({learner: "first1"}, NOW, key=KEY, actor=None, unit=unit),
    ]
    for deed in deeds:
        token = sign_in()
        session = ("login_session", "hash", accounts.digest(token))
        assert locks_first(app, ("account", "id", learner), session, partial(deed, token))
        assert db.session.get(LoginSession, accounts.digest(token)) is None
    assert db.session.scalars(select(RoleGrant.until).where(RoleGrant.account == learner)).all() == [NOW]


@pytest.fixture
def two(school: School) -> tuple[int, int]:
    """Two learners, the one with the smaller id first."""
    small, great = sorted(school.people[name] for name in ("first1", "first2"))
    return small, great


def test_of_several_accounts_the_smaller_id_gets_a_code_first(app: Flask, school: School, two: tuple[int, int]) -> None:
    names = {two[1]: "second", two[0]: "first"}
    deed = partial(accounts.issue_codes, names, NOW, key=KEY, actor=None, unit=school.units["first"])
    assert locks_first(app, ("account", "id", two[0]), ("account", "id", two[1]), deed)
    assert "" not in db.session.scalars(select(Account.password_hash).where(Account.id.in_(two))).all()
