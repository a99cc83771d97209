"""Parts are built apart: what hangs, crashes or eats memory costs its own file and nothing else."""

import io
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from courses.catalog import child, children
from courses.catalog.building import build
from courses.catalog.children import ChildLost, build_apart
from courses.catalog.course_loader import jobs_of
from courses.catalog.directory import read_lists
from courses.catalog.engine import engine
from courses.catalog.frames import AT, PART
from courses.catalog.loader import build_here, load_catalog
from courses.catalog.parts import Job, Part
from courses.catalog.plan import plan_courses
from courses.catalog.stored import from_json, to_json
from courses.catalog.turns import working_on
from tests.catalog.writing import HERE, TODAY, desk

READ = "tiny/02-second/01-three.md"
PLANTED = """
import os, time
from courses.catalog import child, markdown
before = markdown.Reader.convert
def convert(self, text):
    if 'TRAP' in text:
        {trap}
    return before(self, text)
markdown.Reader.convert = convert
child.main()
"""
TRAPS = {
    "a loop": "[0 for _ in iter(int, 1)]",
    "a loop in C": "sum(range(10 ** 15))",
    "a crash": "os.abort()",
    "an exit": "os._exit(0)",
    "sleep": "time.sleep(1000)",
}


def trapped(monkeypatch: pytest.MonkeyPatch, trap: str) -> None:
    monkeypatch.setattr(children, "COMMAND", (sys.executable, "-c", PLANTED.format(trap=trap)))


def jobs() -> list[Job]:
    root = HERE / "tiny"
    (plan,) = plan_courses(root)
    return jobs_of(root, plan, read_lists(root).help, frozenset())


def test_parts_built_apart_are_those_built_here() -> None:
    assert dict(build_apart(jobs())) == dict(build_here(jobs()))


def test_no_job_needs_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "COMMAND", ("/nowhere",))
    assert list(build_apart([])) == []


@pytest.mark.parametrize("trap", TRAPS)
def test_a_file_that_hangs_or_crashes_is_given_up_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trap: str
) -> None:
    trapped(monkeypatch, TRAPS[trap])
    root = desk(tmp_path, {READ: "---\ntitle: 차시\nminutes: 1\n---\nTRAP [x]\n"})

    def builder(asked: Sequence[Job]) -> object:
        return build_apart(asked, patience=10.0 if trap == "sleep" else 60.0)

    catalog = load_catalog(root, builder=builder, today=TODAY)  # type: ignore[arg-type]  # as the builders it stands for
    told = [(one.path, one.line, one.code) for one in catalog.findings if one.severity == "error"]
    assert told == [(f"tiny/{READ}", 1, "C019")]
    assert catalog.broken == ("tiny",)


def test_a_file_that_eats_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trapped(monkeypatch, "bytearray(1 << 34)")
    root = desk(tmp_path, {READ: "---\ntitle: 차시\nminutes: 1\n---\nTRAP [x]\n"})
    catalog = load_catalog(root, builder=build_apart)
    assert (f"tiny/{READ}", "C011") in {(one.path, one.code) for one in catalog.findings}


def test_a_child_that_cannot_work_at_all_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "COMMAND", (sys.executable, "-c", "raise SystemExit(3)"))
    with pytest.raises(ChildLost, match="code 3"):
        list(build_apart(jobs()))


def test_a_child_of_other_code_does_not_work_for_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "engine", lambda: "the code before the update")
    with pytest.raises(ChildLost, match="code 9"):
        list(build_apart(jobs()))
    monkeypatch.setattr(sys, "argv", ["-c", "the code before the update"])
    with pytest.raises(SystemExit, match="9"):
        child.main()


def test_a_child_that_dies_over_everything_is_told_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "import sys; n = b'tiny/tiny/course.md'; sys.stdout.buffer.write(b'@' + len(n).to_bytes(4) + n)"
    monkeypatch.setattr(children, "COMMAND", (sys.executable, "-c", words))
    with pytest.raises(ChildLost):
        list(build_apart(jobs()[:1]))


