"""GIFT by type: what is written, what becomes of it, what is refused by name at which line."""

from decimal import Decimal

import pytest

from courses.catalog.exchange.gift_reading import GiftReader, slug_of
from courses.catalog.exchange.gift_text import HIDDEN
from courses.catalog.exchange.gift_writing import write_gift
from courses.catalog.surroundings import Surroundings
from courses.commands.exchange_texts import EXCHANGE, remark_line
from courses.foundation.vocabulary import ItemType, Scoring
from tests.catalog.exchange.exchanging import Taken, from_gift, items_of

LABELLED = "// [id:a] [tag:core] [tag:points=2] [tag:F1] [tag:F2]\n"
HEAD = "// [id:a]\n::a::[html]물음{"


def markdown(text: str) -> str:
    """The Markdown of one question that is taken."""
    result = from_gift(text)
    assert result.refused == []
    return result.markdown


def code(text: str, language: str = "ko") -> str:
    """Why one question is refused."""
    result = from_gift(text, language)
    assert (result.prepared.ids, len(result.refused)) == ((), 1)
    return result.refused[0][2]


def exported(body: str, language: str = "ko") -> tuple[str, list[str]]:
    """One item of ours as GIFT, and the codes of what stays at home."""
    items, found = items_of(f"{body}\n", language)
    assert found == []
    written = write_gift(items, language)
    return written.text, [one.code for one in written.refused]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("물음{T}", "## 물음 {#q1 answer=true points=1}\n"),
        ("물음 {FALSE}", "## 물음 {#q1 answer=false points=1}\n"),
        (
            "물음{T#틀림#맞음####함께}",
            "## 물음 {#q1 type=true-false points=1}\n\n- [x] 맞습니다\n  > 맞음\n- [ ] 아닙니다\n  > 틀림\n\n> 함께\n",
        ),
        ("물음{=가 ~나#왜}", "## 물음 {#q1 points=1}\n\n- [x] 가\n- [ ] 나\n  > 왜\n"),
        (
            "물음{=가 ~%50%나 ~%-12.5%다}",
            "## 물음 {#q1 points=1}\n\n- [x] 가\n- [ ] 나 {weight=50}\n- [ ] 다 {weight=-12.5}\n",
        ),
        (
            "물음{=가 =나 ~다}",
            "## 물음 {#q1 type=single points=1}\n\n- [ ] 가 {weight=100}\n- [ ] 나 {weight=100}\n- [ ] 다\n",
        ),
        (
            "물음{~%50%가 ~%50%나 ~%-100%다}",
            "## 물음 {#q1 points=1}\n\n- [x] 가 {weight=50}\n- [x] 나 {weight=50}\n- [ ] 다 {weight=-100}\n",
        ),
        (
            "물음{~%100%가 ~나}",
            "## 물음 {#q1 type=multiple points=1}\n\n- [x] 가 {weight=100}\n- [ ] 나\n",
        ),
        (
            "물음{=동의 =%50%허락#아깝다 =%0%명령}",
            "## 물음 {#q1 points=1}\n\n= 동의\n= 허락 {weight=50}\n  > 아깝다\n!= 명령\n",
        ),
        ("물음{동의}", "## 물음 {#q1 points=1}\n\n= 동의\n"),
        ("물음{=12}", "## 물음 {#q1 type=short-text points=1}\n\n= 12\n"),
        ("물음{=\\{가\\}}", "## 물음 {#q1 points=1}\n\n= {가} {weight=100}\n"),
        ("물음{=가 =%0%\\{나\\}}", "## 물음 {#q1 points=1}\n\n= 가\n!= {나} {weight=0}\n"),
        ("물음{#7}", "## 물음 {#q1 points=1}\n\n= 7\n"),
        ("물음{#7:0.5}", "## 물음 {#q1 points=1}\n\n= 7 ± 0.5\n"),
        ("물음{#-3..5#좋다}", "## 물음 {#q1 points=1}\n\n= -3..5\n  > 좋다\n"),
        (
            "물음{#=1822:0#딱 =%50%1822:2 =%0%7}",
            "## 물음 {#q1 points=1}\n\n= 1822\n  > 딱\n= 1822 ± 2 {weight=50}\n!= 7\n",
        ),
        ("물음{#1e3}", "## 물음 {#q1 points=1}\n\n= 1000\n"),
        ("물음{#12.}", "## 물음 {#q1 points=1}\n\n= 12\n"),
        (
            "물음{=가 -> 하나 =나 -> 둘 = -> 셋 = -> 셋 = -> 둘}",
            "## 물음 {#q1 points=1}\n\n| 왼쪽 | 오른쪽 |\n| --- | --- |\n| 가 | 하나 |\n| 나 | 둘 |\n|  | 셋 |\n",
        ),
        ("앞 {=가 ~나} 뒤.", "## 앞 _____ 뒤. {#q1 points=1}\n\n- [x] 가\n- [ ] 나\n"),
    ],
)  # fmt: skip
def test_each_type_becomes_an_item_of_ours(text: str, body: str) -> None:
    assert markdown(text) == body


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


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("물음{}", "G601"),
        ("물음{####설명}", "G601"),
        ("안내입니다.", "G602"),
        ("물음{T", "G603"),
        ("물음}T{", "G603"),
        ("물음 T}", "G603"),
        ("::이름 물음{T}", "G604"),
        ("$CATEGORY: a\n물음{T}", "G605"),
        ("물음{~가}", "G606"),
        ("물음{=가->나}", "G606"),
        ("물음{=가->나 =->다}", "G606"),
        ("물음{~가 ~%-5%나}", "G607"),
        ("물음{=%-5%가}", "G607"),
        ("물음{=가 ~%150%나}", "G608"),
        ("물음{=가 ~%33.333333%나}", "G608"),
        ("물음{=%50%가 ~나}", "G609"),
        ("물음{=가->나 =다}", "G610"),
        ("물음{=가*}", "G611"),
        ("물음{=\\\\\\\\*}", "G611"),
        ("물음{#열둘}", "G612"),
        ("물음{#5..3}", "G612"),
        ("물음{#5:-1}", "G612"),
        ("물음{#}", "G607"),
        ("물음{~%50%가 ~%40%나}", "G620"),
        ("물음{=%50%가}", "G620"),
        ("물음{#=%50%3}", "G620"),
        ("물음{#1:}", "G612"),
        ("물음{#１}", "G612"),
        ("물음{#12345678901234567}", "G612"),
        ("물음{#=3 ~#아님}", "G613"),
        ("물음{#=3 =*#아님}", "G613"),
        ("물음{#=%50%1822:2 =1822}", "G614"),
        ("물음{#=%0%1822:2 =1822}", "G614"),
        ("물음{#=1822:2 =%0%1822}", "G614"),
        ("[html]<code>`</code>{T}", "G615"),
        ("[html]<table></table>{T}", "G615"),
        ("[html]가<img src\\=x>{T}", "G615"),
        ("물음{=[html]<p>가</p>#[html]<script>x</script> ~나}", "G615"),
        (f"물음 {HIDDEN[':']}{{T}}", "G616"),
        ("{T}", "G617"),
        ("[html]<p></p>{T}", "G617"),
        ("물음{~가 =}", "G618"),
        ("물음{=[html]<p>가</p><p>나</p> ~다}", "G618"),
        ("물음{=가\\n나}", "G618"),
        ("물음{=가-> =다->라}", "G618"),
        ("물음{true}", "G619"),
        ("물음{=가 ~가}", "G620"),
        ("117번으로 전화하세요.{T}", "G620"),
        ("[markdown]글 <script>x{T}", "G620"),
        ("[markdown]" + "[" * 250 + "{T}", "G620"),
        ("[plain]" + "[" * 250 + "{T}", "G620"),
        ("물음{=가}와{=나}", "G621"),
        ("물음{=가{}", "G621"),
        ("[html]<ul><li>가</li></ul>{T}", "G622"),
        ("[html]<code>가</code><code>나</code>{T}", "G616"),
    ],
)
def test_what_cannot_be_held_is_refused_by_name(text: str, reason: str) -> None:
    assert code(text) == reason


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


