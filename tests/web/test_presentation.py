"""How pages say numbers, dates and particles, and in which language."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask, g

from courses.foundation import clock
from courses.web.languages import nsay, say
from courses.web.navigation import help_audience
from courses.web.presentation import filters, josa, percent
from courses.web.wording import local, source_lines
from tests.browsing import Browser
from tests.builders import School
from tests.rules.making import course

SEOUL = ZoneInfo("Asia/Seoul")
MOMENT = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("done", "targets", "said"), [(0, 0, "–"), (0, 3, "0%"), (2, 3, "66%"), (999, 1000, "99%"), (3, 3, "100%")]
)
def test_a_rate_is_rounded_down_so_that_all_means_all(done: int, targets: int, said: str) -> None:
    assert percent(done, targets) == said


@pytest.mark.parametrize(
    ("word", "pair", "said"),
    [
        ("학교", "은/는", "학교는"),
        ("책", "은/는", "책은"),
        ("서울", "으로/로", "서울로"),
        ("부산", "으로/로", "부산으로"),
        ("집", "을/를", "집을"),
        ("'동의'", "이/가", "&#39;동의&#39;가"),
        ("1반", "과/와", "1반과"),
        ("10", "이/가", "10이"),
        ("2", "이/가", "2가"),
        ("<b>", "을/를", "&lt;b&gt;를"),
        ("Kim", "을/를", "Kim를"),
        ("", "을/를", "를"),
    ],
)
def test_the_particle_follows_the_last_sound(word: str, pair: str, said: str) -> None:
    assert josa(word, pair) == said


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "ko",
            {
                "day": "11월 23일",
                "day_long": "2026년 11월 23일 월요일",
                "full_date": "2026년 11월 23일",
                "clock": "01:05",
            },
        ),
        (
            "en",
            {
                "day": "23 November",
                "day_long": "Monday, 23 November 2026",
                "full_date": "23 November 2026",
                "clock": "01:05",
            },
        ),
    ],
)
def test_a_moment_is_told_in_the_zone_and_language_of_the_page(language: str, expected: dict[str, str]) -> None:
    made = filters(language, SEOUL)
    assert {name: made[name](MOMENT) for name in expected} == expected
    assert made["day"](date(2026, 1, 2)) == {"ko": "1월 2일", "en": "2 January"}[language]


def test_numbers_are_told_as_people_write_them() -> None:
    made = filters("en", SEOUL)
    assert [made["score"](value) for value in (0, 3333, 8750, 10000)] == ["0", "33.33", "87.5", "100"]
    assert made["count"](12480) == "12,480"
    assert made["nb"]("<3") == '<span class="nb">&lt;3</span>'


def test_a_sentence_is_said_in_the_language_asked_for(app: Flask) -> None:
    said = {}
    for language in ("ko", "en"):
        with app.test_request_context(f"/?lang={language}"):
            g.identity = None
            said[language] = (
                say("로그인"),
                nsay("약 %(num)d분", "약 %(num)d분", 1),
                nsay("약 %(num)d분", "약 %(num)d분", 5),
            )
    assert said == {"ko": ("로그인", "약 1분", "약 5분"), "en": ("Sign in", "about 1 minute", "about 5 minutes")}


@pytest.mark.parametrize(("header", "language"), [("en-GB,en;q=0.9", "en"), ("ko-KR", "ko"), ("fr", "ko"), ("", "ko")])
def test_a_stranger_is_spoken_to_as_the_browser_asks(
    browse: Callable[[str], Browser], header: str, language: str
) -> None:
    page = browse("").get("/login", headers={"Accept-Language": header}).get_data(as_text=True)
    assert f'<html lang="{language}">' in page


def test_the_account_speaks_louder_than_the_address(school: School, browse: Callable[[str], Browser]) -> None:
    browser = browse("first1")
    browser.post("/language", {"lang": "en", "back": "/learn"})
    assert '<html lang="en">' in browser.get("/learn?lang=ko").get_data(as_text=True)
    browser.post("/language", {"lang": "xx", "back": "/learn"})
    assert '<html lang="en">' in browser.get("/learn").get_data(as_text=True)


def test_content_without_a_translation_is_shown_as_it_was_written(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        g.identity = None
        assert [local(text) for text in ({"ko": "가", "en": "a"}, {"ko": "가"}, {})] == ["a", "가", ""]
        assert source_lines(("F9",), {}) == ()


def test_help_lists_the_whole_directory_and_the_exit_is_a_calendar_of_this_month(
    app: Flask, browse: Callable[[str], Browser]
) -> None:
    page = browse("").get("/help").get_data(as_text=True)
    assert [line.name["ko"] in page for line in app.extensions["catalog"].help.values()].count(False) == 0
    month = browse("").get("/exit").get_data(as_text=True)
    assert f"{clock.now().astimezone(SEOUL).month}월" in month
    assert "지킴" not in month


def test_readiness_follows_the_schema(
    app: Flask, browse: Callable[[str], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert browse("").get("/readyz").status_code == 200
    monkeypatch.setattr("courses.web.help_pages.HEAD", "9999")
    assert browse("").get("/readyz").status_code == 503
    assert browse("").get("/healthz").json == {"status": "ok"}


@pytest.mark.parametrize(
    ("audience", "word"),
    [
        (("soldiers",), "soldiers"),
        (("commanders",), "soldiers"),
        (("school-staff",), "staff"),
        (("guardians",), "guardians"),
        (("lower-secondary",), "students"),
        ((), "students"),
    ],
)
def test_the_help_beside_a_page_is_for_those_the_course_is_for(audience: tuple[str, ...], word: str) -> None:
    assert help_audience(replace(course(), audience=audience)) == word
