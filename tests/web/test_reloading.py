"""The content is read again while the site serves: whole, in every process, and the last that was in order stays."""

import io
import json
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest
from flask import Flask
from structlog.testing import capture_logs

from courses.commands import content_reload
from courses.factory import create_app
from courses.foundation.settings import Settings
from courses.web import reading, serving, shelf
from courses.web.reading import Progress, cache_of, read_content
from courses.web.serving import Serving, announce, beginning, mark, obey, tell
from tests.browsing import Browser
from tests.builders import School
from tests.conftest import TINY, settings_for

READ = "tiny/02-second/01-three.md"
Open = Callable[[str], Browser]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "content")
    return tmp_path / "content"


@pytest.fixture
def settings(content: Path, tmp_path: Path) -> Settings:
    return settings_for(tmp_path / "data", content_dir=content)


@pytest.fixture
def site(settings: Settings) -> Flask:
    """An application of its own, outside any context."""
    return create_app(settings)


def change(content: Path, old: str, new: str) -> None:
    text = (content / READ).read_text("utf-8")
    assert old in text
    (content / READ).write_text(text.replace(old, new), "utf-8")


def test_a_request_sees_one_catalog_to_its_end(site: Flask, content: Path) -> None:
    with site.test_request_context("/"):
        before = shelf.shelf()
        change(content, "title: ", "title: 새 ")
        after = shelf.swap(site)
        assert (shelf.shelf() is before, shelf.standing(site) is after) == (True, True)
    with site.test_request_context("/"):
        assert shelf.shelf() is after
    assert after.digest != before.digest


def test_a_broken_course_stays_in_service_over_a_restart(site: Flask, settings: Settings, content: Path) -> None:
    good = shelf.standing(site)
    change(content, "minutes: 1", "minutes: one")
    swapped, restarted = shelf.swap(site), shelf.standing(create_app(settings))
    assert [one.courses for one in (swapped, restarted)] == [good.courses] * 2
    assert (swapped.broken, restarted.broken) == (("tiny",), ("tiny",))


@pytest.mark.parametrize(
    ("terminal", "said"),
    [(False, ["1/20\n", "2/20\n", "4/20\n"]), (True, ["1/20\r", "2/20\r", "3/20\r", "4/20\r"])],
)
def test_progress_is_told_in_steps_or_in_place(terminal: bool, said: list[str]) -> None:
    screen = io.StringIO()
    screen.isatty = lambda: terminal  # type: ignore[method-assign]  # as on a terminal
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


def reload(site: Flask, language: str = "en") -> tuple[int, str]:
    with site.app_context():
        result = site.test_cli_runner().invoke(args=["content", "reload", "--lang", language])
    return result.exit_code, result.output


def test_reload_says_clearly_that_nothing_runs(site: Flask, settings: Settings) -> None:
    assert reload(site) == (
        1,
        f"Error: Nothing runs with this data directory ({settings.data_dir}). The next start reads the content.\n",
    )
    assert "돌고 있는 지킴이 없습니다" in reload(site, "ko")[1]


@pytest.fixture
def running(site: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """This process, as if it served; it obeys while the list says so."""
    obeys = [True]
    announce(settings, shelf.standing(site))

    def told(_processes: object) -> None:
        if obeys[0]:
            announce(settings, shelf.swap(site))

    monkeypatch.setattr(content_reload, "tell", told)
    return obeys


def test_reload_counts_who_has_read(site: Flask, content: Path, running: list[bool]) -> None:
    change(content, "title: ", "title: 새 ")
    code, said = reload(site)
    assert (code, said.splitlines()[-1]) == (0, "1 process has read 1 course again.")
    assert reload(site, "ko") == (0, "프로세스 1개가 과정 1개를 새로 읽었습니다.\n")


def test_reload_names_what_is_broken_and_what_stays(site: Flask, content: Path, running: list[bool]) -> None:
    change(content, "minutes: 1", "minutes: one")
    code, said = reload(site)
    assert code == 1
    assert "tiny: 1 errors. The content that was last in order stays in service.\n" in said
    assert "tiny: 오류 1개. 앞서 온전했던 내용을 그대로 씁니다.\n" in reload(site, "ko")[1]
    shutil.copytree(content / "tiny", content / "new")
    assert "new: 1 errors. The course is not served.\n" in reload(site)[1]
    assert "new: 오류 1개. 이 과정은 열리지 않습니다.\n" in reload(site, "ko")[1]


def test_reload_counts_several(site: Flask, content: Path, settings: Settings, running: list[bool]) -> None:
    shutil.copytree(content / "tiny", content / "tiny-two")
    announce(settings, shelf.standing(site))
    assert reload(site)[1].splitlines()[-1] == "1 process has read 2 courses again."


def test_reload_tells_who_does_not_follow(
    site: Flask, content: Path, running: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_reload, "WITHIN", 0.15)
    running[0] = False
    change(content, "title: ", "title: 새 ")
    code, said = reload(site)
    assert (code, said.splitlines()[-1]) == (
        1,
        f"Error: Processes that have not read the content within 0 seconds: {os.getpid()}",
    )
    assert "읽지 않은 프로세스" in reload(site, "ko")[1]


@pytest.fixture
def broken(app: Flask, tmp_path: Path) -> Iterator[None]:
    """The site with one course that stays as it was, and one that cannot be served."""
    root = tmp_path / "content"
    shutil.copytree(TINY, root)
    settings = settings_for(tmp_path / "data", content_dir=root)
    read_content(settings)
    (root / READ).write_text("no front matter", "utf-8")
    (root / "empty").mkdir()
    usual = app.extensions["catalog"]
    app.extensions["catalog"] = read_content(settings, last_good=True)
    yield
    app.extensions["catalog"] = usual


@pytest.mark.parametrize("who", ["administrator", "author", "operator"])
def test_those_who_look_after_the_site_are_told_on_their_pages(
    broken: None, school: School, browse: Open, who: str
) -> None:
    page = browse(who).get("/learn").text
    assert "‘작은 과정’ 과정을 고친 내용에 오류가 있어, 앞서 온전했던 내용이 그대로 쓰이고 있습니다." in page
    assert "‘empty’ 과정에 오류가 있어 열리지 않습니다." in page


@pytest.mark.parametrize("who", ["", "first1", "teacher"])
def test_others_are_told_nothing_of_it(broken: None, school: School, browse: Open, who: str) -> None:
    assert "오류가 있어" not in browse(who).get("/help").text


def test_reading_uses_the_folder_that_is_served_unless_another_is_named(settings: Settings) -> None:
    assert [read_content(settings, root).root for root in (None, TINY)] == [settings.content_dir, TINY]
    assert (settings.data_dir / reading.FOLDER).is_dir()
