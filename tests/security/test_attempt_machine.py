"""An attempt through everything that can happen to it, beside a model that knows only what was promised."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select, update

from courses.catalog.items import Quiz
from courses.catalog.versions import sealed
from courses.foundation.database import db
from courses.foundation.errors import (
    AnswerFinal,
    AnswerStale,
    AttemptClosed,
    AttemptVoid,
    NoAttemptsLeft,
    NotHere,
    NotReopened,
    TimeIsOver,
)
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import FeedbackTime, ItemType, Reopening, ReopenReason
from courses.ledger.completions import Taking
from courses.models.assessment import Attempt, AttemptReopening, Response
from courses.models.evidence import Job
from courses.models.learning import Completion
from courses.queries.attempts import Paper
from courses.queries.progress import facts
from courses.rules.completion import QUIZ
from courses.rules.standing import standing
from courses.services import assessment
from courses.services.closing import close_due
from courses.services.learning import complete_lesson
from courses.services.reopening import reopen
from tests.builders import build_units, person
from tests.conftest import wipe
from tests.rules.making import course, html, item, lesson, module
from tests.security.lengths import examples, run_machine

pytestmark = pytest.mark.security
BEGIN = datetime.fromisoformat("2026-11-22T09:00:00+00:00")
MINUTE = timedelta(minutes=1)
ITEMS = ("one", "two", "three", "four")
LETTERS = "abc"
Refused = type[Exception] | None


@dataclass
class Given:
    letter: str
    seq: int
    final: bool = False


@dataclass
class Sat:
    """What the model knows of one attempt: the keys and the pass mark it was opened with, and what became of it."""

    id: int
    number: int
    revision: int
    keys: dict[str, str]
    pass_mark: int
    feedback: FeedbackTime
    limit: int | None
    closes: datetime | None
    submit_key: str
    state: str = "open"
    score: int | None = None
    ended: datetime | None = None
    given: dict[str, Given] = field(default_factory=dict)

    def grade(self) -> int:
        right = sum(one.letter == self.keys[name] for name, one in self.given.items())
        return round(right / len(self.keys) * 10_000)

    def passed(self) -> bool:
        return self.state == "submitted" and (self.score or 0) >= self.pass_mark * 100


class Attempts(RuleBasedStateMachine):
    """One learner at one quiz, a teacher, an author, and time."""

    app: Flask

    @initialize()
    def begin(self) -> None:
        wipe()
        units = build_units()
        self.unit, self.learner, self.teacher = units["first"], person("learner"), person("teacher")
        self.now = BEGIN
        self.edits = 0
        self.revision = 1
        self.quiz = self.written("abca", 50, None, None, FeedbackTime.ON_SUBMIT)
        self.attempts: list[Sat] = []
        self.reopened = 0
        self.completed: dict[int, datetime] = {}
        self.old_keys: list[tuple[int, str]] = []
        self.read()

    def read(self) -> None:
        """The learner does the lesson of the course as it stands."""
        complete_lesson(self.taking, self.taking.module.lessons[0], self.now)
        db.session.remove()

    def written(self, keys: str, pass_mark: int, limit: int | None, time: int | None, feedback: FeedbackTime) -> Quiz:
        self.edits += 1
        items = []
        for name, key in zip(ITEMS, keys, strict=True):
            one = item(ItemType.SINGLE, key, identifier=name, count=3)
            items.append(replace(one, question=html(f"edit {self.edits}"), key_digest=key))
        blank = {"items": tuple(items), "intro": {}, "after": {}, "draw": {}}
        settings = {"pass_mark": pass_mark, "attempts": limit, "feedback": feedback, "time": time}
        made = replace(module("m").quiz, **blank, **settings)
        return sealed(made)

    @property
    def taking(self) -> Taking:
        made = replace(module("m", lesson("l1"), with_quiz=False), quiz=self.quiz)
        return Taking(self.learner, replace(course(made), revision=self.revision), made, "2026")

    def over(self, one: Sat) -> bool:
        return one.closes is not None and self.now > one.closes + MINUTE

    def mine(self) -> list[Sat]:
        """The attempts at the course as it stands."""
        return [one for one in self.attempts if one.revision == self.revision]

    def paper(self, one: Sat) -> Paper:
        return Paper(self.learner, "course", "m", one.number, one.submit_key)

    def end(self, one: Sat) -> None:
        one.state, one.score = "submitted", one.grade()
        one.ended = one.closes if self.over(one) else self.now
        if one.passed() and one.revision == self.revision and one.ended is not None:
            self.completed.setdefault(self.revision, one.ended)

    def tell(self, action: Callable[[], object], expected: Refused = None) -> bool:
        """Do it; whether it went through, which it must exactly where nothing is expected to be raised."""
        if expected is None:
            action()
        else:
            with pytest.raises(expected) as caught:
                action()
            assert caught.type is expected
        db.session.remove()
        return expected is None

    @rule()
    def open(self) -> None:
        past = self.mine()
        last = past[-1] if past else None
        if last is not None and last.state == "open":
            self.tell(lambda: assessment.open_attempt(self.taking, self.now))
            if self.over(last):
                self.end(last)
            return
        counted = [one for one in past if one.state != "void"]
        full = self.quiz.attempts is not None and len(counted) >= self.quiz.attempts
        if self.tell(lambda: assessment.open_attempt(self.taking, self.now), NoAttemptsLeft if full else None):
            for one in self.attempts:
                if one.state == "open":
                    self.end(one)
            row = db.session.execute(select(Attempt).order_by(Attempt.id.desc()).limit(1)).scalar_one()
            closes = None if self.quiz.time is None else self.now + self.quiz.time * MINUTE
            keys = {one.id: one.key for one in self.quiz.items}
            quiz = self.quiz
            self.attempts.append(
                Sat(
                    row.id,
                    row.number,
                    self.revision,
                    keys,
                    quiz.pass_mark,
                    quiz.feedback,
                    quiz.attempts,
                    closes,
                    row.submit_key,
                )
            )
            db.session.remove()

    @precondition(lambda self: self.attempts)
    @rule(
        data=st.data(),
        name=st.sampled_from(ITEMS),
        letter=st.sampled_from(("", *LETTERS)),
        seq=st.integers(0, 6),
        check=st.booleans(),
    )
    def answer(self, data: st.DataObject, name: str, letter: str, seq: int, check: bool) -> None:
        one = data.draw(st.sampled_from(self.attempts))
        stands = one.given.get(name)
        expected: Refused = None
        if one.state == "void":
            expected = AttemptVoid
        elif one.state != "open":
            expected = AttemptClosed
        elif self.over(one):
            expected = TimeIsOver
        elif stands is not None and stands.final:
            expected = AnswerFinal
        elif stands is not None and seq <= stands.seq and (not letter or letter != stands.letter):
            expected = AnswerStale
        sent = assessment.Answer(name, (letter,), seq)
        if (
            not self.tell(lambda: assessment.save_answer(self.paper(one), sent, self.now, final=check), expected)
            or not letter
        ):
            return
        if stands is None or seq > stands.seq:
            one.given[name] = stands = Given(letter, seq)
        stands.final = stands.final or (check and one.feedback is FeedbackTime.IMMEDIATE)

    @precondition(lambda self: self.attempts)
    @rule(data=st.data())
    def submit(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(self.attempts))
        paper, taking = self.paper(one), self.taking
        expected = AttemptVoid if one.state == "void" else None
        done = self.tell(lambda: assessment.submit_attempt(paper, taking.course, taking.module, self.now), expected)
        if done and one.state == "open":
            self.end(one)

    @precondition(lambda self: self.old_keys)
    @rule(data=st.data())
    def submit_from_a_page_of_before(self, data: st.DataObject) -> None:
        number, key = data.draw(st.sampled_from(self.old_keys))
        taking = self.taking
        paper = Paper(self.learner, "course", "m", number, key)
        self.tell(lambda: assessment.submit_attempt(paper, taking.course, taking.module, self.now), NotHere)

    @rule(kind=st.sampled_from(Reopening), reason=st.sampled_from(ReopenReason))
    def reopen(self, kind: Reopening, reason: ReopenReason) -> None:
        past = self.mine()
        last = past[-1] if past else None
        refused = (
            last is None
            or any(one.passed() for one in past)
            or last.state == "void"
            or (last.state == "open" and not self.over(last))
        )
        if not refused and last is not None and kind is Reopening.CONTINUE and last.state == "submitted":
            limits = [one for one in (last.limit, self.quiz.attempts) if one is not None]
            shown = last.feedback is FeedbackTime.IMMEDIATE or (
                last.feedback is FeedbackTime.ON_SUBMIT and any(len(past) >= limit for limit in limits)
            )
            refused = shown or len(last.given) == len(ITEMS)

        def ask() -> None:
            reopen(self.taking, len(past), kind, reason, self.now, actor=self.teacher, unit=self.unit)

        if not self.tell(ask, NotReopened if refused else None) or last is None:
            return
        self.reopened += 1
        if kind is Reopening.ANEW:
            last.state = "void"
            return
        if last.state == "submitted":
            self.old_keys.append((last.number, last.submit_key))
            last.submit_key = db.session.scalars(select(Attempt.submit_key).where(Attempt.id == last.id)).one()
            db.session.remove()
            for one in last.given.values():
                one.final = True
        last.state, last.score, last.ended, last.closes = "open", None, None, None

    @precondition(lambda self: any(one.state == "open" and one.closes for one in self.attempts))
    @rule(seconds=st.sampled_from((-1, 60, 61)))
    def let_the_time_run_out(self, seconds: int) -> None:
        """To a second before it closes, to the end of the minute of grace, or just past it."""
        closes = max(one.closes for one in self.attempts if one.state == "open" and one.closes)
        self.now = max(self.now, closes + timedelta(seconds=seconds))

    @rule()
    def rewrite(self) -> None:
        """The author wants the course taken again; the learner reads it, what is open stays open."""
        self.revision += 1
        self.read()

    @rule(minutes=st.sampled_from((1, 4, 30)))
    def wait(self, minutes: int) -> None:
        self.now += minutes * MINUTE

    @rule()
    def work(self) -> None:
        """The background worker closes what is due."""
        db.session.remove()
        with transaction():
            db.session.execute(update(Job).values(done_at=None))
        for job in db.session.scalars(select(Job.id)).all():
            close_due(job, CatalogOf(self.taking), self.now)
            db.session.remove()
        for one in self.attempts:
            if one.state == "open" and self.over(one):
                self.end(one)

    @rule(
        keys=st.text("abc", min_size=4, max_size=4),
        pass_mark=st.sampled_from((0, 50, 75, 100)),
        limit=st.sampled_from((None, 1, 2, 3)),
        time=st.sampled_from((3, None, 20)),
        feedback=st.sampled_from(FeedbackTime),
    )
    def edit(self, keys: str, pass_mark: int, limit: int | None, time: int | None, feedback: FeedbackTime) -> None:
        """The author rewrites the quiz; what stands is not touched."""
        self.quiz = self.written(keys, pass_mark, limit, time, feedback)

    @invariant()
    def the_tables_say_what_the_model_says(self) -> None:
        if not hasattr(self, "attempts"):
            return
        db.session.remove()
        rows = db.session.execute(select(Attempt).order_by(Attempt.id)).scalars().all()
        told = [(one.revision, one.number, one.state) for one in self.attempts]
        assert [(row.revision, row.number, row.state) for row in rows] == told
        known = [one for one in self.attempts if one.state != "void"]
        assert [(row.score, row.submitted_at, row.closes_at) for row in rows if row.state != "void"] == [
            (one.score, one.ended, one.closes) for one in known
        ]
        answers = db.session.execute(select(Response.attempt, Response.item, Response.letters, Response.final_at))
        assert {(attempt, name): (letters, final is not None) for attempt, name, letters, final in answers} == {
            (one.id, name): (given.letter, given.final) for one in self.attempts for name, given in one.given.items()
        }
        completions = db.session.execute(select(Completion.revision, Completion.at).where(Completion.module == "m"))
        assert sorted(map(tuple, completions)) == sorted(self.completed.items())
        found = standing(self.taking.course, self.taking.module, facts(self.learner, "course"), "2026")
        counted = min(self.completed, default=None)
        assert (found.completion and found.completion.revision) == counted
        assert found.settled is (self.revision in self.completed)
        assert found.place == (None if found.settled else QUIZ)
        assert found.renewed is (counted is not None and not found.settled)
        assert len(db.session.scalars(select(AttemptReopening.id)).all()) == self.reopened
        assert sum(row.state == "open" for row in rows) <= 1
        db.session.remove()


@dataclass(frozen=True)
class CatalogOf:
    """A catalog of the one course."""

    taking: Taking

    @property
    def courses(self) -> dict[str, object]:
        return {"course": self.taking.course}


@pytest.mark.timeout(900)
def test_an_attempt_is_what_was_promised_whatever_happens_to_it(
    app: Flask, record_property: Callable[[str, object], None]
) -> None:
    runs = run_machine(type("AttemptsHere", (Attempts,), {"app": app}), examples(60, 300))
    record_property("attempts: runs of the state machine", runs)


def test_an_edit_that_reached_an_open_attempt_would_be_seen(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the machine above would be blind."""
    machine = type("AttemptsEdited", (Attempts,), {"app": app})()
    machine.begin()
    machine.open()
    machine.edit(keys="bbbb", pass_mark=0, limit=None, time=None, feedback=FeedbackTime.ON_SUBMIT)
    monkeypatch.setattr("courses.ledger.endings.stored_quiz", lambda _digest: machine.quiz)
    paper = Paper(machine.learner, "course", "m", 1, machine.attempts[0].submit_key)
    assessment.save_answer(paper, assessment.Answer("one", ("b",), 1), machine.now)
    machine.attempts[0].given["one"] = Given("b", 1)
    assessment.submit_attempt(paper, machine.taking.course, machine.taking.module, machine.now)
    machine.end(machine.attempts[0])
    with pytest.raises(AssertionError):
        machine.the_tables_say_what_the_model_says()
