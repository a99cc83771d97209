"""By keyboard alone, in both languages, with and without scripts: from signing in to a full score, and once more."""

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import expect

from bench.people import right_answer
from courses.foundation.vocabulary import FeedbackTime, ItemType
from courses.web.languages import translations
from tests.browser.keyboard import MODULE, ONWARD, TWO, Hands, Kinds
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
Sites = Mapping[str, Kinds]
TYPES = {kind for kind in ItemType if kind is not ItemType.SCALE}
WAYS = [
    ("ko", True, FeedbackTime.IMMEDIATE),
    ("ko", False, FeedbackTime.ON_SUBMIT),
    ("en", True, FeedbackTime.ON_SUBMIT),
    ("en", False, FeedbackTime.IMMEDIATE),
]
NAMES = [f"{lang}-{'script' if script else 'plain'}-{mode}" for lang, script, mode in WAYS]


@pytest.mark.parametrize(("lang", "script", "mode"), WAYS, ids=NAMES)
def test_from_signing_in_to_a_full_score_with_keys_alone(
    kinds: Sites, visit: Visit, lang: str, script: bool, mode: FeedbackTime
) -> None:
    site = kinds[mode]
    someone = site.learner(lang)
    window = visit(site, java_script_enabled=script)
    hands, page, say = Hands(window), window.page, translations(lang).gettext
    hands.sign_in(someone.username)
    expect(page.locator("html")).to_have_attribute("lang", lang)
    hands.enter(".resume .go .btn")
    hands.enter("main .btn-1")
    expect(page.locator("article.prose")).to_be_visible()
    hands.enter()
    expect(page.locator("h1")).to_have_text(say("확인 문제"))
    hands.enter()
    assert set(hands.sit(someone.id)) == TYPES
    expect(page.locator("h1")).to_have_text(say("통과하셨습니다"))
    expect(page.locator(".verdict .big")).to_contain_text("100")
    own = site.sitting(someone.id, MODULE)
    assert own.score == 10000
    assert {one.item: one.answer for one in own.given.values()} == {one.id: right_answer(one) for one in own.quiz.items}


@pytest.mark.parametrize("mode", list(FeedbackTime))
def test_an_attempt_that_did_not_pass_is_tried_again_with_keys_alone(
    kinds: Sites, visit: Visit, mode: FeedbackTime
) -> None:
    site = kinds[mode + TWO]
    someone = site.learner(read=True)
    window = visit(site)
    hands, page = Hands(window), window.page
    hands.sign_in(someone.username)
    hands.enter(".resume .go .btn")
    hands.enter()
    hands.sit(someone.id, right=False)
    assert site.sitting(someone.id, MODULE).score == 0
    hands.enter(ONWARD)
    hands.enter(ONWARD)
    hands.sit(someone.id, 2)
    expect(page.locator(".verdict .big")).to_contain_text("100")
    assert site.sitting(someone.id, MODULE, 2).score == 10000
