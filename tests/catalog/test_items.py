"""Items of every type: what is written, what is asked, what is right."""

from decimal import Decimal
from pathlib import Path

import pytest

from courses.catalog.items import Item, Quiz
from courses.foundation.vocabulary import FeedbackTime, ItemType, Order, Scoring
from tests.catalog.writing import Change, course, monolingual, told

QUIZ = "tiny/01-first/quiz.md"
ENGLISH = "tiny/01-first/quiz.en.md"
MODULE = "tiny/01-first/module.md"


def quiz(folder: Path, changes: dict[str, Change]) -> Quiz:
    made = course(folder, changes).modules[0].quiz
    assert made is not None
    return made


def asked(folder: Path, body: str, heading: str = "## 물음 {#one}") -> Item:
    return quiz(folder, monolingual({QUIZ: f"{heading}\n\n{body}\n"})).items[0]


def test_one_mark_makes_a_single_choice(tmp_path: Path) -> None:
    item = asked(tmp_path, "- [ ] 가\n  > 아닙니다.\n- [X] **나**\n  > 맞습니다.\n\n> 설명 (F1, F2)")
    assert (item.type, item.scoring, item.key, item.points) == (ItemType.SINGLE, Scoring.EXACT, "b", 1)
    assert [(one.letter, one.text["ko"], one.feedback["ko"], one.weight) for one in item.choices] == [
        ("a", "가", "<p>아닙니다.</p>", None),
        ("b", "<strong>나</strong>", "<p>맞습니다.</p>", None),
    ]
    assert (item.feedback["ko"], item.sources) == ("<p>설명</p>", ("F1", "F2"))


def test_two_marks_make_a_multiple_choice(tmp_path: Path) -> None:
    item = asked(tmp_path, "- [x] 가\n- [ ] 나\n- [x] 다", "## 물음 {#one pool=act points=2 .core scoring=exact}")
    assert (item.type, item.scoring, item.key) == (ItemType.MULTIPLE, Scoring.EXACT, "ac")
    assert (item.pool, item.points, item.core) == ("act", 2, True)


def test_a_multiple_choice_may_have_one_right_answer(tmp_path: Path) -> None:
    item = asked(tmp_path, "- [x] 가\n- [ ] 나", "## 물음 {#one type=multiple}")
    assert (item.type, item.scoring, item.key) == (ItemType.MULTIPLE, Scoring.PROPORTIONAL, "a")


def test_answer_true_gives_two_choices_in_our_words(tmp_path: Path) -> None:
    item = asked(tmp_path, "> 설명", "## 맞습니까? {#one answer=true}")
    assert (item.type, item.key, [one.text["ko"] for one in item.choices]) == (
        ItemType.TRUE_FALSE,
        "a",
        ["맞습니다", "아닙니다"],
    )


def test_true_and_false_may_have_feedback_of_their_own(tmp_path: Path) -> None:
    item = asked(tmp_path, "- [ ] 예\n  > 왜냐하면\n- [x] 아니요", "## 맞습니까? {#one type=true-false}")
    assert (item.type, item.key, item.choices[0].feedback["ko"]) == (ItemType.TRUE_FALSE, "b", "<p>왜냐하면</p>")


def test_short_texts_are_accepted_exactly_nearly_or_answered_as_wrong(tmp_path: Path) -> None:
    item = asked(tmp_path, "= 동의\n~ 물어보기\n  > 그렇습니다.\n!= 허락\n  > 허락은 다릅니다.\n= 물음 {weight=50}")
    assert (item.type, item.key, item.scoring) == (ItemType.SHORT_TEXT, "", Scoring.WEIGHTED)
    assert [(one.kind, one.text, one.low, one.weight, one.feedback["ko"]) for one in item.answers] == [
        ("exact", "동의", None, Decimal(100), ""),
        ("near", "물어보기", None, Decimal(100), "<p>그렇습니다.</p>"),
        ("wrong", "허락", None, Decimal(0), "<p>허락은 다릅니다.</p>"),
        ("exact", "물음", None, Decimal(50), ""),
    ]


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [("7", "7", "7"), ("7 ± 0.5", "6.5", "7.5"), ("3..5", "3", "5"), ("-2 +/- 1", "-3", "-1"), ("１０", "10", "10")],
)
def test_numbers_accept_a_range(written: str, low: str, high: str, tmp_path: Path) -> None:
    item = asked(tmp_path, f"= {written}\n!= 99")
    assert (item.type, item.scoring) == (ItemType.NUMBER, Scoring.EXACT)
    first, wrong = item.answers
    assert (first.kind, first.low, first.high, first.weight) == ("range", Decimal(low), Decimal(high), Decimal(100))
    assert (wrong.kind, wrong.low, wrong.weight) == ("wrong", Decimal(99), Decimal(0))


