"""What the form of an assignment shows: what can be assigned, and what is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from courses.catalog.structure import Catalog, Course, Module
from courses.foundation.vocabulary import FaceToFace, Publishing
from courses.queries.assignments import StandingAssignment
from courses.web.languages import say
from courses.web.wording import local


@dataclass(frozen=True, slots=True)
class Choice:
    """A course or a module that can be assigned."""

    value: str
    title: str
    minutes: int
    summary: str


@dataclass(frozen=True, slots=True)
class CourseChoice:
    """A course with its modules, as the form of an assignment lists them."""

    whole: Choice
    modules: tuple[Choice, ...]
    audience: tuple[str, ...]
    face_to_face: bool
    opened: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """An assignment that holds already."""

    title: str
    course_title: str
    due_at: datetime | None
    unit_name: str
    own: bool


def course_choices(catalog: Catalog, chosen: str = "") -> tuple[CourseChoice, ...]:
    """Everything that can be assigned, in the order of the catalog; the modules of what is chosen lie open."""
    found = []
    for course in catalog.courses.values():
        if course.state is not Publishing.PUBLISHED:
            continue
        whole = Choice(choice_value(course, None), local(course.title), course.minutes, local(course.summary))
        modules = tuple(
            Choice(choice_value(course, module), local(module.title), module.minutes, local(module.summary))
            for module in course.modules
        )
        required = course.face_to_face is FaceToFace.REQUIRED
        opened = any(one.value == chosen for one in modules)
        found.append(CourseChoice(whole, modules, audience_names(course.audience), required, opened))
    return tuple(found)


def choice_value(course: Course, module: Module | None) -> str:
    """What stands for a course or a module in a form."""
    return f"{course.key}/{module.key if module else ''}"


def audience_names(audience: Iterable[str]) -> tuple[str, ...]:
    """For whom a course is written, in words."""
    names = {
        "elementary": say("초등학생"),
        "lower-secondary": say("중학생"),
        "upper-secondary": say("고등학생"),
        "university": say("대학생"),
        "school-staff": say("교직원"),
        "staff": say("직원"),
        "guardians": say("보호자"),
        "soldiers": say("장병"),
        "commanders": say("지휘관"),
        "instructors": say("강사"),
        "everyone": say("모든 사람"),
    }
    return tuple(names.get(one, one) for one in audience)


def standing(found: Iterable[StandingAssignment], catalog: Catalog, unit: int) -> tuple[Standing, ...]:
    """What is assigned already; what the catalog no longer holds is left out."""
    shown = []
    for one in found:
        course = next((other for other in catalog.courses.values() if other.key == one.course), None)
        if course is None:
            continue
        titles = {module.key: local(module.title) for module in course.modules}
        title = titles.get(one.module, "") if one.module else local(course.title)
        if title:
            course_title = local(course.title) if one.module else ""
            shown.append(Standing(title, course_title, one.due_at, one.unit_name, one.unit == unit))
    return tuple(shown)
