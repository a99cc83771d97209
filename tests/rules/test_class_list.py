"""How the cells of a class list are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.class_list import MOST_ROWS, RosterRow, is_resident_number, kept_cells, parse_rows

from .making import examples

cell = st.one_of(st.text(max_size=12), st.sampled_from(["", " ", "이름", "code", "김민지", "12", "900101-1234567"]))


def read(*rows: list[str]) -> list[tuple[str, str, str]]:
    return [(row.name, row.code, row.unit) for row in parse_rows(rows).rows]


def refused(*rows: list[str]) -> list[tuple[int, str, dict[str, str | int]]]:
    return [(one.row, one.code, dict(one.values)) for one in parse_rows(rows).refusals]


def test_without_a_header_columns_are_name_code_unit() -> None:
    assert read(["김민지", "7", "1학년/2반"], ["이서준", "8"]) == [("김민지", "7", "1학년/2반"), ("이서준", "8", "")]


@pytest.mark.parametrize(
    "header",
    [
        ["소속", "이름", "번호"],
        ["반", "성명", "학번"],
        ["단위", " 이 름 ", "코드"],
        ["Unit", "NAME", "Code"],
        ["\ufeff학급", "Full name", "No."],
    ],
)
def test_a_header_in_korean_or_english_orders_the_columns(header: list[str]) -> None:
    assert read(header, ["1반", "김민지", "7"]) == [("김민지", "7", "1반")]


def test_columns_of_no_interest_are_not_read() -> None:
    assert read(["이름", "생일", "번호"], ["김민지", "비밀", "7"]) == [("김민지", "7", "")]


def test_rows_keep_the_number_they_have_in_the_file() -> None:
    parsed = parse_rows([["", ""], ["이름", "번호"], [], ["김민지", "7"], [" ", ""], ["이서준", "8"]])
    assert parsed.rows == (RosterRow(4, "김민지", "7", ""), RosterRow(6, "이서준", "8", ""))


def test_an_empty_list_has_no_rows() -> None:
    assert (read(), refused(), read(["이름", "번호"])) == ([], [], [])


def test_names_are_trimmed_and_composed() -> None:
    assert read(["\u00a0\u1100\u1175\u11b7  민\u3000지\n", " ７ "]) == [("김 민 지", "7", "")]


@pytest.mark.parametrize("text", ["=SUM(A1)", "+82", "-1", "@home"])
def test_a_cell_that_looks_like_a_formula_is_text(text: str) -> None:
    assert read([text, "7"], ["김민지", f"{text}9"]) == [(text, "7", ""), ("김민지", f"{text}9", "")]


@pytest.mark.parametrize(
    ("row", "code", "values"),
    [
        (["", "7"], "missing_name", {}),
        (["김민지", ""], "missing_code", {}),
        (["김민지"], "missing_code", {}),
        (["김" * 61, "7"], "name_too_long", {"most": 60}),
        (["김민지", "7" * 41], "bad_code", {"most": 40}),
        (["김민지", "--"], "bad_code", {"most": 40}),
        (["김\x00민지", "7"], "control_character", {"column": "name", "sign": "U+0000"}),
        (["김\t민지", "7"], "control_character", {"column": "name", "sign": "U+0009"}),
        (["김민지", "7\u200b8"], "control_character", {"column": "code", "sign": "U+200B"}),
        (["김민지", "7", "1반\u202e"], "control_character", {"column": "unit", "sign": "U+202E"}),
        (["김민지", "900101-1234567"], "looks_like_resident_number", {"column": "code"}),
        (["김민지", "９００１０１\u2013１２３４５６７"], "looks_like_resident_number", {"column": "code"}),
        (["김민지", "9001011234567"], "looks_like_resident_number", {"column": "code"}),
        (["김민지", "900101 - 1******"], "looks_like_resident_number", {"column": "code"}),
        (["김민지 900101-1234567", "7"], "looks_like_resident_number", {"column": "name"}),
        (["김민지", "7", "900101-1234567"], "looks_like_resident_number", {"column": "unit"}),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(row: list[str], code: str, values: dict[str, str | int]) -> None:
    assert refused(["이서준", "1"], row) == [(2, code, values)]
    assert read(["이서준", "1"], row) == [("이서준", "1", "")]


@pytest.mark.parametrize("code", ["010-1234-5678", "+8613800138000", "+82-10-1234-5678", "12345678901234", "240101-12"])
def test_telephone_numbers_and_other_long_codes_are_taken(code: str) -> None:
    assert read(["김민지", code]) == [("김민지", code, "")]


def test_a_name_of_sixty_signs_and_a_code_of_forty_are_taken() -> None:
    assert read(["김" * 60, "a" * 40]) == [("김" * 60, "a" * 40, "")]


def test_joiners_that_some_names_need_are_taken() -> None:
    assert read(["नर्\u200dमदा", "7"]) == [("नर्\u200dमदा", "7", "")]


def test_every_fault_of_a_row_is_told() -> None:
    assert [code for _, code, _ in refused(["", "", "1반\x07"])] == [
        "control_character",
        "missing_name",
        "missing_code",
    ]


@pytest.mark.parametrize(("header", "column"), [(["이름", "반"], "code"), (["반", "번호"], "name")])
def test_a_header_without_name_or_code_is_refused(header: list[str], column: str) -> None:
    assert refused(header, ["x", "y"]) == [(1, "missing_column", {"column": column})]
    assert read(header, ["x", "y"]) == []


@pytest.mark.parametrize(
    ("header", "column"),
    [
        (["이름", "번호", "학번"], "code"),
        (["이름", "name", "번호"], "name"),
        (["반", "반", "이름", "번호"], "unit"),
    ],
)
def test_a_header_naming_a_column_twice_is_refused(header: list[str], column: str) -> None:
    assert refused([], header) == [(2, "duplicate_column", {"column": column})]


def test_a_list_may_have_five_thousand_rows_and_not_one_more() -> None:
    rows = [["이름", "번호"], *(["김민지", str(number)] for number in range(MOST_ROWS))]
    assert len(read(*rows)) == MOST_ROWS
    assert refused(*rows, ["김민지", "x"]) == [(MOST_ROWS + 2, "too_many_rows", {"most": MOST_ROWS})]
    assert read(*rows, ["김민지", "x"]) == []


def test_a_refusal_never_repeats_a_resident_number() -> None:
    assert "1234567" not in repr(parse_rows([["900101-1234567", "900101-1234567", "900101-1234567"]]))


@pytest.mark.parametrize(
    ("rows", "row", "column"),
    [
        ([["이름", "번호", "주민등록번호"], ["새봄 마", "90022", "100304-3123456"]], 2, "3"),
        ([["새봄 마", "90022", "1반", "", "100304-3123456"]], 1, "5"),
        ([["이름", "번호", "비고"], ["새봄 마", "90022", "1003\u200b04-3123456"]], 2, "3"),
        ([["이름", "번호", "100304-3123456"], ["새봄 마", "90022"]], 1, "3"),
    ],
)
def test_a_resident_number_in_a_column_of_no_interest_is_refused(rows: list[list[str]], row: int, column: str) -> None:
    assert refused(*rows) == [(row, "looks_like_resident_number", {"column": column})]


def test_a_resident_number_in_a_header_without_codes_is_told_too() -> None:
    codes = [code for _, code, _ in refused(["이름", "100304-3123456"], ["새봄 마", "90022"])]
    assert codes == ["looks_like_resident_number", "missing_column"]


def test_only_the_used_columns_are_kept_and_rows_stay_in_their_places() -> None:
    kept = kept_cells([[], ["생년월일", "번호", "이름"], ["2010-03-04", "7", "김민지"], ["", "8"]])
    assert kept.cells == ((), ("번호", "이름"), ("7", "김민지"), ("8",))
    assert kept.dropped == ((1, "생년월일"),)


def test_without_a_header_the_first_three_columns_are_kept() -> None:
    kept = kept_cells([["김민지", "7", "", "", "비고"], ["이서준", "8"]])
    assert (kept.cells, kept.dropped) == ((("김민지", "7", ""), ("이서준", "8")), ((5, ""),))
    assert kept_cells([]).cells == ()


def test_what_is_kept_holds_no_resident_number() -> None:
    kept = kept_cells([["이름", "번호", "100304-3123456"], ["김민지", "1003\u200b04-3123456", "100304-3123456"]])
    assert (kept.cells, kept.dropped) == ((("이름", "번호"), ("김민지", "")), ((3, ""),))


@given(st.lists(st.lists(cell, max_size=5), max_size=6))
@examples(100)
def test_what_is_kept_of_a_list_that_is_taken_reads_as_the_same_people(rows: list[list[str]]) -> None:
    parsed = parse_rows(rows)
    kept = kept_cells(rows).cells
    assert not any(is_resident_number(text) for row in kept for text in row)
    assert parsed.refusals or parse_rows(kept).rows == parsed.rows


@given(st.lists(st.lists(cell, max_size=5), max_size=8))
@examples(150)
def test_every_row_that_is_not_blank_is_read_or_refused(rows: list[list[str]]) -> None:
    parsed = parse_rows(rows)
    accounted = {row.number for row in parsed.rows} | {one.row for one in parsed.refusals}
    filled = [number for number, row in enumerate(rows, 1) if any(text.removeprefix("\ufeff").strip() for text in row)]
    whole_list = {one.code for one in parsed.refusals} & {"missing_column", "duplicate_column"}
    assert whole_list or accounted in (set(filled), set(filled[1:]))
    assert not {row.number for row in parsed.rows} & {one.row for one in parsed.refusals}


@given(st.lists(st.lists(cell, max_size=3), max_size=6))
@examples(100)
def test_what_was_read_is_read_the_same_again(rows: list[list[str]]) -> None:
    first = [["이름", "번호", "소속"], *([row.name, row.code, row.unit] for row in parse_rows(rows).rows)]
    assert read(*first) == [(row[0], row[1], row[2]) for row in first[1:]]
