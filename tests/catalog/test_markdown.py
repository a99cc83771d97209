"""Markdown as authors write it: Korean emphasis, nested lists, links, and what the sanitiser lets through."""

from pathlib import Path

import pytest

from courses.catalog.sanitising import sanitised, visible_text
from tests.catalog.small_files import png
from tests.catalog.writing import LESSON, course, first_lesson, lesson, monolingual, told

NESTED = "<ul>\n<li>가<ul>\n<li>나<ul>\n<li>다</li>\n</ul>\n</li>\n</ul>\n</li>\n<li>라</li>\n</ul>"


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("**비밀번호(MFA)**를", "<p><strong>비밀번호(MFA)</strong>를</p>"),
        ('**"중요"**입니다', '<p><strong>"중요"</strong>입니다</p>'),
        ("**'중요'**와 **(중요)**는", "<p><strong>'중요'</strong>와 <strong>(중요)</strong>는</p>"),
        ("가**나**다", "<p>가<strong>나</strong>다</p>"),
        ("*기울임*은", "<p><em>기울임</em>은</p>"),
    ],
)
def test_korean_particles_follow_emphasis(written: str, html: str, tmp_path: Path) -> None:
    assert lesson(tmp_path, written) == html


@pytest.mark.parametrize("spaces", [2, 4])
def test_lists_nest_by_two_or_four_spaces(spaces: int, tmp_path: Path) -> None:
    step = " " * spaces
    assert lesson(tmp_path, f"- 가\n{step}- 나\n{step}{step}- 다\n- 라") == NESTED


def test_a_paragraph_belongs_to_the_item_it_is_indented_under(tmp_path: Path) -> None:
    html = lesson(tmp_path, "- 가\n  - 나\n\n  둘째 문단\n\n밖의 문단\n\n    코드")
    assert html.replace("\n", "") == (
        "<ul><li><p>가</p><ul><li>나</li></ul><p>둘째 문단</p></li></ul><p>밖의 문단</p><pre><code>코드</code></pre>"
    )


def test_a_line_without_indent_continues_an_item(tmp_path: Path) -> None:
    assert lesson(tmp_path, "- 가\n나\n- 다").replace("\n", "") == "<ul><li>가나</li><li>다</li></ul>"


def test_the_place_of_a_second_link_is_its_own(tmp_path: Path) -> None:
    body = LESSON + "[가](#x) [나](#x)\n\n```\n[다](#x)\n```\n\n[라](#x) [마](<#y>)\n"
    lines = told(tmp_path, monolingual({"tiny/02-second/01-three.md": body}))
    assert [line.split(" ")[0].removeprefix("tiny/02-second/01-three.md:") for line in lines if "L301" in line] == [
        "5:5",
        "5:13",
        "11:5",
        "11:14",
    ]


def test_tables_are_aligned_by_class(tmp_path: Path) -> None:
    html = lesson(tmp_path, "| 가 | 나 |\n|---|--:|\n| 1 | 2 |")
    assert '<th>가</th>\n<th class="align-right">나</th>' in html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("**글**{.c-x} 와 {끝}", '<p><strong class="c-x">글</strong> 와 {끝}</p>'),
        ("**글**{.c-x}{끝}", '<p><strong class="c-x">글</strong>{끝}</p>'),
        ("**글**{끝} 와", "<p><strong>글</strong>{끝} 와</p>"),
        ("## 제목 {끝}", "<h2>제목 {끝}</h2>"),
        ("## 제목 {끝} {.c-x}", '<h2 class="c-x">제목 {끝}</h2>'),
        ("글\n{끝}", "<p>글\n{끝}</p>"),
        ("글\n{.c-x}", '<p class="c-x">글</p>'),
    ],
)
def test_braces_that_hold_no_attributes_stay_as_written(body: str, html: str, tmp_path: Path) -> None:
    assert lesson(tmp_path, body).strip() == html


