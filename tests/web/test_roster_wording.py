"""Every refusal of a class list has a sentence that says what to do, in both languages."""

import re
from pathlib import Path

import pytest

from courses.commands.people import english, korean
from courses.documents import class_list_file
from courses.foundation.settings import ROOT
from courses.rules.class_list import COLUMNS
from courses.rules.roster import ActionKind, RowRefusal
from courses.web.roster_wording import action_name, column_name, file_problem, refusal_text

RULES = ("class_list.py", "roster.py")
VALUES = {"most": 40, "column": "code", "sign": "U+0007", "code": "7", "row": 3, "unit": "1반"}
CODES = sorted(
    {
        code
        for name in RULES
        for code in re.findall(
            r'"((?:missing|bad|name|control|looks|duplicate|too|code|unknown)_[a-z_]+)"',
            (ROOT / "courses" / "rules" / name).read_text(),
        )
    }
    | {"not_yours"}
)
REASONS = sorted(set(re.findall(r'reason="([a-z_]+)"', Path(class_list_file.__file__).read_text())))


def test_the_codes_and_reasons_of_the_code_are_found() -> None:
    assert (len(CODES), len(REASONS)) == (14, 9)


@pytest.mark.parametrize("code", CODES)
def test_each_refusal_has_a_sentence_in_both_languages(code: str) -> None:
    refusal = RowRefusal(2, code, VALUES)
    said = [refusal_text(refusal, say) for say in (korean, english)]
    assert [bool(re.search("[가-힣]", re.sub("1반", "", one))) for one in said] == [True, False]
    assert [one.endswith((".", "요.")) for one in said] == [True, True]


@pytest.mark.parametrize("reason", REASONS)
def test_each_unreadable_file_has_a_sentence_in_both_languages(reason: str) -> None:
    said = [file_problem(reason, say) for say in (korean, english)]
    assert [bool(re.search("[가-힣]", one)) for one in said] == [True, False]


def test_a_number_is_named_once_and_units_go_by_one_word() -> None:
    said = {code: refusal_text(RowRefusal(2, code, VALUES | {"code": "90006", "row": 4}), korean) for code in CODES}
    assert said["duplicate_code"].startswith("90006번이 4번째 줄에도 있습니다")
    assert [one for one in said.values() if "단위" in one or "번호 90006번" in one] == []


def test_a_column_that_is_not_read_goes_by_its_number() -> None:
    assert [column_name("3", say) for say in (korean, english)] == ["3번째", "no. 3"]


def test_columns_and_steps_have_names_in_both_languages() -> None:
    assert [column_name(one, english) for one in COLUMNS] == ["Name", "Number", "Unit"]
    assert len({action_name(kind, english) for kind in ActionKind}) == 4
