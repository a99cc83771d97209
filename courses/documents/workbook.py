"""Tables as files: CSV that spreadsheets open with Korean intact, and XLSX; the only place that writes either."""

import csv
import io
from collections.abc import Iterable, Sequence

Cell = str | int
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
"""First signs that make a spreadsheet calculate; some read the full-width ones the same way."""
WIDEST = 60


def csv_bytes(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The rows as CSV: UTF-8 with a byte order mark, lines ending in CR LF, no cell that calculates."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(rows: Sequence[Sequence[Cell]], sheet: str) -> bytes:
    """The rows as a workbook of one sheet: first row bold and fixed, texts as texts, numbers as numbers."""
    import xlsxwriter  # noqa: PLC0415 - forty modules that only who asks for a workbook waits for

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        page = workbook.add_worksheet(sheet)
        bold = workbook.add_format({"bold": True, "bottom": 1})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                safe = guarded(cell)
                write = page.write_string if isinstance(safe, str) else page.write_number
                write(number, column, safe, None if number else bold)
        page.freeze_panes(1, 0)
        for column, width in enumerate(_widths(rows)):
            page.set_column(column, column, width)
    return out.getvalue()


def guarded(cell: Cell) -> Cell:
    """The cell as it may be written: a text that would calculate gets an apostrophe before it."""
    if isinstance(cell, str) and cell.startswith(RISKY):
        return f"'{cell}"
    return cell


def _widths(rows: Sequence[Sequence[Cell]]) -> list[int]:
    """The width of each column in digits; a Korean syllable takes two."""
    widths: list[int] = []
    for row in rows:
        for column, cell in enumerate(row):
            wide = sum(2 if ord(sign) > 0x1100 else 1 for sign in str(cell)) + 2
            if column == len(widths):
                widths.append(wide)
            widths[column] = min(WIDEST, max(widths[column], wide))
    return widths
