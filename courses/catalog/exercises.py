"""Checks and scenarios of a lesson: split by lines, written as HTML that folds and jumps without any script."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol, cast

from markupsafe import Markup

from courses.catalog import schemas
from courses.catalog.braces import Attributes, split_attributes
from courses.catalog.citations import check_same_sources, check_sources, split_sources
from courses.catalog.doubles import same_choices
from courses.catalog.emptiness import filled
from courses.catalog.labels import LABELS
from courses.catalog.numbering import bare
from courses.catalog.pages import Excerpt, Faults
from courses.catalog.places import Block, shielded
from courses.catalog.scanner import RawChoice, RawItem, scan_item
from courses.catalog.surroundings import Surroundings

STEP = re.compile(r"^### +(.*?)\s*$")
PATH = re.compile(r"^- \[(.+)\](?:\(#([A-Za-z0-9-]+)\))?\s*$")
LIKE_PATH = re.compile(r"^\s*[-*+] *\[")


class Pen(Protocol):
    """The part of a writer that exercises need."""

    around: Surroundings
    faults: Faults

    def html(self, excerpt: Excerpt) -> Markup:
        """Paragraphs."""
        ...

    def inline(self, excerpt: Excerpt) -> Markup:
        """A phrase."""
        ...


@dataclass(frozen=True, slots=True)
class Check:
    """A question with immediate feedback that nobody counts; `sources` are the facts that its feedback names."""

    id: str
    line: int
    column: int
    marks: tuple[str, ...]
    sources: tuple[str, ...]
    html: str


@dataclass(slots=True)
class Path:
    """One way on from a step."""

    line: int
    column: int
    text: Excerpt
    target: str
    consequence: Excerpt


@dataclass(slots=True)
class Step:
    """One scene; an end leads nowhere."""

    id: str
    line: int
    column: int
    title: Excerpt
    end: bool
    body: Excerpt = field(default_factory=Excerpt)
    paths: list[Path] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A walk through steps, here in the order they were written."""

    start: str
    written: tuple[Step, ...]
    html: str


def write_check(block: Block, pen: Pen, model: Check | None = None) -> Check:
    """The HTML of a `/// check`; a translation may leave its marks to `model`, the same check in the original.

    One whose options cannot be used has no id; it is only looked at.
    """
    identifier = getattr(block.options, "id", "")
    item = RawItem(block.line, block.column, Excerpt((block.title,), block.line), Attributes(identifier))
    scan_item(item, block.body, pen.faults)
    marks = tuple(choice.mark for choice in item.choices)
    if model and "x" not in marks:
        marks = model.marks
    elif model and marks != model.marks:
        _other_mark(item.choices, model.marks, pen.faults)
    if len(item.choices) < 2 or item.answers or item.rows or item.steps:
        pen.faults.add("I213", block.line, block.column)
    elif "x" not in marks:
        pen.faults.add("I202", block.line, block.column, item=identifier)
    same_choices(item, pen.faults)
    labels = LABELS[pen.around.language]
    parts: list[RawItem | RawChoice] = [item, *item.choices]
    sources = [fact for one in parts for fact in _without_sources(one, pen, model)]
    choices = Markup().join(
        Markup('<li><details><summary>%s</summary><div class="fb %s">%s</div></details></li>')
        % (
            filled(pen.inline(one.text), pen.faults, "I235", one.line, one.column),
            "right" if mark == "x" else "other",
            pen.html(one.feedback),
        )
        for one, mark in zip(item.choices, marks, strict=False)
    )
    overall = Markup()
    if not item.feedback.blank:
        overall = Markup('<details class="check-all"><summary>%s</summary>%s</details>') % (
            labels["all"],
            pen.html(item.feedback),
        )
    html = Markup('<section class="check" id="check-%s"><h3>%s</h3>%s<ul class="check-choices">%s</ul>%s</section>') % (
        identifier,
        pen.inline(item.question),
        pen.html(item.situation),
        choices,
        overall,
    )
    return Check(identifier, *block.settings.where(("id",)), marks, tuple(sources), html)


def _other_mark(choices: Iterable[RawChoice], marks: Iterable[str], faults: Faults) -> None:
    """Note the first choice whose mark is not that of the original, which has as many."""
    choice, mark = next((choice, mark) for choice, mark in zip(choices, marks, strict=True) if choice.mark != mark)
    faults.add("T402", choice.line, 4, text=f"[{choice.mark}]", expected=f"[{mark}]")


def _without_sources(part: RawItem | RawChoice, pen: Pen, model: Check | None) -> tuple[str, ...]:
    """Take the fact numbers out of a feedback; they belong among the sources of the lesson."""
    text, named = split_sources(part.feedback)
    if model is None:
        check_sources(part.feedback, named, pen.around.facts, pen.faults)
    elif not {*named} <= {*model.sources}:
        check_same_sources(part.feedback, named, model.sources, pen.faults)
    part.feedback = text
    return named


