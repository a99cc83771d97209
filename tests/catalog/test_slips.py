"""What only looks like a slip is left alone, and what was meant is understood where there is no doubt."""

from pathlib import Path
from time import process_time

import pytest

from courses.catalog.adopting.guards import counted, without_numbers
from courses.catalog.blocks import Reader
from courses.catalog.citations import check_shown
from courses.catalog.pages import Faults
from courses.catalog.silent_markdown import RULED
from courses.catalog.telephones import numbers
from courses.catalog.words import PENALTY
from courses.catalog.yaml_faults import slip
from courses.web.finding_texts import sentence
from tests.catalog.examples_of_slips import TWO, item, lesson
from tests.catalog.writing import Change, course, findings, monolingual, told

COUNTS = [
    "117명이 신고했습니다", "1,339명", "1388년에", "In 1388 the", "1919-1945", "1950–1953년", "제117조에 따라",
    "3,000만 원", "2026-11-22", "20261122", "전화 120건", "문자 1000자", "112번 문항", "7년 이하", "call 500 people",
    "https://example.org/1388", "0.12345678901", "12:30", "1301-1350", "two",
    "1366x768", "RFC 1350", "LDAP port 1389", "By 1389 the Ottomans", "c. 1350 to 1398", "약 1350 kg", "1350g",
    "1398 bytes", "1391 pages", "about 1366 students", "1345달러", "Page 1388", "Room 1301", "1301동", "error 1330",
    "줄넘기 300번을 넘는다", "1000번에 한 번꼴", "버스 150번으로 갈아탄다", "문제 120번을 풀어", "Call 2000 employees",
    "Text 100 friends", "전화 120여 통", "전화 100번을 했다", "100번에 걸쳐", "상담 300, 신고 120",
    "120번에 문자가 있다",
    "117을 누가 세었나", "전화 2024. 5. 3.", "Call 1388 employees", "Call 911 people", "- 300", "| 300 | 2 |", "`1388`",
]  # fmt: skip
DIALLED = [
    "01012345678", "０２－７３５－８９９４", "02–735–8994", "전화: 117", "117(학교폭력)에 신고", "**117**로 전화",
    "1366에 전화", "☎ 1366", "1366번으로 상담", "117번으로 알리세요.", "182를 누르세요", "116에 전화하세요",
    "국번 없이 117", "청소년전화 1388은", "상담: 1388", "전화번호는 117입니다", "Call 1388 now.", "Call 911 a",
    "Dial 116.", "☎ 1588 1234", "Text 1388.", "Helpline: 116", "1339", "- 1366", "1. 1366", "| 가 | 1388 |",
    "전화 117을 누릅니다", "전화 117을 쓰세요", "117을 누릅니다", "182를 누른 다음", "182번을 누를 때", "117을 눌렀다",
]  # fmt: skip
FINE = [
    "새로 고침(F5)은 F5 키입니다.",
    "`(F1)`",
    "문단\n\n- 하나\n- 둘\n\n글",
    "## 제목\n- 하나",
    "- 하나\n    문단\n    - 둘",
    "| 가 | 나 |\n|---|---|\n| 1 \\| 2 | `a|b` |",
    "## 제목\n| 가 | 나 |\n|---|---|\n| 1 | 2 |",
    '**비밀번호(MFA)**를, **"중요"**입니다, ***모두***',
    "`**x` 그리고 \\*\\*x",
    "2 ** 3",
    "***",
    "```\n-하나\n**x ~~y~~ [^9]\n```",
    "[글](01-three.md) 그리고 [A] (가)",
    "글[^1]\n\n[^1]: 있음",
    "-5도, *강조* 글\n**굵게** 글",
    "*강조* 글",
    "    -하나 **x",
    "## 하나\n\n### 둘\n\n#### 셋\n\n## 넷",
    "https://example.com/~~a~~b",
    "<https://example.com/~~b~~c>",
    "https://example.com/?a=~~b~~",
    "x==y==z",
    "a==1, b==2",
    "2**3 = 8 and 2 ** 3, 2 ** 4",
    "**kwargs",
    "f(**options) and **kwargs",
    "– 말하자면 그렇습니다.",
    "– 하나\n\n– 둘",
    "1. 첫째\n   - 안쪽\n2. 둘째",
    "- 하나\n  1. 안\n- 둘",
    "- 하나\n\n  둘째 문단\n\n- 둘",
    "- 하나\n\n1. 하나",
    "> 인용\n>\n> - 목록\n> - 둘",
    "- 하나\n- 둘\n\n글[^1]\n\n[^1]: 하나",
    "| 가 | 나 |\n|---|---|\n| **a \\| b** | **c** |",
    "- 글\n\n    | 가 | 나 |\n    |---|---|\n    | 1 | 2 |",
    "```python\n - x\n## y\n```\n\n~~~ js\nz\\\n~~~",
    "```글``` 그리고 `a\\`\n글\\\\\n글",
    "__init__을 부르고 파일_이름_목록을 __main__에 적습니다. __중요__ 합니다",
    "https://example.org/__가__나",
    "[글][있음], [있음][] 그리고 a[1][2]\n\n[있음]: https://example.org",
    "제목\n---",
    "**`코드`**를 쓰고 **`git add`** 합니다",
    "| 가 | 나 |\n|---|---|\n| **`a`** | `**b` |",
    "[x](01-three.md), [x]: 가\n[ㄱ] 나",
]
PLAIN = ["만원 버스", "만원 전철", "2원 체제", "3원소", "2원론", "100원소", "3원색", "2원 방정식"]
PRICES = ["만원입니다", "2원", "100원", "3만 원", "오만 원", "5 천만 원"]


