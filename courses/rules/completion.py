"""When a module and a course are done, and where a learner goes next."""

from collections.abc import Collection
from dataclasses import dataclass

from courses.catalog.structure import Course, Lesson, Module
from courses.foundation.vocabulary import FaceToFace


@dataclass(frozen=True, slots=True)
class Place:
    """Where a learner goes on: the slug of a lesson, or '' for the module's quiz."""

    lesson: str

    @property
    def is_quiz(self) -> bool:
        """Whether it is the quiz."""
        return self.lesson == ""


QUIZ = Place("")


def missing_lessons(module: Module, done: Collection[str]) -> tuple[str, ...]:
    """The slugs of the lessons not done yet, in order; a lesson done under a former slug is done."""
    return tuple(lesson.slug for lesson in module.lessons if not _is_done(lesson, done))


def module_holds(module: Module, done_lessons: Collection[str], quiz_passed: bool) -> bool:
    """Whether the module is complete: every lesson done and its quiz, if there is one, passed.

    A module with neither lessons nor a quiz asks nothing and is never complete.
    """
    if not module.lessons and module.quiz is None:
        return False
    return not missing_lessons(module, done_lessons) and (module.quiz is None or quiz_passed)


def course_holds(course: Course, completed_modules: Collection[str], attended: bool) -> bool:
    """Whether the course is complete: every module that is not optional, by its slug or a former one.

    Where the course requires time face to face, `attended` says whether that was attended: online modules alone never
    complete such a course (성폭력방지 및 피해자보호 등에 관한 법률 시행령 제2조제3항).
    Where all modules are optional all of them count, so that nothing is complete before anything was done.
    """
    required = [module for module in course.modules if not module.optional] or list(course.modules)
    if course.face_to_face is FaceToFace.REQUIRED and not attended:
        return False
    return bool(required) and all(
        any(slug in completed_modules for slug in (module.slug, *module.formerly)) for module in required
    )


def next_place(module: Module, done: Collection[str], quiz_passed: bool) -> Place | None:
    """The first lesson not done, then the quiz until it is passed, then None: the module is finished."""
    missing = missing_lessons(module, done)
    if missing:
        return Place(missing[0])
    return QUIZ if module.quiz is not None and not quiz_passed else None


def may_open_lesson(module: Module, slug: str, done: Collection[str]) -> bool:
    """Lessons are taken in order; one already done may be read again; an unknown one is not there to open."""
    lesson = module.lesson(slug)
    return lesson is not None and (_is_done(lesson, done) or lesson.slug == missing_lessons(module, done)[0])


def may_open_quiz(module: Module, done: Collection[str]) -> bool:
    """The quiz opens when every lesson is done."""
    return module.quiz is not None and not missing_lessons(module, done)


def _is_done(lesson: Lesson, done: Collection[str]) -> bool:
    return any(slug in done for slug in (lesson.slug, *lesson.formerly))
