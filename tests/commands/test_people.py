"""Class lists from the command line: shown in two languages, asked about, and written whole or not at all."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from courses.commands import people as command
from courses.foundation.database import db
from courses.foundation.errors import AlreadyThere
from courses.models.accounts import Account
from courses.rules.roster import Plan, RowRefusal
from tests.builders import School

GOOD = "이름,번호,소속\n김하나,777,Class 1\n이두리,778,\n"


def run(app: Flask, tmp_path: Path, text: str, *options: str, unit: int, typed: str = "") -> Result:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode("cp949"))
    result = app.test_cli_runner().invoke(
        args=["people", "import", str(path), "--unit", str(unit), *options], input=typed
    )
    db.session.remove()
    return result


def registered() -> int:
    return db.session.scalar(select(func.count()).where(Account.display_name.in_(["김하나", "이두리"]))) or 0


def test_a_list_is_written_after_yes(app: Flask, tmp_path: Path, school: School) -> None:
    result = run(app, tmp_path, GOOD, unit=school.units["school"], typed="y\n")
    assert (result.exit_code, registered()) == (0, 2)
    assert "cp949" in result.output
    assert "새로 등록 / Register: 2" in result.output
    assert "저장했습니다. / Written." in result.output


@pytest.mark.parametrize(("options", "typed", "code"), [(["--dry-run"], "", 0), ([], "n\n", 1)])
def test_nothing_is_written_by_a_dry_run_or_after_no(
    app: Flask, tmp_path: Path, school: School, options: list[str], typed: str, code: int
) -> None:
    result = run(app, tmp_path, GOOD, *options, unit=school.units["school"], typed=typed)
    assert (result.exit_code, registered(), "김하나" in result.output) == (code, 0, True)


def test_a_list_that_changes_nothing_is_not_asked_about(app: Flask, tmp_path: Path, school: School) -> None:
    result = run(app, tmp_path, "이름,번호,소속\nfirst1,f001,Class 1\n", unit=school.units["school"])
    assert (result.exit_code, "바뀐 것이 없습니다 / nothing changes" in result.output) == (0, True)
    assert "Write this?" not in result.output


def test_yes_asks_nothing(app: Flask, tmp_path: Path, school: School) -> None:
    result = run(app, tmp_path, GOOD, "--yes", unit=school.units["school"])
    assert (result.exit_code, registered(), "Write this?" in result.output) == (0, 2, False)


def test_a_refused_row_is_told_in_both_languages_and_nothing_is_written(
    app: Flask, tmp_path: Path, school: School
) -> None:
    result = run(app, tmp_path, f"{GOOD}누구,f001,Class 1\n", "--yes", unit=school.units["school"])
    assert (result.exit_code, registered()) == (1, 0)
    assert "code_conflict" in result.output
    assert "다른 사람이 쓰고 있습니다" in result.output
    assert "belongs to another person" in result.output


@pytest.mark.parametrize(("text", "said"), [(" ", "The list is empty"), ("a\0b", "cannot be read as a list")])
def test_a_file_that_is_no_list_is_refused(app: Flask, tmp_path: Path, school: School, text: str, said: str) -> None:
    result = run(app, tmp_path, text, unit=school.units["school"])
    assert (result.exit_code, said in result.output) == (1, True)


def test_an_unknown_unit_is_refused(app: Flask, tmp_path: Path, school: School) -> None:
    result = run(app, tmp_path, GOOD, unit=9999)
    assert (result.exit_code, "9999번 소속을 찾지 못했습니다. / There is no unit 9999" in result.output) == (1, True)


def test_people_who_were_just_brought_in_by_someone_else_are_refused(
    app: Flask, tmp_path: Path, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise AlreadyThere

    monkeypatch.setattr(command, "take_over", refuse)
    result = run(app, tmp_path, GOOD, "--yes", unit=school.units["school"])
    assert (result.exit_code, "run it again" in result.output) == (1, True)


def test_a_list_that_can_no_longer_be_taken_is_told(
    app: Flask, tmp_path: Path, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = Plan((), (RowRefusal(2, "missing_name"),))
    monkeypatch.setattr(command, "take_over", lambda *_given, **_named: refused)
    result = run(app, tmp_path, GOOD, "--yes", unit=school.units["school"])
    assert (result.exit_code, "Please enter it" in result.output, registered()) == (1, True, 0)