@pytest.mark.parametrize("text", COUNTS)
def test_counts_years_articles_and_prices_are_no_telephone_numbers(text: str) -> None:
    assert list(numbers(text)) == []


@pytest.mark.parametrize("text", DIALLED)
def test_a_number_that_readers_would_dial_is_found(text: str) -> None:
    assert len(list(numbers(text))) == 1


@pytest.mark.parametrize("text", ["1388", "- 1388", "| 가 | 1388 |"])
def test_the_number_of_a_help_line_by_itself_is_not_sure_without_a_word_that_tells_so(text: str) -> None:
    assert list(numbers(text, sure=True)) == []
    assert len(list(numbers(text))) == 1


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("| 1388 | 3 |", "| &#49;388 | 3 |"),
        ("| 전화 | 1388 |", "| 전화 | (번호 생략) |"),
        ("약 1350 kg, 117에 신고", "약 1350 kg, (번호 생략)에 신고"),
    ],
)
def test_what_may_be_a_count_is_not_taken_from_a_text_from_elsewhere(line: str, kept: str) -> None:
    assert counted(without_numbers(line, "ko", lambda _: None)) == kept
    assert list(numbers(kept)) == []


@pytest.mark.parametrize("blanks", [5_000, 10_000])
def test_blanks_without_end_take_no_time(blanks: int) -> None:
    begun = process_time()
    for word in ("전화", "117", "1366에", "Call", "전화: 117", "3년", "3만", "|---|", "|---", "---|"):
        for line in (f"{word}{' ' * blanks}x 1 2 3", f"{(word + ' ' * 9) * (blanks // 9)}"):
            assert len(list(numbers(line))) < blanks
            assert PENALTY.search(line) is None
            assert bool(RULED.match(line)) < 2
    assert process_time() - begun < 2


def test_a_number_is_told_once_and_where_it_stands() -> None:
    line = "**02** 735 1388, ０１０－1234－5678"
    assert [line[start:end] for start, end in numbers(line)] == ["02** 735 1388", "０１０－1234－5678"]


@pytest.mark.parametrize("text", FINE)
def test_plain_markdown_is_left_alone(text: str, tmp_path: Path) -> None:
    told = {one.code for one in findings(tmp_path, lesson(text))}
    assert told & {"I232", "B117", "W507", *(f"W{number}" for number in range(510, 525))} == set()


