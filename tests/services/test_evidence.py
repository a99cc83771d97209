"""Looking at people and taking figures away leave a trace without names."""

import json

from sqlalchemy import select

from courses.foundation import clock
from courses.foundation.database import db
from courses.models.evidence import AuditEvent
from courses.services.evidence import note_export, record_view
from tests.builders import School


def last() -> AuditEvent:
    return db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()


def test_a_view_of_people_names_who_looked_where(school: School) -> None:
    record_view(school.people["teacher"], school.units["first"], "teaching.unit", clock.now())
    event = last()
    assert (event.action, event.actor, event.unit) == ("people.viewed", school.people["teacher"], school.units["first"])
    assert json.loads(event.what) == {"page": "teaching.unit"}


def test_an_export_names_what_was_taken(school: School) -> None:
    who, unit = school.people["auditor"], school.units["school"]
    note_export(who, unit, clock.now(), course="tiny", module="", cycle="2026", form="csv")
    event = last()
    assert (event.action, event.actor, event.unit) == ("board.exported", who, unit)
    assert json.loads(event.what) == {"course": "tiny", "module": "", "cycle": "2026", "form": "csv"}
