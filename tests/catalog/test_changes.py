"""What `diff` tells of two versions: wording, structure, the right answer or the scoring."""

from dataclasses import replace
from pathlib import Path

import pytest

from courses.catalog.changes import Change, Kind, changes, must_raise
from courses.catalog.loader import load_catalog
from tests.catalog.small_files import png
from tests.catalog.writing import LESSON, course, desk, monolingual
from tests.catalog.writing import Change as Edit

MODULE, QUIZ, PAGE = "tiny/01-first/module.md", "tiny/01-first/quiz.md", "tiny/02-second/01-three.md"
TWO = "- [x] 가\n- [ ] 나"


def found(folder: Path, old: dict[str, Edit], new: dict[str, Edit]) -> tuple[Change, ...]:
    (folder / "a").mkdir()
    (folder / "b").mkdir()
    return changes(course(folder / "a", monolingual(old)), course(folder / "b", monolingual(new)))


def item(folder: Path, old: str, new: str, head: tuple[str, str] = ("", "")) -> tuple[Kind, ...]:
    """How one item differs."""
    one, other = ({QUIZ: f"## 물음 {{#one{mark}}}\n\n{body}\n"} for body, mark in zip((old, new), head, strict=True))
    told = found(folder, one, other)
    assert [change.place for change in told] in ([], ["first/quiz#one"])
    return told[0].kinds if told else ()


def test_nothing_changed_is_nothing_told(tmp_path: Path) -> None:
    assert found(tmp_path, {}, {}) == ()


@pytest.mark.parametrize(
    ("name", "edit", "place", "part", "kinds"),
    [
        ("tiny/course.md", ("작은 과정", "아주 작은 과정"), "", "course", (Kind.WORDING,)),
        ("tiny/course.md", ("minutes: 4", "minutes: 6"), "", "course", (Kind.DETAILS,)),
        (MODULE, ("첫째 교육", "맨 첫째 교육"), "first", "module", (Kind.WORDING,)),
        (MODULE, ("attempts: 3", "optional: true\nattempts: 3"), "first", "module", (Kind.DETAILS,)),
        (MODULE, ("attempts: 3", "attempts: 4"), "first/quiz", "quiz", (Kind.SCORING,)),
        (MODULE, ("attempts: 3", "attempts: 3\norder: shuffled"), "first/quiz", "quiz", (Kind.DETAILS,)),
        (QUIZ, ("세 문항입니다.", "모두 세 문항입니다."), "first/quiz", "quiz", (Kind.WORDING,)),
        (PAGE, ("minutes: 1", "minutes: 2"), "second/three", "lesson", (Kind.DETAILS,)),
        (PAGE, LESSON.replace("차시", "마지막 차시") + "글", "second/three", "lesson", (Kind.WORDING, Kind.STRUCTURE)),
    ],
)
def test_a_change_is_told_where_it_is(
    name: str, edit: Edit, place: str, part: str, kinds: tuple[Kind, ...], tmp_path: Path
) -> None:
    assert found(tmp_path, {}, {name: edit}) == (Change(place, part, kinds),)


def test_another_target_of_a_link_is_a_detail_and_another_title_is_wording(tmp_path: Path) -> None:
    texts = ["[글](https://a.kr)", "[글](https://b.kr)", '<abbr title="가">글</abbr>', '<abbr title="나">글</abbr>']
    pages: list[dict[str, Edit]] = [{PAGE: LESSON + text} for text in texts]
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    assert [one.kinds for one in found(tmp_path / "one", *pages[:2])] == [(Kind.DETAILS,)]
    assert [one.kinds for one in found(tmp_path / "two", *pages[2:])] == [(Kind.WORDING,)]


@pytest.mark.parametrize("word", ["a", "b"])
def test_another_picture_with_the_same_words_is_a_detail(word: str, tmp_path: Path) -> None:
    files: dict[str, Edit] = {f"tiny/02-second/media/{name}.png": png() for name in "ab"}
    one, other = (files | {PAGE: f"{LESSON}글\n\n![길](media/{name}.png)\n"} for name in ("a", word))
    wanted = () if word == "a" else (Change("second/three", "lesson", (Kind.DETAILS,)),)
    assert found(tmp_path, one, other) == wanted


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [("tiny/course.md", "두 교육으로 된 작은 과정입니다.\n", ""), (MODULE, "첫째 교육을 소개합니다.\n", "first")],
)
def test_another_target_of_a_link_is_a_detail_on_every_page(name: str, text: str, place: str, tmp_path: Path) -> None:
    one, other = ({name: (text, f"{text}\n[글](https://{letter}.kr)\n")} for letter in "ab")
    assert [(told.place, told.kinds) for told in found(tmp_path, one, other)] == [(place, (Kind.DETAILS,))]


