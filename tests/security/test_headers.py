"""Headers and cookies of every answer of the crawl, and of answers that went wrong."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, abort

from courses import factory
from courses.web import headers, sessions
from courses.web.policy import PUBLIC, rule
from tests.browsing import Browser
from tests.builders import School, person
from tests.conftest import migrated, settings_for
from tests.security.crawling import CODE, Crawl

pytestmark = pytest.mark.security
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
WANTED = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
COOKIE = re.compile(
    r"__Host-sid=([\w-]{43}|); (Expires=[^;]+; Max-Age=0; )?Secure; HttpOnly; Path=/; SameSite=Lax", re.ASCII
)
WENT_WRONG = (
    ("/fail", "GET", 500),
    *((f"/refuse/{code}", "GET", code) for code in (400, 401, 403, 404, 410, 418, 429, 500, 503)),
    ("/nothing", "GET", 404),
    ("/learn/", "GET", 404),
    ("/help", "DELETE", 405),
    ("/help", "TRACE", 405),
    ("//help", "GET", 308),
)
QUIET = {"help.help_page", "help.exit_page", "help.health", "help.ready", "static"}


def lacking(found: object) -> list[str]:
    """Names of headers that are not as they must be."""
    powers = found.get("Permissions-Policy", "")
    every = all(one.endswith("=()") for one in powers.split(", ")) and {"camera=()", "microphone=()"} <= set(
        powers.split(", ")
    )
    wrong = [name for name, value in WANTED.items() if found.get(name) != value]
    return wrong + ([] if every else ["Permissions-Policy"])


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application of its own with routes that fail in every way, one of them in the page of the failure as well."""

    def init_app(app: Flask) -> None:
        def fail() -> str:
            raise ZeroDivisionError("a secret in a message")

        def refuse(code: int) -> str:
            abort(code)

        app.add_url_rule("/fail", "fail", rule(PUBLIC)(fail))
        app.add_url_rule("/refuse/<int:code>", "refuse", rule(PUBLIC)(refuse))

    planted = type("Planted", (), {"init_app": staticmethod(init_app)})
    monkeypatch.setattr(factory, "PARTS", (*factory.PARTS, planted))
    app = migrated(settings_for(tmp_path))
    with app.app_context():
        person("first1")
        yield app


def test_every_answer_has_every_header(crawled: Crawl, record_property: Callable[[str, object], None]) -> None:
    assert [
        (cell.endpoint, cell.status, lacking(cell.headers)) for cell in crawled.cells if lacking(cell.headers)
    ] == []
    record_property("headers: answers looked at", len(crawled.cells))
    record_property("headers: statuses seen", sorted({cell.status for cell in crawled.cells}))


def test_the_policy_is_the_one_that_was_decided() -> None:
    assert headers.CSP == CSP
    assert "unsafe" not in headers.CSP


def test_only_static_files_are_kept_by_browsers(crawled: Crawl) -> None:
    kept = {cell.endpoint for cell in crawled.cells if cell.headers.get("Cache-Control") != "no-store"}
    assert kept == {"static"}
    assert [
        cell.status
        for cell in crawled.cells
        if cell.endpoint == "static" and cell.status != 200 and "max-age" in cell.headers.get("Cache-Control", "")
    ] == []


def test_there_is_one_cookie_with_every_attribute(
    crawled: Crawl, record_property: Callable[[str, object], None]
) -> None:
    sent = [(cell, cell.headers.getlist("Set-Cookie")) for cell in crawled.cells]
    assert [cookies for _, cookies in sent if len(cookies) > 1] == []
    assert [cookies[0] for _, cookies in sent if cookies and not COOKIE.fullmatch(cookies[0])] == []
    record_property("cookies: set in the crawl", sum(bool(cookies) for _, cookies in sent))


def test_help_and_what_machines_ask_for_set_no_cookie_and_exit_only_takes_it_away(crawled: Crawl) -> None:
    cells = [cell for cell in crawled.cells if cell.endpoint in QUIET]
    assert {cell.endpoint for cell in cells} == QUIET
    sent = [(cell.endpoint, cell.headers["Set-Cookie"]) for cell in cells if "Set-Cookie" in cell.headers]
    assert {endpoint for endpoint, _ in sent} == {"help.exit_page"}
    assert {cookie.partition(";")[0] for _, cookie in sent} == {"__Host-sid="}


