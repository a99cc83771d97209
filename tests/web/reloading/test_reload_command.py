"""`flask content reload`: who has read, what is broken, what stays, what goes out of service."""

import os
import shutil
from pathlib import Path

import pytest
from flask import Flask
from structlog.testing import capture_logs

from courses.commands import content_reload
from courses.foundation.settings import Settings
from courses.web import reading, serving, shelf
from courses.web.authoring_outline import courses
from courses.web.content_notices import notice
from courses.web.serving import announce
from tests.catalog.small_files import png
from tests.catalog.writing import move_two
from tests.web.reloading.changing import READ, TIME, break_help, change, reload, rename


def test_reload_says_clearly_that_nothing_runs(site: Flask, settings: Settings) -> None:
    assert reload(site) == (
        1,
        f"Error: Nothing runs with this data directory ({settings.data_dir}). The next start reads the content.\n",
    )
    assert "돌고 있는 지킴이 없습니다" in reload(site, "ko")[1]


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


def test_a_course_renamed_with_an_error_in_it_stays_open_at_its_old_address(
    site: Flask, content: Path, running: list[bool]
) -> None:
    good = shelf.standing(site)
    change(content, "minutes: 1", "minutes: one")
    rename(content, "tiny", "later", "tiny")
    code, said = reload(site)
    first = next(TIME.sub("TIME", one) for one in said.splitlines() if one.startswith("later: "))
    kept = "The content that was last in order stays in service as tiny (read on TIME, so since TIME)."
    assert (code, first, "no folder" in said) == (1, f"later: 1 error. {kept}", False)
    assert "앞서 온전했던 내용을 그대로 씁니다(tiny)" in reload(site, "ko")[1]
    assert shelf.standing(site).courses == good.courses
    with site.test_request_context("/"):
        assert "그대로 쓰이고 있습니다." in notice("later")
        (line,) = courses(shelf.standing(site))
        assert (line.title, line.state) == ("작은 과정", "broken")
    with capture_logs() as logged:
        serving.complain(shelf.standing(site))
    assert [(one["course"], one["served"], one["since"] is None) for one in logged] == [("later", "last good", False)]


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
    assert list(shelf.standing(site).withdrawn.courses) == ["other"]
    korean = {"draft": "이제 초안이 되었습니다", "gone": "이제 폴더가 없습니다"}[how]
    assert korean in reload(site, "ko")[1]


def test_reload_and_check_say_where_a_lesson_stands_now(site: Flask, content: Path, running: list[bool]) -> None:
    assert reload(site)[0] == 0
    move_two(content / "tiny")
    with site.app_context():
        checked = site.test_cli_runner().invoke(args=["content", "check", "--lang", "en"]).stderr
    line = "tiny/first/two: was in service as a lesson and stands in tiny/second now. The evidence does not move along"
    assert [(line in one, "formerly" in one) for one in (checked, reload(site)[1], reload(site)[1])] == [
        (True, False)
    ] * 3
    assert "tiny/first/two: 쓰이던 차시인데 이제 tiny/second 교육에 있습니다." in reload(site, "ko")[1]


def test_reload_and_check_say_what_follows_from_a_part_that_is_gone(
    site: Flask, content: Path, running: list[bool]
) -> None:
    assert reload(site)[0] == 0
    (content / "tiny/01-first/02-two.md").rename(content / "tiny/01-first/02-pair.md")
    (content / "tiny/01-first/02-two.en.md").rename(content / "tiny/01-first/02-pair.en.md")
    for file in (content / "tiny/01-first").glob("quiz*"):
        file.unlink()
    with site.app_context():
        checked = site.test_cli_runner().invoke(args=["content", "check", "--lang", "en"])
    code, said = reload(site)
    renamed = "tiny/first/two: was in service as a lesson and is gone. The evidence stays but no longer counts."
    without = "tiny/first/quiz.md: was in service and is gone: the module is completed without a quiz now."
    assert (code, checked.exit_code) == (0, 0)
    assert [line in one for one in (said, checked.stderr) for line in (renamed, without)] == [True] * 4
    korean = reload(site, "ko")[1]
    assert "tiny/first/two: 쓰이던 차시인데 이제 없습니다. 이수 기록은 남지만 더는 세지 않습니다." in korean
    rename(content, "tiny", "later", "tiny")
    with site.app_context():
        for path, told in (("later", True), ("later/01-first", True), ("help.yaml", False)):
            args = ["content", "check", str(content / path), "--lang", "en"]
            said = site.test_cli_runner().invoke(args=args).stderr
            assert [line.replace("tiny", "later", 1) in said for line in (renamed, without)] == [told] * 2
