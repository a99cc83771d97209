"""A class does the same thing in the same second: everyone gets through, and everything is counted once."""

import secrets
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

import pytest

from bench.load import Asked, Load, Outcome, put
from bench.people import Learner, Site
from bench.product import PASSWORD
from tests.faults.clients import FORM, Acknowledged
from tests.faults.conftest import LONG
from tests.faults.facts import facts, faults

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
CLASS = 100 if LONG else 30
MODULE = 1
AGAIN = 10


def a_class(site: Site, size: int = CLASS) -> list[Learner]:
    tag = secrets.token_hex(3)
    return site.enrol(site.found_class(), [f"{tag}-{number}" for number in range(size)], read=MODULE)


def submissions(site: Site, learners: Sequence[Learner]) -> tuple[list[Asked], Acknowledged]:
    """One submission each of an attempt that is answered by the key, and what will be acknowledged by it."""
    asked, known = [], Acknowledged()
    for one, own in zip(learners, site.sit(learners, MODULE, answered=True), strict=True):
        body = urlencode([("csrf_token", one.csrf), ("submit_key", own.submit_key)])
        address = f"{site.quiz_address(MODULE, own.number)}/submit"
        asked.append(Asked("POST", address, {**one.headers, **FORM}, body, 303))
        known.handed_in[one.id, own.number] = own.submit_key
    return asked, known


def spread(outcome: Outcome) -> dict[str, float]:
    """Errors, and the times in seconds within which half, 95 % and all were answered."""
    times = sorted(outcome.times)
    at = {"p50_s": len(times) // 2, "p95_s": int(len(times) * 0.95), "max_s": len(times) - 1}
    return {"errors": outcome.failed, **{name: round(times[place], 3) for name, place in at.items()}}


def test_a_class_hands_in_within_the_same_second_without_an_error(site: Site, figures: Callable[..., None]) -> None:
    learners = a_class(site)
    asked, known = submissions(site, learners)
    looks = [Asked("GET", f"{one.path.removesuffix('/submit')}?review=1", one.headers) for one in asked]
    assert put(Load(site.product.port, len(looks), 0, 0, looks)).failed == 0
    outcome = put(Load(site.product.port, len(learners), 0, 0, asked))
    figures("class start: one submission each", learners=len(learners), **spread(outcome))
    assert (outcome.answered, outcome.failed, outcome.first_failure) == (len(learners), 0, "")
    found = facts(site)
    assert faults(known, found) == []
    finished = {learner for learner, _ in found.completed}
    assert {one.id for one in learners} <= finished


def test_ten_submissions_at_once_of_the_same_attempt_make_one_result(site: Site, figures: Callable[..., None]) -> None:
    learners = a_class(site, 30)
    asked, known = submissions(site, learners)
    together = [one for one in asked for _ in range(AGAIN)]
    outcome = put(Load(site.product.port, 30, 0, 0, together))
    figures("ten submissions of each attempt at once", learners=len(learners), **spread(outcome))
    assert (outcome.answered, outcome.failed, outcome.first_failure) == (len(together), 0, "")
    assert faults(known, facts(site)) == []


def test_a_class_signs_in_within_the_same_second(site: Site, figures: Callable[..., None]) -> None:
    learners = a_class(site)
    strangers = [site.stranger() for _ in learners]
    asked = [
        Asked(
            "POST",
            "/login",
            {**stranger.headers, **FORM},
            urlencode([("csrf_token", stranger.csrf), ("username", one.username), ("password", PASSWORD)]),
            303,
        )
        for stranger, one in zip(strangers, learners, strict=True)
    ]
    outcome = put(Load(site.product.port, len(asked), 0, 0, asked))
    figures("a class signs in", learners=len(learners), done_s=round(outcome.seconds, 2), **spread(outcome))
    assert (outcome.answered, outcome.failed, outcome.first_failure) == (len(learners), 0, "")
    noted = facts(site).noted
    assert [noted["account.signed_in", one.id] for one in learners] == [1] * len(learners)
