"""What somebody tries who wants a pass without learning: each cheat tells whether it got anywhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType

from flask import Flask
from sqlalchemy import func, select, update

from courses.catalog.structure import Course
from courses.catalog.versions import sealed
from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptState
from courses.models.assessment import Attempt, Response
from courses.models.learning import Completion
from tests.builders import School
from tests.security import material
from tests.security.conftest import Course as Sealed
from tests.security.sitting import Sitter

Cheat = Callable[["Cheater"], bool]
CHEATS: dict[str, Cheat] = {}


def cheat(attempt: Cheat) -> Cheat:
    """Put it on the list."""
    CHEATS[attempt.__name__.replace("_", " ")] = attempt
    return attempt


@dataclass
class Cheater:
    """A learner with a duty and a browser, and what the tables say of them afterwards."""

    app: Flask
    school: School
    sealed: Sealed

    def sit(self, module: str = material.LATER, username: str = "first1") -> Sitter:
        """The lessons of the module are done and an attempt is open."""
        sitter = Sitter(self.app, username, self.school.people[username], self.sealed.catalog, module)
        sitter.begin()
        return sitter

    def answer_rightly(self, sitter: Sitter, seq: int = 1) -> None:
        """Enough right answers to pass (five of seven)."""
        module = sitter.taking.module.slug
        for name, letters in (("one", "b"), ("many", "ac"), ("fact", "a")):
            sitter.save(f"{module}-{name}", seq, *letters)
        for name in ("text", "number"):
            sitter.save(f"{module}-{name}", seq, self.sealed.canaries.keys[f"{module}-{name}"])

    def completed(self, username: str = "first1") -> bool:
        """Whether anything counts as completed."""
        return self.count(Completion, Completion.learner == self.school.people[username]) > 0

    def scores(self) -> list[int | None]:
        """The scores of all attempts, in their order."""
        db.session.remove()
        return list(db.session.scalars(select(Attempt.score).order_by(Attempt.id)))

    def states(self) -> list[str]:
        """The states of all attempts, in their order."""
        db.session.remove()
        return list(db.session.scalars(select(Attempt.state).order_by(Attempt.id)))

    def answers(self) -> dict[str, str]:
        """What stands, by item."""
        db.session.remove()
        rows = db.session.execute(select(Response.item, Response.letters, Response.text))
        return {item: letters or text for item, letters, text in rows}

    def count(self, model: type, *where: object) -> int:
        """How many rows there are."""
        db.session.remove()
        return db.session.scalar(select(func.count()).select_from(model).where(*where)) or 0

    def close_in(self, seconds: int) -> None:
        """All attempts close in so many seconds (fewer than none: they closed)."""
        with transaction():
            db.session.execute(update(Attempt).values(closes_at=clock.now() + timedelta(seconds=seconds)))

    def set_aside(self) -> None:
        """All attempts are voided, as when a teacher opens them anew."""
        with transaction():
            db.session.execute(update(Attempt).values(state=AttemptState.VOID))

    def rewrite(self, change: Callable[[Course], Course]) -> None:
        """The author edits the course."""
        catalog = self.app.extensions["catalog"]
        courses = {material.COURSE: change(catalog.courses[material.COURSE])}
        self.app.extensions["catalog"] = replace(catalog, courses=MappingProxyType(courses))

    def easier(self, **changed: object) -> None:
        """The author edits the quiz of the later module."""

        def change(course: Course) -> Course:
            modules = []
            for one in course.modules:
                edit = one.slug == material.LATER and one.quiz is not None
                modules.append(replace(one, quiz=sealed(replace(one.quiz, **changed))) if edit else one)
            return replace(course, modules=tuple(modules))

        self.rewrite(change)


def key_in(cheater: Cheater, text: str, item: str = "") -> bool:
    """Whether a page holds a canary of a key (or of any, without an item)."""
    canaries = cheater.sealed.canaries
    wanted = {canaries.whole[item], canaries.keys.get(item, canaries.whole[item])} if item else canaries.every()
    return any(one in text for one in wanted)


LESSONS = f"/learn/{material.COURSE}/{material.NOW}"


def fresh(cheater: Cheater) -> Sitter:
    """A signed-in learner who has done nothing in the module with immediate feedback."""
    sitter = cheater.sit(material.LATER)
    sitter.quiz = f"{LESSONS}/quiz"
    return sitter


def sent(sitter: Sitter, url: str, values: Mapping[str, object] | None = None, **options: object) -> int:
    """The status of a form sent to an address."""
    return int(sitter.browser.post(url, dict(values or {}), **options).status_code)
