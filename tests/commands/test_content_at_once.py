"""Two who change one course at once: what a command says it wrote stands there, and it loses nothing of the other."""

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import Result
from flask import Flask

from courses.catalog.loader import load_catalog
from courses.catalog.structure import Finding
from courses.commands import content_import, content_new, content_staging
from courses.commands.content_staging import pages_of, put, put_new
from courses.foundation.settings import ROOT

TINY = ROOT / "tests" / "content" / "tiny"
ROUNDS = 3
REFUSED = "그사이 바뀌어 아무것도 쓰지 않았습니다. 명령을 다시 실행하세요. / Changed meanwhile, so nothing was written."


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tiny course in Korean alone, and questions to add to it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(TINY, tmp_path / "tiny", ignore=shutil.ignore_patterns("*.en.md"))
    for name in ("one", "other"):
        (tmp_path / f"{name}.gift").write_text("\n\n".join(f"{name} {at}?{{=a ~b}}" for at in range(5)), "utf-8")
        (tmp_path / f"{name}.txt").write_text(f"{name}?\nA. a\nB. b\nANSWER: A\n", "utf-8")
    return tmp_path / "tiny" / "tiny"


def run(app: Flask, *args: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=["content", *map(str, args)])


def snapshot(root: Path) -> dict[str, bytes | None]:
    """Everything below a folder; None for a folder."""
    return {str(one.relative_to(root)): one.read_bytes() if one.is_file() else None for one in root.rglob("*")}


def at_once(folder: Path, *commands: tuple[str | Path, ...]) -> list[tuple[int, str, str]]:
    """What processes that run at the same time say: exit code, output, errors."""
    settings = {**os.environ, "JIKIM_DATA_DIR": str(folder / "var"), "LC_ALL": "C.UTF-8"}
    flask = [str(Path(sys.executable).with_name("flask")), "--app", "app:app", "content"]
    started = [
        subprocess.Popen(
            [*flask, *map(str, one)], cwd=ROOT, env=settings, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for one in commands
    ]
    with ThreadPoolExecutor(len(started)) as pool:
        said = list(pool.map(lambda one: one.communicate(timeout=100), started))
    return [(one.returncode, out, err) for one, (out, err) in zip(started, said, strict=True)]


def test_what_two_imports_at_once_say_they_added_stands_in_the_quiz(course: Path) -> None:
    module, folder = course / "01-first", course.parent.parent
    added = 0
    for _ in range(ROUNDS):
        names = ("one.gift", "other.gift")
        ended = at_once(folder, *(("import-gift", folder / name, "--into", module) for name in names))
        assert [(code, REFUSED in err) for code, out, err in ended if "added" not in out] in ([], [(1, True)])
        added += sum(int(number) for _, out, _ in ended for number in re.findall(r"(\d+) added", out))
    made = load_catalog(course.parent).courses["tiny"].modules[0].quiz
    assert made is not None
    assert len(made.items) == added + 3
    assert added >= 5 * ROUNDS


def test_of_two_new_modules_at_once_the_course_still_passes(course: Path) -> None:
    ended = at_once(course.parent.parent, *(("new", "module", course / name) for name in ("left", "right")))
    number = 2 + [code for code, _, _ in ended].count(0)
    assert [one.number for one in load_catalog(course.parent).courses["tiny"].modules] == list(range(1, number + 1))
    assert len(list(course.glob("0*"))) == number


@pytest.fixture
def meanwhile(course: Path, monkeypatch: pytest.MonkeyPatch) -> dict[Path, str]:
    """Pages that another one writes while a command checks what it is about to write."""
    pages: dict[Path, str] = {}
    check = content_staging.new_findings

    def checked(*args: Any) -> Iterator[Finding]:
        found = list(check(*args))
        for file, words in pages.items():
            file.parent.mkdir(exist_ok=True)
            file.write_text(words, "utf-8")
        return iter(found)

    for module in (content_import, content_new):
        monkeypatch.setattr(module, "new_findings", checked)
    return pages


@pytest.mark.parametrize(
    ("args", "changed"),
    [
        (("import-gift", "one.gift", "--into", "tiny/tiny/01-first"), "01-first/quiz.md"),
        (("import-aiken", "one.txt", "--into", "tiny/tiny/01-first"), "01-first/quiz.md"),
        (("import-aiken", "one.txt", "--into", "tiny/tiny/01-first"), "02-second/quiz.md"),
        (("new", "lesson", "tiny/tiny/01-first/three"), "01-first/module.md"),
        (("new", "lesson", "tiny/tiny/01-first/three"), "01-first/03-three.md"),
        (("new", "lesson", "tiny/tiny/01-first/three"), "01-first/03-four.md"),
        (("new", "module", "tiny/tiny/third"), "course.md"),
        (("new", "course", "tiny/another"), "../another/course.md"),
    ],
)
def test_what_another_wrote_meanwhile_is_kept_and_told(
    app: Flask,
    course: Path,
    meanwhile: dict[Path, str],
    monkeypatch: pytest.MonkeyPatch,
    args: tuple[str, ...],
    changed: str,
) -> None:
    folder = course.parent.parent
    monkeypatch.chdir(folder)
    file = (course / changed).resolve()
    meanwhile[file] = "meanwhile\n"
    before = snapshot(folder)
    result = run(app, *args)
    assert (result.exit_code, f"{file.relative_to(folder)}: {REFUSED}" in result.output) == (1, True)
    written: dict[str, bytes | None] = {str(file.parent.relative_to(folder)): None}
    assert snapshot(folder) == before | written | {str(file.relative_to(folder)): b"meanwhile\n"}


def test_who_puts_files_waits_until_another_is_done(course: Path) -> None:
    file, read = course / "01-first" / "quiz.md", pages_of(course)
    root = os.open(course.parent, os.O_RDONLY | os.O_DIRECTORY)
    fcntl.flock(root, fcntl.LOCK_EX)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(put, {file: "mine\n"}, course, read)
        with pytest.raises(NotYet):
            waiting.result(0.2)
        file.write_text("theirs\n", "utf-8")
        os.close(root)
        with pytest.raises(click.ClickException, match="Run the command again"):
            waiting.result(10)
    assert file.read_text("utf-8") == "theirs\n"


def test_of_many_new_files_of_one_name_one_is_written_and_the_others_are_told(tmp_path: Path) -> None:
    file = tmp_path / "out.gift"

    def written(number: int) -> str:
        try:
            put_new(file, f"{number}\n" * 999)
        except click.ClickException as error:
            return error.message
        return ""

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(written, range(4)))
    assert sorted(said) == ["", *[f"{file}: 이미 있습니다. / The file exists already."] * 3]
    assert file.read_text("utf-8") == f"{said.index('')}\n" * 999


def test_where_folders_cannot_be_locked_files_are_still_put(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(fcntl, "flock", refuse)
    put({course / "01-first" / "quiz.md": "mine\n"}, course, pages_of(course))
    assert (course / "01-first" / "quiz.md").read_text("utf-8") == "mine\n"


def test_a_failure_while_writing_leaves_every_file_and_folder_as_it_was(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, kept = snapshot(course.parent), iter([None])

    def sync(_: int) -> None:
        if next(kept, 1):
            raise OSError(None, "no room")

    monkeypatch.setattr(os, "fsync", sync)
    with pytest.raises(OSError, match="no room"):
        put({course / "course.md": "after", course / "03-new" / "module.md": "after"}, course, pages_of(course))
    assert snapshot(course.parent) == before
