"""An answer that waited for long is no newer than when it was given: what another page saved meanwhile stays."""

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Route, expect

from bench.people import Site
from courses.foundation.vocabulary import FeedbackTime, ItemType
from tests.browser.keyboard import Kinds
from tests.browser.test_answering import given, open_item, reader
from tests.browser.test_losing_nothing import answer_of, begun, kept, sign_in_elsewhere
from tests.browser.test_losing_nothing import open_item as asked
from tests.browser.test_two_pages import pick
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]


def no_answer(route: Route) -> None:
    route.abort("connectionreset")


@pytest.mark.parametrize("offline", [True, False], ids=["offline", "no answer"])
def test_an_old_answer_that_could_not_be_sent_for_long_stays_older(site: Site, visit: Visit, offline: bool) -> None:
    learner, window, elsewhere = reader(site), visit(site), visit(site)
    for one in (window, elsewhere):
        one.sign_in(learner.username)
        item, _ = open_item(one, learner)
    here, tried = window.page, []
    here.on("requestfailed", lambda request: tried.append(request.post_data))
    if offline:
        window.context.set_offline(True)
    else:
        window.context.route("**/quiz/*", no_answer)
    pick(here, "a")
    for _ in range(100):
        if len(tried) > 2:
            break
        here.wait_for_timeout(100)
    for letter in "cb":
        pick(elsewhere.page, letter)
        elsewhere.saved()
    if offline:
        window.context.set_offline(False)
    else:
        window.context.unroute("**/quiz/*", no_answer)
    expect(here.locator("#save-state")).to_contain_text("다른 화면에서 저장한 답이 남아 있습니다")
    assert (len(tried) > 2, given(site, learner)) == (True, {item.id: "b"})
    window.forgive_absence()
    elsewhere.forgive_absence()


def test_changes_made_without_a_network_are_no_newer_than_one_made_elsewhere(site: Site, visit: Visit) -> None:
    learner, window, elsewhere = reader(site), visit(site), visit(site)
    for one in (window, elsewhere):
        one.sign_in(learner.username)
        item, _ = open_item(one, learner)
    window.context.set_offline(True)
    for letter in "adc":
        with window.page.expect_event("requestfailed"):
            pick(window.page, letter)
    pick(elsewhere.page, "b")
    elsewhere.saved()
    window.context.set_offline(False)
    expect(window.page.locator("#save-state")).to_contain_text("다른 화면에서 저장한 답이 남아 있습니다")
    assert given(site, learner) == {item.id: "b"}
    pick(window.page, "c")
    window.saved()
    assert given(site, learner) == {item.id: "c"}
    window.forgive_absence()


def test_an_answer_carried_through_the_log_in_is_no_newer_than_when_it_was_given(site: Site, visit: Visit) -> None:
    learner, window, elsewhere = reader(site), visit(site), visit(site)
    window.sign_in(learner.username)
    item, _ = open_item(window, learner)
    site.end_sessions(learner)
    here = window.page
    pick(here, "a")
    expect(here.locator("#save-ways button")).to_be_visible()
    elsewhere.sign_in(learner.username)
    open_item(elsewhere, learner)
    pick(elsewhere.page, "b")
    elsewhere.saved()
    here.locator("#save-ways button").click()
    here.wait_for_selector("input[name=password]")
    window.fill_credentials(here, learner.username)
    expect(here.locator("h1")).to_have_text("보내지 못한 내용이 그대로 있습니다")
    assert given(site, learner) == {item.id: "b"}
    window.forgive_absence()
    elsewhere.forgive_absence()


def test_a_page_that_asked_once_more_still_finds_its_way_back_after_another_log_in(
    kinds: Mapping[str, Kinds], visit: Visit
) -> None:
    asking = kinds[FeedbackTime.ON_SUBMIT]
    window = visit(asking)
    learner = begun(asking, window)
    item, drawn = asked(asking, window, learner, ItemType.SHORT_TEXT)
    first, second = window.page, window.context.new_page()
    second.goto(first.url)
    window.choose(item, drawn, answer_of(item, 0))
    window.step()
    window.page = second
    window.choose(item, drawn, answer_of(item, 1))
    expect(second.locator("#save-ways")).to_be_visible()
    window.forward()
    expect(second.locator("#problem")).to_contain_text("남아 있습니다")
    assert "item=" not in second.url
    asking.end_sessions(learner)
    sign_in_elsewhere(window, learner)
    window.choose(item, drawn, answer_of(item, 2))
    window.saved()
    assert kept(asking, learner, item) == answer_of(item, 2)
    window.forgive_absence()
