"""GIFT and Aiken on the command line: what passes the check is written whole, everything else changes nothing."""

import os
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from courses.catalog.loader import load_catalog
from courses.foundation.settings import ROOT

TINY = ROOT / "tests" / "content" / "tiny"
GIFT = "// [id:first-step]\n::하나::묻지 않아도 될까요?{F#먼저 묻습니다.}\n\n::둘::서술{}\n\n셋{=가 ~나}\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tiny content, and a Korean terminal."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(TINY, tmp_path / "tiny")
    (tmp_path / "in.gift").write_text(GIFT, "utf-8")
    return tmp_path / "tiny"


@pytest.fixture
def korean(root: Path) -> Path:
    """The same without any English."""
    for file in root.rglob("*.en.md"):
        file.unlink()
    return root


def run(app: Flask, *args: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=["content", *map(str, args)])


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def test_questions_are_added_and_the_course_still_passes(app: Flask, korean: Path) -> None:
    module = korean / "tiny" / "01-first"
    result = run(app, "import-gift", korean.parent / "in.gift", "--into", module)
    assert result.stdout.splitlines()[-1] == "2문항을 넣었고 1문항은 빠졌습니다. / 2 added, 1 left out."
    assert (result.exit_code, "in.gift:4: error G601 [둘]" in result.output) == (1, True)
    quiz = load_catalog(korean).courses["tiny"].modules[0].quiz
    assert quiz is not None
    assert [item.id for item in quiz.items] == ["first-step", "helpful", "responsible", "first-step-2", "q2"]
    assert list(quiz.after) == ["after-pass"]
    assert [one.name for one in module.iterdir() if one.name.startswith(".")] == []


def test_a_clean_file_ends_well(app: Flask, korean: Path) -> None:
    file = korean.parent / "in.txt"
    file.write_text("물음\nA. 가\nB. 나\nANSWER: A\n", "utf-8")
    result = run(app, "import-aiken", file, "--into", korean / "tiny" / "01-first")
    assert (result.exit_code, result.stdout) == (0, "1문항을 넣었고 0문항은 빠졌습니다. / 1 added, 0 left out.\n")


def test_a_dry_run_prints_the_items_and_writes_nothing(app: Flask, korean: Path) -> None:
    before = snapshot(korean)
    result = run(app, "import-gift", korean.parent / "in.gift", "--into", korean / "tiny" / "01-first", "--dry-run")
    assert "## 셋 {#q2 points=1}\n\n- [x] 가\n- [ ] 나\n" in result.stdout
    assert "2문항을 넣을 수 있고 1문항은 빠집니다. / 2 would be added, 1 left out." in result.stderr
    assert snapshot(korean) == before


def test_a_module_without_a_quiz_gets_one_when_it_has_a_pass_mark(app: Flask, korean: Path) -> None:
    module = korean / "tiny" / "02-second"
    before = snapshot(korean)
    result = run(app, "import-gift", korean.parent / "in.gift", "--into", module)
    assert "module.md:2:1: error F008 빠진 키가 있습니다: pass_mark" in result.output
    assert "아무것도 쓰지 않았습니다. / The course would not pass the check, so nothing was written." in result.output
    assert snapshot(korean) == before
    page = module / "module.md"
    page.write_text(page.read_text("utf-8").replace("minutes: 1", "minutes: 1\npass_mark: 60"), "utf-8")
    run(app, "import-gift", korean.parent / "in.gift", "--into", module)
    assert (module / "quiz.md").read_text("utf-8").startswith("## 묻지 않아도 될까요? {#first-step-2 type=true-false")


