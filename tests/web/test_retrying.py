"""A database that is away for a moment is nobody's trouble; one that stays away is said, and never tried for ever."""

import sqlite3
from collections.abc import Callable, Iterator

import psycopg
import pytest
from psycopg import errors as states
from sqlalchemy.exc import OperationalError

from courses.services import assessment, learning
from courses.web import retrying
from tests.browsing import Browser, fields
from tests.builders import School
from tests.web.test_kept import ANSWER, QUIZ, answers

Open = Callable[[str], Browser]


def fault(origin: Exception) -> OperationalError:
    return OperationalError("SELECT", {}, origin)


def busy() -> Exception:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorname = "SQLITE_BUSY"
    return error


class Away:
    """Stands before a service and fails the first times it is called."""

    def __init__(self, service: Callable[..., object], times: int, origin: Exception) -> None:
        self.service, self.times, self.origin, self.calls = service, times, origin, 0

    def __call__(self, *arguments: object, **options: object) -> object:
        self.calls += 1
        if self.calls <= self.times:
            raise fault(self.origin)
        return self.service(*arguments, **options)


@pytest.fixture(autouse=True)
def slept(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    waits: list[float] = []
    monkeypatch.setattr(retrying.time, "sleep", waits.append)
    return waits


@pytest.mark.parametrize("origin", [busy(), psycopg.OperationalError("gone"), states.AdminShutdown("57P01")])
def test_an_answer_that_met_a_database_away_for_a_moment_is_kept(
    learner: Browser, monkeypatch: pytest.MonkeyPatch, origin: Exception, slept: list[float]
) -> None:
    away = Away(assessment.save_answer, 2, origin)
    monkeypatch.setattr(assessment, "save_answer", away)
    assert learner.post(f"{QUIZ}/1", ANSWER).status_code == 303
    assert (away.calls, len(slept), answers()) == (3, 2, ["b"])


def test_a_database_that_stays_away_is_said_after_six_tries(
    learner: Browser, monkeypatch: pytest.MonkeyPatch, slept: list[float]
) -> None:
    away = Away(assessment.save_answer, 100, busy())
    monkeypatch.setattr(assessment, "save_answer", away)
    answer = learner.post(f"{QUIZ}/1", ANSWER)
    assert (answer.status_code, away.calls, answer.headers["Retry-After"]) == (503, 6, "2")
    assert 'value="b"' in answer.text
    assert 0.5 * sum(retrying.PAUSES) <= sum(slept) <= sum(retrying.PAUSES) < retrying.WITHIN


def test_what_was_typed_stays_although_not_even_who_asks_can_be_read(
    learner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_arguments: object) -> None:
        raise fault(psycopg.OperationalError("gone"))

    with monkeypatch.context() as patch:
        patch.setattr("courses.web.identity.signed_in", away)
        patch.setattr(retrying, "WITHIN", 0.0)
        told = learner.post(f"{QUIZ}/1", ANSWER)
        nobody = Browser(learner.client.application).client.post(f"{QUIZ}/1", data=ANSWER)
    offered = fields(told.text)
    assert (told.status_code, told.headers["Retry-After"]) == (503, "2")
    assert {name: offered.get(name) for name in ANSWER} == ANSWER
    assert "다시 보내기" not in nobody.text
    assert learner.client.post(f"{QUIZ}/1", data=offered).status_code == 303
    assert answers() == ["b"]


def test_a_try_that_took_long_is_the_last(learner: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    away = Away(assessment.save_answer, 100, busy())
    monkeypatch.setattr(assessment, "save_answer", away)
    monkeypatch.setattr(retrying, "WITHIN", 0.0)
    answer = learner.post(f"{QUIZ}/1", ANSWER)
    assert (answer.status_code, away.calls, 'value="b"' in answer.text) == (503, 1, True)


@pytest.mark.parametrize("origin", [states.DiskFull("53100"), sqlite3.OperationalError("no such table")])
def test_a_fault_that_does_not_pass_is_said_at_once(
    learner: Browser, monkeypatch: pytest.MonkeyPatch, origin: Exception
) -> None:
    away = Away(assessment.save_answer, 1, origin)
    monkeypatch.setattr(assessment, "save_answer", away)
    assert (learner.post(f"{QUIZ}/1", ANSWER).status_code, away.calls) == (503, 1)


def test_a_form_that_would_count_twice_is_never_sent_twice(
    school: School, browse: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = Away(lambda *_: None, 1, busy())
    monkeypatch.setattr("courses.services.accounts.sign_in", away)
    answer = browse("first1").post("/login", {"username": "first1", "password": "whatever it is"})
    assert (answer.status_code, away.calls) == (503, 1)


def test_a_lesson_is_completed_although_the_database_was_busy(
    learner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = Away(learning.complete_lesson, 1, busy())
    monkeypatch.setattr("courses.web.learning.complete_lesson", away)
    assert (learner.post("/learn/tiny/first/one", {}).status_code, away.calls) == (303, 2)