def test_a_refusal_names_line_and_question_and_stops_nothing() -> None:
    result = from_gift("// 첫\n\n::하나::물음{}\n\n물음{T}\n// 주석\n// 주석\n\n\n// 주석\n둘째\n물음{\n")
    assert result.refused == [(3, "하나", "G601"), (11, "둘째 물음{", "G603")]
    assert result.prepared.ids == ("q1",)


def test_windows_lines_and_a_byte_order_mark_are_read() -> None:
    assert from_gift("\ufeff하나{T}\r\n\r\n둘{F}\r\r셋{T}").prepared.ids == ("q1", "q2", "q3")


def test_ids_come_from_the_comment_else_from_the_name_else_from_the_place() -> None:
    result = from_gift(
        "// [id:a\\]b] [id:c]\n::Name::하나{T}\n\n::Some name::둘{T}\n\n::이름::셋{T}\n\n::some-name::넷{T}"
    )
    assert result.prepared.ids == ("a-b", "some-name", "q3", "some-name-2")
    assert [(one.line, one.code, dict(one.values)) for one in result.prepared.left_aside] == [
        (8, "G653", {"old": "some-name", "new": "some-name-2"})
    ]


def test_a_slug_is_never_longer_than_an_id_may_be() -> None:
    assert slug_of("a" * 59 + " b") == "a" * 59
    assert slug_of("한글") == ""


