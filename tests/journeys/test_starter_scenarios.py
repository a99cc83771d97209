"""Every scenario of the starter courses walked over the page as anyone without JavaScript walks it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from courses.catalog.structure import Lesson, Module
from tests.journeys.taking import Reader
from tests.starter import LANGUAGES, course_slugs, manuscript
from tests.trees import Node

Take = Callable[..., Reader]
STEP = re.compile(r"^### .*\{#([\w-]+)( \.end)?\}$")
SCENARIO = re.compile(r"^/{3,} *scenario\b", re.MULTILINE)
CHOICE = re.compile(r"^- \[(.+)\]\(#([\w-]+)\)$")


@dataclass(frozen=True)
class Way:
    """One choice of a step as the page shows it: its words, what follows from it, and the step it leads to."""

    text: str
    consequence: str
    target: str
    leads: str


@dataclass(frozen=True)
class Scene:
    """One step as the page shows it."""

    title: str
    text: str
    end: bool
    ways: tuple[Way, ...]
    back: str


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", course_slugs())
def test_every_way_through_every_scenario_leads_to_an_end(take: Take, slug: str, language: str) -> None:
    reader = take(slug, language)
    faults: list[str] = []
    for module in reader.course.modules:
        reader.finish_lessons(module)
        shown = [(one, scenario) for one in module.lessons for scenario in scenarios(reader, module, one)]
        if len(shown) != 1:
            faults.append(f"{module.slug}: {len(shown)} scenarios")
        for lesson, scenario in shown:
            written = manuscript(slug, module.slug, lesson.slug, language)
            faults += [f"{module.slug}/{lesson.slug}: {fault}" for fault in about_scenario(scenario, written)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("slug", course_slugs())
def test_a_scenario_has_the_same_ways_in_both_languages(take: Take, slug: str) -> None:
    readers = [take(slug, language) for language in LANGUAGES]
    for module in readers[0].course.modules:
        for reader in readers:
            reader.finish_lessons(module)
        for lesson in module.lessons:
            korean, english = (list(map(shape, scenarios(reader, module, lesson))) for reader in readers)
            assert korean == english


def scenarios(reader: Reader, module: Module, lesson: Lesson) -> list[Node]:
    """The scenarios on the page of a lesson, which is only opened where one was written."""
    if not SCENARIO.search(manuscript(reader.course.slug, module.slug, lesson.slug, reader.course.language)):
        return []
    page = reader.read(reader.address(module, lesson.slug))
    return page.first("article", "prose").all("section", "scenario")


def scenes(scenario: Node) -> dict[str, Scene]:
    """The steps of a scenario by the anchor at which they stand, in the order of the page."""
    return {step.get("id"): scene(step) for step in scenario.all("section", "step")}


def scene(step: Node) -> Scene:
    """One step as it is read; the words of its choices are not among its text."""
    heading = step.first("h4")
    told = " ".join(one.text for one in step.children if isinstance(one, Node) and one is not heading)
    lists = [one for one in step.children if isinstance(one, Node) and "paths" in one.get("class").split()]
    back = [one for one in step.all("a", "go") if not lists]
    return Scene(
        title=heading.text,
        text=told.removesuffix(" ".join(one.text for one in (*lists, *back))).strip(),
        end="end" in step.get("class").split(),
        ways=tuple(way(one) for part in lists for one in part.all("details")),
        back=back[0].get("href") if back else "",
    )


def way(choice: Node) -> Way:
    """One choice: what it says folded, and what stands under it."""
    under, link = choice.first("div", "fb"), choice.first("a", "go")
    consequence = under.text.removesuffix(link.text).strip()
    return Way(choice.first("summary").text, consequence, link.get("href").removeprefix("#"), link.text)


def shape(scenario: Node) -> list[tuple[str, bool, list[str]]]:
    """The steps of a scenario without their words."""
    return [(name, one.end, [way.target for way in one.ways]) for name, one in scenes(scenario).items()]


def about_scenario(scenario: Node, written: str) -> Iterator[str]:
    """What is wrong with a scenario on its page."""
    found = scenes(scenario)
    start = next(iter(found))
    yield from about_writing(found, written)
    for name, one in found.items():
        yield from (f"{name}: {fault}" for fault in about_scene(one, found, start))
    walks = list(every_walk(found, start, ()))
    reached = {name for walk in walks for name in walk}
    yield from (f"{name} is never reached" for name in found if name not in reached)
    ends = {walk[-1] for walk in walks if found[walk[-1]].end}
    yield from (f"{name} is an end nobody comes to" for name, one in found.items() if one.end and name not in ends)
    yield from (f"{name} leads to no end" for name in found if name not in ending(found))
    if len(ends) < 2:
        yield "fewer than two ends"


def about_writing(found: dict[str, Scene], written: str) -> Iterator[str]:
    """Every step and every choice that was written is there, and no other; a translation may leave its marks out."""
    marks = {m[1]: bool(m[2]) for line in written.splitlines() if (m := STEP.match(line))}
    targets = sorted(m[2] for line in written.splitlines() if (m := CHOICE.match(line)))
    first = next(iter(found))
    before = next((first.removesuffix(name) for name in marks if first.endswith(name)), "")
    if marks and {f"{before}{name}": end for name, end in marks.items()} != {
        name: one.end for name, one in found.items()
    }:
        yield f"written {sorted(marks)}, shown {sorted(found)}"
    if targets and [before + name for name in targets] != sorted(
        way.target for one in found.values() for way in one.ways
    ):
        yield "the choices that were written are not those that are shown"


def about_scene(one: Scene, found: dict[str, Scene], start: str) -> Iterator[str]:
    """What is wrong with one step."""
    if not one.title or not one.text:
        yield "nothing happens here"
    if one.end:
        if one.ways or one.back != f"#{start}":
            yield "an end that does not lead back to the start and nowhere else"
        return
    if len(one.ways) < 2 or len({way.text for way in one.ways}) < len(one.ways):
        yield "no real choice"
    for choice in one.ways:
        if not choice.text or not choice.consequence:
            yield f"{choice.text!r} has no consequence"
        if choice.target not in found:
            yield f"{choice.text!r} leads to {choice.target}, which is not there"
        elif not choice.leads.endswith(found[choice.target].title):
            yield f"{choice.text!r} leads to {found[choice.target].title!r} and says {choice.leads!r}"


def every_walk(found: dict[str, Scene], here: str, before: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every walk from a step to an end, or to a step where it has been before."""
    walk = (*before, here)
    onward = [way.target for way in found[here].ways if way.target in found]
    if not onward or here in before:
        yield walk
        return
    for target in onward:
        yield from every_walk(found, target, walk)


def ending(found: dict[str, Scene]) -> set[str]:
    """The steps from which an end can be reached."""
    good = {name for name, one in found.items() if one.end}
    while more := {name for name, one in found.items() if any(way.target in good for way in one.ways)} - good:
        good |= more
    return good
