"""Whatever an author gets wrong is told on a page of the preview, in its place, and told once."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from itertools import count
from pathlib import Path

import pytest
from flask import Flask

from courses.catalog.cache import Cache
from courses.catalog.loader import build_here, load_catalog
from courses.catalog.proofs import Proofs
from courses.catalog.structure import Catalog
from courses.web import authoring
from courses.web.authoring_remarks import text_of
from tests.browsing import Browser
from tests.builders import School
from tests.catalog.examples import EXAMPLES, MODULE, READ, TWO, items, lesson, steps
from tests.catalog.examples_of_forms import ASKED, survey
from tests.catalog.examples_of_forms import READ as SHORT_LESSON
from tests.catalog.examples_of_forms import short as short_form
from tests.catalog.writing import TODAY, Change, desk, monolingual

Open = Callable[[str], Browser]
TOLD = re.compile(
    r'<li class="(?:bad|warn)">.*?<b>\S+ ([A-Z]\d{3})</b>.*?'
    r'<(?:a|span) class="nb"[^>]*>([^<]*)</(?:a|span)></span></li>',
    re.DOTALL,
)
LINK = re.compile(r'href="(/author/[^"#]*)"')


@pytest.fixture
def shown(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Catalog]]:
    """Shows the tiny content with changes in the preview, rendered in this process."""
    usual, numbers = app.extensions["catalog"], count()

    def show(changes: dict[str, Change]) -> Catalog:
        root = desk(tmp_path / str(next(numbers)), changes)
        cache = Cache(tmp_path / "cache", b"key")
        made = Proofs(root, cache, build_here, TODAY)
        monkeypatch.setattr(made, "course", lru_cache(made.course))
        monkeypatch.setattr(authoring, "proofs", lambda: made)
        catalog = app.extensions["catalog"] = load_catalog(root, cache, today=TODAY)
        return catalog

    yield show
    app.extensions["catalog"] = usual


def main_of(author: Browser, path: str) -> str:
    answer = author.get(path)
    assert answer.status_code == 200, path
    return answer.text.partition("<main")[2].partition("</main>")[0]


def told_everywhere(author: Browser) -> Counter[tuple[str, str]]:
    """Code and place of every finding on every page that can be reached without looking at a file as it is written."""
    found: Counter[tuple[str, str]] = Counter()
    waiting, seen = ["/author"], {"/author"}
    while waiting:
        path = waiting.pop()
        html = main_of(author, path)
        course = path.split("/")[2].partition("?")[0] + "/" if path.count("/") > 1 else ""
        found.update((code, course + unescape(place)) for code, place in TOLD.findall(html))
        links = {unescape(one) for one in LINK.findall(html)}
        fresh = {one for one in links - seen if not re.search(r"file=|item=|text=|/media/", one)}
        seen |= fresh
        waiting += sorted(fresh)
    return found


def test_each_finding_of_each_example_is_told_once(school: School, browse: Open, shown: Callable[..., Catalog]) -> None:
    author = browse("author")
    untold = {}
    for code, changes, place in EXAMPLES:
        catalog = shown(changes)
        expected = Counter(
            (one.code, f"{one.path.removeprefix('tiny/')}:{one.line}:{one.column}") for one in catalog.findings
        )
        if (told := told_everywhere(author)) != expected:
            untold[f"{code} {place}"] = (expected - told, told - expected)
    assert untold == {}


@pytest.mark.timeout(30)
def test_a_pipe_in_the_place_of_a_file_makes_nobody_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "course.md")
    assert text_of(tmp_path / "course.md") == ""


SECOND = "/author/tiny/second/three"
FIRST = "/author/tiny/first"


@pytest.mark.parametrize(
    ("changes", "page", "code", "follows"),
    [
        (lesson("첫 문단\n\n그것은 음란물이 아닙니다.\n\n끝"), SECOND, "W505", "<p>그것은"),
        (lesson("글\n\n/// nota\n안\n///\n\n끝"), SECOND, "B101", "</div></div>"),
        (lesson("- 하나\n- 음란물\n- 셋"), SECOND, "W505", "음란물</li>"),
        (lesson("## 음란물\n\n글"), SECOND, "W505", "<h2>음란물"),
        (lesson("| 가 | 나 |\n|---|---|\n| 하나 | 음란물 |"), SECOND, "W505", "<table>"),
        (lesson("> 인용\n\n> 음란물"), SECOND, "W505", "<p>음란물"),
        (lesson("/// note | 알림\n첫 문단\n\n음란물\n///"), SECOND, "W505", "<p>음란물"),
        (lesson("/// help\n    keys: [friend-line, nobody]\n///"), SECOND, "L310", '<section class="care">'),
        (lesson("/// chat | 방 · 2명\nA: 글\nB: 음란물\n///"), SECOND, "W505", '<p class="who">B'),
        (
            lesson("/// chat | 방 · 2명\nA: 글\n말한 사람이 없는 글\nB: 글\n///"),
            SECOND,
            "B113",
            '</li><li class="line">',
        ),
        (lesson("/// sensitive | 접힌 글\n    note: 힘든 글\n음란물\n///"), SECOND, "W505", "<p>음란물"),
        (lesson(f"/// check | 물음\n    id: c\n\n{TWO}  > 음란물\n///"), SECOND, "W505", "<p>음란물"),
        (
            lesson("/// check | 물음\n    id: c\n\n- [x] 가\n- [ ] 음란물\n///"),
            SECOND,
            "W505",
            "<details><summary>음란물",
        ),
        (steps("### 하나 {#a}\n\n글\n\n- [가기](#b)\n\n### 음란물 {#b .end}\n\n글\n"), SECOND, "W505", "<h4>음란물"),
        (lesson("글[^1]\n\n[^1]: 음란물"), SECOND, "W505", "<p>음란물"),
        (lesson("```\n음란물\n```\n\n7년 이하의 징역\n\n```\n코드\n```"), SECOND, "W504", "<p>7년"),
        (items(f"## 물음 {{#one}}\n\n{TWO}\n> 음란물\n"), FIRST, "W505", "<p>음란물"),
        (items("## 물음 {#one}\n\n- [x] 가\n- [ ] 음란물\n"), FIRST, "W505", "음란물</div>"),
        (items(f"## 음란물 {{#one}}\n\n{TWO}"), FIRST, "W505", '<h3 class="asked">음란물'),
        (items(f"머리글\n\n음란물\n\n## 물음 {{#one}}\n\n{TWO}"), FIRST, "W505", "<p>음란물"),
        (items(f"## 물음 {{#one}}\n\n{TWO}\n## 끝 {{.after}}\n\n음란물\n"), FIRST, "W505", "<p>음란물"),
        (
            survey(f"## 음란물 {{#known .pre}}\n\n{TWO}"),
            "/author/tiny?sheet=survey",
            "W505",
            '<h3 class="asked">음란물',
        ),
        (
            short_form(SHORT_LESSON + ASKED.replace("- [ ] 나", "- [ ] 음란물")),
            "/author/tiny/short",
            "W505",
            "음란물</div>",
        ),
        (short_form(SHORT_LESSON.replace("글\n", "음란물\n")), "/author/tiny/short/start", "W505", "<p>음란물"),
        (
            lesson("글[^1].\n\n[^1]: 각주\n\n<details>\n\n끝"),
            SECOND,
            "B118",
            '</div></div><div class="sides"><div class="side prose" lang="ko"><details>',
        ),
        ({MODULE: ("attempts: 3", "attempts: 3\nsources: [F1]")}, FIRST, "F007", ""),
    ],
)
def test_a_finding_stands_right_above_what_it_is_about(
    school: School, browse: Open, shown: Callable[..., Catalog], changes: dict[str, Change], page: str, code: str,
    follows: str,
) -> None:  # fmt: skip
    shown(changes)
    html = main_of(browse("author"), page)
    [told] = [m for m in TOLD.finditer(html) if m[1] == code]
    behind = html[told.end() :].removeprefix("</ul>").lstrip().removeprefix("</div>").lstrip()
    assert behind.startswith(follows)


def test_what_is_folded_over_a_finding_is_opened(school: School, browse: Open, shown: Callable[..., Catalog]) -> None:
    shown(
        lesson("/// sensitive | 접힌 글\n    note: 힘든 글\n음란물\n///\n\n/// sensitive | 또\n    note: 글\n글\n///")
    )
    html = main_of(browse("author"), SECOND)
    assert (html.count('<details open class="sensitive">'), html.count('<details class="sensitive">')) == (1, 1)


def test_front_matter_and_whole_files_are_told_at_the_head(
    school: School, browse: Open, shown: Callable[..., Catalog]
) -> None:
    shown(monolingual({READ: "---\ntitle: 차시\nminutes: 9\ncolour: red\n---\n글\n"}))
    head, _, body = main_of(browse("author"), SECOND).partition('class="card panel proof"')
    assert ([code for code, _ in TOLD.findall(head)], TOLD.findall(body)) == (["F007"], [])


def test_a_text_is_shown_with_front_matter_that_cannot_be_used(
    school: School, browse: Open, shown: Callable[..., Catalog]
) -> None:
    shown(monolingual({READ: "---\ntitle: 제목은 그대로\nminutes: nine\n---\n본문도 그대로\n"}))
    html = main_of(browse("author"), SECOND)
    assert ("<h1>제목은 그대로</h1>" in html, "<p>본문도 그대로</p>" in html) == (True, True)


@pytest.mark.parametrize(
    "changes",
    [
        monolingual({READ: "---\ntitle: a\n"}),
        {READ: b"---\ntitle: a\n---\n\xff"},
        {READ: "---\ntitle: a\n---\n" + "[" * 201},
    ],
)
def test_what_cannot_be_rendered_is_shown_as_it_is_written(
    school: School, browse: Open, shown: Callable[..., Catalog], changes: dict[str, Change]
) -> None:
    shown(changes)
    html = main_of(browse("author"), SECOND)
    assert (html.count('class="part said"') > 0, "title: a" in html) == (True, True)


def test_an_item_that_cannot_be_asked_stands_as_it_is_written_among_the_others(
    school: School, browse: Open, shown: Callable[..., Catalog]
) -> None:
    shown(items(f"## 첫째 {{#one}}\n\n{TWO}\n## 둘째 {{#two}}\n\n- [ ] 가\n- [ ] 나\n\n## 셋째 {{#three}}\n\n{TWO}"))
    html = main_of(browse("author"), FIRST)
    places = [html.index(one) for one in ("첫째</h3>", "<pre", "## 둘째", "I202", "셋째</h3>")]
    assert places == sorted(places)
    assert "이 답의 점수" in main_of(browse("author"), f"{FIRST}?item=three&answer=a&try=1")


def test_a_translation_out_of_step_stands_as_it_is_written_beside_the_original(
    school: School, browse: Open, shown: Callable[..., Catalog]
) -> None:
    shown({"tiny/01-first/01-one.en.md": ("/// note | Good", "## Heading\n\n/// note | Good")})
    html = main_of(browse("author"), f"{FIRST}/one")
    row = html.partition('class="card panel proof"')[2]
    assert ('class="side prose" lang="ko"' in row, 'class="side aswritten" lang="en"' in row) == (True, True)
    assert "T401" in row


def test_a_translation_in_order_is_shown_beside_an_original_with_an_unknown_block(
    school: School, browse: Open, shown: Callable[..., Catalog]
) -> None:
    shown({"tiny/01-first/01-one.md": ("/// note |", "/// noet |")})
    html = main_of(browse("author"), f"{FIRST}/one")
    assert ("B101" in html, "T401" in html, 'class="side aswritten"' in html) == (True, False, False)
    assert ('class="side prose" lang="ko"' in html, 'class="side prose" lang="en"' in html) == (True, True)
    assert ("<li>둘</li>" in html, "Good" in html) == (True, True)


def test_languages_stand_paragraph_beside_paragraph_or_one_alone(
    school: School, browse: Open, shown: Callable[..., Catalog]
) -> None:
    shown({})
    author = browse("author")
    both, english = (main_of(author, f"{FIRST}/one{query}") for query in ("", "?text=en"))
    rows = both.count('class="side prose" lang="ko"')
    assert (rows > 2, both.count('class="side prose" lang="en"')) == (True, rows)
    assert (english.count('lang="ko"'), 'aria-current="true">English' in english) == (0, True)


def test_findings_of_the_language_that_is_not_shown_are_counted_in_its_link(
    school: School, browse: Open, shown: Callable[..., Catalog]
) -> None:
    shown({"tiny/01-first/01-one.en.md": ("Consent means", "Seven years in prison. Consent means")})
    html = main_of(browse("author"), f"{FIRST}/one?text=ko")
    assert (TOLD.findall(html), re.findall(r'>English <span class="tag warn">(\d+)<', html)) == ([], ["1"])


def test_a_line_is_found_again_where_the_file_is_shown_as_it_is_written(
    school: School, browse: Open, shown: Callable[..., Catalog]
) -> None:
    shown(lesson("글\n\n음란물"))
    author = browse("author")
    link = re.search(r'href="(/author/tiny\?file=[^"]*)#(L\d+)"', main_of(author, SECOND))
    assert link
    assert f'id="{link[2]}"' in main_of(author, unescape(link[1]))


def test_places_of_two_languages_have_different_names(
    school: School, browse: Open, shown: Callable[..., Catalog]
) -> None:
    shown({})
    html = main_of(browse("author"), f"{FIRST}/two")
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))


def test_a_course_that_never_was_good_can_be_read(school: School, browse: Open, shown: Callable[..., Catalog]) -> None:
    shown(
        {
            "other/course.md": "---\ntitle: a\n---\n",
            "other/01-a/module.md": "---\ntitle: b\n---\n",
            "other/01-a/01-b.md": "없는 머리",
        }
    )
    author = browse("author")
    assert "없는 머리" in main_of(author, "/author/other/a/b")
    assert browse("first1").get("/learn/other/a/b").status_code == 404


def test_the_preview_shows_what_the_files_hold_before_the_site_has_read_them(
    school: School, browse: Open, shown: Callable[..., Catalog]
) -> None:
    catalog = shown({})
    (catalog.root / READ).write_text("---\ntitle: 새 제목\nminutes: 1\n---\n새 글\n", "utf-8")
    assert "새 글" in main_of(browse("author"), SECOND)


def test_a_draft_shows_its_own_pictures_and_lessons(
    school: School, browse: Open, shown: Callable[..., Catalog]
) -> None:
    shown(lesson("![그림](media/a.png)\n\n[처음](01-three.md)") | {"tiny/02-second/media/a.png": b""})
    html = main_of(browse("author"), SECOND)
    assert ('src="/learn/' in html, 'href="/author/tiny/second/three"' in html) == (False, True)
