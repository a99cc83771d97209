"""Pages of every item type, and of the result, in both languages: what assistive technology finds there."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from courses.foundation.vocabulary import FeedbackTime
from tests.browser.keyboard import MODULE, Hands, Kinds
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
FOUND = """(options) => axe.run(document, options).then(({ violations }) => violations
  .filter((one) => ["serious", "critical"].includes(one.impact))
  .flatMap((one) => one.nodes.map((node) => `${one.id} at ${node.target[0]}`)))"""
COLOURS = {"runOnly": ["color-contrast"]}
NARROW = {"width": 320, "height": 640}


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_axe_finds_nothing_serious_on_an_item_of_any_type_or_on_the_result_and_nothing_scrolls_sideways(
    kinds: Mapping[str, Kinds], visit: Callable[..., Visitor], lang: str
) -> None:
    site = kinds[FeedbackTime.IMMEDIATE]
    learner = site.learner(lang, read=True)
    site.finish([learner], MODULE)
    site.sit([learner], MODULE)
    window = visit(site, bypass_csp=True, viewport=NARROW)
    Hands(window).go_in(learner)
    quiz = site.quiz_address(MODULE)
    found = []
    for path in (*(f"{quiz}/2?item={number}" for number in range(1, 9)), f"{quiz}/1"):
        page = window.open(path)
        expect(page.locator("html")).to_have_attribute("lang", lang)
        found += [f"{path}: {one}" for one in violations(page)]
    assert found == []


def violations(page: Page) -> list[str]:
    """What axe finds serious, in both schemes, and whether the page is wider than the screen."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = [str(one) for one in page.evaluate(FOUND, {"resultTypes": ["violations"]})]
    page.emulate_media(color_scheme="dark")
    found += [f"{one} (dark)" for one in page.evaluate(FOUND, COLOURS)]
    page.emulate_media(color_scheme="light")
    if page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("scrolls sideways")
    return found
