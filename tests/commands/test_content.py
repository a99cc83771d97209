"""`flask content check` names every finding at its place, in the language asked for."""

import re
from pathlib import Path

import pytest
from flask import Flask

from courses.catalog.codes import CODES
from courses.commands.content import totals
from courses.commands.finding_texts import TEXTS
from courses.foundation.settings import ROOT

BROKEN = ROOT / "tests" / "content" / "broken"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_broken_course_is_refused_with_file_line_and_column(app: Flask, language: str) -> None:
    result = app.test_cli_runner().invoke(args=["content", "check", str(BROKEN), "--lang", language])
    lines = result.output.splitlines()
    assert result.exit_code == 1
    assert len(lines) > 5
    for line in lines[:-1]:
        place, severity_and_text = line.split(": ", 1)
        path, row, column = place.rsplit(":", 2)
        assert (BROKEN.parent / path).exists()
        assert int(row) >= 1
        assert int(column) >= 1
        assert severity_and_text.split(" ")[0] in {"error", "warning"}


def test_the_courses_that_ship_are_without_a_finding(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["content", "check", str(ROOT / "content")])
    assert (result.exit_code, len(result.output.splitlines())) == (0, 1)


def test_an_empty_folder_has_nothing_to_say(app: Flask, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(args=["content", "check", str(tmp_path)])
    assert (result.exit_code, result.output.split(" / ")[1]) == (0, "0 courses, 0 lessons, 0 errors, 0 warnings\n")


def test_the_last_line_counts_in_both_languages() -> None:
    said = "과정 1개, 차시 16개, 오류 0개, 경고 1개 / 1 course, 16 lessons, 0 errors, 1 warning"
    assert totals(1, 16, 0, 1) == said


def test_no_sentence_leaves_the_particle_to_the_reader() -> None:
    assert [code for code, (korean, _) in TEXTS.items() if re.search(r"\((를|가|는)\)", korean)] == []


def test_every_code_has_its_sentence_in_both_languages() -> None:
    assert set(TEXTS) == set(CODES)
    assert [code for code, (korean, english) in TEXTS.items() if not korean or not english] == []
