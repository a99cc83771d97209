"""Answers are kept: without a button, while the server is away, when the session has ended, and handed in once."""

import re
import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import Error, expect
from sqlalchemy import func, select

from bench.people import Learner, Site
from bench.product import PASSWORD
from courses.catalog.items import Item
from courses.foundation.database import db
from courses.foundation.vocabulary import ItemType
from courses.models.evidence import AuditEvent
from courses.models.learning import Completion
from courses.rules.drawing import DrawnItem
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
MODULE = 1


def reader(site: Site) -> Learner:
    """A learner with an open attempt at the quiz of the first module."""
    found = site.enrol(site.found_class(), [f"reader-{secrets.token_hex(4)}"], read=MODULE)
    site.sit(found, MODULE)
    return found[0]


def given(site: Site, learner: Learner) -> dict[str, str]:
    """What the server keeps of the open attempt."""
    return {one.item: one.answer for one in site.sitting(learner.id, MODULE).given.values()}


def open_item(visitor: Visitor, learner: Learner, kind: ItemType = ItemType.SINGLE) -> tuple[Item, DrawnItem]:
    """The first item of that type, open in the window."""
    found = visitor.site.sitting(learner.id, MODULE)
    for position, drawn in enumerate(found.drawn, 1):
        item = found.quiz.item(drawn.item_id)
        if item is not None and item.type is kind:
            visitor.open(f"{visitor.site.quiz_address(MODULE, 1)}?item={position}")
            return item, drawn
    raise LookupError(kind)


def at_two_windows(site: Site, visit: Visit) -> tuple[Learner, Item, Visitor, Visitor]:
    """A learner who has the same single choice open in two windows that know nothing of each other."""
    learner, here, there = reader(site), visit(site), visit(site)
    for window in (here, there):
        window.sign_in(learner.username)
        item, _ = open_item(window, learner)
    return learner, item, here, there


def test_an_answer_is_kept_without_pressing_anything(site: Site, visit: Visit) -> None:
    learner, window = reader(site), visit(site)
    window.sign_in(learner.username)
    item, drawn = open_item(window, learner)
    window.choose(item, drawn, "b")
    window.saved()
    window.page.reload()
    expect(window.page.locator("input[name=answer]:checked")).to_have_value("b")
    assert given(site, learner) == {item.id: "b"}


def test_the_page_never_calls_an_answer_saved_that_was_just_changed(site: Site, visit: Visit) -> None:
    learner, window = reader(site), visit(site)
    window.sign_in(learner.username)
    item, drawn = open_item(window, learner)
    window.choose(item, drawn, "b")
    window.saved()
    window.page.evaluate(
        """document.querySelector("form#answer").addEventListener("input", () => {
          window.atOnce = document.getElementById("save-state").textContent;
        })"""
    )
    window.choose(item, drawn, "c")
    window.saved()
    saving = window.page.locator("form#answer").get_attribute("data-saving")
    assert window.page.evaluate("window.atOnce") == saving


def test_an_answer_chosen_while_the_server_is_away_is_announced_and_saved_when_it_is_back(
    site: Site, visit: Visit
) -> None:
    learner, window = reader(site), visit(site)
    window.sign_in(learner.username)
    item, drawn = open_item(window, learner)
    site.product.halt()
    try:
        window.choose(item, drawn, "c")
        offline = window.page.locator("form#answer").get_attribute("data-offline") or ""
        expect(window.page.locator("#save-state")).to_have_text(offline)
    finally:
        site.product.start()
    window.saved()
    assert given(site, learner) == {item.id: "c"}
    window.forgive_absence()


