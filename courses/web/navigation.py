"""What stands in the bar at the top, and which help lines are meant for whom."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request, url_for

from courses.foundation.vocabulary import Role
from courses.web.languages import say
from courses.web.shelf import shelf

if TYPE_CHECKING:
    from courses.web.identity import Identity


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
    if roles & {Role.ADMINISTRATOR, Role.AUDITOR}:
        links.append(("administration.home", "/admin", say("이수 현황")))
    path = request.path
    return tuple(NavLink(label, url_for(endpoint), path.startswith(prefix)) for endpoint, prefix, label in links)


def help_lines(lang: str, identity: "Identity | None") -> tuple[HelpLine, ...]:
    """The directory's lines, those for everyone first; all of them when it is not known who asks."""
    del identity  # every line stands for everyone until units say which audience they are
    return tuple(
        HelpLine(
            name=one.name.get(lang, one.name["ko"]),
            contact=one.contact,
            tel=one.tel,
            url=one.url,
            hours=one.hours.get(lang, one.hours["ko"]),
            who=one.who.get(lang, one.who["ko"]),
            checked=one.checked,
        )
        for one in shelf().help.values()
    )
