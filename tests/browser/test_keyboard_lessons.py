"""What a lesson asks and unfolds, by keyboard alone: checks, scenarios, reflections, folds and the way out."""

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import expect

from courses.foundation.vocabulary import FeedbackTime
from tests.browser.keyboard import MODULE, Hands, Kinds
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
Sites = Mapping[str, Kinds]
SCRIPTS = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
THOUGHT = "나라면 이렇게 말하겠다 never to be sent"
KEPT = """async () => {
  const names = await indexedDB.databases();
  const caches = await globalThis.caches?.keys() ?? [];
  return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, names, caches, history.state, document.cookie]);
}"""
"""Everything that a page can keep in a browser."""


@pytest.fixture
def lesson(kinds: Sites, visit: Visit, script: bool) -> Hands:
    """The lesson, open before somebody who has just been told to take the course."""
    site = kinds[FeedbackTime.IMMEDIATE]
    window = visit(site, java_script_enabled=script)
    hands = Hands(window)
    hands.go_in(site.learner())
    window.open(site.lesson_address(MODULE))
    return hands


@SCRIPTS
def test_a_check_tells_of_each_choice_and_folds_it_away_again(lesson: Hands) -> None:
    check = lesson.page.locator("section.check")
    for number, told in enumerate(check.locator(".check-choices .fb").all(), 1):
        expect(told).to_be_hidden()
        lesson.to(f".check-choices li:nth-child({number}) summary")
        lesson.press("Enter")
        expect(told).to_be_visible()
    lesson.press("Space")
    expect(check.locator(".check-choices .fb").last).to_be_hidden()
    lesson.to(".check-all summary")
    lesson.press("Space")
    expect(check.locator(".check-all p")).to_be_visible()


@pytest.mark.parametrize("script", [True], ids=["script"])
def test_a_scenario_is_walked_walked_back_and_walked_another_way(lesson: Hands) -> None:
    page = lesson.page
    lesson.to("#step-seen li:nth-child(2) summary")
    lesson.press("Enter")
    lesson.to("#step-seen li:nth-child(2) a.go")
    lesson.press("Enter")
    assert lesson.on("#step-watched h4")
    expect(page.locator("#step-seen")).to_be_hidden()
    lesson.to("#step-watched .walk-nav button")
    lesson.press("Enter")
    assert lesson.on("#step-seen h4")
    lesson.to("#step-seen li:nth-child(1) summary")
    lesson.press("Space")
    expect(page.locator("#step-seen li:nth-child(1) .fb")).to_be_visible()
    lesson.to("#step-seen li:nth-child(2) summary")
    lesson.press("Space")
    expect(page.locator("#step-seen li:nth-child(2) .fb")).to_be_visible()
    lesson.to("#step-seen li:nth-child(1) summary", "Shift+Tab")
    lesson.press("Enter", "Tab", "Enter")
    assert lesson.on("#step-spoken.end h4")
    lesson.to("#step-spoken a.go")
    lesson.press("Enter")
    assert lesson.on("#step-seen h4")


@pytest.mark.parametrize("script", [False], ids=["plain"])
def test_without_a_script_a_choice_leads_to_its_step_and_the_focus_goes_on_from_there(lesson: Hands) -> None:
    page = lesson.page
    lesson.to("#step-seen li:nth-child(2) summary")
    lesson.press("Enter")
    expect(page.locator("#step-seen li:nth-child(2) .fb")).to_be_visible()
    lesson.press("Tab", "Enter")
    expect(page.locator("#step-watched:target")).to_be_in_viewport()
    lesson.press("Tab")
    assert lesson.on("#step-watched summary")
    lesson.to("#step-seen li:nth-child(1) summary", "Shift+Tab")
    lesson.press("Enter", "Tab", "Enter")
    expect(page.locator("#step-spoken:target")).to_be_in_viewport()
    lesson.press("Tab", "Enter")
    expect(page.locator("#step-seen:target")).to_be_in_viewport()


@SCRIPTS
def test_what_is_typed_into_a_reflection_is_neither_sent_nor_kept(lesson: Hands) -> None:
    window, page = lesson.window, lesson.page
    lesson.to("textarea.reflect")
    page.keyboard.type(THOUGHT)
    lesson.press("Shift+Tab", "Tab")
    assert lesson.value() == THOUGHT
    kept = [page.evaluate(KEPT), page.url, str(window.context.storage_state(indexed_db=True))]
    lesson.enter(".bbar :is(a, button).btn-1")
    kept += [page.evaluate(KEPT), page.url]
    assert THOUGHT not in window.sent()
    assert [one for one in kept if THOUGHT in one] == []
    page.go_back()
    expect(page.locator("textarea.reflect")).to_have_value("")


@SCRIPTS
def test_a_sensitive_passage_is_unfolded_and_folded_again(lesson: Hands) -> None:
    passage = lesson.page.locator("details.sensitive > p").last
    expect(passage).to_be_hidden()
    lesson.to("details.sensitive summary")
    lesson.press("Enter")
    expect(passage).to_be_visible()
    lesson.press("Space")
    expect(passage).to_be_hidden()


@SCRIPTS
def test_the_way_out_is_a_few_keys_away_and_back_does_not_lead_into_the_lesson(lesson: Hands) -> None:
    page = lesson.page
    lesson.press("Tab", "Tab", "Tab", "Tab")
    assert lesson.on(".js-exit")
    lesson.leave("Enter")
    page.wait_for_url("**/exit")
    expect(page.locator("table")).to_be_visible()
    page.go_back()
    expect(page.locator("article.prose")).to_have_count(0)
