"""What the learners of a unit owe and have done: the facts behind the matrix, in one statement for all of them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Select,
    and_,
    bindparam,
    case,
    cast,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from courses.foundation.database import UtcDateTime, db
from courses.foundation.vocabulary import AttemptKind, AttemptState, ObligationState
from courses.models.accounts import Account
from courses.models.assessment import Attempt
from courses.models.learning import Completion, LessonCompletion
from courses.models.teaching import Obligation
from courses.models.units import Membership, UnitPlace
from courses.rules.access import subtree_bounds
from courses.rules.facts import Completed, Due
from courses.rules.matrix import Key, LearnerFacts


def _statement() -> CompoundSelect[Any]:
    home, place, account = Membership.__table__.c, UnitPlace.__table__.c, Account.__table__.c
    people = (
        select(home.account.label("learner"))
        .join_from(Membership, UnitPlace, and_(place.unit == home.unit, place.until.is_(None)))
        .join(Account, account.id == home.account)
        .where(
            home.until.is_(None),
            account.disabled.is_(False),
            place.path >= bindparam("low"),
            place.path < bindparam("high"),
        )
        .cte("people")
    )
    due, done, tried = Obligation.__table__.c, Completion.__table__.c, Attempt.__table__.c

    def begun(kind: str, model: type[LessonCompletion] | type[Attempt]) -> Select[Any]:
        of = model.__table__.c
        columns = (literal(kind), of.learner, of.course, of.module, of.cycle)
        never = cast(null(), UtcDateTime())  # PostgreSQL wants a type before it looks for doubles
        rest = (literal(""), literal(0), never, never, literal(0))
        return select(*columns, *rest).join_from(people, model, of.learner == people.c.learner).distinct()

    return union_all(
        select(
            literal("due").label("kind"),
            due.learner,
            due.course,
            due.module,
            due.cycle,
            due.state,
            literal(0).label("revision"),
            type_coerce(due.opens_at, UtcDateTime()).label("one"),
            type_coerce(due.due_at, UtcDateTime()).label("other"),
            literal(0).label("late"),
        )
        .join_from(people, Obligation, due.learner == people.c.learner)
        .where(due.state != ObligationState.LEFT),
        select(
            literal("done"),
            done.learner,
            done.course,
            done.module,
            done.cycle,
            literal(""),
            done.revision,
            done.at,
            null(),
            case((done.late, 1), else_=0),
        ).join_from(people, Completion, done.learner == people.c.learner),
        begun("started", LessonCompletion),
        begun("tried", Attempt).where(tried.kind == AttemptKind.QUIZ, tried.state != AttemptState.VOID),
    )


STATEMENT = _statement()


def matrix_facts(path: str) -> Mapping[int, LearnerFacts]:
    """Facts by learner for the unit of that path and all below it; who owes nothing and did nothing is left out.

    Scores are not read: they have no business on a page about a unit.
    """
    low, high = subtree_bounds(path)
    dues: dict[int, list[Due]] = defaultdict(list)
    excused: dict[int, set[Key]] = defaultdict(set)
    completions: dict[int, dict[Key, Completed]] = defaultdict(dict)
    started: dict[int, set[Key]] = defaultdict(set)
    tried: dict[int, set[Key]] = defaultdict(set)
    rows = db.session.execute(STATEMENT, {"low": low, "high": high})
    for kind, learner, course, module, cycle, state, revision, one, other, late in rows:
        key = (course, module, cycle)
        if kind == "due" and state == ObligationState.IN:
            dues[learner].append(Due(course, module, cycle, one, other))
        elif kind == "due":
            excused[learner].add(key)
        elif kind == "done":
            earlier = completions[learner].get(key)
            if earlier is None or revision < earlier.revision:
                completions[learner][key] = Completed(course, module, cycle, revision, one, bool(late))
        else:
            started[learner].add(key)
            if kind == "tried":
                tried[learner].add(key)
    return {
        learner: LearnerFacts(
            tuple(dues[learner]),
            frozenset(excused[learner]),
            completions[learner],
            frozenset(started[learner]),
            frozenset(tried[learner]),
        )
        for learner in sorted({*dues, *excused, *completions, *started})
    }
