"""No byte of a key leaves the server before the answer is final, and then only what the answer has earned."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptState
from courses.ledger import openings
from courses.models.assessment import Attempt
from tests.browsing import Browser
from tests.builders import School, assign, build_school
from tests.conftest import wipe
from tests.security import material
from tests.security.conftest import Course
from tests.security.sitting import Sitter

pytestmark = pytest.mark.security
KINDS = ("one", "many", "fact", "text", "number", "pairs", "order")
WRONG = {
    "one": {"answer": "c"},
    "many": {"answer": ["b", "d"]},
    "fact": {"answer": "b"},
    "text": {"answer": "something else"},
    "number": {"answer": "7"},
    "pairs": {"row-1": "1", "row-2": "1", "row-3": "1"},
    "order": {"place-1": "3", "place-2": "2", "place-3": "1"},
}
CHOSEN = {"one": "c", "many": "bd", "fact": "b"}


class Listener(Sitter):
    """A learner who keeps every byte that comes."""

    heard: list[str]

    def listen(self) -> set[str]:
        """Ask for everything that a learner can ask for, in both languages; returns the canaries in it."""
        base = f"/learn/{material.COURSE}"
        module = f"{base}/{self.taking.module.slug}"
        paths = [
            "/learn",
            base,
            module,
            f"{module}/first",
            f"{module}/second?part=summary",
            self.quiz,
            "/help",
            "/none",
            "/results",
            f"/print/{material.COURSE}",
            "/search?q=zq",
            f"{self.quiz}/recall",
            *(f"{base}/quiz/{kind}" for kind in ("pre", "post", "follow-up")),
            *(f"/results/{one}" for one in db.session.scalars(select(Attempt.id))),
        ]
        if self.number:
            positions = [f"{self.url}?item={number}" for number in range(9)]
            positions += [f"{self.quiz}/{number}" for number in range(1, self.number)]
            paths += [self.url, f"{self.url}?review=1", f"{self.url}?item=x", f"{self.quiz}/99", *positions]
        self.heard = []
        for language in ("ko", "en"):
            self.browser.post("/language", {"lang": language})
            for path in paths:
                answer = self.browser.get(path)
                self.heard.append(f"{answer.status_code}{answer.headers}{answer.text}")
        return self.canaries()

    def canaries(self) -> set[str]:
        """Everything in what was heard that looks like a canary, the large numbers too."""
        return set(re.findall(r"zq[0-9a-f]{16}|\d{12}", "".join(self.heard)))

    def answer(self, kind: str, seq: int = 1, **more: str) -> str:
        """Give a wrong answer to the item of that kind; returns the whole of what comes back."""
        values = {"item": f"{self.taking.module.slug}-{kind}", "seq": seq, **WRONG[kind], **more}
        answer = self.browser.post(self.url, values, headers={} if "go" in more else {"X-Requested-With": "autosave"})
        return f"{answer.status_code}{answer.headers}{answer.text}"


@pytest.fixture
def listen(app: Flask, assigned: School, course: Course) -> Callable[[str], Listener]:
    def make(module: str) -> Listener:
        return Listener(app, "first1", assigned.people["first1"], course.catalog, module)

    return make


def found_in(text: str, course: Course) -> set[str]:
    return {one for one in course.canaries.every() if one in text}


def feedback_of(course: Course, module: str) -> set[str]:
    """Canaries of what the wrong answers chose."""
    return {
        course.canaries.chosen[f"{module}-{kind}", letter] for kind, letters in CHOSEN.items() for letter in letters
    }


def test_the_canaries_are_in_the_catalog(course: Course) -> None:
    """Else the searches below would find nothing however much was given away."""
    assert found_in(repr(course.catalog), course) == course.canaries.every()
    assert len(course.canaries.every()) == 3 * (7 + 10 + 2) + material.POOL * 4


@pytest.mark.parametrize("module", [material.LATER, material.PASSED])
def test_nothing_of_a_key_is_heard_before_the_quiz_is_handed_in(
    listen: Callable[[str], Listener], course: Course, module: str, record_property: Callable[[str, object], None]
) -> None:
    learner = listen(module)
    assert learner.listen() & course.canaries.every() == set()
    learner.begin()
    assert learner.listen() & course.canaries.every() == set()
    back = ""
    for go in ({}, {"go": "next"}, {"go": "check"}, {"go": "review"}, {"go": "previous"}):
        for seq, kind in enumerate(KINDS, 5):
            back += learner.answer(kind, seq, **go) + learner.answer(kind, 0, **go)
            back += learner.answer(kind, 99, answer="z", **go)
    assert found_in(back, course) == set()
    assert learner.listen() & course.canaries.every() == set()
    searched = 3 * len(learner.heard) + 105
    record_property(f"keys: answers searched before the end, {module}", searched)
    assert searched >= 150


def test_what_was_handed_in_too_low_earns_the_feedback_of_what_was_chosen_and_no_key(
    listen: Callable[[str], Listener], course: Course
) -> None:
    learner = listen(material.LATER)
    learner.begin()
    for kind in KINDS:
        learner.answer(kind)
    learner.submit()
    heard = learner.listen() & course.canaries.every()
    assert heard == feedback_of(course, material.LATER)
    assert "is-right" not in "".join(learner.heard)


def test_the_key_is_shown_when_no_attempt_is_left(listen: Callable[[str], Listener], course: Course) -> None:
    learner = listen(material.LATER)
    for _ in range(2):
        learner.begin()
        for kind in KINDS:
            learner.answer(kind)
        learner.submit()
    heard = learner.listen()
    assert {course.canaries.keys["later-text"], course.canaries.keys["later-number"]} <= heard


def fail(learner: Listener) -> None:
    """Begin an attempt and hand it in with wrong answers."""
    learner.begin()
    for kind in KINDS:
        learner.answer(kind)
    learner.submit()


def test_while_the_same_items_are_asked_again_no_page_of_an_earlier_attempt_says_anything_of_them(
    listen: Callable[[str], Listener], course: Course
) -> None:
    learner = listen(material.LATER)
    fail(learner)
    learner.begin()
    assert learner.number == 2
    assert learner.listen() & course.canaries.every() == set()
    assert "is-right" not in "".join(learner.heard)
    learner.submit()
    assert feedback_of(course, material.LATER) <= learner.listen()


def test_what_passed_keeps_its_key_to_itself_while_it_is_sat_again(
    listen: Callable[[str], Listener], course: Course
) -> None:
    learner = listen(material.LATER)
    learner.begin()
    for kind, letters in (("one", "b"), ("many", "ac"), ("fact", "a")):
        learner.save(f"{material.LATER}-{kind}", 1, *letters)
    for kind in ("text", "number"):
        learner.save(f"{material.LATER}-{kind}", 1, course.canaries.keys[f"{material.LATER}-{kind}"])
    learner.submit()
    whole = {name for item, name in course.canaries.whole.items() if item.startswith(material.LATER)}
    assert whole <= learner.listen()
    learner.begin()
    assert (learner.number, learner.listen() & whole) == (2, set())


def test_an_attempt_given_back_by_a_teacher_hides_the_key_again(
    listen: Callable[[str], Listener], course: Course, assigned: School
) -> None:
    learner = listen(material.LATER)
    fail(learner)
    with transaction():
        db.session.execute(update(Attempt).values(state=AttemptState.VOID))
    fail(learner)
    assert learner.listen() & course.canaries.every() == feedback_of(course, material.LATER)


def test_with_feedback_on_passing_a_failed_attempt_earns_nothing(
    listen: Callable[[str], Listener], course: Course
) -> None:
    learner = listen(material.PASSED)
    learner.begin()
    for kind in KINDS:
        learner.answer(kind)
    learner.submit()
    assert learner.listen() & course.canaries.every() == set()


def test_with_immediate_feedback_only_a_checked_item_shows_anything(
    listen: Callable[[str], Listener], course: Course
) -> None:
    learner = listen(material.NOW)
    learner.begin()
    shown: set[str] = set()
    for kind in KINDS:
        item = f"{material.NOW}-{kind}"
        own = {
            course.canaries.whole[item],
            *(canary for (name, _), canary in course.canaries.chosen.items() if name == item),
            *(canary for name, canary in course.canaries.keys.items() if name == item),
        }
        back = learner.answer(kind) + learner.answer(kind, 2, go="next")
        assert found_in(back, course) == set()
        learner.answer(kind, 3, go="check")
        heard = (learner.listen() & course.canaries.every()) - shown
        assert (kind, heard <= own, course.canaries.whole[item] in heard) == (kind, True, True)
        shown |= own


def test_the_pages_are_the_same_whichever_answer_is_right(
    app: Flask, make_course: Callable[..., Course], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two quizzes that differ in nothing but their marks: byte for byte the same until the end."""
    monkeypatch.setattr(openings.secrets, "token_hex", lambda _size: "5" * 32)
    heard = []
    for marks in (("b", "ac", "a"), ("d", "bc", "b")):
        wipe()
        course = make_course(*marks)
        app.extensions["catalog"] = course.catalog
        with time_machine.travel(datetime(2026, 11, 20, 9, 0, tzinfo=UTC), tick=False):
            school = build_school()
            assign(school, "first", course=material.COURSE)
            learner = Listener(app, "first1", school.people["first1"], course.catalog, material.LATER)
            learner.begin()
            learner.listen()
            said = "".join(learner.heard)
            said += "".join(learner.answer(kind, 5) + learner.answer(kind, 6, go="next") for kind in KINDS)
            learner.listen()
            heard.append(said + "".join(learner.heard))
    assert len(heard[0]) > 500_000
    assert heard[0] == heard[1]


def test_rows_and_steps_go_by_the_number_at_which_they_are_shown(listen: Callable[[str], Listener]) -> None:
    """Their letters are in the author's order, which is the key."""
    learner = listen(material.LATER)
    for _ in range(2):
        learner.begin()
        for position, field in ((6, "row"), (7, "place")):
            page = learner.browser.get(f"{learner.url}?item={position}").text
            assert re.findall(r'<select[^>]* name="([^"]*)"', page) == [f"{field}-{number}" for number in (1, 2, 3)]
            assert re.findall(r'<option value="([^"]*)"', page) == ["", "1", "2", "3"] * 3
        learner.submit()


def test_a_browser_of_nobody_hears_nothing(app: Flask, assigned: School, course: Course) -> None:
    base = f"/learn/{material.COURSE}/{material.LATER}"
    stranger = Browser(app)
    said = "".join(
        stranger.get(path).text for path in (base, f"{base}/quiz", f"{base}/quiz/1", f"{base}/quiz.md", "/content/")
    )
    assert found_in(said, course) == set()
