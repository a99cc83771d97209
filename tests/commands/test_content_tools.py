"""`flask content new`, `outline` and `diff`."""

import os
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from courses.catalog.loader import load_catalog
from courses.commands.content_diff import NOTHING, WITHDRAWN
from courses.foundation.settings import ROOT

TINY = ROOT / "tests" / "content" / "tiny"


@pytest.fixture(autouse=True)
def korean_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "tiny")
    return tmp_path / "tiny"


def run(app: Flask, *args: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=["content", *map(str, args)])


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """A course is refused where it would be rendered in the process that asks."""

    def refuse(_jobs: object) -> None:
        raise AssertionError

    monkeypatch.setitem(load_catalog.__kwdefaults__ or {}, "builder", refuse)


@pytest.mark.parametrize(
    "args",
    [
        ("diff", "{root}", "{root}"),
        ("new", "module", "{root}/tiny/third"),
        ("new", "lesson", "{root}/tiny/01-first/last"),
        ("export-gift", "{root}/tiny/01-first"),
    ],
)
def test_what_others_wrote_is_rendered_apart(apart: None, app: Flask, root: Path, args: tuple[str, ...]) -> None:
    result = run(app, *(one.format(root=root) for one in args))
    assert (result.exit_code, result.exception) == (0, None)


def codes(root: Path) -> list[str]:
    return sorted({one.code for one in load_catalog(root).findings})


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_new_course_passes_and_lacks_nothing_but_a_translation(app: Flask, tmp_path: Path, language: str) -> None:
    result = run(app, "new", "course", tmp_path / "content" / "first", "--lang", language, "--title", 'a "b": c\\')
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 4)
    assert codes(tmp_path / "content") == ["W503"]
    made = load_catalog(tmp_path / "content").courses["first"]
    assert (made.language, dict(made.title)) == (language, {language: 'a "b": c\\'})


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_new_course_is_a_draft_until_its_author_publishes_it(app: Flask, tmp_path: Path, language: str) -> None:
    run(app, "new", "course", tmp_path / "content" / "first", "--lang", language)
    page = tmp_path / "content" / "first" / "course.md"
    assert load_catalog(tmp_path / "content").courses["first"].state == "draft"
    page.write_text(page.read_text("utf-8").replace("state: draft", "state: published"), "utf-8")
    assert load_catalog(tmp_path / "content").courses["first"].state == "published"


def test_a_new_module_and_lesson_stand_in_both_languages(app: Flask, root: Path) -> None:
    assert run(app, "new", "module", root / "tiny" / "third").exit_code == 0
    assert run(app, "new", "lesson", root / "tiny" / "03-third" / "07-more.md", "--title", "더").exit_code == 0
    assert run(app, "new", "lesson", root / "tiny" / "03-third" / "last").exit_code == 0
    third = load_catalog(root).courses["tiny"].modules[2]
    assert [(one.number, one.slug, dict(one.title)) for one in third.lessons] == [
        (1, "start", {"ko": "새 차시", "en": "A New Lesson"}),
        (7, "more", {"ko": "더", "en": "더"}),
        (8, "last", {"ko": "새 차시", "en": "A New Lesson"}),
    ]
    assert [code for code in codes(root) if code != "W501"] == []


def test_ids_of_a_new_module_are_free(app: Flask, root: Path) -> None:
    quiz = root / "tiny" / "01-first" / "quiz.md"
    quiz.write_text(quiz.read_text("utf-8").replace("{#responsible", "{#third-1"), "utf-8")
    run(app, "new", "module", root / "tiny" / "03-third")
    made = load_catalog(root).courses["tiny"].modules[2].quiz
    assert made is not None
    assert [item.id for item in made.items] == ["third-2"]


def test_young_learners_get_a_help_block(app: Flask, root: Path) -> None:
    page = root / "tiny" / "course.md"
    page.write_text(page.read_text("utf-8").replace("everyone", "upper-secondary"), "utf-8")
    run(app, "new", "module", root / "tiny" / "third")
    assert load_catalog(root).courses["tiny"].modules[2].lessons[0].has_help


