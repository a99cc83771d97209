"""The reviewers' page of facts is complete and says what the courses use today."""

import re
from pathlib import Path

import pytest

from courses.foundation.settings import ROOT
from scripts import list_facts

FACT = re.compile(r"\bF\d{1,4}\b")
SOURCES = "F1:\n  title: {ko: 법, en: Act}\n  where: law\nF2:\n  title: {ko: 조사, en: Survey}\n"
CHECKED = 'F1: {as_of: "2026-10-02", checked: "2026-11-22"}\nF2: {as_of: "2024", checked: "2026-11-22"}\n'
HELP = "police:\n  name: {ko: 경찰, en: Police}\n  contact: '112'\n  checked: 2026-11-22\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with one course that uses one fact."""
    (tmp_path / "tiny" / "01-first").mkdir(parents=True)
    (tmp_path / "tiny" / "01-first" / "01-one.md").write_text("---\nsources: [F1]\n---\n글 (F1)\n")
    (tmp_path / "tiny" / "01-first" / "01-one.en.md").write_text("---\n---\ntext (F1)\n")
    for name, text in (("sources", SOURCES), ("checked", CHECKED), ("help", HELP)):
        (tmp_path / f"{name}.yaml").write_text(text)
    return tmp_path


def row(page: str, fact: str) -> str:
    return next(line for line in page.splitlines() if line.startswith(f"| {fact} |"))


def test_a_fact_stands_with_its_source_its_dates_and_every_place(content: Path) -> None:
    (content / "tiny" / "session.md").write_text("(F1)")
    line = row(list_facts.page(content), "F1")
    assert line == ("| F1 | 법<br>Act<br>law | 2026-10-02 | 2026-11-22 | **tiny**: 01-first/01-one (2), session |")


def test_what_only_a_translation_names_is_listed_there(content: Path) -> None:
    (content / "tiny" / "01-first" / "01-one.en.md").write_text("text (F1, F2)")
    assert row(list_facts.page(content), "F2").endswith("**tiny**: 01-first/01-one.en |")


def test_a_fact_that_nothing_uses_is_named_as_such(content: Path) -> None:
    page = list_facts.page(content)
    assert "| F2 |" not in page
    assert "Described and used nowhere: F2." in page


@pytest.mark.parametrize("name", ["sources", "checked"])
def test_a_fact_that_is_described_nowhere_stops_the_page(name: str, content: Path) -> None:
    (content / "tiny" / "quiz.md").write_text("(F9)")
    file = content / f"{name}.yaml"
    other = {"sources": "checked", "checked": "sources"}[name]
    (content / f"{other}.yaml").write_text((content / f"{other}.yaml").read_text().replace("F2:", "F9:"))
    with pytest.raises(LookupError, match=rf"^F9: not in content/{name}\.yaml$"):
        list_facts.page(content)
    assert "F9" not in file.read_text()


def test_every_fact_of_the_courses_has_a_row_and_every_row_a_fact() -> None:
    page = (ROOT / "docs" / "courses.md").read_text("utf-8")
    files = [file for file in (ROOT / "content").rglob("*.md") if file.parent != ROOT / "content"]
    used = {fact for file in files for fact in FACT.findall(file.read_text("utf-8"))}
    assert used
    assert sorted(used) == sorted(re.findall(r"^\| (F\d+) \|", page, re.MULTILINE))


def test_every_row_has_both_dates() -> None:
    page = (ROOT / "docs" / "courses.md").read_text("utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if re.match(r"\| F\d+ \|", line)]
    assert [one[0] for one in rows if not re.fullmatch(r"\d{4}(-\d\d-\d\d)?", one[2])] == []
    assert [one[0] for one in rows if not re.fullmatch(r"\d{4}-\d\d-\d\d", one[3])] == []


def test_the_page_is_not_stale(capsys: pytest.CaptureFixture[str]) -> None:
    assert list_facts.main(["--check"]) == 0
    assert capsys.readouterr().out == "docs/courses.md is true\n"
