"""A class does the same thing in the same second: everyone gets through, and everything is counted once."""

from collections.abc import Callable, Sequence
from urllib.parse import parse_qs

import pytest
from sqlalchemy import select

from bench.beside import beside, deeds
from bench.classes import EACH, a_class, at_once, burst, log_ins, spread, submissions
from bench.load import Asked
from bench.people import Learner, Site
from bench.race import differing, race
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.models.evidence import Tally
from tests.faults.clients import Acknowledged
from tests.faults.conftest import LONG
from tests.faults.facts import facts, faults

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
CLASS = 100 if LONG else 30
AGAIN = 10
RACE = 1000 if LONG else 100


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


def test_a_class_hands_in_while_figures_are_exported_and_a_backup_is_made(
    site: Site, figures: Callable[..., None]
) -> None:
    learners = a_class(site, CLASS)
    asked = submissions(site, learners)
    also = deeds(site, site.found_class())
    with beside(*also.values()) as done:
        outcome = at_once(site, asked)
    figures(f"class start beside {', '.join(also)}", learners=len(learners), **spread(outcome))
    assert (outcome.answered, outcome.failed, outcome.first_failure) == (len(learners), 0, "")
    assert all(done)
    assert faults(acknowledged(learners, asked), facts(site)) == []


def test_ten_requests_of_each_of_a_class_at_once_are_all_answered(site: Site, figures: Callable[..., None]) -> None:
    learners = a_class(site, CLASS)
    asked = burst(site, learners)
    outcome = at_once(site, asked, threads=CLASS)
    figures("ten requests of each learner at once", learners=len(learners), **spread(outcome))
    assert (outcome.answered, outcome.failed, outcome.first_failure) == (EACH * len(learners), 0, "")


def test_no_counter_loses_one_of_many_who_enter_a_unit_while_tallies_are_folded(
    site: Site, figures: Callable[..., None]
) -> None:
    counters = race(site, site.found_class(), RACE)
    wrong = differing(site)
    figures("counter race", entered=RACE, lowest=min(counters), highest=max(counters), differing=wrong)
    assert (counters, wrong) == ([RACE] * len(site.course.modules), 0)


def test_a_change_that_was_lost_is_noticed(site: Site) -> None:
    def shift(by: int) -> None:
        with transaction():
            row = db.session.scalars(select(Tally).order_by(Tally.unit.desc()).limit(1)).one()
            row.targets += by

    race(site, site.found_class(), 8)
    site.inside(lambda: shift(-1))
    noticed = differing(site)
    site.inside(lambda: shift(+1))
    assert (noticed, differing(site)) == (1, 0)


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