@pytest.mark.parametrize(
    ("part", "path", "told"),
    [
        ("course", "tiny", "이미 있습니다. / It exists already."),
        ("module", "tiny/01-first", "이미 있습니다. / It exists already."),
        ("lesson", "tiny/01-first/01-one.md", "이미 있습니다. / It exists already."),
        ("module", "none/third", "course.md가 있는 폴더에만"),
        ("lesson", "tiny/four", "module.md가 있는 폴더에만"),
        ("module", "tiny/Third", "error C002"),
        ("module", "tiny/first", "error C004"),
        ("lesson", "tiny/01-first/quiz", "error C003"),
    ],
)
def test_nothing_is_overwritten_and_nothing_wrong_is_made(
    app: Flask, root: Path, part: str, path: str, told: str
) -> None:
    before = sorted(root.rglob("*"))
    result = run(app, "new", part, root / path)
    assert (result.exit_code, told in result.output) == (1, True)
    assert sorted(root.rglob("*")) == before


def test_a_course_whose_language_cannot_be_read_is_taken_for_korean(app: Flask, root: Path) -> None:
    (root / "tiny" / "course.md").write_text("---\n---\n", "utf-8")
    (root / "tiny" / "course.en.md").unlink()
    assert run(app, "new", "module", root / "tiny" / "third").exit_code == 0
    assert sorted(one.name for one in (root / "tiny" / "03-third").iterdir()) == ["01-start.md", "module.md", "quiz.md"]