def test_a_number_may_be_asked_as_text(tmp_path: Path) -> None:
    item = asked(tmp_path, "= 007", "## 물음 {#one type=short-text}")
    assert (item.type, item.answers[0].kind, item.answers[0].low) == (ItemType.SHORT_TEXT, "exact", None)


def test_only_wrong_numbers_beside_a_slip_are_text(tmp_path: Path) -> None:
    assert asked(tmp_path, "~ 열두 시간쯤\n!= 12").type is ItemType.SHORT_TEXT


def test_a_table_pairs_rows_with_targets(tmp_path: Path) -> None:
    item = asked(
        tmp_path,
        "앞글\n\n| 왼쪽 | 오른쪽 |\n|---|:--|\n| 가 | **둘** |\n| 나 | 하나 |\n| 다 | **둘** |\n|  | 남는 것 |",
    )
    assert (item.type, item.scoring, item.key) == (ItemType.MATCHING, Scoring.PER_PAIR, "aba")
    assert [(one.letter, one.text["ko"]) for one in item.choices] == [("a", "가"), ("b", "나"), ("c", "다")]
    assert [(one.letter, one.text["ko"]) for one in item.targets] == [
        ("a", "<strong>둘</strong>"),
        ("b", "하나"),
        ("c", "남는 것"),
    ]
    assert item.situation["ko"] == "<p>앞글</p>"


def test_a_numbered_list_is_to_be_put_in_order(tmp_path: Path) -> None:
    item = asked(tmp_path, "앞글\n\n1. 하나\n   이어서\n2. 둘\n   > 둘째입니다.\n3. 셋")
    assert (item.type, item.scoring, item.key) == (ItemType.ORDERING, Scoring.PER_ADJACENT_PAIR, "abc")
    assert [(one.text["ko"], one.feedback["ko"]) for one in item.choices] == [
        ("하나\n이어서", ""),
        ("둘", "<p>둘째입니다.</p>"),
        ("셋", ""),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "1. 하나\n\n2. 둘\n\n3. 셋",
        "1. 하나\n2. 둘\n\n\n3. 셋\n",
        "1.\t하나\n2.\t둘\n3.\t셋",
        "1. 하나\n\n1. 둘\n\n1. 셋",
        "앞글\n\n1. 앞의 목록\n2. 앞의 목록\n\n1. 하나\n\n2. 둘\n\n3. 셋",
        "```\n1. 코드\n```\n2. 하나\n\n3. 둘\n\n4. 셋",
        "   > 인용\n\n1. 하나\n\n2. 둘\n\n3. 셋",
    ],
)
def test_steps_may_stand_apart_or_behind_a_tab(body: str, tmp_path: Path) -> None:
    item = asked(tmp_path, body)
    assert (item.type, [one.text["ko"] for one in item.choices]) == (ItemType.ORDERING, ["하나", "둘", "셋"])


def test_the_feedback_of_steps_may_stand_apart(tmp_path: Path) -> None:
    item = asked(tmp_path, "앞글\n\n1. 하나\n\n   > 첫째입니다.\n\n2. 둘\n\n   > 둘째입니다.")
    told = [(one.text["ko"], one.feedback["ko"]) for one in item.choices]
    assert told == [("하나", "<p>첫째입니다.</p>"), ("둘", "<p>둘째입니다.</p>")]
    assert item.situation["ko"] == "<p>앞글</p>"


def test_a_table_or_list_before_choices_belongs_to_the_situation(tmp_path: Path) -> None:
    item = asked(tmp_path, "| 가 | 나 |\n|---|---|\n| 1 | 2 |\n\n1. 하나\n\n- [x] 가\n- [ ] 나")
    assert item.type is ItemType.SINGLE
    assert "<table>" in item.situation["ko"]
    assert "<ol>" in item.situation["ko"]


def test_a_block_in_the_situation_is_not_scanned(tmp_path: Path) -> None:
    item = asked(tmp_path, "/// chat | 방\nA: > 말\nB: = 말\n///\n\n```\n- [ ] 코드\n```\n\n- [x] 가\n- [ ] 나")
    assert 'class="bub">&gt; 말' in item.situation["ko"]
    assert "- [ ] 코드" in item.situation["ko"]


