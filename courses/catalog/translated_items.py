"""Whether an item of a translation asks and accepts the same as its original: nobody is graded by another one."""

from dataclasses import replace
from types import MappingProxyType

from courses.catalog.item_types import Shape, like_span, shape_of
from courses.catalog.pages import Faults
from courses.catalog.scanner import RawChoice, RawItem
from courses.foundation.vocabulary import ItemType


def check_translated(original: RawItem, translated: RawItem, shape: Shape, faults: Faults, survey: bool) -> None:
    """Note what could not be asked, or would be graded otherwise, as it is translated; `shape` is the original's."""
    if shape.type is ItemType.SHORT_TEXT and "type" not in original.attributes.values:
        _check_ranges(original, translated, faults)
    theirs = shape_of(_completed(original, translated, shape), faults, survey)
    if theirs and shape.type is ItemType.NUMBER:
        spans = zip(shape.answers, theirs.answers, translated.answers, strict=True)
        for mine, yours, raw in spans:
            if (mine.low, mine.high) != (yours.low, yours.high):
                faults.add("T402", raw.line, raw.column, text=raw.text.text[:40], expected=mine.text[:40])
    _check_targets(original, translated, faults)


def _completed(original: RawItem, translated: RawItem, shape: Shape) -> RawItem:
    """The translation with the marks and settings that it leaves to the original."""
    values = MappingProxyType({**original.attributes.values, "type": shape.type})
    answers = _completed_choices(original.answers, translated.answers)
    if shape.type is ItemType.SHORT_TEXT:
        # where one language has two words for a thing, the other may have but one
        answers = list({(one.mark, _plain(one.text.text)): one for one in answers}.values())
    return replace(
        translated,
        attributes=replace(original.attributes, values=values, column=translated.attributes.column),
        choices=_completed_choices(original.choices, translated.choices),
        answers=answers,
        steps=_completed_choices(original.steps, translated.steps),
    )


def _completed_choices(ours: list[RawChoice], theirs: list[RawChoice]) -> list[RawChoice]:
    return [
        replace(yours, mark=mine.mark, attributes=replace(mine.attributes, column=yours.attributes.column))
        for mine, yours in zip(ours, theirs, strict=True)
    ]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _check_ranges(original: RawItem, translated: RawItem, faults: Faults) -> None:
    """What is a text in the original is no range in the translation: nobody would type it."""
    for mine, yours in zip(original.answers, translated.answers, strict=True):
        if like_span(yours.text.text) and not like_span(mine.text.text):
            faults.add("I210", yours.line, yours.column, text=yours.text.text[:40])


def _check_targets(original: RawItem, translated: RawItem, faults: Faults) -> None:
    """What are two targets in the original are not one in the translation: nobody could tell which is right."""
    first: dict[str, str] = {}
    for mine, yours in zip(original.rows, translated.rows, strict=True):
        if first.setdefault(yours.other, mine.other) != mine.other:
            faults.add("I208", yours.line, yours.column, text=yours.other[:60])