def test_a_stranger_gets_no_cookie_but_where_a_form_needs_it(app: Flask) -> None:
    for path in ("/help", "/help?lang=en", "/exit", "/healthz", "/readyz", "/", "/learn", "/none", "/static/brand.svg"):
        answer = Browser(app).get(path)
        assert (path, answer.headers.getlist("Set-Cookie")) == (path, [])
    assert len(Browser(app).get("/login").headers.getlist("Set-Cookie")) == 1


def test_a_cookie_that_is_known_is_not_sent_again(app: Flask, school: School) -> None:
    browser = Browser(app)
    browser.enter("first1")
    assert [browser.get(path).headers.getlist("Set-Cookie") for path in ("/learn", "/help", "/login", "/none")] == [
        []
    ] * 4


def test_an_answer_says_that_it_depends_on_the_cookie(crawled: Crawl) -> None:
    found = {cell.headers.get("Vary") for cell in crawled.cells if cell.endpoint != "static"}
    assert found == {"Cookie, Accept-Language"}


def test_leaving_quickly_takes_away_what_the_browser_kept(app: Flask, school: School) -> None:
    browser = Browser(app)
    browser.enter("first1")
    answer = browser.get("/exit")
    assert (answer.headers["Clear-Site-Data"], browser.token) == ('"storage"', "")
    assert browser.get("/learn").status_code == 303


def test_no_answer_shows_the_inside(crawled: Crawl) -> None:
    assert [(cell.endpoint, cell.status) for cell in crawled.cells if cell.shows_code] == []


@pytest.mark.parametrize("who", ["", "first1"])
def test_answers_that_went_wrong_have_every_header_and_show_nothing(broken: Flask, who: str) -> None:
    browser = Browser(broken)
    if who:
        browser.enter(who)
    for path, method, status in WENT_WRONG:
        answer = browser.open(path, method=method)
        found = (answer.status_code, lacking(answer.headers), answer.headers["Cache-Control"])
        assert (path, *found) == (path, status, [], "no-store")
        assert CODE.search(answer.text) is None
        assert "a secret in a message" not in answer.text


def test_a_form_that_is_too_large_is_refused_in_the_same_way(broken: Flask) -> None:
    browser = Browser(broken)
    browser.enter("first1")
    for size, kind in ((5_000_000, "application/x-www-form-urlencoded"), (600_000, "multipart/form-data; boundary=b")):
        part = '--b\r\nContent-Disposition: form-data; name="lang"\r\n\r\n' if "multipart" in kind else "lang="
        end = "\r\n--b--\r\n" if "multipart" in kind else ""
        answer = browser.open("/language", method="POST", data=part + "e" * size + end, content_type=kind)
        assert (kind, answer.status_code, lacking(answer.headers)) == (kind, 413, [])


def test_a_failure_within_the_page_of_a_failure_is_still_answered(
    broken: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for pages in ("errors", "kept_pages"):
        monkeypatch.setattr(f"courses.web.{pages}.page", lambda *_args, **_values: 1 / 0)
    for path in ("/fail", "/nothing", "/learn/a/b/c"):
        answer = Browser(broken).open(path, method="GET" if path != "/learn/a/b/c" else "POST")
        assert (answer.status_code, lacking(answer.headers)) == (500, [])
        assert CODE.search(answer.text) is None


def test_a_site_without_tls_sends_its_cookie_without_secure_and_says_so(tmp_path: Path) -> None:
    app = migrated(settings_for(tmp_path, insecure_http=True))
    with app.app_context():
        answer = Browser(app).get("/login")
    cookie = answer.headers["Set-Cookie"]
    assert re.fullmatch(r"sid=[\w-]{43}; HttpOnly; Path=/; SameSite=Lax", cookie)
    assert "암호화되어 있지 않습니다" in answer.text
    assert sessions.PLAIN_NAME == "sid"


def test_an_https_site_tells_browsers_to_stay_with_https(app: Flask) -> None:
    answer = Browser(app).get("/help", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
