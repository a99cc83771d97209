"""What an author sees before anybody else does, and what drafts and retired courses are to learners."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from courses.catalog.children import ChildLost
from courses.catalog.loader import load_catalog
from courses.web import authoring_leaves
from tests.browsing import Browser
from tests.builders import School, assign
from tests.security.looking import changed_tables, every_row

Open = Callable[[str], Browser]
TINY = Path(__file__).parents[1] / "content" / "tiny"
QUIZ = "01-first/quiz.md"


@pytest.fixture
def content(app: Flask, tmp_path: Path) -> Iterator[Callable[..., None]]:
    """Changes files of the tiny course, by path and what replaces what, and serves the result."""
    root = tmp_path / "content"
    shutil.copytree(TINY, root)
    usual = app.extensions["catalog"]

    def change(file: str = "course.md", old: str = "", new: str = "") -> None:
        path = root / "tiny" / file
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
        app.extensions["catalog"] = load_catalog(root)

    change()
    yield change
    app.extensions["catalog"] = usual


def draft(content: Callable[..., None], state: str = "draft") -> None:
    content("course.md", "language: ko\n", f"language: ko\nstate: {state}\n")


def test_a_draft_is_there_for_its_author_and_for_nobody_else(
    school: School, browse: Open, content: Callable[..., None]
) -> None:
    assign(school)
    draft(content)
    learner, author = browse("first1"), browse("author")
    assert [learner.get(path).status_code for path in ("/learn/tiny", "/learn/tiny/first/one")] == [404, 404]
    assert "첫째 교육" not in learner.get("/learn").text
    assert "첫째" not in learner.get("/search?q=첫째").text.partition("<main")[2].replace('value="첫째"', "").replace(
        "‘첫째’", ""
    )
    assert "초안" in author.get("/author").text
    assert author.get("/author/tiny/first/one").status_code == 200
    assert "tiny" not in browse("teacher").get(f"/teach/{school.units['first']}/assign").text


def test_a_retired_course_stays_with_those_who_have_it_and_is_given_to_nobody(
    school: School, browse: Open, content: Callable[..., None]
) -> None:
    assign(school)
    learner = browse("first1")
    learner.post("/learn/tiny/second/three")
    draft(content, "retired")
    assert learner.get("/learn/tiny/second/three").status_code == 200
    assert "마친 교육" in learner.get("/learn").text
    assert "tiny" not in browse("teacher").get(f"/teach/{school.units['first']}/assign").text
    assert "마감" in browse("author").get("/author").text


def test_findings_stand_beside_their_paragraph(school: School, browse: Open, content: Callable[..., None]) -> None:
    content("01-first/01-one.md", "minutes: 1", "minutes: 9")
    author = browse("author")
    assert "경고 1" in author.get("/author").text
    page = author.get("/author/tiny?file=tiny/01-first/01-one.md").text
    assert page.count('class="part said"') == 1
    assert "minutes: 9" in page.partition('class="part said"')[2].partition("</div>")[0]


def test_a_course_that_cannot_be_served_is_shown_as_it_is_written(
    school: School, browse: Open, content: Callable[..., None]
) -> None:
    content("01-first/01-one.md", "title:", "titel:")
    author = browse("author")
    assert "오류" in author.get("/author").text
    assert "지금 쓴 내용은 제공되지 않습니다" in author.get("/author/tiny").text
    assert "titel:" in author.get("/author/tiny?file=tiny/01-first/01-one.md").text


@pytest.mark.parametrize(
    "name", ["../help.yaml", "help.yaml", "tiny/../help.yaml", "/etc/passwd", "tiny/none.md", "tiny"]
)
def test_only_the_files_of_the_course_are_shown(school: School, browse: Open, name: str) -> None:
    assert browse("author").get("/author/tiny", query_string={"file": name}).status_code == 404


def test_both_languages_stand_side_by_side(school: School, browse: Open) -> None:
    page = browse("author").get("/author/tiny/first/one").text
    sides = [page.count(f'<div class="side prose" lang="{one}">') for one in ("ko", "en")]
    assert (sides[0] > 2, sides[0] == sides[1]) == (True, True)


def test_an_item_is_tried_out_and_nothing_of_it_is_kept(school: School, browse: Open) -> None:
    author = browse("author")
    before = every_row(["login_session"])
    url = "/author/tiny/first?item=first-step"
    assert "이 답의 점수" not in author.get(url).text
    quiz = author.app.extensions["catalog"].courses["tiny"].modules[0].quiz
    key = quiz.item("first-step").key
    wrong = next(choice.letter for choice in quiz.item("first-step").choices if choice.letter not in key)
    assert "이 답의 점수: 100%" in author.get(f"{url}&answer={key}&try=1").text
    assert "이 답의 점수: 0%" in author.get(f"{url}&answer={wrong}&try=1").text
    assert "답을 읽지 못했습니다" in author.get(f"{url}&answer=zz&try=1").text
    assert changed_tables(before) == []


@pytest.mark.parametrize(
    "path", ["/author/none", "/author/tiny/none", "/author/tiny/first/none", "/author/tiny/first?item=none"]
)
def test_what_is_not_there_is_not_found(school: School, browse: Open, path: str) -> None:
    assert browse("author").get(path).status_code == 404


def test_a_teacher_does_not_see_the_answers(school: School, browse: Open) -> None:
    assert browse("teacher").get("/author/tiny/first").status_code == 403


def test_between_an_update_and_the_restart_a_preview_asks_for_patience(
    school: School, browse: Open, content: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(_jobs: object) -> object:
        raise ChildLost("another code")

    content("01-first/01-one.md", "minutes: 1", "minutes: 2")
    monkeypatch.setattr(authoring_leaves, "build_apart", lost)
    assert browse("author").get("/author/tiny").status_code == 503
