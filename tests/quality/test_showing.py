"""What was measured stands between its marks: a whole run takes the place of everything, a part again only of parts."""

from pathlib import Path

import pytest

from quality import showing
from quality.bars import Requirement
from quality.judging import Line
from quality.showing import show, show_again

COMMON = {"length": "long", "at": "now", "machine": "here"}


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "page.md"
    marks = [*showing.WHOLE, *showing.AGAIN]
    file.write_text("\n".join(["# Before", *marks[:2], "between", *marks[2:], "after"]) + "\n", "utf-8")
    monkeypatch.setattr(showing, "PAGE", file)
    return file


def line(name: str, failed: int) -> Line:
    return Line(Requirement(name, "holds", ("tests/",)), 3, failed, ())


def test_a_part_that_was_run_again_stands_below_the_whole_until_the_next_whole_run(page: Path) -> None:
    empty = page.read_text("utf-8")
    show([line("R1", 0), line("R8", 1)], [], COMMON, ["security: pytest ended with 1"])
    whole = page.read_text("utf-8")
    assert "here: **R8 failed; security: pytest ended with 1**." in whole
    show_again([line("R8", 0)], COMMON, [])
    again = page.read_text("utf-8")
    assert "Run again afterwards, long form, now, here: all 1 requirements held." in again
    assert again.replace(again.partition(showing.AGAIN[0])[2].partition(showing.AGAIN[1])[0], "\n") == whole
    show_again([line("R8", 0)], COMMON, [])
    assert page.read_text("utf-8") == again
    show([line("R1", 0)], [], COMMON, [])
    assert "Run again" not in page.read_text("utf-8")
    assert page.read_text("utf-8").startswith("# Before\n")
    assert page.read_text("utf-8").endswith("after\n")
    assert empty.count("between") == page.read_text("utf-8").count("between")
