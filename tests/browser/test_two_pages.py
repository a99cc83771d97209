"""Two pages of one attempt: which answer is kept is told, either may decide, handing in twice is handing in once."""

import secrets
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Error, Page, Route, expect
from sqlalchemy import func, select

from bench.people import Learner, Site
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import FeedbackTime, ItemType, Reopening, ReopenReason
from courses.models.assessment import Attempt, AttemptReopening
from courses.models.evidence import AuditEvent
from courses.models.learning import Completion
from tests.browser.keyboard import Kinds
from tests.browser.test_answering import MODULE, given, open_item, reader
from tests.browser.test_losing_nothing import answer_of, begun, kept
from tests.browser.test_losing_nothing import open_item as asked
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
Record = Callable[[str, object], None]
SEND_AGAIN = """key => {
  const made = (name, values) => Object.assign(document.createElement(name), values);
  const form = made("form", { method: "post", action: location.pathname + "/submit" });
  for (const [name, value] of Object.entries(key)) form.append(made("input", { name, value }));
  document.body.append(form);
  form.submit();
}"""
"""What a browser does that is told to send a form again."""


def pick(page: Page, letter: str) -> None:
    page.locator(f"form#answer input[value={letter}]").click()


def test_the_page_that_was_overtaken_says_so_and_may_decide_otherwise(site: Site, visit: Visit) -> None:
    learner, window = reader(site), visit(site)
    window.sign_in(learner.username)
    item, _ = open_item(window, learner)
    here, there = window.page, window.context.new_page()
    there.goto(here.url)
    for letter in "ab":
        pick(here, letter)
        window.saved()
    text = {choice.letter: choice.text["ko"].striptags() for choice in item.choices}
    pick(there, "c")
    expect(there.locator("#save-state")).to_contain_text(f"다른 화면에서 저장한 답이 남아 있습니다: {text['b']}.")
    assert given(site, learner) == {item.id: "b"}
    pick(there, "c")
    expect(there.locator("#save-state")).to_have_text("저장했습니다.")
    expect(there.locator("#save-ways")).to_be_hidden()
    assert given(site, learner) == {item.id: "c"}
    pick(here, "d")
    expect(here.locator("#save-state")).to_contain_text(text["c"])
    here.get_by_role("button", name="이 답으로 바꾸기").click()
    expect(here.locator("#save-state")).to_have_text("저장했습니다.")
    assert given(site, learner) == {item.id: "d"}
    pick(there, "a")
    there.get_by_role("link", name="저장된 답 보기").click()
    expect(there.locator("input[name=answer]:checked")).to_have_value("d")
    assert given(site, learner) == {item.id: "d"}
    window.forgive_absence()


@pytest.mark.parametrize(
    ("script", "kind"), [(True, ItemType.SHORT_TEXT), (False, ItemType.SHORT_TEXT), (False, ItemType.ORDERING)]
)
def test_whoever_presses_on_undecided_is_asked_once_more(
    kinds: Mapping[str, Kinds], visit: Visit, script: bool, kind: ItemType
) -> None:
    asking = kinds[FeedbackTime.ON_SUBMIT]
    window = visit(asking, java_script_enabled=script)
    learner = begun(asking, window)
    item, drawn = asked(asking, window, learner, kind)
    first, second = window.page, window.context.new_page()
    second.goto(first.url)
    window.choose(item, drawn, answer_of(item, 0))
    window.step()
    window.page = second
    window.choose(item, drawn, answer_of(item, 1))
    if script:
        expect(second.locator("#save-ways")).to_be_visible()
    window.forward()
    expect(second.locator("#problem")).to_contain_text("남아 있습니다")
    assert kept(asking, learner, item) == answer_of(item, 0)
    window.step()
    assert kept(asking, learner, item) == answer_of(item, 1)
    window.forgive_absence()


def test_a_page_from_before_reopening_keeps_what_was_typed_and_leads_on(
    kinds: Mapping[str, Kinds], visit: Visit
) -> None:
    asking = kinds[FeedbackTime.ON_SUBMIT]
    window = visit(asking)
    learner = begun(asking, window)
    item, _ = asked(asking, window, learner, ItemType.SHORT_TEXT)
    asking.inside(lambda: reopen(learner.id))
    page = window.page
    page.locator("#typed").fill("어른에게")
    expect(page.locator("#save-state")).to_contain_text("이 풀이는 다시 열렸습니다.")
    assert kept(asking, learner, item) == ""
    window.forward()
    expect(page.locator("#problem")).to_contain_text("아래의 답은 아직 저장하지 않았습니다.")
    expect(page.locator("#typed")).to_have_value("어른에게")
    window.step()
    assert kept(asking, learner, item) == "어른에게"
    window.forgive_absence()