def test_weights_say_what_each_choice_is_worth(tmp_path: Path) -> None:
    item = asked(tmp_path, "- [x] 가 {weight=50}\n- [x] 나 {weight=50}\n- [ ] 다 {weight=-100}\n- [ ] 라")
    assert (item.type, item.scoring, item.key) == (ItemType.MULTIPLE, Scoring.WEIGHTED, "ab")
    assert [one.weight for one in item.choices] == [Decimal(50), Decimal(50), Decimal(-100), Decimal(0)]


@pytest.mark.parametrize(("heading", "key"), [("{#one}", "ab"), ("{#one type=single}", "a")])
def test_weights_without_marks_say_what_is_right(heading: str, key: str, tmp_path: Path) -> None:
    item = asked(tmp_path, "- [ ] 가 {weight=100}\n- [ ] 나 {weight=20}\n- [ ] 다", f"## 물음 {heading}")
    assert (item.key, item.scoring) == (key, Scoring.WEIGHTED)


def test_a_mark_without_weight_among_weights_is_full(tmp_path: Path) -> None:
    item = asked(tmp_path, "- [x] 가\n- [ ] 나 {weight=50}")
    assert [one.weight for one in item.choices] == [Decimal(100), Decimal(50)]


def test_long_choices_and_feedback_run_over_several_lines(tmp_path: Path) -> None:
    item = asked(tmp_path, "- [x] 첫 줄\n  둘째 줄\n  > 가\n\n  > 나\n- [ ] 다\n\n> 설명\n\n> 또 설명\n")
    assert item.choices[0].text["ko"] == "첫 줄\n둘째 줄"
    assert item.choices[0].feedback["ko"] == "<p>가</p>\n<p>나</p>"
    assert item.feedback["ko"] == "<p>설명</p>\n<p>또 설명</p>"


def test_sources_at_the_end_of_a_choices_feedback_count_too(tmp_path: Path) -> None:
    item = asked(tmp_path, "- [x] 가\n  > 그렇습니다. (F2)\n- [ ] 나\n\n> 설명\n")
    assert (item.choices[0].feedback["ko"], item.sources) == ("<p>그렇습니다.</p>", ("F2",))


def test_settings_of_the_module_become_those_of_the_quiz(tmp_path: Path) -> None:
    made = quiz(tmp_path, {MODULE: ("attempts: 3", "draw: 2\norder: shuffled\nfeedback: on-pass")})
    assert (made.pass_mark, made.attempts, dict(made.draw)) == (60, None, {"": 2})
    assert (made.order, made.feedback) == (Order.SHUFFLED, FeedbackTime.ON_PASS)


def test_introduction_and_closing_words_are_kept(tmp_path: Path) -> None:
    made = quiz(tmp_path, {})
    assert dict(made.intro) == {"ko": "<p>세 문항입니다.</p>", "en": "<p>There are three items.</p>"}
    assert {mark: dict(html) for mark, html in made.after.items()} == {
        "after-pass": {
            "ko": "<h3>잘하셨습니다.</h3><p>이제 다음 교육으로 가세요.</p>",
            "en": "<h3>Well done.</h3><p>Go on to the next module.</p>",
        }
    }


def test_a_translation_lends_its_words_and_nothing_else(tmp_path: Path) -> None:
    made = quiz(tmp_path, {})
    assert [item.key for item in made.items] == ["b", "ac", "a"]
    assert made.items[0].question["en"] == "What comes first?"
    assert [one.text["en"] for one in made.items[2].choices] == ["It is right", "It is not right"]
    assert made.item("helpful") == made.items[1]
    assert made.item("nobody") is None


def test_what_translations_accept_is_accepted_too(tmp_path: Path) -> None:
    made = quiz(
        tmp_path, {QUIZ: "## 물음 {#one}\n\n= 동의\n= 12 시간\n", ENGLISH: "## Question\n\n= consent\n= 12 시간\n"}
    )
    assert [one.text for one in made.items[0].answers] == ["동의", "12 시간", "consent"]


def test_numbers_are_the_same_in_every_language(tmp_path: Path) -> None:
    made = quiz(tmp_path, {QUIZ: "## 물음 {#one}\n\n= 3..5\n", ENGLISH: "## Question\n\n= 3 .. 5\n"})
    assert [one.text for one in made.items[0].answers] == ["3..5"]


def test_targets_are_translated_by_their_row(tmp_path: Path) -> None:
    table = "## {} \n\n| a | b |\n|---|---|\n| {} | {} |\n| {} | {} |\n"
    made = quiz(
        tmp_path,
        {
            QUIZ: table.format("물음 {#one}", "가", "하나", "나", "둘"),
            ENGLISH: table.format("Question", "ga", "one", "na", "two"),
        },
    )
    assert [one.text["en"] for one in made.items[0].targets] == ["one", "two"]