def test_definitions_footnotes_attributes_and_code_are_read(tmp_path: Path) -> None:
    html = lesson(
        tmp_path,
        "말\n:   뜻[^1]\n\n## 제목 {#here .c-big}\n\n[위로](#here)\n\n```\n<b> {.x} - [ ]\n```\n\n[^1]: 덧붙임\n",
    )
    assert "<dt>말</dt>" in html
    assert '<h2 class="c-big" id="here">제목</h2>' in html
    assert "&lt;b&gt; {.x} - [ ]" in html
    assert 'title="본문으로 돌아가기 1"' in html


def test_a_link_to_a_lesson_becomes_its_address(tmp_path: Path) -> None:
    html = lesson(tmp_path, "[첫](../01-first/01-one.md) [둘](../01-first/02-two.md#check-tiny-check)")
    assert html == (
        '<p><a href="/learn/tiny/first/one">첫</a> <a href="/learn/tiny/first/two#check-tiny-check">둘</a></p>'
    )


def test_an_outside_link_gives_nothing_away(tmp_path: Path) -> None:
    html = lesson(tmp_path, "[밖](https://example.org/) <a@example.org>")
    assert '<a href="https://example.org/" rel="noopener noreferrer">밖</a>' in html


def test_a_picture_comes_from_the_folder_of_its_module(tmp_path: Path) -> None:
    changes = monolingual(
        {"tiny/02-second/01-three.md": LESSON + "![둥근 달](media/달-moon.png)\n![달](media/moon.png)"}
    )
    changes["tiny/02-second/01-three.md"] = LESSON + "![둥근 달](media/moon.png)"
    changes["tiny/02-second/media/moon.png"] = png()
    made = course(tmp_path, changes)
    assert '<img alt="둥근 달" src="/learn/tiny/second/media/moon.png">' in first_lesson(made, "second").html["ko"]


def test_harmless_html_stays(tmp_path: Path) -> None:
    html = lesson(tmp_path, 'H<sub>2</sub>O<br>줄 `<script>` <span lang="en">word</span>\n\n```\n<script>\n```\n')
    assert html.startswith("<p>H<sub>2</sub>O<br>줄 <code>&lt;script&gt;</code> ")
    assert '<span lang="en">word</span>' in html


def test_the_sanitiser_keeps_only_known_classes_and_addresses() -> None:
    html = '<p class="note c-own btn-exit" style="x" onclick="y"><a href="javascript:x">z</a></p><p class="q">r</p>'
    assert sanitised(html) == '<p class="note c-own"><a>z</a></p><p>r</p>'


def test_visible_text_leaves_out_what_is_folded() -> None:
    html = (
        "<p>가<b>나</b></p><details><summary>다</summary><p>라</p><details><summary>마</summary>바</details></details>"
        "<textarea>사</textarea><p>&lt;아&gt;</p>"
    )
    assert "".join(visible_text(html).split()) == "가나다<아>"


def test_a_summary_is_written_in_every_language(tmp_path: Path) -> None:
    summary = course(tmp_path, {}).modules[0].lessons[0].summary
    assert summary["ko"] == "<p>먼저 <strong>묻는</strong> 것이 동의의 시작입니다.</p>"
    assert summary["en"] == "<p>Asking <strong>first</strong> is where consent begins.</p>"


def test_a_lesson_without_a_summary_has_an_empty_one(tmp_path: Path) -> None:
    assert dict(course(tmp_path, {}).modules[0].lessons[1].summary) == {"ko": ""}


def test_a_target_written_once_and_used_twice_has_one_place(tmp_path: Path) -> None:
    body = LESSON + "[가][r] [나][r]\n\n[r]: #nowhere\n"
    lines = told(tmp_path, monolingual({"tiny/02-second/01-three.md": body}))
    assert [line for line in lines if "L301" in line] == ["tiny/02-second/01-three.md:7:6 L301"]
