"""When a session ends."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.foundation.vocabulary import Role
from courses.rules.sessions import LEARNER, SHARED_DEVICE, STAFF, Limits, is_expired, limits_for, should_touch

from .making import examples

OPENED = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ALL_LIMITS = [LEARNER, STAFF, SHARED_DEVICE]


def test_the_limits_are_these() -> None:
    minutes = [(one.idle / timedelta(minutes=1), one.absolute / timedelta(hours=1)) for one in ALL_LIMITS]
    assert minutes == [(30, 8), (15, 8), (10, 8)]


def test_whoever_holds_no_role_is_a_learner() -> None:
    assert [limits_for(roles, shared=False) for roles in ([], [Role.LEARNER])] == [LEARNER, LEARNER]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.LEARNER}))
def test_every_other_role_has_the_limits_of_staff(role: Role) -> None:
    assert limits_for({Role.LEARNER, role}, shared=False) == STAFF


@pytest.mark.parametrize("roles", [[], [Role.TEACHER], [Role.OPERATOR]])
def test_a_shared_device_is_shortest_for_all(roles: list[Role]) -> None:
    assert limits_for(roles, shared=True) == SHARED_DEVICE


@pytest.mark.parametrize("limits", ALL_LIMITS)
def test_a_session_ends_at_its_idle_limit(limits: Limits) -> None:
    seen = OPENED + timedelta(hours=1)
    ended = [is_expired(OPENED, seen, seen + limits.idle + off, limits) for off in (-SECOND, 0 * SECOND, SECOND)]
    assert ended == [False, True, True]


@pytest.mark.parametrize("limits", ALL_LIMITS)
def test_a_session_ends_at_its_absolute_limit_however_busy(limits: Limits) -> None:
    end = OPENED + limits.absolute
    ended = [is_expired(OPENED, now - SECOND, now, limits) for now in (end - SECOND, end, end + SECOND)]
    assert ended == [False, True, True]


@pytest.mark.parametrize(("seconds", "touched"), [(0, False), (59, False), (60, True), (3600, True)])
def test_a_session_is_touched_at_most_once_a_minute(seconds: int, touched: bool) -> None:
    assert should_touch(OPENED, OPENED + timedelta(seconds=seconds)) is touched


@pytest.mark.parametrize(("minutes", "ended"), [(1, False), (2, False), (3, True), (60, True)])
def test_a_clock_set_back_by_more_than_two_minutes_ends_it(minutes: int, ended: bool) -> None:
    seen = OPENED + timedelta(hours=1)
    assert is_expired(OPENED, seen, seen - timedelta(minutes=minutes), LEARNER) is ended
    assert is_expired(OPENED, OPENED, OPENED - timedelta(minutes=minutes), LEARNER) is ended


@given(st.lists(st.integers(0, 400), max_size=30), st.sampled_from(ALL_LIMITS))
@examples(100)
def test_it_ends_never_late_and_at_most_a_minute_early(pauses: list[int], limits: Limits) -> None:
    seen = request = OPENED
    for pause in pauses:
        request += timedelta(seconds=pause)
        if should_touch(seen, request):
            seen = request
    due = min(request + limits.idle, OPENED + limits.absolute)
    assert is_expired(OPENED, seen, due, limits)
    assert not is_expired(OPENED, seen, due - timedelta(seconds=60), limits)
