"""The clock of an attempt counts by the server's word, speaks seldom, and sends what was typed when the time ends."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from bench.people import Learner
from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptState, FeedbackTime, ItemType
from courses.models.assessment import Attempt
from tests.browser.keyboard import MODULE, Kinds
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
Sites = Mapping[str, Kinds]
TYPED = "문이 닫히기 전에"
WRONG_DATE = "const now = Date.now; Date.now = () => now() + 86_400_000;"
NOT_BY_ITSELF = "const after = setTimeout; window.setTimeout = (work, ms) => ms === 800 ? 0 : after(work, ms);"
"""Nothing is saved because somebody stopped typing."""
PATIENCE = 30_000
"""Milliseconds for what comes when the clock says so."""
LOOK_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"


def begin(site: Kinds) -> Learner:
    """Somebody with an open attempt."""
    learner = site.learner(read=True)
    site.sit([learner], MODULE)
    return learner


def write(site: Kinds, learner: Learner, **values: object) -> None:
    """Change the attempt in the tables."""

    def work() -> None:
        with transaction():
            db.session.execute(update(Attempt).where(Attempt.learner == learner.id).values(**values))

    site.inside(work)


def close_in(site: Kinds, learner: Learner, seconds: float) -> None:
    """Let the attempt close in so many seconds."""
    write(site, learner, closes_at=clock.now() + timedelta(seconds=seconds))


def open_item(window: Visitor, site: Kinds, learner: Learner, kind: ItemType) -> str:
    """Open the page of the item of that type that comes first; returns its id."""
    own = site.sitting(learner.id, MODULE)
    for position, drawn in enumerate(own.drawn, 1):
        if (item := own.quiz.item(drawn.item_id)) is not None and item.type is kind:
            window.open(f"{site.quiz_address(MODULE, 1)}?item={position}")
            return item.id
    raise LookupError(kind)


def kept(site: Kinds, learner: Learner, item: str) -> str:
    """The answer that the server keeps."""
    return site.sitting(learner.id, MODULE).given[item].answer


def test_the_last_minute_is_told_once_and_aloud_whatever_the_device_says_of_the_time(
    kinds: Sites, visit: Visit
) -> None:
    site = kinds[FeedbackTime.ON_SUBMIT]
    learner, window = begin(site), visit(site)
    window.context.add_init_script(WRONG_DATE)
    window.sign_in(learner.username)
    close_in(site, learner, 70)
    open_item(window, site, learner, ItemType.SINGLE)
    page = window.page
    expect(page.locator(".lbar .left")).to_have_text("2분 남았습니다.")
    expect(page.locator("#clock-said")).to_be_empty()
    expect(page.locator(".lbar .left")).to_have_text("60초 남았습니다.", timeout=PATIENCE)
    expect(page.locator("#clock-said")).to_have_text("60초 남았습니다.")
    expect(page.locator("#clock-left")).to_have_text("60초 남았습니다.")
    expect(page.locator("#time-over")).to_be_hidden()
    close_in(site, learner, -61)
    page.evaluate(LOOK_AGAIN)
    expect(page.locator("#time-over")).to_be_focused()
    expect(page.locator("#clock-said")).to_be_empty()


def test_a_saved_answer_sets_the_clock(kinds: Sites, visit: Visit) -> None:
    site = kinds[FeedbackTime.ON_SUBMIT]
    learner, window = begin(site), visit(site)
    window.sign_in(learner.username)
    close_in(site, learner, 600)
    open_item(window, site, learner, ItemType.SINGLE)
    expect(window.page.locator(".lbar .left")).to_have_text("10분 남았습니다.")
    close_in(site, learner, 135)
    window.page.locator("input[name=answer]").first.check()
    expect(window.page.locator(".lbar .left")).to_have_text("3분 남았습니다.")


def test_a_page_that_is_looked_at_again_asks_the_server_for_the_time(kinds: Sites, visit: Visit) -> None:
    site = kinds[FeedbackTime.ON_SUBMIT]
    learner, window = begin(site), visit(site)
    window.sign_in(learner.username)
    close_in(site, learner, 600)
    page = window.page
    open_item(window, site, learner, ItemType.SINGLE)
    close_in(site, learner, 135)
    page.evaluate(LOOK_AGAIN)
    expect(page.locator(".lbar .left")).to_have_text("3분 남았습니다.")
    close_in(site, learner, -61)
    page.evaluate(LOOK_AGAIN)
    expect(page.locator("#time-over")).to_be_focused()
    close_in(site, learner, 600)
    page.reload()
    expect(page.locator(".lbar .left")).to_have_text("10분 남았습니다.")
    write(site, learner, closes_at=None)
    page.evaluate(LOOK_AGAIN)
    expect(page.locator(".lbar .left")).to_have_count(0)


def test_at_the_end_what_was_typed_is_sent_and_the_page_leads_to_the_result(kinds: Sites, visit: Visit) -> None:
    site = kinds[FeedbackTime.ON_SUBMIT]
    learner, window = begin(site), visit(site)
    window.context.add_init_script(NOT_BY_ITSELF)
    window.sign_in(learner.username)
    close_in(site, learner, 10)
    item = open_item(window, site, learner, ItemType.SHORT_TEXT)
    page = window.page
    page.locator("#typed").fill(TYPED)
    expect(page.locator("#time-over")).to_be_focused(timeout=PATIENCE)
    window.saved()
    assert kept(site, learner, item) == TYPED
    expect(page.locator(".bbar")).to_be_hidden()
    page.locator("#time-over button").click()
    expect(page.get_by_text("시간이 다 되어, 저장된 답으로 채점했습니다.")).to_be_visible()


def test_the_result_waits_for_what_is_still_on_its_way(kinds: Sites, visit: Visit) -> None:
    site = kinds[FeedbackTime.ON_SUBMIT]
    learner, window = begin(site), visit(site)
    window.sign_in(learner.username)
    close_in(site, learner, 10)
    item = open_item(window, site, learner, ItemType.SHORT_TEXT)
    page = window.page
    window.context.set_offline(True)
    page.locator("#typed").fill(TYPED)
    page.locator("#time-over button").click(timeout=PATIENCE)
    expect(page.locator("#typed")).to_have_value(TYPED)
    window.context.set_offline(False)
    expect(page.get_by_text("시간이 다 되어, 저장된 답으로 채점했습니다.")).to_be_visible()
    assert kept(site, learner, item) == TYPED
    window.forgive_absence()


def test_a_page_of_an_attempt_that_was_set_aside_keeps_what_was_typed_and_says_where_to_go_on(
    kinds: Sites, visit: Visit
) -> None:
    site = kinds[FeedbackTime.ON_SUBMIT]
    learner, window = begin(site), visit(site)
    window.sign_in(learner.username)
    open_item(window, site, learner, ItemType.SHORT_TEXT)
    write(site, learner, state=AttemptState.VOID)
    page = window.page
    page.locator("#typed").fill(TYPED)
    expect(page.locator("#save-state")).to_contain_text("새로 푸실 수 있습니다.")
    expect(page.locator("#save-state a")).to_have_attribute("href", site.quiz_address(MODULE))
    expect(page.locator("#typed")).to_have_value(TYPED)
    window.forward()
    expect(page.locator("h1")).to_have_text("이 풀이는 세지 않습니다")
    expect(page.locator("dd").last).to_have_text(TYPED)
    window.forgive_absence()


def test_a_field_that_was_emptied_says_which_answer_is_kept(kinds: Sites, visit: Visit) -> None:
    site = kinds[FeedbackTime.ON_SUBMIT]
    learner, window = begin(site), visit(site)
    window.sign_in(learner.username)
    item = open_item(window, site, learner, ItemType.SHORT_TEXT)
    window.page.locator("#typed").fill("동의")
    window.saved()
    window.page.locator("#typed").fill("")
    expect(window.page.locator("#save-state")).to_have_text(re.compile("저장하지 않습니다. 지금 저장된 답: 동의$"))
    assert kept(site, learner, item) == "동의"
