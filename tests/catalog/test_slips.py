"""What only looks like a slip is left alone, and what was meant is understood where there is no doubt."""

from pathlib import Path

import pytest

from courses.catalog.blocks import Reader
from courses.catalog.telephones import numbers
from tests.catalog.examples_of_slips import TWO, item, lesson
from tests.catalog.writing import course, findings

COUNTS = [
    "117명이 신고했습니다", "1,339명", "1388년에", "In 1388 the", "1919-1945", "1950–1953년", "제117조에 따라",
    "3,000만 원", "2026-11-22", "20261122", "전화 120건", "문자 1000자", "112번 문항", "7년 이하", "call 500 people",
    "https://example.org/1388", "0.12345678901", "12:30", "1301-1350", "two",
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
]


@pytest.mark.parametrize("text", COUNTS)
def test_counts_years_articles_and_prices_are_no_telephone_numbers(text: str) -> None:
    assert list(numbers(text)) == []


def test_a_number_is_told_once_and_where_it_stands() -> None:
    line = "**02** 735 1388, ０１０－1234－5678"
    assert [line[start:end] for start, end in numbers(line)] == ["02** 735 1388", "０１０－1234－5678"]


@pytest.mark.parametrize("text", FINE)
def test_plain_markdown_is_left_alone(text: str, tmp_path: Path) -> None:
    told = {one.code for one in findings(tmp_path, lesson(text))}
    assert told & {"I232", *(f"W51{digit}" for digit in range(1, 10))} == set()


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
