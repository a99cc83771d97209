"""Names and kinds of files that nobody expects: each is told, readably, and none stops the rest."""

import os
from pathlib import Path

import pytest

from courses.catalog.loader import load_catalog
from courses.catalog.ordinary_files import readable
from tests.catalog.writing import TODAY, desk


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("01-read.md", "01-read.md"),
        ("그림.png", "그림.png"),
        (os.fsdecode("그림.png".encode("cp949")), "그림.png"),
        (os.fsdecode(b"\xff.md"), "\\xff.md"),
    ],
)
def test_every_name_can_be_shown(name: str, shown: str) -> None:
    assert readable(name) == shown


def test_a_course_folder_whose_name_cannot_be_read_keeps_no_other_out(tmp_path: Path) -> None:
    root = desk(tmp_path, {})
    (root / os.fsdecode("과정".encode("cp949"))).mkdir()
    catalog = load_catalog(root, today=TODAY)
    assert ([(one.path, one.code) for one in catalog.findings], list(catalog.courses)) == (
        [("tiny/과정", "C032")],
        ["tiny"],
    )


def test_a_file_in_place_of_the_content_folder_holds_no_course(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a", "utf-8")
    found = load_catalog(tmp_path / "file", today=TODAY).findings
    assert [(one.path, one.code) for one in found] == [
        ("file", "C030"),
        ("file/help.yaml", "C005"),
        ("file/sources.yaml", "C005"),
    ]
