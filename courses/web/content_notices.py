"""What those who look after the site are told on every page while files of a course have errors."""

from courses.foundation.vocabulary import Role
from courses.web.identity import Identity
from courses.web.languages import say
from courses.web.shelf import shelf
from courses.web.wording import local

TOLD = frozenset({Role.ADMINISTRATOR.value, Role.AUTHOR.value, Role.OPERATOR.value})


def content_notices(identity: Identity | None) -> tuple[str, ...]:
    """One sentence for each course whose files have errors; nothing for those who can do nothing about it."""
    if identity is None or not identity.roles & TOLD:
        return ()
    return tuple(notice(slug) for slug in shelf().broken)


def notice(slug: str) -> str:
    """What is wrong with that course and what is served instead."""
    course = shelf().courses.get(slug)
    if course is None:
        return say("‘%(course)s’ 과정에 오류가 있어 열리지 않습니다.", course=slug)
    return say(
        "‘%(course)s’ 과정을 고친 내용에 오류가 있어, 앞서 온전했던 내용이 그대로 쓰이고 있습니다.",
        course=local(course.title),
    )