def test_modules_in_another_order_are_another_structure(tmp_path: Path) -> None:
    old = course(tmp_path / "a", monolingual({}))
    new = replace(old, modules=old.modules[::-1])
    assert changes(old, new) == (Change("", "course", (Kind.STRUCTURE,)),)


def test_a_course_in_a_folder_of_another_name_is_the_same_course(tmp_path: Path) -> None:
    files: dict[str, Edit] = {
        "tiny/02-second/media/a.png": png(),
        PAGE: f"{LESSON}[앞](../01-first/01-one.md)\n\n![길](media/a.png)\n\n[밖](https://tiny.kr/learn/tiny/x)\n",
        "tiny/02-second/quiz.md": "## 물음 {#asked answer=true}\n\n![길](media/a.png)\n",
        "tiny/02-second/module.md": ("minutes: 1\n", "minutes: 1\npass_mark: 60\n"),
        "tiny/letter.md": "---\ntitle: 편지\n---\n![길](media/a.png)\n",
        "tiny/media/a.png": png(),
    }
    one = course(tmp_path / "a", monolingual(files))
    root = desk(tmp_path / "b", monolingual(files))
    (root / "tiny").rename(root / "copy")
    assert changes(one, load_catalog(root).courses["copy"]) == ()
    lesson = root / "copy" / "02-second" / "01-three.md"
    lesson.write_text(lesson.read_text("utf-8").replace("/learn/tiny/x", "/learn/copy/x"), "utf-8")
    assert [told.kinds for told in changes(one, load_catalog(root).courses["copy"])] == [(Kind.DETAILS,)]


def test_what_came_and_what_went_is_told(tmp_path: Path) -> None:
    more: dict[str, Edit] = {
        "tiny/03-third/module.md": "---\ntitle: 셋째\nsummary: 셋째\nminutes: 1\n---\n",
        "tiny/03-third/01-four.md": LESSON + "글",
    }
    less: dict[str, Edit] = {"tiny/01-first/02-two.md": None, QUIZ: None}
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    assert [(one.place, one.part, one.kinds) for one in found(tmp_path / "one", more, less)] == [
        ("first", "module", (Kind.STRUCTURE,)),
        ("first/two", "lesson", (Kind.REMOVED,)),
        ("first/quiz", "quiz", (Kind.REMOVED,)),
        ("third", "module", (Kind.REMOVED,)),
    ]
    assert [(one.place, one.part, one.kinds) for one in found(tmp_path / "two", less, more)] == [
        ("first", "module", (Kind.STRUCTURE,)),
        ("first/two", "lesson", (Kind.ADDED,)),
        ("first/quiz", "quiz", (Kind.ADDED,)),
        ("third", "module", (Kind.ADDED,)),
    ]


def test_a_renamed_lesson_is_the_same_lesson(tmp_path: Path) -> None:
    page = LESSON.replace("minutes: 1", "minutes: 1\nformerly: [three]") + "글"
    told = found(tmp_path, {PAGE: LESSON + "글"}, {PAGE: None, "tiny/02-second/01-four.md": page})
    assert told == ()


def test_items_come_and_go(tmp_path: Path) -> None:
    told = found(tmp_path, {QUIZ: f"## 물음 {{#one}}\n\n{TWO}\n"}, {QUIZ: f"## 물음 {{#two}}\n\n{TWO}\n"})
    assert [(one.place, one.kinds) for one in told] == [
        ("first/quiz#two", (Kind.ADDED,)),
        ("first/quiz#one", (Kind.REMOVED,)),
    ]
    assert not must_raise(told)


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        (TWO, TWO, ()),
        (TWO, "- [x] 갸\n- [ ] 나", (Kind.WORDING,)),
        (TWO, "- [ ] 가\n- [x] 나", (Kind.ANSWER,)),
        (TWO, "- [x] 나\n- [ ] 가", (Kind.WORDING, Kind.ANSWER)),
        (TWO, "- [ ] 나\n- [x] 가", (Kind.WORDING,)),
        (TWO, "- [ ] 다\n- [x] 라", (Kind.WORDING, Kind.ANSWER)),
        (TWO, "- [x] 다\n- [ ] 라", (Kind.WORDING,)),
        (TWO, f"{TWO}\n- [ ] 다", (Kind.WORDING, Kind.STRUCTURE)),
        (TWO, "- [x] 가 {weight=100}\n- [ ] 나 {weight=50}", (Kind.SCORING,)),
        (TWO, "= 가", (Kind.WORDING, Kind.STRUCTURE, Kind.SCORING, Kind.ANSWER)),
        (TWO, f"{TWO}\n\n> 설명", (Kind.WORDING,)),
        (TWO, f"{TWO}\n\n> (F1)", (Kind.DETAILS,)),
        ("1. 가\n2. 나", "1. 나\n2. 가", (Kind.WORDING, Kind.ANSWER)),
        ("1. 가\n2. 나", "1. 가\n2. 다", (Kind.WORDING,)),
        ("= 가", "= 가\n= 나", (Kind.SCORING,)),
        ("= 가\n= 나", "= 가", (Kind.SCORING, Kind.ANSWER)),
        ("= 가\n!= 나", "= 가\n= 나", (Kind.SCORING, Kind.ANSWER)),
        ("= 3..5", "= 3..6", (Kind.ANSWER,)),
        ("= 가\n  > 글", "= 가", (Kind.WORDING,)),
        (
            "| a | b |\n|---|---|\n| 가 | 하나 |\n| 나 | 둘 |",
            "| a | b |\n|---|---|\n| 가 | 둘 |\n| 나 | 하나 |",
            (Kind.WORDING, Kind.ANSWER),
        ),
    ],
)
def test_an_item_is_told_by_what_it_means(old: str, new: str, kinds: tuple[Kind, ...], tmp_path: Path) -> None:
    told = item(tmp_path, old, new)
    assert set(told) == set(kinds)


