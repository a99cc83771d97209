"""GIFT read by type: what becomes of it, and what is refused by name at which line."""

from decimal import Decimal

import pytest

from courses.catalog.exchange.gift_reading import GiftReader, slug_of
from courses.catalog.exchange.gift_text import HIDDEN
from courses.catalog.surroundings import Surroundings
from courses.commands.exchange_texts import EXCHANGE, remark_line
from courses.foundation.vocabulary import ItemType, Scoring
from tests.catalog.exchange.exchanging import Taken, from_gift, markdown


def code(text: str, language: str = "ko") -> str:
    """Why one question is refused."""
    result = from_gift(text, language)
    assert (result.prepared.ids, len(result.refused)) == ((), 1)
    return result.refused[0][2]


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
        ("[html]<p>&nbsp;</p><h3>&#8203;</h3>{T}", "G617"),
        ("물음{=[html]<b>&nbsp;</b> ~나}", "G618"),
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
