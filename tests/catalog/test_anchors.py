"""Links to places on other pages: they are there in the language of the link, or the author is told."""

from pathlib import Path

import pytest

from courses.catalog.children import build_apart
from courses.catalog.loader import load_catalog
from tests.catalog.examples_of_forms import READ, SHORT, TOP
from tests.catalog.writing import LESSON, TODAY, Change, desk, monolingual, told

ONE, TWO, THREE = "tiny/01-first/01-one", "tiny/01-first/02-two", "tiny/02-second/01-three"
HELP = "\n\n/// help\n    keys: [friend-line]\n///\n"
OWN = LESSON + "## 여기 {#here}\n\n글[^1]\n\n[^1]: 각주" + HELP


def anchors(folder: Path, changes: dict[str, Change]) -> list[str]:
    """Where links to places that are not there stand."""
    return [line.removesuffix(" L301") for line in told(folder, changes) if line.endswith("L301")]


@pytest.mark.parametrize("place", ["here", "fn:1", "%68ere"])
def test_a_place_of_another_lesson_can_be_linked_to(tmp_path: Path, place: str) -> None:
    link = LESSON + f"[글](../02-second/01-three.md#{place})\n"
    assert anchors(tmp_path, monolingual({f"{THREE}.md": OWN, f"{ONE}.md": link})) == []


@pytest.mark.parametrize("place", ["nope", "여기", "", "Here"])
def test_a_heading_without_that_name_in_braces_is_no_place(tmp_path: Path, place: str) -> None:
    link = LESSON + f"[글](02-two.md) [글](../02-second/01-three.md#{place})\n"
    assert anchors(tmp_path, monolingual({f"{THREE}.md": OWN, f"{ONE}.md": link})) == [f"{ONE}.md:5:20"]


def test_a_lesson_that_names_itself_is_looked_at_as_any_other(tmp_path: Path) -> None:
    links = OWN + "\n[가](01-three.md#here) [나](01-three.md#there)\n"
    assert anchors(tmp_path, monolingual({f"{THREE}.md": links})) == [f"{THREE}.md:15:27"]


def test_a_link_of_a_translation_leads_to_a_place_of_a_translation(tmp_path: Path) -> None:
    text = "---\ntitle: Here\n---\n## Here {#here}\n\ntext[^1]\n\n[^1]: note\n\n/// help\n///\n"
    unnamed = text.replace(" {#here}", "")
    link = {f"{TWO}.md": LESSON + "[글](../02-second/01-three.md#here)\n", f"{ONE}.md": LESSON, f"{ONE}.en.md": None}
    english = "---\ntitle: Two\n---\n[text](../02-second/01-three.md#here)\n"
    changes: dict[str, Change] = {**link, f"{TWO}.en.md": english, f"{THREE}.md": OWN}
    assert anchors(tmp_path / "a", {**changes, f"{THREE}.en.md": text}) == []
    assert anchors(tmp_path / "b", {**changes, f"{THREE}.en.md": unnamed}) == [f"{TWO}.en.md:4:8"]
    # without a translation a reader is led to the original
    assert anchors(tmp_path / "c", {**changes, f"{THREE}.en.md": None}) == []


def test_nothing_is_said_of_places_in_a_lesson_that_cannot_be_read(tmp_path: Path) -> None:
    link = LESSON + "[글](../02-second/01-three.md#here)\n"
    assert anchors(tmp_path, monolingual({f"{THREE}.md": b"\xff", f"{ONE}.md": link})) == []


def test_places_of_a_lesson_with_other_errors_are_known(tmp_path: Path) -> None:
    changes = monolingual({f"{THREE}.md": OWN.replace("minutes: 1\n", ""), f"{ONE}.md": LESSON + "[글](#a)\n"})
    links = "[글](../02-second/01-three.md#here) [글](../02-second/01-three.md#there)\n"
    assert anchors(tmp_path, {**changes, f"{ONE}.md": LESSON + links}) == [f"{ONE}.md:5:40"]


def test_a_module_of_one_file_has_the_places_before_its_first_lesson(tmp_path: Path) -> None:
    text = TOP + "## 먼저 {#first}\n\n" + READ.replace("글\n", "## 나중 {#later}\n\n글\n")
    links = " ".join(f"[글](../03-short.md#{place})" for place in ("first", "start", "later"))
    assert anchors(tmp_path, monolingual({SHORT: text, f"{ONE}.md": LESSON + links})) == [f"{ONE}.md:5:57"]


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("tiny/01-first/quiz.md", "## 물음 {#one}\n\n- [x] [글](01-one.md#no)\n- [ ] 나\n", "3:5"),
        (f"{TWO}.md", f'{LESSON[:-4]}summary: "[글](01-one.md#no)"\n---\n글\n', "4:5"),
        (f"{TWO}.md", f'{LESSON[:-4]}summary: "[글](#no)"\n---\n## 글 {{#no}}\n', "4:5"),
        ("tiny/letter.md", "---\ntitle: 편지\n---\n[글](01-first/01-one.md#no)\n", "4:5"),
        ("tiny/02-second/module.md", "---\ntitle: 가\nsummary: 나\nminutes: 1\n---\n[글](01-three.md#no)", "6:5"),
    ],
)  # fmt: skip
def test_links_of_every_page_are_looked_at(tmp_path: Path, file: str, text: str, place: str) -> None:
    assert anchors(tmp_path, monolingual({file: text})) == [f"{file}:{place}"]


def test_lessons_that_were_rendered_apart_are_known_to_each_other(tmp_path: Path) -> None:
    links = LESSON + "[글](../02-second/01-three.md#here) [글](../02-second/01-three.md#there)\n"
    root = desk(tmp_path, monolingual({f"{THREE}.md": OWN, f"{ONE}.md": links}))
    found = load_catalog(root, today=TODAY, builder=build_apart).findings
    assert [(one.line, one.column, one.values["target"]) for one in found if one.code == "L301"] == [(5, 40, "there")]
