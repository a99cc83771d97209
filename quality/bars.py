"""What must hold, by requirement: the tests that try it, and the bars for what they measure. Nothing measured is here.

A test asserts what can never depend on the machine (nothing lost, nothing twice); times are judged here. A bar marked
`long` says how often something must have been tried, which only the long form does.
"""

from dataclasses import dataclass

from bench.classes import BARS, BURST, BURST_LONGEST, BURST_MOST, LOG_INS, RACE
from quality.measures import COUNT

SECURITY, FAULTS, BROWSER = "tests/security/", "tests/faults/", "tests/browser/"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar for a figure of every measure whose name matches `run` (a regular expression for its beginning).

    `most` and `least` are in the unit of the figure, `same_as` names another figure of the measure that it must equal;
    `where` takes only measures in which that figure has that value; `summed` judges the sum over all measures.
    """

    run: str
    figure: str = COUNT
    most: float | None = None
    least: float | None = None
    same_as: str = ""
    where: tuple[str, float] | None = None
    summed: bool = False
    long: bool = False


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must hold, the tests that try it (beginnings of their names), and its bars."""

    id: str
    claim: str
    tests: tuple[str, ...]
    bars: tuple[Bar, ...] = ()


CLASS, CLASS_BESIDE, LOG_IN = "class start: one submission each", "class start beside", "a class signs in"
TEN_AT_ONCE, TEN_EACH, COUNTERS = "ten submissions of each attempt", "ten requests of each learner", "counter race"
KILLED, AWAY, LONG_AWAY = "kill -9 of the web server", "PostgreSQL stopped", "PostgreSQL away for longer"
CUT = "power cut"
KINDS = 7
"""Types of item that a quiz asks."""

REQUIREMENTS = (
    Requirement(
        "R1",
        "every route has an access rule, and everybody gets the expected answer",
        (SECURITY + "test_matrix.py",),
        (Bar("matrix: cells", least=1), Bar("matrix: routes x methods", least=1)),
    ),
    Requirement(
        "R2",
        "nothing of another tree in any answer",
        (SECURITY + "test_other_tree.py", SECURITY + "test_matrix.py"),
        (Bar("other tree: pairs", least=10_000), Bar("matrix: canaries of the other tree", least=200)),
    ),
    Requirement(
        "R3",
        "what is allowed is what the lists show",
        (SECURITY + "test_rights.py",),
        (Bar("rights: random trees", least=2_000, long=True),),
    ),
    Requirement(
        "R4",
        "a right that was taken back is gone with the next request",
        (SECURITY + "test_rights.py",),
        (Bar("rights: runs of the state machine", least=500, long=True),),
    ),
    Requirement(
        "R6",
        "nobody gives or takes a role above or outside their own",
        (SECURITY + "test_rights.py",),
        (Bar("escalation: pairs", least=1), Bar("escalation: refused", least=1)),
    ),
    Requirement(
        "R7",
        "no byte of a key before the answer is final",
        (SECURITY + "test_key.py",),
        (Bar("keys: answers searched", least=300, summed=True),),
    ),
    Requirement(
        "R8",
        "order, time, attempts, pass mark and version are the server's to decide",
        (SECURITY + "test_cheats.py", SECURITY + "test_attempt_machine.py"),
        (Bar("cheats: tried", least=40), Bar("attempts: runs of the state machine", least=300, long=True)),
    ),
    Requirement(
        "R14",
        "a power cut takes nothing that was acknowledged",
        (FAULTS + "test_power_cut.py",),
        (Bar(CUT, "cuts", least=300), Bar(CUT, "lost", most=0), Bar(CUT, "item_types", least=KINDS)),
    ),
    Requirement(
        "R15",
        "the same when the web server is killed; it is soon ready again",
        (FAULTS + "test_kill.py",),
        (
            Bar(KILLED, "kills", least=30, long=True),
            Bar(KILLED, "clients", least=30, long=True),
            Bar(KILLED, "acknowledged", least=3_000, long=True),
            Bar(KILLED, "item_types", least=KINDS),
            Bar(KILLED, "faults", most=0),
            Bar(KILLED, "ready_max_s", most=3.0),
        ),
    ),
    Requirement(
        "R16",
        "the same when PostgreSQL goes away; after a long absence all is well two seconds later",
        (FAULTS + "test_postgres_away.py",),
        (
            Bar(AWAY, "clients", least=30, long=True),
            Bar(AWAY, "faults", most=0),
            Bar(AWAY, "answered_503", most=0),
            Bar(AWAY, "late_503", most=0),
            Bar(LONG_AWAY, "seconds", least=8.0),
            Bar(LONG_AWAY, "forms_503", least=1),
            Bar(LONG_AWAY, "without_what_was_typed", most=0),
            Bar(LONG_AWAY, "faults", most=0),
            Bar(LONG_AWAY, "late_503", most=0),
        ),
    ),
    Requirement(
        "R21",
        "after signing out, Back shows nothing of a page",
        (BROWSER + "test_leaving.py::test_after_signing_out",),
        (Bar("leaving: pages hidden after signing out", least=20),),
    ),
    Requirement(
        "R22",
        "handed in exactly once, whatever is pressed at the same moment",
        (
            SECURITY + "test_once.py",
            FAULTS + "test_class_start.py::test_ten_submissions",
            BROWSER + "test_answering.py::test_two_clicks",
            BROWSER + "test_two_pages.py",
        ),
        (Bar(TEN_AT_ONCE, "learners", least=30), Bar(TEN_AT_ONCE, "errors", most=0)),
    ),
    Requirement(
        "R23",
        "no answer is lost when a session ends, the server or the network is away, or a tab is closed",
        (BROWSER + "test_losing_nothing.py",),
        (Bar("R23 ", "tried", least=20, long=True), Bar("R23 ", "kept", same_as="tried")),
    ),
    Requirement(
        "R24",
        "an older tab never takes the place of a newer answer",
        (
            SECURITY + "test_once.py::test_an_older_tab",
            SECURITY + "test_once.py::test_a_blank",
            SECURITY + "test_pages_apart.py",
            BROWSER + "test_older_answers.py",
        ),
        (
            Bar("answers: interleavings of tabs", least=500),
            Bar("answers: bad lines of two pages", least=500, long=True),
        ),
    ),
    Requirement(
        "R27",
        "a class does the same in the same second",
        (FAULTS + "test_class_start.py",),
        (
            Bar(CLASS, "errors", most=0),
            *(Bar(CLASS, "p95_s", most=seconds, where=("learners", size)) for size, seconds in BARS.items()),
            Bar(CLASS_BESIDE, "errors", most=0),
            Bar(TEN_EACH, "errors", most=0),
            Bar(TEN_EACH, "p95_s", most=BURST_MOST, where=("learners", BURST)),
            Bar(TEN_EACH, "max_s", most=BURST_LONGEST, where=("learners", BURST)),
            Bar(LOG_IN, "errors", most=0),
            *(Bar(LOG_IN, "done_s", most=seconds, where=("learners", size)) for size, seconds in LOG_INS.items()),
            Bar(COUNTERS, "entered", least=RACE, long=True),
            Bar(COUNTERS, "lowest", same_as="entered"),
            Bar(COUNTERS, "highest", same_as="entered"),
            Bar(COUNTERS, "differing", most=0),
        ),
    ),
    Requirement(
        "R32",
        "quick exit shows the neutral page at once",
        (BROWSER + "test_leaving.py",),
        (
            Bar("leaving: (click|press)", "tried", least=30, long=True),
            Bar("leaving: (click|press)", "median_ms", most=200),
        ),
    ),
)