@pytest.mark.parametrize(("text", "told"), [("– 하나", 0), ("– 하나\n– 둘", 2), ("글\n－하나\n－둘", 2), ("• 하나", 1)])
def test_dashes_are_points_of_a_list_from_two_lines_on(text: str, told: int, tmp_path: Path) -> None:
    assert [one.code for one in findings(tmp_path, lesson(text))].count("W514") == told


@pytest.mark.parametrize(("texts", "prices"), [(PLAIN, 0), (PRICES, len(PRICES))])
def test_won_is_a_price_and_not_a_crowd_or_an_element(texts: list[str], prices: int) -> None:
    assert sum(PENALTY.search(text) is not None for text in texts) == prices


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("F20 세대", 0), ("F13 키를 누릅니다", 0), ("F20은 젊습니다", 0), ("Shift+F13.", 0), ("F99.", 0),
        ("근거는 F20.", 1), ("근거는 F20. 다음", 1), ("글 [F13]", 1), ("글 (출처 F13)", 1), ("글 (F13, F20)", 1),
        ("글 F20.5", 0),
    ],
)  # fmt: skip
def test_a_fact_number_is_told_in_brackets_and_at_the_end_of_a_sentence(text: str, shown: int) -> None:
    faults = Faults("x.md", (text,))
    check_shown([(1, text)], frozenset({"F13", "F20"}), faults)
    assert [one.code for one in faults.found] == ["I232"] * shown


@pytest.mark.parametrize(
    ("text", "last", "told"),
    [
        ("summary: |\n  note:여기\nlist: [a, b", 2, (2, 6, "bracket")),
        ("- |\n  note:여기\n\n  글\nlist: [a, b", 4, (4, 6, "bracket")),
        ("- a: >-\n    note:여기\n  b:둘", 2, (2, 3, "no-space")),
        ("list: [a,\n  b:c,\n  d]\nnote:여기", 3, (3, 4, "no-space")),
        ("list: [a,\n  b:c,\n  d]\nx: 1", 3, None),
        ("list: [a,\nb:c", 1, (0, 6, "bracket")),
        ("a:1\nb: 2\nc:3\nd:4", 2, (2, 1, "no-space")),
        ("a:1\nb:2", None, (0, 1, "no-space")),
        ("a: 1\nword\nb: 2\nother", 2, (1, 0, "no-colon")),
    ],
)
def test_the_slip_nearest_to_where_it_was_noticed_is_told(
    text: str, last: int | None, told: tuple[int, int, str] | None
) -> None:
    assert slip(text, last) == told


@pytest.mark.parametrize("sources", ["(F1)", "(f1)", "(F 1)", "（F1）", "(F1).", "( F1 ) "])
def test_a_fact_number_is_understood_however_it_is_written(sources: str, tmp_path: Path) -> None:
    made = course(tmp_path, item(f"{TWO}\n> 설명 {sources}"))
    quiz = made.modules[0].quiz
    assert quiz is not None
    (asked,) = quiz.items
    assert (asked.sources, asked.feedback["ko"] in {"<p>설명</p>", "<p>설명.</p>"}) == (("F1",), True)


@pytest.mark.parametrize("body", ["1. 하나\n2. 둘\n3. 셋", "1. 하나\n1. 둘\n1. 셋", "3. 하나\n4. 둘"])
def test_steps_may_be_numbered_in_order_or_all_alike(body: str, tmp_path: Path) -> None:
    assert "W520" not in {one.code for one in findings(tmp_path, item(body))}


def test_thirds_are_a_whole(tmp_path: Path) -> None:
    thirds = "\n".join(f"- [x] {one} {{weight=33.33333}}" for one in ("가", "나", "다"))
    assert "I233" not in {one.code for one in findings(tmp_path, item(thirds))}


