"""No fault hides another: what is wrong in the same item, block or file is told in one go."""

from pathlib import Path

import pytest

from tests.catalog.examples import AT, MODULE, QUIZ, READ, item, items, lesson
from tests.catalog.writing import LESSON, monolingual, told

ENGLISH = QUIZ.replace(".md", ".en.md")
TRANSLATED = READ.replace(".md", ".en.md")
TWO = "- [x] 가\n- [ ] 나\n"


@pytest.mark.parametrize(
    ("heading", "body", "lines"),
    [
        ("{#one}", "- [ ] 가\n- [ ] 나\n\n> 설명 (F99)", ["1:4 I202", "6:7 F020"]),
        ("{#one}", "- [ ] 가\n  > 설명 (F98)\n- [ ] 나\n  > 설명 (F99)", ["1:4 I202", "4:9 F020", "6:9 F020"]),
        ("{#one}", "[글](nope.md)\n\n> 설명 (F99)", ["1:4 I202", "3:5 L302", "5:7 F020"]),
        ("", f"[글](nope.md)\n\n{TWO}", ["1:4 I201", "3:5 L302"]),
        ("{#one colour=red}", "- [x] [글](nope.md) {weight=500}\n- [ ] 나", ["1:8 I207", "3:5 L302", "3:21 I222"]),
        ("{#one type=essay points=0}", f"{TWO}- [ ] 나", ["1:8 I223", "1:8 I224", "5:7 I208"]),
        ("{#one points=0}", "글뿐", ["1:4 I202", "1:8 I223"]),
        ("{#one type=number}", "= 답\n  > [글](nope.md)", ["3:3 I210", "4:5 L302"]),
        ("{#one}", "1. [글](nope.md)", ["1:4 I209", "3:5 L302"]),
        ("{#one points=0}", "| 가 | 나 |\n|---|---|\n| 하나 | [글](nope.md) |\n| 둘 | 라 |", ["1:8 I223", "5:5 L302"]),
        ("{#one points=0}", "글\n\n- [x] <i>가\n- [ ] 나", ["1:8 I223", "5:1 B118"]),
    ],
)
def test_everything_wrong_in_an_item_is_told(tmp_path: Path, heading: str, body: str, lines: list[str]) -> None:
    found = told(tmp_path, item(body, f"## 물음 {heading}"))
    assert [one.removeprefix(f"{QUIZ}:") for one in found if one.startswith(QUIZ)] == lines


def test_a_translation_without_its_front_matter_is_read(tmp_path: Path) -> None:
    text = (Path(__file__).parent.parent / "content/tiny" / TRANSLATED).read_text("utf-8")
    text = text.replace("title: The Last Lesson\n", "name: x\n").replace("You have", "[You](nope.md) have")
    assert told(tmp_path, {TRANSLATED: text}) == [
        f"{TRANSLATED}:2:1 F007", f"{TRANSLATED}:2:1 F008", f"{TRANSLATED}:4:7 L302",
    ]  # fmt: skip


def test_of_a_translation_whose_front_matter_never_ends_nothing_else_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, {TRANSLATED: "---\ntitle: x\n"}) == [f"{TRANSLATED}:1:1 F002"]


def test_what_is_misread_in_a_translation_is_told_beside_its_being_out_of_step(tmp_path: Path) -> None:
    found = told(tmp_path, {ENGLISH: ("- [ ]", "-[ ]"), TRANSLATED: ("/// help", "// help")})
    assert [one.split(" ")[1] for one in found] == ["I204", "T401", "B115", "B102", "T401"]


def test_words_not_to_use_are_told_of_a_translation_out_of_step(tmp_path: Path) -> None:
    change = ("You have read to the end.", "## Revenge porn\n\n/// note | It is\nrevenge porn\n///")
    assert [one.split(" ")[1] for one in told(tmp_path, {TRANSLATED: change})] == ["T401", "W505", "W505"]


SLIPS = """
/// noet
x
///

[text](nope.md) ![A plan](media/nope.png) ![](media/nope.png) <u>open

/// check | Question
    id: read-check

- [ ] one
- [ ] two
  > Other. (F9999)
///
"""


def test_everything_wrong_in_a_translation_out_of_step_is_told_once(tmp_path: Path) -> None:
    found = told(tmp_path, {TRANSLATED: ("You have read to the end.", SLIPS)})
    lines = [one.removeprefix(f"{TRANSLATED}:") for one in found if one.startswith(TRANSLATED)]
    assert lines == [
        "5:1 T401", "5:5 B101", "9:8 L302", "9:27 L303", "9:47 L303", "9:47 L304", "9:63 B118", "16:13 F020",
    ]  # fmt: skip


