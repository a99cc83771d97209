"""`flask content check` names every finding at its place, in the language asked for, for people and for programs."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from courses.catalog.codes import CODES
from courses.commands.content_check import totals
from courses.factory import create_app
from courses.foundation.settings import ROOT
from courses.web.finding_texts import TEXTS
from courses.web.reading import read_content
from tests.conftest import settings_for

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


@pytest.mark.parametrize("name", ["", "nothing"])
def test_a_folder_without_any_course_is_an_error(app: Flask, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty" / name).mkdir(parents=True)
    result = run(app, tmp_path / "empty", "--lang", "en")
    assert (result.exit_code, "C030 There is no course in this folder." in result.stdout) == (1, True)


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_the_folder_above_the_content_says_what_to_type(
    app: Flask, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(CONTENT / "tiny", tmp_path / "content")
    (tmp_path / "static").mkdir()
    monkeypatch.chdir(tmp_path)
    result = run(app, ".", "--format", form)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == (
        "Error: .: 과정이 든 폴더는 이 안의 content이니 이렇게 치세요: flask content check content"
        " / The folder of courses is content in here, so type: flask content check content"
    )
    monkeypatch.chdir(tmp_path.parent)
    assert f"type: flask content check {tmp_path.name}/content" in run(app, tmp_path).stderr


def test_the_folder_above_a_served_folder_of_another_name_says_what_to_type(tmp_path: Path) -> None:
    shutil.copytree(CONTENT / "tiny", tmp_path / "texts")
    site = create_app(settings_for(tmp_path / "data", content_dir=tmp_path / "texts"))
    with site.app_context():
        result = run(site, tmp_path)
    assert (result.exit_code, f"type: flask content check {tmp_path}/texts" in result.stderr) == (2, True)


def test_a_content_folder_may_hold_a_course_called_content(app: Flask, tmp_path: Path) -> None:
    shutil.copytree(CONTENT / "tiny/tiny", tmp_path / "own" / "content")
    assert run(app, tmp_path / "own").stdout.startswith("과정 1개")


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
    assert (read["courses"], read["errors"], read["warnings"]) == (1, len(read["findings"]), 0)
    assert read["lessons"] == 1
    assert read["findings"][0] == {
        "file": f"tests/content/broken/{LESSON}",
        "line": 5,
        "column": 5,
        "severity": "error",
        "code": "B109",
        "message": (
            "The block law needs the option source. Write it right under the opening line, indented by four spaces."
        ),
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
    assert lines[-1] == "과정 1개, 차시 0개, 오류 3개, 경고 1개 / 1 course, 0 lessons, 3 errors, 1 warning"


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


def test_what_was_looked_at_is_counted_broken_or_not(app: Flask, tmp_path: Path) -> None:
    root = tmp_path / "content"
    shutil.copytree(CONTENT / "tiny", root)
    shutil.copytree(BROKEN / "bad", root / "bad")
    (root / "empty").mkdir()
    short = "---\ntitle: 1\n---\n# 하나 {#one}\n\n글\n\n# 둘\n\n```\n# 셋\n```\n\n# 물음 {.quiz}\n"
    (root / "bad/02-short.md").write_text(short, "utf-8")
    assert "과정 2개, 차시 6개, 오류 " in run(app, root).stdout.splitlines()[-1]
    assert "과정 1개, 차시 3개, 오류 " in run(app, root / "bad").stdout.splitlines()[-1]
    (root / "bad/course.md").unlink()
    assert "과정 1개, 차시 3개, 오류 " in run(app, root / "bad/02-short.md").stdout.splitlines()[-1]


def test_no_sentence_leaves_the_particle_to_the_reader() -> None:
    assert [code for code, (korean, _) in TEXTS.items() if re.search(r"\((를|가|는)\)", korean)] == []


def test_every_code_has_its_sentence_in_both_languages() -> None:
    assert set(TEXTS) == set(CODES)
    assert [code for code, (korean, english) in TEXTS.items() if not korean or not english] == []


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT / "tiny", tmp_path / "tiny")
    return tmp_path / "tiny"


def test_a_file_in_order_does_not_hide_the_errors_beside_it(app: Flask, tiny: Path) -> None:
    page = tiny / "tiny/02-second/01-three.md"
    page.write_text(page.read_text("utf-8").replace("minutes: 1", "minutes: one"), "utf-8")
    quiz = tiny / "tiny/01-first/quiz.md"
    result = run(app, quiz, "--lang", "en")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        0,
        f"Only {quiz} was looked at. Errors in other files of the course: 1. flask content check {tiny}/tiny",
    )
    assert (
        f"{quiz}만 보았습니다. 이 과정의 다른 파일에 오류 1개: flask content check"
        in run(app, quiz, "--lang", "ko").stderr
    )


def test_a_course_alone_takes_the_directory_and_sources_of_the_site_and_says_so(app: Flask, tmp_path: Path) -> None:
    shutil.copytree(CONTENT / "tiny/tiny", tmp_path / "alone" / "tiny")
    result = run(app, tmp_path / "alone" / "tiny", "--lang", "en")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        ["과정 1개, 차시 3개, 오류 0개, 경고 0개 / 1 course, 3 lessons, 0 errors, 0 warnings"],
    )
    assert result.stderr.endswith("help.yaml, sources.yaml: none is here, so those of tests/content/tiny were used.\n")
    assert (
        "help.yaml, sources.yaml: 여기에 없어 tests/content/tiny의 것을 썼습니다."
        in run(app, tmp_path / "alone" / "tiny", "--lang", "ko").stderr
    )


def test_a_course_is_not_in_order_while_its_directory_is_not(app: Flask, tiny: Path) -> None:
    (tiny / "help.yaml").write_text("in-school: 1\n", "utf-8")
    assert (str(tiny / "help.yaml"), "F013") in told(run(app, tiny / "tiny"))
    assert run(app, tiny / "tiny").exit_code == 1


def test_a_course_that_was_in_service_is_missed_by_the_check(app: Flask, tmp_path: Path) -> None:
    root = tmp_path / "content"
    shutil.copytree(CONTENT / "tiny", root)
    shutil.copytree(root / "tiny", root / "other")
    settings = settings_for(tmp_path / "data", content_dir=root)
    site = create_app(settings)
    read_content(settings, last_good=True)
    shutil.rmtree(root / "other")
    with site.app_context():
        whole, one = run(site, "--lang", "en"), run(site, root / "tiny", "--lang", "en")
    assert "other: was in service and has no folder any more." in whole.stderr
    assert one.stderr == ""


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_names_that_are_no_utf8_are_findings_wherever_they_stand(app: Flask, tmp_path: Path, form: str) -> None:
    folder = os.fsencode(tmp_path) + "/자료".encode("cp949")
    root = Path(os.fsdecode(folder)) / os.fsdecode("과정들".encode("cp949"))
    shutil.copytree(CONTENT / "tiny", root)
    picture, lesson, course = (os.fsdecode(one.encode("cp949")) for one in ("그림.png", "09-이야기.md", "과정"))
    broken = os.fsdecode(b"\xff\xfe.md")
    (root / "tiny/02-second/media").mkdir()
    for name in (f"02-second/media/{picture}", f"02-second/{lesson}", f"02-second/{broken}"):
        (root / "tiny" / name).write_text("a", "utf-8")
    shutil.copytree(root / "tiny", root / "good")
    shutil.copytree(CONTENT / "tiny/tiny", root / "good", dirs_exist_ok=True)
    shutil.rmtree(root / "good/02-second")
    shutil.copytree(CONTENT / "tiny/tiny/02-second", root / "good/02-second")
    (root / course).mkdir()
    result = run(app, root, "--format", form, "--lang", "ko")
    for name in (
        "tiny/02-second/media/그림.png",
        "tiny/02-second/09-이야기.md",
        "02-second/\\xff\\xfe.md",
        "과정들/과정",
    ):
        assert (name if form != "json" else name.replace("\\", "\\\\")) in result.stdout
    assert (result.exit_code, result.stdout.count("C032"), "과정 2개" in result.stdout or form == "json") == (
        1,
        4,
        True,
    )
    assert run(app, root / course).exit_code == 1


def test_a_pipe_in_place_of_a_lesson_is_a_finding(app: Flask, tiny: Path) -> None:
    os.mkfifo(tiny / "tiny/02-second/09-pipe.md")
    result = run(app, tiny)
    assert (str(tiny / "tiny/02-second/09-pipe.md"), "C005") in told(result)
