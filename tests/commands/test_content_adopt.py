"""`flask content adopt`: what is written, what is told, and what is refused."""

import json
import os
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

import pytest
from click.testing import Result
from flask import Flask

from courses.catalog.adopting import folders
from courses.catalog.loader import load_catalog
from courses.commands import content_adopt
from courses.commands.adopt_texts import ADOPTION, LEFT_OUT
from tests.catalog.small_files import png


@pytest.fixture(autouse=True)
def english_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def run(app: Flask, *args: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=["content", "adopt", *map(str, args)])


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    folder = tmp_path / "plain"
    (folder / "one two").mkdir(parents=True)
    (folder / "README.md").write_text("# Plain\n\n[x](one%20two/글.md) ![P](p.png) <div>a</div>\n", "utf-8")
    (folder / "one two" / "글.md").write_text("# 글\n\n" + "word " * 900, "utf-8")
    (folder / "p.png").write_bytes(png())
    return folder


def test_a_folder_becomes_a_draft_that_passes_and_the_source_stays(app: Flask, plain: Path, tmp_path: Path) -> None:
    before = {one: one.read_bytes() for one in plain.rglob("*") if one.is_file()}
    result = run(app, plain, "--into", tmp_path / "content" / "mine", "--title", 'My "own": course', "--lang", "en")
    assert result.exit_code == 0, result.output
    assert "README.md:3: changed A707" in result.stdout
    assert "2 modules, 2 lessons, 1 picture; 1 changed, 0 left out, 1 warning" in result.stdout
    catalog = load_catalog(tmp_path / "content")
    assert [one.code for one in catalog.findings] == ["W503"]
    course = catalog.courses["mine"]
    assert (course.title["en"], course.state.value, course.language) == ('My "own": course', "draft", "en")
    assert [[one.minutes for one in module.lessons] for module in course.modules] == [[1], [4]]
    assert (tmp_path / "content" / "mine" / "01-start" / "media" / "p.png").read_bytes() == png()
    assert {one: one.read_bytes() for one in plain.rglob("*") if one.is_file()} == before
    assert sorted(one.name for one in (tmp_path / "content").iterdir()) == ["mine"]


