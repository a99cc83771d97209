"""What stands behind the figures of a unit never changes by fewer than ten, whatever a teacher does to one learner."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import combinations

from flask import Flask
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import select, update

from courses.catalog.items import Quiz
from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.errors import AnswerFinal, NotReopened
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptState, Reopening, ReopenReason
from courses.ledger.completions import Taking
from courses.ledger.sittings import paper
from courses.models.accounts import Account
from courses.models.assessment import Attempt
from courses.queries.attempts import Sat, sitting
from courses.queries.item_answers import first_attempts, modules_with_tens
from courses.queries.units import standing_unit
from courses.rules.tens import placed_tens
from courses.services import assessment, units
from courses.services.reopening import reopen
from tests.answers import hand_in
from tests.builders import School, build_school
from tests.conftest import wipe
from tests.security.lengths import examples
from tests.services.courses import CYCLE, made_course, made_module, made_quiz

HOUR = timedelta(hours=1)
UNITS = ("school", "first", "second")
Look = Mapping[int, tuple[tuple[str, str], ...]]
"""By learner, what they answered; pages show no learner, but an attacker may guess which."""


class Attacker:
    """A school with twenty-eight learners in two classes, its teacher, and a clock."""

    def __init__(self) -> None:
        self.school: School = build_school(14)
        self.quiz: Quiz = made_quiz(attempts=None)
        self.course = made_course(made_module("m", 1, self.quiz))
        self.now = clock.now() - timedelta(days=50)
        self.looks: dict[str, list[Look]] = {unit: [] for unit in UNITS}
        self.learners = [self.school.people[f"{unit}{n}"] for n in range(1, 15) for unit in ("first", "second")]
        self.paths = {unit: found.path for unit in UNITS if (found := standing_unit(self.school.units[unit]))}

    def begin(self, how_many: int) -> None:
        """So many hand in for the first time, with answers that everybody could tell apart."""
        for number, learner in enumerate(self.learners[:how_many]):
            self.hand_in(learner, "abc"[number % 3])
        self.look()

    def hand_in(self, learner: int, letter: str, number: int = 1) -> None:
        self.now += HOUR
        given = {"one": letter, "two": "yes" if letter == "c" else ""}
        hand_in(learner, self.quiz, given, self.now, course="course", module="m", cycle=CYCLE, number=number)

    def act(self, what: str, learner: int) -> None:
        self.now += HOUR
        taking = Taking(learner, self.course, self.course.modules[0], CYCLE)
        last = db.session.scalars(select(Attempt).where(Attempt.learner == learner).order_by(Attempt.id.desc())).first()
        if what == "move":
            to = "second" if self.now.hour % 2 else "first"
            units.enrol(learner, self.school.units[to], self.now, actor=self.school.people["administrator"])
        elif what == "disable":
            with transaction():
                db.session.execute(update(Account).where(Account.id == learner).values(disabled=True))
        elif last is None:
            self.hand_in(learner, "b")
        elif what in {Reopening.ANEW, Reopening.CONTINUE}:
            self.reopen(taking, last.number, Reopening(what))
        elif last.state == AttemptState.OPEN:
            self.answer(taking, last.number)
        elif last.state == AttemptState.VOID:
            self.hand_in(learner, "b", last.number + 1)

    def reopen(self, taking: Taking, number: int, kind: Reopening) -> None:
        teacher, unit = self.school.people["teacher"], self.school.units["first"]
        try:
            reopen(taking, number, kind, ReopenReason.SUPPORT, self.now, actor=teacher, unit=unit)
        except NotReopened:
            return

    def answer(self, taking: Taking, number: int) -> None:
        """Everything is answered, as far as it is not final, and handed in again."""
        own = sitting(Sat(taking.learner, "course", "m", CYCLE, 1), number)
        assert own is not None
        for item, value in (("one", "c"), ("two", "yes")):
            try:
                assessment.save_answer(paper(taking, own), assessment.Answer(item, (value,), 9), self.now)
            except AnswerFinal:
                continue
        assessment.submit_attempt(paper(taking, own), taking.course, taking.module, self.now + HOUR / 2)

    def look(self) -> None:
        for unit, path in self.paths.items():
            attempts, from_here = first_attempts(path, "course", "m", self.now + HOUR)
            found = [attempts[one] for ten in placed_tens(attempts, from_here) for one in ten.people]
            assert (("course", "m") in modules_with_tens(path, self.now + HOUR)) is bool(found)
            self.looks[unit].append({one.learner: tuple(sorted(one.answers.items())) for one in found})


acts = st.lists(
    st.tuples(
        st.sampled_from(["answer", Reopening.ANEW, Reopening.CONTINUE, "move", "disable"]),
        st.sampled_from([1, 4, 6, 21, 24, 27]),
    ),
    min_size=1,
    max_size=15,
)


def test_any_two_looks_of_an_attacker_differ_in_ten_learners_or_in_none(app: Flask) -> None:
    @given(st.integers(20, 26), acts)
    @example(22, [(Reopening.CONTINUE, 1), ("answer", 1)])
    @example(22, [(Reopening.ANEW, 1), ("answer", 1)])
    @examples(8, 200)
    def attack(begin: int, todo: list[tuple[str, int]]) -> None:
        db.session.remove()  # else what was read holds the tables
        wipe()
        world = Attacker()
        world.begin(begin)
        for what, learner in todo:
            world.act(what, world.learners[learner])
            world.look()
        everything = [look for looks in world.looks.values() for look in looks]
        for one, other in combinations(everything, 2):
            assert len(one.keys() ^ other.keys()) == 0 or len(one.keys() ^ other.keys()) >= 10
            assert all(one[learner] == other[learner] for learner in one.keys() & other.keys())

    attack()