def test_pressing_on_while_the_server_is_away_loses_nothing(site: Site, visit: Visit) -> None:
    learner, window = reader(site), visit(site)
    window.sign_in(learner.username)
    item, drawn = open_item(window, learner)
    window.choose(item, drawn, "a")
    window.saved()
    site.product.halt()
    try:
        window.page.locator(".bbar .btn").last.click(no_wait_after=True)
        with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
            window.page.wait_for_url("chrome-error://**")
    finally:
        site.product.start()
    window.page.go_back()
    expect(window.page.locator("input[name=answer]:checked")).to_have_value("a")
    assert given(site, learner) == {item.id: "a"}
    window.forgive_absence()


def test_pressing_on_without_a_network_stays_on_the_page_and_saves_when_it_is_back(site: Site, visit: Visit) -> None:
    learner, window = reader(site), visit(site)
    window.sign_in(learner.username)
    item, drawn = open_item(window, learner)
    window.context.set_offline(True)
    window.choose(item, drawn, "d")
    before = window.page.url
    window.forward()
    offline = window.page.locator("form#answer").get_attribute("data-offline") or ""
    expect(window.page.locator("#save-state")).to_have_text(offline)
    assert window.page.url == before
    window.context.set_offline(False)
    window.saved()
    assert given(site, learner) == {item.id: "d"}
    window.forgive_absence()


def test_two_clicks_on_hand_in_make_one_result(site: Site, visit: Visit) -> None:
    learner, window = reader(site), visit(site)
    window.sign_in(learner.username)
    window.open(site.quiz_address(MODULE))
    window.sit(MODULE, learner.id, 1)
    window.page.locator(".bbar .btn").last.dblclick()
    expect(window.page.locator(".verdict .big")).to_contain_text("100")

    def rows() -> tuple[int | None, int | None]:
        handed_in = select(func.count()).where(
            AuditEvent.subject == learner.id, AuditEvent.action == "attempt.submitted"
        )
        completed = select(func.count()).where(Completion.learner == learner.id, Completion.module != "")
        return db.session.scalar(handed_in), db.session.scalar(completed)

    assert site.inside(rows) == (1, 1)


def test_after_the_session_ended_another_tab_signs_in_and_the_answer_is_saved(site: Site, visit: Visit) -> None:
    learner, window = reader(site), visit(site)
    window.sign_in(learner.username)
    item, drawn = open_item(window, learner)
    site.end_sessions(learner)
    window.choose(item, drawn, "d")
    sign_in = window.page.locator("form#answer").get_attribute("data-sign-in") or ""
    expect(window.page.locator("#save-state")).to_have_text(sign_in)
    assert given(site, learner) == {}
    tab = window.context.new_page()
    tab.goto(f"{site.product.origin}/login")
    window.fill_credentials(tab, learner.username)
    tab.wait_for_url("**/learn")
    window.saved()
    assert given(site, learner) == {item.id: "d"}
    window.forgive_absence()


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_after_the_session_ended_the_form_that_was_sent_comes_back_after_signing_in(
    site: Site, visit: Visit, script: bool
) -> None:
    learner, window = reader(site), visit(site, java_script_enabled=script)
    window.sign_in(learner.username)
    item, drawn = open_item(window, learner)
    site.end_sessions(learner)
    window.choose(item, drawn, "b")
    window.forward()
    page = window.page
    window.fill_credentials(page, learner.username, PASSWORD)
    page.wait_for_url(re.compile(r"/quiz/1\?item="))
    expect(page.locator("input[name=answer]:checked")).to_have_value("b")
    assert given(site, learner) == {item.id: "b"}
    window.forgive_absence()


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_the_language_may_be_changed_before_signing_in_again(site: Site, visit: Visit, script: bool) -> None:
    learner, window = reader(site), visit(site, java_script_enabled=script)
    window.sign_in(learner.username)
    item, drawn = open_item(window, learner)
    site.end_sessions(learner)
    window.choose(item, drawn, "c")
    window.forward()
    page = window.page
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Please sign in again")
    window.fill_credentials(page, learner.username, PASSWORD)
    page.wait_for_url(re.compile(r"/quiz/1\?item="))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert given(site, learner) == {item.id: "c"}
    window.forgive_absence()
