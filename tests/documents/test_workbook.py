"""Files that leave the house: Korean stays intact, and no cell calculates."""

import csv
import io
import string

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.documents.workbook import csv_bytes, guarded, xlsx_bytes

ROWS = [["단위", "이수"], ["=1+1", 12], ["1학년", 0]]


def read_csv(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def read_xlsx(body: bytes) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(body)).worksheets[0].values)


@pytest.mark.parametrize("sign", list("=+-@\t\r\n\0＝＋－＠"))
def test_a_text_that_would_calculate_gets_an_apostrophe(sign: str) -> None:
    assert guarded(f"{sign}cmd") == f"'{sign}cmd"


def test_other_texts_and_numbers_stay_as_they_are() -> None:
    assert [guarded(cell) for cell in ("", "a=1", "1학년 -", -3)] == ["", "a=1", "1학년 -", -3]


@given(st.text(alphabet=string.printable + "＝가\0", min_size=1, max_size=8))
def test_no_written_cell_begins_with_a_sign_that_calculates(text: str) -> None:
    assert str(guarded(text))[0] not in "=+-@\t\r\n\0＝＋－＠"


def test_csv_opens_as_korean_in_spreadsheets_and_holds_the_rows() -> None:
    body = csv_bytes(ROWS)
    assert body[:3] == b"\xef\xbb\xbf"
    assert read_csv(body) == [["단위", "이수"], ["'=1+1", "12"], ["1학년", "0"]]


def test_a_workbook_holds_the_rows_numbers_as_numbers() -> None:
    assert read_xlsx(xlsx_bytes(ROWS, "이수 현황")) == [("단위", "이수"), ("'=1+1", 12), ("1학년", 0)]


def test_an_address_in_a_workbook_is_a_text_and_no_link() -> None:
    body = xlsx_bytes([["http://127.0.0.1/"]], "a")
    assert openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]["A1"].hyperlink is None
