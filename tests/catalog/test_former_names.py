"""A course that was renamed and has an error at once stays in service under the name it had before."""

import shutil
from pathlib import Path

import pytest

from courses.catalog.loader import load_catalog
from courses.catalog.structure import Catalog, Older
from courses.catalog.withdrawal import withdrawal
from tests.catalog.test_standing import FIRST, HOUR, Place
from tests.catalog.writing import TODAY

ERROR = ("minutes: 1", "minutes: one")


class Renaming(Place):
    """A content folder in which the course is given other names."""

    def rename(self, old: str, new: str, *formerly: str) -> None:
        (self.root / old).rename(self.root / new)
        page = self.root / new / "course.md"
        names = f"formerly: [{', '.join(formerly)}]\n" if formerly else ""
        lines = [one for one in page.read_text("utf-8").splitlines(keepends=True) if not one.startswith("formerly")]
        page.write_text("".join([lines[0], names, *lines[1:]]), "utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text("utf-8")
        assert old in text
        (self.root / name).write_text(text.replace(old, new), "utf-8")

    def check(self) -> Catalog:
        return load_catalog(self.root, self.cache, today=TODAY)

    def missed_by_the_check(self) -> list[str]:
        read = self.check()
        return list(withdrawal(self.root, read.courses, read.unsettled, self.cache, FIRST, note=False).courses)


@pytest.fixture
def place(tmp_path: Path) -> Renaming:
    return Renaming(tmp_path)


def test_it_is_served_as_it_was_under_its_former_name_and_not_told_to_be_gone(place: Renaming) -> None:
    good = place.load()
    place.rename("tiny", "later", "tiny")
    place.edit("later/02-second/01-three.md", *ERROR)
    for _ in range(2):
        found = place.load()
        assert (found.courses, found.broken, dict(found.former)) == (good.courses, ("later",), {"later": ("tiny",)})
        assert (found.standing_in("later"), found.standing_in("tiny")) == (good.courses["tiny"],) * 2
        assert dict(found.older) == {"tiny": Older(FIRST, FIRST + HOUR)}
        assert (dict(found.withdrawn.courses), dict(found.withdrawn.parts)) == ({}, {})
    assert (place.missed_by_the_check(), dict(place.check().courses)) == ([], {})
    place.edit("later/02-second/01-three.md", *reversed(ERROR))
    mended = place.load()
    assert (list(mended.courses), mended.broken, dict(mended.former), dict(mended.older)) == (["later"], (), {}, {})
    assert dict(mended.withdrawn.courses) == {}


def test_the_name_it_bore_last_comes_first(place: Renaming) -> None:
    place.load()
    place.rename("tiny", "later", "tiny")
    place.load()
    place.rename("later", "last", "tiny", "later")
    place.edit("last/02-second/01-three.md", *ERROR)
    assert list(place.load().courses) == ["later"]


def test_former_names_in_a_wrong_order_do_not_take_it_out_of_service(place: Renaming) -> None:
    place.load()
    place.rename("tiny", "later", "tiny")
    place.load()
    place.rename("later", "last", "later")
    found = place.load()
    assert ([one.code for one in found.errors], list(found.courses)) == (["C027"], ["later"])


def test_the_name_of_another_course_brings_nothing_back(place: Renaming) -> None:
    place.load()
    shutil.copytree(place.root / "tiny", place.root / "other")
    place.rename("other", "later", "tiny")
    place.edit("later/02-second/01-three.md", *ERROR)
    found = place.load()
    assert (list(found.courses), dict(found.former), found.standing_in("later")) == (["tiny"], {"later": ()}, None)
    shutil.copytree(place.root / "later", place.root / "latest")
    place.rename("tiny", "first", "tiny")
    found = place.load()
    assert (list(found.courses), dict(found.former)) == (["first"], {"later": (), "latest": ()})


def test_without_front_matter_the_key_that_was_served_tells_which_course_it_is(place: Renaming) -> None:
    place.load()
    place.rename("tiny", "later", "tiny")
    place.load()
    place.edit("later/course.md", "minutes: 4", "minutes: four")
    assert (place.missed_by_the_check(), dict(place.check().former)) == ([], {"later": ()})
