"""What was answered in a unit, for item analysis: first attempts without a name, and how many people stand behind."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, func, join, select

from courses.catalog.items import Item, Quiz
from courses.foundation.database import db
from courses.foundation.vocabulary import AttemptKind, AttemptState
from courses.models.accounts import Account
from courses.models.assessment import Attempt, Response
from courses.models.units import Membership, UnitPlace
from courses.queries.attempts import read_drawn, stored_quiz
from courses.rules.access import subtree_bounds

MOST_ATTEMPTS = 1000
"""The newest so many are read: enough for any figure, little enough for a page."""
_PEOPLE = join(
    join(
        join(Attempt, Membership, and_(Membership.account == Attempt.learner, Membership.until.is_(None))),
        UnitPlace,
        and_(UnitPlace.unit == Membership.unit, UnitPlace.until.is_(None)),
    ),
    Account,
    and_(Account.id == Attempt.learner, ~Account.disabled),
)
_HANDED_IN = (Attempt.kind == AttemptKind.QUIZ, Attempt.state == AttemptState.SUBMITTED)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A learner's first submitted attempt: the stored quiz, the items it asked, and answers by item."""

    learner: int
    quiz: Quiz
    items: tuple[Item, ...]
    answers: Mapping[str, str]


def learners_by_module(path: str) -> dict[tuple[str, str], int]:
    """How many learners of the unit of that path and below have handed in each module's quiz at least once."""
    low, high = subtree_bounds(path)
    rows = db.session.execute(
        select(Attempt.course, Attempt.module, func.count(Attempt.learner.distinct()))
        .select_from(_PEOPLE)
        .where(*_HANDED_IN, UnitPlace.path >= low, UnitPlace.path < high)
        .group_by(Attempt.course, Attempt.module)
    )
    return {(course, module): int(learners) for course, module, learners in rows}


def learners_by_home(path: str, course: str, module: str) -> dict[str, int]:
    """How many learners have handed in the module's quiz, by the path of their home unit, at that path and below."""
    low, high = subtree_bounds(path)
    rows = db.session.execute(
        select(UnitPlace.path, func.count(Attempt.learner.distinct()))
        .select_from(_PEOPLE)
        .where(
            *_HANDED_IN,
            UnitPlace.path >= low,
            UnitPlace.path < high,
            Attempt.course == course,
            Attempt.module == module,
        )
        .group_by(UnitPlace.path)
    )
    return {home: int(learners) for home, learners in rows}


def first_attempts(path: str, course: str, module: str, settled: int) -> list[HandedIn]:
    """The newest of the first `settled` learners' first attempts below that path, in the order handed in."""
    low, high = subtree_bounds(path)
    turn = func.row_number().over(partition_by=Attempt.learner, order_by=(Attempt.submitted_at, Attempt.id))
    ranked = (
        select(Attempt.id, Attempt.learner, Attempt.submitted_at, turn.label("turn"))
        .select_from(_PEOPLE)
        .where(
            *_HANDED_IN,
            UnitPlace.path >= low,
            UnitPlace.path < high,
            Attempt.course == course,
            Attempt.module == module,
        )
        .subquery()
    )
    skipped = max(0, settled - MOST_ATTEMPTS)
    chosen = (
        select(ranked.c.id)
        .where(ranked.c.turn == 1)
        .order_by(ranked.c.submitted_at, ranked.c.id)
        .offset(skipped)
        .limit(settled - skipped)
    ).subquery()
    answers: dict[int, dict[str, str]] = defaultdict(dict)
    given = select(Response.attempt, Response.item, Response.letters, Response.text)
    for attempt, name, letters, text in db.session.execute(given.join(chosen, chosen.c.id == Response.attempt)):
        answers[attempt][name] = letters or text
    rows = db.session.execute(
        select(Attempt.id, Attempt.learner, Attempt.drawn, Attempt.quiz_version)
        .join(chosen, chosen.c.id == Attempt.id)
        .order_by(Attempt.submitted_at, Attempt.id)
    )
    found = []
    for attempt, learner, drawn, version in rows:
        quiz = stored_quiz(version)
        items = tuple(item for one in read_drawn(drawn) if (item := quiz.item(one.item_id)) is not None)
        found.append(HandedIn(learner, quiz, items, answers[attempt]))
    return found
