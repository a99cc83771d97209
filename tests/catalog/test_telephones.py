"""A number that a reader would dial is seen however it is written, and a count or a year is not taken for one."""

from pathlib import Path

import pytest

from courses.catalog.telephones import numbers
from tests.catalog.writing import told

DIALLED = {
    "경찰(112)이나 학교폭력 신고(117)로 알립니다.": ["112", "117"],
    "여성긴급전화(1366)": ["1366"],
    "여성긴급전화 ‘1366’": ["1366"],
    "1366(여성긴급전화)": ["1366"],
    "112 누르세요": ["112"],
    "긴급하면 112!": ["112"],
    "도움: 1366": ["1366"],
    "- 112: 경찰": ["112"],
    "문자 #0117": ["0117"],
    "Call the police (112).": ["112"],
    "Police: 112": ["112"],
    "☏ 117": ["117"],
    "국방헬프콜 1303": ["1303"],
    "15881234": ["15881234"],
    "02·735·8994": ["02·735·8994"],
    "112나 117로 신고하세요": ["112", "117"],
}
COUNTED = [
    "112명이 답했습니다", "(112쪽)", "(119명)", "제112조", "응답자 117명", "시행령(제1366호)",
    "117조(정의)", "신고 1,388건", "a (1,366)", "2024·2025·2026", "경찰 112명", "신고 건수 112건",
    "표 1388은", "경찰은 1366건", "#01174", "20241231",
]  # fmt: skip
COURSE, MODULE, READ = "tiny/course.md", "tiny/02-second/module.md", "tiny/02-second/01-three.md"


@pytest.mark.parametrize("line", DIALLED)
def test_a_number_to_dial_is_seen(line: str) -> None:
    assert [line[start:end] for start, end in numbers(line)] == DIALLED[line]


@pytest.mark.parametrize("line", COUNTED)
def test_what_is_counted_is_no_number_to_dial(line: str) -> None:
    assert list(numbers(line)) == []


def test_what_is_read_of_the_front_matter_follows_the_rules_of_texts(tmp_path: Path) -> None:
    line = "summary: 몰카는 벌금 500만원, 02-735-8994로 전화합니다.\n"
    found = told(tmp_path, {READ: ("minutes:", f"{line}minutes:")})
    assert [one for one in found if one.startswith(READ)] == [
        f"{READ}:3:10 W505", f"{READ}:3:14 W504", f"{READ}:3:{line.index('02-') + 1} L307",
    ]  # fmt: skip


def test_titles_and_notes_of_every_page_and_language_are_looked_at(tmp_path: Path) -> None:
    english = MODULE.replace(".md", ".en.md")
    changes = {
        COURSE: ("title: 작은 과정", "title: 117로 전화합니다"),
        english: ("Just one lesson.", "Call 1388 now."),
        READ: ("minutes:", "content_note: 위급하면 112.\nminutes:"),
    }
    found = sorted(one for one in told(tmp_path, changes) if one.endswith("L307"))
    assert found == [f"{READ}:3:20 L307", f"{english}:3:15 L307", f"{COURSE}:2:8 L307"]