def test_what_a_translation_out_of_step_leaves_to_its_original_is_not_told(tmp_path: Path) -> None:
    korean = (
        "/// law | 법\n    source: 법\n    as_of: 2026-10-02\n글\n///\n\n/// check | 물음\n    id: one\n\n"
        "- [x] 가\n- [ ] 나\n///\n\n//// scenario | 길\n    start: a\n\n### 하나 {#a}\n- [둘](#b)\n\n### 둘 {#b .end}\n"
        "////\n\n[글](#name)\n\n## 이름 {#name}\n"
    )
    english = (
        "/// law | Act\ntext\n///\n\n//// scenario | Way\n\n### One\n- [two]\n\n### Two\n////\n\n"
        "/// check | Question\n\n- [ ] a\n- [ ] b\n///\n\n[text](#name)\n\n/// law | Act\ntext\n///\n"
    )
    found = told(tmp_path, {READ: LESSON + korean, TRANSLATED: f"---\ntitle: x\n---\n{english}"})
    assert [one for one in found if one.startswith(TRANSLATED)] == [f"{TRANSLATED}:8:1 T401"]


def test_everything_wrong_in_a_translated_quiz_out_of_step_is_told_once(tmp_path: Path) -> None:
    item = "## One? {#one colour=red}\n\n/// noet\nx\n///\n\n- [ ] [a](nope.md) {.wrong}\n- [ ] b\n\n> Why. (F9999)\n"
    found = told(tmp_path, {ENGLISH: item})
    assert [one.removeprefix(f"{ENGLISH}:") for one in found if one.startswith(ENGLISH)] == [
        "1:10 I207", "3:1 T401", "3:5 B101", "7:5 L302", "7:21 I207", "10:9 F020",
    ]  # fmt: skip


def test_a_mark_of_the_survey_in_a_translation_out_of_step_is_known(tmp_path: Path) -> None:
    front = "---\ntitle: x\n---\n"
    korean = f"{front}## 물음 {{#ask .pre .post}}\n\n{TWO}"
    english = f"{front}Text.\n\n## Asked {{#ask .pre .post}}\n\n### More\n\n{TWO}"
    found = told(tmp_path, {"tiny/survey.md": korean, "tiny/survey.en.md": english})
    assert [one for one in found if one.startswith("tiny/survey.en")] == ["tiny/survey.en.md:8:1 T401"]


def test_the_texts_of_a_translated_quiz_with_other_items_are_looked_at(tmp_path: Path) -> None:
    korean = "글\n\n## 물음 {#one}\n\n| 가 | 나 |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n## 끝 {.after}\n\n글\n"
    english = korean.replace("|---|---|\n", "|---|---|\n\n").replace("글", "[text](nope.md)")
    found = told(tmp_path, {QUIZ: korean, ENGLISH: english})
    assert [one for one in found if one.endswith("L302")] == [f"{ENGLISH}:1:8 L302", f"{ENGLISH}:13:8 L302"]


def test_an_unknown_source_in_a_translation_is_told(tmp_path: Path) -> None:
    found = told(tmp_path, {ENGLISH: ("(F1)", "(F77)")})
    assert [one.split(" ")[1] for one in found] == ["W501", "F020"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("/// law | 법\n    source: 법\n\n[글](nope.md)\n///", ["5:5 B109", "8:5 L302"]),
        ("/// note\n    colour: red\n\n/// x\n[글](nope.md)\n///\n///", ["6:5 B108"]),
        ("/// check | 물음\n\n- [ ] [글](nope.md)\n- [ ] 나\n///", ["5:5 B109", "5:5 I202", "7:5 L302"]),
        ("/// law | 법\n    source: 법\n\n> 설명\n> <b>굵게\n///", ["5:5 B109", "9:3 B118"]),
    ],
)
def test_the_body_of_a_block_with_wrong_options_is_read(tmp_path: Path, text: str, lines: list[str]) -> None:
    found = [one.removeprefix(AT) for one in told(tmp_path, lesson(text)) if one.startswith(AT)]
    assert [one for one in found if "L302" in one or one in lines] == lines


def test_a_translated_check_with_wrong_options_is_told_by_its_original(tmp_path: Path) -> None:
    korean = f"{LESSON}/// check | 물음\n\n{TWO}///\n"
    english = "---\ntitle: a\n---\n/// check | Question\n\n- [ ] a\n- [ ] b\n///\n"
    found = told(tmp_path, {READ: korean, TRANSLATED: english})
    assert [one for one in found if not one.endswith(("W508", "W501"))] == [
        f"{TRANSLATED}:4:5 B109", f"{READ}:5:5 B109",
    ]  # fmt: skip


def test_front_matter_of_one_file_says_nothing_of_the_next(tmp_path: Path) -> None:
    changes = monolingual(
        {MODULE.replace("module", "01-one"): "글", MODULE.replace("module", "02-two"): "---\n---\n글"}
    )
    found = told(tmp_path, changes)
    assert {f"{MODULE.replace('module', '01-one')}:1:1 F001", f"{MODULE.replace('module', '02-two')}:2:1 F008"} <= set(
        found
    )


def test_an_item_without_an_id_names_its_other_faults(tmp_path: Path) -> None:
    assert {f"{QUIZ}:1:4 I201", f"{QUIZ}:5:7 F020"} <= set(told(tmp_path, items(f"## 물음\n\n{TWO}> 설명 (F99)\n")))