def test_a_translation_is_kept_in_step_or_nothing_is_done(app: Flask, root: Path) -> None:
    before = snapshot(root)
    args = ("import-gift", root.parent / "in.gift", "--into", root / "tiny" / "01-first")
    result = run(app, *args)
    assert (result.exit_code, "--untranslated" in result.output, snapshot(root)) == (1, True, before)
    assert run(app, *args, "--untranslated").exit_code == 1
    quiz = load_catalog(root).courses["tiny"].modules[0].quiz
    assert quiz is not None
    assert quiz.items[-1].question == {"ko": "셋", "en": "셋"}


def test_a_file_without_questions_says_so_whatever_stands_in_the_module(app: Flask, root: Path) -> None:
    before = snapshot(root)
    module, file = root / "tiny" / "01-first", root.parent / "in.gift"
    for name, text in (("import-gift", ""), ("import-gift", "// a remark\n"), ("import-aiken", "\n\n")):
        file.write_text(text, "utf-8")
        for more in ((), ("--untranslated",), ("--lang", "en")):
            result = run(app, name, file, "--into", module, *more)
            assert (result.exit_code, result.output) == (
                1,
                f"Error: {file}: 문항이 하나도 없습니다. / There is no question in the file.\n",
            )
    assert snapshot(root) == before


def test_where_no_question_can_be_taken_along_nobody_is_asked_for_translations(app: Flask, root: Path) -> None:
    (root.parent / "in.gift").write_text("::둘::서술{}\n", "utf-8")
    result = run(app, "import-gift", root.parent / "in.gift", "--into", root / "tiny" / "01-first")
    assert ("error G601 [둘]" in result.output, "--untranslated" in result.output) == (True, False)
    assert (result.exit_code, result.stdout) == (1, "0문항을 넣었고 1문항은 빠졌습니다. / 0 added, 1 left out.\n")


def test_a_translation_comes_in_by_the_ids_of_the_original(app: Flask, root: Path, tmp_path: Path) -> None:
    module = root / "tiny" / "01-first"
    english = module / "quiz.en.md"
    out = tmp_path / "out.gift"
    assert run(app, "export-gift", module, "--lang", "en", "-o", out).exit_code == 0
    before = load_catalog(root).courses["tiny"].modules[0].quiz
    korean = module / "quiz.md"
    text = korean.read_text("utf-8")
    korean.write_text(text[text.index("## ") : text.index("## ", text.rindex("(F2)"))], "utf-8")
    english.unlink()
    result = run(app, "import-gift", out, "--into", module, "--lang", "en")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (
        0,
        "3문항을 넣었고 0문항은 빠졌습니다. / 3 added, 0 left out.",
    )
    after = load_catalog(root).courses["tiny"].modules[0].quiz
    assert before is not None
    assert after is not None
    assert after.items == before.items
    assert run(app, "import-gift", out, "--into", module, "--lang", "en").stderr.startswith("Error: quiz.en.md: 이미")


@pytest.mark.parametrize(
    ("text", "named"),
    [("// [id:helpful]\nx{T}", "first-step, responsible"), ("x{}", "first-step, helpful, responsible")],
)
def test_a_translation_out_of_step_is_refused(app: Flask, root: Path, text: str, named: str) -> None:
    (root / "tiny/01-first/quiz.en.md").unlink()
    (root.parent / "in.gift").write_text(text, "utf-8")
    result = run(app, "import-gift", root.parent / "in.gift", "--into", root / "tiny/01-first", "--lang", "en")
    assert result.output.rstrip().endswith(f"Out of step: {named}")


def test_a_translation_of_more_than_there_is_is_refused(app: Flask, root: Path) -> None:
    (root.parent / "in.gift").write_text("// [id:more]\nx{T}", "utf-8")
    result = run(app, "import-gift", root.parent / "in.gift", "--into", root / "tiny/02-second", "--lang", "en")
    assert result.output.rstrip().endswith("Out of step: more")


