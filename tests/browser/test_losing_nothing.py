"""Seven ways to lose what was answered, each tried again and again with every kind of answer: none of them does."""

from collections.abc import Callable, Mapping
from itertools import cycle, islice

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from bench.people import Learner
from courses.catalog.items import Item
from courses.foundation.vocabulary import FeedbackTime, ItemType
from courses.rules.drawing import DrawnItem
from tests.browser.keyboard import MODULE, Kinds
from tests.browser.visiting import Visitor
from tests.security.lengths import LONG

pytestmark = [pytest.mark.browser, pytest.mark.timeout(3600 if LONG else 300)]
Visit = Callable[..., Visitor]
Lose = Callable[[Visitor, Learner, Callable[[], None]], None]
Record = Callable[[str, object], None]
KINDS = (ItemType.SHORT_TEXT, ItemType.ORDERING, ItemType.MATCHING, ItemType.SINGLE)
TRIES = 20 if LONG else 3
OFFLINE = 60_000 if LONG else 2_500
"""Milliseconds without a network."""
PATIENCE = 45.0
"""Seconds after which what was not saved is lost."""
BETWEEN_KEYS = 200
"""Milliseconds between two letters: too short a pause to be taken for the end."""


@pytest.fixture
def site(kinds: Mapping[str, Kinds]) -> Kinds:
    """A site that asks one item of every type."""
    return kinds[FeedbackTime.ON_SUBMIT]


def begun(site: Kinds, window: Visitor) -> Learner:
    """Somebody with an open attempt who has signed in at the window."""
    learner = site.learner(read=True)
    site.sit([learner], MODULE)
    window.sign_in(learner.username)
    return learner


def open_item(site: Kinds, window: Visitor, learner: Learner, kind: ItemType) -> tuple[Item, DrawnItem]:
    """Open the page of the first item of that type."""
    own = site.sitting(learner.id, MODULE)
    for position, drawn in enumerate(own.drawn, 1):
        if (item := own.quiz.item(drawn.item_id)) is not None and item.type is kind:
            window.open(f"{site.quiz_address(MODULE, 1)}?item={position}")
            return item, drawn
    raise LookupError(kind)


def answer_of(item: Item, number: int) -> str:
    """An answer to the item, another one for each number that follows."""
    letters = "".join(one.letter for one in item.targets or item.choices)
    turned = letters[number % len(letters) :] + letters[: number % len(letters)] if letters else ""
    if item.type is ItemType.MATCHING:
        return turned[: len(item.choices)]
    return {ItemType.ORDERING: turned, ItemType.SINGLE: turned[:1]}.get(item.type, f"어른에게 {number}번")


def kept(site: Kinds, learner: Learner, item: Item) -> str:
    """The answer that the server keeps, '' for none."""
    given = site.sitting(learner.id, MODULE).given.get(item.id)
    return given.answer if given else ""


def is_kept(site: Kinds, window: Visitor, learner: Learner, item: Item, answer: str) -> bool:
    """Whether the server has the answer, at last."""
    for _ in range(int(PATIENCE * 10)):
        if kept(site, learner, item) == answer:
            return True
        window.page.wait_for_timeout(100)
    return False


def sign_in_elsewhere(window: Visitor, learner: Learner) -> None:
    tab = window.context.new_page()
    tab.context.clear_cookies()
    tab.goto(f"{window.site.product.origin}/login")
    window.fill_credentials(tab, learner.username)
    tab.wait_for_url("**/learn")
    tab.close()


def session_ends(window: Visitor, learner: Learner, answer: Callable[[], None]) -> None:
    window.site.end_sessions(learner)
    answer()
    told = window.page.locator("form#answer").get_attribute("data-sign-in") or ""
    expect(window.page.locator("#save-state")).to_have_text(told)
    window.page.locator("#save-ways button").click()
    window.page.wait_for_selector("input[name=password]")
    window.fill_credentials(window.page, learner.username)
    window.page.wait_for_selector("form#answer")


def session_ends_and_another_tab_signs_in(window: Visitor, learner: Learner, answer: Callable[[], None]) -> None:
    window.site.end_sessions(learner)
    answer()
    expect(window.page.locator("#save-ways button")).to_be_visible()
    sign_in_elsewhere(window, learner)


def token_ages(window: Visitor, learner: Learner, answer: Callable[[], None]) -> None:
    sign_in_elsewhere(window, learner)
    answer()


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


LOSSES: Mapping[str, Lose] = {
    "session ended, signed in again in place": session_ends,
    "session ended, signed in again in another tab": session_ends_and_another_tab_signs_in,
    "token aged": token_ages,
    "answered 503": answered_503,
    "connection reset": connection_reset,
    "server restarted": server_restarts,
    "offline": network_goes,
}


@pytest.mark.parametrize("name", LOSSES)
def test_an_answer_is_kept_although(site: Kinds, visit: Visit, name: str, record_property: Record) -> None:
    window = visit(site)
    learner = begun(site, window)
    found = []
    for number, kind in enumerate(islice(cycle(KINDS), TRIES)):
        item, drawn = open_item(site, window, learner, kind)
        answer = answer_of(item, number // len(KINDS))
        LOSSES[name](window, learner, lambda of=(item, drawn, answer): window.choose(*of))
        found.append(is_kept(site, window, learner, item, answer))
    window.forgive_absence()
    record_property(f"R23 {name}", f"tried {len(found)}, kept {sum(found)}")
    assert found == [True] * TRIES


def test_a_tab_that_is_closed_takes_nothing_with_it(site: Kinds, visit: Visit, record_property: Record) -> None:
    window = visit(site)
    learner = begun(site, window)
    found = []
    for number, kind in enumerate(islice(cycle(KINDS), TRIES)):
        item, drawn = open_item(site, window, learner, kind)
        answer = answer_of(item, number // len(KINDS))
        if kind is ItemType.SHORT_TEXT:
            window.page.locator("#typed").press("Control+a")
            window.page.locator("#typed").press_sequentially(answer, delay=BETWEEN_KEYS)
        else:
            window.choose(item, drawn, answer)
        closed, window.page = window.page, window.context.new_page()
        closed.close(run_before_unload=False)
        found.append(is_kept(site, window, learner, item, answer))
    record_property("R23 tab closed", f"tried {len(found)}, kept {sum(found)}")
    assert found == [True] * TRIES


def test_whoever_types_without_a_pause_is_never_more_than_some_seconds_ahead_of_the_server(
    site: Kinds, visit: Visit
) -> None:
    window = visit(site)
    learner = begun(site, window)
    item, _ = open_item(site, window, learner, ItemType.SHORT_TEXT)
    text = "가나다라마바사아자차" * 3
    window.page.locator("#typed").press_sequentially(text, delay=BETWEEN_KEYS)
    stored = kept(site, learner, item)
    assert (text.startswith(stored), len(text) - len(stored) < 5000 / BETWEEN_KEYS) == (True, True)
