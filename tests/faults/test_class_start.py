"""A class does the same thing in the same second: everyone gets through, and everything is counted once."""

from collections.abc import Callable, Sequence
from urllib.parse import parse_qs

import pytest

from bench.classes import a_class, at_once, log_ins, spread, submissions
from bench.load import Asked
from bench.people import Learner, Site
from tests.faults.clients import Acknowledged
from tests.faults.conftest import LONG
from tests.faults.facts import facts, faults

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
CLASS = 100 if LONG else 30
AGAIN = 10


def acknowledged(learners: Sequence[Learner], asked: Sequence[Asked]) -> Acknowledged:
    """What will be acknowledged by these submissions of first attempts."""
    known = Acknowledged()
    for one, sent in zip(learners, asked, strict=True):
        known.handed_in[one.id, 1] = parse_qs(sent.body)["submit_key"][0]
    return known


def test_a_class_hands_in_within_the_same_second_without_an_error(site: Site, figures: Callable[..., None]) -> None:
    learners = a_class(site, CLASS)
    asked = submissions(site, learners)
    outcome = at_once(site, asked)
    figures("class start: one submission each", learners=len(learners), **spread(outcome))
    assert (outcome.answered, outcome.failed, outcome.first_failure) == (len(learners), 0, "")
    found = facts(site)
    assert faults(acknowledged(learners, asked), found) == []
    finished = {learner for learner, _ in found.completed}
    assert {one.id for one in learners} <= finished


def test_ten_submissions_at_once_of_the_same_attempt_make_one_result(site: Site, figures: Callable[..., None]) -> None:
    learners = a_class(site, 30)
    asked = submissions(site, learners)
    together = [one for one in asked for _ in range(AGAIN)]
    outcome = at_once(site, together, threads=30)
    figures("ten submissions of each attempt at once", learners=len(learners), **spread(outcome))
    assert (outcome.answered, outcome.failed, outcome.first_failure) == (len(together), 0, "")
    assert faults(acknowledged(learners, asked), facts(site)) == []


def test_a_class_signs_in_within_the_same_second(site: Site, figures: Callable[..., None]) -> None:
    learners = a_class(site, CLASS)
    outcome = at_once(site, log_ins(site, learners))
    figures("a class signs in", learners=len(learners), done_s=round(outcome.seconds, 2), **spread(outcome))
    assert (outcome.answered, outcome.failed, outcome.first_failure) == (len(learners), 0, "")
    noted = facts(site).noted
    assert [noted["account.signed_in", one.id] for one in learners] == [1] * len(learners)
