"""Remarks put at the lines they are about, and texts laid side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from courses.catalog.beside import aligned, apart, lines_of, nearest, put, renamed
from courses.catalog.markdown import Writer
from courses.catalog.numbering import CLOSE, NUMBERED, OPEN
from courses.catalog.pages import Excerpt, Faults
from courses.catalog.surroundings import Surroundings


def numbered(text: str) -> str:
    return text.replace("«", OPEN).replace("»", CLOSE)


def remarks(*lines: int) -> dict[int, Markup]:
    return {line: Markup(f"[{line}]") for line in lines}


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>«1»a</p><p>«2»b</p>", "[1]<p>a</p>[2]<p>b</p>"),
        ("<ul><li>«1»a</li><li><p>«2»b</p></li></ul>", "<ul><li>[1]a</li><li>[2]<p>b</p></li></ul>"),
        ("<p><b>«1»a</b></p>", "[1]<p><b>a</b></p>"),
        (
            "<table><tbody><tr><td>«1»a</td></tr></tbody></table>",
            "[1]<table><tbody><tr><td>a</td></tr></tbody></table>",
        ),
        ('<section class="law">«1»<h3>a</h3></section>', '[1]<section class="law"><h3>a</h3></section>'),
        ("<section><h3>«1»a</h3></section>", "<section>[1]<h3>a</h3></section>"),
        ("<details><summary>«1»<b>a</b></summary></details>", "[1]<details><summary><b>a</b></summary></details>"),
        (
            "<details><summary>a</summary><p>«1»b</p></details>",
            "<details open><summary>a</summary>[1]<p>b</p></details>",
        ),
        ("<ol><li>a</li>«1»<li>b</li></ol>", "<ol><li>a</li><li>[1]</li><li>b</li></ol>"),
        ("<dl><dt>«1»a</dt><dd>«2»b</dd></dl>", "[1]<dl><dt>a</dt><dd>[2]b</dd></dl>"),
        ("<p>«1»a<br>b</p><p>«1»c</p>", "[1]<p>a<br>b</p><p>c</p>"),
        ("«1»a", "[1]a"),
        ("<p>«1234567»a</p><p>«2»b</p>", "<p>\ufdd01234567\ufdd1a</p>[2]<p>b</p>"),
    ],
)
def test_a_remark_stands_above_the_piece_of_its_line(html: str, shown: str) -> None:
    assert put(numbered(html), remarks(1, 2)) == shown


@pytest.mark.parametrize("attribute", ['href="java«1»script:alert(1)"', 'src="/«1»/a"', 'title="<p>«1»</p>"'])
def test_an_attribute_stays_as_it_was_sanitised_and_takes_no_remark(attribute: str) -> None:
    html = numbered(f"<p><a {attribute}>a</a></p>")
    assert (put(html, remarks(1)), apart(html, remarks(1)), lines_of(html)) == (html, ("", html), [])


def test_a_remark_that_was_put_is_taken_out_and_one_without_a_place_stays() -> None:
    kept = remarks(1, 3)
    put(numbered("<p>«1»a</p><p>«2»b</p>"), kept)
    assert kept == remarks(3)


def test_two_remarks_within_one_fold_open_it_once() -> None:
    html = numbered("<details><summary>a</summary><p>«1»b</p><p>«2»c</p></details>")
    assert put(html, remarks(1, 2)).count(" open") == 1


def test_remarks_on_a_phrase_stand_apart_from_it() -> None:
    assert apart(numbered("«1»a <b>b</b>"), remarks(1)) == ("[1]", "a <b>b</b>")


@pytest.mark.parametrize(("line", "found"), [(1, None), (2, 2), (4, 2), (5, 5), (99, 5)])
def test_the_nearest_line_does_not_lie_behind(line: int, found: int | None) -> None:
    assert nearest([2, 5], line) == found


@given(st.text(alphabet="가b -*_#>|`[]()=:1\n", max_size=80))
def test_every_line_that_can_be_told_takes_its_remark_once(text: str) -> None:
    html = Writer(Surroundings(lines=NUMBERED), Faults("")).html(Excerpt(tuple(text.split("\n"))))
    lines = lines_of(html)
    kept = {line: Markup(f"\ufdd5{line}\ufdd6") for line in lines}
    shown = put(html, kept)
    assert (kept, [shown.count(f"\ufdd5{line}\ufdd6") for line in lines]) == ({}, [1] * len(lines))


def test_places_are_renamed_with_the_links_to_them() -> None:
    html = '<h2 id="a" title=" id=&quot;">id="a"</h2><a href="#a">b</a><a href="/x#a">c</a>'
    assert renamed(html, "en-") == html.replace(' id="a"', ' id="en-a"', 1).replace('href="#a"', 'href="#en-a"')


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        (["<p>a</p>\n<p>b</p>", "<p>c</p>\n<p>d</p>"], [("<p>a</p>\n", "<p>c</p>\n"), ("<p>b</p>", "<p>d</p>")]),
        (
            ["<p>a</p><h2>b</h2><p>c</p><p>d</p>", "<p>e</p><h2>f</h2><p>g</p>"],
            [("<p>a</p>", "<p>e</p>"), ("<h2>b</h2><p>c</p><p>d</p>", "<h2>f</h2><p>g</p>")],
        ),
        (["<p>a</p><h2>b</h2>", "<p>c</p><h3>d</h3>"], [("<p>a</p><h2>b</h2>", "<p>c</p><h3>d</h3>")]),
        (["<ul><li>a</li></ul><hr>", "<ul><li>b</li><li>c</li></ul><hr>"], [
            ("<ul><li>a</li></ul>", "<ul><li>b</li><li>c</li></ul>"), ("<hr>", "<hr>"),
        ]),
        (["", "<p>a</p>"], [("", "<p>a</p>")]),
        (["text", "<p>a</p>"], [("text", "<p>a</p>")]),
        (["<p>a</p>"], [("<p>a</p>",)]),
        (["", ""], []),
        ([], []),
    ],
)  # fmt: skip
def test_texts_stand_piece_by_piece_where_they_agree(texts: list[str], rows: list[tuple[str, ...]]) -> None:
    assert aligned(texts) == rows
