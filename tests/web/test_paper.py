"""What the catalog has rendered, made ready for paper."""

import pytest
from markupsafe import Markup

from courses.catalog.sanitising import sanitised
from courses.web.paper import SignRow, SignTable, has_table, passages, unfolded

TABLE = Markup('<table class="sign-in"><tbody><tr><td>1</td></tr></tbody></table>')
REGISTER = (SignTable("", (SignRow("1", "A"), SignRow("2", "B"))),)


def test_every_fold_is_open() -> None:
    html = Markup('<details class="sensitive"><summary>s</summary><details><summary>t</summary></details></details>')
    assert unfolded(html).count("<details open") == 2


def test_text_that_looks_like_a_fold_stays_text() -> None:
    html = sanitised('<p title="&lt;details>&lt;h2>">&lt;details&gt; id="x" href="#x" &lt;h2&gt;</p>')
    assert unfolded(html) == html
    assert "<details open" not in unfolded(html, apart="a", deeper=1).split(">", 2)[2]


def test_names_and_the_links_to_them_are_kept_apart_and_nothing_else_changes() -> None:
    html = Markup('<h2 id="a">id="a"</h2><a href="#a">b</a> <a href="/learn#a">c</a>')
    assert unfolded(html, apart="one") == ('<h2 id="one-a">id="a"</h2><a href="#one-a">b</a> <a href="/learn#a">c</a>')


@pytest.mark.parametrize("apart", ['a"b', "a b", "<", "A", "a>"])
def test_only_a_part_of_a_name_can_be_put_before_names(apart: str) -> None:
    with pytest.raises(ValueError, match="not a part of a name"):
        unfolded(Markup('<p id="a">b</p>'), apart=apart)


def test_headings_go_deeper_and_no_deeper_than_there_are() -> None:
    html = Markup("<h2>a</h2><h5>b</h5><hr>")
    assert unfolded(html, deeper=2) == "<h4>a</h4><h6>b</h6><hr>"


def test_what_is_unfolded_is_still_sanitised() -> None:
    html = sanitised('<details id="d" class="sensitive"><summary>s</summary><h3>h</h3><a href="#d">a</a></details>')
    again = sanitised(unfolded(html, apart="x", deeper=1))
    assert again == unfolded(html, apart="x", deeper=1).replace(Markup("<details open"), Markup("<details"))


def test_a_page_is_cut_behind_each_table_and_gets_the_register_there() -> None:
    first, second, last = passages(
        Markup("<p>a</p>") + TABLE + Markup("<p>b</p>") + TABLE + Markup("<p>c</p>"), REGISTER
    )
    assert (first.html, first.tables) == ("<p>a</p>", REGISTER)
    assert (second.html, second.tables) == ("<p>b</p>", REGISTER)
    assert (last.html, last.tables) == ("<p>c</p>", ())


def test_without_a_register_the_table_stays_as_its_author_asked() -> None:
    (only,) = passages(Markup("<p>a</p>") + TABLE, ())
    assert (only.html, only.tables) == (Markup("<p>a</p>") + TABLE, ())


def test_a_page_says_whether_people_sign_on_it() -> None:
    assert has_table(TABLE)
    assert not has_table("<table><tr><td>1</td></tr></table>")
