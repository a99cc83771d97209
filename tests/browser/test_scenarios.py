"""Scenarios in a real browser: one step at a time, back again, another choice; and without any script as one page."""

import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from bench.people import Site, hashed
from courses.catalog.structure import Course, Module
from courses.foundation import clock
from courses.foundation.transactions import transaction
from courses.ledger.completions import Taking
from courses.services import accounts, learning, teaching, units
from courses.web.shelf import shelf
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
WALKED = [
    ("respect-upper-secondary", "stepping-in", "ko"),
    ("respect-lower-secondary", "when-it-is-me", "en"),
    ("respect-service-members", "comrade-who-saw", "ko"),
]
STEPS = "section.scenario section.step"
HERE = f"{STEPS}:visible"


def taken(site: Site, course: str, module: str, locale: str) -> tuple[str, str]:
    """Somebody who has read the module; their name, and the address of its scenario."""
    username = f"walks-{secrets.token_hex(4)}"

    def work() -> str:
        found = shelf().courses[course]
        reads, now = found.module(module), clock.now()
        assert reads is not None
        with transaction():
            unit = units.found("Class", "class", None, now, institution=True)
            learner = accounts.register(username, username, hashed(), now, actor=None, locale=locale)
            units.enrol(learner, unit, now, actor=None)
            teaching.assign(unit, teaching.Order(found.key, "", site.cycle(), None, None), now, actor=learner)
            for lesson in reads.lessons:
                learning.complete_lesson(Taking(learner, found, reads, site.cycle()), lesson, now)
        return lesson_with_scenario(found, reads)

    return username, site.inside(work)


def lesson_with_scenario(course: Course, module: Module) -> str:
    """The address of the one lesson that holds a scenario."""
    [lesson] = [one for one in module.lessons if 'class="scenario"' in one.html["ko"]]
    return f"/learn/{course.slug}/{module.slug}/{lesson.slug}"


@pytest.mark.parametrize(("course", "module", "locale"), WALKED, ids=[one[1] for one in WALKED])
def test_a_scenario_is_walked_one_step_at_a_time_back_again_and_another_way(
    site: Site, visit: Visit, course: str, module: str, locale: str
) -> None:
    page = opened(site, visit(site), course, module, locale)
    start = only(page)
    first, second = start.locator(".paths details").nth(0), start.locator(".paths details").nth(1)
    expect(start.get_by_role("button")).to_have_count(0)
    expect(first.locator(".fb")).to_be_hidden()
    first.locator("summary").click()
    expect(first.locator(".fb")).to_be_visible()
    second.locator("summary").click()
    expect(second.locator(".fb")).to_be_visible()
    expect(first.locator(".fb")).to_be_hidden()

    went = follow(page, 1)
    expect(went.locator("h4")).to_be_focused()
    expect(page.locator(f"#{name(start)}")).to_be_hidden()
    went.locator(".walk-nav button").first.click()
    assert name(only(page)) == name(start)
    expect(start.locator("h4")).to_be_focused()
    assert f"#{name(follow(page, 0))}" == start.locator("a.go").nth(0).get_attribute("href")


@pytest.mark.parametrize(("course", "module", "locale"), WALKED[:1])
def test_every_choice_of_a_scenario_shows_its_consequence_and_leads_on(
    site: Site, visit: Visit, course: str, module: str, locale: str
) -> None:
    page = opened(site, visit(site), course, module, locale)
    steps = [name(one) for one in page.locator(STEPS).all()]
    ends = {name(one) for one in page.locator(f"{STEPS}.end").all()}
    taken_choices: list[tuple[str, int]] = []
    seen = {name(only(page))}

    def walk() -> None:
        here = only(page)
        own = name(here)
        for number in range(here.locator(".paths details").count()):
            went = name(follow(page, number))
            taken_choices.append((own, number))
            if went not in seen:
                seen.add(went)
                walk()
            page.locator(f"#{went} .walk-nav button").first.click()
            assert name(only(page)) == own

    walk()
    assert seen == set(steps)
    assert ends != set()
    assert len(taken_choices) == page.locator(f"{STEPS} .paths details").count()


@pytest.mark.parametrize(("course", "module", "locale"), WALKED[:1])
def test_an_end_leads_back_to_the_start(site: Site, visit: Visit, course: str, module: str, locale: str) -> None:
    page = opened(site, visit(site), course, module, locale)
    start = name(only(page))
    been = {start}
    while only(page).locator(".paths").count():
        targets = [link.get_attribute("href") for link in only(page).locator(".paths a.go").all()]
        fresh = [number for number, target in enumerate(targets) if str(target).removeprefix("#") not in been]
        been.add(name(follow(page, (fresh or [0])[0])))
    only(page).locator("a.go").click()
    assert name(only(page)) == start
    expect(page.locator(".walk-nav")).to_have_count(0)


@pytest.mark.parametrize(("course", "module", "locale"), WALKED[:1])
def test_without_a_script_every_step_stands_on_the_page_and_links_jump(
    site: Site, visit: Visit, course: str, module: str, locale: str
) -> None:
    page = opened(site, visit(site, java_script_enabled=False), course, module, locale)
    steps = page.locator(STEPS)
    expect(page.locator(HERE)).to_have_count(steps.count())
    for step in steps.all():
        for choice in step.locator(".paths details").all():
            choice.locator("summary").click()
            expect(choice.locator(".fb")).to_be_visible()
            target = choice.locator("a.go").get_attribute("href") or ""
            choice.locator("a.go").click()
            assert page.url.endswith(target)
            expect(page.locator(f"section.step{target}:target")).to_be_in_viewport()


def opened(site: Site, window: Visitor, course: str, module: str, locale: str) -> Page:
    """The page of the module's scenario, in the window of somebody who has just signed in."""
    username, address = taken(site, course, module, locale)
    window.sign_in(username)
    return window.open(address)


def only(page: Page) -> Locator:
    """The step that is shown, which is the only one."""
    expect(page.locator(HERE)).to_have_count(1)
    return page.locator(f"#{name(page.locator(HERE).first)}")


def name(step: Locator) -> str:
    """The anchor of a step."""
    return step.get_attribute("id") or ""


def follow(page: Page, number: int) -> Locator:
    """Choose on the step that is shown, read what follows, and go on; returns the step that comes."""
    choice = only(page).locator(".paths details").nth(number)
    if choice.get_attribute("open") is None:
        choice.locator("summary").click()
    expect(choice.locator(".fb p").first).to_be_visible()
    target = choice.locator("a.go").get_attribute("href") or ""
    choice.locator("a.go").click()
    expect(page.locator(f"section.step{target}")).to_be_visible()
    return only(page)
