"""What the long runs say of a requirement: a figure over its bar fails it, and so does one that was never measured."""

from pathlib import Path

import pytest

from quality.bars import REQUIREMENTS, Bar, Requirement
from quality.judging import Verdict, judge
from quality.measures import Measure, Tried, measure, read

TEST = "tests/faults/test_class_start.py::test_one[sqlite]"
FAST = Bar("class start", "p95_s", most=0.5, where=("learners", 100))


def tried(*measures: Measure, passed: bool = True) -> list[Tried]:
    return [Tried(TEST, passed, measures)]


def of(*bars: Bar) -> Requirement:
    return Requirement("R0", "it holds", ("tests/faults/test_class_start.py",), bars)


@pytest.mark.parametrize(
    ("bar", "figures", "verdict"),
    [
        (FAST, {"learners": 100, "p95_s": 0.5}, Verdict.HELD),
        (FAST, {"learners": 100, "p95_s": 0.501}, Verdict.FAILED),
        (FAST, {"learners": 30, "p95_s": 0.9}, Verdict.HELD),
        (Bar("class start", "errors", most=0), {"errors": 0}, Verdict.HELD),
        (Bar("class start", "errors", most=0), {"errors": 1}, Verdict.FAILED),
        (Bar("class start", "errors", most=0), {"p95_s": 0.1}, Verdict.FAILED),
        (Bar("class end", "errors", most=0), {"errors": 0}, Verdict.FAILED),
        (Bar("class start", "tried", least=20), {"tried": 19}, Verdict.FAILED),
        (Bar("class start", "tried", least=20), {"tried": 20}, Verdict.HELD),
        (Bar("class start", "kept", same_as="tried"), {"tried": 20, "kept": 20}, Verdict.HELD),
        (Bar("class start", "kept", same_as="tried"), {"tried": 20, "kept": 19}, Verdict.FAILED),
        (Bar("class start", "kept", same_as="tried"), {"kept": 19}, Verdict.FAILED),
    ],
)
def test_a_requirement_holds_when_every_figure_keeps_its_bar(
    bar: Bar, figures: dict[str, float], verdict: Verdict
) -> None:
    found = tried(Measure("class start: one submission each", "SQLite", figures))
    assert judge(of(bar), found, long=True).verdict is verdict


def test_a_bar_of_the_long_form_is_left_out_of_the_short_one() -> None:
    bar = Bar("class start", "tried", least=20, long=True)
    found = tried(Measure("class start", "", {"tried": 3}))
    assert [judge(of(bar), found, long=long).verdict for long in (False, True)] == [Verdict.HELD, Verdict.FAILED]


def test_figures_of_several_tests_are_added_up_where_the_bar_says_so() -> None:
    found = tried(Measure("keys: later", "", {"count": 160}), Measure("keys: passed", "", {"count": 140}))
    verdicts = [judge(of(Bar("keys", least=300, summed=summed)), found, long=True).verdict for summed in (True, False)]
    assert verdicts == [Verdict.HELD, Verdict.FAILED]


def test_a_failed_test_fails_what_it_tries_and_without_a_test_nothing_is_said_to_hold() -> None:
    assert judge(of(), tried(passed=False), long=True).verdict is Verdict.FAILED
    assert judge(of(), [], long=True).verdict is Verdict.NOT_RUN
    assert judge(of(), tried(), long=True).verdict is Verdict.HELD


def test_a_missed_bar_is_shown_beside_what_was_measured() -> None:
    found = tried(Measure("class start", "PostgreSQL", {"learners": 100, "p95_s": 0.585}))
    [judged] = judge(of(FAST), found, long=True).judged
    assert str(judged) == "class start p95_s on PostgreSQL: **0.585** (≤ 0.5)"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"run": "power cut", "database": "SQLite", "lost": 0}, Measure("power cut", "SQLite", {"lost": 0})),
        ({"tried": 30, "median_ms": 90}, Measure("said", "", {"tried": 30, "median_ms": 90})),
        ("tried 20, kept 19", Measure("said", "", {"tried": 20, "kept": 19})),
        (500, Measure("said", "", {"count": 500})),
        ([200, 303], Measure("said", "", {})),
    ],
)
def test_what_a_test_records_is_read_in_every_shape(value: object, expected: Measure) -> None:
    assert measure("said", value) == expected


def test_a_run_that_wrote_nothing_has_tried_nothing(tmp_path: Path) -> None:
    assert read(tmp_path / "none") == []
    kept = tmp_path / "kept"
    kept.write_text('{"test": "tests/a.py::b", "outcome": "failed", "recorded": [["tried", 3]]}\n', "utf-8")
    assert read(kept) == [Tried("tests/a.py::b", passed=False, measures=(Measure("tried", "", {"count": 3}),))]


def test_every_requirement_names_tests_that_are_there() -> None:
    root = Path(__file__).parents[2]
    for test in {test for one in REQUIREMENTS for test in one.tests}:
        file, _, name = test.partition("::")
        assert (test, (root / file).is_file()) == (test, True)
        assert f"def {name}" in (root / file).read_text("utf-8")
