"""A course as its files stand now: which page tells what, and what is built in spite of errors."""

from pathlib import Path

import pytest

from courses.catalog.loader import build_here
from courses.catalog.proofs import LAST, CourseProof, ModuleProof, Proofs, Where, lesson_texts
from tests.catalog.examples import MODULE, QUIZ, READ, TWO, items, lesson
from tests.catalog.examples_of_forms import READ as SHORT_LESSON
from tests.catalog.examples_of_forms import SHORT, short, survey
from tests.catalog.writing import LESSON, TODAY, Change, desk, monolingual


def proofs(folder: Path, changes: dict[str, Change]) -> Proofs:
    return Proofs(desk(folder, changes), None, build_here, TODAY)


def course(folder: Path, changes: dict[str, Change]) -> CourseProof:
    made = proofs(folder, changes).course("tiny")
    assert made
    return made


def module(folder: Path, changes: dict[str, Change], slug: str) -> ModuleProof:
    maker = proofs(folder, changes)
    made = maker.course("tiny")
    assert made
    found = maker.module(made, slug)
    assert found
    return found


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        (lesson("음란물"), Where("second", "three")),
        (items(f"## 음란물 {{#one}}\n\n{TWO}"), Where("first")),
        ({MODULE: ("title", "titel")}, Where("first")),
        (survey(f"## 음란물 {{#one .pre}}\n\n{TWO}"), Where(sheet="survey")),
        ({"tiny/notes.txt": "x"}, Where()),
        ({"tiny/01-first/notes.txt": "x"}, Where("first")),
        (short(SHORT_LESSON + "음란물"), Where("short")),
        ({"tiny/03-Upper/module.md": "x", "tiny/03-Upper/01-a.md": LESSON}, Where()),
        ({"tiny/02-second/02-three.md": LESSON + "음란물"}, Where("second")),
    ],
)
def test_each_finding_has_one_page(tmp_path: Path, changes: dict[str, Change], where: Where) -> None:
    made = course(tmp_path, changes)
    assert where in {made.where(one) for one in made.found}
    assert where in {made.where(one) for one in made.found if made.file(one) in changes}
    assert {one.code for one in made.findings(where)} > set()


def test_a_course_that_is_not_there_has_no_proof(tmp_path: Path) -> None:
    maker = proofs(tmp_path, {})
    made = maker.course("tiny")
    assert made
    assert (maker.course("none"), maker.module(made, "none"), made.broken) == (None, None, False)


@pytest.mark.parametrize("change", [None, b"\xff", "no front matter", "---\ntitle: [a\n---\n", "---\ntitle: a\n---\n"])
def test_a_module_is_built_whatever_its_own_page_holds(tmp_path: Path, change: Change) -> None:
    made = module(tmp_path, monolingual({MODULE: change}), "first")
    assert [one.slug for one in made.module.lessons] == ["one", "two"]
    assert made.module.quiz
    assert len(made.module.quiz.items) == 3


@pytest.mark.parametrize(
    ("front", "title"),
    [("title: 제목\nminutes: nine", "제목"), ("title: 12\nminutes: 1", "three"), ("minutes: 1", "three")],
)
def test_a_lesson_keeps_what_its_front_matter_says_rightly(tmp_path: Path, front: str, title: str) -> None:
    made = module(tmp_path, monolingual({READ: f"---\n{front}\n---\n글\n"}), "second")
    assert [one.title["ko"] for one in made.module.lessons] == [title]


def test_items_that_can_be_asked_are_there_beside_those_that_cannot(tmp_path: Path) -> None:
    text = f"## 하나 {{#one}}\n\n{TWO}\n## 둘 {{#two}}\n\n- [ ] 가\n\n## 끝 {{.after}}\n\n글\n"
    made = module(tmp_path, items(text), "first")
    assert made.module.quiz
    assert [one.id for one in made.module.quiz.items] == ["one"]
    assert [one.line for one in made.places if one.path == f"tiny/{QUIZ}"] == [1, 6, 10]


def test_a_module_whose_quiz_is_away_has_none(tmp_path: Path) -> None:
    assert module(tmp_path, monolingual({QUIZ: None}), "first").module.quiz is None


def test_the_lessons_of_a_short_form_have_their_spans(tmp_path: Path) -> None:
    text = SHORT_LESSON + "# 둘째 {#next}\n\n글\n\n# 이름 없는 차시\n\n글\n\n# 문제 {.quiz}\n\n## 물음 {#q}\n\n" + TWO
    made = module(tmp_path, short(text), "short")
    assert made.spans(f"tiny/{SHORT}") == {"start": (7, 15), "next": (15, 19)}
    assert made.without_address(f"tiny/{SHORT}") == [(19, 23)]
    assert [one.text for one in made.sections(f"tiny/{SHORT}")] == ["lesson start", "lesson next", "lesson ", "quiz"]


def test_the_last_lesson_of_a_short_form_has_no_end(tmp_path: Path) -> None:
    assert module(tmp_path, short(SHORT_LESSON), "short").spans(f"tiny/{SHORT}") == {"start": (7, LAST)}


def test_only_lessons_with_an_address_have_a_page(tmp_path: Path) -> None:
    changes: dict[str, Change] = {"tiny/02-second/02-three.md": LESSON, "tiny/02-second/03-Upper.md": LESSON}
    plan = module(tmp_path, changes, "second").plan
    assert [one.file for one in lesson_texts(plan)] == ["tiny/02-second/01-three.md"]


def test_a_survey_and_the_course_are_there_without_usable_front_matter(tmp_path: Path) -> None:
    made = course(tmp_path, monolingual({"tiny/survey.md": f"## 물음 {{#one .pre}}\n\n{TWO}", "tiny/course.md": "x"}))
    assert made.course.survey
    assert (made.course.survey.title["ko"], made.course.title["ko"], made.broken) == ("survey", "tiny", True)
