"""No text hangs or kills a start: each is served, or refused at its place, within a bounded time."""

import resource
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from courses.catalog.children import build_apart
from courses.catalog.loader import load_catalog
from courses.catalog.pages import CPU_SECONDS
from courses.catalog.parts import Job, Part
from courses.catalog.structure import Catalog, Finding
from courses.foundation.vocabulary import Severity
from tests.catalog import pathological
from tests.catalog.pathological import CORPUS

GOOD = "---\ntitle: 차시\nminutes: 1\n---\n글\n"
COURSE = "---\ntitle: 과정\nsummary: 요약\nlanguage: ko\naudience: everyone\nminutes: 1\n---\n"
MODULE = "---\ntitle: 교육\nsummary: 요약\nminutes: 1\npass_mark: 50\n---\n"
PLACES = {
    pathological.LESSON: "01-module/02-lesson.md",
    pathological.QUIZ: "01-module/quiz.md",
    pathological.MODULE: "01-module/module.md",
    pathological.COURSE: "course.md",
    pathological.SHORT: "02-short.md",
    pathological.SURVEY: "survey.md",
}
LONGEST = 100.0
"""Seconds between two answers at worst, on a machine that does much else; computing time is what is bounded."""


def write(root: Path) -> Path:
    """A course for each text, and one that is in order."""
    for number, (_, kind, text) in enumerate((*CORPUS, ("good", pathological.LESSON, GOOD))):
        folder = root / (f"c{number}" if number < len(CORPUS) else "good")
        (folder / "01-module").mkdir(parents=True)
        files = {"course.md": COURSE, "01-module/module.md": MODULE, "01-module/01-good.md": GOOD, PLACES[kind]: text}
        for name, content in files.items():
            (folder / name).write_bytes(content.encode("utf-8", "surrogateescape"))
    (root / "sources.yaml").write_text("F1:\n  title: {ko: 사실, en: Fact}\n", "utf-8")
    return root


def errors(catalog: Catalog, number: int) -> list[Finding]:
    """The errors in the course of that text."""
    below = f"content/c{number}/"
    return [one for one in catalog.findings if one.path.startswith(below) and one.severity is Severity.ERROR]


def misplaced(catalog: Catalog, number: int) -> bool:
    """Whether the text is neither served nor refused at a line of its own file."""
    _, kind, text = CORPUS[number]
    found = errors(catalog, number)
    last = len(text.encode("utf-8", "surrogateescape").splitlines()) + 1
    inside = all(one.path == f"content/c{number}/{PLACES[kind]}" and 1 <= one.line <= last for one in found)
    return (f"c{number}" in catalog.courses) is bool(found) or not inside


def computing() -> float:
    """Seconds of computing time that children which have ended took."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def test_there_are_enough_of_them() -> None:
    assert len(CORPUS) >= 60
    assert len({name for name, _, _ in CORPUS}) == len(CORPUS)


@pytest.mark.timeout(300)
def test_each_is_served_or_refused_at_its_place_in_time(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    pauses: list[float] = []
    before_all = computing()

    def builder(jobs: Sequence[Job]) -> Iterator[tuple[int, Part]]:
        before = time.monotonic()
        for index, part in build_apart(jobs):
            pauses.append(time.monotonic() - before)
            yield index, part
            before = time.monotonic()

    catalog = load_catalog(write(tmp_path / "content"), builder=builder)
    assert "good" in catalog.courses
    assert [CORPUS[number][0] for number in range(len(CORPUS)) if misplaced(catalog, number)] == []
    assert len(pauses) >= len(CORPUS)
    assert max(pauses) < LONGEST
    given_up = sum(one.code == "C019" for one in catalog.findings)
    assert computing() - before_all < (given_up + 1) * 2 * CPU_SECONDS + len(CORPUS) * CPU_SECONDS / 2
    record_property("pathological: texts", len(CORPUS))
    record_property("pathological: given up", given_up)
    record_property("pathological: longest pause in seconds", round(max(pauses), 1))
