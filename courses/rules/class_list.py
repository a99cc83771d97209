"""The cells of a class list read into rows of name, code and unit, each fault at its row."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

MOST_ROWS = 5000
LONGEST_NAME = 60
LONGEST_CODE = 40

COLUMNS = ("name", "code", "unit")
"""The columns, in the order they have when the list has no header."""

HEADERS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("이름", "성명", "name", "fullname"), "name")
    | dict.fromkeys(("번호", "학번", "코드", "교번", "출석번호", "code", "number", "no", "no."), "code")
    | dict.fromkeys(("소속", "반", "학급", "단위", "부서", "unit", "class"), "unit")
)

RESIDENT_NUMBER = re.compile(r"(?<![0-9+])[0-9]{6}\W{0,3}[0-9][0-9*]{6}(?![0-9])")
"""Six digits and seven, the last six perhaps starred; a leading + is a telephone number."""

INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
JOINERS = frozenset("\u200c\u200d")
"""Invisible signs that some scripts need to write a name."""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person of the list; `number` counts the rows of the file from 1, `unit` may be ''."""

    number: int
    name: str
    code: str
    unit: str


@dataclass(frozen=True, slots=True, order=True)
class RowRefusal:
    """Why a row cannot be taken (row 1 where it is the whole list), with what goes into the sentence."""

    row: int
    code: str
    values: Mapping[str, str | int] = field(default_factory=lambda: MappingProxyType({}), compare=False)


@dataclass(frozen=True, slots=True)
class ParsedList:
    """The rows that could be read, and the refusals of the others."""

    rows: tuple[RosterRow, ...]
    refusals: tuple[RowRefusal, ...]


@dataclass(frozen=True, slots=True)
class KeptCells:
    """The cells that a list is read from, rows in their places, and the columns left out: number from 1 and heading.

    The heading is '' where there is none, or where it must not be shown.
    """

    cells: tuple[tuple[str, ...], ...]
    dropped: tuple[tuple[int, str], ...]


def parse_rows(cells: Sequence[Sequence[str]]) -> ParsedList:
    """Rows of a file to rows of a list: the first row that is not blank may name the columns, blank rows are skipped.

    Cells are taken as text whatever they look like. Names and units become NFC, codes NFKC, white space one space.
    Refused are: missing_name, missing_code, bad_code (over 40 signs, or without letter and digit), name_too_long,
    control_character, looks_like_resident_number (in any column, also one of no interest, which is then told by its
    number, and in the header; the number itself is not repeated in the refusal), and as a whole list missing_column,
    duplicate_column, too_many_rows (over 5,000). Source for resident numbers: 개인정보 보호법 제24조의2.
    """
    filled = _filled(cells)
    columns: Sequence[str] = COLUMNS
    rows: list[RosterRow] = []
    refusals: list[RowRefusal] = []
    if filled and (named := _header(filled[0][1])):
        at, heads = filled.pop(0)
        columns = named
        refusals.extend(_unread_numbers(at, heads, columns))
        if fault := _header_fault(named):
            code, column = fault
            return ParsedList((), (*refusals, RowRefusal(at, code, {"column": column})))
    if len(filled) > MOST_ROWS:
        return ParsedList((), (RowRefusal(filled[MOST_ROWS][0], "too_many_rows", {"most": MOST_ROWS}),))
    for number, row in filled:
        row_faults = [*_faults(number, read := _read(number, row, columns)), *_unread_numbers(number, row, columns)]
        refusals.extend(row_faults)
        if not row_faults:
            rows.append(read)
    return ParsedList(tuple(rows), tuple(refusals))


def kept_cells(cells: Sequence[Sequence[str]]) -> KeptCells:
    """What of a list may be carried on and shown again: its used columns, without cells that hold a resident number."""
    filled = _filled(cells)
    named = _header(filled[0][1]) if filled else []
    heads = [_tidy(cell) for cell in filled[0][1]] if named else []
    used = {at for at, column in enumerate(named or COLUMNS) if column}
    widest = max((len(row) for _, row in filled), default=0)
    dropped = [
        at
        for at in range(widest)
        if at not in used and any(_tidy(cell) for _, row in filled for cell in row[at : at + 1])
    ]
    return KeptCells(
        tuple(
            tuple("" if is_resident_number(cell) else cell for at, cell in enumerate(row) if at in used)
            for row in cells
        ),
        tuple((at + 1, "".join(head for head in heads[at : at + 1] if not is_resident_number(head))) for at in dropped),
    )


def is_resident_number(text: str) -> bool:
    """Whether the text holds what looks like a resident number, in whatever width, with or without hidden signs."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) not in INVISIBLE)
    return RESIDENT_NUMBER.search(unicodedata.normalize("NFKC", seen)) is not None


def _filled(cells: Sequence[Sequence[str]]) -> list[tuple[int, Sequence[str]]]:
    return [(number, row) for number, row in enumerate(cells, 1) if any(_tidy(cell) for cell in row)]


def _unread_numbers(number: int, row: Sequence[str], columns: Sequence[str]) -> list[RowRefusal]:
    """A refusal for each cell of no interest that holds a resident number."""
    return [
        RowRefusal(number, "looks_like_resident_number", {"column": str(at)})
        for at, cell in enumerate(row, 1)
        if not "".join(columns[at - 1 : at]) and is_resident_number(cell)
    ]


def _header(row: Sequence[str]) -> list[str]:
    """The column each cell names ('' for one of no interest), or nothing when the row is no header."""
    named = [HEADERS.get("".join(_tidy(cell).casefold().split()), "") for cell in row]
    return named if {"name", "code"} & set(named) else []


def _header_fault(named: list[str]) -> tuple[str, str] | None:
    for column in COLUMNS:
        if named.count(column) > 1:
            return "duplicate_column", column
        if column != "unit" and column not in named:
            return "missing_column", column
    return None


def _read(number: int, row: Sequence[str], columns: Sequence[str]) -> RosterRow:
    found = {column: _tidy(cell) for column, cell in zip(columns, row, strict=False) if column}
    code = _tidy(unicodedata.normalize("NFKC", found.get("code", "")))
    return RosterRow(number, found.get("name", ""), code, found.get("unit", ""))


def _faults(number: int, row: RosterRow) -> list[RowRefusal]:
    faults: list[RowRefusal] = []
    for column, text in zip(COLUMNS, (row.name, row.code, row.unit), strict=True):
        hidden = [sign for sign in text if unicodedata.category(sign) in INVISIBLE and sign not in JOINERS]
        if hidden:
            values = {"column": column, "sign": f"U+{ord(hidden[0]):04X}"}
            faults.append(RowRefusal(number, "control_character", values))
        elif is_resident_number(text):
            faults.append(RowRefusal(number, "looks_like_resident_number", {"column": column}))
    if not row.name:
        faults.append(RowRefusal(number, "missing_name"))
    elif len(row.name) > LONGEST_NAME:
        faults.append(RowRefusal(number, "name_too_long", {"most": LONGEST_NAME}))
    if not row.code:
        faults.append(RowRefusal(number, "missing_code"))
    elif len(row.code) > LONGEST_CODE or not any(sign.isalnum() for sign in row.code):
        faults.append(RowRefusal(number, "bad_code", {"most": LONGEST_CODE}))
    return faults


def _tidy(cell: str) -> str:
    """NFC, no white space at the ends, single spaces within; other control signs stay to be refused."""
    text = unicodedata.normalize("NFC", cell.removeprefix("\ufeff")).strip()
    return re.sub(r"[^\S\t\n\v\f\r\x1c-\x1f\x85]+", " ", text)
