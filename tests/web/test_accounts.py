"""The log-in on the web keeps a language for the account only when the person chose it."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from sqlalchemy import select

from courses.foundation.database import db
from courses.models.accounts import Account
from courses.services.accounts import speak
from tests.browsing import Browser
from tests.builders import PASSWORD, School

Open = Callable[[str], Browser]


def form_action(page: str) -> str:
    found = re.search(r'<form class="stackd" method="post" action="([^"]*)"', page)
    assert found is not None
    return found[1]


def locale_of(username: str) -> str:
    return db.session.scalars(select(Account.locale).where(Account.username == username)).one()


def sign_in(browser: Browser, address: str, password: str = PASSWORD) -> str:
    """Sign in as first1 through the form at that address; where the form led."""
    action = form_action(browser.get(address).get_data(as_text=True))
    browser.post(action, {"username": "first1", "password": password})
    return action


def test_the_language_chosen_at_the_log_in_stays(school: School, browse: Open) -> None:
    browser = browse("")
    assert sign_in(browser, "/login?lang=en") == "/login?lang=en"
    assert locale_of("first1") == "en"
    assert '<html lang="en">' in browser.get("/learn").get_data(as_text=True)


@pytest.mark.parametrize("address", ["/login", "/login?lang=xx", "/login?lang="])
def test_without_a_choice_the_account_keeps_its_language(school: School, browse: Open, address: str) -> None:
    speak(school.people["first1"], "en")
    browser = browse("")
    assert sign_in(browser, address) == "/login"
    assert (locale_of("first1"), bool(browser.token)) == ("en", True)


def test_the_choice_outlasts_a_wrong_password_and_changes_nothing_by_it(school: School, browse: Open) -> None:
    browser = browse("")
    sign_in(browser, "/login?lang=en", "not the password")
    assert browser.last is not None
    again = browser.last.get_data(as_text=True)
    assert (browser.last.status_code, form_action(again), locale_of("first1")) == (401, "/login?lang=en", "ko")
    assert '<html lang="en">' in again


def test_changing_the_language_before_signing_in_keeps_where_one_wanted_to_go(school: School, browse: Open) -> None:
    page = browse("").get("/login?next=/results?year%3D2026%26a%3D1&lang=ko").get_data(as_text=True)
    link = unescape(re.search(r'href="(\?[^"]*)" lang="en"', page)[1])  # type: ignore[index]  # it is there or the test fails
    english = browse("").get(f"/login{link}").get_data(as_text=True)
    assert ('<html lang="en">' in english, 'name="next" value="/results?year=2026&amp;a=1"' in english) == (True, True)
