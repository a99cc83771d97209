"""The first path, as a stranger walks it: sign in, finish a module, and be counted once where it belongs."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from bench.people import COURSE, Site
from courses.foundation.database import db
from courses.models.accounts import Account
from courses.models.learning import Completion
from courses.models.units import Unit
from courses.web.languages import translations
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
UNIT = "1학년 1반"
ABOVE = ("시범 고등학교", "1학년")


def account_of(site: Site, username: str) -> int:
    return site.inside(lambda: db.session.scalars(select(Account.id).where(Account.username == username)).one())


def completions(site: Site, learner: int, module: str) -> int:
    counted = select(func.count()).where(Completion.learner == learner, Completion.module == module)
    return int(site.inside(lambda: db.session.scalar(counted)) or 0)


def newcomer(site: Site, username: str, locale: str = "ko") -> int:
    """Somebody new in the first class of the demo; they owe what is assigned to it and not yet overdue."""
    unit = site.inside(lambda: db.session.scalars(select(Unit.id).where(Unit.name == UNIT)).one())
    return site.enrol(unit, [username], locale=locale)[0].id


def board(visitor: Visitor, module_title: str) -> tuple[dict[str, tuple[int, int]], str]:
    """Done and targets by unit for the module, where the first class stands, reached from the top; and the file."""
    page = visitor.open("/admin")
    chosen = page.locator("select[name=of] option", has_text=module_title).first.get_attribute("value")
    page.locator("select[name=of]").select_option(chosen)
    visitor.follow(page.locator("form.ask button[type=submit]"))
    for name in ABOVE:
        visitor.follow(page.get_by_role("link", name=name, exact=True).last)
    rows = {}
    for row in page.locator("table.tree tbody tr").all():
        done, _, targets = row.locator("td.num").nth(1).inner_text().partition("/")
        rows[row.locator("th").inner_text().strip()] = (int(done), int(targets))
    address = page.get_by_role("link", name=re.compile("CSV")).get_attribute("href") or ""
    answer = visitor.context.request.get(visitor.site.product.origin + address)
    assert answer.ok
    return rows, answer.body().decode("utf-8-sig")


def in_file(text: str, unit: str) -> list[str]:
    return next(row for row in csv.reader(io.StringIO(text)) if unit in row)


def walk(visitor: Visitor, page: Page, learner: int, lang: str) -> tuple[str, int]:
    """From the home over the remaining lessons and the quiz to the result; returns the module's title and number."""
    say = translations(lang).gettext
    title = page.locator("#resume-title").inner_text()
    visitor.follow(page.locator(".resume .go .btn"))
    if page.locator("article.prose").count() == 0:
        visitor.follow(page.locator("main .btn-1").first)
    assert visitor.finish_lessons() > 0
    slug = re.search(rf"/learn/{COURSE}/([^/]+)/quiz", page.url)
    assert slug is not None
    module = next(one for one in visitor.site.course.modules if one.slug == slug[1])
    asked = visitor.sit(module.number, learner, 1)
    assert len(asked) == (sum(module.quiz.draw.values()) or len(module.quiz.items)) if module.quiz else False
    visitor.forward()
    expect(page.locator("h1")).to_have_text(say("통과하셨습니다"))
    expect(page.locator(".verdict")).to_contain_text(say("이 교육을 이수하셨습니다."))
    expect(page.locator(".verdict .big")).to_contain_text("100")
    page.locator(".bbar .btn").last.click()
    page.wait_for_url("**/learn")
    expect(page.locator("section[aria-labelledby=done-title]")).to_contain_text(title)
    return title, module.number


def test_a_learner_finishes_a_module_in_korean_and_the_board_of_the_right_unit_rises_by_one(
    both: Site, visit: Visit
) -> None:
    learner = account_of(both, "learner")
    phone, desk = visit(both), visit(both, viewport={"width": 1280, "height": 900})
    page = phone.sign_in("learner")
    page.goto(f"{both.product.origin}/learn")
    title = page.locator("#resume-title").inner_text()
    desk.sign_in("administrator")
    before, file_before = board(desk, title)

    finished, number = walk(phone, page, learner, "ko")

    after, file_after = board(desk, title)
    assert finished == title
    done, targets = before.pop(UNIT)
    assert after.pop(UNIT) == (done + 1, targets)
    above_done, above_targets = before.pop(ABOVE[-1])
    assert after.pop(ABOVE[-1]) == (above_done + 1, above_targets)
    assert after == before
    assert str(done) in in_file(file_before, UNIT)
    assert str(done + 1) in in_file(file_after, UNIT)
    assert completions(both, learner, both.module(number).key) == 1
    assert "0 differences" in both.product.flask("tallies", "verify")


def test_the_same_journey_is_whole_in_english(both: Site, visit: Visit) -> None:
    learner = newcomer(both, "journey-english", "en")
    phone = visit(both, locale="en-GB")
    page = phone.sign_in("journey-english")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    _, number = walk(phone, page, learner, "en")
    assert completions(both, learner, both.module(number).key) == 1


def test_the_same_journey_works_with_javascript_switched_off(both: Site, visit: Visit) -> None:
    learner = newcomer(both, "journey-plain")
    phone = visit(both, java_script_enabled=False)
    page = phone.sign_in("journey-plain")
    _, number = walk(phone, page, learner, "ko")
    assert completions(both, learner, both.module(number).key) == 1
