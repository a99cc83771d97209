"""Every type of item tried out by its author: wrong, partly right and right answers, and nothing kept of any."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from courses.catalog.cache import Cache
from courses.catalog.loader import build_here, load_catalog
from courses.catalog.proofs import Proofs
from courses.web import authoring
from tests.browsing import Browser
from tests.builders import School
from tests.catalog.examples import COURSE, QUIZ
from tests.catalog.writing import TODAY, desk, monolingual
from tests.security.looking import changed_tables, every_row

Open = Callable[[str], Browser]
ITEMS = """## 하나만 {#single points=4}

- [ ] 가
  > 왜 아닌지.
- [x] 나
  > 왜 맞는지.

> 모두에게 하는 말.

## 여럿 {#multiple points=4}

- [x] 가
- [x] 나
- [ ] 다
- [ ] 라

## 무게 {#weighted points=4}

- [x] 가 {weight=75}
- [ ] 나 {weight=-25}
- [x] 다 {weight=25}

## 참 {#true points=4 answer=true}

## 글 {#typed points=4}

= 도움을 청한다
= 말한다 {weight=50}
  > 반은 맞습니다.
!= 참는다
  > 참지 않아도 됩니다.

## 수 {#number points=4}

= 7 ± 0.5
= 8..9 {weight=25}

## 잇기 {#matching points=4}

| 가 | 나 |
|---|---|
| 듣기 | 귀 |
| 보기 | 눈 |
| 쓰기 | 손 |
| 걷기 | 발 |

## 차례 {#ordering points=4}

1. 듣는다
2. 적는다
3. 알린다
4. 돌본다

## 정답이 없는 문항 {#broken}

- [ ] 가
- [ ] 나
"""
MATCHED = "row-1=1&row-2=2&row-3=3&row-4=4"


@pytest.fixture
def author(
    school: School, browse: Open, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Browser]:
    """The author of a draft with an item of each type and one that cannot be asked."""
    usual = app.extensions["catalog"]
    root = desk(tmp_path, monolingual({QUIZ: ITEMS, COURSE: ("language: ko\n", "language: ko\nstate: draft\n")}))
    made = Proofs(root, Cache(tmp_path / "cache", b"key"), build_here, TODAY)
    monkeypatch.setattr(authoring, "proofs", lambda: made)
    app.extensions["catalog"] = load_catalog(root)
    yield browse("author")
    app.extensions["catalog"] = usual


@pytest.mark.parametrize(
    ("item", "answer", "percent", "points", "words"),
    [
        ("single", "answer=a", "0", "0", ["왜 아닌지."]),
        ("single", "answer=b", "100", "4", ["왜 맞는지."]),
        ("single", "", "0", "0", []),
        ("multiple", "answer=a&answer=b", "100", "4", []),
        ("multiple", "answer=a", "50", "2", []),
        ("multiple", "answer=a&answer=c", "0", "0", []),
        ("weighted", "answer=a&answer=c", "100", "4", []),
        ("weighted", "answer=a&answer=b", "50", "2", []),
        ("true", "answer=a", "100", "4", []),
        ("true", "answer=b", "0", "0", []),
        ("typed", "answer=도움을 청한다", "100", "4", []),
        ("typed", "answer=말한다", "50", "2", ["반은 맞습니다."]),
        ("typed", "answer=참는다", "0", "0", ["참지 않아도 됩니다."]),
        ("typed", "answer=모른다", "0", "0", []),
        ("number", "answer=7.4", "100", "4", []),
        ("number", "answer=8.5", "25", "1", []),
        ("number", "answer=10", "0", "0", []),
        ("matching", MATCHED, "100", "4", []),
        ("matching", MATCHED.replace("row-4=4", "row-4=1"), "75", "3", []),
        ("matching", "row-1=2&row-2=1", "0", "0", []),
        ("ordering", "place-1=1&place-2=2&place-3=3&place-4=4", "100", "4", []),
        ("ordering", "place-1=2&place-2=3&place-3=4&place-4=1", "66.67", "2.67", []),
        ("ordering", "place-1=4&place-2=3&place-3=2&place-4=1", "0", "0", []),
    ],
)
def test_an_answer_earns_what_it_earns_learners(
    author: Browser, item: str, answer: str, percent: str, points: str, words: list[str]
) -> None:
    html = author.get(f"/author/tiny/first?item={item}&{answer}&try=1").text
    said = html.partition('role="status"')[2].partition("</section>")[0]
    assert (f"이 답의 점수: {percent}%<" in said, f"4점 중 {points}점" in said) == (True, True)
    assert re.findall(r"<div><p>(.*?)</p>", said.partition("</p>")[2]) == words


def test_a_page_to_try_an_item_on_shows_all_that_can_be_earned(author: Browser) -> None:
    html = author.get("/author/tiny/first?item=typed").text
    told = [one in html for one in ("100%", "50%", "도움을 청한다", "반은 맞습니다.", "참지 않아도 됩니다.")]
    assert (told, "이 답의 점수" in html) == ([True] * 5, False)


def test_accepted_answers_stand_in_the_type_of_the_page(author: Browser) -> None:
    html = author.get("/author/tiny/first?item=typed").text
    assert ("<span>도움을 청한다</span>" in html, "<code>" in html) == (True, False)


def test_an_answer_that_no_form_sends_is_not_read(author: Browser) -> None:
    assert "답을 읽지 못했습니다" in author.get("/author/tiny/first?item=single&answer=zz&try=1").text


def test_nothing_that_is_tried_out_is_kept(author: Browser) -> None:
    before = every_row(["login_session"])
    for item in re.findall(r"\{#([a-z]+)", ITEMS):
        author.get(f"/author/tiny/first?item={item}&answer=a&try=1")
    assert changed_tables(before) == []


def test_an_item_that_cannot_be_asked_cannot_be_tried_out(author: Browser) -> None:
    assert author.get("/author/tiny/first?item=broken").status_code == 404


@pytest.mark.parametrize("name", ["teacher", "first1", "operator", "auditor"])
def test_nobody_but_authors_and_administrators_tries_items_of_a_draft(author: Browser, browse: Open, name: str) -> None:
    assert browse(name).get("/author/tiny/first?item=single&answer=b&try=1").status_code == 403
    assert browse(name).get("/learn/tiny/first").status_code in {403, 404}


@pytest.mark.parametrize(("item", "status"), [("known", 200), ("scale", 404), ("none", 404)])
def test_what_a_survey_asks_for_knowledge_can_be_tried_out(
    school: School, browse: Open, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, item: str, status: int
) -> None:
    text = "---\ntitle: 설문\n---\n## 지식 {#known .pre .post}\n\n- [x] 가\n- [ ] 나\n\n## 생각 {#scale scale=5}\n"
    root = desk(tmp_path, monolingual({"tiny/survey.md": text}))
    made = Proofs(root, None, build_here, TODAY)
    monkeypatch.setattr(authoring, "proofs", lambda: made)
    author = browse("author")
    page = author.get("/author/tiny?sheet=survey").text
    assert ("pre · post" in page, "생각" in page, "sheet=survey&amp;item=known" in page) == (True, True, True)
    assert author.get(f"/author/tiny?sheet=survey&item={item}&answer=a&try=1").status_code == status


@pytest.mark.parametrize("query", ["sheet=none", "sheet=survey", "sheet=letter&item=one", "sheet=survey&item=one"])
def test_a_sheet_that_is_not_there_is_not_found(author: Browser, query: str) -> None:
    assert author.get(f"/author/tiny?{query}").status_code == 404