def test_a_folder_whose_names_a_mac_took_apart_keeps_its_links_and_pictures(app: Flask, tmp_path: Path) -> None:
    """Both forms of a folder become the same course, whichever form the links are written in."""
    texts = {
        "SUMMARY.md": "- [머리말](머리말.md)\n- [준비](1장/준비물.md)\n",
        "머리말.md": f"# 글\n\n[가](1장/준비물.md#할-일) [나]({quote(normalize('NFD', '1장/준비물.md'))})\n"
        "![지도](그림/지도.png)\n",
        "1장/준비물.md": f"# 준비\n\n## {normalize('NFD', '할 일')}\n\n글과 [앞]({normalize('NFD', '../머리말.md')})\n",
    }
    made = {}
    for form in ("NFC", "NFD"):
        folder = tmp_path / form / "자료"
        for name, text in texts.items():
            file = folder / normalize(form, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(normalize(form, text) if form == "NFD" else text, "utf-8")
        picture = folder / normalize(form, "그림/지도.png")
        picture.parent.mkdir()
        picture.write_bytes(png())
        into = tmp_path / form / "content" / "mine"
        told = json.loads(run(app, folder, "--into", into, "--format", "json").stdout)
        assert (told["changes"], told["lessons"], told["pictures"]) == ([], 2, 1)
        made[form] = {str(one.relative_to(into)): one.read_bytes() for one in into.rglob("*") if one.is_file()}
    assert made["NFC"] == made["NFD"]


def test_two_names_that_only_look_alike_are_two_files(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "twins"
    folder.mkdir()
    for form in ("NFC", "NFD"):
        (folder / normalize(form, "글.md")).write_text(f"# {form}\n\n[여기](글.md)를 봅니다.\n", "utf-8")
    result = run(app, folder, "--into", tmp_path / "content" / "mine", "--format", "json")
    assert json.loads(result.stdout)["changes"] == []
    (module,) = load_catalog(tmp_path / "content").courses["mine"].modules
    assert {one.title["ko"] for one in module.lessons} == {"NFC", "NFD"}


def test_a_picture_that_the_check_would_refuse_is_left_out(app: Flask, plain: Path, tmp_path: Path) -> None:
    (plain / "flood.png").write_bytes(png(2**20, 2**20))
    (plain / "page.png").write_bytes(b"<html>")
    (plain / "script.svg").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')
    lines = "".join(f"![a]({name})\n\n" for name in ("p.png", "flood.png", "page.png", "script.svg"))
    (plain / "README.md").write_text(f"# Plain\n\n{lines}", "utf-8")
    result = run(app, plain, "--into", tmp_path / "content" / "mine", "--format", "json")
    told = json.loads(result.stdout)
    assert [(one["line"], one["code"]) for one in told["changes"]] == [(5, "A705"), (7, "A705"), (9, "A705")]
    assert (result.exit_code, told["pictures"], load_catalog(tmp_path / "content").broken) == (0, 1, ())


def test_a_dry_run_writes_nothing_and_tells_the_same(app: Flask, plain: Path, tmp_path: Path) -> None:
    result = run(app, plain, "--into", tmp_path / "content" / "mine", "--dry-run", "--format", "json")
    told = json.loads(result.stdout)
    assert (result.exit_code, (tmp_path / "content").exists()) == (0, False)
    assert (told["written"], told["modules"], told["lessons"], told["changed"]) == (False, 2, 2, 1)
    assert told["changes"][0] == {
        "file": "README.md",
        "line": 3,
        "code": "A707",
        "kind": "changed",
        "message": "The HTML tag or its attributes are gone; its words stay: <div>",
        "values": {"html": "<div>"},
    }
    assert told["files"][1] == {"file": "one two/글.md", "lesson": "02-one-two/01-geul.md", "title": "글"}


def test_it_speaks_korean(app: Flask, plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    result = run(app, plain, "--into", tmp_path / "content" / "mine", "--dry-run")
    assert "README.md:3: 바꿈 A707 HTML 태그" in result.stdout


@pytest.mark.parametrize(
    ("into", "code"),
    [("content/Not Lawful", "A736"), ("content/media", "A736"), ("plain/inside", "A738"), ("plain", "A737")],
)
def test_a_place_that_cannot_be_is_refused(app: Flask, plain: Path, tmp_path: Path, into: str, code: str) -> None:
    result = run(app, plain, "--into", tmp_path / into)
    assert (result.exit_code, ADOPTION[code][1].partition("{")[0] in result.output) == (1, True)


def test_without_a_place_it_goes_beside_the_served_courses(app: Flask, plain: Path) -> None:
    target = content_adopt.slug(plain.name, plain.name)
    result = run(app, plain, "--dry-run")
    assert (result.exit_code, f"/{target} /" in result.stdout) == (0, True)


def test_hostile_folders_are_answered(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    deep = folder
    for _ in range(14):
        deep /= "d"
    deep.mkdir(parents=True)
    (folder / "a.md").write_text("# A\n\n[e](../../etc/passwd) [l](link.md) ![s](link.png)\n")
    (folder / "link.md").symlink_to("/etc/passwd")
    (folder / "link.png").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder)
    (folder / "huge.md").write_bytes(b"x" * (folders.LARGEST_TEXT + 1))
    (folder / "binary.md").write_bytes(b"\0\xff")
    (folder / "other.md").write_bytes(b"\xff\xff\xff")
    (folder / "korean.md").write_bytes("# 오래된 글\n\n글".encode("cp949"))
    (folder / ".hidden.md").write_text("x")
    os.mkfifo(folder / "pipe.md")
    (folder / os.fsdecode(b"bad-\xff.md")).write_text("x")
    (folder / "a b..c (1) 글.md").write_text("---\ntitle: x\n")
    result = run(app, folder, "--into", tmp_path / "content" / "mine", "--format", "json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["lessons"]) == (0, 3)
    found = {(one["file"].partition("/")[0], one["code"]) for one in told["changes"]}
    assert found >= {
        ("link.md", "A718"),
        ("link.png", "A718"),
        ("loop", "A718"),
        ("huge.md", "A717"),
        ("binary.md", "A717"),
        ("other.md", "A717"),
        ("korean.md", "A726"),
        ("pipe.md", "A728"),
        ("bad-?.md", "A728"),
        ("d", "A719"),
        ("a.md", "A701"),
        ("a.md", "A705"),
    }
    assert load_catalog(tmp_path / "content").broken == ()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe" + "# 글\r\n가".encode("utf-16-le"), "A726"),
        (b"\xfe\xff" + "# 글\n가".encode("utf-16-be"), "A726"),
        ("# 글\n가".encode("utf-16-le"), "A717"),
        ("# 글\n가".encode("utf-32"), "A717"),
        (b"\xff\xfe\x00\xd8", "A717"),
        (b"\xff\xfe#", "A717"),
        (b"# \0", "A717"),
    ],
)
def test_what_windows_calls_unicode_is_read_where_its_mark_says_so(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a.md").write_bytes(content)
    source = folders.Source("x")
    text = folders._text(tmp_path / "a.md", "a.md", source)
    assert (text, [one.code for one in source.changes]) == ("# 글\n가" if code == "A726" else None, [code])


@pytest.mark.parametrize(
    ("limit", "code"), [("MOST_TEXTS", "A732"), ("MOST_ENTRIES", "A731"), ("LARGEST_WHOLE", "A733")]
)
def test_too_much_is_refused(
    app: Flask, plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, code: str
) -> None:
    monkeypatch.setattr(folders, limit, 1)
    result = run(app, plain, "--into", tmp_path / "content" / "mine")
    sentence = ADOPTION[code][1].partition("{")[0]
    assert (result.exit_code, sentence in result.output, (tmp_path / "content").exists()) == (1, True, False)


def test_no_markdown_and_what_cannot_be_read_are_told(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "no Markdown" in run(app, tmp_path / "empty", "--into", tmp_path / "content" / "mine").output
    source = folders.Source("x")
    assert list(folders._files(tmp_path / "nowhere", "", 0, source)) == []
    assert folders._text(tmp_path / "nowhere.md", "nowhere.md", source) is None
    assert [one.code for one in source.changes] == ["A728", "A728"]


def test_a_course_that_cannot_be_mended_is_not_written(
    app: Flask, plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_adopt, "mend", lambda *_: True)
    monkeypatch.setattr(content_adopt, "files_of", lambda _: {})
    monkeypatch.setattr(content_adopt, "texts_of", lambda *_: {"course.md": "x"})
    result = run(app, plain, "--into", tmp_path / "content" / "mine")
    assert (result.exit_code, "nothing was written" in result.output) == (1, True)
    assert list((tmp_path / "content").iterdir()) == []


def test_a_text_that_keeps_an_error_is_left_out_in_the_end(
    app: Flask, plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_adopt, "mend", lambda *_: True)
    monkeypatch.setattr("courses.catalog.adopting.writing.without_numbers", lambda line, *_: line)
    (plain / "bad.md").write_text("# Bad\n\nCall 02-123-4567.\n")
    result = run(app, plain, "--into", tmp_path / "content" / "mine")
    assert (result.exit_code, "bad.md:3: left out A723" in result.stdout) == (0, True)
    assert [one.code for one in load_catalog(tmp_path / "content").findings] == ["W503"]


def test_a_disk_that_refuses_leaves_nothing(
    app: Flask, plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(content_adopt, "_put", full)
    result = run(app, plain, "--into", tmp_path / "content" / "mine")
    assert (result.exit_code, "No space left" in result.output) == (1, True)
    assert list((tmp_path / "content").iterdir()) == []


def test_every_code_has_a_sentence_in_both_languages() -> None:
    assert ADOPTION.keys() > LEFT_OUT
    assert all(korean and english and korean != english for korean, english in ADOPTION.values())


def test_of_many_changes_one_line_a_code_is_told_and_all_stand_in_the_report(
    app: Flask, plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (plain / "README.md").write_text("# Plain\n\n" + "<div>a</div>\n\n" * 100, "utf-8")
    args = (plain, "--into", tmp_path / "content" / "mine", "--dry-run")
    short = run(app, *args).stdout.splitlines()
    assert (short[0].startswith("   100 × README.md:3: changed A707 "), len(short) < 10) == (True, True)
    assert "For all 101 lines: --report FILE (only the first place of each code stands here)." in short
    told = run(app, *args, "--report", tmp_path / "report.txt").stdout.splitlines()
    assert f"All of it, 101 lines: {tmp_path / 'report.txt'}" in told
    assert (tmp_path / "report.txt").read_text("utf-8").count(" changed A707 ") == 100
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert "모두 101줄은 --report 파일로 받으세요(code마다 첫 곳만 보입니다)." in run(app, *args).stdout
    assert f"모두 101줄: {tmp_path / 'report.txt'}" in run(app, *args, "--report", tmp_path / "report.txt").stdout


@pytest.mark.parametrize(
    ("book", "title"),
    [
        (b'[book]\ntitle = "A Book"\n', "A Book"),
        (b"[book]\ntitle = 3\n", "Plain"),
        (b"book = 1\n", "Plain"),
        (b"no TOML", "Plain"),
        (b"\xff", "Plain"),
    ],
)
def test_a_book_names_the_course(app: Flask, plain: Path, tmp_path: Path, book: bytes, title: str) -> None:
    (plain / "book.toml").write_bytes(book)
    told = json.loads(run(app, plain, "--into", tmp_path / "c" / "mine", "--dry-run", "--format", "json").stdout)
    assert told["title"] == title
