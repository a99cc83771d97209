"""While the files of a course have errors, it is known of when its served content is, and since when."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from courses.catalog.cache import Cache
from courses.catalog.loader import load_catalog
from courses.catalog.structure import Catalog, Older
from tests.catalog.writing import TODAY, desk

READ = "tiny/02-second/01-three.md"
FIRST = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Place:
    """A content folder and its cache; each load is an hour after the one before."""

    def __init__(self, folder: Path) -> None:
        self.root = desk(folder, {})
        self.cache = Cache(folder / "cache", b"a key")
        self.loads = -1

    def load(self) -> Catalog:
        self.loads += 1
        return load_catalog(self.root, self.cache, today=TODAY, last_good=True, now=FIRST + self.loads * HOUR)

    def change(self, old: str, new: str) -> None:
        text = (self.root / READ).read_text("utf-8")
        assert old in text
        (self.root / READ).write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_course_in_order_is_of_no_former_time(place: Place) -> None:
    assert (dict(place.load().older), dict(place.load().older)) == ({}, {})


def test_both_times_stay_while_the_files_have_errors_and_go_when_they_are_mended(place: Place) -> None:
    place.load()
    place.load()
    place.change("minutes: 1", "minutes: one")
    assert [dict(place.load().older) for _ in range(3)] == [{"tiny": Older(FIRST, FIRST + 2 * HOUR)}] * 3
    place.change("minutes: one", "minutes: 1")
    assert dict(place.load().older) == {}
    place.change("minutes: 1", "minutes: two")
    assert dict(place.load().older) == {"tiny": Older(FIRST, FIRST + 6 * HOUR)}


def test_an_edit_in_order_is_of_the_time_when_it_was_first_read(place: Place) -> None:
    place.load()
    place.change("title: ", "title: 새 ")
    place.load()
    place.change("minutes: 1", "minutes: one")
    assert dict(place.load().older) == {"tiny": Older(FIRST + HOUR, FIRST + 2 * HOUR)}


def test_an_edit_that_only_a_check_has_read_is_not_served_when_it_is_broken_later(place: Place) -> None:
    good = place.load()
    place.change("title: ", "title: 새 ")
    assert load_catalog(place.root, place.cache, today=TODAY).courses != good.courses
    place.change("minutes: 1", "minutes: one")
    found = place.load()
    assert (found.courses, found.broken) == (good.courses, ("tiny",))
    assert dict(found.older) == {"tiny": Older(FIRST, FIRST + HOUR)}


def test_a_course_that_was_only_checked_is_not_served_when_it_is_broken_later(place: Place) -> None:
    (place.root / "empty").mkdir()
    load_catalog(place.root, place.cache, today=TODAY)
    place.change("minutes: 1", "minutes: one")
    found = [place.load(), place.load()]
    assert [(one.broken, list(one.courses), dict(one.older)) for one in found] == [(("empty", "tiny"), [], {})] * 2


def test_without_a_time_or_a_cache_nothing_is_noted(place: Place) -> None:
    place.load()
    place.change("minutes: 1", "minutes: one")
    assert dict(load_catalog(place.root, place.cache, today=TODAY, last_good=True).older) == {}
    assert dict(load_catalog(place.root, None, today=TODAY, last_good=True, now=FIRST).older) == {}
    assert dict(place.load().older) == {"tiny": Older(FIRST, FIRST + HOUR)}


def test_a_course_that_goes_out_of_service_is_told_for_a_while_and_until_it_is_back(place: Place) -> None:
    shutil.copytree(place.root / "tiny", place.root / "other")
    page = place.root / "other/course.md"
    text = page.read_text("utf-8")
    assert dict(place.load().withdrawn.courses) == {}
    page.write_text(text.replace("revision:", "state: draft\nrevision:"), "utf-8")
    assert [dict(place.load().withdrawn.courses) for _ in range(2)] == [{"other": FIRST + HOUR}] * 2
    page.write_text(text.replace("revision:", "state: retired\nrevision:"), "utf-8")
    assert dict(place.load().withdrawn.courses) == {}
    shutil.rmtree(place.root / "other")
    assert dict(place.load().withdrawn.courses) == {"other": FIRST + 4 * HOUR}
    place.loads += 24 * 14
    assert dict(place.load().withdrawn.courses) == {}


def test_a_course_with_errors_is_not_out_of_service(place: Place) -> None:
    place.load()
    place.change("minutes: 1", "minutes: one")
    assert dict(place.load().withdrawn.courses) == {}


def test_without_any_course_those_that_were_served_stay(place: Place) -> None:
    good = place.load()
    (place.root / "tiny").rename(place.root.parent / "away")
    found = [place.load(), place.load()]
    assert [(one.courses, dict(one.failing), dict(one.withdrawn.courses)) for one in found] == [
        (good.courses, {".": True}, {})
    ] * 2
    assert load_catalog(place.root, place.cache, today=TODAY).courses == {}
    (place.root.parent / "away").rename(place.root / "tiny")
    assert (place.load().failing, place.loads) == ({}, 3)
