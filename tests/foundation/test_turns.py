"""Turns among threads and processes: one at a time, given back whatever happens, and waited for only so long."""

import fcntl
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from courses.foundation import turns
from courses.foundation.settings import ROOT
from courses.foundation.turns import HERE, turn

HOLDS = """
import sys
from pathlib import Path
from courses.foundation.turns import turn
with turn(Path(sys.argv[1])):
    print("mine", flush=True)
    sys.stdin.readline()
    Path(sys.argv[1] + "-over").touch()
"""
COUNTS = """
import sys
from pathlib import Path
from courses.foundation.turns import turn
counter = Path(sys.argv[1])
for _ in range(200):
    with turn(Path(sys.argv[2])):
        counter.write_text(str(int(counter.read_text()) + 1))
"""


@contextmanager
def another(file: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process whose turn it is, until its standard input ends."""
    command = [sys.executable, "-c", HOLDS, str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "mine\n"
        try:
            yield process
        finally:
            process.kill()


def waiting_threads() -> list[threading.Thread]:
    """The threads that wait for another process."""
    return [one for one in threading.enumerate() if one.name == turns.WAITS]


def test_no_change_is_lost_among_processes_that_take_turns(tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0")
    command = [sys.executable, "-c", COUNTS, str(counter), str(tmp_path / "turn")]
    counting = [subprocess.Popen(command, cwd=ROOT) for _ in range(3)]
    assert [one.wait() for one in counting] == [0, 0, 0]
    assert counter.read_text() == "600"
    assert (tmp_path / "turn").stat().st_size == 0


def test_a_turn_waits_until_the_other_process_is_done(tmp_path: Path) -> None:
    file = tmp_path / "turn"

    def mine() -> bool:
        with turn(file):
            return (tmp_path / "turn-over").exists()

    with another(file) as other, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(mine)
        assert not waiting.done()
        assert other.communicate("\n")[0] == ""
        assert waiting.result() is True


def test_a_turn_comes_back_from_a_process_that_was_killed(tmp_path: Path) -> None:
    with another(tmp_path / "turn") as other:
        other.kill()
        with turn(tmp_path / "turn"):
            assert other.wait() == -9


def test_who_waited_long_enough_goes_on_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "WITHIN", 0.05)
    with another(tmp_path / "turn") as other, turn(tmp_path / "turn"):
        assert other.poll() is None
    with HERE, turn(tmp_path / "turn"):
        assert HERE.locked()
    assert not HERE.locked()


def test_who_gave_up_waiting_keeps_nobody_out_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "WITHIN", 0.05)
    file = tmp_path / "turn"
    with another(file) as other:
        for _ in range(3):
            with turn(file):
                assert len(waiting_threads()) >= 1
        other.kill()
        other.wait()
    for one in waiting_threads():
        one.join(10)
    with file.open() as free:  # refused at once if somebody who gave up held it
        fcntl.flock(free, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_lock_that_fails_while_it_is_waited_for_keeps_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_descriptor: int, operation: int) -> None:
        raise BlockingIOError if operation & turns.fcntl.LOCK_NB else OSError("the disk is gone")

    monkeypatch.setattr(turns.fcntl, "flock", refuse)
    with turn(tmp_path / "turn"):
        assert HERE.locked()
    assert not HERE.locked()


def test_a_machine_without_room_for_a_thread_lets_one_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_thread: object) -> None:
        raise RuntimeError("can't start new thread")

    open_before = sum(1 for _ in Path("/proc/self/fd").iterdir())
    with another(tmp_path / "turn"):
        monkeypatch.setattr(turns.Thread, "start", refuse)
        with turn(tmp_path / "turn"):
            assert HERE.locked()
        monkeypatch.undo()
    assert not HERE.locked()
    assert sum(1 for _ in Path("/proc/self/fd").iterdir()) == open_before


def test_threads_take_turns_where_no_file_can_be_made_or_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with turn(tmp_path / "missing" / "turn"):
        assert HERE.locked()
    assert not HERE.locked()

    def refuse(_descriptor: int, _operation: int) -> None:
        raise OSError("no locks here")

    monkeypatch.setattr(turns.fcntl, "flock", refuse)
    with turn(tmp_path / "turn"):
        assert HERE.locked()
    assert not HERE.locked()


def test_a_turn_ends_with_an_error_too(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), turn(tmp_path / "turn"):
        raise ZeroDivisionError
    assert not HERE.locked()
    with another(tmp_path / "turn") as other:
        assert other.poll() is None
