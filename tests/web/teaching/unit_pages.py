"""The pages of a unit as a test reads them."""

import re
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import func, select

from courses.foundation.database import db
from courses.models.evidence import AuditEvent
from tests.browsing import Browser
from tests.builders import School

Open = Callable[[str], Browser]
DAY = timedelta(days=1)


def url(school: School, page: str = "", unit: str = "first") -> str:
    return f"/teach/{school.units[unit]}{page}"


def actions(name: str) -> int:
    return db.session.scalar(select(func.count()).where(AuditEvent.action == name)) or 0


def ticked(page: str) -> list[str]:
    """Who is ticked on the page of slips."""
    return re.findall(r'name="learner" value="(\d+)" checked', page)