def test_tags_of_ours_say_core_points_sources_and_scoring() -> None:
    result = from_gift("// [tag:core] [tag:points=3] [tag:F1] [tag:F2] [tag:other] [tag:x\\]y]\n물음{T####설명}")
    (item,) = result.items
    assert (item.core, item.points, item.sources) == (True, 3, ("F1", "F2"))
    assert [dict(one.values) for one in result.prepared.left_aside] == [{"tags": "other, x]y"}]


def test_a_tag_that_is_no_known_fact_is_left_aside() -> None:
    reading = GiftReader(Surroundings(facts=frozenset({"F1"}))).read("// [tag:F1] [tag:F9]\n물음{T}")
    assert reading.questions[0].question.sources == ("F1",)
    assert [dict(one.values) for one in reading.left_aside] == [{"tags": "F9"}]


@pytest.mark.parametrize(
    ("feedback", "lines"),
    [("", ["> (F1)"]), ("####하나", ["> 하나 (F1)"]), ("####하나\\n\\n둘", ["> 하나", ">", "> 둘", ">", "> (F1)"])],
)
def test_sources_stand_behind_the_feedback(feedback: str, lines: list[str]) -> None:
    assert markdown(f"// [tag:F1]\n물음{{T{feedback}}}").rstrip("\n").split("\n")[2:] == lines


@pytest.mark.parametrize(
    ("tag", "answers", "scoring"),
    [
        ("proportional", "~%50%가 ~%50%나 ~%-50%다", Scoring.PROPORTIONAL),
        ("proportional", "~%50%가 ~%50%나 ~%-100%다", Scoring.WEIGHTED),
        ("exact", "~%100%가 ~%-100%나", Scoring.EXACT),
        ("exact", "~%50%가 ~%50%나", Scoring.WEIGHTED),
        ("per-choice", "~%50%가 ~%50%나", Scoring.WEIGHTED),
        ("exact", "=가 ~%50%나", Scoring.WEIGHTED),
    ],
)
def test_a_scoring_is_believed_where_the_weights_say_the_same(tag: str, answers: str, scoring: Scoring) -> None:
    assert from_gift(f"// [tag:scoring={tag}]\n물음{{{answers}}}").items[0].scoring is scoring


