"""Class lists as they arrive: any encoding, any spreadsheet, and nothing that costs too much."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from courses.documents import class_list_file
from courses.documents.class_list_file import ClassListFile, read_again, read_file, read_text
from courses.foundation.errors import RosterUnreadable

LIST = "이름,번호\n김하나,0101\n"
CELLS = (("이름", "번호"), ("김하나", "0101"))


def workbook(*rows: list[object], formats: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell, shown in (formats or {}).items():
        book.active[cell].number_format = shown
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in parts.items():
            file.writestr(name, body)
    return out.getvalue()


def reason(content: bytes) -> object:
    with pytest.raises(RosterUnreadable) as caught:
        read_file(content)
    return caught.value.values["reason"]


@pytest.mark.parametrize(
    ("written", "found"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("cp949", "cp949"), ("utf-16", "utf-16")],
)
def test_a_csv_file_is_read_in_the_encoding_it_was_written_in(written: str, found: str) -> None:
    assert read_file(LIST.encode(written)) == ClassListFile(CELLS, found, doubtful=False)


@pytest.mark.parametrize(("written", "text", "found"), [("gb18030", "王张,1", "cp949"), ("cp1252", "José,1", "cp1252")])
def test_a_short_list_in_another_encoding_is_doubtful(written: str, text: str, found: str) -> None:
    read = read_file(text.encode(written))
    assert (read.encoding, read.doubtful) == (found, True)


def test_a_list_without_signs_beyond_ascii_is_not_doubtful() -> None:
    assert read_file(b"Alex,1\n").doubtful is False


def test_doubtful_cells_are_read_again_as_what_is_chosen() -> None:
    read = read_file("张三,1\n".encode("gb18030"))
    assert read_again(read.cells, read.encoding, "gb18030").cells == (("张三", "1"),)


def test_cells_that_cannot_be_read_as_what_is_chosen_are_refused() -> None:
    with pytest.raises(RosterUnreadable):
        read_again((("é가", "1"),), "utf-8", "shift_jis")


def test_cells_stay_as_they_are_for_an_encoding_that_was_not_offered() -> None:
    assert read_again(CELLS, "utf-8", "rot13").cells == CELLS
    assert read_again(CELLS, "", "cp949").cells == CELLS


@pytest.mark.parametrize("separator", ["\t", ",", ";"])
def test_pasted_columns_are_parted_by_tabs_commas_or_semicolons(separator: str) -> None:
    assert read_text(f"이름{separator}번호\r\n김하나{separator}0101\r\n").cells == CELLS


def test_rows_keep_their_numbers_where_lines_are_blank() -> None:
    assert read_text("\n김하나,1\n\n이두리,2").cells == ((), ("김하나", "1"), (), ("이두리", "2"))


def test_a_workbook_is_read_as_its_writer_saw_it() -> None:
    body = workbook(["이름", "번호"], ["김하나", 7], ["이두리", 8.0], ["박세라", 1.5], [None, True], [date(2026, 3, 2)])
    rows = (
        ("이름", "번호"),
        ("김하나", "7"),
        ("이두리", "8"),
        ("박세라", "1.5"),
        ("", "True"),
        ("2026-03-02 00:00:00",),
    )
    assert read_file(body) == ClassListFile(rows, "", doubtful=False)


def test_zeros_that_a_number_format_puts_before_a_code_are_kept() -> None:
    assert read_file(workbook(["김하나", 7], formats={"B1": "00000"})).cells == (("김하나", "00007"),)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"\xd0\xcf\x11\xe0rest", "old_workbook"),
        (b"PK\x03\x04 torn", "broken_workbook"),
        (b"\x81\xff\xfd", "encoding"),
        (b"\xff\xfe\x00", "encoding"),
        (b"a,b\0c", "not_a_list"),
        (b"a," * 40, "too_many_columns"),
        (b"a\n" * 6001, "too_many_rows"),
        (b"a" * 401, "long_cell"),
        (b'a,"' + b"b" * 140_000, "not_a_list"),
        (archive(a=b"b"), "broken_workbook"),
        (archive(a=b"<!DOCTYPE x>"), "broken_workbook"),
        (archive(a=b"<\0!\0D\0O\0C\0T\0Y\0P\0E"), "broken_workbook"),
        (archive(a=b"\0" * (33 * 1024 * 1024)), "too_large"),
        (archive(**{str(number): b"" for number in range(501)}), "too_large"),
    ],
)
def test_what_is_no_list_is_refused_and_why(content: bytes, why: str) -> None:
    assert reason(content) == why


def test_a_workbook_with_a_password_is_refused() -> None:
    body = bytearray(archive(a=b"b"))
    body[6] |= 1
    at = body.index(b"PK\x01\x02")
    body[at + 8] |= 1
    assert reason(bytes(body)) == "old_workbook"


def test_a_file_that_is_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_list_file, "LARGEST_FILE", 10)
    assert reason(b"a" * 11) == "too_large"


def test_a_workbook_of_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_list_file, "MOST_ROWS", 2)
    assert reason(workbook(["a"], ["b"], ["c"], ["d"])) == "too_many_rows"


def test_pasted_text_with_a_null_sign_is_refused() -> None:
    with pytest.raises(RosterUnreadable):
        read_text("a\0b")
