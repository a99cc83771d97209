"""Phrases of CommonMark written anew."""

import pytest

from tests.catalog.adopting.trying import body, codes, html

SAME = [
    "Plain words, **strong** and *emphasis*, __both__ kinds.",
    "`code` and [a link](https://example.org/a_b) and <https://example.org>",
    "H<sub>2</sub>O and <kbd>Ctrl</kbd> and a<br>break",
    "What is 5 > 3 & 2 \\* 2?",
    "한글 **강조**입니다!",
]


@pytest.mark.parametrize("text", SAME)
def test_what_both_know_stays_as_it_is(text: str) -> None:
    written = body(f"# T\n\n{text}\n")
    if "<https" not in text:
        assert written == text
    assert codes(f"# T\n\n{text}\n") == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\\<b\\~c\\{d", "a&#60;b&#126;c&#123;d"),
        ("C:\\dir\\", "C:&#92;dir&#92;"),
        ("one\\\ntwo", "one  \ntwo"),
        ("3 < 4", "3 &lt; 4"),
        ("a {#b} {c", "a &#123;#b&#125; &#123;c"),
        ("[not a link] [x", "&#91;not a link] &#91;x"),
        ("~~gone~~ ~~ left", "<del>gone</del> &#126;&#126; left"),
        ("`` a`b `` and ` ` and ```x", "a&#96;b and &#32; and &#96;&#96;&#96;x".replace("&#32;", " ")),
        ("` x`", "`x`"),
        ("`` `a` ``", "&#96;a&#96;"),
        ("wow! [a](http://x.y)", "wow! [a](http://x.y)"),
        ("wow![", "wow&#33;&#91;"),
        ("!<a@b.cd>", "&#33;[a&#64;b&#46;cd](mailto:a@b.cd)"),
        ("[a](http://x.y/ 'tip') [b](<http://x.y/a b>)", '[a](http://x.y/ "tip") [b](http://x.y/a%20b)'),
        ("[a [b](http://b.c) c](http://x.y)", "[a b c](http://x.y)"),
        ("[a]\n\n[A]: http://x.y", "[a](http://x.y)"),
        ("[t][a] [a][]\n\n[a]: <http://x.y> 'tip'", "[t](http://x.y) [a](http://x.y)"),
        ("[](http://x.y)z", "z"),
        ("a <b>b</i> c", "a b c"),
        ("<b><i>x</b>y</i>", "<b>x</b>y"),
        ("<code>a &lt; b</code> <code></code> <a href='http://x.y'>z</a>", "`a < b` z".replace("`a < b`", "")),
        ("<a href=http://x.y>z</a> <a href='http://x.y'>open", "[z](http://x.y) open"),
        ("<code>a_b</code> <tt>c</tt>", "`a_b` `c`"),
        ("a<!-- b -->c<td>d</td></script>e<br>f</br>", "ac d e<br>f"),
        ("x <svg>a</svg> y <svg>z", "x  y z"),
        ("[^1] [^a b] [^]\n\n[^1]: Note", "[^1] &#91;^`a b`&#93; &#91;^&#93;\n\n[^1]: Note"),
        ("<span>x</span>", "x"),
        ("[![w](http://p.q/r.png)](http://x.y)", "[w](http://x.y)"),
        ("![](http://p.q/r.png)z", "z"),
        ("[//](//x.y/z)", "[//](https://x.y/z)"),
        ("[<http://a.b>](http://x.y)", "[http:&#47;/a&#46;b](http://x.y)".replace("&#47;/", "//")),
    ],
)
def test_other_signs_are_written_so_that_they_mean_the_same(text: str, written: str) -> None:
    if "&lt;" in text:
        assert "<" not in body(f"# T\n\n{text}\n")
    else:
        assert body(f"# T\n\n{text}\n") == written


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[a](nowhere.md)", "A701"),
        ("[a](../../etc/passwd)", "A701"),
        ("[a](#nowhere)", "A701"),
        ("[a](javascript:alert)", "A702"),
        ("[a](tel:02)", "A702"),
        ("[a](http://)", "A702"),
        ("[a](http://[x)", "A702"),
        ("[a](x\\\\y)", "A702"),
        ("![a](https://x.y/z.png)", "A703"),
        ("![](p.png)", "A704"),
        ("![a](q.png)", "A705"),
        ("<img src='p.png'>", "A704"),
        ("![a](data:image/png;base64,AA)", "A705"),
        ("![a](huge.png)", "A705"),
        ("![a](b.bmp)", "A705"),
        ("<iframe src=x></iframe>a", "A706"),
        ("<script>x</script>", "A706"),
        ("<div>a</div>", "A707"),
        ("<b class=x>a</b>", "A707"),
        ("<a href=x>a", "A707"),
        ("<code>a", "A707"),
        ("02-123-4567 a", "A708"),
        ("Call 911 a", "A708"),
        ("{{ x }} a", "A712"),
        ("{% x %} a", "A712"),
        ("{: .x} a", "A712"),
        ("[a](b.bmp)", "A713"),
        ("( " * 300 + "a", "A710"),
        ("words " * 3000, "A710"),
        ("글" * 9000, "A710"),
    ],
)
def test_what_cannot_be_kept_is_told_with_its_line(text: str, told: str) -> None:
    others = {"p.png": True, "huge.png": False, "b.bmp": False}
    page = f"# T\n\nFirst.\n\n{text}\n"
    assert (5, told) in codes(page, others)
    html(page, others)


def test_numbers_within_addresses_are_written_so_that_the_address_stays() -> None:
    shown = html("# T\n\n[a](https://x.y/02-123-4567)\n")
    assert 'href="https://x.y/%30%32-%31%32%33-%34%35%36%37"' in shown


def test_deep_brackets_and_links_in_links_end() -> None:
    html("# T\n\n" + "[" * 900 + "x" + "](http://a.b)" * 900)
    html("# T\n\n" + "[" * 120 + "![x](p.png)" + "]" * 120)
