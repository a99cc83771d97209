"""Where Markdown left something unread is told at its own line, or near it, and never of what no author wrote."""

from courses.catalog.pages import Faults
from courses.catalog.silent_markdown import Row
from courses.catalog.unread import Texts, check


def told(texts: Texts, *rows: Row) -> list[tuple[str, int]]:
    faults = Faults("x.md")
    faults.lines = tuple(row for _, row in rows)
    check(texts, rows, faults)
    return [(one.code, one.line) for one in faults.found]


def test_a_line_with_a_tab_in_it_is_found_though_markdown_has_blanks_there() -> None:
    assert told([("p", ["첫 줄", "가   나\\", "다"])], (1, "첫 줄"), (2, "가\t나\\"), (3, "다")) == [("W522", 2)]


def test_a_line_that_is_found_nowhere_is_told_at_the_one_before() -> None:
    assert told([("p", ["첫 줄", "다른 줄\\", "끝"])], (1, "첫 줄"), (2, "둘째 줄"), (3, "끝")) == [("W522", 1)]


def test_what_no_author_wrote_is_not_told() -> None:
    assert told([("p", ["다른 줄\\", "끝"])], (0, "다른 줄\\"), (0, "끝")) == []
