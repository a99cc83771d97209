"""What was last in order stays in service: courses, the help list and the sources, on disk or in memory."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from courses.catalog.cache import Cache
from courses.factory import create_app
from courses.foundation.settings import Settings
from courses.web import reading, shelf
from tests.web.reloading.changing import break_help, change, rename


def test_a_broken_course_stays_in_service_over_a_restart(site: Flask, settings: Settings, content: Path) -> None:
    good = shelf.standing(site)
    change(content, "minutes: 1", "minutes: one")
    swapped, restarted = shelf.swap(site), shelf.standing(create_app(settings))
    assert [one.courses for one in (swapped, restarted)] == [good.courses] * 2
    assert (swapped.broken, restarted.broken) == (("tiny",), ("tiny",))


def dialled(site: Flask) -> int:
    """How many numbers the public help page offers."""
    return site.test_client().get("/help").text.count('href="tel:')


@pytest.mark.parametrize("damage", [break_help, lambda content: (content / "help.yaml").unlink()], ids=["typo", "gone"])
def test_help_is_never_lost_over_a_reload_or_a_restart(
    site: Flask, settings: Settings, content: Path, damage: Callable[[Path], None]
) -> None:
    shelf.standing(site)
    before = dialled(site)
    assert before > 0
    damage(content)
    shelf.swap(site)
    assert (dialled(site), dialled(create_app(settings)), shelf.standing(site).broken) == (before, before, ())


def test_help_is_kept_in_memory_when_the_disk_kept_nothing(site: Flask, settings: Settings, content: Path) -> None:
    good = shelf.standing(site)
    shutil.rmtree(settings.data_dir / reading.FOLDER)
    (content / "help.yaml").unlink()
    assert (shelf.swap(site).help, dict(shelf.standing(site).failing)) == (good.help, {"help.yaml": True})


@pytest.mark.parametrize("damage", ["gone", "empty", "no page"])
def test_a_folder_without_courses_takes_nothing_out_of_service(
    site: Flask, settings: Settings, content: Path, damage: str
) -> None:
    good = shelf.standing(site)
    content.rename(content.with_name("away"))
    if damage != "gone":
        content.mkdir()
    if damage == "no page":
        (content / "other").mkdir()
    swapped, restarted = shelf.swap(site), shelf.standing(create_app(settings))
    assert (swapped.courses, restarted.courses, swapped.help) == (good.courses, good.courses, good.help)
    assert swapped.failing["."]
    content.rename(content.with_name("other")) if content.exists() else None
    content.with_name("away").rename(content)
    assert (shelf.swap(site).failing, shelf.standing(site).older) == ({}, {})


def test_courses_are_kept_in_memory_when_the_disk_kept_nothing(site: Flask, settings: Settings, content: Path) -> None:
    good = shelf.standing(site)
    shutil.rmtree(settings.data_dir / reading.FOLDER)
    shutil.rmtree(content)
    assert shelf.swap(site).courses == good.courses


def test_without_a_cache_a_slip_takes_no_course_and_no_list_out_of_service(
    uncached: None, site: Flask, content: Path
) -> None:
    change(content, "title: ", "title: 새 ")
    good = shelf.standing(site)
    change(content, "minutes: 1", "minutes: one")
    shutil.copytree(content / "tiny", content / "new")
    break_help(content)
    (content / "sources.yaml").unlink()
    for _ in range(2):
        swapped = shelf.swap(site)
        assert (swapped.courses, swapped.help, swapped.sources) == (good.courses, good.help, good.sources)
        assert (swapped.digest, swapped.broken) == (good.digest, ("new", "tiny"))
        assert dict(swapped.failing) == {"help.yaml": True, "sources.yaml": True}


def test_without_a_cache_a_renamed_course_with_an_error_stays_under_its_former_name(
    uncached: None, site: Flask, content: Path
) -> None:
    good = shelf.standing(site)
    change(content, "minutes: 1", "minutes: one")
    rename(content, "tiny", "later", "tiny")
    for _ in range(2):
        swapped = shelf.swap(site)
        assert (swapped.courses, swapped.digest, swapped.broken) == (good.courses, good.digest, ("later",))


def test_a_renamed_course_in_memory_is_not_joined_by_an_older_one_from_the_disk(
    site: Flask, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.standing(site)
    with monkeypatch.context() as full:
        full.setattr(Cache, "put", lambda *_: None)
        rename(content, "tiny", "later", "tiny")
        newer = shelf.swap(site)
    text = (content / "later/02-second/01-three.md").read_text("utf-8")
    (content / "later/02-second/01-three.md").write_text(text.replace("minutes: 1", "minutes: one"), "utf-8")
    swapped = shelf.swap(site)
    assert (list(swapped.courses), swapped.digest) == (["later"], newer.digest)


def test_what_is_left_of_a_broken_list_makes_way_for_more_of_it(uncached: None, site: Flask, content: Path) -> None:
    file = content / "help.yaml"
    whole = file.read_text("utf-8")
    file.write_text(whole.replace("name:", "nam:", 2), "utf-8")
    assert list(shelf.standing(site).help) == ["web-page"]
    file.write_text(whole.replace("name:", "nam:", 1), "utf-8")
    swapped = shelf.swap(site)
    assert (list(swapped.help), dict(swapped.failing)) == (["in-school", "web-page"], {"help.yaml": False})


def test_the_course_in_memory_is_not_replaced_by_an_older_one_from_the_disk(
    site: Flask, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.standing(site)
    with monkeypatch.context() as full:
        full.setattr(Cache, "put", lambda *_: None)
        change(content, "title: ", "title: 새 ")
        newer = shelf.swap(site)
    change(content, "minutes: 1", "minutes: one")
    swapped = shelf.swap(site)
    assert (swapped.courses, swapped.digest) == (newer.courses, newer.digest)
