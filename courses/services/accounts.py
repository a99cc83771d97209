"""Accounts: register, sign in and out, speak another language, issue a new code."""

import hashlib
import hmac
import math
import secrets
import threading
import unicodedata
from base64 import b64encode
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION
from sqlalchemy import and_, delete, or_, select, update

from courses.foundation.database import db
from courses.foundation.errors import AlreadyThere, NewCodeNeeded, TooManyTries, WrongCredentials
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import ReportingGroup
from courses.ledger import audit
from courses.models.accounts import Account, LogInFailure, LoginSession
from courses.models.evidence import Job
from courses.rules.throttle import may_try_at, needs_new_password

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
BUSY = threading.Semaphore(2)
"""Two hashes at a time: more would only take turns on two cores and hold 19 MiB each."""


def unmatched() -> str:
    """What no password matches: made as a hash is written down, without taking the time to make one."""
    salt, chance = (
        b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (HASHER.salt_len, HASHER.hash_len)
    )
    costs = f"m={HASHER.memory_cost},t={HASHER.time_cost},p={HASHER.parallelism}"
    return f"$argon2id$v={ARGON2_VERSION}${costs}${salt}${chance}"


NOBODY = unmatched()
"""Verified when there is no such account, so that the answer takes as long."""
FORGOTTEN_AFTER = timedelta(days=1)
"""A session opened so long ago is over whatever its limits; its row goes when its account signs in again."""
CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letter or digit that is easily taken for another."""


def hash_password(password: str) -> str:
    """Argon2id, 19 MiB, two passes, one lane (about 30 ms)."""
    with BUSY:
        return HASHER.hash(password)


def issued_code() -> str:
    """A code of ten letters and digits (49 bits), to be printed on a slip."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(10))


def normal_username(username: str) -> str:
    """One form of a user name: NFKC, small letters, no white space around it, no NUL (unknown to PostgreSQL)."""
    return unicodedata.normalize("NFKC", username).replace("\0", "").strip().casefold()


def guessed_name(username: str, key: str) -> str:
    """Under what tries at a user name are counted: an HMAC, so that the table is no list of names."""
    return hmac.new(key.encode(), normal_username(username).encode(), "sha256").hexdigest()


