"""What stands in the bar at the top, and which help lines are meant for whom."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request, url_for

from courses.catalog.structure import Course, HelpEntry
from courses.foundation.vocabulary import Role
from courses.web.languages import say
from courses.web.shelf import shelf
from courses.web.wording import local

if TYPE_CHECKING:
    from courses.web.identity import Identity

EVERYONE = "everyone"
MOST_OWN, MOST_COMMON = 3, 3
OF_COURSE = {"soldiers": "soldiers", "commanders": "soldiers", "school-staff": "staff", "guardians": "guardians"}
"""The directory's word for who reads it, by the audience of a course; the others are students."""


@dataclass(frozen=True, slots=True)
class NavLink:
    """One entry of the main menu."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One line of the help directory in the page's language."""

    name: str
    contact: str
    tel: str
    url: str
    hours: str
    who: str
    checked: object


def navigation(identity: "Identity | None") -> tuple[NavLink, ...]:
    """The entries for what this account does."""
    if identity is None:
        return ()
    links = [("learning.home", "/learn", say("내 학습"))]
    roles = identity.roles
    if roles & {Role.TEACHER, Role.ASSISTANT, Role.ADMINISTRATOR}:
        links.append(("teaching.home", "/teach", say("우리 반·부서")))
    if Role.AUTHOR in roles:
        links.append(("authoring.home", "/author", say("과정 미리보기")))
        links.append(("analysis.home", "/teach/items", say("문항 분석")))
    if roles & {Role.ADMINISTRATOR, Role.AUDITOR}:
        links.append(("administration.home", "/admin", say("이수 현황")))
    path = request.path
    return tuple(NavLink(label, url_for(endpoint), path.startswith(prefix)) for endpoint, prefix, label in links)


def help_audience(course: Course) -> str:
    """Whose lines of the directory come first beside a page of the course."""
    found = (word for of_course, word in OF_COURSE.items() if of_course in course.audience)
    return next(found, "students")


def help_lines(audience: str) -> tuple[HelpLine, ...]:
    """A short list for a panel: the lines for this audience first, then those for everyone, in the given order."""
    entries = shelf().help.values()
    own = [one for one in entries if audience in one.audience][:MOST_OWN]
    common = [one for one in entries if EVERYONE in one.audience][:MOST_COMMON]
    return tuple(help_line(one) for one in (*own, *common))


def whole_directory() -> tuple[HelpLine, ...]:
    """Every line, in the directory's order."""
    return tuple(help_line(one) for one in shelf().help.values())


def help_line(one: HelpEntry) -> HelpLine:
    """An entry in the language of the page."""
    return HelpLine(local(one.name), local(one.reach), one.tel, one.url, local(one.hours), local(one.who), one.checked)
