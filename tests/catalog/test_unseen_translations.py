"""A translation that no reader sees is told as an error; what was in order last stays in service then."""

from pathlib import Path

import pytest

from courses.catalog.cache import Cache
from courses.catalog.loader import load_catalog
from courses.web.finding_texts import sentence
from tests.catalog.small_files import SMALL
from tests.catalog.writing import HERE, LESSON, NOW, TODAY, Change, desk, findings, load, monolingual, told

COURSE, ENGLISH = "tiny/course.md", "tiny/course.en.md"
MODULE = "tiny/02-second/module.md"
THREE = "tiny/02-second/01-three.md"


def test_every_translation_of_a_course_that_lost_its_own_is_told(tmp_path: Path) -> None:
    others = sorted(str(file.relative_to(HERE / "tiny")) for file in (HERE / "tiny/tiny").rglob("*/*.en.md"))
    lines = [f"{file}:1:1 T404" for file in others]
    assert told(tmp_path, {ENGLISH: None}) == [*lines, f"{COURSE}:1:1 W503"]


def test_the_missing_page_is_named_in_both_languages(tmp_path: Path) -> None:
    [one, _] = findings(tmp_path, monolingual({"tiny/02-second/01-three.en.md": "---\ntitle: Three\n---\ntext\n"}))
    assert sentence(one, "en") == "This translation is not shown: there is no course.en.md. Put it back, or write it."
    assert sentence(one, "ko") == "이 번역은 보이지 않습니다. course.en.md가 없습니다. 되돌려 놓거나 적으세요."


def test_the_missing_original_is_named_in_both_languages(tmp_path: Path) -> None:
    [one] = [one for one in findings(tmp_path, {"tiny/01-first/quiz.md": None}) if one.code == "T405"]
    assert sentence(one, "en").startswith("Its original, quiz.md, is missing.")
    assert sentence(one, "ko").startswith("원문인 quiz.md가 없습니다.")


@pytest.mark.parametrize("gone", [ENGLISH, "tiny/01-first/02-two.md", "tiny/01-first/quiz.md"])
def test_a_file_deleted_by_accident_leaves_the_course_as_it_was(tmp_path: Path, gone: str) -> None:
    root, cache = desk(tmp_path, {}), Cache(tmp_path / "cache", b"key")
    before = load_catalog(root, cache, today=TODAY, last_good=True, now=NOW).courses["tiny"]
    (root / gone).unlink()
    after = load_catalog(root, cache, today=TODAY, last_good=True)
    assert (after.broken, after.courses["tiny"]) == (("tiny",), before)


def test_a_course_whose_page_cannot_be_used_says_nothing_of_its_languages(tmp_path: Path) -> None:
    found = findings(tmp_path, {ENGLISH: None, COURSE: "---\ntitle: [\n---\n"})
    assert [one.code for one in found if one.code == "T404"] == []


@pytest.mark.parametrize("how", ["a link to elsewhere", "a folder", "a name without a number"])
def test_an_original_that_cannot_be_used_is_not_missed_as_well(tmp_path: Path, how: str) -> None:
    name = "three" if how == "a name without a number" else "02-three"
    root = desk(tmp_path, {f"tiny/02-second/{name}.en.md": "text"})
    original = root / f"tiny/02-second/{name}.md"
    if how == "a link to elsewhere":
        original.symlink_to(root / THREE)
    elif how == "a folder":
        original.mkdir()
    else:
        original.write_text(LESSON, "utf-8")
    codes = {Path(one.path).name: one.code for one in load_catalog(root, today=TODAY).findings}
    assert codes[f"{name}.en.md"] == "W509"


def test_nothing_follows_from_an_original_that_is_missing(tmp_path: Path) -> None:
    changes: dict[str, Change] = {
        "tiny/02-second/02-more.en.md": "text",
        "tiny/02-second/media/a.svg": SMALL[".svg"],
        MODULE: ("minutes: 1", "minutes: 9"),
        COURSE: ("minutes: 4", "minutes: 40"),
    }
    assert told(tmp_path, changes) == ["tiny/02-second/02-more.en.md:1:1 T405"]


def test_a_module_of_one_file_that_is_missing_makes_no_course_too_long(tmp_path: Path) -> None:
    changes: dict[str, Change] = {"tiny/03-small.en.md": "text", COURSE: ("minutes: 4", "minutes: 40")}
    assert told(tmp_path, changes) == ["tiny/03-small.en.md:1:1 T405"]


def test_a_picture_may_be_used_by_a_translation_that_is_not_shown(tmp_path: Path) -> None:
    changes = monolingual({"tiny/02-second/01-three.en.md": "text", "tiny/02-second/media/a.svg": SMALL[".svg"]})
    assert told(tmp_path, changes) == ["tiny/02-second/01-three.en.md:1:1 T404", f"{COURSE}:1:1 W503"]


def test_a_second_page_in_the_language_of_the_course_is_used_by_nothing(tmp_path: Path) -> None:
    catalog = load(tmp_path, {"tiny/02-second/01-three.ko.md": "text"})
    assert [(one.path, one.code) for one in catalog.findings] == [("tiny/tiny/02-second/01-three.ko.md", "W509")]
    assert list(catalog.courses) == ["tiny"]
