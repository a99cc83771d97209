"""`flask content check` names every finding at its place, in the language asked for, for people and for programs."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from courses.catalog.codes import CODES
from courses.commands.content_check import totals
from courses.foundation.settings import ROOT
from courses.web.finding_texts import TEXTS

CONTENT = ROOT / "tests" / "content"
BROKEN = CONTENT / "broken"
LESSON = "bad/01-only/01-read.md"


def run(app: Flask, *args: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=["content", "check", *map(str, args)])


def told(result: Result) -> list[tuple[str, str]]:
    """File and code of each line but the last."""
    lines = [line.split(": ", 1) for line in result.stdout.splitlines()[:-1]]
    return [(place.rsplit(":", 2)[0], text.split(" ")[1]) for place, text in lines]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_broken_course_is_refused_with_file_line_and_column(app: Flask, language: str) -> None:
    result = run(app, BROKEN, "--lang", language)
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert len(lines) > 5
    for line in lines[:-1]:
        place, severity_and_text = line.split(": ", 1)
        path, row, column = place.rsplit(":", 2)
        assert Path(path).exists()
        assert int(row) >= 1
        assert int(column) >= 1
        assert severity_and_text.split(" ")[0] in {"error", "warning"}


def test_the_courses_that_ship_are_without_a_finding(app: Flask) -> None:
    result = run(app, ROOT / "content")
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1)


def test_an_empty_folder_has_nothing_to_say(app: Flask, tmp_path: Path) -> None:
    result = run(app, tmp_path)
    assert (result.exit_code, result.stdout.split(" / ")[1]) == (0, "0 courses, 0 lessons, 0 errors, 0 warnings\n")


def test_without_a_path_the_content_that_is_served_is_looked_at(app: Flask) -> None:
    assert run(app).stdout.endswith("1 course, 3 lessons, 0 errors, 0 warnings\n")


def test_a_course_is_looked_at_alone(app: Flask) -> None:
    assert {file for file, _ in told(run(app, BROKEN / "good"))} == {"tests/content/broken/good/course.md"}
    assert run(app, BROKEN / "good").stdout.endswith("1 course, 1 lesson, 0 errors, 1 warning\n")


def test_a_course_without_its_own_page_is_known_by_its_modules(app: Flask, tmp_path: Path) -> None:
    shutil.copytree(BROKEN / "bad", tmp_path / "content" / "bad")
    (tmp_path / "content" / "bad" / "course.md").unlink()
    assert (str(tmp_path / "content/bad/course.md"), "C001") in told(run(app, tmp_path / "content" / "bad"))


def test_a_file_is_looked_at_alone(app: Flask) -> None:
    result = run(app, BROKEN / LESSON)
    assert {file for file, _ in told(result)} == {f"tests/content/broken/{LESSON}"}
    assert result.exit_code == 1


def test_several_paths_are_looked_at_together(app: Flask) -> None:
    both = told(run(app, BROKEN / LESSON, BROKEN / "good", CONTENT / "tiny"))
    assert {file for file, _ in both} == {f"tests/content/broken/{LESSON}", "tests/content/broken/good/course.md"}


def test_the_help_directory_is_a_file_like_others(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "help.yaml").write_text("line: 1\n", "utf-8")
    assert told(run(app, tmp_path / "help.yaml")) == [(str(tmp_path / "help.yaml"), "F013")]


def test_a_file_of_no_course_is_refused_in_both_languages(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("text", "utf-8")
    result = run(app, tmp_path / "notes.md")
    assert (result.exit_code, "어느 과정의 파일도 아닙니다. / This file belongs to no course." in result.output) == (
        2,
        True,
    )


def test_json_holds_findings_with_their_values_and_the_counts(app: Flask) -> None:
    result = run(app, BROKEN / LESSON, "--format", "json", "--lang", "en")
    read = json.loads(result.stdout)
    assert (read["courses"], read["errors"], read["warnings"]) == (0, len(read["findings"]), 0)
    assert read["findings"][0] == {
        "file": f"tests/content/broken/{LESSON}",
        "line": 5,
        "column": 5,
        "severity": "error",
        "code": "B109",
        "message": "The block law needs the option source.",
        "values": {"block": "law", "key": "source"},
    }


def test_github_reads_each_finding_as_a_command(app: Flask, tmp_path: Path) -> None:
    course = tmp_path / "a,b" / "course"
    course.mkdir(parents=True)
    (course / "course.md").write_text("---\ntitle: 100%\nno: 1\n---\n", "utf-8")
    lines = run(app, course, "--format", "github", "--lang", "ko").stdout.splitlines()
    place = str(tmp_path).replace(":", "%3A")
    assert (
        f"::error file={place}/a%2Cb/course/course.md,line=3,col=1,title=F007::이곳에 쓸 수 없는 키입니다: no" in lines
    )
    assert lines[-1] == "과정 0개, 차시 0개, 오류 3개, 경고 1개 / 0 courses, 0 lessons, 3 errors, 1 warning"


@pytest.mark.parametrize(
    ("locale", "korean"),
    [("ko_KR.UTF-8", True), ("C.UTF-8", True), ("", True), ("en_US.UTF-8", False), ("de_DE.UTF-8", False)],
)
def test_the_terminal_says_which_language_to_speak(
    app: Flask, locale: str, korean: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    assert ("블록" in run(app, BROKEN / LESSON).output) is korean


def test_the_last_line_counts_in_both_languages() -> None:
    said = "과정 1개, 차시 16개, 오류 0개, 경고 1개 / 1 course, 16 lessons, 0 errors, 1 warning"
    assert totals(1, 16, 0, 1) == said


def test_no_sentence_leaves_the_particle_to_the_reader() -> None:
    assert [code for code, (korean, _) in TEXTS.items() if re.search(r"\((를|가|는)\)", korean)] == []


def test_every_code_has_its_sentence_in_both_languages() -> None:
    assert set(TEXTS) == set(CODES)
    assert [code for code, (korean, english) in TEXTS.items() if not korean or not english] == []
