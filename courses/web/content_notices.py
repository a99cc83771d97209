"""What those who look after the site are told on every page while files of a course have errors."""

from flask import current_app, url_for
from markupsafe import Markup, escape

from courses.catalog.directory import HELP
from courses.catalog.structure import WHOLE_FOLDER
from courses.foundation.vocabulary import Role
from courses.rules.access import ACTIONS
from courses.web.identity import Identity
from courses.web.languages import say
from courses.web.shelf import shelf
from courses.web.wording import local

READERS = frozenset(role.value for role in ACTIONS["content.preview"])
TOLD = READERS | {Role.OPERATOR.value}


def content_notices(identity: Identity | None) -> tuple[Markup, ...]:
    """One text for each thing that has errors or is gone; nothing for those who can do nothing about it."""
    if identity is None or not identity.roles & TOLD:
        return ()
    catalog = shelf()
    shared = [escape(shared_notice(name, kept=kept)) for name, kept in catalog.failing.items()]
    gone = [escape(withdrawal(key)) for key in catalog.withdrawn.courses]
    # of a folder without any course it is said once, not of each
    broken = () if WHOLE_FOLDER in catalog.failing else catalog.broken
    return (
        *shared,
        *(escape(notice(slug)) + (_way(slug) if identity.roles & READERS else Markup("")) for slug in broken),
        *gone,
    )


def shared_notice(name: str, *, kept: bool) -> str:
    """What is wrong with what all courses share, where, and what is shown instead."""
    catalog = shelf()
    if name == WHOLE_FOLDER:
        return (
            say("교육 내용 폴더에 과정이 하나도 없어, 앞서 온전했던 과정을 그대로 씁니다. 폴더를 확인해 주세요.")
            if kept
            else say("교육 내용 폴더에 과정이 하나도 없어 아무 과정도 열리지 않습니다. 폴더를 확인해 주세요.")
        )
    fault = next(iter(catalog.findings_of(name)), None)
    line = fault.line if fault else 1
    if name == HELP:
        return (
            say(
                "연락처 목록(help.yaml)을 %(line)d줄부터 읽을 수 없어, 앞서 온전했던 목록을 그대로 보여 줍니다.",
                line=line,
            )
            if kept
            else say("연락처 목록(help.yaml)에 오류가 있어(%(line)d줄), 읽을 수 있는 연락처만 보여 줍니다.", line=line)
        )
    return (
        say("근거 목록(sources.yaml)을 %(line)d줄부터 읽을 수 없어, 앞서 온전했던 목록을 그대로 씁니다.", line=line)
        if kept
        else say("근거 목록(sources.yaml)에 오류가 있어(%(line)d줄), 읽을 수 있는 근거만 보여 줍니다.", line=line)
    )


def withdrawal(key: str) -> str:
    """That learners no longer see a course, since when, and how to let those who have it keep it."""
    catalog = shelf()
    since = catalog.withdrawn.courses[key].astimezone(current_app.config["SETTINGS"].zone)
    return say(
        "‘%(course)s’ 과정이 %(since)s부터 초안이거나 폴더에 없어, 배정받은 사람에게도 보이지 않습니다. "
        "이수 기록은 남아 있습니다. 계속 보이게 하려면 폴더를 되돌리고 state: retired로 적으세요.",
        course=key,
        since=f"{since:%Y-%m-%d %H:%M}",
    )


def notice(slug: str) -> str:
    """What is wrong with that course, of when what is served instead is, and since when."""
    catalog = shelf()
    course = catalog.standing_in(slug)
    if course is None:
        return say("‘%(course)s’ 과정에 오류가 있어 열리지 않습니다.", course=slug)
    kept = say(
        "‘%(course)s’ 과정을 고친 내용에 오류가 있어, 앞서 온전했던 내용이 그대로 쓰이고 있습니다.",
        course=local(course.title),
    )
    if (older := catalog.older.get(course.slug)) is None:
        return kept
    zone = current_app.config["SETTINGS"].zone
    read, since = (f"{one.astimezone(zone):%Y-%m-%d %H:%M}" for one in (older.read, older.since))
    return " ".join((kept, say("%(read)s에 읽은 내용이고, %(since)s부터 오류가 있습니다.", read=read, since=since)))


def _way(slug: str) -> Markup:
    """The way to the findings, for those who may see them."""
    return Markup(' <a href="{}">{}</a>').format(url_for("authoring.course", course=slug), say("고칠 곳 보기"))
