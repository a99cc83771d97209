"""A content folder in which every place that an author fills holds a payload, and a school that takes its courses."""

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from flask import Flask

from courses.catalog.structure import Catalog, Module
from courses.foundation import clock
from courses.ledger.completions import Taking
from courses.ledger.sittings import paper
from courses.queries.attempts import Sat, sitting
from courses.rules.standing import current_cycle
from courses.services import assessment, learning
from tests.browser.payloads import Payload
from tests.builders import School, assign
from tests.catalog.small_files import png

READ, ASKED = "read", "asked"
MANY = 40
TOGETHER = 20
PICTURE = png()
COURSE = """---
title: {title}
summary: {title}
language: ko
audience: upper-secondary
minutes: 60
---
{body}
"""
MODULE = "---\ntitle: {title}\nsummary: {title}\nminutes: 20\ncontent_note: {title}\npass_mark: 50\n---\n{body}\n"
LESSON = "---\ntitle: {title}\nminutes: 2\nsummary: {title}\ncontent_note: {title}\n---\n{body}\n"
SHEET = "---\ntitle: {title}\n---\n{body}\n"


def groups(payloads: Sequence[Payload], size: int) -> Iterator[tuple[int, Sequence[Payload]]]:
    """The payloads in groups of that size, numbered from 1."""
    for number, start in enumerate(range(0, len(payloads), size), 1):
        yield number, payloads[start : start + size]


def passage(one: Payload) -> str:
    """A payload in the running text, in a heading, as a choice, in place of a picture, as a link and as a file."""
    line = one.line
    return "\n\n".join(
        (
            f"{one.number}",
            one.text,
            f"### {line}",
            f"/// check | {line}\n    id: c-{one.number}\n\n- [ ] {line}\n  > {line}\n- [x] b\n  > c\n///",
            f"![{line}](media/a.png)",
            f'[a]({line}) [a](/learn "{line}") [a](<{line}>)',
            f"![a](media/{one.name}) [a]({one.name}.md)",
        )
    )


def question(one: Payload) -> str:
    """An item whose question, situation, choices and feedback are the payload, kept from being an item's own marks."""
    line = f"글 {one.line} ."
    return f"## {line} {{#q-{one.number}}}\n\n{line}\n\n- [x] {line}\n  > {line}\n- [ ] b {line}\n  > c\n\n> {line}\n"


def write(root: Path, payloads: Sequence[Payload]) -> None:
    """Write a course of lessons and a course of questions below `root`."""
    for course in (READ, ASKED):
        (root / course).mkdir(parents=True)
        texts = {"title": json.dumps(payloads[0].line), "body": payloads[0].text}
        (root / course / "course.md").write_text(COURSE.format(**texts), "utf-8")
    for name, some in (("session", payloads[:TOGETHER]), ("letter", payloads[-TOGETHER:])):
        body = "\n\n".join(map(passage, some))
        (root / READ / f"{name}.md").write_text(SHEET.format(title=json.dumps(some[0].line), body=body), "utf-8")
    for number, some in groups(payloads, MANY):
        texts = {"title": json.dumps(some[0].line), "body": some[0].text}
        for course in (READ, ASKED):
            folder = root / course / f"{number:02d}-part-{number}"
            (folder / "media").mkdir(parents=True)
            (folder / "media" / "a.png").write_bytes(PICTURE)
            (folder / "module.md").write_text(MODULE.format(**texts), "utf-8")
        write_lessons(root / READ / f"{number:02d}-part-{number}", some)
        folder = root / ASKED / f"{number:02d}-part-{number}"
        (folder / "01-only.md").write_text(LESSON.format(title="only", body="only"), "utf-8")
        (folder / "quiz.md").write_text("\n".join(map(question, some)), "utf-8")


def write_lessons(folder: Path, some: Sequence[Payload]) -> None:
    """A lesson for each payload, named and titled after it; the first of ten holds passages of all ten."""
    for number, one in enumerate(some):
        inside = some[number : number + TOGETHER] if number % TOGETHER == 0 else ()
        body = "\n\n".join(map(passage, inside)) or "text"
        (folder / "media" / one.name).write_bytes(PICTURE)
        (folder / f"{number + 1:02d}-{one.name}.md").write_text(
            LESSON.format(title=json.dumps(one.line), body=body), "utf-8"
        )


def sit(app: Flask, school: School, catalog: Catalog) -> list[str]:
    """Let a learner hand in every quiz of the course of questions; the addresses of their pages."""
    assign(school, course=READ)
    assign(school, course=ASKED)
    found: list[str] = []
    for module in catalog.courses[ASKED].modules:
        result, *others = hand_in(app, school.people["first1"], catalog, module)
        found += [result] if found else [result, *others]
    return found


def hand_in(app: Flask, learner: int, catalog: Catalog, module: Module) -> list[str]:
    """Read the module's lesson, answer its quiz, hand in and begin again; the addresses of what can be seen."""
    now = clock.now() + timedelta(seconds=1)
    course = catalog.courses[ASKED]
    taking = Taking(learner, course, module, current_cycle(now, app.config["SETTINGS"].zone))
    learning.complete_lesson(taking, module.lessons[0], now)
    count = assessment.open_attempt(taking, now)
    own = sitting(Sat(learner, course.key, module.key, taking.cycle, course.revision), count)
    assert own is not None
    for drawn in own.drawn:
        answer = assessment.Answer(drawn.item_id, ("a",), 1)
        assessment.save_answer(paper(taking, own), answer, now, final=True)
    assessment.submit_attempt(paper(taking, own), course, module, now)
    again = assessment.open_attempt(taking, now)
    address = f"/learn/{course.slug}/{module.slug}/quiz"
    return [f"{address}/{count}", address, f"{address}/{again}?item=1", f"{address}/{again}?review=1"]
