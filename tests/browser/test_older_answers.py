"""An answer that waited for long is no newer than when it was given: what another page saved meanwhile stays."""

import re
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Error, Route, expect

from bench.people import Site
from courses.foundation.vocabulary import FeedbackTime, ItemType
from tests.browser.keyboard import Kinds
from tests.browser.test_answering import at_two_windows, given, open_item, reader
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
    learner, item, window, elsewhere = at_two_windows(site, visit)
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


def lost_answer(route: Route) -> None:
    """The server takes it, and its reply never arrives."""
    route.fetch()
    route.abort("connectionreset")


def busy(route: Route) -> None:
    route.fulfill(status=503, body="busy")


WAYS = {"never arrived": no_answer, "reply lost": lost_answer, "503": busy}


def try_in_vain(window: Visitor, letters: str, way: Callable[[Route], None]) -> None:
    """Choose one after the other while every save goes wrong in this way; the browser believes that it is online."""
    window.context.route("**/quiz/*", way)
    for letter in letters:
        ended = "response" if way is busy else "requestfailed"
        with window.page.expect_event(ended, lambda of: getattr(of, "request", of).method == "POST"):
            pick(window.page, letter)
    window.context.unroute("**/quiz/*", way)


def decide(window: Visitor, letter: str) -> None:
    """Choose, and once more where the page asks, until it is saved."""
    pick(window.page, letter)
    state = window.page.locator("#save-state")
    expect(state).to_have_text(re.compile("저장했습니다|남아 있습니다"))
    if "남아" in state.inner_text():
        pick(window.page, letter)
    window.saved()


def network_is_back(window: Visitor) -> None:
    window.page.evaluate("dispatchEvent(new Event('online'))")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("letter", ["b", "d", "c"])
def test_changes_that_nobody_answered_for_are_no_newer_than_one_made_elsewhere(
    site: Site, visit: Visit, way: str, letter: str
) -> None:
    learner, item, window, elsewhere = at_two_windows(site, visit)
    try_in_vain(window, "adc", WAYS[way])
    decide(elsewhere, letter)
    network_is_back(window)
    if letter == "c":
        window.saved()
    else:
        expect(window.page.locator("#save-state")).to_contain_text("다른 화면에서 저장한 답이 남아 있습니다")
    assert given(site, learner) == {item.id: letter}
    pick(window.page, "a")
    window.saved()
    assert given(site, learner) == {item.id: "a"}
    window.forgive_absence()
    elsewhere.forgive_absence()


@pytest.mark.parametrize("way", WAYS)
def test_a_page_that_is_alone_is_never_asked_however_often_nobody_answered(site: Site, visit: Visit, way: str) -> None:
    learner, window = reader(site), visit(site)
    window.sign_in(learner.username)
    item, _ = open_item(window, learner)
    for letters in ("adc", "bd"):
        try_in_vain(window, letters, WAYS[way])
        network_is_back(window)
        window.saved()
        assert given(site, learner) == {item.id: letters[-1]}
    try_in_vain(window, "ca", WAYS[way])
    window.step()
    assert given(site, learner) == {item.id: "a"}
    window.forgive_absence()


def test_an_answer_that_two_pages_gave_does_not_fall_to_what_the_first_had_changed_before(
    site: Site, visit: Visit
) -> None:
    learner, item, window, elsewhere = at_two_windows(site, visit)
    try_in_vain(window, "a", lost_answer)
    try_in_vain(window, "c", no_answer)
    pick(elsewhere.page, "a")
    elsewhere.saved()
    network_is_back(window)
    expect(window.page.locator("#save-state")).to_contain_text("다른 화면에서 저장한 답이 남아 있습니다")
    assert given(site, learner) == {item.id: "a"}
    window.forgive_absence()


def test_what_was_changed_while_the_question_was_on_its_way_is_no_answer_to_it(site: Site, visit: Visit) -> None:
    learner, item, window, elsewhere = at_two_windows(site, visit)
    decide(elsewhere, "b")

    def slow(route: Route) -> None:
        reply = route.fetch()
        pick(window.page, "c")
        route.fulfill(response=reply)

    window.context.route("**/quiz/*", slow, times=1)
    pick(window.page, "a")
    expect(window.page.locator("#save-state")).to_contain_text("다른 화면에서 저장한 답이 남아 있습니다")
    window.page.wait_for_timeout(500)
    assert given(site, learner) == {item.id: "b"}
    window.page.get_by_role("button", name="이 답으로 바꾸기").click()
    window.saved()
    assert given(site, learner) == {item.id: "c"}
    window.forgive_absence()


def test_what_a_browser_fills_in_again_after_back_is_no_newer_than_when_it_was_chosen(site: Site, visit: Visit) -> None:
    learner, item, window, elsewhere = at_two_windows(site, visit)
    here = window.page
    try_in_vain(window, "a", no_answer)
    window.context.route("**/quiz/*", no_answer)
    here.locator(".bbar .btn").last.click(no_wait_after=True)
    with pytest.raises(Error, match="ERR_CONNECTION_RESET"):
        here.wait_for_url("chrome-error://**")
    window.context.unroute("**/quiz/*", no_answer)
    decide(elsewhere, "b")
    here.go_back()
    expect(here.locator("input[name=answer]:checked")).to_have_value("a")
    expect(here.locator("#save-state")).to_contain_text("다른 화면에서 저장한 답이 남아 있습니다")
    assert given(site, learner) == {item.id: "b"}
    window.forgive_absence()


def test_changes_made_without_a_network_are_no_newer_than_one_made_elsewhere(site: Site, visit: Visit) -> None:
    learner, item, window, elsewhere = at_two_windows(site, visit)
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