def test_two_choices_may_be_told_to_be_true_and_false() -> None:
    told = "// [tag:type=true-false]\n물음"
    assert from_gift(f"{told}{{=예 ~아니요}}").items[0].type is ItemType.TRUE_FALSE
    assert from_gift(f"{told}{{=예 ~아니요 ~몰라요}}").items[0].type is ItemType.SINGLE
    assert from_gift(f"{told}{{=예 ~%50%아니요}}").items[0].scoring is Scoring.WEIGHTED


@pytest.mark.parametrize(
    ("category", "pool"),
    [
        ("act", "act"), ("$course$/top/a/b", "a/b"), ("$course$/top", ""), ("top/act", "act"), ("a  b", "a b"),
        ('"a" {b}', "'a' (b)"), ("$cat12$/x", "x"),
    ],
)  # fmt: skip
def test_a_category_is_a_pool(category: str, pool: str) -> None:
    first, second = from_gift(f"하나{{T}}\n\n$CATEGORY: {category}\n\n둘{{T}}").items
    assert (first.pool, second.pool) == ("", pool)


def test_english_questions_get_english_words() -> None:
    result = from_gift("Q{T#no}\n\nQ{=a->b =c->d}", "en")
    assert [one.text["en"] for one in result.items[0].choices] == ["It is right", "It is not right"]
    assert "| Left | Right |" in result.markdown


@pytest.mark.parametrize(
    ("body", "gift"),
    [
        ("## 물음 {#a answer=false}", "// [id:a]\n::a::[html]물음{FALSE}\n"),
        (
            "## 물음 {#a points=2 .core}\n\n글\n\n- [x] 가\n- [ ] %50%\n\n> 설명 (F1, F2)",
            f"{LABELLED}::a::[html]<p>물음</p><p>글</p>{{\n\t=가\n\t~&\\#37;50%\n\t####<p>설명</p>\n}}\n",
        ),
        (
            "## 물음 {#a type=true-false}\n\n- [ ] 예\n- [x] 아니요",
            "// [id:a] [tag:type\\=true-false]\n::a::[html]물음{\n\t~예\n\t=아니요\n}\n".replace("\\", ""),
        ),
        (
            "## 물음 {#a}\n\n- [x] 가 {weight=60}\n- [x] 나 {weight=40}\n- [ ] 다",
            f"{HEAD}\n\t~%60%가\n\t~%40%나\n\t~다\n}}\n",
        ),
        ("## 물음 {#a}\n\n= *", "// [id:a]\n::a::[html]물음{=\\\\*}\n"),
        ("## 물음 {#a}\n\n= %50%가\n= [html]", f"{HEAD}\n\t=%100%%50%가\n\t=[plain][html]\n}}\n"),
        ("## 물음 {#a}\n\n= 3..5", "// [id:a]\n::a::[html]물음{#=3..5}\n"),
        ("## 물음 {#a}\n\n= 가->나", "// [id:a]\n::a::[html]물음{가->나}\n"),
        ("## 물음 {#a}\n\n= 3 +/- 1\n!= 9", "// [id:a]\n::a::[html]물음{\n\t#=3:1\n\t=%0%9\n}\n"),
        ("## 물음 {#a pool=b}\n\n= 가", "$CATEGORY: $course$/top/b\n\n// [id:a]\n::a::[html]물음{=가}\n"),
        ("## 물음 {#a}\n\n- [x] `[html]`\n- [ ] \\[html\\]", f"{HEAD}\n\t=<code>[html]</code>\n\t~[html][html]\n}}\n"),
    ],
)  # fmt: skip
def test_an_item_of_ours_as_gift(body: str, gift: str) -> None:
    assert exported(body) == (gift, [])


