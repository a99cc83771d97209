"""How dues stand and how they are listed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.deadlines import Due, DueState, due_order, due_state, is_late

from .making import examples

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=SEOUL).astimezone(UTC)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are given without a zone
maybe = st.none() | moments


def seoul(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("opens_at", "due_at", "due"),
    [
        (None, None, Due(DueState.UNDATED, 0)),
        (seoul(1), None, Due(DueState.UNDATED, 0)),
        (None, seoul(20, 23, 59), Due(DueState.DUE, 0)),
        (None, seoul(21, 0, 0), Due(DueState.DUE, 1)),
        (None, seoul(27, 23, 59), Due(DueState.DUE, 7)),
        (None, NOW, Due(DueState.DUE, 0)),
        (None, seoul(20, 8, 59), Due(DueState.OVERDUE, 0)),
        (None, seoul(19, 23, 59), Due(DueState.OVERDUE, 1)),
        (None, seoul(10, 0, 0), Due(DueState.OVERDUE, 10)),
        (NOW, None, Due(DueState.UNDATED, 0)),
        (seoul(20, 9, 1), seoul(30), Due(DueState.NOT_OPEN, 0)),
        (seoul(23), seoul(30), Due(DueState.NOT_OPEN, 3)),
        (seoul(23), None, Due(DueState.NOT_OPEN, 3)),
    ],
)
def test_a_due_stands_by_the_calendar_of_the_place(
    opens_at: datetime | None, due_at: datetime | None, due: Due
) -> None:
    assert due_state(opens_at, due_at, NOW, SEOUL) == due


def test_the_same_moment_falls_on_another_day_elsewhere() -> None:
    due_at = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    assert due_state(None, due_at, NOW, SEOUL).days == 1
    assert due_state(None, due_at, NOW, UTC).days == 0


def test_dues_are_listed_overdue_then_nearest_then_undated_then_to_come() -> None:
    listed: list[tuple[datetime | None, datetime | None]] = [
        (None, seoul(1)),
        (None, seoul(19)),
        (None, seoul(21)),
        (None, seoul(30)),
        (None, None),
        (seoul(22), None),
        (seoul(25), seoul(26)),
    ]
    for start in range(len(listed)):
        mixed = listed[start:] + listed[:start]
        assert sorted(mixed, key=lambda dates: due_order(dates[0], dates[1], NOW)) == listed


@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (0, False), (1, True)])
def test_only_after_the_due_moment_is_late(seconds: int, late: bool) -> None:
    assert is_late(NOW + timedelta(seconds=seconds), NOW) is late


def test_nothing_is_late_without_a_due_moment() -> None:
    assert not is_late(NOW, None)


@given(maybe, maybe, moments)
@examples(100)
def test_days_are_never_negative_and_late_is_overdue(
    opens_at: datetime | None, due_at: datetime | None, now: datetime
) -> None:
    due = due_state(opens_at, due_at, now, SEOUL)
    assert due.days >= 0
    if due.state is not DueState.NOT_OPEN:
        assert (due.state is DueState.OVERDUE) is is_late(now, due_at)


@given(st.lists(st.tuples(maybe, maybe), max_size=8), moments)
@examples(60)
def test_any_dues_can_be_sorted_and_overdue_comes_first(
    dates: list[tuple[datetime | None, datetime | None]], now: datetime
) -> None:
    states = [due_state(*one, now, UTC).state for one in sorted(dates, key=lambda one: due_order(one[0], one[1], now))]
    ranks = [["overdue", "due", "undated", "not-open"].index(state) for state in states]
    assert ranks == sorted(ranks)
