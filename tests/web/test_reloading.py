"""The content is read again while the site serves: whole, in every process, and the last that was in order stays."""

import io
import json
import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

import pytest
from flask import Flask
from structlog.testing import capture_logs

from courses.catalog.cache import Cache
from courses.commands import content_reload
from courses.factory import create_app
from courses.foundation.settings import Settings
from courses.web import reading, serving, shelf
from courses.web.reading import Progress, cache_of, read_content
from courses.web.serving import Serving, announce, beginning, mark, obey, tell
from tests.browsing import Browser
from tests.builders import School
from tests.catalog.small_files import png
from tests.conftest import TINY, settings_for

READ = "tiny/02-second/01-three.md"
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
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
    lines = [TIME.sub("TIME", line) for line in said.splitlines()]
    at = lines.index(
        "tiny: 1 error. The content that was last in order stays in service (read on TIME, so since TIME)."
    )
    file = content / READ
    assert lines[at + 1] == f"  {file}:3:10: error F011 The value of minutes must be a whole number."
    korean = [TIME.sub("때", line) for line in reload(site, "ko")[1].splitlines()]
    assert korean[:2] == [
        "tiny: 오류 1개. 앞서 온전했던 내용을 그대로 씁니다 (때에 읽은 내용, 때부터).",
        f"  {file}:3:10: error F011 minutes에는 정수가 와야 합니다.",
    ]
    shutil.copytree(content / "tiny", content / "new")
    change(content, "title: ", "heading: ")
    assert "new: 1 error. The course is not served.\n" in reload(site)[1]
    assert "new: 오류 1개. 이 과정은 열리지 않습니다.\n" in reload(site, "ko")[1]
    assert "tiny: 3 errors. The content" in reload(site)[1]


def test_reload_tells_the_first_errors_and_where_the_rest_are(site: Flask, content: Path, running: list[bool]) -> None:
    change(content, "끝까지", "[](help:nobody) " * 25)
    lines = reload(site)[1].splitlines()
    found = [line for line in lines if "error L310" in line]
    assert (len(found), f"  and 5 more: flask content check {content / 'tiny'}" in lines) == (20, True)
    assert f"  그 밖에 5개: flask content check {content / 'tiny'}" in reload(site, "ko")[1].splitlines()


def test_a_media_file_that_the_check_refuses_keeps_the_course_as_it_was_and_is_told(
    site: Flask, content: Path, running: list[bool]
) -> None:
    picture = content / "tiny/02-second/media/a.png"
    picture.parent.mkdir()
    picture.write_bytes(png())
    for name in (READ, READ.replace(".md", ".en.md")):
        text = (content / name).read_text("utf-8")
        (content / name).write_text(f"{text}\n![A](media/a.png)\n", "utf-8")
    assert reload(site)[0] == 0
    picture.write_bytes(png(2**20, 2**20))
    code, said = reload(site)
    assert (code, "error C023 The picture has too many pixels (1048576×1048576)" in said) == (1, True)
    assert list(shelf.standing(site).courses) == ["tiny"]


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
    read_content(settings, last_good=True)
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
    page = TIME.sub("때", browse(who).get("/learn").text)
    assert "‘작은 과정’ 과정을 고친 내용에 오류가 있어, 앞서 온전했던 내용이 그대로 쓰이고 있습니다." in page
    assert "때에 읽은 내용이고, 때부터 오류가 있습니다." in page
    assert "‘empty’ 과정에 오류가 있어 열리지 않습니다." in page
    links = [f'<a href="/author/{one}">고칠 곳 보기</a>' in page for one in ("tiny", "empty")]
    assert links == [who != "operator"] * 2


@pytest.mark.parametrize("who", ["administrator", "author"])
def test_the_way_leads_to_what_is_to_be_mended(broken: None, school: School, browse: Open, who: str) -> None:
    browser = browse(who)
    assert [browser.get(f"/author/{one}").status_code for one in ("tiny", "empty")] == [200, 200]
    assert "머리말이 없습니다." in browser.get(f"/author/tiny?file={READ}").text


def test_of_what_was_served_before_nothing_was_noted_the_time_is_not_told(
    app: Flask, broken: None, school: School, browse: Open
) -> None:
    app.extensions["catalog"] = replace(app.extensions["catalog"], older={})
    page = browse("operator").get("/learn").text
    assert ("그대로 쓰이고 있습니다." in page, "에 읽은 내용이고" in page) == (True, False)


@pytest.mark.parametrize("who", ["", "first1", "teacher"])
def test_others_are_told_nothing_of_it(broken: None, school: School, browse: Open, who: str) -> None:
    assert "오류가 있어" not in browse(who).get("/help").text


def test_reading_uses_the_folder_that_is_served_unless_another_is_named(settings: Settings) -> None:
    assert [read_content(settings, root).root for root in (None, TINY)] == [settings.content_dir, TINY]
    assert (settings.data_dir / reading.FOLDER).is_dir()


