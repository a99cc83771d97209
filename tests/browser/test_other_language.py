"""Another language chosen in the middle of an answer: the answer is there, saved or offered, and nothing is undone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from bench.people import Site
from tests.browser.test_answering import MODULE, at_two_windows, given, open_item, reader
from tests.browser.test_two_pages import pick
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]


def english(page: Page) -> None:
    """Choose the other language, without waiting for anything before."""
    page.locator("form:has(input[name=lang]) button").evaluate("one => one.click()")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_an_answer_chosen_in_the_moment_before_is_on_the_page_that_comes(site: Site, visit: Visit) -> None:
    learner, window = reader(site), visit(site)
    window.sign_in(learner.username)
    item, _ = open_item(window, learner)
    here, address = window.page, window.page.url

    def slow(route: Route) -> None:
        here.wait_for_timeout(300)
        route.continue_()

    window.context.route("**/quiz/1", slow)
    pick(here, "b")
    english(here)
    assert (here.url, given(site, learner)) == (address, {item.id: "b"})
    expect(here.locator("input[value=b]")).to_be_checked()
    assert window.complaints == []


def test_what_another_page_overtook_goes_along_and_is_offered(site: Site, visit: Visit) -> None:
    learner, item, window, elsewhere = at_two_windows(site, visit)
    pick(elsewhere.page, "c")
    elsewhere.saved()
    here = window.page
    pick(here, "a")
    expect(here.locator("#save-state")).to_contain_text("다른 화면에서 저장한 답이 남아 있습니다")
    english(here)
    assert given(site, learner) == {item.id: "c"}
    here.locator("main form button[type=submit]").first.click()
    expect(here.locator("input[value=a]")).to_be_checked()
    expect(here.locator("#problem")).to_contain_text(re.compile("another page|other page"))
    assert given(site, learner) == {item.id: "c"}
    window.forgive_absence()


def test_what_came_after_the_end_is_told_not_to_be_saved_and_goes_along(site: Site, visit: Visit) -> None:
    _, item, window, elsewhere = at_two_windows(site, visit)
    elsewhere.open(f"{site.quiz_address(MODULE, 1)}?review=1")
    elsewhere.page.locator("form[action$='/submit'] button[type=submit]").last.click()
    expect(elsewhere.page.locator("form#answer")).to_have_count(0)
    here = window.page
    pick(here, "a")
    expect(here.locator("#save-state")).to_contain_text("여기에 쓰신 답은 그 뒤에 와서 저장하지 않았습니다")
    english(here)
    here.locator("main form button[type=submit]").first.click()
    shown = here.locator("section[aria-labelledby=sent-title]")
    expect(shown).to_contain_text(item.choices[0].text["en"].striptags())
    expect(shown).to_contain_text("It was not saved. Copy it if you need it.")
    window.forgive_absence()
