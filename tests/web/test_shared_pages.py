"""A page that is kept for a class holds nothing of the one who asked first."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import update

from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.models.accounts import Account
from courses.web import shared_pages
from tests.browsing import Browser, fields
from tests.builders import School, assign

Open = Callable[[str], Browser]
URL = "/learn/tiny/first/one"


@pytest.fixture(autouse=True)
def nothing_kept(app: Flask) -> None:
    """Each test begins with no page kept."""
    app.extensions["shared_pages"].clear()


def called(school: School, **names: str) -> None:
    with transaction():
        for username, name in names.items():
            db.session.execute(update(Account).where(Account.id == school.people[username]).values(display_name=name))


def test_each_reader_finds_their_own_name_and_token_and_no_one_elses(school: School, browse: Open, app: Flask) -> None:
    assign(school)
    called(school, first1="Zoe <One>", first2="Zoe Two", first3="first3")
    pages = {}
    for name in ("first1", "first2", "first3", "first1"):
        browser = browse(name)
        pages[name] = browser.get(URL).get_data(as_text=True)
        assert browser.client.post(URL, data={"csrf_token": fields(pages[name])["csrf_token"]}).status_code == 303
    assert len(app.extensions["shared_pages"]) == 3
    own = {"first1": "Zoe &lt;One&gt;", "first2": "Zoe Two", "first3": "<b>first3</b>"}
    for reader, page in pages.items():
        assert [name for name, shown in own.items() if shown in page] == [reader]
        assert not [sign for sign in shared_pages.SIGNS.values() if sign in page]


def test_another_place_another_language_and_another_content_are_other_pages(
    school: School, browse: Open, app: Flask
) -> None:
    assign(school)
    browser = browse("first1")
    first = browser.get(URL).get_data(as_text=True)
    assert "마치고 다음" in first
    browser.post(URL)
    assert "마친 차시입니다" in browser.get(URL).get_data(as_text=True)
    assert "요약을 보고 계십니다" in browser.get(f"{URL}?part=summary").get_data(as_text=True)
    browser.post("/language", {"lang": "en", "back": "/"})
    assert "The First Lesson" in browser.get(URL).get_data(as_text=True)
    kept = app.extensions["catalog"]
    app.extensions["catalog"] = replace(kept, digest="another")
    try:
        before = len(app.extensions["shared_pages"])
        browser.get(URL)
        assert len(app.extensions["shared_pages"]) == before + 1
    finally:
        app.extensions["catalog"] = kept


def test_staff_and_unusual_addresses_get_a_page_of_their_own(school: School, browse: Open, app: Flask) -> None:
    assign(school)
    assert browse("teacher").get(URL).status_code == 200
    page = browse("first1").get(f"{URL}?mark=%3Cscript%3E").get_data(as_text=True)
    assert "<script>" not in page.split("</head>")[1]
    assert len(app.extensions["shared_pages"]) == 0


def test_the_store_begins_anew_when_it_is_full(
    school: School, browse: Open, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_pages, "MOST", 1)
    assign(school)
    browser = browse("first1")
    for url in (URL, f"{URL}?part=summary", URL):
        browser.get(url)
        assert len(app.extensions["shared_pages"]) == 1
