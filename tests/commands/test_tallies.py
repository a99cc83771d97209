"""`flask tallies` compares, folds and rebuilds, and says so in both languages."""

from flask import Flask
from sqlalchemy import update

from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.models.evidence import Tally
from tests.builders import School, assign


def run(app: Flask, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["tallies", *words])
    db.session.remove()
    return result.exit_code, result.output


def test_what_was_tampered_with_is_named_and_rebuilt(app: Flask, school: School) -> None:
    assign(school, module="first")
    assert run(app, "fold") == (0, "3 folded / 3건 합침\n")
    with transaction():
        db.session.execute(update(Tally).where(Tally.unit == school.units["first"]).values(targets=9))
    code, output = run(app, "verify")
    assert code == 1
    assert output.splitlines()[0].endswith("tally (9, 0, 0) facts (3, 0, 0)")
    assert output.splitlines()[-1] == "1 differences / 다른 칸 1개"
    assert run(app, "rebuild") == (0, "4 cells / 칸\n")
    assert run(app, "verify") == (0, "0 differences / 다른 칸 0개\n")
