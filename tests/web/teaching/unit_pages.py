"""The pages of a unit as a test reads them."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

from sqlalchemy import func, select

from courses.foundation.database import db
from courses.models.evidence import AuditEvent
from tests.browsing import Browser
from tests.builders import School

Open = Callable[[str], Browser]
DAY = timedelta(days=1)


def text(answer: object) -> str:
    return unescape(answer.get_data(as_text=True))


def rows(page: str) -> list[list[str]]:
    """The body of the first table of a page, as words."""
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    assert body is not None
    found = re.findall(r"<tr.*?</tr>", body[1], re.DOTALL)
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in found]
    return [[" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in row] for row in cells]


def url(school: School, page: str = "", unit: str = "first") -> str:
    return f"/teach/{school.units[unit]}{page}"


def actions(name: str) -> int:
    return db.session.scalar(select(func.count()).where(AuditEvent.action == name)) or 0


def ticked(page: str) -> list[str]:
    """Who is ticked on the page of slips."""
    return re.findall(r'name="learner" value="(\d+)" checked', page)