def reopen(learner: int) -> None:
    """As the service does with an attempt that was handed in: its pages carry another key from now on."""
    with transaction():
        attempt = db.session.scalars(select(Attempt).where(Attempt.learner == learner)).one()
        attempt.submit_key = secrets.token_hex(16)
        way, reason = Reopening.CONTINUE, ReopenReason.UNFINISHED
        db.session.add(
            AttemptReopening(attempt=attempt.id, kind=way, reason=reason, at=attempt.opened_at, actor=learner)
        )


def ready(site: Site, visit: Visit, windows: int = 1) -> tuple[Learner, list[Visitor]]:
    """A learner who looks over their answers before handing in, in so many browsers of their own."""
    learner = reader(site)
    site.sit([learner], MODULE, answered=True)
    opened = [visit(site) for _ in range(windows)]
    for one in opened:
        one.sign_in(learner.username)
        one.open(f"{site.quiz_address(MODULE, 1)}?review=1")
    return learner, opened


def hand_in(page: Page) -> None:
    page.locator(".bbar form button").click(no_wait_after=True)


def results(site: Site, learner: Learner) -> tuple[int | None, int | None]:
    """How often it was handed in, and how often the module was completed."""

    def rows() -> tuple[int | None, int | None]:
        times = select(func.count()).where(AuditEvent.subject == learner.id, AuditEvent.action == "attempt.submitted")
        completed = select(func.count()).where(Completion.learner == learner.id, Completion.module != "")
        return db.session.scalar(times), db.session.scalar(completed)

    return site.inside(rows)


def seen(page: Page) -> str:
    """The result as the page tells it."""
    expect(page.locator(".verdict .big")).to_contain_text("100")
    return page.locator("main").inner_text()


def two_tabs(site: Site, visit: Visit) -> tuple[Learner, set[str]]:
    learner, [window] = ready(site, visit)
    tab = window.context.new_page()
    tab.goto(window.page.url)
    for page in (window.page, tab):
        hand_in(page)
    return learner, {seen(page) for page in (window.page, tab)}


def two_browsers(site: Site, visit: Visit) -> tuple[Learner, set[str]]:
    learner, windows = ready(site, visit, 2)
    for window in windows:
        hand_in(window.page)
    return learner, {seen(window.page) for window in windows}


def key_of(page: Page) -> dict[str, str]:
    names = ("csrf_token", "submit_key")
    return {name: page.locator(f".bbar input[name={name}]").input_value() for name in names}


def back_and_again(site: Site, visit: Visit) -> tuple[Learner, set[str]]:
    learner, [window] = ready(site, visit)
    key = key_of(window.page)
    hand_in(window.page)
    first = seen(window.page)
    window.page.go_back()
    back = seen(window.page)
    with window.page.expect_navigation():
        window.page.evaluate(SEND_AGAIN, key)
    return learner, {first, back, seen(window.page)}


def no_answer_in_time(site: Site, visit: Visit) -> tuple[Learner, set[str]]:
    learner, [window] = ready(site, visit)
    key, asked = key_of(window.page), window.page.url

    def lose_the_answer(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort("timedout")

    window.context.route("**/submit", lose_the_answer, times=1)
    hand_in(window.page)
    with pytest.raises(Error, match="ERR_TIMED_OUT"):
        window.page.wait_for_url("chrome-error://**")
    window.page = window.context.new_page()
    window.page.goto(asked)
    first = seen(window.page)
    with window.page.expect_navigation():
        window.page.evaluate(SEND_AGAIN, key)
    window.forgive_absence()
    return learner, {first, seen(window.page)}


@pytest.mark.parametrize("twice", [two_tabs, two_browsers, back_and_again, no_answer_in_time])
def test_handing_in_twice_is_handing_in_once(
    site: Site, visit: Visit, twice: Callable[[Site, Visit], tuple[Learner, set[str]]], record_property: Record
) -> None:
    learner, pages = twice(site, visit)
    found = results(site, learner)
    record_property(f"R22 {twice.__name__.replace('_', ' ')}", f"results {found[0]}, pages {len(pages)}")
    assert (found, len(pages)) == ((1, 1), 1)