def test_code_keeps_its_lines_on_the_way_out_and_in() -> None:
    gift, _ = exported("## 물음 {#a answer=true}\n\n```\n가\n나\n```")
    assert "<pre><code>가\\n나\\n</code></pre>" in gift
    assert from_gift(gift).markdown.split("\n")[2:6] == ["```", "가", "나", "```"]


def test_a_pool_ends_where_items_of_none_begin() -> None:
    gift, _ = exported("## 하나 {#a pool=b answer=true}\n\n## 둘 {#c answer=true}")
    assert [line for line in gift.split("\n") if line.startswith("$")] == [
        "$CATEGORY: $course$/top/b",
        "$CATEGORY: $course$/top",
    ]
    assert [one.pool for one in from_gift(gift).items] == ["b", ""]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("## 물음 {#a}\n\n1. 가\n2. 나", "G631"),
        ("## 물음 {#a}\n\n~ 물어보는 일", "G632"),
        ("## 물음 {#a scoring=exact}\n\n- [x] 가\n- [x] 나\n- [ ] 다", "G634"),
        ("## 물음 {#a scoring=per-choice}\n\n- [x] 가\n- [x] 나\n- [ ] 다", "G634"),
        ("## 물음 {#a type=single}\n\n- [ ] 가 {weight=99.999}\n- [ ] 나", "G634"),
        ("## 물음 {#a scoring=exact}\n\n| a | b |\n|---|---|\n| 가 | 나 |\n| 다 | 라 |", "G634"),
        ("## 물음 {#a}\n\n| a | b |\n|---|---|\n| 가 | **나** |\n| 다 | 라 |", "G635"),
        ("## 물음 {#a}\n\n| a | b |\n|---|---|\n| 가 | [나](mailto:a@example.org \"b\") |\n| 다 | 라 |", "G635"),
        ("## 물음 {#a answer=true}\n\n글[^1]\n\n[^1]: 각주", "G636"),
        ("## 물음 {#a}\n\n= 가->나\n= 다", "G637"),
        ("## 물음 {#a}\n\n= \\*", "G637"),
        ("## 물음 {#a}\n\n= 3..5 {weight=50}\n= 4", "G614"),
    ],
)  # fmt: skip
def test_what_gift_cannot_say_stays_at_home(body: str, reason: str) -> None:
    text, codes = exported(body)
    assert (text, codes) == ("", [reason])


def test_an_item_without_that_language_stays_at_home() -> None:
    items, _ = items_of("## 물음 {#a answer=true}\n")
    assert [one.code for one in write_gift(items, "en").refused] == ["G639"]


def test_a_scale_stays_at_home() -> None:
    scale = from_gift("물음{T}").items[0]
    object.__setattr__(scale, "type", ItemType.SCALE)
    assert [one.code for one in write_gift([scale], "ko").refused] == ["G633"]


def test_every_reason_has_a_sentence_and_none_is_left_over() -> None:
    result: Taken = from_gift("// [tag:x]\n물음{T}\n\n117번으로 전화하세요.{T}")
    remarks = (*result.prepared.refused, *result.prepared.left_aside)
    first, second = (remark_line(one, "a.gift", "en") for one in remarks)
    assert first.startswith("a.gift:4: error G620 [117번으로 전화하세요.{T}] The item would have an error. L307 Do not")
    assert second == "a.gift:2: warning G651 [물음{T}] Tags that have no place here: x"
    assert all(korean and english for korean, english in EXCHANGE.values())


@pytest.mark.parametrize("answers", ["=1822 =%50%1822:2", "=%0%3 =1..5", "=3 =%0%1..5", "=%0%3 =%0%2..4 =9", "=1 =2"])
def test_ranges_may_meet_where_the_first_is_the_best(answers: str) -> None:
    assert from_gift(f"물음{{#{answers}}}").refused == []


def test_weights_are_exact() -> None:
    (item,) = from_gift("물음{~%33.33333%가 ~%66.66667%나 ~다}").items
    assert [one.weight for one in item.choices] == [Decimal("33.33333"), Decimal("66.66667"), Decimal(0)]
