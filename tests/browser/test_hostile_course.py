"""The product serves courses full of payloads that its checker was kept from refusing, and nothing in them runs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium

from courses.catalog.loader import load_catalog
from courses.catalog.pages import Faults
from courses.catalog.structure import Catalog, Module
from courses.foundation.database import db
from courses.web.sessions import SECURE_NAME
from tests.browser import hostile_course
from tests.browser.payloads import payloads
from tests.browser.probing import Probe
from tests.browser.serving import serving
from tests.browsing import Browser
from tests.builders import School, build_school
from tests.conftest import migrated, settings_for

pytestmark = pytest.mark.browser
Record = Callable[[str, object], None]
PAYLOADS = payloads()
CALL = re.compile(r"__x\((\d+)\)")
READ, ASKED = hostile_course.READ, hostile_course.ASKED


@dataclass(frozen=True)
class Hostile:
    """The product in front of that content: where it is served, and the addresses of the results of a learner."""

    app: Flask
    origin: str
    catalog: Catalog
    school: School
    results: list[str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content as its author left it."""
    root = tmp_path_factory.mktemp("hostile") / "content"
    hostile_course.write(root, PAYLOADS)
    return root


@pytest.fixture(scope="module")
def hostile(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    """The product, serving what it would have refused: the checker is made to say nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Faults, "add", lambda *_args, **_values: None)
        catalog = load_catalog(folder)
    app = migrated(settings_for(tmp_path_factory.mktemp("site"), content_dir=folder))
    app.extensions["catalog"] = replace(catalog, findings=())
    with app.app_context():
        school = build_school()
        results = hostile_course.sit(app, school, catalog)
        db.session.remove()
    with serving(app) as origin:
        yield Hostile(app, origin, catalog, school, results)
    with app.app_context():
        db.engine.dispose()


def walk(hostile: Hostile, chrome: Chromium, username: str, paths: list[str], record: Record, what: str) -> str:
    """Look at the pages as somebody who is signed in; nothing may run, load from elsewhere or have to be refused.

    Returns the text of all pages.
    """
    probe = Probe(chrome, hostile.origin)
    # fonts are fetched late: a page that is left in the middle of one would leave its file open
    probe.context.route("**/*.woff2", lambda route: route.abort())
    text = ""
    with hostile.app.app_context():
        browser = Browser(hostile.app)
        browser.enter(username)
        probe.context.set_extra_http_headers({"Cookie": f"{SECURE_NAME}={browser.token}"})
        for path in paths:
            answer = browser.get(path, follow_redirects=True)
            assert answer.status_code == 200
            text += answer.text
    try:
        probe.look(paths)
    finally:
        probe.close()
    assert probe.seen.ran == set()
    assert probe.seen.dialogs == []
    assert probe.seen.elsewhere == []
    assert probe.seen.left == []
    assert probe.seen.refused == []
    record(f"hostile content: product, {what}, pages", len(paths))
    record(f"hostile content: product, {what}, executions", len(probe.seen.ran))
    record(f"hostile content: product, {what}, policy violations reported", len(probe.seen.refused))
    return text


def every_call_stands_in(text: str) -> bool:
    """Whether the call of every payload that spells it out is on the pages, as text."""
    return set(CALL.findall(text)) >= {str(one.number) for one in PAYLOADS if CALL.search(one.text)}


def lessons(module: Module) -> list[str]:
    """The lessons that hold passages, by their hostile names."""
    shown = module.lessons[:: hostile_course.TOGETHER]
    return [f"/learn/{READ}/{module.slug}/{quote(one.slug, safe='')}" for one in shown]


def test_the_checker_refuses_the_courses(folder: Path) -> None:
    refused = load_catalog(folder)
    assert dict(refused.courses) == {}
    assert set(refused.broken) == {READ, ASKED}


def test_everything_is_served_that_the_checker_would_have_refused(hostile: Hostile) -> None:
    modules = hostile.catalog.courses[READ].modules
    assert sum(len(one.lessons) for one in modules) == len(PAYLOADS)
    asked = hostile.catalog.courses[ASKED].modules
    assert sum(len(one.quiz.items) for one in asked if one.quiz) == len(PAYLOADS)


def test_nothing_in_the_lessons_runs(hostile: Hostile, chrome: Chromium, record_property: Record) -> None:
    modules = hostile.catalog.courses[READ].modules
    paths = [f"/learn/{READ}", f"/print/{READ}", *(f"/learn/{READ}/{one.slug}" for one in modules)]
    paths += [path for one in modules for path in lessons(one)]
    assert every_call_stands_in(walk(hostile, chrome, "administrator", paths, record_property, "lessons"))


def test_nothing_in_questions_and_results_runs(hostile: Hostile, chrome: Chromium, record_property: Record) -> None:
    paths = ["/learn", f"/learn/{ASKED}", "/search?q=img", "/search?q=script", *hostile.results]
    text = walk(hostile, chrome, "first1", paths, record_property, "questions and results")
    assert len(re.findall(r'<h3 id="item-\d+">', text)) == len(PAYLOADS)


def test_nothing_on_the_pages_of_staff_runs(hostile: Hostile, chrome: Chromium, record_property: Record) -> None:
    unit = hostile.school.units["first"]
    served = hostile.app.extensions["catalog"]
    hostile.app.extensions["catalog"] = replace(served, broken=tuple(one.name for one in PAYLOADS))
    try:
        paths = ["/admin", f"/admin/{unit}", f"/teach/{unit}", f"/teach/{unit}/assign", f"/teach/{unit}/items"]
        paths += [f"/teach/{unit}/sheets", *(f"/teach/{unit}/sheets/{READ}/{one}" for one in ("session", "letter"))]
        assert every_call_stands_in(walk(hostile, chrome, "administrator", paths, record_property, "pages of staff"))
    finally:
        hostile.app.extensions["catalog"] = served