def test_points_and_pools_are_scoring_and_structure(tmp_path: Path) -> None:
    assert set(item(tmp_path, TWO, TWO, ("", " points=2 pool=a"))) == {Kind.SCORING, Kind.STRUCTURE}


SESSION = "---\ntitle: 모임\nminutes: 50\n---\n글\n"
SURVEY = "---\ntitle: 설문\n---\n## 물음 {#s .pre .post}\n\n- [x] 가\n- [ ] 나\n\n## 얼마나? {#t scale=5}\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ({}, {"session.md": SESSION}, [("session", (Kind.ADDED,))]),
        ({"letter.md": SESSION}, {}, [("letter", (Kind.REMOVED,))]),
        ({"session.md": SESSION}, {"session.md": SESSION.replace("글", "말")}, [("session", (Kind.WORDING,))]),
        ({"session.md": SESSION}, {"session.md": SESSION}, []),
        (
            {"survey.md": SURVEY},
            {"survey.md": SURVEY.replace("가", "거").replace("#t", "#u")},
            [("survey#u", (Kind.ADDED,)), ("survey#s", (Kind.WORDING,)), ("survey#t", (Kind.REMOVED,))],
        ),
    ],
)
def test_pages_beside_the_modules_are_compared_too(
    old: dict[str, str], new: dict[str, str], told: list[tuple[str, tuple[Kind, ...]]], tmp_path: Path
) -> None:
    one, other = ({f"tiny/{name}": text for name, text in pages.items()} for pages in (old, new))
    assert [(change.place, change.kinds) for change in found(tmp_path, dict(one), dict(other))] == told


def test_only_another_right_answer_asks_for_a_revision() -> None:
    kinds = [kind for kind in Kind if must_raise([Change("", "item", (kind,))])]
    assert kinds == [Kind.ANSWER]


CHECKED = "/// check | 물음\n    id: c\n\n{body}\n///\n"
CHECK = (Change("second/three#check-c", "check", (Kind.ANSWER,)),)
REWORDED = Change("second/three", "lesson", (Kind.WORDING,))
FOLDED = "/// sensitive | 접은 글\n    note: 글\n\n글\n///\n\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (TWO, "- [ ] 가\n- [x] 나", CHECK),
        (f"{TWO}\n- [ ] 다", "- [x] 가\n- [x] 나\n- [ ] 다", CHECK),
        (TWO, "- [ ] 다\n- [x] 라", (REWORDED, *CHECK)),
        (TWO, "- [x] 다\n- [ ] 라", (REWORDED,)),
        (TWO, "- [ ] 나\n- [x] 가", (REWORDED,)),
        (TWO, TWO, ()),
    ],
)
def test_another_right_answer_of_a_check_is_told_and_asks_for_no_revision(
    old: str, new: str, told: tuple[Change, ...], tmp_path: Path
) -> None:
    one, other = ({PAGE: f"{LESSON}{FOLDED}{CHECKED.format(body=body)}"} for body in (old, new))
    assert found(tmp_path, dict(one), dict(other)) == told
    assert not must_raise(told)


def test_the_right_answer_of_a_check_that_came_is_not_another_one(tmp_path: Path) -> None:
    two = CHECKED.replace("id: c", "id: d")
    one, other = ({PAGE: f"{LESSON}글\n\n{check.format(body=TWO)}"} for check in (CHECKED, two))
    assert found(tmp_path, dict(one), dict(other)) == ()


def test_a_check_is_told_once_for_all_languages(tmp_path: Path) -> None:
    name = "tiny/01-first/02-two.md"
    old = course(tmp_path / "a", {})
    root = desk(tmp_path / "b", {name: ("- [ ]", "- [X]")})
    text = (root / name).read_text("utf-8")
    (root / name).write_text(text.replace("- [x]", "- [ ]"), "utf-8")
    told = changes(old, load_catalog(root).courses["tiny"])
    assert [(one.part, one.kinds) for one in told] == [("check", (Kind.ANSWER,))]
