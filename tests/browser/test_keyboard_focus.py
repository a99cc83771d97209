"""The focus: always seen, in the order of reading, never caught, and where it should be after an error or a save."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from bench.people import Learner, right_answer
from courses.foundation.vocabulary import FeedbackTime, ItemType
from tests.browser.focus import Stop, walk
from tests.browser.keyboard import MODULE, Hands, Kinds
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
Sites = Mapping[str, Kinds]
DESK = {"width": 1280, "height": 800}
RING = 3
"""The contrast that a ring needs with what lies around it (WCAG 2.2, 1.4.11)."""
SCRIPTS = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
BRIGHT = re.compile("0px 0px 0px 6px")
NO_RINGS = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::after { outline: 0 !important; box-shadow: none !important; }");
  document.adoptedStyleSheets = [sheet];
}"""


@pytest.fixture
def lang() -> str:
    """The learner's language, unless a test says otherwise."""
    return "ko"


@pytest.fixture
def learner(kinds: Sites, lang: str) -> Learner:
    """Somebody with an attempt that is handed in, and another that is open."""
    site = kinds[FeedbackTime.ON_SUBMIT]
    found = site.learner(lang, read=True)
    site.finish([found], MODULE)
    site.sit([found], MODULE)
    return found


def pages(site: Kinds) -> list[str]:
    """The addresses of the pages of the way through the course, an item of every type among them."""
    module = f"/learn/{site.course.slug}/{site.module(MODULE).slug}"
    quiz = site.quiz_address(MODULE)
    items = [f"{quiz}/2?item={number}" for number in range(1, 9)]
    return ["/learn", module, site.lesson_address(MODULE), quiz, *items, f"{quiz}/2?review=1", f"{quiz}/1", "/help"]


@pytest.mark.parametrize(("lang", "scheme", "width"), [("ko", "light", "desk"), ("en", "dark", "phone")])
def test_the_focus_is_seen_at_every_stop_in_the_order_of_reading_and_leaves_at_the_end(
    kinds: Sites, visit: Visit, learner: Learner, scheme: str, width: str
) -> None:
    site = kinds[FeedbackTime.ON_SUBMIT]
    window = visit(site, color_scheme=scheme, **({"viewport": DESK} if width == "desk" else {}))
    hands = Hands(window)
    window.open("/login")
    hands.enter("main button[type=submit]")
    window.forgive_absence()
    found = faults("/login", walk(hands))
    hands.go_in(learner)
    for path in pages(site):
        window.open(path)
        found += faults(path, walk(hands))
    assert found == []


def faults(path: str, stops: list[Stop]) -> list[str]:
    wrong = [f"{path}: {one.name}: no ring ({one.ring:.1f})" for one in stops if one.ring < RING]
    wrong += [f"{path}: {one.name}: out of sight" for one in stops if not one.seen]
    laid = [pair for pair in pairwise(stops) if all(one.inside for one in pair)]
    return wrong + [f"{path}: {one.name}: before {last.name}" for last, one in laid if one.jumps_back_from(last)]


def test_the_walk_would_have_noticed_a_ring_that_is_gone(kinds: Sites, visit: Visit) -> None:
    window = visit(kinds[FeedbackTime.ON_SUBMIT])
    window.open("/login").evaluate(NO_RINGS)
    stops = walk(Hands(window))
    assert len(stops) > 5
    assert {one.ring for one in stops} == {0}


def test_back_with_shift_the_focus_stops_at_the_same_places(kinds: Sites, visit: Visit, learner: Learner) -> None:
    site = kinds[FeedbackTime.ON_SUBMIT]
    window = visit(site)
    hands = Hands(window)
    hands.go_in(learner)
    for path in (site.lesson_address(MODULE), f"{site.quiz_address(MODULE)}/2?item=6"):
        window.open(path)
        forth = [one.name for one in walk(hands)]
        assert [one.name for one in walk(hands, "Shift+Tab", len(forth))] == forth[::-1]


