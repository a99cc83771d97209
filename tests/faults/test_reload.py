"""Content is edited under readers: every process shows it, nobody is turned away, a broken course stays as it was."""

import http.client
import os
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.people import COURSE, Learner, Site
from bench.product import Product
from courses.foundation.settings import ROOT
from courses.web.serving import serving

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]
EDITS = 4
PROCESSES = 3


class Edited(Product):
    """A product with a content folder of its own, inside its folder."""

    def environment(self) -> dict[str, str]:
        return super().environment() | {"JIKIM_CONTENT_DIR": str(self.folder / "content")}


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edited]:
    """Two web workers and the background worker."""
    folder = tmp_path_factory.mktemp("reload")
    folder.chmod(0o700)
    made = Edited(folder, demo=False)
    (folder / "content").mkdir()
    for name in ("help.yaml", "sources.yaml"):
        shutil.copy(ROOT / "content" / name, folder / "content")
    shutil.copytree(ROOT / "content" / COURSE, folder / "content" / COURSE)
    made.flask("site", "prepare")
    made.start()
    made.start_worker()
    while len(serving(made.settings())) < PROCESSES:
        time.sleep(0.1)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def reader(product: Edited) -> tuple[Learner, str]:
    """A learner, and the address of the first lesson."""
    site = Site(product)
    return site.enrol(site.found_class(), ["reader"])[0], site.lesson_address(1)


def lesson(product: Edited) -> Path:
    return next((product.folder / "content" / COURSE).glob("01-*/01-*.md"))


def ask(product: Edited, learner: Learner, address: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", product.port, timeout=30)
    try:
        connection.request("GET", address, headers=learner.headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def titles(product: Edited, reader: tuple[Learner, str], times: int = 20) -> set[str]:
    """The titles that a number of requests show; they fall to both workers."""
    pages = [ask(product, *reader)[1] for _ in range(times)]
    return {page.partition("<title>")[2].partition(" – ")[0] for page in pages}


def test_every_process_shows_an_edit_and_no_reader_is_turned_away(
    product: Edited, reader: tuple[Learner, str], record_property: Callable[[str, object], None]
) -> None:
    statuses: Counter[int] = Counter()
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            statuses[ask(product, *reader)[0]] += 1

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        for number in range(EDITS):
            text = lesson(product).read_text("utf-8")
            lesson(product).write_text(
                f"---\ntitle: 고친 차시 {number}\n" + text.partition("\n")[2].partition("\n")[2], "utf-8"
            )
            said = product.flask("content", "reload", "--lang", "en")
            assert f"{PROCESSES} processes have read 1 course again." in said
            assert titles(product, reader) == {f"고친 차시 {number}"}
    finally:
        over.set()
        for thread in threads:
            thread.join()
    assert set(statuses) == {200}
    record_property("reload: answers while content was swapped", statuses[200])


def test_a_broken_course_stays_as_it_was_over_a_reload_and_a_restart(
    product: Edited, reader: tuple[Learner, str]
) -> None:
    text = lesson(product).read_text("utf-8")
    before = titles(product, reader, times=1)
    lesson(product).write_text(text.replace("minutes:", "seconds:"), "utf-8")
    with pytest.raises(RuntimeError, match="The content that was last in order stays in service"):
        product.flask("content", "reload", "--lang", "en")
    assert titles(product, reader) == before
    product.halt()
    product.start()
    assert titles(product, reader) == before
    lesson(product).write_text(text.replace("title: ", "title: 다시 "), "utf-8")
    assert "1 course" in product.flask("content", "reload", "--lang", "en")
    assert {one.startswith("다시") for one in titles(product, reader)} == {True}


def test_the_main_process_passes_the_signal_on_to_its_workers(product: Edited, reader: tuple[Learner, str]) -> None:
    text = lesson(product).read_text("utf-8")
    lesson(product).write_text(text.replace("title: ", "title: 또 "), "utf-8")
    assert product.web is not None
    os.kill(product.web.pid, signal.SIGUSR1)
    until = time.monotonic() + 20
    while len(shown := titles(product, reader)) > 1 or not next(iter(shown)).startswith("또"):
        assert time.monotonic() < until
        time.sleep(0.2)
