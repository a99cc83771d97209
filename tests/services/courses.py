"""Courses made in memory, for tests of services."""

from dataclasses import replace
from datetime import UTC, datetime

from courses.catalog.items import Quiz
from courses.catalog.structure import Course, Module
from courses.foundation.vocabulary import FaceToFace, FeedbackTime, ItemType
from courses.ledger.completions import Taking
from tests.rules.making import accepted, course, item, lesson, module, quiz

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
CYCLE = "2026"


def made_quiz(
    digest: str = "",
    feedback: FeedbackTime = FeedbackTime.ON_SUBMIT,
    attempts: int | None = None,
    key: str = "a",
) -> Quiz:
    """Two items worth a point each: a single choice with that key, and a typed answer `yes`."""
    items = (
        item(ItemType.SINGLE, key, identifier="one", count=3),
        item(ItemType.SHORT_TEXT, identifier="two", answers=(accepted("yes"),)),
    )
    return replace(quiz(items), digest=digest or f"{feedback} {attempts} {key}", feedback=feedback, attempts=attempts)


def made_module(slug: str = "m", lessons: int = 2, questions: Quiz | None = None, *, optional: bool = False) -> Module:
    """A module of that many lessons; without a quiz unless one is given."""
    names = [lesson(f"l{number}") for number in range(1, lessons + 1)]
    return replace(module(slug, *names, with_quiz=False, optional=optional), quiz=questions, digest=f"digest of {slug}")


def made_course(*modules: Module, face_to_face: FaceToFace = FaceToFace.NONE) -> Course:
    """A course of these modules."""
    return replace(course(*modules), face_to_face=face_to_face)


def take(learner: int, made: Course, slug: str = "m") -> Taking:
    """The learner taking that module of the course in the cycle of these tests."""
    found = made.module(slug)
    assert found is not None
    return Taking(learner, made, found, CYCLE)
