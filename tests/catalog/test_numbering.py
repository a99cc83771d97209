"""Line numbers left in a text for its preview, and what they must not change."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from courses.catalog.beside import put
from courses.catalog.building import build
from courses.catalog.course_loader import jobs_of
from courses.catalog.directory import read_lists
from courses.catalog.labels import LABELS
from courses.catalog.markdown import Writer
from courses.catalog.numbering import CLOSE, NUMBER, NUMBERED, OPEN, UNNUMBERED, Numbered, Rows, Unnumbered, bare
from courses.catalog.pages import Excerpt, Faults
from courses.catalog.plan import plan_courses
from courses.catalog.sanitising import sanitised
from courses.catalog.structure import Module
from courses.catalog.surroundings import Surroundings
from tests.catalog.writing import HERE

OWN_WORDS = {words[key] for words in LABELS.values() for key in ("true", "false")}
"""What no author wrote stands on no line."""


def written(text: str, lines: Unnumbered = NUMBERED) -> str:
    return Writer(Surroundings(lines=lines), Faults("")).html(Excerpt(tuple(text.split("\n"))))


def visible(text: str) -> str:
    return text.replace(OPEN, "«").replace(CLOSE, "»")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("글", "<p>«1»글</p>"),
        ("글\n이어서\n\n다음 *글*", "<p>«1»글\n이어서</p>\n<p>«4»다음 <em>글</em></p>"),
        ("## 제목 {#x}\n\n글", '<h2 id="x">«1»제목</h2>\n<p>«3»글</p>'),
        ("- 가\n- 나\n  - 다", "<ul>\n<li>«1»가</li>\n<li>«2»나<ul>\n<li>«3»다</li>\n</ul>\n</li>\n</ul>"),
        ("> 인용\n> 이어서", "<blockquote>\n<p>«1»인용\n이어서</p>\n</blockquote>"),
        ("제목\n===", "<h1>«1»제목</h1>"),
        ("```\n코드\n둘째\n```\n\n글", "<pre><code>«1»코드\n둘째\n</code></pre>\n<p>«6»글</p>"),
        ("```\n```\n\n글", "<pre><code></code></pre>\n<p>«4»글</p>"),
        ("***\n\n글", "<hr>\n<p>«3»글</p>"),
        ("글\n\n<div>안</div>\n\n다음", "<p>«1»글</p>\n<p>«3»</p>\n<div>안</div>\n\n<p>«5»다음</p>"),
        ("용어\n: 뜻", "<dl>\n<dt>«1»용어</dt>\n<dd>«2»뜻</dd>\n</dl>"),
        (
            "[글][x]\n\n[x]: https://example.org",
            '<p>«1»<a href="https://example.org" rel="noopener noreferrer">글</a></p>',
        ),
    ],
)
def test_the_number_of_its_line_stands_before_each_piece(text: str, html: str) -> None:
    assert visible(written(text)) == html


PIECES = [*"가b -*_#>|`~[](){}=:.1\n\t!<&", OPEN, CLOSE, "&#xFDD0;", "&#64977", '<a href="', '">']


@given(st.lists(st.sampled_from(PIECES), max_size=80).map("".join))
def test_numbers_change_nothing_else(text: str) -> None:
    plain, numbered = written(text, UNNUMBERED), written(text)
    assert "".join(bare(numbered).split()) == "".join(plain.split())


FORGED = [(OPEN, CLOSE), ("&#xFDD0;", "&#xFDD1;"), ("&#64976;", "&#0064977"), ("&#XfdD0", "&#Xfdd1;")]


@pytest.mark.parametrize(("opening", "closing"), FORGED)
@pytest.mark.parametrize(
    "text",
    [
        '<a href="java{}1{}script:alert(1)">글</a>',
        "[글](java{}1{}script:alert(1))",
        "![글](/{}1{}/evil/x)",
        "글 {}9{}",
        '<b title="{}1{}">글</b>',
        "글 {}" + "9" * 5000 + "{}",
        "{}",
    ],
)
def test_an_author_writes_no_number(text: str, opening: str, closing: str) -> None:
    html = written(text.format(opening, closing))
    assert set(NUMBER.findall(html)) == {"1"}
    shown = put(html, {9: Markup("[9]")})
    assert (shown, OPEN in shown, CLOSE in shown) == (bare(html), False, False)
    assert "javascript:" not in shown
    assert '"//' not in shown


def test_a_number_of_ours_in_an_attribute_is_taken_out_before_the_address_is_judged() -> None:
    html = f'<p title="a{OPEN}2{CLOSE}">{OPEN}1{CLOSE}<a href="java{OPEN}2{CLOSE}script:a">글</a></p>'
    assert visible(sanitised(html)) == '<p title="a">«1»<a>글</a></p>'
    split = f'<a href="java{OPEN}script:a">글</a><img src="/{OPEN}/a" alt="">'
    assert sanitised(split) == '<a>글</a><img alt="">'


def test_a_block_that_cannot_be_written_keeps_its_place() -> None:
    text = "글\n\n/// scenario | 길\n안\n///\n\n끝"
    assert visible(written(text)) == "<p>«1»글</p>\n<p>«3»</p>\n<p>«7»끝</p>"
    assert bare(written(text)) == written(text, UNNUMBERED)


def test_what_stands_in_a_block_that_nobody_knows_is_shown_as_text() -> None:
    text = "글\n\n//// nota\n안\n\n/// note | 말\n속\n///\n////\n\n끝"
    assert visible(written(text)) == (
        '<p>«1»글</p>\n<p>«3»</p>\n<p>«4»안</p>\n<section class="note">«6»<h3>말</h3>\n<p>«7»속</p>\n</section>\n'
        "<p>«11»끝</p>"
    )


def test_a_number_that_changes_the_text_is_left_out_and_the_others_stay() -> None:
    rows = [(1, "a"), (0, ""), (3, "b"), (0, ""), (5, "c"), (0, ""), (7, "d")]

    def convert(given_rows: Rows) -> str:
        text = " ".join(row for _, row in given_rows)
        return text.replace("b", "B") if f"{CLOSE}b" in text else text

    assert visible(Numbered().rendered(rows, convert)).split() == ["«1»a", "b", "«5»c", "«7»d"]


def test_a_text_that_no_number_leaves_as_it_is_has_none() -> None:
    def convert(given_rows: Rows) -> str:
        text = " ".join(row for _, row in given_rows)
        return "other" if NUMBER.search(text) else text

    rows = [(number, "a") if number % 2 else (0, "") for number in range(1, 200)]
    assert NUMBER.search(Numbered().rendered(rows, convert)) is None


def modules(root: Path, *, numbered: bool) -> list[Module | None]:
    lists = read_lists(root)
    return [
        build(replace(job, numbered=numbered)).module
        for plan in plan_courses(root)
        for job in jobs_of(root, plan, lists.help, lists.facts)[1:]
    ]


def texts(module: Module | None) -> list[str]:
    """Every text of a module that is rendered, translations among them."""
    assert module
    assert module.quiz or module.slug == "second"
    html = [one for lesson in module.lessons for one in (lesson.html, lesson.summary)]
    for item in module.quiz.items if module.quiz else ():
        html += [item.question, item.situation, item.feedback, *(one.text for one in item.choices)]
        html += [one.feedback for one in item.choices]
    return [text for one in [module.html, *html] for text in one.values()]


def test_a_numbered_module_is_the_published_one_with_numbers() -> None:
    for plain, numbered in zip(*(modules(HERE / "tiny", numbered=one) for one in (False, True)), strict=True):
        pairs = list(zip(texts(plain), texts(numbered), strict=True))
        assert ["".join(bare(two).split()) for _, two in pairs] == ["".join(one.split()) for one, _ in pairs]
        assert {one for one, two in pairs if not NUMBER.search(two)} <= {"", *OWN_WORDS}
        assert not any(NUMBER.search(one) for one, _ in pairs)
