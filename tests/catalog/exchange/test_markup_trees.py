"""HTML becomes Markdown that says the same, or is refused by its own text."""

from itertools import pairwise

import pytest
from hypothesis import given

from courses.catalog.exchange.markup_trees import Tag, Unfit, blocks_of, plain
from courses.catalog.exchange.markup_writing import feedback_lines, lines_of
from courses.catalog.exchange.questions import Refused, plain_text
from courses.catalog.markdown import Writer
from courses.catalog.pages import Excerpt, Faults
from courses.catalog.surroundings import Surroundings
from courses.foundation.vocabulary import Severity
from tests.catalog.exchange import gift_strategies
from tests.security.lengths import examples


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>가</p><p>나</p>", ["가", "", "나"]),
        ("<div>가<p>나</div>다", ["가", "", "나", "", "다"]),
        ("<p><br>가<br> <br> 나<br></p>", ["가<br><br>나"]),
        ("<p> \n</p>", []),
        ("<p>가<p>나", ["가", "", "나"]),
        ("<span>가</span><b></b>나", ["가나"]),
        ('<span lang="en">a</span>', ['<span lang="en">a</span>']),
        ("<strong>가</strong><strong>나</strong>", ["**가**<strong>나</strong>"]),
        ("<em>가</em> <strong>*</strong>", ["*가* <strong>\\*</strong>"]),
        ("<strong>가<i>나</i></strong>", ["<strong>가<i>나</i></strong>"]),
        ("<ul>\n<li>가<li><p>나</p><ol><li>다</li></ol></ul>", ["- 가", "- 나", "    1. 다"]),
        ('<ol start="1"><li>가</li></ol>', ["1. 가"]),
        ("<h3>가</h3><h3></h3>", ["### 가"]),
        ("<h4>C#</h4>", ["#### C\\#"]),
        ("R&amp;D &amp; &amp;#1", ["R&amp;D & &amp;#1"]),
        ("<pre>\n가\n  나\n</pre><pre></pre>", ["```", "가", "  나", "```"]),
        ("<pre><code>가</code></pre>", ["```", "가", "```"]),
        ("<code>a\n b</code><code></code>", ["`a b`"]),
        ('<a href="https://a.kr" target="_blank" rel="x">가</a>', ["[가](https://a.kr)"]),
        ('<a href="mailto:a@b.kr">가</a>', ["[가](mailto:a@b.kr)"]),
        ('<p class="" dir="ltr" style="text-align:start">가</p>', ["가"]),
        ("a<wbr>b", ["a<wbr>b"]),
        ("가<br/>나<br />다<BR/>라", ["가<br>나<br>다<br>라"]),
        ("a<wbr/>b<wbr />c", ["a<wbr>b<wbr>c"]),
        ("<p>가<b/>나</p><p/><p>다", ["가나", "", "다"]),
        ("a_b", ["a_b"]),
        ("___", ["\\_\\_\\_"]),
        ("- 가", ["\\- 가"]),
        ("1) 가", ["1\\) 가"]),
        ("= 가", ["&#61; 가"]),
        ("&nbsp;가&amp;lt;", ["&#160;가&amp;lt;"]),
    ],
)
def test_what_markdown_can_say_is_said(html: str, lines: list[str]) -> None:
    assert lines_of(blocks_of(html)) == lines


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<table><tr>", "<table>"),
        ("<script>x</script>", "<script>"),
        ('<p style="color:red">가</p>', '<p style="color:red">'),
        ('<p onclick="x">가</p>', '<p onclick="x">'),
        ("<a>가</a>", "<a>"),
        ('<a href="javascript:x">가</a>', '<a href="javascript:x">'),
        ('<a href="/x">가</a>', '<a href="/x">'),
        ('<a href="https://a.kr"><b><a href="https://a.kr">', '<a href="https://a.kr">'),
        ("<b>가", "<b>"),
        ("가</b>", "</b>"),
        ("<b>가</i></b>", "</i>"),
        ("가</br>", "</br>"),
        ("<b><p>가</p></b>", "<p>"),
        ("<li>가</li>", "<li>"),
        ("<ul><p>가</p></ul>", "<p>"),
        ("<ul>가<li>나</li></ul>", "<ul>"),
        ("<ul></ul>", "<ul>"),
        ("<ul><li><p>가</p><p>나</p></li></ul>", "<li>"),
        ("<ul><li></li></ul>", "<li>"),
        ("<pre>가<b>나</b></pre>", "<pre>"),
        ("<pre>```</pre>", "<pre>"),
        ("<code>가<b>나</b></code>", "<code>"),
        ("<code>`</code>", "<code>"),
        ('<a href="https://a.kr/(x)">가</a>', '<a href="https://a.kr/(x)">'),
        ("가\n나<br/>다</BR >라", "</BR >"),
        ("가<hr/>", "<hr/>"),
        ('가<img src="a.png" />', '<img src="a.png" />'),
        ('<B lang="en">a', '<B lang="en">'),
        ('<ul class=""><li dir="ltr"></li></ul>', '<li dir="ltr">'),
        ("<OL></OL>", "<OL>"),
        (f"<!-- {'가' * 80} -->", f"<!-- {'가' * 55}"),
        (f"<table id='{'x' * 80}'>", f"<table id='{'x' * 49}"),
        ('<b title="{">가</b>', '<b title="{">'),
        ("<!-- 가 -->", "<!-- 가 -->"),
        ("<!DOCTYPE x>", "<!DOCTYPE x>"),
        ("<?x?>", "<?x?>"),
        ("<![CDATA[x]]>", "<![CDATA[x]]>"),
        ("<![if x]>", "<![if x]>"),
        ("<![other]>", "<![other]>"),
        ("<b>" * 30, "<b>"),
    ],
)
def test_what_it_cannot_say_is_refused_by_name(html: str, told: str) -> None:
    with pytest.raises(Unfit) as error:
        lines_of(blocks_of(html))
    assert error.value.html == told


def test_fact_numbers_are_only_guarded_at_the_end() -> None:
    assert feedback_lines(blocks_of("(F1) 그리고 (F1, F2)")) == ["(F1) 그리고 (F1, F2&#41;"]


def test_plain_text_is_one_paragraph_of_text() -> None:
    assert plain_text(plain(" 가  나 ")) == "가 나"
    assert (plain(" "), plain_text(())) == ((), "")
    for html in ("<b>가</b>", "가<br>나", "<p>가</p><p>나</p>", "<ul><li>가</li></ul>"):
        with pytest.raises(Refused):
            plain_text(blocks_of(html))


@examples(200, 3000)
@given(gift_strategies.blocks_html)
def test_markdown_reads_back_as_the_same_tree(html: str) -> None:
    try:
        tree = blocks_of(html)
        lines = lines_of(tree)
    except Unfit:
        return
    faults = Faults("", tuple(lines))
    back = blocks_of(str(Writer(Surroundings(), faults).html(Excerpt(tuple(lines)))))
    # two pieces of code side by side are the one thing Markdown joins; the proof of each item refuses them
    if not _touching(tree):
        assert (back, [one.code for one in faults.found if one.severity is Severity.ERROR]) == (tree, [])


def _touching(nodes: tuple[object, ...]) -> bool:
    tags = [one for one in nodes if isinstance(one, Tag)]
    codes = [isinstance(one, Tag) and one.name == "code" for one in nodes]
    lists = [isinstance(one, Tag) and one.name in {"ul", "ol"} for one in nodes]
    pairs = [*pairwise(codes), *pairwise(lists)]
    return any(one and other for one, other in pairs) or any(_touching(one.inside) for one in tags)
