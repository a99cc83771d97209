"""Texts in GIFT: each format says the same in Markdown, and what cannot be said is quoted as it stands in the file."""

import pytest

from tests.catalog.exchange.exchanging import from_gift, markdown


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[plain]*가* <b>", "\\*가\\* &lt;b>"),
        ("[html]<strong>가</strong>는 <b>나</b>", "**가**는 <b>나</b>"),
        ("[html]<p>가</p>", "가"),
        ("[markdown]**가**와 *나*", "**가**와 *나*"),
        ("가\n나", "가<br>나"),
        ("[moodle]가\\n<i>나</i>", "가<br><i>나</i>"),
        ("[html]가\n나", "가 나"),
        ("[other]가", "\\[other\\]가"),
        ("\\# \\= \\: \\~ \\{\\} \\\\n \\x", "\\# = : ~ &#123;&#125; \\\\n \\\\x"),
        ("가 //나\n// 주석\n다", "가 //나<br>다"),
    ],
)
def test_a_text_says_the_same_whatever_its_format(text: str, line: str) -> None:
    assert markdown(f"{text}{{T}}").partition(" {#q1")[0] == f"## {line}"


def test_what_follows_the_first_paragraph_is_the_situation() -> None:
    body = "## 하나 {#q1 answer=true points=1}\n\n둘<br>둘\n\n셋\n"
    assert markdown("[plain]하나\\n\\n둘\\n둘\\n \\n셋{T}") == body
    assert markdown("하나\\n\\n둘\\n둘\\n\\n셋{T}") == body


def test_feedback_has_a_format_of_its_own_else_that_of_the_question() -> None:
    body = markdown("[html]물음{=[plain]<가>#<i>나</i> ~[html]다#[plain]<라>####<b>마</b>}")
    assert body.split("\n")[2:] == ["- [x] &lt;가>", "  > <i>나</i>", "- [ ] 다", "  > &lt;라>", "", "> <b>마</b>", ""]


def test_fact_numbers_in_a_text_are_text_and_not_sources() -> None:
    result = from_gift("물음{T####키는 (F1)}")
    assert (result.items[0].feedback["ko"], result.items[0].sources) == ("<p>키는 (F1)</p>", ())


@pytest.mark.parametrize("form", ["html", "moodle"])
@pytest.mark.parametrize("mark", ["<br>", "<br/>", "<br />"])
def test_a_line_break_is_one_however_it_is_closed(form: str, mark: str) -> None:
    body = markdown(f"[{form}]가{mark}나{{=다#라{mark}마 ~바}}")
    assert body == "## 가<br>나 {#q1 points=1}\n\n- [x] 다\n  > 라<br>마\n- [ ] 바\n"


@pytest.mark.parametrize(
    ("html", "after"),
    [
        ("</br>", ""),
        ("<hr />", ""),
        (r'<img src\="a.png" alt\="가" />', ""),
        (r'<a href\="https\://a.kr/(x)">', "나</a>"),
        ("<B>", "나"),
        ("<!-- 나 -->", ""),
    ],
)
def test_what_is_quoted_of_html_stands_in_the_file(html: str, after: str) -> None:
    (refused,) = from_gift(f"[html]<p>가</p>{html}{after}{{T}}").prepared.refused
    assert (refused.code, refused.values) == ("G615", {"html": html})


def test_a_break_that_stands_in_no_file_is_quoted_as_it_was_read() -> None:
    (refused,) = from_gift("[moodle]가<img\nsrc\\=x>{T}").prepared.refused
    assert (refused.code, refused.values["html"].startswith("<img")) == ("G615", True)