@SCRIPTS
def test_the_first_stop_leads_past_the_head_of_the_page(
    kinds: Sites, visit: Visit, learner: Learner, script: bool
) -> None:
    site = kinds[FeedbackTime.ON_SUBMIT]
    window = visit(site, java_script_enabled=script)
    hands = Hands(window)
    hands.go_in(learner)
    for path in ("/learn", site.lesson_address(MODULE), f"{site.quiz_address(MODULE)}/2?item=1"):
        page = window.open(path)
        hands.press("Tab")
        assert hands.on(".skip")
        expect(page.locator(".skip")).to_be_in_viewport()
        hands.press("Enter", "Tab")
        assert hands.on("main *")


@pytest.mark.parametrize(("script", "numbers"), [(True, range(1, 9)), (False, (1, 4, 6))], ids=["script", "plain"])
def test_a_check_without_an_answer_puts_the_focus_on_what_to_do_which_leads_to_the_field(
    kinds: Sites, visit: Visit, asked: Learner, script: bool, numbers: Sequence[int]
) -> None:
    site = kinds[FeedbackTime.IMMEDIATE]
    window = visit(site, java_script_enabled=script, color_scheme="dark")
    hands, page = Hands(window), window.page
    hands.go_in(asked)
    for number in numbers:
        window.open(f"{site.quiz_address(MODULE, 1)}?item={number}")
        item, _ = hands.asked(asked.id)
        hands.enter()
        expect_ring(page, "#problem")
        hands.to("#problem a")
        hands.press("Enter")
        if item.type not in {ItemType.SHORT_TEXT, ItemType.NUMBER}:
            expect_ring(page, "#answer-fields")
            hands.press("Tab")
        assert hands.on("#answer-fields :is(input, select)")
    window.forgive_absence()
    assert site.sitting(asked.id, MODULE).given == {}


@pytest.fixture
def asked(kinds: Sites) -> Learner:
    """Somebody with an open attempt whose answers are checked one by one."""
    site = kinds[FeedbackTime.IMMEDIATE]
    found = site.learner(read=True)
    site.sit([found], MODULE)
    return found


def expect_ring(page: Page, selector: str) -> None:
    """The focus is on it, within both parts of the ring: the dark one, and the bright one that a dark page needs."""
    expect(page.locator(selector)).to_be_focused()
    expect(page.locator(selector)).to_have_css("outline-style", "solid")
    expect(page.locator(selector)).to_have_css("box-shadow", BRIGHT)


@SCRIPTS
def test_after_a_check_the_focus_is_on_the_feedback_and_goes_on_from_there(
    kinds: Sites, visit: Visit, asked: Learner, script: bool
) -> None:
    site = kinds[FeedbackTime.IMMEDIATE]
    window = visit(site, java_script_enabled=script, color_scheme="dark")
    hands, page = Hands(window), window.page
    hands.go_in(asked)
    window.open(f"{site.quiz_address(MODULE, 1)}?item=1")
    item, drawn = hands.asked(asked.id)
    hands.choose(item, drawn, right_answer(item))
    hands.enter()
    expect_ring(page, "#fb")
    hands.press("Tab")
    assert hands.on("main *")
    hands.enter()
    assert page.url.endswith("?item=2")


def test_saving_leaves_the_focus_and_what_is_being_typed_alone(kinds: Sites, visit: Visit, asked: Learner) -> None:
    site = kinds[FeedbackTime.IMMEDIATE]
    window = visit(site)
    hands = Hands(window)
    hands.go_in(asked)
    for number, kind in (
        (1, ItemType.SINGLE),
        (2, ItemType.MULTIPLE),
        (4, ItemType.SHORT_TEXT),
        (6, ItemType.MATCHING),
    ):
        window.open(f"{site.quiz_address(MODULE, 1)}?item={number}")
        item, drawn = hands.asked(asked.id)
        assert item.type is kind
        hands.choose(item, drawn, right_answer(item))
        before = hands.place()
        window.saved()
        assert hands.place() == before
        if kind is ItemType.SHORT_TEXT:
            window.page.keyboard.type("합니다")
            assert hands.value() == right_answer(item) + "합니다"