def test_paths_below_the_working_folder_are_told_short(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(app, "new", "course", "content/first").stdout.splitlines()[0] == "content/first/course.md"


def test_the_outline_tells_minutes_items_languages_and_law(app: Flask) -> None:
    assert run(app, "outline").stdout.splitlines() == [
        "tiny  작은 과정  4분 (3.6)  ko en  법 기준일 2026-10-02  3문항: 하나 고르기 1, 모두 고르기 1, 맞다 아니다 1",
        "  01 first  첫째 교육  3분 (2.6)",
        "    01 one  첫 차시  1분 (0.2)",
        "    02 two  둘째 차시  1분 (0.4)  법 기준일 2026-10-02",
        "    quiz  3문항: 하나 고르기 1, 모두 고르기 1, 맞다 아니다 1  3문항씩, 60% 이상  (0.6)",
        "  02 second  둘째 교육  1분 (1.0)",
        "    01 three  마지막 차시  1분 (0.1)",
    ]


def test_the_outline_of_one_course_in_english(app: Flask, root: Path) -> None:
    first = root / "tiny" / "01-first"
    for file, old, new in (
        (first / "module.md", "attempts: 3", "optional: true\ndraw: 1"),
        (first / "quiz.md", "세 문항", "네 문항"),
    ):
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    for name in ("01-first/quiz.en.md", "02-second/01-three.en.md"):
        (root / "tiny" / name).unlink()
    lines = run(app, "outline", root / "tiny", "--lang", "en").stdout.splitlines()
    assert lines[0].startswith("tiny  A Tiny Course  4 min (")
    assert lines[0].endswith("  ko en  law as of 2026-10-02  3 items: single 1, multiple 1, true-false 1")
    assert lines[1].endswith("  optional")
    assert lines[4].strip().startswith("quiz  3 items: single 1, multiple 1, true-false 1  1 at a time, 60%")
    assert lines[4].endswith("  ko")
    assert lines[6] == "    01 three  마지막 차시  1 min (0.1)  ko"


def test_the_outline_of_the_folder_above_the_content_says_what_to_type(app: Flask, tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "content")
    result = run(app, "outline", tmp_path)
    assert (result.exit_code, f"type: flask content outline {tmp_path}/content" in result.stderr) == (2, True)


def test_a_module_without_items_has_none_in_its_outline(app: Flask, tmp_path: Path) -> None:
    run(app, "new", "course", tmp_path / "content" / "first")
    (tmp_path / "content" / "first" / "01-start" / "quiz.md").unlink()
    page = tmp_path / "content" / "first" / "01-start" / "module.md"
    page.write_text(page.read_text("utf-8").replace("pass_mark: 60\n", ""), "utf-8")
    assert run(app, "outline", tmp_path / "content").stdout.splitlines()[0] == "first  새 과정  1분 (1.0)  ko"


@pytest.mark.parametrize(("language", "said"), [("ko", NOTHING[0]), ("en", NOTHING[1])])
def test_nothing_changed_is_said(app: Flask, root: Path, language: str, said: str) -> None:
    result = run(app, "diff", root, "--lang", language)
    assert (result.exit_code, result.stdout) == (0, f"{said}\n")


def change(root: Path, name: str, old: str, new: str) -> None:
    file = root / "tiny" / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_wording_needs_no_revision(app: Flask, root: Path) -> None:
    change(root, "02-second/01-three.md", "끝까지", "모두")
    assert run(app, "diff", TINY, root).stdout.splitlines() == [
        "tiny/second/three: 차시: 글",
        "tiny: revision 1 → 1: 올리지 않아도 됩니다.",
    ]
    assert run(app, "diff", TINY, root, "--lang", "en").stdout.splitlines() == [
        "tiny/second/three: lesson: wording",
        "tiny: revision 1 → 1: need not be raised.",
    ]


def test_another_right_answer_needs_a_revision(app: Flask, root: Path) -> None:
    change(root, "01-first/quiz.md", "answer=true", "answer=false")
    result = run(app, "diff", TINY, root, "--lang", "en")
    first, last = result.stdout.splitlines()
    assert (result.exit_code, first) == (1, "tiny/first/quiz#responsible: item: right answer")
    assert last.startswith("tiny: revision 1 → 1: a right answer changed. Raise revision, so that those who completed")
    change(root, "course.md", "revision: 1", "revision: 2")
    result = run(app, "diff", TINY, root)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (
        0,
        "tiny: revision 1 → 2: 맞는 답이 바뀌어 알맞게 올렸습니다.",
    )


def test_a_revision_raised_for_nothing_is_told(app: Flask, root: Path) -> None:
    change(root, "course.md", "revision: 1", "revision: 2")
    result = run(app, "diff", TINY, root)
    assert result.stdout == "tiny: revision 1 → 2: 올렸으니 모두 다시 봅니다. 문항의 맞는 답은 그대로입니다.\n"


def test_courses_come_and_go(app: Flask, root: Path) -> None:
    (root / "tiny").rename(root / "other")
    result = run(app, "diff", TINY, root)
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "other: 더함",
            "tiny: 없앰",
            f"tiny: {WITHDRAWN[0]}",
            (
                "other: tiny 자리의 글과 거의 같습니다. 이름만 바꿨다면 course.md에 formerly: [tiny]를 적으세요. "
                "기록이 이어집니다."
            ),
        ],
    )
    page = root / "other" / "course.md"
    page.write_text(page.read_text("utf-8").replace("revision:", "state: draft\nrevision:"), "utf-8")
    shutil.copytree(root, root.with_name("before"))
    shutil.rmtree(root / "other")
    shutil.copytree(TINY / "tiny", root / "new")
    (root / "new" / "01-first" / "01-one.md").write_text("---\ntitle: 한\nminutes: 1\n---\n다른 글\n", "utf-8")
    said = run(app, "diff", root.with_name("before"), root, "--lang", "en").stdout.splitlines()
    assert [line for line in said if line.startswith("other: ")] == ["other: removed"]


def test_a_course_with_errors_is_not_compared(app: Flask, root: Path) -> None:
    (root / "tiny" / "course.md").unlink()
    result = run(app, "diff", TINY, root, "--lang", "en")
    assert (result.exit_code, result.stdout.splitlines()) == (
        2,
        [
            "tiny: has errors and cannot be compared.",
            f"  {root}/tiny/course.md:1:1: error C001 There is no course.md. A course folder needs one.",
            f"  all of them: flask content check {root}/tiny",
        ],
    )
    result = run(app, "diff", root, TINY)
    assert (result.exit_code, len(result.stdout.splitlines())) == (2, 2)


def test_a_course_that_cannot_be_compared_for_what_all_share_says_so(app: Flask, tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "content")
    (tmp_path / "content" / "help.yaml").write_text("in-school：1\n", "utf-8")
    result = run(app, "diff", TINY, tmp_path / "content")
    assert (result.exit_code, f"{tmp_path}/content/help.yaml:1:" in result.stdout) == (2, True)


