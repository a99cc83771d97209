"""Signing in opens one revocable session; guessing is slowed; a new code opens what guessing shut."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import func, select, update

from courses.foundation.database import db
from courses.foundation.errors import AlreadyThere, NewCodeNeeded, TooManyTries, WrongCredentials
from courses.foundation.transactions import transaction
from courses.models.accounts import Account, LogInFailure, LoginSession
from courses.models.evidence import AuditEvent, Job
from courses.services import accounts
from tests.builders import PASSWORD, person
from tests.services.courses import NOW

KEY = "k" * 40


def enter(username: str = "mina", password: str = PASSWORD, old: str = "", seconds: float = 0) -> str:
    return accounts.sign_in(
        username, password, key=KEY, shared=False, old_token=old, now=NOW + timedelta(seconds=seconds)
    )


def sessions() -> list[str]:
    return list(db.session.scalars(select(LoginSession.hash)))


def test_a_right_password_opens_a_session_whose_id_is_kept_only_as_a_hash(app: Flask) -> None:
    person("mina")
    token = enter("  MINA ")
    assert sessions() == [accounts.digest(token)]
    assert token not in sessions()
    assert db.session.scalars(select(Account.has_signed_in)).all() == [True]


def test_signing_in_again_ends_the_session_it_began_with(app: Flask) -> None:
    person("mina")
    first = enter()
    second = enter(old=first)
    assert sessions() == [accounts.digest(second)]


def test_sessions_of_yesterday_go_when_their_own_account_signs_in_again(app: Flask) -> None:
    person("mina")
    person("sora")
    mine, other = enter(), enter("sora")
    today = enter(seconds=60)
    assert set(sessions()) == {accounts.digest(one) for one in (mine, other, today)}
    tomorrow = enter(seconds=24 * 3600)
    assert set(sessions()) == {accounts.digest(one) for one in (other, today, tomorrow)}


@pytest.mark.parametrize(("username", "password"), [("mina", "wrong"), ("nobody", PASSWORD), ("empty", "")])
def test_a_wrong_pair_opens_nothing_and_is_counted(app: Flask, username: str, password: str) -> None:
    person("mina")
    accounts.register("empty", "empty", "", NOW, actor=None)
    with pytest.raises(WrongCredentials):
        enter(username, password)
    assert sessions() == []
    assert db.session.scalar(select(func.count()).select_from(LogInFailure)) == 1


def test_a_disabled_account_cannot_sign_in(app: Flask) -> None:
    person("mina")
    with transaction():
        db.session.execute(update(Account).values(disabled=True))
    with pytest.raises(WrongCredentials):
        enter()


def test_after_six_failures_even_the_right_password_waits(app: Flask) -> None:
    person("mina")
    for second in range(6):
        with pytest.raises(WrongCredentials):
            enter(password="wrong", seconds=second / 10)
    with pytest.raises(TooManyTries) as wait:
        enter(seconds=0.6)
    assert wait.value.seconds == 1
    assert len(enter(seconds=2)) == 43


def test_a_right_password_leaves_the_failures_of_others_counted(app: Flask) -> None:
    person("mina")
    with pytest.raises(WrongCredentials):
        enter(password="wrong")
    enter()
    assert db.session.scalar(select(func.count()).select_from(LogInFailure)) == 1


def test_a_hundred_failures_shut_the_account_until_a_code_is_issued(app: Flask) -> None:
    account = person("mina")
    with transaction():
        name = accounts.guessed_name("mina", KEY)
        db.session.add_all(LogInFailure(name=name, at=NOW - timedelta(days=1)) for _ in range(100))
    with pytest.raises(NewCodeNeeded):
        enter()
    codes = accounts.issue_codes({account: "mina"}, NOW, key=KEY, actor=None, unit=None)
    assert len(enter(password=codes[account])) == 43


def test_a_new_code_ends_the_old_password_and_all_sessions(app: Flask) -> None:
    account = person("mina")
    enter()
    codes = accounts.issue_codes({account: "mina"}, NOW, key=KEY, actor=None, unit=None)
    assert sessions() == []
    with pytest.raises(WrongCredentials):
        enter()
    assert len(codes[account]) == 10
    assert set(codes[account]) <= set(accounts.CODE_LETTERS)


def kept_password(account: int) -> str:
    return db.session.scalars(select(Account.password_hash).where(Account.id == account)).one()


def test_a_form_issues_codes_once_and_a_second_time_changes_nothing(app: Flask) -> None:
    account = person("mina")

    def issue(once: str) -> dict[int, str]:
        return accounts.issue_codes({account: "mina"}, NOW, key=KEY, actor=None, unit=None, once=once)

    codes = issue("form-1")
    before = kept_password(account)
    with pytest.raises(AlreadyThere):
        issue("form-1")
    assert kept_password(account) == before
    assert len(enter(password=codes[account])) == 43
    assert issue("form-2")[account] != codes[account]
    assert db.session.scalars(select(Job.done_at).where(Job.kind == "slips")).all() == [NOW, NOW]


def test_the_same_form_at_the_same_moment_is_refused_by_the_database(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = person("mina")
    hashed = accounts.hash_password

    def overtaken(password: str) -> str:
        monkeypatch.setattr(accounts, "hash_password", hashed)
        accounts.issue_codes({account: "mina"}, NOW, key=KEY, actor=None, unit=None, once="form")
        return hashed(password)

    monkeypatch.setattr(accounts, "hash_password", overtaken)
    with pytest.raises(AlreadyThere):
        accounts.issue_codes({account: "mina"}, NOW, key=KEY, actor=None, unit=None, once="form")
    issued = select(func.count()).where(AuditEvent.action == "account.code_issued")
    assert db.session.scalar(issued) == 1


def test_a_password_kept_at_another_cost_is_hashed_anew_at_log_in(app: Flask) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    accounts.register("mina", "mina", weak, NOW, actor=None)
    enter()
    kept = db.session.scalars(select(Account.password_hash)).one()
    assert kept != weak
    assert "m=19456,t=2,p=1" in kept


def test_a_user_name_is_given_once_whatever_its_case(app: Flask) -> None:
    person("mina")
    with pytest.raises(AlreadyThere):
        person("Mina ")


def test_signing_out_ends_the_session_and_an_unknown_one_is_no_error(app: Flask) -> None:
    person("mina")
    accounts.sign_out(enter(), NOW)
    accounts.sign_out("never there", NOW)
    assert sessions() == []


def test_a_touched_session_is_as_young_as_its_last_request(app: Flask) -> None:
    person("mina")
    token = enter()
    accounts.touch_session(accounts.digest(token), NOW + timedelta(minutes=5))
    assert db.session.scalars(select(LoginSession.seen_at)).one() == NOW + timedelta(minutes=5)


def test_the_language_is_the_accounts_own(app: Flask) -> None:
    account = person("mina")
    accounts.speak(account, "en")
    assert db.session.scalars(select(Account.locale)).one() == "en"


def test_the_trail_names_ids_and_no_names(app: Flask) -> None:
    account = person("mina")
    enter()
    rows = db.session.execute(select(AuditEvent.action, AuditEvent.subject, AuditEvent.what)).all()
    assert [tuple(row) for row in rows] == [("account.registered", account, ""), ("account.signed_in", account, "")]


def test_a_password_is_compared_without_an_account(app: Flask) -> None:
    stored = accounts.hash_password("right")
    assert [accounts.is_password(stored, "right"), accounts.is_password(stored, "wrong")] == [True, False]
