"""The help directory and the sources: what was in order last stands in for what has errors, and nobody is misled."""

import os
from pathlib import Path

import pytest

from courses.catalog.cache import Cache
from courses.catalog.directory import read_lists
from courses.catalog.loader import load_catalog
from courses.catalog.structure import Catalog
from tests.catalog.writing import NOW, TODAY, desk

COLON = ("checked:", "checked：")
LESSON = "tiny/02-second/01-three.md"


class Place:
    """A content folder and what is kept of it."""

    def __init__(self, folder: Path) -> None:
        self.root = desk(folder, {})
        self.cache = Cache(folder / "cache", b"a key")

    def load(self) -> Catalog:
        return load_catalog(self.root, self.cache, today=TODAY, last_good=True, now=NOW)

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text("utf-8")
        assert old in text
        (self.root / name).write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def told(catalog: Catalog) -> list[str]:
    return [f"{one.path}:{one.line} {one.code}" for one in catalog.findings]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda text: text.replace(*COLON, 1), "tiny/help.yaml:8 F021"),
        (lambda text: text.replace("tel: ", "tele: ", 1), "tiny/help.yaml:4 F007"),
        (lambda _: "", "tiny/help.yaml:1 C031"),
        (lambda _: "# only words\n", "tiny/help.yaml:1 C031"),
        (lambda _: None, "tiny/help.yaml:1 C031"),
    ],
    ids=["colon", "key", "empty", "no entry", "gone"],
)
def test_the_last_good_directory_stays_whole_and_every_course_is_served(
    place: Place, damage: object, said: str
) -> None:
    good = place.load()
    file = place.root / "help.yaml"
    text = damage(file.read_text("utf-8"))  # type: ignore[operator]  # one of the above
    file.unlink()
    if text is not None:
        file.write_text(text, "utf-8")
    found = place.load()
    assert (found.help, found.courses, found.digest) == (good.help, good.courses, good.digest)
    assert (told(found), dict(found.failing)) == ([said], {"help.yaml": True})


def test_an_edit_in_order_takes_the_place_of_the_one_before(place: Place) -> None:
    place.load()
    place.change("help.yaml", '"1388"', '"1399"')
    place.load()
    place.change("help.yaml", *COLON)
    assert place.load().help["friend-line"].tel == "1399"


def test_an_edit_that_only_a_check_has_read_is_not_the_last_one_in_order(place: Place) -> None:
    place.load()
    place.change("help.yaml", '"1388"', '"1399"')
    load_catalog(place.root, place.cache, today=TODAY)
    place.change("help.yaml", *COLON)
    assert place.load().help["friend-line"].tel == "1388"


def test_deleted_sources_are_an_error_and_stay_as_they_were(place: Place) -> None:
    good = place.load()
    (place.root / "sources.yaml").unlink()
    found = place.load()
    assert (found.sources, found.courses, found.broken) == (good.sources, good.courses, ())
    assert (told(found), dict(found.failing)) == (["tiny/sources.yaml:1 C031"], {"sources.yaml": True})


def test_what_only_follows_from_a_broken_list_is_not_told(place: Place) -> None:
    place.change("help.yaml", *COLON)
    place.change(LESSON, "in-school", "nobody")
    found = load_catalog(place.root, today=TODAY)
    assert (told(found), dict(found.failing), found.broken) == (
        ["tiny/help.yaml:8 F021"],
        {"help.yaml": False},
        ("tiny",),
    )


def test_a_new_entry_beside_a_broken_one_is_not_told_to_be_unknown(place: Place) -> None:
    place.load()
    place.change("help.yaml", "tel: ", "tele: ")
    place.change("help.yaml", "web-page:\n", "brand-new:\n")
    place.change(LESSON, "in-school", "brand-new")
    assert told(place.load()) == ["tiny/help.yaml:4 F007"]


def test_of_one_entry_with_an_error_only_its_own_name_is_in_doubt(place: Place) -> None:
    place.change("help.yaml", "tel: ", "tele: ")
    place.change(LESSON, "in-school", "nobody")
    assert told(load_catalog(place.root, today=TODAY)) == [
        "tiny/help.yaml:4 F007",
        f"tiny/{LESSON.replace('.md', '.en.md')}:12 L310",
        f"tiny/{LESSON}:14 L310",
    ]


def test_a_folder_without_any_directory_has_one_finding_for_all_that_is_named(place: Place) -> None:
    (place.root / "help.yaml").unlink()
    found = load_catalog(place.root, today=TODAY)
    errors = [one for one in told(found) if " W" not in one]
    assert (errors, dict(found.failing)) == (["tiny/help.yaml:1 C031"], {"help.yaml": False})


@pytest.mark.parametrize(("needed", "said"), [(True, ["new/help.yaml:1 C031"]), (False, [])])
def test_a_site_needs_a_directory_though_no_page_names_a_contact(tmp_path: Path, needed: bool, said: list[str]) -> None:
    lists = read_lists(tmp_path / "new", needs_help=needed)
    assert ([f"{one.path}:{one.line} {one.code}" for one in lists.found], lists.failing) == (
        said,
        {"help.yaml": False} if needed else {},
    )


def test_what_a_folder_lacks_is_taken_from_the_one_beside_it(place: Place, tmp_path: Path) -> None:
    whole = load_catalog(place.root, today=TODAY)
    for name in ("help.yaml", "sources.yaml"):
        (place.root / name).rename(tmp_path / name)
    found = load_catalog(place.root, today=TODAY, beside=tmp_path)
    assert (found.courses, found.help, told(found), dict(found.failing)) == (whole.courses, whole.help, [], {})
    assert found.borrowed == ("help.yaml", "sources.yaml")


def test_an_error_in_the_list_beside_is_told_where_it_stands(place: Place, tmp_path: Path) -> None:
    (place.root / "help.yaml").rename(tmp_path / "help.yaml")
    (tmp_path / "help.yaml").write_text("in-school: 1\n", "utf-8")
    found = load_catalog(place.root, today=TODAY, beside=tmp_path)
    assert f"{tmp_path}/help.yaml:1 F013" in told(found)


def test_a_list_that_is_no_file_is_no_reason_to_wait(place: Place) -> None:
    (place.root / "help.yaml").unlink()
    os.mkfifo(place.root / "help.yaml")
    assert [one for one in told(load_catalog(place.root, today=TODAY)) if " W" not in one] == ["tiny/help.yaml:1 C005"]
