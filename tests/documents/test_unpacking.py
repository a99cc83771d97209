"""A workbook is unpacked within limits, whatever its directory says, and its parts are looked at before any reader."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from courses.documents import unpacking
from courses.documents.class_list_file import read_file
from courses.documents.unpacking import LARGEST, LONGEST, MOST_ELEMENTS, MOST_HELD, MOST_PARTS, unpacked
from courses.foundation.errors import RosterUnreadable
from tests.security.hostile_files import (
    MEBI,
    SHEET,
    SPACE,
    archive,
    bomb,
    changed,
    many,
    otherwise,
    row,
    sheet,
    workbook,
)


def reason(content: bytes) -> object:
    with pytest.raises(RosterUnreadable) as caught:
        unpacked(content)
    return caught.value.values["reason"]


def test_the_same_parts_come_out_unpacked() -> None:
    content = workbook()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(unpacked(content)) as after:
        assert {one: after.read(one) for one in after.namelist()} == {
            one: before.read(one) for one in before.namelist()
        }
        assert {one.compress_type for one in after.infolist()} == {zipfile.ZIP_STORED}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: bomb(SHEET), "too_large"),
        (lambda: archive({"a": bytes(LARGEST)}), None),
        (lambda: archive({"a": bytes(LARGEST), "b": b"x"}), "too_large"),
        (lambda: many(MOST_PARTS), None),
        (lambda: many(MOST_PARTS + 1), "too_large"),
        (lambda: bomb("a", told=100, honest=False), "broken_workbook"),
        (lambda: otherwise(zipfile.ZIP_BZIP2), "broken_workbook"),
        (lambda: otherwise(zipfile.ZIP_LZMA), "broken_workbook"),
        (lambda: workbook()[:900], "broken_workbook"),
    ],
    ids=["bomb", "largest", "larger", "many", "too many", "lie", "bzip2", "lzma", "cut"],
)
def test_a_directory_is_believed_in_nothing_but_its_limits(content: Callable[[], bytes], said: str | None) -> None:
    if said:
        assert reason(content()) == said
    else:
        unpacked(content())


def test_a_part_that_lies_is_unfolded_as_far_as_it_says_and_no_further() -> None:
    content = bomb("xl/more.xml", workbook(), told=100)
    tracemalloc.start()
    with zipfile.ZipFile(unpacked(content)) as after:
        assert after.read("xl/more.xml") == bytes(100)
    assert read_file(content).cells[0] == ("이름", "번호")
    largest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert largest < 30 * MEBI


CELL = "<c/>"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: sheet(row(CELL * (MOST_HELD - 3))), None),
        (lambda: sheet(row(CELL * (MOST_HELD - 2))), "too_large"),
        (lambda: sheet(row(CELL * (MOST_HELD - 3)) * 2), None),
        (lambda: sheet(row(CELL * (MOST_HELD // 2) + row(CELL * (MOST_HELD // 2)))), "too_large"),
        (lambda: sheet("<row/>" * (MOST_ELEMENTS - 2)), None),
        (lambda: sheet("<row/>" * (MOST_ELEMENTS - 1)), "too_large"),
        (lambda: sheet(f'<x:row xmlns:x="x">{CELL}</x:row>' * (MOST_HELD // 2)), "too_large"),
        (lambda: changed("xl/sharedStrings.xml", f"<sst {SPACE}>{'<si><t/></si>' * MOST_HELD}</sst>".encode()), None),
        (lambda: changed("xl/styles.xml", f"<x>{'<y/>' * MOST_HELD}".encode()), "too_large"),
        (lambda: changed("xl/styles.xml", f"<x>{'<y/>' * MOST_HELD}".encode("utf-16")), "too_large"),
        (lambda: sheet(f"<!--{'x' * (LONGEST // 2)}-->"), None),
        (lambda: sheet(f"<!--{'x' * (2 * LONGEST)}-->"), "too_large"),
        (lambda: sheet(f'<c t="{"x" * (2 * LONGEST)}"/>'), "too_large"),
        (lambda: changed(SHEET, b"<!--" + b"x" * (2 * LONGEST)), "too_large"),
        (lambda: sheet(f"<t>{'x' * (4 * LONGEST)}</t>"), None),
        (lambda: sheet("", head="<!DOCTYPE x>"), "broken_workbook"),
        (lambda: changed(SHEET, "<!DOCTYPE x><x/>".encode("utf-16")), "broken_workbook"),
        (lambda: changed("xl/media/image1.png", b"\x89PNG" + b"<" * MEBI), None),
        (lambda: changed("xl/drawings/vmlDrawing1.vml", b"<xml><br></xml>"), None),
        (lambda: changed("empty", b""), None),
    ],
)
def test_no_part_makes_a_reader_hold_or_look_for_too_much(content: Callable[[], bytes], said: str | None) -> None:
    if said:
        assert reason(content()) == said
    else:
        unpacked(content())


def test_of_two_parts_of_one_name_the_last_is_read() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        made.writestr("one", b"first")
        with pytest.warns(UserWarning, match="Duplicate name"):
            made.writestr("one", b"last")
    with zipfile.ZipFile(unpacked(kept.getvalue())) as after:
        assert {one: after.read(one) for one in after.namelist()} == {"one": b"last"}


@pytest.mark.parametrize("error", unpacking.DAMAGED)
def test_whatever_a_damaged_archive_raises_is_a_broken_workbook(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    content = workbook()
    monkeypatch.setattr(zipfile.ZipExtFile, "read", fail)
    assert reason(content) == "broken_workbook"
