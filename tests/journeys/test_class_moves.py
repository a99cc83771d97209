"""Who joins a class gets what it has to do; who moves takes along what is done."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from courses.foundation import clock
from courses.rules.standing import current_cycle
from courses.services import units
from tests.browsing import Browser
from tests.builders import School, assign, person
from tests.journeys.walking import SECOND, board, completions, tallies_agree

Open = Callable[[str], Browser]
CYCLE = current_cycle(clock.now(), ZoneInfo("Asia/Seoul"))


def test_who_joins_a_class_finds_its_assignments_on_the_home_and_can_finish_them(school: School, browse: Open) -> None:
    assign(school, module="second", due=clock.now() + timedelta(days=5))
    assign(school, "school", "first")
    school.people["joins"] = person("joins")
    units.enrol(school.people["joins"], school.units["first"], clock.now(), actor=None)
    learner = browse("joins")
    home = learner.get("/learn").get_data(as_text=True)
    assert [title in home for title in ("첫째 교육", "둘째 교육")] == [True, True]
    learner.post(f"{SECOND}/three")
    assert board(browse("administrator"), school, "first", "second", CYCLE) == {"Class 1": "1/4"}
    assert tallies_agree()


def test_what_was_overdue_before_somebody_joined_is_not_laid_on_them(school: School, browse: Open) -> None:
    assign(school, module="second", due=clock.now() - timedelta(days=1))
    school.people["joins"] = person("joins")
    units.enrol(school.people["joins"], school.units["first"], clock.now(), actor=None)
    assert "둘째 교육" not in browse("joins").get("/learn").get_data(as_text=True)
    assert board(browse("administrator"), school, "first", "second", CYCLE) == {"Class 1": "0/3"}


def test_a_learner_who_moves_takes_the_completion_along_in_the_tallies(school: School, browse: Open) -> None:
    assign(school, "school", "second")
    learner, administrator = browse("first1"), browse("administrator")
    learner.post(f"{SECOND}/three")
    before = board(administrator, school, "grade", "second", CYCLE)
    assert before == {"Grade 1": "1/6", "Class 1": "1/3", "Class 2": "0/3"}
    units.enrol(school.people["first1"], school.units["second"], clock.now(), actor=None)
    after = board(administrator, school, "grade", "second", CYCLE)
    assert after == {"Grade 1": "1/6", "Class 1": "0/2", "Class 2": "1/4"}
    assert completions(school, "first1", "second") == [False]
    assert tallies_agree()
    learner.post(f"{SECOND}/three")
    assert board(administrator, school, "grade", "second", CYCLE) == after


def test_a_learner_who_moves_and_then_finishes_counts_in_the_new_class_only(school: School, browse: Open) -> None:
    assign(school, "school", "second")
    units.enrol(school.people["first1"], school.units["second"], clock.now(), actor=None)
    browse("first1").post(f"{SECOND}/three")
    found = board(browse("administrator"), school, "grade", "second", CYCLE)
    assert found == {"Grade 1": "1/6", "Class 1": "0/2", "Class 2": "1/4"}
    assert tallies_agree()
