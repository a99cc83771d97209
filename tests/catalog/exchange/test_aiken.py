"""Aiken in and out: plain single choices, everything else by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalog.exchange.aiken import read_aiken, write_aiken
from tests.catalog.exchange.exchanging import items_of, taken
from tests.security.lengths import examples

FILE = """하나는 *무엇*입니까?
A. 가
B) 나 <b>
ANSWER: B

둘?
A. 가

B. 나
C. 다
ANSWER: A
"""


def test_questions_become_single_choices() -> None:
    result = taken(read_aiken(FILE))
    assert result.markdown == (
        "## 하나는 \\*무엇\\*입니까? {#q1 points=1}\n\n- [ ] 가\n- [x] 나 &lt;b>\n\n"
        "## 둘? {#q2 points=1}\n\n- [x] 가\n- [ ] 나\n- [ ] 다\n"
    )
    assert result.refused == []


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("물음\nA. 가\nB. 나\n", [(1, "물음", "G641")]),
        ("물음\nA. 가\nB. 나\n다음\nA. 가\nB. 나\nANSWER: A", [(1, "물음", "G641")]),
        ("물음\n둘째 줄\nA. 가\nB. 나\nANSWER: A", [(1, "물음 둘째 줄", "G642")]),
        ("물음\nA. 가\nB. 나\nANSWER: C", [(1, "물음", "G643")]),
        ("물음\nA. 가\nB. 나\nANSWER:", [(1, "물음", "G643")]),
        ("물음\nA. 가\nC. 나\nANSWER: A", [(1, "물음", "G644")]),
        ("물음\nA. 가\nANSWER: A", [(1, "물음", "G606")]),
        ("A. 가\nB. 나\nANSWER: A", [(1, "", "G617")]),
        ("\u200b\nA. 가\nB. 나\nANSWER: A", [(1, "\u200b", "G617")]),
        ("물음\nA. 가\nB. 가\nANSWER: A", [(1, "물음", "G620")]),
        ("물음\nA.하나\nB.둘\nANSWER: A", [(1, "물음", "G646")]),
        ("물음\na. 하나\nb. 둘\nANSWER: A", [(1, "물음", "G646")]),
        ("물음\n\n(A) 하나\n\n(B) 둘\nANSWER: A", [(1, "물음", "G646")]),
        ("물음\nA.\nB. 둘\nANSWER: A", [(1, "물음", "G646")]),
        ("물음\nA. 하나\nB. 둘\nC.셋\nANSWER: A", [(1, "물음", "G646")]),
        ("물음\nB.둘\nC. 셋\nANSWER: B", [(1, "물음 B.둘", "G642")]),
        ("물음\nA. 가\nB. 나\n정답: A", [(1, "물음", "G647")]),
        ("물음\nA. 가\nB. 나\n\nAnswer A", [(1, "물음", "G647")]),
    ],
)
def test_what_cannot_be_read_is_refused_by_line_and_name(text: str, refused: list[tuple[int, str, str]]) -> None:
    assert taken(read_aiken(text)).refused == refused


def test_one_that_is_refused_costs_no_other() -> None:
    result = taken(read_aiken("\ufeffA. 가\nANSWER: A\n" + FILE))
    assert (len(result.prepared.ids), len(result.refused)) == (2, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        "물음\nA. 가\nB. 나\n정답: A\n\n",
        "물음\nA. 가\nB. 나\n정답: A\n",
        "물음\nA. 가\nB. 나\n맞는 것은 A\n\n",
        "물음\nA. 가\nB. 나\n\n",
        "물음\nA.가\nB.나\nANSWER: A\n\n",
        "물음\nA.가\nB.나\n\n",
        "물음\n\n",
        "물음\n둘째 줄\n\n",
        "물음\nA. 가\nANSWER: A\n설명\n\n",
        "ANSWER: A\n",
    ],
)
@pytest.mark.parametrize("asked", ["여덟째?", "A.I.란?", "비타민: C", "b) 다음은?", "정답: A"])
def test_a_wrong_question_takes_nothing_of_the_next(wrong: str, asked: str) -> None:
    reading = read_aiken(f"{wrong}{asked}\nA. 다\nB. 라\nANSWER: B\n{wrong}")
    assert [(one.line, one.name) for one in reading.questions] == [(wrong.count("\n") + 1, asked)]
    assert len(reading.refused) >= 2
    assert asked not in {one.name for one in reading.refused}


lines = st.text(st.sampled_from(list("가나 ab*_[]<>&{}|#=.)1-")), min_size=1, max_size=12).map(str.strip).filter(bool)


@examples(100, 1000)
@given(lines, st.lists(lines, min_size=2, max_size=5, unique_by=str.casefold), st.data())
def test_import_export_import_is_the_identity(asked: str, choices: list[str], data: st.DataObject) -> None:
    letters = "ABCDE"[: len(choices)]
    options = "\n".join(f"{letter}. {text}" for letter, text in zip(letters, choices, strict=True))
    first = taken(read_aiken(f"{asked}\n{options}\nANSWER: {data.draw(st.sampled_from(letters))}\n"))
    written = write_aiken(first.items, "ko")
    assert (len(written.refused), written.count) == (0, len(first.items))
    assert taken(read_aiken(written.text)).items == first.items


@pytest.mark.parametrize(
    "body",
    [
        "## 물음 {#a}\n\n= 답",
        "## 물음 {#a}\n\n글\n\n- [x] 가\n- [ ] 나",
        "## 물음 {#a}\n\n- [x] **가**\n- [ ] 나",
        "## 물음 {#a}\n\n- [x] 가\n- [ ] 나 {weight=5}",
        "## A. 물음 {#a}\n\n- [x] 가\n- [ ] 나",
        "## ANSWER: A {#a}\n\n- [x] 가\n- [ ] 나",
        "## 물음 {#a}\n\n- [x] 가 <span title=\"a\">나</span>\n- [ ] 나",
    ],
)  # fmt: skip
def test_an_item_that_does_not_fit_stays_at_home(body: str) -> None:
    items, _ = items_of(f"{body}\n")
    written = write_aiken(items, "ko")
    assert (written.text, [one.code for one in written.refused]) == ("", ["G645"])


def test_true_false_fits_and_feedback_is_left_aside() -> None:
    items, _ = items_of("## 물음 {#a answer=false}\n\n## 또 {#b answer=true}\n\n> 설명\n")
    written = write_aiken(items, "ko")
    assert written.text == ("물음\nA. 맞습니다\nB. 아닙니다\nANSWER: B\n\n또\nA. 맞습니다\nB. 아닙니다\nANSWER: A\n")
    assert [(one.name, one.code) for one in written.left_aside] == [("b", "G652")]
    assert [one.code for one in write_aiken(items, "en").refused] == ["G639", "G639"]