COLON = ("checked:", "checked：")


def break_help(content: Path) -> None:
    file = content / "help.yaml"
    file.write_text(file.read_text("utf-8").replace(*COLON, 1), "utf-8")


def dialled(site: Flask) -> int:
    """How many numbers the public help page offers."""
    return site.test_client().get("/help").text.count('href="tel:')


@pytest.mark.parametrize("damage", [break_help, lambda content: (content / "help.yaml").unlink()], ids=["typo", "gone"])
def test_help_is_never_lost_over_a_reload_or_a_restart(
    site: Flask, settings: Settings, content: Path, damage: Callable[[Path], None]
) -> None:
    shelf.standing(site)
    before = dialled(site)
    assert before > 0
    damage(content)
    shelf.swap(site)
    assert (dialled(site), dialled(create_app(settings)), shelf.standing(site).broken) == (before, before, ())


def test_help_is_kept_in_memory_when_the_disk_kept_nothing(site: Flask, settings: Settings, content: Path) -> None:
    good = shelf.standing(site)
    shutil.rmtree(settings.data_dir / reading.FOLDER)
    (content / "help.yaml").unlink()
    assert (shelf.swap(site).help, dict(shelf.standing(site).failing)) == (good.help, {"help.yaml": True})


def test_reload_names_the_line_of_a_broken_directory_and_what_is_shown(
    site: Flask, content: Path, running: list[bool]
) -> None:
    break_help(content)
    code, said = reload(site)
    lines = said.splitlines()
    at = lines.index("help.yaml: It cannot be read; the list that was last in order stays in service.")
    assert (code, lines[at + 1].startswith(f"  {content / 'help.yaml'}:8:")) == (1, True)
    assert "help.yaml: 읽을 수 없어, 앞서 온전했던 목록을 그대로 씁니다." in reload(site, "ko")[1]


def test_reload_says_so_where_no_directory_is_kept(
    site: Flask, settings: Settings, content: Path, running: list[bool]
) -> None:
    shutil.rmtree(settings.data_dir / reading.FOLDER)
    (content / "help.yaml").unlink()
    code, said = reload(site)
    assert (code, "help.yaml: It has errors; what can be read of it is used." in said) == (1, True)
    assert "tiny: It cannot be read because of help.yaml. The course is not served." in said
    assert "tiny: help.yaml 때문에 읽을 수 없습니다. 이 과정은 열리지 않습니다." in reload(site, "ko")[1]


@pytest.mark.parametrize("damage", ["gone", "empty", "no page"])
def test_a_folder_without_courses_takes_nothing_out_of_service(
    site: Flask, settings: Settings, content: Path, damage: str
) -> None:
    good = shelf.standing(site)
    content.rename(content.with_name("away"))
    if damage != "gone":
        content.mkdir()
    if damage == "no page":
        (content / "other").mkdir()
    swapped, restarted = shelf.swap(site), shelf.standing(create_app(settings))
    assert (swapped.courses, restarted.courses, swapped.help) == (good.courses, good.courses, good.help)
    assert swapped.failing["."]
    content.rename(content.with_name("other")) if content.exists() else None
    content.with_name("away").rename(content)
    assert (shelf.swap(site).failing, shelf.standing(site).older) == ({}, {})


def test_courses_are_kept_in_memory_when_the_disk_kept_nothing(site: Flask, settings: Settings, content: Path) -> None:
    good = shelf.standing(site)
    shutil.rmtree(settings.data_dir / reading.FOLDER)
    shutil.rmtree(content)
    assert shelf.swap(site).courses == good.courses


