"""What holds on every page: nobody else is asked, it fits a narrow screen, and assistive technology can read it."""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from bench.people import Learner, Site, asked
from courses.foundation.vocabulary import ItemType
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
SERIOUS = {"serious", "critical"}
FINISHED, OPEN = 1, 2
NARROW = {"width": 320, "height": 640}
THOUGHT = "아무에게도 보내지 않을 생각 한 줄"


@pytest.fixture(scope="module")
def learner(running: Callable[[str], Site]) -> Learner:
    """Somebody with a module finished and the quiz of another open, its first answer checked."""
    site = running("sqlite")
    found = site.enrol(site.found_class(), [f"walker-{secrets.token_hex(4)}"], read=FINISHED)
    site.finish(found, FINISHED)
    site.read(found, OPEN)
    site.sit(found, OPEN)
    return found[0]


def pages(window: Visitor, learner: Learner) -> list[tuple[str, str]]:
    """Names and addresses of the pages of the first path, an item page for every type that is drawn among them."""
    site = window.site
    quiz = site.quiz_address(OPEN, 1)
    found = site.sitting(learner.id, OPEN)
    kinds: dict[ItemType, int] = {}
    for position in range(len(found.drawn)):
        kinds.setdefault(asked(found, position)[0].type, position + 1)
    lessons = range(len(site.module(FINISHED).lessons))
    return [
        ("home", "/learn"),
        ("course", f"/learn/{site.course.slug}"),
        ("module", f"/learn/{site.course.slug}/{site.module(FINISHED).slug}"),
        *((f"lesson {one + 1}", site.lesson_address(FINISHED, one)) for one in lessons),
        ("before the quiz", site.quiz_address(OPEN)),
        *((f"item, {kind}", f"{quiz}?item={position}") for kind, position in kinds.items()),
        ("before handing in", f"{quiz}?review=1"),
        ("result", site.quiz_address(FINISHED, 1)),
        ("help", "/help"),
    ]


def check_first(window: Visitor, learner: Learner) -> str:
    """Check the answer of the first item once; returns the address at which its feedback stands."""
    address = f"{window.site.quiz_address(OPEN, 1)}?item=1"
    page = window.open(address)
    if page.locator("form#answer").count():
        window.choose(*window.asked(OPEN, learner.id))
        window.forward()
        page.wait_for_url("**#fb")
    return address


def staff_pages(window: Visitor) -> list[tuple[str, str]]:
    """The pages of the administrator as far as they lie on the first path."""
    window.sign_in("administrator")
    window.open("/admin")
    top = window.page.url.removeprefix(window.site.product.origin)
    return [("board", top), ("teaching", "/teach")]


def test_no_page_scrolls_sideways_on_a_narrow_screen(site: Site, visit: Visit, learner: Learner) -> None:
    stranger, window, staff = (visit(site, viewport=NARROW) for _ in range(3))
    window.sign_in(learner.username)
    feedback = [("feedback", check_first(window, learner))]
    wide = [name for name, path in [("login", "/login"), ("exit", "/exit")] if sideways(stranger.open(path))]
    wide += [name for name, path in [*pages(window, learner), *feedback] if sideways(window.open(path))]
    wide += [name for name, path in staff_pages(staff) if sideways(staff.open(path))]
    assert wide == []


def sideways(page: Page) -> bool:
    script = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return bool(page.evaluate(script))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(site: Site, visit: Visit, learner: Learner, scheme: str) -> None:
    chosen: dict[str, Any] = {"color_scheme": scheme, "bypass_csp": True}
    stranger, window, staff = (visit(site, **chosen) for _ in range(3))
    window.sign_in(learner.username)
    feedback = [("feedback", check_first(window, learner))]
    found = [one for name, path in [("login", "/login"), ("exit", "/exit")] for one in violations(stranger, name, path)]
    found += [one for name, path in [*pages(window, learner), *feedback] for one in violations(window, name, path)]
    found += [one for name, path in staff_pages(staff) for one in violations(staff, name, path)]
    assert found == []


def violations(window: Visitor, name: str, path: str) -> list[str]:
    page = window.open(path)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{name}: {one['id']} at {node['target'][0]}: {node.get('failureSummary', '').splitlines()[-1].strip()}"
        for one in result["violations"]
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


def test_axe_would_have_noticed(site: Site, visit: Visit) -> None:
    window = visit(site, bypass_csp=True)
    page = window.open("/login")
    page.evaluate("() => document.querySelector('label[for=username]').remove()")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("() => axe.run(document)")
    assert "label" in {one["id"] for one in result["violations"] if one["impact"] in SERIOUS}


def test_what_is_written_into_a_reflection_never_leaves_the_page(site: Site, visit: Visit) -> None:
    newcomer = site.enrol(site.found_class(), [f"thinker-{secrets.token_hex(4)}"])[0]
    window = visit(site)
    window.sign_in(newcomer.username)
    page = window.open(site.lesson_address(FINISHED))
    while not page.locator("textarea").count():
        window.step()
    page.locator("textarea").first.fill(THOUGHT)
    window.forward()
    page.wait_for_url(lambda address: "/quiz" in address)
    assert any(one.method == "POST" for one in window.requests)
    assert THOUGHT not in window.sent()
    page.go_back()
    assert THOUGHT not in page.content()


def test_the_whole_first_path_asks_for_nothing_but_the_site(site: Site, visit: Visit, learner: Learner) -> None:
    window = visit(site)
    window.sign_in(learner.username)
    for _, path in pages(window, learner):
        window.open(path)
        window.page.wait_for_load_state("networkidle")
    assert len(window.requests) > len(pages(window, learner))
    assert window.asked_elsewhere() == []
    assert window.complaints == []
