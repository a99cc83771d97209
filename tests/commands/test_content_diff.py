"""`flask content diff` compares what it is given: content folders, single courses, and revisions of either."""

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from courses.commands.content_diff import NOTHING
from courses.factory import create_app
from courses.foundation.settings import ROOT
from tests.catalog.writing import move_two
from tests.conftest import settings_for

TINY = ROOT / "tests" / "content" / "tiny"
MARK = ["tiny/first/quiz: quiz: scoring", "tiny: revision 1 → 1: need not be raised."]
SAME = [NOTHING[1]]


def diff(app: Flask, *args: str | Path) -> Result:
    with app.app_context():
        return app.test_cli_runner().invoke(args=["content", "diff", *map(str, args), "--lang", "en"])


def told(app: Flask, *args: str | Path) -> list[str]:
    """The lines of a comparison that was made."""
    result = diff(app, *args)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.splitlines()


def refused(app: Flask, *args: str | Path) -> str:
    """Why there is no comparison, in both languages."""
    result = diff(app, *args)
    assert (result.exit_code, result.stdout) == (2, "")
    said: str = result.stderr.splitlines()[-1]
    assert said.count(" / ") == 1
    return said


def mark(course: Path) -> None:
    """Set another pass mark."""
    page = course / "01-first" / "module.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace("pass_mark: 60", "pass_mark: 70"), "utf-8")
    assert page.read_text("utf-8") != text


