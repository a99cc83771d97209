"""No text makes the catalog fall over, and every finding stands inside its file."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from courses.catalog.loader import load_catalog
from courses.catalog.pages import Excerpt, Faults, RawFile, page_of
from courses.catalog.places import find_blocks
from courses.catalog.scanner import scan_quiz
from courses.catalog.strict_yaml import read_settings
from courses.catalog.structure import Catalog
from tests.catalog.writing import HERE, LESSON, TODAY, monolingual

PIECES = [
    "## ", "### ", "- [ ] ", "- [x] ", "> ", "  > ", "= ", "~ ", "!= ", "1. ", "| a | b |", "|---|---|", "{#a}",
    "{.end}", "{weight=50}", "{#", "}", "///", "/// chat | x", "/// check | y", "    id: a", "//// scenario | z",
    "    start: a",
    "- [x](#a)", "```", "\n", "\n\n", "    ", "글", "(F1)", "[](help:x)", "![", "](media/a.png)", "<b>", "</b>", "**",
    "## 끝 {.after}", "/// note", "////", "{answer=true}", "{scale=5}", "A: ", "[^1]", "[^1]: ", ":   ", "\t",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40).map("".join)
YAML = [
    "a: ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "&x ",
    "*x",
    "!!str ",
    ": ",
    "\n",
    "  ",
    "'",
    '"',
    "no",
    "12:30",
    "|",
    "? ",
    "#",
]
yaml_texts = st.lists(st.sampled_from(YAML) | st.text(max_size=4), max_size=30).map("".join)


def inside(faults: Faults) -> bool:
    """Whether every finding stands on a line and in a column that exist."""
    return all(
        1 <= one.line <= len(faults.lines) and 1 <= one.column <= max(1, len(faults.lines[one.line - 1]))
        for one in faults.found
    )


def excerpt(text: str) -> tuple[Excerpt, Faults]:
    lines = tuple(text.split("\n"))
    return Excerpt(lines), Faults("x.md", lines)


@given(texts)
def test_the_scanner_takes_any_text(text: str) -> None:
    page, faults = excerpt(text)
    scan = scan_quiz(page, faults)
    assert inside(faults)
    assert all(1 <= item.line <= len(page.lines) for item in scan.items)


@given(texts)
def test_blocks_are_found_in_any_text(text: str) -> None:
    page, faults = excerpt(text)
    blocks = find_blocks(page, faults)
    assert inside(faults)
    assert all(one.line < one.body.first <= one.end for block in blocks for one in block.inside())


@given(yaml_texts)
def test_any_yaml_is_read_or_refused(text: str) -> None:
    _, faults = excerpt(text)
    settings_read = read_settings(text, faults)
    assert inside(faults)
    assert isinstance(settings_read.values, dict)


def test_yaml_too_deep_for_its_parser_is_refused() -> None:
    for text in ("[" * 60_000, "- " * 60_000, "? " * 60_000, "\n".join(" " * n + "a:" for n in range(400))):
        _, faults = excerpt(text)
        read_settings(text, faults)
        assert [one.code for one in faults.found] == ["F003"]


def test_what_may_not_be_written_may_not_be_spelt_out_in_yaml_either() -> None:
    _, faults = excerpt('title: "a"\nsummary: "b\\uFDD0c\\u202Ed"\n')
    read = read_settings('title: "a"\nsummary: "b\\uFDD0c"\n', faults)
    assert [(one.code, one.line, dict(one.values)) for one in faults.found] == [("C008", 2, {"name": "U+FDD0"})]
    assert read.values == {"title": "a", "summary": "b\ufffdc"}


def load(changes: dict[str, str]) -> Catalog:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "tiny"
        shutil.copytree(HERE / "tiny", root)
        for name in monolingual({}):
            (root / name).unlink()
        for name, text in changes.items():
            (root / name).write_text(text, "utf-8", newline="")
        return load_catalog(root, today=TODAY)


@settings(max_examples=120, deadline=None)
@given(texts, texts)
def test_loading_never_fails(lesson: str, quiz: str) -> None:
    changes = {"tiny/02-second/01-three.md": LESSON + lesson, "tiny/01-first/quiz.md": quiz}
    catalog = load(changes)
    for one in catalog.findings:
        text = changes.get(one.path.removeprefix("tiny/"))
        if text is not None:
            lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            assert 1 <= one.line <= len(lines)
            assert 1 <= one.column <= max(1, len(lines[one.line - 1]))


@settings(max_examples=60, deadline=None)
@given(texts)
def test_nothing_that_runs_gets_into_a_page(lesson: str) -> None:
    payload = f"{lesson}\n\n<script>alert(1)</script><img src=x onerror=alert(1)>\n\n[x](javascript:alert(1))"
    catalog = load({"tiny/02-second/01-three.md": LESSON + payload})
    assert dict(catalog.courses) == {}


@settings(max_examples=60, deadline=None)
@given(texts)
def test_a_translation_may_be_anything(translation: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "tiny"
        shutil.copytree(HERE / "tiny", root)
        front = "---\ntitle: a\nsummary: b\n---\n"
        (root / "tiny/01-first/02-two.en.md").write_text(front + translation, "utf-8", newline="")
        (root / "tiny/01-first/quiz.en.md").write_text(translation, "utf-8", newline="")
        assert load_catalog(root).digest


def test_a_sign_that_nobody_sees_hides_no_other_fault() -> None:
    page = page_of(RawFile("\u200b# \u202ea\n\n<b>b\x02\n".encode()), "a.md")
    assert [(one.code, one.line, one.column) for one in page.faults.found] == [("C008", 1, 1), ("C008", 3, 5)]
    assert page.whole.lines == ("# a", "", "<b>b", "")
    assert page_of(RawFile(b"\x02" + b"[" * 300), "a.md").whole.lines == ()
