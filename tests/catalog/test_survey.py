"""A survey: items on knowledge by the kind of attempt they belong to, and scales that nobody is asked."""

from pathlib import Path

from courses.catalog.structure import Survey
from courses.foundation.vocabulary import AttemptKind, ItemType
from tests.catalog.examples_of_forms import KNOWN, SURVEY
from tests.catalog.writing import Change, course, load, monolingual, told

TOP = "---\ntitle: 설문\n---\n처음에 묻습니다.\n\n"
TEXT = TOP + (
    "## 하나 {#one .pre .post .follow-up}\n\n- [x] 가\n- [ ] 나\n\n> 설명 (F1)\n\n"
    "## 둘 {#two .pre .post}\n\n= 동의\n\n"
    "## 생각 {#view scale=5}\n\n"
    "## 고맙습니다. {.after}\n\n끝입니다.\n"
)
ENGLISH = (
    "---\ntitle: Survey\n---\nFirst.\n\n## One\n\n- [ ] a\n- [ ] b\n\n> Because\n\n"
    "## Two\n\n= consent\n\n## View\n\n## Thanks.\n\nEnd.\n"
)


def survey(folder: Path, changes: dict[str, Change]) -> Survey:
    found = course(folder, changes).survey
    assert found is not None
    return found


def test_items_are_found_by_the_kind_of_attempt(tmp_path: Path) -> None:
    made = survey(tmp_path, monolingual({SURVEY: TEXT}))
    asked = {kind: [item.id for item in quiz.items] for kind, quiz in made.quizzes.items()}
    assert asked == {
        AttemptKind.PRE: ["one", "two"],
        AttemptKind.POST: ["one", "two"],
        AttemptKind.FOLLOW_UP: ["one"],
    }
    assert (made.quiz(AttemptKind.PRE), made.quiz(AttemptKind.QUIZ)) == (made.quizzes[AttemptKind.PRE], None)


def test_a_kind_that_no_item_is_marked_with_has_no_quiz(tmp_path: Path) -> None:
    made = survey(tmp_path, monolingual({SURVEY: TOP + KNOWN}))
    assert (list(made.quizzes), made.quiz(AttemptKind.FOLLOW_UP)) == ([AttemptKind.PRE, AttemptKind.POST], None)


def test_the_same_item_is_the_same_in_every_kind(tmp_path: Path) -> None:
    made = survey(tmp_path, monolingual({SURVEY: TEXT}))
    before, later = made.quizzes[AttemptKind.PRE], made.quizzes[AttemptKind.FOLLOW_UP]
    assert before.items[0] == later.items[0]
    assert before.digest != later.digest


def test_all_items_are_asked_once_without_a_pass_mark(tmp_path: Path) -> None:
    quiz = survey(tmp_path, monolingual({SURVEY: TEXT})).quizzes[AttemptKind.PRE]
    assert (dict(quiz.draw), quiz.pass_mark, quiz.attempts, quiz.intro["ko"]) == ({}, 0, 1, "<p>처음에 묻습니다.</p>")
    assert quiz.after["after"]["ko"] == "<h3>고맙습니다.</h3><p>끝입니다.</p>"


def test_scales_are_kept_apart_and_are_in_no_quiz(tmp_path: Path) -> None:
    made = survey(tmp_path, monolingual({SURVEY: TEXT}))
    assert [(one.id, one.type, one.points_on_scale) for one in made.scales] == [("view", ItemType.SCALE, 5)]


def test_a_survey_is_translated_like_a_quiz(tmp_path: Path) -> None:
    made = survey(tmp_path, {SURVEY: TEXT, "tiny/survey.en.md": ENGLISH})
    assert dict(made.title) == {"ko": "설문", "en": "Survey"}
    assert made.quizzes[AttemptKind.PRE].items[0].choices[0].text["en"] == "a"
    assert [one.text for one in made.quizzes[AttemptKind.PRE].items[1].answers] == ["동의", "consent"]


def test_a_survey_may_hold_scales_alone(tmp_path: Path) -> None:
    made = survey(tmp_path, monolingual({SURVEY: TOP + "## 생각 {#view scale=5}\n"}))
    assert (dict(made.quizzes), len(made.scales)) == ({}, 1)


def test_a_survey_that_cannot_be_read_costs_the_course(tmp_path: Path) -> None:
    assert f"{SURVEY}:1:1 C007" in told(tmp_path / "a", monolingual({SURVEY: b"\xff"}))
    broken = TEXT.replace("title: 설문", "colour: red")
    assert f"{SURVEY}:2:1 F007" in told(tmp_path / "b", monolingual({SURVEY: broken}))


def test_the_catalog_digest_knows_the_survey(tmp_path: Path) -> None:
    before = load(tmp_path / "a", monolingual({SURVEY: TEXT}))
    after = load(tmp_path / "b", monolingual({SURVEY: TEXT.replace("설명", "까닭")}))
    assert before.courses["tiny"].digest == after.courses["tiny"].digest
    assert before.digest != after.digest
