"""Covers and the quilt: the same everywhere, whole, and safe under a strict style policy."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from courses.web.covers import PALETTES, cover, quilt

FIRST_PATCH = ("#183f76", [(30, 36), (33, 56), (0, 56), (0, 31)])
SLUGS = ["stepping-in", "consent-and-photos", "law", "help-and-deletion", "동의", "a"]


def pieces(svg: Markup) -> list[tuple[str, list[tuple[float, float]]]]:
    """Fill and corners of every patch, outlines left out."""
    found = []
    for path in ET.fromstring(svg).iter("path"):
        if fill := path.get("fill"):
            corners = [tuple(map(float, pair.split())) for pair in path.attrib["d"].strip("Mz").split("L")]
            found.append((fill, corners))
    return found


def area(corners: list[tuple[float, float]]) -> float:
    following = corners[1:] + corners[:1]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(corners, following, strict=True))) / 2


def outlines(svg: Markup) -> int:
    return sum(path.get("class") == "gap" for path in ET.fromstring(svg).iter("path"))


def test_a_cover_is_drawn_by_its_slug_and_nothing_else() -> None:
    assert cover("stepping-in", 56, 56) == cover("stepping-in", 56, 56)
    assert len({cover(slug, 480, 300) for slug in SLUGS}) == len(SLUGS)


def test_the_first_patch_of_a_known_slug_never_changes() -> None:
    fill, corners = pieces(cover("stepping-in", 56, 56))[0]
    assert (fill, corners) == FIRST_PATCH


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize(("width", "height"), [(56, 56), (480, 300), (297, 40)])
def test_the_patches_cover_the_whole_field(slug: str, width: int, height: int) -> None:
    assert sum(area(corners) for _, corners in pieces(cover(slug, width, height))) == pytest.approx(
        width * height, rel=0.02
    )


@pytest.mark.parametrize("slug", SLUGS)
def test_all_colours_of_a_cover_come_from_one_palette(slug: str) -> None:
    used = {fill for fill, _ in pieces(cover(slug, 480, 300))}
    assert [palette for palette in PALETTES if used <= set(palette)]


@pytest.mark.parametrize("slug", SLUGS)
def test_no_patch_has_the_colour_of_the_one_before(slug: str) -> None:
    fills = [fill for fill, _ in pieces(cover(slug, 480, 300))]
    assert [a for a, b in pairwise(fills) if a == b] == []


@pytest.mark.parametrize("svg", [cover('"><script>', 56, 56), quilt(['"><script>', "b"], 5)])
def test_nothing_in_the_drawing_needs_an_inline_style_or_an_id(svg: Markup) -> None:
    names = {name for element in ET.fromstring(svg).iter() for name in element.attrib}
    assert names & {"style", "id", "onload", "href"} == set()
    assert "script" not in svg


def test_a_cover_weighs_about_as_much_as_planned() -> None:
    assert max(len(cover(slug, 56, 56)) for slug in SLUGS) < 1_400
    assert max(len(cover(slug, 480, 300)) for slug in SLUGS) < 4_000


@pytest.mark.parametrize(("done", "total"), [(0, 1), (1, 1), (2, 4), (3, 6), (7, 7)])
def test_the_quilt_outlines_exactly_what_is_still_open(done: int, total: int) -> None:
    svg = quilt([f"m{n}" for n in range(done)], total)
    assert len(ET.fromstring(svg).findall("g")) == done
    assert outlines(svg) == total - done


def test_the_tiles_of_a_full_quilt_cover_the_cloth() -> None:
    svg = quilt(["a", "b", "c", "d", "e", "f"], 6)
    _, _, width, height = map(float, re.findall(r"[\d.]+", ET.fromstring(svg).attrib["viewBox"]))
    assert sum(area(corners) for _, corners in pieces(svg)) == pytest.approx(width * height, rel=0.02)


def test_more_done_than_asked_for_is_drawn_whole() -> None:
    assert outlines(quilt(["a", "b", "c"], 2)) == 0
    assert len(ET.fromstring(quilt(["a", "b", "c"], 2)).findall("g")) == 3


def test_nothing_to_join_draws_nothing() -> None:
    assert quilt([], 0) == ""