def test_a_module_that_draws_asks_for_its_pools(app: Flask, korean: Path) -> None:
    module = korean / "tiny" / "01-first"
    for file, old, new in (
        (module / "module.md", "attempts: 3", "draw: {act: 2}"),
        (module / "quiz.md", "points=1", "pool=act points=2"),
    ):
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    quiz = module / "quiz.md"
    text = quiz.read_text("utf-8").replace("{#responsible", "{#responsible pool=act points=2")
    quiz.write_text(text.replace("pool=act points=2 pool=act points=2", "pool=act points=2"), "utf-8")
    args = ("import-gift", korean.parent / "in.gift", "--into", module)
    assert 'from act only, not from "".' in run(app, *args).output
    assert "2 added" in run(app, *args, "--pool", "act").output
    made = load_catalog(korean).courses["tiny"].modules[0].quiz
    assert made is not None
    assert {(item.pool, item.points) for item in made.items} == {("act", 2)}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "물음".encode("utf-16"),
            "UTF-8이 아닙니다(1번째 바이트). 파일을 UTF-8로 저장하세요. / Not UTF-8 (byte 1). Save it as UTF-8.",
        ),
        (b" " * 1_100_000, "1MB보다 큽니다."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(app: Flask, korean: Path, written: bytes, told: str) -> None:
    (korean.parent / "in.gift").write_bytes(written)
    result = run(app, "import-gift", korean.parent / "in.gift", "--into", korean / "tiny/01-first")
    assert (result.exit_code, told in result.output) == (1, True)


@pytest.mark.parametrize("command", ["import-gift", "import-aiken"])
def test_a_pipe_is_refused_and_nobody_waits(app: Flask, korean: Path, command: str) -> None:
    os.mkfifo(korean.parent / "pipe")
    result = run(app, command, korean.parent / "pipe", "--into", korean / "tiny/01-first")
    assert (result.exit_code, "읽을 수 있는 파일이 아닙니다. / This is no file that can be read" in result.output) == (
        1,
        True,
    )


@pytest.mark.parametrize("folder", ["tiny", "tiny/01-first/quiz.md"])
def test_only_a_module_folder_takes_questions(app: Flask, korean: Path, folder: str) -> None:
    result = run(app, "import-gift", korean.parent / "in.gift", "--into", korean / folder)
    assert (result.exit_code, "이 아닙니다" in result.output or "교육 폴더가 아닙니다" in result.output) == (1, True)


def test_a_course_with_errors_is_mended_first(app: Flask, korean: Path) -> None:
    (korean / "tiny/course.md").write_text("---\ntitle: 1\n---\n", "utf-8")
    result = run(app, "import-gift", korean.parent / "in.gift", "--into", korean / "tiny/01-first")
    assert (result.exit_code, "Mend them first" in result.output) == (1, True)


def test_a_quiz_goes_out_and_comes_in_again(app: Flask, root: Path, tmp_path: Path) -> None:
    module = root / "tiny" / "01-first"
    printed = run(app, "export-gift", module)
    assert (printed.exit_code, printed.stderr) == (
        0,
        "3문항을 내보냈고 0문항은 빠졌습니다. / 3 exported, 0 left out.\n",
    )
    out = tmp_path / "out.gift"
    run(app, "export-gift", module, "-o", out)
    assert out.read_text("utf-8") == printed.stdout
    again = run(app, "export-gift", module, "-o", out)
    assert (again.exit_code, "이미 있습니다. / The file exists already." in again.output) == (1, True)


def test_what_stays_at_home_is_named(app: Flask, root: Path) -> None:
    result = run(app, "export-aiken", root / "tiny" / "01-first")
    assert (result.exit_code, result.stdout.count("ANSWER:")) == (1, 2)
    assert "error G645 [helpful] Aiken에는" in result.stderr
    assert "warning G652 [first-step] Aiken에는" in result.stderr


def test_a_module_without_a_quiz_exports_nothing(app: Flask, root: Path) -> None:
    result = run(app, "export-gift", root / "tiny" / "02-second")
    assert (result.exit_code, result.stdout) == (0, "")