def commit(top: Path) -> None:
    git = ["git", "-C", str(top), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for args in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "a", "--allow-empty"]):
        subprocess.run([*git, *args], check=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A content folder with the course `tiny`, another pass mark in it, and the course `other`."""
    shutil.copytree(TINY, tmp_path / "drafts")
    shutil.copytree(TINY / "tiny", tmp_path / "drafts" / "other")
    mark(tmp_path / "drafts" / "tiny")
    return tmp_path / "drafts"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An author's repository, gone into: two revisions of `content`, between them another pass mark in `tiny`."""
    top = tmp_path / "own"
    shutil.copytree(TINY, top / "content")
    commit(top)
    mark(top / "content" / "tiny")
    commit(top)
    monkeypatch.chdir(top)
    return top


def test_two_courses_are_compared_whatever_their_folders_are_called(app: Flask, root: Path) -> None:
    assert told(app, TINY / "tiny", root / "tiny") == MARK
    (root / "tiny").rename(root / "copy")
    assert told(app, TINY / "tiny", root / "copy") == [line.replace("tiny", "copy") for line in MARK]
    assert told(app, TINY / "tiny", root / "other") == SAME


def test_one_course_against_a_folder_is_that_course_only(app: Flask, root: Path) -> None:
    assert told(app, TINY, root / "tiny") == MARK
    assert told(app, root / "tiny", TINY) == MARK
    assert told(app, root / "tiny") == MARK
    assert told(app, TINY, root) == ["other: added", *MARK]
    assert told(app, TINY, root / "other") == ["other: added"]


def test_a_course_that_was_renamed_is_found_by_its_former_name(app: Flask, root: Path) -> None:
    page = root / "tiny" / "course.md"
    page.write_text(page.read_text("utf-8").replace("revision:", "formerly: [tiny]\nrevision:"), "utf-8")
    (root / "tiny").rename(root / "renamed")
    assert told(app, TINY, root / "renamed")[0] == "renamed/first/quiz: quiz: scoring"


def test_a_course_with_errors_is_no_course_without_changes(app: Flask, root: Path) -> None:
    (root / "other" / "course.md").write_text("---\n---\n", "utf-8")
    for old, new in ((root, root), (TINY, root), (root / "other", root), (TINY / "tiny", root / "other")):
        result = diff(app, old, new)
        assert (result.exit_code, "other: has errors and cannot be compared." in result.stdout) == (2, True)
    assert told(app, root, TINY)[-1] == "other: removed"


def test_a_folder_above_or_without_courses_is_refused(app: Flask, kept: Path) -> None:
    assert refused(app, ".", TINY).endswith(f"so type: flask content diff content {TINY}")
    assert "Neither a course nor a folder of courses" in refused(app, TINY, TINY / "tiny" / "01-first")


def test_revisions_are_those_of_the_repository_one_works_in(app: Flask, kept: Path) -> None:
    assert told(app, "HEAD~1", "HEAD") == MARK
    assert told(app, "HEAD", "HEAD~1") == MARK
    assert told(app, "HEAD", "HEAD") == SAME
    assert told(app, "HEAD~1") == MARK
    assert told(app, "HEAD") == SAME
    assert told(app, "HEAD~1", "content") == MARK


@pytest.mark.parametrize("inside", ["content", "content/tiny", "content/tiny/01-first", "notes"])
def test_any_folder_of_the_repository_will_do(
    app: Flask, kept: Path, inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (kept / "notes").mkdir()
    monkeypatch.chdir(kept / inside)
    assert told(app, "HEAD~1", "HEAD") == MARK


def test_a_course_against_a_revision_is_that_course_only(app: Flask, kept: Path) -> None:
    shutil.copytree(TINY / "tiny", kept / "content" / "other")
    assert told(app, "HEAD~1", "content/tiny") == MARK
    assert told(app, "content/tiny", "HEAD~1") == MARK
    assert told(app, "HEAD", "content/other") == ["other: added"]
    assert told(app, "HEAD", "content") == ["other: added"]


def test_a_folder_in_another_repository_is_compared_with_what_it_was_there(
    app: Flask, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert told(app, "HEAD~1", kept / "content") == MARK
    assert told(app, "HEAD~1", kept / "content" / "tiny") == MARK
    assert told(app, "HEAD", kept / "content") == SAME


def test_a_repository_may_be_one_course(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = tmp_path / "tiny"
    shutil.copytree(TINY / "tiny", top)
    commit(top)
    mark(top)
    monkeypatch.chdir(top)
    assert told(app, "HEAD") == MARK
    assert told(app, "HEAD", ".") == MARK
    assert told(app, "HEAD", TINY) == SAME
    commit(top)
    assert told(app, "HEAD~1", "HEAD") == MARK


def test_courses_may_stand_at_the_top_of_a_repository(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(TINY, tmp_path / "own")
    commit(tmp_path / "own")
    mark(tmp_path / "own" / "tiny")
    monkeypatch.chdir(tmp_path / "own")
    assert told(app, "HEAD") == MARK
    assert told(app, "HEAD", "tiny") == MARK


def test_of_several_content_folders_one_is_gone_into(app: Flask, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (kept / "content").rename(kept / "first")
    shutil.copytree(TINY, kept / "second")
    commit(kept)
    mark(kept / "second" / "tiny")
    assert "several folders of courses (first, second)" in refused(app, "HEAD")
    monkeypatch.chdir(kept / "second")
    assert told(app, "HEAD") == MARK
    monkeypatch.chdir(kept / "first")
    assert told(app, "HEAD") == SAME


def test_a_revision_without_courses_is_refused(app: Flask, kept: Path) -> None:
    shutil.rmtree(kept / "content")
    (kept / "README").write_text("a", "utf-8")
    commit(kept)
    assert "There is no course in this revision." in refused(app, "HEAD~1", "HEAD")


@pytest.mark.parametrize("named", ["nowhere", "HEAD~9", "--output=x"])
def test_what_is_no_revision_is_refused(app: Flask, kept: Path, named: str) -> None:
    result = app.test_cli_runner().invoke(args=["content", "diff", "--", named])
    assert (result.exit_code, " / " in result.stderr, f"Error: {named}: " in result.stderr) == (2, True, True)


def test_a_site_that_is_no_repository_says_where_it_looked(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = create_app(settings_for(tmp_path / "data", content_dir=root))
    monkeypatch.chdir(tmp_path)
    assert f"no git revision in {tmp_path}, {root}." in refused(site, "HEAD")


def test_from_a_repository_without_courses_the_site_is_asked(
    tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = create_app(settings_for(tmp_path / "data", content_dir=kept / "content"))
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "main.c").write_text("", "utf-8")
    commit(tmp_path / "code")
    monkeypatch.chdir(tmp_path / "code")
    assert told(site, "HEAD~1", "HEAD") == MARK
    assert told(site, "HEAD~1") == MARK
    monkeypatch.chdir(tmp_path)
    assert told(site, "HEAD~1", "HEAD") == MARK
    shutil.copytree(kept / "content", tmp_path / "copy")
    assert told(site, "HEAD~1", tmp_path / "copy" / "tiny") == MARK


def test_a_former_name_that_is_not_the_first_is_told_and_fails(app: Flask, root: Path) -> None:
    page = root / "tiny" / "course.md"
    page.write_text(page.read_text("utf-8").replace("revision:", "formerly: [between, tiny]\nrevision:"), "utf-8")
    (root / "tiny").rename(root / "renamed")
    result = diff(app, TINY, root)
    said = [line for line in result.stdout.splitlines() if "formerly" in line]
    told = "The evidence is kept under the first name, tiny. Begin formerly with it: the oldest first, none taken away."
    assert (result.exit_code, said) == (1, [f"renamed: {told}"])


def test_a_course_renamed_with_an_error_in_it_is_not_told_to_disappear(app: Flask, root: Path) -> None:
    page = root / "tiny" / "course.md"
    page.write_text(page.read_text("utf-8").replace("revision:", "formerly: [tiny]\nrevision:"), "utf-8")
    (root / "tiny/01-first/module.md").write_text("no front matter", "utf-8")
    (root / "tiny").rename(root / "renamed")
    result = diff(app, TINY, root)
    said = "renamed: has errors and cannot be compared." in result.stdout
    assert (result.exit_code, said, "disappears" in result.stdout) == (2, True, False)


def test_a_lesson_that_leaves_its_evidence_behind_is_told(app: Flask, root: Path) -> None:
    page = root / "tiny/02-second/01-three.md"
    page.write_text(page.read_text("utf-8").replace("minutes:", "formerly: [between, three]\nminutes:"), "utf-8")
    for one in (page, page.with_suffix(".en.md")):
        one.rename(one.with_name(one.name.replace("three", "drei")))
    result = diff(app, TINY, root)
    said = [line for line in result.stdout.splitlines() if "formerly" in line]
    assert (result.exit_code, [line.partition(":")[0] for line in said]) == (1, ["tiny/second/drei"])


def test_a_lesson_in_another_module_is_named_with_what_follows(app: Flask, root: Path) -> None:
    move_two(root / "other")
    lines = told(app, TINY / "tiny", root / "other")
    assert [line for line in lines if "/two: " in line] == [
        "other/first/two: lesson: removed",
        "other/second/two: lesson: added",
        (
            "other/first/two: was in service as a lesson and stands in other/second now. The evidence does not move "
            "along: the lesson is to be taken again there. If that was not meant, move it back."
        ),
    ]


def test_a_language_that_is_gone_is_named(app: Flask, root: Path) -> None:
    for file in (root / "other").rglob("*.en.md"):
        file.unlink()
    lines = told(app, TINY / "tiny", root / "other")
    assert lines[0] == "other: could be read in English, which is gone: those who read it in English get Korean."
    assert lines[-1].endswith("need not be raised.")
