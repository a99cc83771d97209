"""Six ways to lose what was answered, tried again and again: none of them does."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from bench.people import Learner, Site
from tests.browser.test_answering import given, open_item, reader
from tests.browser.visiting import Visitor
from tests.security.lengths import LONG

pytestmark = [pytest.mark.browser, pytest.mark.timeout(3600 if LONG else 300)]
Visit = Callable[..., Visitor]
TRIES = 20 if LONG else 2
OFFLINE = 60_000 if LONG else 2_500
"""Milliseconds without a network."""
CLOSED_AFTER = 1_500
"""Milliseconds between the last letter and the closing of the tab."""


def sign_in_elsewhere(window: Visitor, learner: Learner) -> None:
    tab = window.context.new_page()
    tab.goto(f"{window.site.product.origin}/login")
    window.fill_credentials(tab, learner.username)
    tab.wait_for_url("**/learn")
    tab.close()


def session_ends(window: Visitor, learner: Learner, answer: Callable[[], None]) -> None:
    window.site.end_sessions(learner)
    answer()
    told = window.page.locator("form#answer").get_attribute("data-sign-in") or ""
    expect(window.page.locator("#save-state")).to_have_text(told)
    sign_in_elsewhere(window, learner)


def answered_503(window: Visitor, _learner: Learner, answer: Callable[[], None]) -> None:
    meanwhile(window.context, lambda route: route.fulfill(status=503, body="busy"), window, answer)


def connection_reset(window: Visitor, _learner: Learner, answer: Callable[[], None]) -> None:
    meanwhile(window.context, lambda route: route.abort("connectionreset"), window, answer)


def meanwhile(
    context: BrowserContext, way: Callable[[Route], None], window: Visitor, answer: Callable[[], None]
) -> None:
    """Answer while every save goes wrong in this way, at least twice."""
    times: list[int] = []

    def wrong(route: Route) -> None:
        if route.request.method == "POST":
            times.append(1)
            way(route)
        else:
            route.continue_()

    context.route("**/quiz/*", wrong)
    answer()
    for _ in range(100):
        if len(times) > 1:
            break
        window.page.wait_for_timeout(50)
    context.unroute("**/quiz/*", wrong)
    assert len(times) > 1


def server_restarts(window: Visitor, _learner: Learner, answer: Callable[[], None]) -> None:
    window.site.product.halt()
    try:
        answer()
        window.page.wait_for_timeout(500)
    finally:
        window.site.product.start()


def network_goes(window: Visitor, _learner: Learner, answer: Callable[[], None]) -> None:
    window.context.set_offline(True)
    answer()
    window.page.wait_for_timeout(OFFLINE)
    window.context.set_offline(False)


@pytest.mark.parametrize("lose", [session_ends, answered_503, connection_reset, server_restarts, network_goes])
def test_an_answer_is_kept_although(
    site: Site, visit: Visit, lose: Callable[[Visitor, Learner, Callable[[], None]], None]
) -> None:
    learner, window = reader(site), visit(site)
    window.sign_in(learner.username)
    item, drawn = open_item(window, learner)
    kept = []
    for number in range(TRIES):
        letter = "abcd"[number % 4]
        lose(window, learner, lambda letter=letter: window.choose(item, drawn, letter))
        window.page.locator("#save-state").filter(has_text=saved_text(window)).wait_for(timeout=45_000)
        kept.append(given(site, learner)[item.id] == letter)
    window.forgive_absence()
    assert kept == [True] * TRIES


def saved_text(window: Visitor) -> str:
    return window.page.locator("form#answer").get_attribute("data-saved") or ""


def test_a_tab_that_is_closed_takes_nothing_with_it(site: Site, visit: Visit) -> None:
    learner, window = reader(site), visit(site)
    window.sign_in(learner.username)
    kept = []
    for number in range(TRIES):
        item, drawn = open_item(window, learner)
        letter = "abcd"[number % 4]
        window.choose(item, drawn, letter)
        window.page.wait_for_timeout(CLOSED_AFTER)
        window.page.close(run_before_unload=False)
        kept.append(given(site, learner)[item.id] == letter)
        window.page = window.context.new_page()
    assert kept == [True] * TRIES
