"""The order of locks on PostgreSQL, the same everywhere, so that no two transactions ever wait for each other.

A job first, then accounts (of several, the smaller id first), then attempts, then everything else. (SQLite: a
transaction has the whole file to itself.) Why, and what keeps it: docs/adr/0013-one-order-of-locks.md.
"""

from sqlalchemy import select

from courses.foundation.database import db
from courses.models.accounts import Account


def lock_account(account: int) -> None:
    """Let one transaction at a time decide about this person; rows that merely name the account may be written."""
    db.session.execute(select(Account.id).where(Account.id == account).with_for_update(key_share=True))