def digest(token: str) -> str:
    """What is kept of a session's opaque id."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in(
    username: str, password: str, *, key: str, shared: bool, old_token: str, now: datetime, locale: str = ""
) -> str:
    """Open a log-in session and return its opaque 256-bit id; the old one, if any, ends.

    `locale`, unless '', becomes the language of the account's screens.

    Raises TooManyTries while guessing is slowed, NewCodeNeeded when it went on for too long, WrongCredentials when
    the name and the password do not match.
    """
    username = normal_username(username)
    name = guessed_name(username, key)
    account, charge = _charge(username, name, now)
    stored = account.password_hash if account and account.password_hash else NOBODY
    if not _verify(stored, password) or account is None or stored is NOBODY:
        raise WrongCredentials
    fresh = hash_password(password) if HASHER.check_needs_rehash(stored) else stored
    token = secrets.token_urlsafe(32)
    with transaction():
        # the account before its sessions and failures: so do those who issue codes and hand out roles
        db.session.execute(
            update(Account)
            .where(Account.id == account.id)
            .values(password_hash=fresh, has_signed_in=True, locale=locale or Account.locale)
        )
        over = and_(LoginSession.account == account.id, LoginSession.opened_at <= now - FORGOTTEN_AFTER)
        db.session.execute(delete(LoginSession).where(or_(LoginSession.hash == digest(old_token), over)))
        db.session.execute(delete(LogInFailure).where(LogInFailure.id == charge))
        db.session.add(LoginSession(hash=digest(token), account=account.id, opened_at=now, seen_at=now, shared=shared))
        audit.note("account.signed_in", now, actor=account.id, subject=account.id)
    return token


def _charge(username: str, name: str, now: datetime) -> tuple[Account | None, int]:
    """Count the try before it is made, so that tries at the same moment cannot slip past the limit together."""
    with transaction():
        account = db.session.scalar(
            select(Account).where(Account.username == username, ~Account.disabled).with_for_update(key_share=True)
        )
        failures = db.session.scalars(select(LogInFailure.at).where(LogInFailure.name == name)).all()
        if needs_new_password(len(failures)):
            raise NewCodeNeeded
        free_at = may_try_at(failures, now)
        if free_at > now:
            raise TooManyTries(math.ceil((free_at - now).total_seconds()))
        charge = LogInFailure(name=name, at=now)
        db.session.add(charge)
        db.session.flush()
        return account, charge.id


def sign_out(token: str, now: datetime) -> None:
    """End the log-in session on the server; nothing happens when there is none."""
    with transaction():
        session = db.session.get(LoginSession, digest(token))
        if session:
            audit.note("account.signed_out", now, actor=session.account, subject=session.account)
            db.session.delete(session)


def touch_session(session_hash: str, now: datetime) -> None:
    """Remember that the session is in use (called at most once a minute)."""
    with transaction():
        db.session.execute(update(LoginSession).where(LoginSession.hash == session_hash).values(seen_at=now))


def speak(account: int, locale: str) -> None:
    """Choose the language of the screens."""
    with transaction():
        db.session.execute(update(Account).where(Account.id == account).values(locale=locale))


def register(
    username: str,
    display_name: str,
    password_hash: str,
    now: datetime,
    *,
    actor: int | None,
    reporting_group: ReportingGroup = ReportingGroup.STUDENT,
    locale: str = "ko",
    demo: bool = False,
) -> int:
    """Make an account and return its id. Raises AlreadyThere when the user name is taken."""
    with transaction(conflict=AlreadyThere):
        account = Account(
            username=normal_username(username),
            display_name=display_name,
            password_hash=password_hash,
            reporting_group=reporting_group,
            locale=locale,
            demo=demo,
            created_at=now,
        )
        db.session.add(account)
        db.session.flush()
        audit.note("account.registered", now, actor=actor, subject=account.id)
        return account.id


def issue_codes(
    usernames: dict[int, str], now: datetime, *, key: str, actor: int | None, unit: int | None, once: str = ""
) -> dict[int, str]:
    """Give each account a new code as its password and end its log-in sessions; returns the codes, kept nowhere.

    `usernames` by account id; tries counted against these names are forgotten. About 30 ms an account. `once` names the
    form that asks: it is answered once for this actor and unit, then AlreadyThere is raised and nothing changes.
    """
    row_key = f"slips:{digest(f'{actor}/{unit}/{once}')}"
    if once and db.session.scalar(select(Job.id).where(Job.key == row_key)) is not None:
        raise AlreadyThere
    codes = {account: issued_code() for account in usernames}
    hashes = {account: hash_password(code) for account, code in codes.items()}
    with transaction(conflict=AlreadyThere):
        if once:
            # no work is left to do: the unique key refuses the same form at the same moment
            db.session.add(Job(kind="slips", key=row_key, run_at=now, done_at=now))
            db.session.flush()
        for account, password_hash in sorted(hashes.items()):  # the order in which accounts are locked
            db.session.execute(update(Account).where(Account.id == account).values(password_hash=password_hash))
            audit.note("account.code_issued", now, actor=actor, subject=account, unit=unit)
        db.session.execute(delete(LoginSession).where(LoginSession.account.in_(hashes)))
        names = [guessed_name(name, key) for name in usernames.values()]
        db.session.execute(delete(LogInFailure).where(LogInFailure.name.in_(names)))
    return codes


def _verify(stored: str, password: str) -> bool:
    with BUSY:
        try:
            return HASHER.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False


def is_password(stored: str, password: str) -> bool:
    """Whether the password belongs to the stored hash."""
    return _verify(stored, password)
