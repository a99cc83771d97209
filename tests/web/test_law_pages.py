"""Every page on which a block tells the law says once that it is no legal advice, and of when it is."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from courses.catalog.loader import load_catalog
from courses.foundation.settings import ROOT
from courses.web.shelf import shelf
from tests.browsing import Browser
from tests.builders import School, assign

Open = Callable[[str], Browser]
LAW = "\n/// law | {title}\n    source: 민법 제1조\n    as_of: {day}\n\n말.\n\n///\n"
SAID = "일을 기준으로 하며, 법률 상담이 아닙니다"
SHEET = "---\ntitle: 글\n{more}---\n말.\n"


def state(file: Path, *days: str) -> None:
    """Add a block on law of each day to a page, and to its translation."""
    blocks = "".join(LAW.format(title=f"법 {number}", day=day) for number, day in enumerate(days))
    for one in (file, file.with_suffix(".en.md")):
        one.write_text(one.read_text("utf-8") + blocks, "utf-8")


@pytest.fixture
def content(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """A copy of the tiny course with a session plan and a letter; it is read again by `serve`."""
    root = tmp_path / "content"
    shutil.copytree(ROOT / "tests" / "content" / "tiny", root)
    for name in ("session.md", "session.en.md", "letter.md", "letter.en.md"):
        (root / "tiny" / name).write_text(SHEET.format(more=""), "utf-8")
    usual = shelf()
    yield root / "tiny"
    app.extensions["catalog"] = usual


@pytest.fixture
def serve(app: Flask, content: Path, school: School, browse: Open) -> Callable[[str, str], str]:
    """The text of a page for somebody once the changed course is served."""
    assign(school)

    def page(who: str, address: str) -> str:
        catalog = load_catalog(content.parent)
        assert catalog.errors == ()
        app.extensions["catalog"] = catalog
        return browse(who).get(address).text

    return page


Serve = Callable[[str, str], str]


def test_a_lesson_with_a_law_block_says_so_once_with_the_oldest_date(content: Path, serve: Serve) -> None:
    state(content / "01-first/01-one.md", "2026-10-02", "2026-09-01")
    page = serve("first1", "/learn/tiny/first/one")
    assert page.count(SAID) == 1
    assert "2026년 9월 1일을 기준으로" in page


def test_the_date_in_the_front_matter_comes_first(content: Path, serve: Serve) -> None:
    state(content / "01-first/02-two.md", "2026-09-01")
    page = serve("teacher", "/learn/tiny/first/two?part=full")
    assert page.count(SAID) == 1
    assert "2026년 10월 2일을 기준으로" in page


def test_a_page_that_says_nothing_of_law_has_no_such_sentence(content: Path, serve: Serve) -> None:
    pages = ["/learn/tiny", "/learn/tiny/first", "/learn/tiny/first/one"]
    assert [SAID in serve("first1", one) for one in pages] == [False] * 3


@pytest.mark.parametrize(
    ("file", "address"), [("course.md", "/learn/tiny"), ("01-first/module.md", "/learn/tiny/first")]
)
def test_the_pages_of_courses_and_modules_say_it_too(content: Path, serve: Serve, file: str, address: str) -> None:
    state(content / file, "2026-09-01")
    assert serve("first1", address).count(SAID) == 1


@pytest.mark.parametrize("kind", ["session", "letter"])
def test_what_a_teacher_prints_says_it_too(content: Path, serve: Serve, school: School, kind: str) -> None:
    address = f"/teach/{school.units['first']}/sheets/tiny/{kind}"
    assert SAID not in serve("teacher", address)
    state(content / f"{kind}.md", "2026-09-01")
    page = serve("teacher", address)
    assert page.count(SAID) == 1
    assert "2026년 9월 1일을 기준으로" in page


@pytest.mark.parametrize("file", ["course.md", "01-first/module.md", "01-first/01-one.md"])
def test_a_booklet_says_it_once_with_the_oldest_date_of_what_it_holds(content: Path, serve: Serve, file: str) -> None:
    state(content / file, "2026-09-01")
    page = serve("teacher", "/print/tiny")
    assert page.count(SAID) == 1
    assert ("2026년 9월 1일을 기준으로" in page) == (file != "course.md")