def write_scenario(block: Block, pen: Pen, number: int, model: Scenario | None = None) -> Scenario:
    """The HTML of a `//// scenario`, its start first and then in the order written.

    A translation may leave ids and targets to `model`, the same scenario in the original.
    """
    start = cast("schemas.ScenarioOptions", block.options).start
    intro, steps = scan_scenario(block.body, pen.faults)
    if model:
        _follow(steps, model.written, pen.faults)
    _check_paths(block, start, steps, pen.faults)
    ordered = sorted(steps, key=lambda step: step.id != start)
    titles = {step.id: step.title for step in steps}
    prefix = "step-" if number == 1 else f"step-{number}-"
    body = Markup().join(_write_step(step, titles, start, prefix, pen) for step in ordered)
    html = Markup('<section class="scenario" id="scenario-%s"><h3>%s</h3>%s%s</section>') % (
        number,
        pen.inline(Excerpt((block.title,), block.line)),
        pen.html(intro),
        body,
    )
    return Scenario(start, tuple(steps), html)


def _follow(steps: list[Step], models: Iterable[Step], faults: Faults) -> None:
    """Fill in what a translation left out; what it repeats must be the same."""
    for step, model in zip(steps, models, strict=False):
        if (step.id or model.id) != model.id or (step.end and not model.end):
            expected = f"{{#{model.id}{' .end' if model.end else ''}}}"
            faults.add("T402", step.line, step.column, text=step.id, expected=expected)
        step.id, step.end = model.id, model.end
        for path, twin in zip(step.paths, model.paths, strict=False):
            if (path.target or twin.target) != twin.target:
                faults.add("T402", path.line, path.column, text=f"#{path.target}", expected=f"#{twin.target}")
            path.target = twin.target


def scan_scenario(body: Excerpt, faults: Faults) -> tuple[Excerpt, list[Step]]:
    """Split the body of a scenario into what stands before the first step, and the steps."""
    hidden = shielded(body)
    starts = [number for number, line in body.numbered() if STEP.match(line) and number not in hidden]
    starts.append(body.after)
    steps = []
    for start, end in pairwise(starts):
        text, attributes = split_attributes(body.lines[start - body.first], start, faults)
        title = Excerpt((text.removeprefix("###").strip(),), start)
        step = Step(attributes.id, start, attributes.column, title, "end" in attributes.marks)
        _scan_step(step, body.part(start + 1, end), hidden, faults)
        steps.append(step)
    return body.part(body.first, starts[0]), steps


def _scan_step(step: Step, body: Excerpt, hidden: set[int], faults: Faults) -> None:
    first = body.after
    for number, line in body.numbered():
        if number in hidden or not line.strip():
            continue
        if m := PATH.match(line):
            first = min(first, number)
            step.paths.append(Path(number, 3, Excerpt((m[1],), number), m[2] or "", Excerpt((), number + 1)))
        elif LIKE_PATH.match(line):
            faults.add("B138", number, 1)
        elif step.paths and line.lstrip().startswith(">") and line[0] == " ":
            path = step.paths[-1]
            text = line.lstrip().removeprefix(">").removeprefix(" ")
            path.consequence = Excerpt((*path.consequence.lines, text), path.consequence.first)
        elif step.paths:
            faults.add("B139", number, len(line) - len(line.lstrip()) + 1)
    step.body = body.part(body.first, first)


def _check_paths(block: Block, start: str, steps: list[Step], faults: Faults) -> None:
    """Every step has its own id, is reached from the start, and leads on or ends."""
    if not steps:
        faults.add("B130", block.line, block.column)
        return
    known: dict[str, Step] = {}
    for step in steps:
        _check_step(step, known, faults)
        known.setdefault(step.id, step)
    for path in (path for step in steps for path in step.paths):
        if path.target not in known:
            faults.add("B134", path.line, path.column, step=path.target)
    if start not in known:
        faults.add("B131", *block.settings.where(("start",)), step=start)
        return
    reached = _reached(start, known)
    for step in steps:
        if step.id not in reached:
            faults.add("B135", step.line, step.column, step=step.id)


def _check_step(step: Step, known: Mapping[str, Step], faults: Faults) -> None:
    if not step.id:
        faults.add("B132", step.line)
    elif step.id in known:
        faults.add("B133", step.line, step.column, step=step.id)
    if step.end and step.paths:
        faults.add("B137", step.line, step.column, step=step.id)
    elif not step.end and not step.paths:
        faults.add("B136", step.line, step.column, step=step.id)


def _reached(start: str, known: Mapping[str, Step]) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        onward = {path.target for path in known[waiting.pop()].paths if path.target in known} - reached
        reached |= onward
        waiting += onward
    return reached


def _write_step(step: Step, titles: dict[str, Excerpt], start: str, prefix: str, pen: Pen) -> Markup:
    labels = LABELS[pen.around.language]
    paths = Markup()
    if step.paths:
        one_path = Markup(
            '<li><details><summary>%s</summary><div class="fb">%s'
            '<p><a class="go" href="#%s%s">%s</a></p></div></details></li>'
        )
        shown = Markup().join(
            one_path
            % (
                pen.inline(path.text),
                pen.html(path.consequence),
                prefix,
                path.target,
                Markup("%s: %s") % (labels["go_on"], bare(pen.inline(titles.get(path.target, Excerpt(("",)))))),
            )
            for path in step.paths
        )
        paths = Markup('<ul class="paths">%s</ul>') % shown
    body = pen.html(step.body)
    back = Markup()
    if step.end:
        back = Markup('<p><a class="go" href="#%s%s">%s</a></p>') % (prefix, start, labels["again"])
    return Markup('<section class="%s" id="%s%s"><h4>%s</h4>%s%s%s</section>') % (
        "step end" if step.end else "step",
        prefix,
        step.id,
        pen.inline(step.title),
        body,
        paths,
        back,
    )
