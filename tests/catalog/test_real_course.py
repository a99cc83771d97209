"""The course that ships with the product passes its own checker."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from courses.catalog.loader import load_catalog
from courses.catalog.structure import Catalog, Module
from courses.foundation.vocabulary import ItemType

CONTENT = Path(__file__).parent.parent.parent / "content"
COURSE = "respect-upper-secondary"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The real content, its module 2 alone: what stands beside it has tests of its own."""
    root = tmp_path_factory.mktemp("real") / "content"
    shutil.copytree(CONTENT, root)
    for folder in (root / COURSE).iterdir():
        if folder.is_dir() and folder.name != "02-stepping-in":
            shutil.rmtree(folder)
    return load_catalog(root, today=date(2026, 11, 22))


@pytest.fixture(scope="module")
def module(catalog: Catalog) -> Module:
    """The module on stepping in."""
    found = catalog.courses[COURSE].module("stepping-in")
    assert found is not None
    return found


def test_it_has_no_finding(catalog: Catalog) -> None:
    assert [one for one in catalog.findings if one.path.startswith(f"content/{COURSE}/02-")] == []


def test_its_module_has_four_lessons_in_both_languages(module: Module) -> None:
    assert [one.slug for one in module.lessons] == ["early-signs", "ways-to-step-in", "friday-night", "already-posted"]
    assert [sorted(one.html) for one in module.lessons] == [["en", "ko"]] * 4


def test_its_quiz_draws_two_items_from_each_of_four_pools(module: Module) -> None:
    assert module.quiz is not None
    assert dict(module.quiz.draw) == {"belief": 2, "notice": 2, "step-in": 2, "act": 2}
    assert len(module.quiz.items) == 14


def test_its_matching_and_ordering_items_have_their_keys(module: Module) -> None:
    assert module.quiz is not None
    keys = {item.id: (item.type, item.key) for item in module.quiz.items}
    assert keys["match-way"] == (ItemType.MATCHING, "abcd")
    assert keys["slope"] == (ItemType.ORDERING, "abcde")
    assert keys["careful"] == (ItemType.TRUE_FALSE, "b")
    assert keys["afraid"] == (ItemType.MULTIPLE, "ac")


def test_its_session_plan_is_there(catalog: Catalog) -> None:
    session = catalog.courses[COURSE].session
    assert session is not None
    assert (session.minutes, sorted(session.html)) == (60, ["en", "ko"])


def test_no_page_of_it_holds_script_style_or_a_named_field(catalog: Catalog) -> None:
    course = catalog.courses[COURSE]
    pages = [html for module in course.modules for lesson in module.lessons for html in lesson.html.values()]
    assert [
        word for html in pages for word in ("<script", "style=", "<form", " name=", "onclick") if word in html
    ] == []


def test_the_scenario_begins_with_its_start_and_every_link_has_its_place(module: Module) -> None:
    html = module.lessons[2].html["ko"]
    steps = html.split('<section class="step')
    assert steps[1].startswith('" id="step-room">')
    targets = {part.split('"')[0] for part in html.split('href="#')[1:]}
    assert {target for target in targets if f'id="{target}"' not in html} == set()