@pytest.mark.parametrize(
    ("state", "korean", "english"),
    [
        ("draft", "첫 화면과 현황판에서 사라집니다", "disappears from learners' home"),
        ("retired", "새로 배정할 수는 없습니다", "nobody else can be given it"),
    ],
)
def test_a_state_has_a_line_of_its_own_with_what_follows(
    app: Flask, root: Path, state: str, korean: str, english: str
) -> None:
    change(root, "course.md", "revision: 1", f"revision: 1\nstate: {state}")
    first = run(app, "diff", TINY, root).stdout.splitlines()[0]
    assert (first.startswith(f"tiny: state published → {state}: "), korean in first) == (True, True)
    assert english in run(app, "diff", TINY, root, "--lang", "en").stdout.splitlines()[0]
    assert run(app, "diff", root, TINY).stdout.splitlines()[0].endswith("published: 배정할 수 있습니다.")


def test_a_lesson_that_was_only_renamed_is_advised_to_say_so(app: Flask, root: Path) -> None:
    folder = root / "tiny" / "02-second"
    for mark in ("", ".en"):
        (folder / f"01-three{mark}.md").rename(folder / f"01-drei{mark}.md")
    lines = run(app, "diff", TINY, root, "--lang", "en").stdout.splitlines()
    assert (
        "tiny/second/drei: reads much like three. If it was only renamed, write formerly: [three] in its front matter, "
        "and the evidence stays."
    ) in lines
    (folder / "01-drei.md").write_text("---\ntitle: 새 글\nminutes: 1\n---\n아주 다른 이야기입니다.\n", "utf-8")
    (folder / "01-drei.en.md").unlink()
    assert "formerly" not in run(app, "diff", TINY, root).stdout


def test_lessons_that_are_added_raise_the_minutes_around_them(app: Flask, root: Path) -> None:
    run(app, "new", "module", root / "tiny" / "third")
    for name in ("two", "three", "four"):
        assert run(app, "new", "lesson", root / "tiny" / "03-third" / name).exit_code == 0
    catalog = load_catalog(root)
    assert ([one.minutes for one in catalog.courses["tiny"].modules], catalog.courses["tiny"].minutes) == ([3, 1, 4], 8)
    assert codes(root) == []
    said = run(app, "diff", TINY, root).stdout
    assert ("tiny/third: 교육: 더함" in said, "formerly" in said) == (True, False)


@pytest.mark.parametrize("name", ["이야기", "two words", "이야기 하나", "Upper"])
@pytest.mark.parametrize("part", ["course", "module", "lesson"])
def test_a_name_that_cannot_be_used_is_one_finding(app: Flask, root: Path, part: str, name: str) -> None:
    folder = {"course": root, "module": root / "tiny", "lesson": root / "tiny" / "01-first"}[part]
    result = run(app, "new", part, folder / name)
    assert (result.exit_code, result.output.count(" error "), "C002" in result.output) == (1, 1, True)


def test_a_pipe_among_the_files_keeps_nobody_waiting(app: Flask, root: Path) -> None:
    os.mkfifo(root / "tiny" / "02-second" / "02-pipe.md")
    assert run(app, "new", "module", root / "tiny" / "third").exit_code == 0


@pytest.mark.parametrize(
    ("args", "korean", "english"),
    [
        (["check", "--loud"], "그런 옵션은 없습니다.", "No such option '--loud'"),
        (["check", "/nowhere/at/all"], "쓸 수 없는 값이거나 없는 경로입니다.", "does not exist"),
        (["check", "--lang"], "옵션의 값이 빠졌거나 맞지 않습니다.", "requires an argument"),
        (["diff"], "빠진 것이 있습니다.", "Missing argument"),
        (["chekc"], "명령을 알아들을 수 없습니다.", "No such command"),
    ],
)
def test_slips_on_the_command_line_are_told_in_both_languages(
    app: Flask, args: list[str], korean: str, english: str
) -> None:
    result = run(app, *args)
    assert (result.exit_code, f"Error: {korean} / " in result.output, english in result.output) == (2, True, True)


def test_what_is_said_in_both_languages_already_is_said_once(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("text", "utf-8")
    said = run(app, "check", tmp_path / "notes.md").output
    assert said.splitlines()[-1].count(" / ") == 1
