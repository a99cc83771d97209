"""A text in paragraphs, each with its findings."""

from hypothesis import given
from hypothesis import strategies as st

from courses.catalog.passages import passages
from courses.catalog.structure import Finding
from courses.foundation.vocabulary import Severity

TEXT = "---\ntitle: 하나\n\nminutes: 1\n---\n\n첫 문단\n이어서\n\n\n둘째 문단\n"


def finding(line: int) -> Finding:
    return Finding("content/a.md", line, 1, "C001", Severity.ERROR)


def test_front_matter_is_one_paragraph_and_blank_lines_part_the_others() -> None:
    assert [(one.line, one.text) for one in passages(TEXT, [])] == [
        (1, "---\ntitle: 하나\n\nminutes: 1\n---"),
        (7, "첫 문단\n이어서"),
        (11, "둘째 문단"),
    ]


def test_a_finding_stands_with_the_paragraph_that_holds_its_line() -> None:
    found = passages(TEXT, [finding(11), finding(8), finding(3), finding(9), finding(99)])
    assert [[said.line for said in one.findings] for one in found] == [[3], [8, 9], [11, 99]]


def test_an_empty_text_has_one_empty_paragraph() -> None:
    assert [(one.line, one.text, len(one.findings)) for one in passages("", [finding(1)])] == [(1, "", 1)]


@given(st.text(alphabet="a-\n #:"), st.lists(st.integers(1, 30)))
def test_no_line_and_no_finding_is_lost(text: str, lines: list[int]) -> None:
    found = passages(text, [finding(line) for line in lines])
    kept = [line for one in found for line in one.text.splitlines() if line.strip()]
    assert kept == [line for line in text.splitlines() if line.strip()]
    assert sorted(said.line for one in found for said in one.findings) == sorted(lines)
