"""Evidence is kept under the first name: no rename loses it unseen, and no name has two bearers."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from courses.catalog.cache import Cache
from courses.catalog.evidence_keys import keys_of
from courses.catalog.loader import load_catalog
from courses.catalog.structure import Catalog
from tests.catalog.writing import TODAY, desk, told

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
COURSE = "tiny/course.md"
PAGES = {
    "course": "course.md",
    "module": "02-second/module.md",
    "lesson": "02-second/01-three.md",
}


class Site:
    """A content folder that is served again and again, each time with one part under other names."""

    def __init__(self, folder: Path, part: str) -> None:
        self.root = desk(folder, {})
        self.cache = Cache(folder / "cache", b"a key")
        self.part = part
        self.folder = {"course": "", "module": "02-", "lesson": "02-second/01-"}[part]
        self.slug = {"course": "tiny", "module": "second", "lesson": "three"}[part]
        page = self.root / "tiny" / PAGES[part]
        self.text = page.read_text("utf-8")

    def rename(self, slug: str, *formerly: str) -> None:
        top = self.root if self.part == "course" else self.root / "tiny"
        end = "{}.md" if self.part == "lesson" else "{}"
        old, new = (top / f"{self.folder}{end.format(one)}" for one in (self.slug, slug))
        if old != new:
            old.rename(new)
            if self.part == "lesson":
                old.with_suffix(".en.md").rename(new.with_suffix(".en.md"))
        self.slug = slug
        page = new if new.suffix else new / {"course": "course.md", "module": "module.md"}[self.part]
        names = f"formerly: [{', '.join(formerly)}]\n" if formerly else ""
        page.write_text(self.text.replace("---\n", f"---\n{names}", 1), "utf-8")

    def check(self) -> list[str]:
        return codes(load_catalog(self.root, self.cache, today=TODAY))

    def serve(self) -> Catalog:
        return load_catalog(self.root, self.cache, today=TODAY, last_good=True, now=NOW)


def codes(catalog: Catalog) -> list[str]:
    return [f"{one.line}:{one.column} {one.code} {one.values['key']}" for one in catalog.findings if one.code == "C027"]


@pytest.fixture(params=list(PAGES))
def site(tmp_path: Path, request: pytest.FixtureRequest) -> Site:
    found = Site(tmp_path, request.param)
    found.serve()
    return found


def test_a_list_that_does_not_begin_with_the_first_name_is_refused(site: Site) -> None:
    first = site.slug
    site.rename("later", first)
    assert codes(site.serve()) == []
    site.rename("last", "later", first)
    place = "1:1" if site.part == "lesson" else "2:12"
    assert site.check() == codes(site.serve()) == [f"{place} C027 {first}"]
    site.rename("last", first, "later")
    assert codes(site.serve()) == []


def test_a_first_name_that_is_taken_away_is_missed(site: Site) -> None:
    first = site.slug
    site.rename("later", first)
    site.serve()
    site.rename("later")
    assert codes(site.serve()) == [f"1:1 C027 {first}"]


def test_a_name_that_was_never_served_may_be_corrected(site: Site) -> None:
    first = site.slug
    site.rename("later", "mistyped")
    assert codes(site.serve()) == []
    site.rename("later", first)
    assert codes(site.serve()) == []


def test_what_was_only_checked_or_a_draft_binds_nobody(tmp_path: Path) -> None:
    site = Site(tmp_path, "course")
    site.rename("later", "tiny")
    site.check()
    site.rename("last", "later", "tiny")
    assert codes(site.serve()) == []
    catalog = site.serve()
    assert keys_of(catalog.courses.values())[""] == dict.fromkeys(("last", "later", "tiny"), "later")
    text = (site.root / "last/course.md").read_text("utf-8")
    (site.root / "last/course.md").write_text(text.replace("---\n", "---\nstate: draft\n", 1), "utf-8")
    assert keys_of(load_catalog(site.root).courses.values()) == {}


def test_a_course_that_was_renamed_before_its_old_name_was_written_is_not_told_to_be_gone(tmp_path: Path) -> None:
    site = Site(tmp_path, "course")
    site.serve()
    site.rename("later")
    assert list(site.serve().withdrawn.courses) == ["tiny"]
    site.rename("later", "tiny")
    assert dict(site.serve().withdrawn.courses) == {}


def test_a_course_may_not_claim_the_name_of_another(tmp_path: Path) -> None:
    root = desk(tmp_path, {})
    shutil.copytree(root / "tiny", root / "other")
    page = root / "other/course.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace("---\n", "---\nformerly: [gone, tiny]\n", 1), "utf-8")
    catalog = load_catalog(root, today=TODAY)
    assert [(one.path, one.line, one.column, one.code) for one in catalog.errors] == [
        ("tiny/other/course.md", 2, 18, "C016")
    ]
    assert list(catalog.courses) == ["tiny"]


def test_two_courses_may_not_claim_the_same_name(tmp_path: Path) -> None:
    root = desk(tmp_path, {COURSE: ("---\n", "---\nformerly: [gone]\n")})
    shutil.copytree(root / "tiny", root / "other")
    found = [(one.path, one.code) for one in load_catalog(root, today=TODAY).errors]
    assert found == [("tiny/tiny/course.md", "C016")]


def test_a_course_may_not_claim_its_own_name(tmp_path: Path) -> None:
    assert told(tmp_path, {COURSE: ("---\n", "---\nformerly: [tiny]\n")}) == [f"{COURSE}:2:12 C016"]
