"""When modules and courses are done, and where a learner may go."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.foundation.vocabulary import FaceToFace
from courses.rules.completion import (
    QUIZ,
    Place,
    course_holds,
    may_open_lesson,
    may_open_quiz,
    missing_lessons,
    module_holds,
    next_place,
)

from .making import course, examples, lesson, module

SLUGS = ("signs", "ways", "night")
TAUGHT = module("stepping-in", *(lesson(slug) for slug in SLUGS))
WITHOUT_QUIZ = module("reading", *(lesson(slug) for slug in SLUGS), with_quiz=False)
SUBSETS = [set(chosen) for size in range(4) for chosen in combinations(SLUGS, size)]
done_sets = st.sets(st.sampled_from([*SLUGS, "elsewhere"]))


def test_missing_lessons_come_in_the_order_of_the_module() -> None:
    assert missing_lessons(TAUGHT, {"ways"}) == ("signs", "night")
    assert missing_lessons(TAUGHT, {*SLUGS, "elsewhere"}) == ()


def test_a_module_holds_with_all_lessons_and_its_quiz_and_not_before() -> None:
    holding = [(done, passed) for done in SUBSETS for passed in (False, True) if module_holds(TAUGHT, done, passed)]
    assert holding == [(set(SLUGS), True)]


def test_a_module_without_a_quiz_holds_with_its_lessons() -> None:
    assert [done for done in SUBSETS if module_holds(WITHOUT_QUIZ, done, quiz_passed=False)] == [set(SLUGS)]


def test_a_module_of_a_quiz_alone_holds_when_it_is_passed() -> None:
    only_quiz = module("check")
    assert module_holds(only_quiz, (), quiz_passed=True)
    assert not module_holds(only_quiz, (), quiz_passed=False)


def test_a_module_that_asks_nothing_is_never_complete() -> None:
    assert not module_holds(module("empty", with_quiz=False), (), quiz_passed=True)


def test_a_lesson_done_under_its_former_name_is_done() -> None:
    renamed = module("m", lesson("new", "old", "older"), with_quiz=False)
    assert module_holds(renamed, {"older"}, quiz_passed=False)
    assert may_open_lesson(renamed, "older", ())


def test_a_course_holds_when_all_its_modules_but_the_optional_ones_are_complete() -> None:
    taught = course(module("first"), module("second"), module("extra", optional=True))
    holding = [
        done
        for size in range(4)
        for done in combinations(("first", "second", "extra"), size)
        if course_holds(taught, done, attended=True)
    ]
    assert holding == [("first", "second"), ("first", "second", "extra")]


def test_a_module_completed_under_its_former_name_counts() -> None:
    assert course_holds(course(module("new", formerly=("old",))), {"old"}, attended=True)


def test_a_course_of_optional_modules_wants_all_of_them() -> None:
    taught = course(module("one", optional=True), module("two", optional=True))
    holding = [done for done in ((), ("one",), ("one", "two")) if course_holds(taught, done, attended=True)]
    assert holding == [("one", "two")]


@pytest.mark.parametrize(
    ("face_to_face", "attended", "holds"),
    [
        (FaceToFace.REQUIRED, False, False),
        (FaceToFace.REQUIRED, True, True),
        (FaceToFace.ADVISED, False, True),
        (FaceToFace.NONE, False, True),
    ],
)
def test_only_required_time_face_to_face_is_waited_for(face_to_face: FaceToFace, attended: bool, holds: bool) -> None:
    assert course_holds(course(module("first"), face_to_face=face_to_face), {"first"}, attended) is holds


def test_attendance_alone_completes_nothing() -> None:
    assert not course_holds(course(module("first"), face_to_face=FaceToFace.REQUIRED), (), attended=True)


def test_a_course_without_modules_is_never_complete() -> None:
    assert not course_holds(course(), (), attended=True)


def test_the_next_place_is_the_first_missing_lesson_then_the_quiz_then_nowhere() -> None:
    walked = [
        next_place(TAUGHT, done, passed)
        for done, passed in [((), False), (SLUGS[1:], False), (SLUGS[:1], True), (SLUGS, False), (SLUGS, True)]
    ]
    assert walked == [Place("signs"), Place("signs"), Place("ways"), QUIZ, None]


def test_a_module_without_a_quiz_is_finished_after_its_lessons() -> None:
    assert next_place(WITHOUT_QUIZ, SLUGS, quiz_passed=False) is None


def test_a_place_knows_whether_it_is_the_quiz() -> None:
    assert (QUIZ.is_quiz, Place("signs").is_quiz) == (True, False)


def test_lessons_open_in_order_and_stay_open_once_done() -> None:
    opened = {done: [may_open_lesson(TAUGHT, slug, done) for slug in SLUGS] for done in ((), ("signs",), ("night",))}
    assert opened == {(): [True, False, False], ("signs",): [True, True, False], ("night",): [True, False, True]}


def test_a_lesson_that_is_not_in_the_module_never_opens() -> None:
    assert not may_open_lesson(TAUGHT, "elsewhere", {"elsewhere"})


def test_the_quiz_opens_after_the_last_lesson() -> None:
    assert [done for done in SUBSETS if may_open_quiz(TAUGHT, done)] == [set(SLUGS)]
    assert not may_open_quiz(WITHOUT_QUIZ, SLUGS)


@given(done_sets, st.booleans())
@examples(60)
def test_the_next_place_may_always_be_opened(done: set[str], passed: bool) -> None:
    place = next_place(TAUGHT, done, passed)
    if place is None:
        assert module_holds(TAUGHT, done, passed)
    elif place.is_quiz:
        assert may_open_quiz(TAUGHT, done)
    else:
        assert may_open_lesson(TAUGHT, place.lesson, done)


@given(done_sets, done_sets)
@examples(60)
def test_doing_more_never_undoes_anything(done: set[str], more: set[str]) -> None:
    assert module_holds(TAUGHT, done | more, quiz_passed=True) >= module_holds(TAUGHT, done, quiz_passed=True)
    for slug in SLUGS:
        assert may_open_lesson(TAUGHT, slug, done | more) >= may_open_lesson(TAUGHT, slug, done)
