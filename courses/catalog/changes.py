"""What changed between two versions of a course: wording, structure, the right answer or the scoring, part by part."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from courses.catalog.items import Html, Item, Quiz
from courses.catalog.right_answers import Marked, Words, another_answer, checks_with_another_answer
from courses.catalog.structure import Course, Lesson, Module
from courses.foundation.vocabulary import ItemType

TAG = re.compile(r"<(/?[a-z0-9]+)[^>]*>")
WORDED = re.compile(r'<[^<>]*\b(?:alt|title|aria-label)="([^"]*)"[^<>]*>')
LINK = re.compile(r'\b(?:href|src)="([^"]*)"')
CHECK = "check"
"""The part that a `/// check` is, which nobody grades."""


class Kind(StrEnum):
    """How a part differs."""

    WORDING = "wording"
    STRUCTURE = "structure"
    DETAILS = "details"
    SCORING = "scoring"
    ANSWER = "answer"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """A part that differs: its path below the course, what it is, and in which ways it differs."""

    place: str
    part: str
    kinds: tuple[Kind, ...]


class _Kept(Protocol):
    @property
    def key(self) -> str: ...


Part = TypeVar("Part", bound=_Kept)


def changes(old: Course, new: Course) -> tuple[Change, ...]:
    """Every part of a course that differs, in the order of the new version; what is gone comes last.

    That the course's folder is called otherwise is no difference.
    """
    own = re.compile(rf'(?<="/learn/){re.escape(old.slug)}(?=["/#?])')
    return tuple(_course(old if old.slug == new.slug else _moved(old, own, new.slug), new))


def _moved(value: Any, own: re.Pattern[str], slug: str) -> Any:
    """A value with every address within its course as it is in a course of that slug."""
    if isinstance(value, str):
        # never Markup in, which would escape what is put in
        return own.sub(slug, str(value)) if own.search(value) else value
    if isinstance(value, tuple):
        return tuple(_moved(one, own, slug) for one in value)
    if isinstance(value, Mapping):
        return {key: _moved(one, own, slug) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _moved(getattr(value, one.name), own, slug) for one in fields(value)})
    return value


def must_raise(found: Iterable[Change]) -> bool:
    """Whether learners were graded by something that is right no longer: then only a new revision is honest."""
    return any(Kind.ANSWER in one.kinds and one.part != CHECK for one in found)


def _course(old: Course, new: Course) -> Iterator[Change]:
    yield from _change(
        "",
        "course",
        {
            Kind.WORDING: (old.title, old.summary, words_of(old.html)) != (new.title, new.summary, words_of(new.html)),
            Kind.STRUCTURE: _tags(old.html) != _tags(new.html) or _order(old.modules, new.modules),
            Kind.DETAILS: _about(old) != _about(new) or _links(old.html) != _links(new.html),
        },
    )
    for one, other in pairs(old.modules, new.modules):
        yield from (_module(other.slug, one, other) if one else [Change(other.slug, "module", (Kind.ADDED,))])
    for gone in left_out(old.modules, new.modules):
        yield Change(gone.slug, "module", (Kind.REMOVED,))
    yield from _beside_modules(old, new)


def _about(course: Course) -> tuple[object, ...]:
    dates = course.law_as_of, course.reviewed
    return course.minutes, course.audience, course.duties, course.face_to_face, dates, course.languages, course.licence


def _order(old: Sequence[Part], new: Sequence[Part]) -> bool:
    """Whether the parts that are in both stand in another order."""
    before, after = ([one.key for one in some] for some in (old, new))
    return [key for key in before if key in after] != [key for key in after if key in before]


def _module(place: str, old: Module, new: Module) -> Iterator[Change]:
    words = (old.title, old.summary, old.content_note, words_of(old.html)) != (
        new.title,
        new.summary,
        new.content_note,
        words_of(new.html),
    )
    details = (old.minutes, old.optional, _links(old.html)) != (new.minutes, new.optional, _links(new.html))
    order = [one.key for one in old.lessons] != [one.key for one in new.lessons]
    yield from _change(
        place,
        "module",
        {Kind.WORDING: words, Kind.STRUCTURE: order or _tags(old.html) != _tags(new.html), Kind.DETAILS: details},
    )
    for one, other in pairs(old.lessons, new.lessons):
        where = f"{place}/{other.slug}"
        yield from _lesson(where, one, other) if one else [Change(where, "lesson", (Kind.ADDED,))]
    for gone in left_out(old.lessons, new.lessons):
        yield Change(f"{place}/{gone.slug}", "lesson", (Kind.REMOVED,))
    yield from _quizzes(f"{place}/quiz", old.quiz, new.quiz)


def _lesson(place: str, old: Lesson, new: Lesson) -> Iterator[Change]:
    pages = [(old.html, new.html), (old.summary, new.summary)]
    words = (old.title, old.content_note) != (new.title, new.content_note)
    yield from _change(
        place,
        "lesson",
        {
            Kind.WORDING: words or any(words_of(one) != words_of(other) for one, other in pages),
            Kind.STRUCTURE: any(_tags(one) != _tags(other) for one, other in pages),
            Kind.DETAILS: _beside(old) != _beside(new) or any(_links(one) != _links(other) for one, other in pages),
        },
    )
    for name in checks_with_another_answer(old.html, new.html):
        yield Change(f"{place}#check-{name}", CHECK, (Kind.ANSWER,))


def _beside(lesson: Lesson) -> tuple[object, ...]:
    return lesson.minutes, lesson.sources, lesson.law_as_of


def _quizzes(place: str, old: Quiz | None, new: Quiz | None) -> Iterator[Change]:
    if old is None or new is None:
        if old is not new:
            yield Change(place, "quiz", (Kind.ADDED if new else Kind.REMOVED,))
        return
    rules = [(one.pass_mark, one.attempts, dict(one.draw), one.grade, one.time) for one in (old, new)]
    details = (old.order, old.feedback) != (new.order, new.feedback)
    words = (old.intro, old.after) != (new.intro, new.after)
    yield from _change(place, "quiz", {Kind.WORDING: words, Kind.DETAILS: details, Kind.SCORING: rules[0] != rules[1]})
    yield from _items(place, old.items, new.items)


def _items(place: str, old: Iterable[Item], new: Iterable[Item]) -> Iterator[Change]:
    before, after = ({item.id: item for item in items} for items in (old, new))
    for name, item in after.items():
        where = f"{place}#{name}"
        yield from _item(where, before[name], item) if name in before else [Change(where, "item", (Kind.ADDED,))]
    for name in sorted(before.keys() - after.keys()):
        yield Change(f"{place}#{name}", "item", (Kind.REMOVED,))


def _beside_modules(old: Course, new: Course) -> Iterator[Change]:
    """The session plan, the letter and the survey."""
    for name, one, other in (("session", old.session, new.session), ("letter", old.letter, new.letter)):
        before, after = (sheet and (sheet.title, sheet.minutes, sheet.html, sheet.law_as_of) for sheet in (one, other))
        yield from _change(
            name,
            "page",
            {
                Kind.ADDED: before is None and after is not None,
                Kind.REMOVED: before is not None and after is None,
                Kind.WORDING: one is not None and other is not None and before != after,
            },
        )
    yield from _items("survey", _asked(old), _asked(new))


def _asked(course: Course) -> list[Item]:
    """The items of the survey, each once."""
    if course.survey is None:
        return []
    return [*course.survey.scales, *(item for quiz in course.survey.quizzes.values() for item in quiz.items)]


def _item(place: str, old: Item, new: Item) -> Iterator[Change]:
    scoring = (old.scoring, old.points, _weights(old)) != (new.scoring, new.points, _weights(new))
    yield from _change(
        place,
        "item",
        {
            Kind.ANSWER: _answer_changed(old, new),
            Kind.SCORING: scoring,
            Kind.STRUCTURE: _shape(old) != _shape(new),
            Kind.WORDING: _texts(old) != _texts(new),
            Kind.DETAILS: old.sources != new.sources,
        },
    )


def _shape(item: Item) -> tuple[object, ...]:
    return item.type, item.pool, item.core, len(item.choices), len(item.targets), _tags(item.situation)


def _weights(item: Item) -> tuple[object, ...]:
    lines = sorted((one.kind, one.text, one.weight) for one in item.answers)
    weights = [one.weight for one in item.choices]
    return weights if any(one is not None for one in weights) else [], [weight for _, _, weight in lines]


def _texts(item: Item) -> tuple[object, ...]:
    parts = [item.question, item.situation, item.feedback]
    for one in (*item.choices, *item.targets):
        parts += [one.text, one.feedback]
    parts += [answer.feedback for answer in item.answers if any(answer.feedback.values())]
    return tuple(dict(one) for one in parts)


def _answer_changed(old: Item, new: Item) -> bool:
    """Whether something that was right is not so any more, or the other way round."""
    if old.type is not new.type:
        return True
    if old.answers or new.answers:
        return not _accepted(old) <= _accepted(new) or bool(_accepted(old, wrong=True) & _accepted(new))
    return any(_other_words(old, new, language) for language in old.question.keys() & new.question.keys())


def _accepted(item: Item, *, wrong: bool = False) -> set[tuple[str, str, str]]:
    return {(one.text, str(one.low), str(one.high)) for one in item.answers if (one.kind == "wrong") is wrong}


def _other_words(old: Item, new: Item, language: str) -> bool:
    """Whether the words tell of another answer; where all were reworded, the marks do."""
    before, now = _texts_by_letter(old, language), _texts_by_letter(new, language)
    if old.type is ItemType.ORDERING:
        return before != now and sorted(before.values()) == sorted(now.values())
    return another_answer(_marked(old, before, language), _marked(new, now, language))


def _texts_by_letter(item: Item, language: str) -> dict[str, str]:
    return {one.letter: str(one.text[language]) for one in item.choices}


def _marked(item: Item, texts: Mapping[str, str], language: str) -> Marked:
    """The words that are right and those that are wrong; of a matching item, pairs of them."""
    if item.targets:
        targets = {one.letter: str(one.text[language]) for one in item.targets}
        pairs: set[Words] = {(texts[row.letter], targets[key]) for row, key in zip(item.choices, item.key, strict=True)}
        every_pair: set[Words] = {(text, target) for text in texts.values() for target in targets.values()}
        return Marked(pairs, every_pair - pairs, item.key, len(texts))
    right: set[Words] = {(text,) for letter, text in texts.items() if letter in item.key}
    every: set[Words] = {(text,) for text in texts.values()}
    return Marked(right, every - right, item.key, len(texts))


def _change(place: str, part: str, differs: Mapping[Kind, bool]) -> Iterator[Change]:
    if kinds := tuple(kind for kind in Kind if differs.get(kind)):
        yield Change(place, part, kinds)


def pairs(old: Sequence[Part], new: Sequence[Part]) -> Iterator[tuple[Part | None, Part]]:
    """Each part of the new version with what it was before."""
    before = {one.key: one for one in old}
    for one in new:
        yield before.get(one.key), one


def left_out(old: Sequence[Part], new: Sequence[Part]) -> Iterator[Part]:
    """The parts that the new version does not have any more."""
    after = {one.key for one in new}
    yield from (one for one in old if one.key not in after)


def words_of(html: Html) -> dict[str, str]:
    """What is read, the words in place of pictures among it."""
    # never Markup in, whose pieces would be escaped where they are joined
    worded = {language: WORDED.sub(r" \1 \g<0>", str(text)) for language, text in html.items()}
    return {language: " ".join(TAG.sub(" ", text).split()) for language, text in worded.items()}


def _tags(html: Html) -> dict[str, list[str]]:
    return {language: TAG.findall(text) for language, text in html.items()}


def _links(html: Html) -> dict[str, list[str]]:
    return {language: LINK.findall(text) for language, text in html.items()}
