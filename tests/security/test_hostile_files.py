"""Hostile files: an upload is read within limits and never kept; what an author adds is refused or is what it says."""

import io
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from courses.catalog.loader import load_catalog
from courses.foundation.settings import ROOT
from tests.browsing import Browser
from tests.builders import School, assign
from tests.catalog.small_files import SMALL
from tests.security.hostile_files import doubtful, lists, pictures
from tests.security.looking import changed_tables, every_row

pytestmark = pytest.mark.security
Browse = Callable[[str], Browser]
SECONDS = 20.0
READ = {200, 413, 422}
HERE = "tiny/01-first"


def files_of(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.timeout(300)
def test_no_file_in_place_of_a_class_list_is_kept_or_takes_long(
    app: Flask, school: School, browse: Browse, record_property: Callable[[str, object], None]
) -> None:
    teacher, url = browse("teacher"), f"/teach/{school.units['first']}/import"
    folder = Path(app.config["SETTINGS"].data_dir)
    before, stood = every_row(["login_session"]), files_of(folder)
    tried, longest = 0, 0.0
    for name, content in lists():
        called = ("list.xlsx", "../../list.csv")[tried % 2]
        sent = {"csrf_token": teacher.csrf(), "file": (io.BytesIO(content), called)}
        began = time.monotonic()
        answer = teacher.client.post(url, data=sent, content_type="multipart/form-data")
        took = time.monotonic() - began
        answer.request.environ["wsgi.input"].close()  # the test's own copy of what it sent
        assert (name, answer.status_code in READ, took < SECONDS) == (name, True, True), answer.status_code
        assert (name, "<script>window.__x" in answer.text or "<script>alert" in answer.text) == (name, False)
        tried, longest = tried + 1, max(longest, took)
    record_property("hostile files: class lists tried", tried)
    record_property("hostile files: longest answer in seconds", round(longest, 1))
    assert changed_tables(before) == []
    assert {one for one in files_of(folder) - stood if not one.endswith(("-wal", "-shm"))} == set()
    assert tried >= 60


def shown(name: str) -> str:
    """The Markdown that shows a file of media/."""
    if name.endswith((".mp3", ".m4a", ".ogg", ".opus", ".mp4", ".webm")):
        return f"/// media | 소리\n    src: media/{name}\n    captions: media/good.vtt\n    transcript: 글\n///\n"
    if name.endswith(".vtt"):
        return f"/// media | 소리\n    src: media/good.mp3\n    captions: media/{name}\n///\n"
    return f"![그림](media/{name})\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The tiny course with good sound and captions in its first module."""
    root = tmp_path / "content"
    shutil.copytree(ROOT / "tests" / "content" / "tiny", root)
    (root / HERE / "media").mkdir()
    for ending in (".mp3", ".vtt"):
        (root / HERE / "media" / f"good{ending}").write_bytes(SMALL[ending])
    return root


def show(root: Path, names: list[str]) -> None:
    """Let the first lesson show these files, in both its languages."""
    for name in ("01-one.md", "01-one.en.md"):
        lesson = root / HERE / name
        lesson.write_text("\n".join((lesson.read_text("utf-8"), *map(shown, names))), "utf-8")


def test_every_hostile_file_of_an_author_is_refused_by_its_code_and_none_is_served(
    app: Flask, school: School, browse: Browse, content: Path, record_property: Callable[[str, object], None]
) -> None:
    assign(school)
    media = content / HERE / "media"
    corpus = [(name.replace(" ", "-"), body, code) for name, body, code in pictures()]
    show(content, [name for name, _, _ in corpus])
    for name, _, _ in corpus:
        (media / name).write_bytes(SMALL[Path(name).suffix])
    good = load_catalog(content)
    assert [one.code for one in good.findings] == []
    for name, body, _ in corpus:
        (media / name).write_bytes(body)
    refused = load_catalog(content)
    found = {(Path(one.path).name, one.code) for one in refused.findings}
    assert found == {(name, code) for name, _, code in corpus}
    assert dict(refused.courses) == {}
    usual = app.extensions["catalog"]
    app.extensions["catalog"] = good  # what was good when it was read, and has been exchanged since
    try:
        learner = browse("first1")
        statuses = {name: learner.get(f"/learn/tiny/first/media/{name}").status_code for name, _, _ in corpus}
        assert {name: status for name, status in statuses.items() if status != 404} == {}
        assert learner.get("/learn/tiny/first/media/good.mp3").status_code == 200
    finally:
        app.extensions["catalog"] = usual
    record_property("hostile files: media refused", len(corpus))
    assert len(corpus) >= 60


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "gone"])
def test_what_is_no_file_any_more_is_not_served_and_keeps_nobody_waiting(
    app: Flask, school: School, browse: Browse, content: Path, kind: str
) -> None:
    assign(school)
    show(content, ["good.mp3"])
    file = content / HERE / "media" / "good.mp3"
    usual = app.extensions["catalog"]
    app.extensions["catalog"] = load_catalog(content)
    file.unlink()
    if kind == "link":
        file.symlink_to("/etc/passwd")
    elif kind == "pipe":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    try:
        assert browse("first1").get("/learn/tiny/first/media/good.mp3").status_code == 404
    finally:
        app.extensions["catalog"] = usual


def test_what_passes_the_check_is_served_as_nothing_that_runs(
    app: Flask, school: School, browse: Browse, content: Path
) -> None:
    assign(school)
    files = dict(doubtful())
    show(content, list(files))
    for name, body in files.items():
        (content / HERE / "media" / name).write_bytes(body)
    usual = app.extensions["catalog"]
    app.extensions["catalog"] = load_catalog(content)
    try:
        learner = browse("first1")
        for name in files:
            answer = learner.get(f"/learn/tiny/first/media/{name}")
            kind = answer.headers["Content-Type"].partition("/")[0]
            assert (name, answer.status_code, kind in {"image", "audio"}) == (name, 200, True)
            assert (name, answer.headers["X-Content-Type-Options"]) == (name, "nosniff")
            policy = answer.headers["Content-Security-Policy"]
            scripts = "script-src" in policy.replace("script-src 'self'", "")
            assert (name, "default-src 'none'" in policy, scripts) == (name, True, False)
            assert (name, "sandbox" in policy) == (name, name.endswith(".svg"))
    finally:
        app.extensions["catalog"] = usual
