"""Hand-ins as they were when they happened: never changed by reopening, moving, or disabling anybody."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Join, and_, exists, extract, join, or_, select

from courses.catalog.items import Item
from courses.foundation.database import db
from courses.models.assessment import Attempt, AttemptReopening, Response
from courses.models.units import Membership, UnitPlace
from courses.queries.attempts import read_drawn, stored_quiz
from courses.rules.access import subtree_bounds
from courses.rules.tens import settled_until


def at_home(attempt: type[Attempt]) -> Join:
    """Attempts with where their learner was at home when they were first handed in; a unit's place never changes."""
    home = and_(
        Membership.account == attempt.learner,
        Membership.since <= attempt.first_submitted_at,
        or_(Membership.until.is_(None), Membership.until > attempt.first_submitted_at),
    )
    place = and_(UnitPlace.unit == Membership.unit, UnitPlace.until.is_(None))
    return join(join(attempt, Membership, home), UnitPlace, place)


def below(path: str) -> tuple[ColumnElement[bool], ...]:
    """What picks the homes of the unit of that path and below."""
    low, high = subtree_bounds(path)
    return UnitPlace.path >= low, UnitPlace.path < high


def settled(attempt: type[Attempt], now: datetime) -> ColumnElement[bool]:
    """What picks attempts that were handed in, whatever became of them, and count by now."""
    return attempt.first_submitted_at <= settled_until(now)


def year_and_month(attempt: type[Attempt]) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """In which year and month (of UTC) an attempt was first handed in."""
    return extract("year", attempt.first_submitted_at), extract("month", attempt.first_submitted_at)


def answers_handed_in(attempts: Iterable[int]) -> Mapping[int, Mapping[str, str]]:
    """What was answered, by attempt and item, when they were first handed in: what came after reopening stays out."""
    after_reopening = exists().where(
        AttemptReopening.attempt == Response.attempt,
        AttemptReopening.submitted_at.is_not(None),
        AttemptReopening.at <= Response.at,
    )
    rows = db.session.execute(
        select(Response.attempt, Response.item, Response.letters, Response.text).where(
            Response.attempt.in_(list(attempts)), ~after_reopening
        )
    )
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for attempt, item, letters, text in rows:
        found[attempt][item] = letters or text
    return found


def items_asked(version: str, drawn: str) -> tuple[Item, ...]:
    """The items of an attempt in their stored version, from what its columns hold."""
    quiz = stored_quiz(version)
    return tuple(item for one in read_drawn(drawn) if (item := quiz.item(one.item_id)) is not None)
