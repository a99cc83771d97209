"""On paper: whole courses, lessons, session plans and letters of the courses that are served, in both languages."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from courses.catalog.structure import Course
from courses.foundation.database import db
from courses.foundation.settings import ROOT
from courses.web.sessions import SECURE_NAME
from courses.web.shelf import shelf
from tests.browser.serving import serving
from tests.browsing import Browser
from tests.builders import School, build_school
from tests.conftest import migrated, settings_for

pytestmark = pytest.mark.browser
Record = Callable[[str, object], None]
COURSE = "respect-upper-secondary"
PAGE = re.compile(rb"/Type /Page\b")
UNSEEN = """
() => {
  const leaves = [...document.querySelectorAll("main article *")].filter((one) => !one.closest(EXCEPT)
    && [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()));
  return leaves.filter((one) => !one.getClientRects().length || !one.checkVisibility({ contentVisibilityAuto: true }))
    .map((one) => one.textContent.trim().slice(0, 60));
}
""".replace("EXCEPT", '".think .status, .prose > .status, .footnote-backref, .step.end .go, .sensitive > .hint, .vh, '
                      '.check-all > summary, .noprint, .care > p, .care h2 + p"')  # fmt: skip
CHROME = ".lbar, .bbar, .toc, .top, .foot, .skip, .btn-exit, nav, button, .acts, .walk-nav"


@dataclass(frozen=True)
class Printed:
    """The product with its own courses, and a class of 28."""

    app: Flask
    origin: str
    courses: dict[str, Course]
    school: School


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printed]:
    """The product, serving what is in content/."""
    app = migrated(settings_for(tmp_path_factory.mktemp("site"), content_dir=ROOT / "content"))
    with app.app_context():
        school, courses = build_school(28), dict(shelf().courses)
        db.session.remove()
    with serving(app) as origin:
        yield Printed(app, origin, courses, school)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def paper(chrome: Chromium, printed: Printed) -> Iterator[Callable[[str, str], Page]]:
    """Opens an address as a teacher reads it in that language, as it looks on paper."""
    context = chrome.new_context(viewport={"width": 680, "height": 960})
    # fonts are fetched late: a page that is left in the middle of one would leave its file open
    context.route("**/*.woff2", lambda route: route.abort())
    page = context.new_page()
    page.emulate_media(media="print")

    def open_page(path: str, language: str) -> Page:
        with printed.app.app_context():
            browser = Browser(printed.app)
            browser.enter("teacher")
            browser.post("/language", {"lang": language, "back": "/teach"})
        context.set_extra_http_headers({"Cookie": f"{SECURE_NAME}={browser.token}"})
        answer = page.goto(printed.origin + path)
        assert answer is not None
        assert answer.status == 200
        return page

    yield open_page
    context.close()


def sheets(printed: Printed, kind: str) -> list[str]:
    """The address of every plan or letter that is there."""
    start = f"/teach/{printed.school.units['first']}/sheets"
    return [f"{start}/{slug}/{kind}" for slug, course in printed.courses.items() if getattr(course, kind)]


def shown_chrome(page: Page) -> list[str]:
    """What belongs to the screen and is on paper all the same."""
    shown: list[str] = page.eval_on_selector_all(
        CHROME, "(all) => all.filter((one) => one.getClientRects().length).map((one) => one.outerHTML.slice(0, 80))"
    )
    return shown


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_letter_fits_on_two_pages(
    language: str, printed: Printed, paper: Callable[[str, str], Page], record_property: Record
) -> None:
    found = {}
    for path in sheets(printed, "letter"):
        page = paper(path, language)
        found[path.split("/")[-2]] = len(PAGE.findall(page.pdf(prefer_css_page_size=True)))
        assert shown_chrome(page) == []
    assert found
    assert {slug: count for slug, count in found.items() if count not in {1, 2}} == {}
    record_property(f"printing: pages of letters, {language}", found)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_plan_breaks_where_its_author_says_and_a_class_signs_on_one_page(
    language: str, printed: Printed, paper: Callable[[str, str], Page], record_property: Record
) -> None:
    found = {}
    for path in sheets(printed, "session"):
        page = paper(path, language)
        breaks = page.locator("article hr")
        assert set(breaks.evaluate_all("(all) => all.map((one) => getComputedStyle(one).breakAfter)")) == {"page"}
        found[path.split("/")[-2]] = count = len(PAGE.findall(page.pdf(prefer_css_page_size=True)))
        assert count > breaks.count()
        assert page.locator(".sign-in tbody tr").count() == 28
        assert page.locator(".sign-in").bounding_box()["height"] < 960  # type: ignore[index]  # it is on the page
        assert shown_chrome(page) == []
        assert page.evaluate(UNSEEN) == []
    assert found
    record_property(f"printing: pages of session plans, {language}", found)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_whole_course_prints_unfolded_and_without_the_screen_around_it(
    language: str, printed: Printed, paper: Callable[[str, str], Page], record_property: Record
) -> None:
    page = paper(f"/print/{COURSE}", language)
    assert page.locator("details:not([open])").count() == 0
    assert page.locator(".scenario .step").count() > 0
    assert page.evaluate(UNSEEN) == []
    assert shown_chrome(page) == []
    course = printed.courses[COURSE]
    assert page.locator(".lesson-part").count() == sum(len(one.lessons) for one in course.modules)
    pages = len(PAGE.findall(page.pdf(prefer_css_page_size=True)))
    assert len(course.modules) < pages < 90
    record_property(f"printing: pages of a whole course, {language}", pages)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_lesson_of_a_course_prints_with_all_its_words_and_numbers_to_call(
    language: str, printed: Printed, paper: Callable[[str, str], Page]
) -> None:
    calls = 0
    for module in printed.courses[COURSE].modules:
        for lesson in module.lessons:
            page = paper(f"/learn/{COURSE}/{module.slug}/{lesson.slug}", language)
            assert page.evaluate(UNSEEN) == []
            assert shown_chrome(page) == []
            numbers = page.locator(".care:visible a[href^='tel:'] b")
            assert all(re.fullmatch(r"[0-9-]+", one) for one in numbers.all_inner_texts())
            calls += numbers.count() > 0
    assert calls == sum(len(one.lessons) for one in printed.courses[COURSE].modules)


def test_what_is_folded_on_a_screen_would_have_been_noticed(
    printed: Printed, paper: Callable[[str, str], Page]
) -> None:
    module = printed.courses[COURSE].modules[0]
    page = paper(f"/learn/{COURSE}/{module.slug}/{module.lessons[0].slug}", "ko")
    page.emulate_media(media="screen")
    assert page.evaluate(UNSEEN) != []
    assert shown_chrome(page) != []