@pytest.fixture
def uncached(monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder in which anything is kept."""
    monkeypatch.setattr(reading, "cache_of", lambda _: None)


def test_without_a_cache_a_slip_takes_no_course_and_no_list_out_of_service(
    uncached: None, site: Flask, content: Path
) -> None:
    change(content, "title: ", "title: 새 ")
    good = shelf.standing(site)
    change(content, "minutes: 1", "minutes: one")
    shutil.copytree(content / "tiny", content / "new")
    break_help(content)
    (content / "sources.yaml").unlink()
    for _ in range(2):
        swapped = shelf.swap(site)
        assert (swapped.courses, swapped.help, swapped.sources) == (good.courses, good.help, good.sources)
        assert (swapped.digest, swapped.broken) == (good.digest, ("new", "tiny"))
        assert dict(swapped.failing) == {"help.yaml": True, "sources.yaml": True}


def test_what_is_left_of_a_broken_list_makes_way_for_more_of_it(uncached: None, site: Flask, content: Path) -> None:
    file = content / "help.yaml"
    whole = file.read_text("utf-8")
    file.write_text(whole.replace("name:", "nam:", 2), "utf-8")
    assert list(shelf.standing(site).help) == ["web-page"]
    file.write_text(whole.replace("name:", "nam:", 1), "utf-8")
    swapped = shelf.swap(site)
    assert (list(swapped.help), dict(swapped.failing)) == (["in-school", "web-page"], {"help.yaml": False})


def test_the_course_in_memory_is_not_replaced_by_an_older_one_from_the_disk(
    site: Flask, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.standing(site)
    with monkeypatch.context() as full:
        full.setattr(Cache, "put", lambda *_: None)
        change(content, "title: ", "title: 새 ")
        newer = shelf.swap(site)
    change(content, "minutes: 1", "minutes: one")
    swapped = shelf.swap(site)
    assert (swapped.courses, swapped.digest) == (newer.courses, newer.digest)


def test_reload_without_a_cache_sees_that_all_have_read(
    uncached: None, site: Flask, content: Path, running: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_reload, "WITHIN", 0.15)
    change(content, "minutes: 1", "minutes: one")
    code, said = reload(site)
    assert (code, "have not read" in said) == (1, False)


def test_reload_refuses_a_folder_without_courses_in_a_plain_sentence(
    site: Flask, content: Path, running: list[bool]
) -> None:
    shutil.rmtree(content)
    code, said = reload(site)
    assert (code, said.splitlines()[-1]) == (
        1,
        f"Error: There is no course in {content}. Nothing was changed: what was in order last stays in service.",
    )
    assert f"{content}에 과정이 하나도 없습니다. 아무것도 바꾸지 않았고" in reload(site, "ko")[1]


@pytest.mark.parametrize("how", ["draft", "gone"])
def test_reload_says_aloud_that_a_course_goes_out_of_service(
    site: Flask, content: Path, running: list[bool], how: str
) -> None:
    shutil.copytree(content / "tiny", content / "other")
    assert reload(site)[0] == 0
    if how == "gone":
        shutil.rmtree(content / "other")
    else:
        page = content / "other/course.md"
        page.write_text(page.read_text("utf-8").replace("revision:", "state: draft\nrevision:"), "utf-8")
    code, said = reload(site)
    why = {"draft": "is a draft now (state: draft)", "gone": "has no folder any more"}[how]
    assert (code, f"other: was in service and {why}." in said) == (0, True)
    assert list(shelf.standing(site).withdrawn) == ["other"]
    korean = {"draft": "이제 초안이 되었습니다", "gone": "이제 폴더가 없습니다"}[how]
    assert korean in reload(site, "ko")[1]


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


@pytest.fixture
def lacking(app: Flask, tmp_path: Path) -> Iterator[Callable[..., None]]:
    """Make the site serve what stands in a content folder after something was done to it."""
    usual = app.extensions["catalog"]

    def make(damage: Callable[[Path], object], *, kept: bool) -> None:
        root = tmp_path / "content"
        shutil.copytree(TINY, root)
        settings = settings_for(tmp_path / "data", content_dir=root)
        if kept:
            read_content(settings, last_good=True)
        damage(root)
        app.extensions["catalog"] = read_content(settings, last_good=True)

    yield make
    app.extensions["catalog"] = usual


def gone(name: str) -> Callable[[Path], object]:
    return lambda root: (root / name).unlink()


@pytest.mark.parametrize(
    ("damage", "kept", "said"),
    [
        (break_help, True, "연락처 목록(help.yaml)을 8줄부터 읽을 수 없어, 앞서 온전했던 목록을 그대로 보여 줍니다."),
        (break_help, False, "연락처 목록(help.yaml)에 오류가 있어(8줄), 읽을 수 있는 연락처만 보여 줍니다."),
        (
            gone("sources.yaml"),
            True,
            "근거 목록(sources.yaml)을 1줄부터 읽을 수 없어, 앞서 온전했던 목록을 그대로 씁니다.",
        ),
        (gone("sources.yaml"), False, "근거 목록(sources.yaml)에 오류가 있어(1줄), 읽을 수 있는 근거만 보여 줍니다."),
        (shutil.rmtree, True, "교육 내용 폴더에 과정이 하나도 없어, 앞서 온전했던 과정을 그대로 씁니다."),
        (shutil.rmtree, False, "교육 내용 폴더에 과정이 하나도 없어 아무 과정도 열리지 않습니다."),
    ],
)
def test_administrators_are_told_what_all_courses_lack(
    lacking: Callable[..., None], school: School, browse: Open, damage: object, kept: bool, said: str
) -> None:
    lacking(damage, kept=kept)
    assert said in browse("administrator").get("/learn").text
    assert said not in browse("teacher").get("/help").text


def test_administrators_are_told_of_a_course_that_went_out_of_service(
    lacking: Callable[..., None], school: School, browse: Open
) -> None:
    def hide(root: Path) -> None:
        page = root / "tiny/course.md"
        page.write_text(page.read_text("utf-8").replace("revision:", "state: draft\nrevision:"), "utf-8")

    lacking(hide, kept=True)
    page = TIME.sub("때", browse("administrator").get("/learn").text)
    assert "‘tiny’ 과정이 때부터 초안이거나 폴더에 없어, 배정받은 사람에게도 보이지 않습니다." in page
