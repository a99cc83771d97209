"""Attempts that count nowhere, for tests of their pages."""

from datetime import timedelta

from sqlalchemy import select

from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.models.assessment import Attempt
from courses.models.learning import Completion
from courses.models.teaching import Obligation
from tests.browsing import Browser, fields
from tests.builders import School

BASE = "/learn/tiny/quiz"
AUTOSAVE = {"X-Requested-With": "autosave"}
SECRET = "a feedback"
"""What the feedback of the knowledge items tells of the key."""


def complete(school: School, days: float) -> None:
    """All of the course was completed that many days ago."""
    at = clock.now() - timedelta(days=days)
    key = {"course": "tiny", "cycle": str(clock.now().year), "revision": 1, "digest": "", "at": at, "late": False}
    with transaction():
        for module in ("first", "second"):
            db.session.add(Completion(learner=school.people["first1"], module=module, **key))


def state(kind: str) -> list[str]:
    db.session.remove()
    return list(db.session.scalars(select(Attempt.state).where(Attempt.kind == kind)))


def answer_all(browser: Browser, base: str, answers: dict[str, str], go: str = "next") -> None:
    browser.post(base, {"go": "begin"})
    for position in (1, 2):
        asked = fields(browser.get(f"{base}/sit?item={position}").text)
        values = {"item": asked["item"], "seq": "1", "answer": answers[asked["item"]], "go": go}
        browser.post(f"{base}/sit", values)
    key = fields(browser.get(f"{base}/sit?review=1").text)["submit_key"]
    assert browser.post(f"{base}/sit/submit", {"submit_key": key}).location == base


def owe_next_year(school: School) -> None:
    """The learner owes the course once more."""
    with transaction():
        row = db.session.scalars(select(Obligation).where(Obligation.learner == school.people["first1"])).one()
        values = {"course": "tiny", "module": "", "unit": row.unit, "reporting_group": "student", "rule": "test"}
        db.session.add(Obligation(learner=row.learner, cycle=str(clock.now().year + 1), state="in", **values))