def test_a_block_in_a_list_is_not_told_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(_self: object, _text: str) -> str:
        raise RecursionError

    monkeypatch.setattr(Reader, "convert", convert)
    told = [
        one.code for one in findings(tmp_path, lesson("- 글\n\n    /// note\n    글")) if one.path.endswith("three.md")
    ]
    assert (told.count("B104"), "C011" in told) == (1, False)


def test_a_choice_with_another_bullet_in_a_check_is_told_as_a_choice(tmp_path: Path) -> None:
    body = "/// check | 물음\n    id: c\n\n* [x] 가\n- [x] 나\n- [ ] 다\n///"
    told = {one.code for one in findings(tmp_path, lesson(body)) if one.path.endswith("three.md")}
    assert ("I204" in told, "B117" in told) == (True, False)


def test_a_missing_page_is_told_as_missing_and_not_as_unreadable(tmp_path: Path) -> None:
    changes = lesson("글") | {"tiny/03-none/01-b.md": "---\ntitle: a\nminutes: 1\n---\n글\n"}
    told = {one.code for one in findings(tmp_path, changes)}
    assert ("C015" in told, "C005" in told) == (True, False)


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        ("벌금 3천만 원입니다.", ["벌금 3천만 원"]),
        ("벌금 1억 5천만 원 이하", ["벌금 1억 5천만 원"]),
        ("과태료 3천만까지", ["과태료 3천만"]),
        ("벌금 300만원", ["벌금 300만원"]),
        ("징역 3년, 벌금 500 만 원", ["징역 3년", "벌금 500 만 원"]),
        ("벌금 3 만나서", ["벌금 3"]),
    ],
)
def test_a_penalty_is_quoted_whole(line: str, quoted: list[str]) -> None:
    assert [m[0] for m in PENALTY.finditer(line)] == quoted


def test_a_heading_that_is_none_is_the_only_finding_of_its_item(tmp_path: Path) -> None:
    items = "## 하나 {#one}\n\n- [x] 예\n- [ ] 아니요\n\n> 글\n\n### 둘 {#two}\n\n- [x] 예\n- [ ] 아니요\n\n> 글\n"
    quiz = "tiny/01-first/quiz.md"
    found = told(tmp_path, monolingual({quiz: items}))
    assert [one for one in found if not one.endswith("W503")] == [f"{quiz}:8:1 I237"]


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ("＃＃ 둘째 물음\n\n= 3", ["3:1 I237"]),
        ("＝ 성폭력\n= 성희롱", ["3:1 I210"]),
        ("＝ 성폭력", ["3:1 I210"]),
        ("= 성희롱\n\n＃＃ 둘째 {#two}\n\n- [x] 예", ["5:1 I237"]),
    ],
)
def test_full_width_signs_are_told_once_and_for_what_they_are(body: str, errors: list[str], tmp_path: Path) -> None:
    found = [one for one in told(tmp_path, item(body)) if one.startswith("tiny/01-first/quiz.md") and " W50" not in one]
    assert found == [f"tiny/01-first/quiz.md:{one}" for one in errors]


@pytest.mark.parametrize(
    "above",
    [
        "~/.ssh에 있습니다.",
        "~~지운 글~~",
        "＃태그를 답니다.",
        "제목\n=====",
        "    = 3",
        "```\n＝ 3\n```",
        "x ＝ 3",
        "＃",
    ],
)
def test_text_above_typed_answers_may_begin_with_a_sign_that_is_no_mark(above: str, tmp_path: Path) -> None:
    assert {one.code for one in findings(tmp_path, item(f"{above}\n\n= 답"))} & {"I210", "I237"} == set()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_items_without_a_pool_are_told_of_without_a_gap(tmp_path: Path, language: str) -> None:
    changes: dict[str, Change] = {"tiny/01-first/module.md": ("attempts: 3", "draw: 9")}
    [one] = findings(tmp_path, changes)
    said = sentence(one, language)
    assert (one.code, "  " in said, "–)" in said) == ("I218", False, True)
