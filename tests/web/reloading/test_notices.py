"""Those who look after the site are told on their pages what is not served as it stands in the folder."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from courses.web.reading import read_content
from tests.builders import School
from tests.conftest import TINY, settings_for
from tests.web.reloading.changing import READ, TIME, Open, break_help


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