def test_leaving_in_the_middle_leaves_no_child_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def start(*args: object, **options: object) -> "subprocess.Popen[bytes]":
        started.append(popen(*args, **options))  # type: ignore[call-overload]  # handed on as it came
        return started[-1]

    monkeypatch.setattr(children.subprocess, "Popen", start)
    going = build_apart(jobs(), most=1)
    next(iter(going))
    going.close()  # type: ignore[attr-defined]  # it is a generator
    assert [one.poll() is not None for one in started] == [True]


def test_a_child_is_told_nothing_of_the_environment() -> None:
    assert dict(children.ENVIRONMENT) == {"PYTHONUTF8": "1"}


def test_a_long_message_is_sent_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[bytes] = []

    def write(_pipe: int, content: memoryview) -> int:
        sent.append(bytes(content[:3]))
        return len(content[:3])

    monkeypatch.setattr(children.os, "write", write)
    children.send(0, b"12345678")
    assert sent == [b"123", b"456", b"78"]


def frames(said: bytes) -> list[tuple[bytes, bytes]]:
    found = []
    while said:
        end = 5 + int.from_bytes(said[1:5])
        found.append((said[:1], said[5:end]))
        said = said[end:]
    return found


def test_a_child_says_which_file_it_turns_to_and_then_what_came_of_the_job() -> None:
    (front, first, second), sink = jobs(), io.BytesIO()
    asked = b"".join(len(one).to_bytes(4) + one for one in (to_json(Job, job) for job in (front, second)))
    child.serve(io.BytesIO(asked), sink)
    said = frames(sink.getvalue())
    turned_to = [content.decode() for kind, content in said if kind == AT]
    assert turned_to[0] == "tiny/tiny/course.md"
    assert f"tiny/{READ}" in turned_to
    assert [from_json(Part, content) for kind, content in said if kind == PART] == [build(front), build(second)]
    working_on("somewhere else")
    assert frames(sink.getvalue()) == said
    assert first.module is not None


def test_each_file_has_its_own_time_and_a_new_job_new_time(monkeypatch: pytest.MonkeyPatch) -> None:
    timers: list[float] = []
    left = iter((0.0, 1.5, 0.0, 0.4, 0.0, 0.0))

    def setitimer(which: int, seconds: float) -> tuple[float, float]:
        assert which == signal.ITIMER_PROF
        timers.append(seconds)
        return (next(left) if seconds == 0 else 0.0, 0.0)

    monkeypatch.setattr(signal, "setitimer", setitimer)
    told: list[str] = []
    budget = child.Budget(told.append, 2.0)
    for path in ("a", "a", "b", "a"):
        budget.turn_to(path)
    budget.renew()
    budget.turn_to("b")
    assert told == ["a", "b", "a", "b"]
    assert timers == [0, 2.0, 0, 2.0, 0, 1.5, 0, 0, 2.0]


def test_a_file_without_time_left_does_not_get_all_the_time_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    timers: list[float] = []
    monkeypatch.setattr(signal, "setitimer", lambda _which, seconds: (timers.append(seconds), (0.0, 0.0))[1])
    budget = child.Budget(lambda _path: None)
    for path in ("a", "b", "a"):
        budget.turn_to(path)
    assert timers[-1] == child.SHORTEST


def test_a_child_limits_itself_before_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: dict[int, tuple[int, int]] = {}
    handlers: dict[int, object] = {}
    served: list[object] = []
    monkeypatch.setattr(child.resource, "setrlimit", lambda which, both: limits.update({which: both}))
    monkeypatch.setattr(child.signal, "signal", lambda number, handler: handlers.update({number: handler}))
    monkeypatch.setattr(child.os, "dup", lambda _number: 99)
    monkeypatch.setattr(child.os, "fdopen", lambda number, _mode: number)
    monkeypatch.setattr(child.os, "dup2", lambda *_numbers: None)
    monkeypatch.setattr(child, "serve", lambda _source, sink: served.append((len(limits), sink)))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    monkeypatch.setattr(sys, "argv", ["-c", engine()])
    child.main()
    assert served == [(3, 99)]
    assert limits[child.resource.RLIMIT_AS] == (1 << 30, 1 << 30)
    assert handlers == {signal.SIGPIPE: signal.SIG_DFL, signal.SIGINT: signal.SIG_IGN}
