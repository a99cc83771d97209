"""What hostile files cost the product: its own processes are watched from outside, so that no test's copy counts."""

import http.client
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from bench.product import Product, group
from courses.factory import create_app
from courses.foundation.database import db, give_back
from courses.foundation.settings import ROOT
from courses.web.sessions import SECURE_NAME
from tests.browsing import Browser
from tests.builders import build_school
from tests.catalog.small_files import SMALL
from tests.conftest import TINY
from tests.security.hostile_files import BOMB, PARTS, lists, many, pictures, workbook, zeros

pytestmark = [pytest.mark.security, pytest.mark.timeout(300)]
GROWTH = 150 * 1024
"""KiB by which no process may grow, at any moment, beyond what it was before."""
SPARSE = 10 * 1024**3


class Served(Product):
    """A site with one web worker that serves the tiny course."""

    def environment(self) -> dict[str, str]:
        return super().environment() | {"JIKIM_CONTENT_DIR": str(TINY), "WEB_CONCURRENCY": "1"}


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Served]:
    tmp_path.chmod(0o700)
    made = Served(tmp_path, demo=False)
    made.flask("site", "prepare")
    made.start()
    yield made
    made.stop()


def figure(process: int, name: str) -> int:
    """KiB that the kernel says of a process: VmRSS is its size now, VmHWM its largest since that was last set back."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


class Watch:
    """The processes of a group, and their sizes when watching began."""

    def __init__(self, leader: int) -> None:
        self.before = {one: figure(one, "VmRSS") for one in group(leader)}
        for one in self.before:
            Path(f"/proc/{one}/clear_refs").write_text("5")

    def growth(self) -> int:
        """KiB by which the one that grew most was larger for a moment; a process that died raises KeyError here."""
        return max(figure(one, "VmHWM") - before for one, before in self.before.items())


def teacher_of(product: Product) -> tuple[dict[str, str], str, str]:
    """The headers of a teacher's browser, its token for forms, and the address where a class list is brought in."""
    app = create_app(product.settings().model_copy(update={"content_dir": TINY}))
    with app.app_context():
        school = build_school()
        browser = Browser(app)
        browser.enter("teacher")
        found = {"Cookie": f"{SECURE_NAME}={browser.token}"}, browser.csrf(), f"/teach/{school.units['first']}/import"
        give_back()
        db.session.remove()
        db.engine.dispose()
    return found


def test_the_corpus_holds_what_it_says() -> None:
    packed, _ = zeros()
    assert (BOMB, PARTS, len(packed) < 2_000_000) == (1024, 100_000, True)
    assert many(PARTS).count(b"PK\x01\x02") == PARTS


def test_a_process_that_was_large_for_a_moment_is_seen() -> None:
    program = "input(); print(len(b'x' * (200 << 20))); input()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "bufsize": 1}
    with subprocess.Popen([sys.executable, "-c", program], start_new_session=True, **pipes) as child:
        assert child.stdin
        assert child.stdout
        watch = Watch(child.pid)
        child.stdin.write("go on\n")
        assert child.stdout.readline() == f"{200 << 20}\n"
        assert watch.growth() > GROWTH
        child.stdin.write("go on\n")


def test_no_file_in_place_of_a_class_list_makes_a_process_larger(
    product: Served, record_property: Callable[[str, object], None]
) -> None:
    headers, token, address = teacher_of(product)
    assert product.web is not None
    watch, statuses = Watch(product.web.pid), {}
    for name, content in (("good", workbook()), *lists()):
        boundary, body = encode_multipart(
            {"csrf_token": token, "file": FileStorage(io.BytesIO(content), "list.xlsx", "file")}
        )
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        connection = http.client.HTTPConnection("127.0.0.1", product.port, timeout=60)
        try:
            connection.request("POST", address, body, headers | kind)
            answer = connection.getresponse()
            statuses[name] = answer.status
            assert (name, name != "good" or "김하나" in answer.read().decode()) == (name, True)
        except (BrokenPipeError, ConnectionResetError):
            statuses[name] = 413  # the rest of what is too large is not read
        finally:
            connection.close()
        assert (name, watch.growth() < GROWTH) == (name, True), watch.growth() // 1024
    record_property("hostile files: growth of the serving process in MiB", watch.growth() // 1024)
    assert (statuses["good"], statuses["bomb"], statuses["very many parts"]) == (200, 422, 413)
    assert set(statuses.values()) == {200, 413, 422}
    assert len(statuses) > 60


def test_checking_what_an_author_put_there_costs_no_memory_and_no_time(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    plain, hostile = tmp_path / "plain", tmp_path / "hostile"
    spent = {}
    for root in (plain, hostile):
        media = root / "course" / "01-first" / "media"
        media.mkdir(parents=True)
        front = "---\ntitle: 제목\nsummary: 요약\nminutes: 1\n"
        (root / "course/course.md").write_text(f"{front}language: ko\naudience: everyone\n---\n", "utf-8")
        (root / "course/01-first/module.md").write_text(f"{front}---\n", "utf-8")
        names = [f"{number}{Path(name).suffix}" for number, (name, _, _) in enumerate(pictures())]
        names = [one for one in names if Path(one).suffix in {".png", ".jpg", ".gif", ".webp", ".avif", ".svg"}]
        lines = "\n".join(f"![그림](media/{one})\n" for one in names)
        (root / "course/01-first/01-one.md").write_text(f"---\ntitle: 제목\nminutes: 1\n---\n{lines}", "utf-8")
        for one in names:
            (media / one).write_bytes(SMALL[Path(one).suffix])
            if root is hostile:
                os.truncate(media / one, SPARSE)
    (hostile / "course/01-first/02-endless.md").write_bytes(b"")
    os.truncate(hostile / "course/01-first/02-endless.md", SPARSE)
    os.mkfifo(hostile / "course/01-first/03-waiting.md")
    os.mkfifo(hostile / "course/01-first/media/pipe.png")
    for root in (plain, hostile):
        began = time.monotonic()
        child = subprocess.Popen(
            [sys.executable, "-m", "flask", "content", "check", str(root)],
            cwd=ROOT,
            env=os.environ | {"FLASK_APP": "app:app", "JIKIM_DATA_DIR": str(tmp_path / "data"), "JIKIM_DEMO": "0"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        spent[root.name] = (child.returncode, usage.ru_maxrss, time.monotonic() - began)
    assert [spent[name][0] for name in ("plain", "hostile")] == [0, 1]
    grown = spent["hostile"][1] - spent["plain"][1]
    record_property("hostile files: growth of a check of media of 10 GB each in MiB", grown // 1024)
    assert grown < GROWTH // 10
    assert spent["hostile"][2] < spent["plain"][2] + 10
