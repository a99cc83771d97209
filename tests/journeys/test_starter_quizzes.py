"""Every quiz of the starter courses: failed by wrong answers, passed by the key, and every choice answered."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from types import MappingProxyType

import pytest
from flask import Flask

from courses.catalog.items import Item, Quiz
from courses.catalog.structure import Catalog, Module
from courses.catalog.versions import sealed
from courses.foundation.vocabulary import ItemType
from courses.web.languages import translations
from tests.journeys.reading import about_text
from tests.journeys.taking import Asked, Reader, by_the_key, wrong_answers
from tests.starter import LANGUAGES, course_of, module_of, module_slugs
from tests.trees import Node, read_page

Take = Callable[..., Reader]
each_module = pytest.mark.parametrize(("course", "slug"), module_slugs(), ids=["/".join(one) for one in module_slugs()])
ENOUGH = 40
"""Attempts after which every item has been asked, but once in a thousand million runs: two of six are drawn."""


@pytest.fixture
def whole_pool(app: Flask, starter: Catalog) -> Callable[[str, str], Module]:
    """Serves a module whose quiz asks its whole pool in every attempt, for one test."""

    def widen(course: str, slug: str) -> Module:
        found, module = course_of(course), module_of(course, slug)
        wide = replace(module, quiz=sealed(replace(quiz_of(module), draw=MappingProxyType({}))))
        changed = replace(found, modules=tuple(wide if one is module else one for one in found.modules))
        served = {**starter.courses, course: changed}
        app.extensions["catalog"] = replace(starter, courses=MappingProxyType(served))
        return wide

    return widen


def quiz_of(module: Module) -> Quiz:
    assert module.quiz is not None
    return module.quiz


@each_module
def test_a_quiz_is_failed_by_wrong_answers_without_completing_anything(take: Take, course: str, slug: str) -> None:
    reader, module = take(course), module_of(course, slug)
    reader.finish_lessons(module)
    number = reader.begin(module)
    asked = reader.ask(module, number)
    assert len(asked) == sum(quiz_of(module).draw.values())
    faults = [fault for one in asked for fault in (*about_question(one, "ko"), *about_secrets(one))]
    for position, one in enumerate(asked, 1):
        answer = wrong_answers(one.item)[0]
        address = reader.check(module, number, one.item, one.drawn, answer)
        assert address.endswith(f"?item={position}#fb")
        page = reader.read(address.partition("#")[0]).first("main")
        faults += [f"{one.item.id}: no feedback at #fb"] if not page.all("section", "fb") else []
        faults += about_feedback(page, one.item, answer, "ko")
    result = reader.hand_in(module, number)
    assert not faults, "\n".join(faults)
    [score] = reader.scores()
    assert score is not None
    assert score < 100 * quiz_of(module).pass_mark
    assert [result.first("h1").text, "다시 풀기" in result.text] == ["한 번 더 살펴보면 좋겠습니다", True]
    assert reader.completions() == []


@each_module
def test_a_quiz_is_passed_by_the_key_whatever_is_drawn(take: Take, course: str, slug: str) -> None:
    reader, module = take(course, "en"), module_of(course, slug)
    reader.finish_lessons(module)
    left = {item.id for item in quiz_of(module).items}
    attempts = 0
    while left and attempts < ENOUGH:
        result, asked = reader.sit(module, by_the_key)
        attempts += 1
        left -= {item.id for item in asked}
        assert result.first("h1").text == translations("en").gettext("통과하셨습니다")
        assert not list(about_text(result.first("main"), "en")), "\n".join(about_text(result.first("main"), "en"))
    assert (left, set(reader.scores())) == (set(), {10_000})
    assert reader.completions() == [module.key]


@each_module
def test_every_choice_meets_feedback_of_its_own_and_only_the_key_earns_everything(
    take: Take, whole_pool: Callable[[str, str], Module], course: str, slug: str
) -> None:
    module = whole_pool(course, slug)
    reader = take(course)
    reader.finish_lessons(module)
    pool = quiz_of(module).items
    faults: list[str] = []
    for turn in range(max(len(wrong_answers(item)) for item in pool)):
        number = reader.begin(module)
        given = {item.id: wrong_answers(item)[turn % len(wrong_answers(item))] for item in pool}
        asked = reader.drawn(module, number)
        for item, drawn in asked:
            reader.check(module, number, item, drawn, given[item.id])
        shown = reader.hand_in(module, number).first("main").all("section", "fb")
        for (item, _), part in zip(asked, shown, strict=True):
            faults += about_feedback(part, item, given[item.id], "ko")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
@each_module
def test_every_item_is_asked_whole_and_keeps_its_secrets(
    take: Take, whole_pool: Callable[[str, str], Module], course: str, slug: str, language: str
) -> None:
    module = whole_pool(course, slug)
    reader = take(course, language)
    reader.finish_lessons(module)
    asked = reader.ask(module, reader.begin(module))
    assert {one.item.id for one in asked} == {item.id for item in quiz_of(module).items}
    faults = [fault for one in asked for fault in about_question(one, language)]
    faults += [fault for one in asked for fault in about_secrets(one)]
    assert not faults, "\n".join(faults)


def about_question(one: Asked, language: str) -> Iterator[str]:
    """What is wrong with the page that asks an item."""
    form, item = one.page.first("form", "quiz"), one.item
    yield from (f"{item.id}: {fault}" for fault in about_text(form, language))
    if form.first("h1").text != words(item.question[language]):
        yield f"{item.id}: the question reads {form.first('h1').text!r}"
    if item.type is ItemType.TRUE_FALSE and not any(choice.text for choice in item.choices):
        return
    said = [words(choice.text[language]) for choice in (*item.choices, *item.targets)]
    yield from (f"{item.id}: {text!r} is not offered" for text in said if text not in form.text)


def about_secrets(one: Asked) -> Iterator[str]:
    """What the page that asks an item tells of its key."""
    item, page = one.item, one.page.first("form", "quiz")
    told = [item.feedback, *(choice.feedback for choice in item.choices)]
    for feedback in (words(html) for texts in told for html in texts.values()):
        if feedback and feedback in page.text:
            yield f"{item.id}: the feedback {feedback!r} stands beside the question"
    if page.all("", "fb") or page.all("", "is-right") or page.all("", "why") or page.all("ul", "sources"):
        yield f"{item.id}: the key can be seen before the answer"
    if item.type is ItemType.ORDERING and one.drawn.choices == item.key:
        yield f"{item.id}: the steps are shown in their order"


def about_feedback(shown: Node, item: Item, answer: str, language: str) -> Iterator[str]:
    """What is wrong with what is shown after a wrong answer: it explains what was chosen, and then the key."""
    chosen = [choice for choice in item.choices if choice.letter in answer]
    parted = item.type in {ItemType.MATCHING, ItemType.ORDERING}
    for choice in () if parted else chosen:
        if item.type is ItemType.TRUE_FALSE and not any(choice.feedback.values()):
            continue
        text = words(choice.feedback[language])
        if not text or text not in shown.text:
            yield f"{item.id}: no feedback for {choice.letter}"
    explained = parted or any(words(one.feedback[language]) for one in chosen if one.feedback)
    if not explained and not any(item.feedback.values()):
        yield f"{item.id}: nothing is said about {answer}"
    if any(item.feedback.values()) and words(item.feedback[language]) not in shown.text:
        yield f"{item.id}: the item's own feedback is missing"
    if "이 문제의 점수를 얻으셨습니다." in shown.text:
        yield f"{item.id}: {answer} earns everything"
    yield from (f"{item.id}: {fault}" for fault in about_text(shown, language))


@cache
def words(html: str) -> str:
    """What a reader reads of a piece of content."""
    return read_page(html).text