@pytest.mark.parametrize(
    ("korean", "english", "place"),
    [
        ("= 가\n", "!= ga\n", "3:1"),
        ("- [x] 가\n- [ ] 나\n", "- [x] a {weight=5}\n- [ ] b\n", "3:10"),
        ("| a | b |\n|---|---|\n| 가 | 다 |\n| 나 | 다 |\n", "| a | b |\n|---|---|\n| a | c |\n| b | d |\n", "6:3"),
    ],
)
def test_a_translation_that_says_otherwise_is_told(korean: str, english: str, place: str, tmp_path: Path) -> None:
    lines = told(tmp_path, {QUIZ: f"## 물음 {{#one}}\n\n{korean}", ENGLISH: f"## Question\n\n{english}"})
    assert f"{ENGLISH}:{place} T402" in lines


def test_a_translation_whose_parts_are_of_another_kind_is_out_of_step(tmp_path: Path) -> None:
    lines = told(tmp_path, {QUIZ: "## 물음 {#one}\n\n1. 가\n2. 나\n", ENGLISH: "## Question\n\n1. a\n\ntext\n\n2. b\n"})
    assert f"{ENGLISH}:1:1 T401" in lines


def test_a_quiz_of_a_module_whose_page_is_broken_is_still_looked_at(tmp_path: Path) -> None:
    lines = told(tmp_path, monolingual({MODULE: "---\ntitle: a\n---\n", QUIZ: "## 물음\n\n- [x] 가\n- [ ] 나\n"}))
    assert f"{QUIZ}:1:4 I201" in lines


SURVEY = "---\ntitle: 설문\n---\n## {} {{#s {}}}\n\n{}\n"


@pytest.mark.parametrize("scale", ["1", "11", "many"])
def test_a_scale_has_two_to_ten_points(scale: str, tmp_path: Path) -> None:
    lines = told(tmp_path, monolingual({"tiny/survey.md": SURVEY.format("동의", f"scale={scale}", "")}))
    assert "tiny/survey.md:4:8 I223" in lines


def test_the_key_digest_survives_a_rewording_and_not_another_key(tmp_path: Path) -> None:
    def digest(name: str, body: str, heading: str = "## 물음 {#one}") -> str:
        return asked(tmp_path / name, body, heading).key_digest

    (tmp_path / "x").mkdir()
    first = digest("a", "- [x] 가\n- [ ] 나")
    assert digest("b", "- [x] 다른 말\n- [ ] 나", "## 다른 물음 {#two}") == first
    assert digest("c", "- [ ] 가\n- [x] 나") != first
    assert digest("d", "- [x] 가\n- [ ] 나", "## 물음 {#one points=2}") != first


def test_choices_with_ids_may_change_places(tmp_path: Path) -> None:
    one = asked(tmp_path / "a", "- [x] 가 {#ga}\n- [ ] 나 {#na}")
    other = asked(tmp_path / "b", "- [ ] 나 {#na}\n- [x] 가 {#ga}")
    assert (one.key, other.key) == ("a", "b")
    assert one.key_digest == other.key_digest
    assert [[choice.id for choice in made.choices] for made in (one, other)] == [["ga", "na"], ["na", "ga"]]


def test_an_empty_line_of_feedback_does_not_hide_the_sources(tmp_path: Path) -> None:
    item = asked(tmp_path, "- [x] 가\n- [ ] 나\n\n> 설명 (F1)\n>\n")
    assert (item.feedback["ko"], item.sources) == ("<p>설명</p>", ("F1",))


def test_a_translation_may_leave_out_what_closes_the_quiz(tmp_path: Path) -> None:
    made = quiz(tmp_path, {ENGLISH: (" {.after-pass}", "")})
    assert made.after["after-pass"]["en"].startswith("<h3>Well done.</h3>")


def test_a_translation_with_a_closing_section_of_its_own_is_out_of_step(tmp_path: Path) -> None:
    lines = told(tmp_path, {ENGLISH: ("## The maker is responsible.", "## The maker {.after}")})
    assert lines == [f"{ENGLISH}:3:1 T401"]


def test_a_translation_whose_answers_are_of_another_kind_is_told(tmp_path: Path) -> None:
    korean, english = "## 물음 {#one}\n\n= 물어보는 일\n", "## Question\n\n~ asking first\n"
    assert f"{ENGLISH}:3:1 T402" in told(tmp_path, {QUIZ: korean, ENGLISH: english})
