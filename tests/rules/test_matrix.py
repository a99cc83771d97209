"""Where learners stand in what a unit owes: states, columns and what counts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from courses.catalog.structure import Course
from courses.foundation.vocabulary import FaceToFace
from courses.rules.facts import Completed, Due
from courses.rules.matrix import Cell, CellState, Foot, LearnerFacts, Row, columns, foot, row, tried_beside
from tests.services.courses import made_course, made_module, made_quiz

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PAST, FUTURE = NOW - timedelta(days=1), NOW + timedelta(days=1)


def course(*, face_to_face: FaceToFace = FaceToFace.ADVISED) -> Course:
    modules = (made_module("a"), made_module("b"), replace(made_module("extra"), optional=True))
    return replace(made_course(*modules), face_to_face=face_to_face)


def due(module: str = "", cycle: str = "2026", due_at: datetime | None = FUTURE) -> Due:
    return Due(course().key, module, cycle, None, due_at)


def done(module: str, cycle: str = "2026", *, late: bool = False) -> dict[tuple[str, str, str], Completed]:
    key = (course().key, module, cycle)
    return {key: Completed(*key, 1, NOW, late)}


def shown(facts: LearnerFacts, taught: Course | None = None) -> dict[str, Cell]:
    heads = columns([taught or course()], [facts])
    return {head.key[1]: cell for head, cell in zip(heads, row(heads, facts, NOW).cells, strict=True)}


def states(facts: LearnerFacts, taught: Course | None = None) -> dict[str, CellState]:
    return {key: cell.state for key, cell in shown(facts, taught).items()}


def test_a_course_stands_for_its_modules_that_are_not_optional() -> None:
    assert states(LearnerFacts((due(),))) == {"a": CellState.AHEAD, "b": CellState.AHEAD}


def test_a_course_that_needs_time_face_to_face_has_a_column_for_it() -> None:
    taught = course(face_to_face=FaceToFace.REQUIRED)
    facts = LearnerFacts((due(),), completions=done("a") | done("b"))
    assert states(facts, taught) == {"a": CellState.DONE, "b": CellState.DONE, "": CellState.AHEAD}
    assert row(columns([taught], [facts]), facts, NOW).met is False
    facts = replace(facts, completions=facts.completions | done(""))
    assert row(columns([taught], [facts]), facts, NOW).met is True


def test_a_single_module_has_no_column_for_time_face_to_face() -> None:
    assert states(LearnerFacts((due("a"),)), course(face_to_face=FaceToFace.REQUIRED)) == {"a": CellState.AHEAD}


def test_an_optional_module_is_owed_by_itself_only() -> None:
    heads = columns([course()], [LearnerFacts((due("extra"),)), LearnerFacts((due(),))])
    assert [head.key[1] for head in heads] == ["a", "b", "extra"]
    whole = row(heads, LearnerFacts((due(),)), NOW)
    assert [cell.state for cell in whole.cells] == [CellState.AHEAD, CellState.AHEAD, CellState.UNASSIGNED]
    assert (whole.done, whole.counted) == (0, 2)


@pytest.mark.parametrize(
    ("dues", "tried", "completed", "found"),
    [
        ((due(),), (("extra", "2026"),), {}, ["extra"]),
        ((due(),), (("extra", "2026"),), done("extra"), []),
        ((due(),), (("extra", "2025"),), {}, []),
        ((due(), due(cycle="2025")), (("extra", "2025"),), done("extra"), ["extra"]),
        ((due(),), (("a", "2026"), ("bare", "2026")), {}, []),
        ((due("a"),), (("extra", "2026"),), {}, []),
        ((due(),), (), {}, []),
    ],
)
def test_what_was_tried_of_optional_modules_is_named_beside_a_whole_course_until_it_is_completed(
    dues: tuple[Due, ...],
    tried: tuple[tuple[str, str], ...],
    completed: dict[tuple[str, str, str], Completed],
    found: list[str],
) -> None:
    quizzed = [made_module(slug, questions=made_quiz()) for slug in ("a", "extra")]
    bare = made_module("bare", optional=True)
    taught = made_course(quizzed[0], replace(quizzed[1], optional=True), bare)
    keys = frozenset((taught.key, module, cycle) for module, cycle in tried)
    facts = LearnerFacts(dues, completions=completed, started=keys, tried=keys)
    assert [module.key for _, module in tried_beside([taught], facts)] == found


def test_nothing_owed_makes_no_columns_and_meets_nothing() -> None:
    assert columns([course()], [LearnerFacts()]) == ()
    assert row((), LearnerFacts(), NOW).met is False


@pytest.mark.parametrize(
    ("due_at", "state"), [(PAST, CellState.LATE), (FUTURE, CellState.STARTED), (None, CellState.STARTED)]
)
def test_what_is_overdue_says_so_even_when_it_was_started(due_at: datetime | None, state: CellState) -> None:
    started = frozenset({(course().key, "a", "2026")})
    assert states(LearnerFacts((due("a", due_at=due_at),), started=started)) == {"a": state}


def test_the_due_date_of_the_module_itself_stands_before_that_of_the_course() -> None:
    assert states(LearnerFacts((due(), due("a", due_at=PAST))))["a"] is CellState.LATE
    assert states(LearnerFacts((due(due_at=PAST), due("a", due_at=FUTURE))))["a"] is CellState.AHEAD
    assert states(LearnerFacts((due(due_at=PAST), due("a"))))["a"] is CellState.AHEAD


def test_what_was_completed_late_is_completed_and_marked() -> None:
    assert shown(LearnerFacts((due("a", due_at=PAST),), completions=done("a", late=True))) == {
        "a": Cell(CellState.DONE, True)
    }


def test_an_older_cycle_that_is_open_stands_before_a_newer_one() -> None:
    dues = (due("a", "2025", PAST), due("a", "2026"))
    assert states(LearnerFacts(dues, completions=done("a", "2026"))) == {"a": CellState.LATE}
    assert states(LearnerFacts(dues, completions=done("a", "2025"))) == {"a": CellState.AHEAD}
    assert states(LearnerFacts(dues, completions=done("a", "2025") | done("a", "2026"))) == {"a": CellState.DONE}


def test_who_is_excused_is_shown_and_not_counted() -> None:
    facts = LearnerFacts(excused=frozenset({(course().key, "", "2026")}))
    made = row(columns([course()], [facts]), facts, NOW)
    assert made == Row((Cell(CellState.EXCUSED), Cell(CellState.EXCUSED)), 0, 0)


def test_done_and_late_cells_are_counted() -> None:
    facts = LearnerFacts((due("a"), due("b", due_at=PAST)), completions=done("a"))
    made = row(columns([course()], [facts]), facts, NOW)
    assert (made.done, made.counted, made.late, made.met) == (1, 2, 1, False)


def test_a_foot_counts_as_a_board_does_where_the_module_itself_is_owed() -> None:
    taught = [course()]
    both = LearnerFacts((due(), due("a")), completions=done("a"))
    by_course = LearnerFacts((due(),), completions=done("a"))
    excused = LearnerFacts((), excused=frozenset({(course().key, "a", "2026")}))
    heads = columns(taught, [both, by_course, excused])

    def foot_of(*everybody: LearnerFacts) -> list[Foot]:
        rows = [row(heads, facts, NOW) for facts in everybody]
        return [foot(one.cells[index] for one in rows) for index in range(len(heads))]

    assert foot_of(both, by_course, excused) == [Foot(1, 1), Foot(0, 2)]
    assert foot_of(by_course, excused) == [Foot(1, 1), Foot(0, 1)]
    assert foot_of(excused) == [Foot(0, 0), Foot(0, 0)]
