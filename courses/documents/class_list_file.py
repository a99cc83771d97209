"""A class list as it arrives: CSV or XLSX of any make, read into cells of text, with limits on what it may cost."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from courses.documents.unpacking import unpacked
from courses.foundation.errors import RosterUnreadable

LARGEST_FILE = 2 * 1024 * 1024
MOST_ROWS = 6000
MOST_COLUMNS = 30
LONGEST_CELL = 400

ENCODINGS = ("utf-8", "cp949", "gb18030", "shift_jis", "cp1252")
"""What a text can be read as when it was not what it seemed; '' stands for a workbook, which says so itself."""

Cells = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ClassListFile:
    """Rows of cells, what the text was read as, and whether that is doubtful: signs beyond ASCII but no Hangul."""

    cells: Cells
    encoding: str
    doubtful: bool


def read_file(content: bytes) -> ClassListFile:
    """Read a file by what it holds, whatever its name says.

    Raises RosterUnreadable with the reason: empty, too_large, old_workbook, broken_workbook, encoding, not_a_list,
    too_many_rows, too_many_columns, long_cell.
    """
    if not content.strip():
        raise RosterUnreadable(reason="empty")
    if len(content) > LARGEST_FILE:
        raise RosterUnreadable(reason="too_large")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise RosterUnreadable(reason="old_workbook")
    if content.startswith(b"PK\x03\x04"):
        return ClassListFile(_checked(_workbook_rows(content)), "", doubtful=False)
    text, encoding = decoded(content)
    return read_text(text, encoding)


def read_text(text: str, encoding: str = "utf-8") -> ClassListFile:
    """Read rows that were typed or pasted: columns parted by tabs, commas or semicolons. Raises RosterUnreadable."""
    if "\0" in text:
        raise RosterUnreadable(reason="not_a_list")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max("\t,;", key=first.count)
    try:
        cells = _checked(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise RosterUnreadable(reason="not_a_list") from error
    return ClassListFile(cells, encoding, doubtful=is_doubtful(cells))


def read_again(cells: Cells, encoding: str, wanted: str) -> ClassListFile:
    """The same cells read as another encoding; they stay as they are where that cannot be. Raises RosterUnreadable."""
    if encoding not in ENCODINGS or wanted not in ENCODINGS:
        return ClassListFile(cells, encoding, doubtful=is_doubtful(cells))
    try:
        again = tuple(tuple(cell.encode(encoding).decode(wanted) for cell in row) for row in cells)
    except UnicodeError as error:
        raise RosterUnreadable(reason="encoding") from error
    return ClassListFile(again, wanted, doubtful=True)


def decoded(content: bytes) -> tuple[str, str]:
    """The text and what it was read as: by its byte order mark, else UTF-8, else CP949. Raises RosterUnreadable.

    What is neither is read as Windows-1252, which is then doubtful and can be read again as something else.
    """
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    tries = ["utf-16"] if marked else ["utf-8-sig", "cp949", "cp1252"]
    for encoding in tries:
        try:
            return content.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeError:
            continue
    raise RosterUnreadable(reason="encoding")


def is_doubtful(cells: Iterable[Sequence[str]]) -> bool:
    """Whether there are signs beyond ASCII but no Hangul: a short list in the wrong encoding looks like that."""
    text = "".join(cell for row in cells for cell in row)
    hangul = any("가" <= sign <= "힣" or "ᄀ" <= sign <= "ᇿ" for sign in text)
    return not text.isascii() and not hangul


def _checked(rows: Iterable[Sequence[str]]) -> Cells:
    kept = []
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise RosterUnreadable(reason="too_many_rows")
        if len(row) > MOST_COLUMNS:
            raise RosterUnreadable(reason="too_many_columns")
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise RosterUnreadable(reason="long_cell")
        kept.append(tuple(row))
    return tuple(kept)


def _workbook_rows(content: bytes) -> list[tuple[str, ...]]:
    with unpacked(content) as plain:
        import openpyxl  # noqa: PLC0415 - 170 ms that only who brings in a workbook waits for

        try:
            workbook = openpyxl.load_workbook(plain, read_only=True, data_only=True, keep_links=False)
            sheet = workbook.worksheets[0]
            sheet.reset_dimensions()
            found = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
            return [_trimmed([_text(cell) for cell in row]) for row in islice(found, MOST_ROWS + 1)]
        except Exception as error:  # damaged parts make openpyxl and its XML reader raise whatever they meet
            raise RosterUnreadable(reason="broken_workbook") from error


def _text(cell: Any) -> str:
    """A cell as its reader saw it: whole numbers without `.0`, with the zeros that its format puts before them."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float):
        value = int(value) if value.is_integer() else value
    if isinstance(value, int) and not isinstance(value, bool):
        shown = str(cell.number_format)
        return str(value).zfill(len(shown)) if shown.strip("0") == "" else str(value)
    return str(value)


def _trimmed(row: list[str]) -> tuple[str, ...]:
    while row and not row[-1]:
        row.pop()
    return tuple(row)
