"""Leaving: the neutral page at once, and nothing behind it; nothing after signing out either."""

import re
import secrets
import statistics
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bench.people import Learner, Site
from tests.browser.visiting import Visitor
from tests.security.lengths import LONG

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
MODULE = 1
WIDTHS = (320, 390, 1280)
RUNS = 30 if LONG else 2
"""Times a way out is taken at each width."""
TRIES = 20
QUICK = 200
"""Milliseconds from the click or the last key to the first paint of the neutral page."""

WATCH = """() => { for (const kind of ["click", "keyup"])
  addEventListener(kind, (event) => { name = performance.timeOrigin + event.timeStamp; }, true); }"""
TOOK = """() => {
  const paint = performance.getEntriesByName("first-paint")[0];
  return paint ? performance.timeOrigin + paint.startTime - Number(name) : 0; }"""


def reader(site: Site) -> Learner:
    return site.enrol(site.found_class(), [f"leaver-{secrets.token_hex(4)}"], read=MODULE)[0]


def open_lesson(window: Visitor, site: Site) -> Page:
    """A lesson, with the home before it in the history."""
    window.open("/learn")
    page = window.open(site.lesson_address(MODULE))
    page.wait_for_load_state("load")
    expect(page.locator("article.prose h1")).to_be_visible()
    return page


def press_shift(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


def click_exit(page: Page) -> None:
    page.locator(".js-exit").first.click(no_wait_after=True)


def expect_neutral(page: Page) -> None:
    page.wait_for_url("**/exit")
    expect(page.locator("table")).to_be_visible()
    assert "지킴" not in page.content()


@pytest.mark.parametrize("leave", [click_exit, press_shift], ids=["click", "three-shifts"])
def test_quick_exit_shows_the_neutral_page_at_once_and_back_does_not_show_what_was_left(
    site: Site, visit: Visit, leave: Callable[[Page], None], record_property: Callable[[str, object], None]
) -> None:
    windows = [visit(site, viewport={"width": width, "height": 800}) for width in WIDTHS]
    username = reader(site).username
    taken = []
    for window in windows * RUNS:
        window.sign_in(username)
        page = open_lesson(window, site)
        page.evaluate(WATCH)
        leave(page)
        expect_neutral(page)
        page.wait_for_function("performance.getEntriesByName('first-paint').length")
        taken.append(page.evaluate(TOOK))
        page.go_back()
        expect(page.locator("article.prose")).to_have_count(0)
        assert username not in page.content()
    figures = {"tried": len(taken), "median_ms": round(statistics.median(taken)), "max_ms": round(max(taken))}
    record_property(f"leaving: {leave.__name__}", figures)
    assert min(taken) > 0
    assert statistics.median(taken) <= QUICK, taken


def test_quick_exit_covers_the_page_before_the_neutral_one_has_come(site: Site, visit: Visit) -> None:
    window = visit(site)
    window.sign_in(reader(site).username)
    page = open_lesson(window, site)
    window.context.route("**/exit", lambda route: route.abort())
    covered = page.evaluate(
        "() => { document.querySelector('.js-exit').click();"
        " const box = document.querySelector('.leaving').getBoundingClientRect();"
        " return [box.width >= innerWidth, box.height >= innerHeight, document.title]; }"
    )
    assert covered == [True, True, "달력"]
    window.forgive_absence()


def test_quick_exit_is_a_plain_link_without_javascript(site: Site, visit: Visit) -> None:
    window = visit(site, java_script_enabled=False)
    window.sign_in(reader(site).username)
    page = window.open(site.lesson_address(MODULE))
    page.locator(".js-exit").first.click()
    expect_neutral(page)


def test_shift_typed_into_a_text_field_is_no_exit(site: Site, visit: Visit) -> None:
    window = visit(site)
    page = window.open("/help")
    page.evaluate("() => document.querySelector('main').append(document.createElement('textarea'))")
    page.locator("textarea").focus()
    press_shift(page)
    page.locator("textarea").press_sequentially("가")
    assert page.url.endswith("/help")


def test_after_signing_out_back_shows_nothing_of_the_page(
    site: Site, visit: Visit, record_property: Callable[[str, object], None]
) -> None:
    learner, hidden = reader(site), 0
    window = visit(site)
    paths = ("/learn", site.lesson_address(MODULE), site.quiz_address(MODULE))
    for number in range(TRIES):
        window.sign_in(learner.username)
        page = window.open(paths[number % len(paths)])
        private = page.locator("h1").first.inner_text()
        assert private
        page.locator("form[action$='/logout'] button").click()
        page.wait_for_url(re.compile("/login"))
        page.go_back()
        expect(page.locator("input[name=password]")).to_be_visible()
        shown = page.content()
        assert learner.username not in shown
        assert private not in page.locator("body").inner_text()
        hidden += 1
    record_property("leaving: pages hidden after signing out", hidden)
