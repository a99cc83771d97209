"""Which year a learner is led through: the oldest one in which something can be done."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from courses.catalog.structure import Course
from courses.rules.facts import Completed, Due, LessonDone, Tried
from courses.rules.standing import cycle_in_force, standing, standing_to_reopen
from tests.rules.making import course, lesson, module
from tests.rules.test_standing import did, due, facts, finished, tried

LIMIT = 2
YEARS = ("2024", "2025", "2026", "2027")
NOW = "2026"
FAILED, PASSED = 3000, 9000


def limited(attempts: int | None = LIMIT) -> Course:
    """A course of one module, a lesson and a quiz that may be taken that often."""
    made = module("one", lesson("a"))
    assert made.quiz is not None
    return course(replace(made, quiz=replace(made.quiz, attempts=attempts)))


def used_up(cycle: str, *, last: int = FAILED, still_open: bool = False, revision: int = 1) -> tuple[Tried, ...]:
    first = tried(1, FAILED, cycle=cycle, revision=revision)
    return first, tried(2, 0 if still_open else last, cycle=cycle, revision=revision, still_open=still_open)


def in_force(*things: Due | LessonDone | Completed | Tried, current: str = NOW, attempts: int | None = LIMIT) -> str:
    made = limited(attempts)
    return cycle_in_force(made, made.modules[0], facts(*things), current)


def test_a_year_whose_attempts_are_used_up_gives_way_to_the_next() -> None:
    both = (due(cycle="2025"), due(cycle="2026"))
    assert in_force(*both, *used_up("2025")) == "2026"
    assert in_force(*both, *used_up("2025")[:1]) == "2025"
    assert in_force(*both, *used_up("2025"), attempts=None) == "2025"
    assert in_force(*both, *used_up("2025"), attempts=3) == "2025"


def test_what_is_open_passed_or_of_another_revision_does_not_give_way() -> None:
    both = (due(cycle="2025"), due(cycle="2026"))
    assert in_force(*both, *used_up("2025", still_open=True)) == "2025"
    assert in_force(*both, *used_up("2025", last=PASSED)) == "2025"
    assert in_force(*both, *used_up("2025", revision=0)) == "2025"


def test_where_all_attempts_of_all_years_are_used_up_the_newest_holds() -> None:
    both = (due(cycle="2025"), due(cycle="2026"))
    assert in_force(*both, *used_up("2025"), *used_up("2026")) == "2026"
    assert in_force(*both, *used_up("2025"), finished(cycle="2026")) == "2025"


def test_a_year_that_has_not_begun_takes_nothing_from_this_one() -> None:
    both = (due(cycle="2026"), due(cycle="2027"))
    assert in_force(*both, *used_up("2026")) == "2026"
    assert in_force(*both, *used_up("2026"), current="2027") == "2027"
    assert in_force(due(cycle="2027")) == "2027"


def test_an_open_attempt_is_gone_on_with_although_an_older_year_can_be_taken_again() -> None:
    both = (due(cycle="2025"), due(cycle="2026"))
    assert in_force(*both, *used_up("2025"), tried(1, 0, still_open=True), attempts=3) == "2026"
    assert in_force(*both, *used_up("2025"), tried(1, FAILED), attempts=3) == "2025"


def test_a_teacher_finds_the_year_that_gave_way_until_the_later_one_was_tried() -> None:
    made = limited()
    both = (due(cycle="2025"), due(cycle="2026"))

    def found(*things: Due | LessonDone | Completed | Tried) -> str:
        return standing_to_reopen(made, made.modules[0], facts(*things), NOW).cycle

    assert found(*both, *used_up("2025"), *did("a")) == "2025"
    assert found(*both, *used_up("2025"), tried(1, FAILED)) == "2026"
    assert found(*both, finished(cycle="2025"), *used_up("2025")) == "2026"
    assert found(due(cycle="2025"), finished(cycle="2025")) == "2025"
    assert found(*used_up("2025")) == NOW


@given(
    owed=st.sets(st.sampled_from(YEARS), min_size=1),
    done=st.sets(st.sampled_from(YEARS)),
    states=st.fixed_dictionaries({year: st.sampled_from(("none", "one", "used", "open", "passed")) for year in YEARS}),
    current=st.sampled_from(("2025", "2026", "2027")),
    limit=st.sampled_from((None, 1, 2, 3)),
)
def test_nobody_is_held_in_a_year_in_which_nothing_can_be_done_while_something_can(
    owed: set[str], done: set[str], states: dict[str, str], current: str, limit: int | None
) -> None:
    tries = {
        "none": lambda _: (),
        "one": lambda year: (tried(1, FAILED, cycle=year),),
        "used": used_up,
        "open": lambda year: (tried(1, 0, cycle=year, still_open=True),),
        "passed": lambda year: (tried(1, PASSED, cycle=year),),
    }
    things = (
        *(due(cycle=year) for year in owed),
        *(finished(cycle=year) for year in done),
        *(one for year in YEARS for one in tries[states[year]](year)),
        *(one for year in YEARS for one in did("a", cycle=year)),
    )
    made = limited(limit)
    known = facts(*things)
    found = standing(made, made.modules[0], known, current)
    left = sorted(owed - done)
    counts = {"none": 0, "one": 1, "used": 2}
    dead = {year for year in left if limit is not None and counts.get(states[year], -1) >= limit}
    ways = [year for year in left if year not in dead and (year <= current or year == left[0])]
    assert found.cycle in owed
    assert (found.cycle in done) is (not left)
    if ways or any(states[year] == "open" for year in left):
        assert not found.out_of_attempts
    elif left:
        assert found.cycle == max((year for year in left if year <= current), default=left[0])
    if ways and not any(states[year] == "open" for year in left):
        assert found.cycle == ways[0]
