"""Forged forms are refused and change nothing; addresses to go on to are ours or are not followed."""

from collections.abc import Callable

import pytest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from tests.browsing import Browser, fields
from tests.builders import PASSWORD, School
from tests.security import material
from tests.security.crawling import LESSON, address
from tests.security.looking import changed_tables, every_row

pytestmark = pytest.mark.security
Browse = Callable[[str], Browser]
ELSEWHERE = (
    "https://evil.example/",
    "http:evil.example",
    "//evil.example/learn",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/learn\\@evil.example",
    "/learn\r\nSet-Cookie: a=b",
    "javascript:alert(1)",
    "data:text/html,x",
    "//[::1",
    "http://[",
    "learn",
    "?next=1",
    "#",
    "@evil.example",
    "/login",
    "/logout",
    "/\x00/evil.example",
    "/%0d%0aSet-Cookie:a=b\r\n",
    "／／evil.example",
)

NOT_OURS = (
    '{"path": "https://evil.example/learn/a/b/c", "fields": []}',
    '{"path": "//evil.example/learn/a/b/c", "fields": []}',
    '{"path": "/learn/../../logout", "fields": []}',
    '{"path": "/logout", "fields": []}',
    '{"path": "/login", "fields": []}',
    '{"path": "/teach/1/slips", "fields": [["learner", "1"]]}',
    '{"path": "/learn/a/b/c", "fields": [["a"]]}',
    '{"path": "/learn/a/b/c", "fields": 1}',
    '{"path": 1}',
    "[]",
    "null",
    "{",
    '{"path": "/learn/a/b/c", "fields": [["a", "' + "b" * 20_000 + '"]]}',
)
"""What a log-in form may carry that is no form of ours to be offered again."""


def forms(app: Flask, school: School) -> list[tuple[str, str]]:
    values = {**LESSON, "unit": school.units["first"]}
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    return [(rule.endpoint, address(rule, values)) for rule in rules]


@pytest.mark.parametrize("who", ["", "first1", "administrator", "teacher"])
def test_a_form_without_its_own_token_is_refused_and_changes_nothing(
    app: Flask, assigned: School, browse: Browse, who: str
) -> None:
    browser = browse(who)
    if not who:
        browser.get("/login")
    tokens = {
        "none": {},
        "empty": {"csrf_token": ""},
        "another's": {"csrf_token": browse("ministry").csrf()},
        "made up": {"csrf_token": "ImZvcmdlZCI.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"},
        "of another key": {"csrf_token": URLSafeTimedSerializer("k" * 40, salt="wtf-csrf-token").dumps("a" * 64)},
        "the cookie's own value": {"csrf_token": browser.token},
    }
    sent = {"username": "first1", "password": PASSWORD, "lang": "en", "what": material.COURSE, "learner": 1}
    before = every_row()
    refused = {400} if who else {303, 401}
    for name, token in tokens.items():
        for endpoint, url in forms(app, assigned):
            answer = browser.open(url, method="POST", data=sent | token)
            expected = {303} if endpoint == "accounts.sign_in" else refused
            assert (name, endpoint, answer.status_code in expected) == (name, endpoint, True)
            assert not answer.headers.getlist("Clear-Site-Data")
    assert changed_tables(before) == []


def test_a_token_is_worth_nothing_after_the_log_in_changed_the_cookie(browse: Browse, school: School) -> None:
    browser = browse("")
    browser.get("/login")
    before = browser.csrf()
    browser.post("/login", {"username": "first1", "password": PASSWORD})
    answer = browser.open("/language", method="POST", data={"csrf_token": before, "lang": "en"})
    assert answer.status_code == 400


def test_a_log_in_without_the_cookie_of_its_own_form_is_told_why(browse: Browse, school: School) -> None:
    page = browse("").get("/login").text
    without = browse("")
    sent = {"csrf_token": fields(page)["csrf_token"], "username": "first1", "password": PASSWORD}
    answer = without.open("/login", method="POST", data=sent)
    assert (answer.status_code, answer.location) == (303, "/login?problem=cookie")
    assert "쿠키를 보내지 않았습니다" in without.get(answer.location).text


def test_a_log_in_leads_nowhere_else(browse: Browse, school: School) -> None:
    for target in ELSEWHERE:
        browser = browse("")
        browser.get("/login", query_string={"next": target})
        answer = browser.post("/login", {"username": "first1", "password": PASSWORD, "next": target})
        assert (target, answer.status_code, answer.location) == (target, 303, "/")
        assert (target, browser.get("/login", query_string={"next": target}).location) == (target, "/")
        assert (target, browser.post("/language", {"lang": "en", "back": target}).location) == (target, "/")


def test_a_log_in_leads_back_to_where_one_wanted_to_go(browse: Browse, school: School) -> None:
    browser = browse("")
    asked = browser.get("/learn/sealed?part=summary")
    assert asked.location == "/login?next=/learn/sealed?part%3Dsummary"
    form = fields(browser.get(asked.location).text)
    answer = browser.post("/login", {**form, "username": "first1", "password": PASSWORD})
    assert answer.location == "/learn/sealed?part=summary"


def test_only_forms_of_ours_are_offered_again_after_a_log_in(browse: Browse, school: School) -> None:
    for kept in NOT_OURS:
        browser = browse("")
        browser.get("/login")
        answer = browser.post("/login", {"username": "first1", "password": PASSWORD, "kept": kept})
        assert (kept, answer.status_code, answer.location) == (kept, 303, "/")


def test_what_was_typed_is_offered_again_after_a_log_in_and_never_sent_by_itself(
    browse: Browse, assigned: School
) -> None:
    browser = browse("first1")
    url = f"/learn/{material.COURSE}/{material.NOW}/first"
    whose = fields(browser.get(url).text)["whose"]
    browser.client.delete_cookie("__Host-sid")
    before = every_row(["login_session", "audit_event", "account", "log_in_failure"])
    expired = browser.post(url, {"typed": "<b>내 글", "whose": whose})
    assert expired.status_code == 401
    form = fields(expired.text)
    answer = browser.post("/login", {**form, "username": "first1", "password": PASSWORD})
    assert (answer.status_code, fields(answer.text)["typed"]) == (200, "<b>내 글")
    assert "<b>내 글" not in answer.text
    assert changed_tables(before) == []


def test_a_form_of_another_site_is_not_offered_again(browse: Browse, assigned: School) -> None:
    url = f"/learn/{material.COURSE}/{material.NOW}/first"
    browser = browse("first1")
    for site in ("cross-site", "same-site"):
        answer = browser.open(url, method="POST", data={"a": "canary"}, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 400
        assert "canary" not in answer.text
