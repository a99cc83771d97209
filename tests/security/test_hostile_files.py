"""Hostile files: an upload is read within limits and never kept; what an author adds is served as what it says."""

import io
import resource
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
from tests.security.hostile_files import lists, pictures
from tests.security.looking import changed_tables, every_row

pytestmark = pytest.mark.security
Browse = Callable[[str], Browser]
SECONDS = 20.0
GROWTH = 150 * 1024
"""KiB that all of them together may add to the largest size the process has had."""
READ = {200, 413, 422}


def files_of(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_no_file_in_place_of_a_class_list_is_kept_or_costs_much(
    app: Flask, school: School, browse: Browse, record_property: Callable[[str, object], None]
) -> None:
    teacher, url = browse("teacher"), f"/teach/{school.units['first']}/import"
    folder = Path(app.config["SETTINGS"].data_dir)
    before, stood = every_row(["login_session"]), files_of(folder)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tried = 0
    for name, content in lists():
        for called in ("list.xlsx", "../../list.csv"):
            sent = {"csrf_token": teacher.csrf(), "file": (io.BytesIO(content), called)}
            began = time.monotonic()
            answer = teacher.client.post(url, data=sent, content_type="multipart/form-data")
            took = time.monotonic() - began
            answer.request.environ["wsgi.input"].close()  # the test's own copy of what it sent
            assert (name, answer.status_code in READ, took < SECONDS) == (name, True, True), answer.status_code
            assert (name, "<script>window.__x" in answer.text or "<script>alert" in answer.text) == (name, False)
            tried += 1
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - grown
    record_property("hostile files: class lists tried", tried)
    record_property("hostile files: growth of the process in MiB", grown // 1024)
    assert changed_tables(before) == []
    assert {one for one in files_of(folder) - stood if not one.endswith(("-wal", "-shm"))} == set()
    assert grown < GROWTH
    assert tried >= 60


def test_no_file_of_an_author_is_served_as_anything_that_runs(
    app: Flask, school: School, browse: Browse, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    root = tmp_path / "content"
    shutil.copytree(ROOT / "tests" / "content" / "tiny", root)
    media = root / "tiny/01-first/media"
    media.mkdir()
    lines = []
    for name, content in pictures():
        (media / name).write_bytes(content)
        lines.append(f"![그림](media/{name})\n")
    for name in ("01-one.md", "01-one.en.md"):
        lesson = root / "tiny/01-first" / name
        lesson.write_text(f"{lesson.read_text('utf-8')}\n{chr(10).join(lines)}", "utf-8")
    (media / "outside.png").symlink_to("/etc/passwd")
    assert [one.code for one in load_catalog(root).findings] == ["C012"]
    (media / "outside.png").unlink()
    assign(school)
    usual = app.extensions["catalog"]
    app.extensions["catalog"] = load_catalog(root)
    try:
        learner, served = browse("first1"), 0
        for name, _ in pictures():
            answer = learner.get(f"/learn/tiny/first/media/{name}")
            if answer.status_code == 404:
                continue
            served += 1
            kind = answer.headers["Content-Type"].partition(";")[0]
            assert (name, answer.status_code, kind.startswith("image/")) == (name, 200, True)
            assert (name, answer.headers["X-Content-Type-Options"]) == (name, "nosniff")
            policy = answer.headers["Content-Security-Policy"]
            assert (name, "default-src 'none'" in policy, "script-src" in policy.replace("script-src 'self'", "")) == (
                name,
                True,
                False,
            )
            if name.endswith(".svg"):
                assert (name, "sandbox" in policy) == (name, True)
        record_property("hostile files: pictures served as pictures", served)
        assert served >= 15
    finally:
        app.extensions["catalog"] = usual
