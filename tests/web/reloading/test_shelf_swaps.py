"""The content is read again while the site serves: whole, in every process, and in view of those who run it."""

import io
import json
import os
import shutil
import signal
from pathlib import Path
from queue import SimpleQueue

import pytest
from flask import Flask
from structlog.testing import capture_logs

from courses.commands import content_reload
from courses.foundation.settings import Settings
from courses.web import reading, serving, shelf
from courses.web.reading import Progress, cache_of, read_content
from courses.web.serving import Serving, announce, beginning, mark, obey, tell
from tests.conftest import TINY
from tests.web.reloading.changing import break_help, change


def test_a_request_sees_one_catalog_to_its_end(site: Flask, content: Path) -> None:
    with site.test_request_context("/"):
        before = shelf.shelf()
        change(content, "title: ", "title: 새 ")
        after = shelf.swap(site)
        assert (shelf.shelf() is before, shelf.standing(site) is after) == (True, True)
    with site.test_request_context("/"):
        assert shelf.shelf() is after
    assert after.digest != before.digest


class Terminal(io.StringIO):
    """A text that is taken for a screen."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("terminal", "said"),
    [(False, ["1/20\n", "2/20\n", "4/20\n"]), (True, ["1/20\r", "2/20\r", "3/20\r", "4/20\r"])],
)
def test_progress_is_told_in_steps_or_in_place(terminal: bool, said: list[str]) -> None:
    screen = Terminal() if terminal else io.StringIO()
    progress = Progress(screen)
    for done in range(1, 5):
        progress(done, 20)
    lines = screen.getvalue().replace("\r", "\r|").replace("\n", "\n|").split("|")[:-1]
    assert [line.rsplit(" ", 1)[1] for line in lines] == said


def test_nothing_is_told_where_everything_was_kept(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    read_content(settings, aloud=True)
    cold = capsys.readouterr().err
    read_content(settings, aloud=True)
    assert (cold.endswith("Reading the content: 3/3\n"), capsys.readouterr().err) == (True, "")


def test_a_data_directory_that_cannot_be_written_keeps_nothing(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _fresh: str) -> str:
        raise PermissionError

    monkeypatch.setattr("courses.foundation.settings.kept_secret", refuse)
    bare = settings.model_copy(update={"secret_key": type(settings.secret_key)("")})
    assert cache_of(bare) is None
    assert list(read_content(bare).courses) == ["tiny"]


def test_a_process_says_what_it_serves_and_others_can_tell_that_it_lives(site: Flask, settings: Settings) -> None:
    catalog = shelf.standing(site)
    announce(settings, catalog)
    assert serving.serving(settings) == [Serving(os.getpid(), beginning(os.getpid()), mark(catalog))]


def test_what_dead_processes_left_is_removed(settings: Settings) -> None:
    folder = settings.data_dir / serving.FOLDER
    folder.mkdir(parents=True)
    left = {
        "1": json.dumps({"pid": os.getpid(), "began": "1", "catalog": ""}),
        "2": json.dumps({"pid": 2**22 + 1, "began": "", "catalog": ""}),
        "3": "no JSON",
        "4": '{"pid": 1}',
        "5.new": "being written",
    }
    for name, text in left.items():
        (folder / name).write_text(text)
    assert serving.serving(settings) == []
    assert [one.name for one in folder.iterdir()] == ["5.new"]


def test_a_folder_that_cannot_be_written_keeps_nobody_from_serving(site: Flask, settings: Settings) -> None:
    catalog = shelf.standing(site)
    (settings.data_dir / serving.FOLDER).write_text("in the way")
    announce(settings, catalog)
    assert (settings.data_dir / serving.FOLDER).read_text() == "in the way"


def test_a_signal_makes_the_process_read_again(site: Flask, settings: Settings, content: Path) -> None:
    before = signal.getsignal(serving.SIGNAL)
    try:
        obey(site)
        first = serving.serving(settings)
        change(content, "title: ", "title: 새 ")
        wanted = mark(read_content(settings, last_good=True))
        tell([*first, Serving(2**22 + 1, "", "")])
        assert content_reload.waited_for(settings, wanted) == []
        assert first[0].catalog != wanted
    finally:
        signal.signal(serving.SIGNAL, before)


def test_reading_that_fails_leaves_what_stood_before(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shelf.standing(site)
    turns = iter((OSError(), before))

    def swap(_app: Flask) -> object:
        turn = next(turns)
        if isinstance(turn, OSError):
            raise turn
        return turn

    monkeypatch.setattr(serving, "swap", swap)
    orders: SimpleQueue[str] = SimpleQueue()
    for order in ("again", "again", ""):
        orders.put(order)
    with capture_logs() as said:
        serving._follow(site, orders)
    assert [one["event"] for one in said] == ["content_not_read", "content_read"]
    assert shelf.standing(site) is before


def test_a_broken_course_is_logged_with_what_is_served_and_since_when(site: Flask, content: Path) -> None:
    shelf.standing(site)
    shutil.copytree(content / "tiny", content / "new")
    change(content, "minutes: 1", "minutes: one")
    (content / "new/course.md").unlink()
    with capture_logs() as said:
        serving.complain(shelf.swap(site))
    older = shelf.standing(site).older["tiny"]
    assert [(one["event"], one["log_level"], one["course"], one["errors"], one["served"]) for one in said] == [
        ("content_broken", "warning", "new", 1, "nothing"),
        ("content_broken", "warning", "tiny", 1, "last good"),
    ]
    assert [(one["read"], one["since"]) for one in said] == [
        (None, None),
        (older.read.isoformat(), older.since.isoformat()),
    ]


def test_reading_uses_the_folder_that_is_served_unless_another_is_named(settings: Settings) -> None:
    assert [read_content(settings, root).root for root in (None, TINY)] == [settings.content_dir, TINY]
    assert (settings.data_dir / reading.FOLDER).is_dir()


def test_what_all_courses_share_is_logged(site: Flask, content: Path) -> None:
    shelf.standing(site)
    break_help(content)
    (content / "tiny/course.md").unlink()
    with capture_logs() as said:
        serving.complain(shelf.swap(site))
    assert [(one["event"], one["log_level"], one["line"], one["served"]) for one in said[:2]] == [
        ("content_list_broken", "error", 8, "last good"),
        ("content_holds_no_course", "error", None, "last good"),
    ]
