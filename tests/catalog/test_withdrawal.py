"""What was in service and is gone is told: a module, a lesson, a file, a language of a course that stays."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from courses.catalog.withdrawal import moves
from courses.foundation.vocabulary import Publishing
from tests.catalog.test_standing import FIRST, HOUR, Place
from tests.catalog.writing import move_two


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def gone(place: Place) -> list[str]:
    catalog = place.load()
    assert catalog.errors == ()
    assert dict(catalog.withdrawn.courses) == {}
    return list(catalog.withdrawn.parts)


def change(place: Place, name: str, old: str, new: str) -> None:
    page = place.root / name
    text = page.read_text("utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), "utf-8")


def rename(place: Place, old: str, new: str) -> None:
    for ending in (".md", ".en.md"):
        (place.root / f"{old}{ending}").rename(place.root / f"{new}{ending}")


def test_a_lesson_that_was_renamed_is_missed_until_its_old_name_is_written(place: Place) -> None:
    assert gone(place) == []
    rename(place, "tiny/01-first/02-two", "tiny/01-first/02-pair")
    assert (gone(place), gone(place)) == (["tiny/first/two"],) * 2
    assert dict(place.load().withdrawn.parts) == {"tiny/first/two": FIRST + HOUR}
    change(place, "tiny/01-first/02-pair.md", "title:", "formerly: [two]\ntitle:")
    assert gone(place) == []
    rename(place, "tiny/01-first/02-pair", "tiny/01-first/02-both")
    change(place, "tiny/01-first/02-both.md", "formerly: [two]", "formerly: [two, pair]")
    assert gone(place) == []
    change(place, "tiny/01-first/02-both.md", "formerly: [two, pair]", "formerly: [two]")
    assert gone(place) == []


def test_of_a_module_that_is_gone_no_lesson_is_told_but_one_that_is_missing_when_it_is_back(place: Place) -> None:
    gone(place)
    (place.root / "tiny/01-first").rename(place.root.parent / "away")
    assert gone(place) == ["tiny/first"]
    for file in ("02-two.md", "02-two.en.md"):
        (place.root.parent / "away" / file).unlink()
    (place.root.parent / "away").rename(place.root / "tiny/01-first")
    assert gone(place) == ["tiny/first/two"]


def test_a_course_that_is_back_from_draft_without_a_lesson_misses_it(place: Place) -> None:
    gone(place)
    change(place, "tiny/course.md", "revision:", "state: draft\nrevision:")
    catalog = place.load()
    assert (list(catalog.withdrawn.courses), dict(catalog.withdrawn.parts)) == (["tiny"], {})
    for file in (place.root / "tiny/02-second").glob("01-three*"):
        file.rename(file.with_name(file.name.replace("three", "drei")))
    change(place, "tiny/course.md", "state: draft\nrevision:", "revision:")
    assert gone(place) == ["tiny/second/three"]


@pytest.mark.parametrize("name", ["quiz", "letter", "session"])
def test_a_file_that_is_gone_is_told(place: Place, name: str) -> None:
    folder = "tiny/01-first" if name == "quiz" else "tiny"
    texts = {} if name == "quiz" else {"": "수업", ".en": "Lesson"}
    for language, word in texts.items():
        minutes = "minutes: 5\n" if (name, language) == ("session", "") else ""
        (place.root / folder / f"{name}{language}.md").write_text(f"---\ntitle: {word}\n{minutes}---\n\n{word}.\n")
    assert gone(place) == []
    for file in (place.root / folder).glob(f"{name}*"):
        file.unlink()
    assert gone(place) == [f"{folder.replace('01-', '')}/{name}.md"]


def test_a_language_that_is_gone_is_told_once_and_not_of_every_page(place: Place) -> None:
    gone(place)
    for file in place.root.rglob("*.en.md"):
        file.unlink()
    assert gone(place) == ["tiny/course.en.md"]
    shutil.rmtree(place.root)
    shutil.copytree(Path(__file__).parent.parent / "content/tiny", place.root)
    assert gone(place) == []


def test_a_language_that_became_the_own_one_is_not_gone_and_one_is_when_no_file_has_it(place: Place) -> None:
    gone(place)
    change(place, "tiny/course.md", "language: ko", "language: en")
    for file in [*place.root.rglob("*.en.md")]:
        file.rename(file.with_name(file.name.replace(".en.", ".ko.")))
    assert (place.load().courses["tiny"].languages, gone(place)) == (("en", "ko"), [])
    for file in place.root.rglob("*.ko.md"):
        file.unlink()
    assert gone(place) == ["tiny/course.ko.md"]


def test_places_are_told_by_what_course_and_module_are_called_today(place: Place) -> None:
    gone(place)
    (place.root / "tiny/01-first").rename(place.root / "tiny/01-begin")
    (place.root / "tiny").rename(place.root / "later")
    change(place, "later/course.md", "title:", "formerly: [tiny]\ntitle:")
    change(place, "later/01-begin/module.md", "title:", "formerly: [first]\ntitle:")
    assert gone(place) == []
    rename(place, "later/01-begin/02-two", "later/01-begin/02-pair")
    for file in place.root.glob("later/01-begin/quiz*"):
        file.unlink()
    shutil.rmtree(place.root / "later/02-second")
    assert sorted(gone(place)) == ["later/begin/quiz.md", "later/begin/two", "later/second"]
    change(place, "later/course.md", "revision:", "state: draft\nrevision:")
    assert list(place.load().withdrawn.courses) == ["later"]


def moved(place: Place) -> dict[str, str]:
    catalog = place.load()
    assert catalog.errors == ()
    assert list(catalog.withdrawn.parts) == list(catalog.withdrawn.moved)
    return dict(catalog.withdrawn.moved)


def test_a_lesson_that_stands_in_another_module_is_told_to_have_moved_there(place: Place) -> None:
    gone(place)
    move_two(place.root / "tiny")
    assert [moved(place) for _ in range(2)] == [{"tiny/first/two": "tiny/second"}] * 2
    (place.root / "tiny/02-second").rename(place.root / "tiny/02-end")
    change(place, "tiny/02-end/module.md", "title:", "formerly: [second]\ntitle:")
    assert moved(place) == {"tiny/first/two": "tiny/end"}
    rename(place, "tiny/02-end/02-two", "tiny/01-first/02-two")
    change(place, "tiny/01-first/02-two.md", "../01-first/", "")
    change(place, "tiny/01-first/02-two.en.md", "../01-first/", "")
    assert [moved(place) for _ in range(2)] == [{"tiny/end/two": "tiny/first"}] * 2


def test_a_lesson_of_the_same_name_that_stood_in_another_module_before_is_not_that_one(place: Place) -> None:
    for ending in (".md", ".en.md"):
        shutil.copy(place.root / f"tiny/02-second/01-three{ending}", place.root / f"tiny/02-second/02-two{ending}")
    assert gone(place) == []
    for file in place.root.glob("tiny/01-first/02-two*"):
        file.unlink()
    assert gone(place) == ["tiny/first/two"]
    assert [dict(place.load().withdrawn.moved) for _ in range(2)] == [{}] * 2


def test_between_two_versions_a_lesson_moves_from_a_module_that_stays_unless_it_is_a_draft(place: Place) -> None:
    old = place.load().courses["tiny"]
    (place.root / "tiny").rename(place.root / "other")
    move_two(place.root / "other")
    new = place.load().courses["other"]
    assert list(moves(old, new)) == [("other/first/two", "other/second")]
    assert (list(moves(new, new)), list(moves(replace(old, state=Publishing.DRAFT), new))) == ([], [])
    shutil.rmtree(place.root / "other/01-first")
    for ending in (".md", ".en.md"):
        change(place, f"other/02-second/02-two{ending}", "](../01-first/01-one.md)", "]")
    assert [list(moves(old, one)) for one in place.load().courses.values() if not one.module("first")] == [[]]


def test_a_part_is_told_for_fourteen_days(place: Place) -> None:
    gone(place)
    shutil.rmtree(place.root / "tiny/02-second")
    assert gone(place) == ["tiny/second"]
    place.loads += 24 * 14 - 2
    assert gone(place) == ["tiny/second"]
    assert gone(place) == []
