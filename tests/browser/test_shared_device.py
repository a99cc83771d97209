"""One device, two people: what one of them chose is never the answer of the other, and nobody's answer is given up."""

import json
import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from bench.people import Learner, Site
from courses.foundation.vocabulary import ItemType
from tests.browser.test_answering import MODULE, given, open_item, reader
from tests.browser.test_two_pages import pick
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]


def two_at_one_place(site: Site) -> tuple[Learner, Learner, int]:
    """Two learners with an open attempt whose item of that number is a single choice for both."""
    tag = secrets.token_hex(4)
    learners = site.enrol(site.found_class(), [f"device-{tag}-{number}" for number in range(6)], read=MODULE)
    places: dict[int, Learner] = {}
    for one, own in zip(learners, site.sit(learners, MODULE), strict=True):
        for number, drawn in enumerate(own.drawn, 1):
            item = own.quiz.item(drawn.item_id)
            if item is not None and item.type is ItemType.SINGLE:
                if number in places and places[number] is not one:
                    return places[number], one, number
                places[number] = one
    raise LookupError("no two of six meet at a single choice")


def change_places(window: Visitor, other: Learner) -> None:
    """Whoever is signed in leaves by the button, and the other one signs in."""
    page = window.open("/learn")
    page.locator("form[action$='/logout']").first.locator("button").evaluate("one => one.click()")
    page.wait_for_url(lambda address: "/learn" not in address)
    window.sign_in(other.username)


def back_to(page: Page, address: str) -> None:
    """Press Back until that page is there."""
    for _ in range(10):
        page.go_back()
        if page.url == address:
            return
    raise AssertionError(address)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("answered", [True, False], ids=["over an answer", "over a blank"])
def test_what_one_learner_chose_is_not_filled_in_for_the_next_after_back(
    site: Site, visit: Visit, script: bool, answered: bool
) -> None:
    first, second, number = two_at_one_place(site)
    address = f"{site.quiz_address(MODULE, 1)}?item={number}"
    if answered:
        elsewhere = visit(site)
        elsewhere.sign_in(second.username)
        pick(elsewhere.open(address), "c")
        elsewhere.saved()
    before = given(site, second)
    window = visit(site, java_script_enabled=script)
    window.sign_in(first.username)
    page = window.open(address)
    there = page.url
    page.locator("form#answer input[name=answer][value=b]").check()
    if script:
        window.saved()
    change_places(window, second)
    back_to(page, there)
    assert page.locator("form#answer").get_attribute("data-who") == second.username
    page.wait_for_timeout(1500)  # what is filled in again would be sent at once
    assert given(site, second) == before
    chosen = page.locator("form#answer input:checked")
    assert [one.get_attribute("value") for one in chosen.all()] == ["c"] * answered


def test_an_answer_waits_while_somebody_else_is_signed_in(site: Site, visit: Visit) -> None:
    """Sent, it would be refused and lost; once its own learner is there again it is saved from the page that waited."""
    first, second, _ = two_at_one_place(site)
    window = visit(site)
    window.sign_in(first.username)
    item, _ = open_item(window, first)
    waits, address = window.page, window.page.url
    window.page = window.context.new_page()
    change_places(window, second)
    pick(waits, "b")
    state = waits.locator("#save-state")
    another = waits.locator("form#answer").get_attribute("data-another") or ""
    expect(state).to_have_text(another)
    waits.locator("#save-ways button").click()
    expect(state).to_have_text(another)
    assert (waits.url, given(site, first), given(site, second)) == (address, {}, {})
    change_places(window, first)
    expect(state).to_have_text(waits.locator("form#answer").get_attribute("data-saved") or "")
    assert given(site, first) == {item.id: "b"}
    window.forgive_absence()


def test_an_answer_waits_while_its_course_is_away(site: Site, visit: Visit) -> None:
    learner, window = reader(site), visit(site)
    window.sign_in(learner.username)
    item, drawn = open_item(window, learner)

    def away(route: Route) -> None:
        body = json.dumps({"code": "not_here", "message": "here is nothing"})
        route.fulfill(status=404, content_type="application/json", body=body)

    window.context.route("**/quiz/*", away)
    window.choose(item, drawn, "b")
    gone = window.page.locator("form#answer").get_attribute("data-gone") or ""
    expect(window.page.locator("#save-state")).to_have_text(gone)
    window.context.unroute("**/quiz/*", away)
    window.saved()
    assert given(site, learner) == {item.id: "b"}
    window.forgive_absence()
