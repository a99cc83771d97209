"""A quiz out of its scanned pages: the original decides, the translations lend their words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from markupsafe import Markup

from courses.catalog.citations import check_same_sources, check_sources, split_sources
from courses.catalog.emptiness import filled
from courses.catalog.item_types import LETTERS, Shape, shape_of
from courses.catalog.items import AcceptedAnswer, Choice, Html, Item, Quiz
from courses.catalog.key_digests import key_digest
from courses.catalog.labels import LABELS
from courses.catalog.markdown import Writer
from courses.catalog.pages import Excerpt, Faults
from courses.catalog.parts import Spot, spot
from courses.catalog.pools import check_pools
from courses.catalog.scanner import RawChoice, RawItem, Scan
from courses.catalog.schemas import ModuleFront
from courses.catalog.strict_yaml import Settings
from courses.catalog.translated_items import check_translated
from courses.catalog.versions import sealed
from courses.foundation.vocabulary import FeedbackTime, GradeOfRecord, ItemType, Order, Severity

NOWHERE = frozenset({"I207", "I222", "I223"})
"""What is wrong in the braces of an item, whatever else it says."""


@dataclass(frozen=True, slots=True)
class Version:
    """One language of a quiz: what was scanned, and who writes its HTML."""

    language: str
    scan: Scan
    writer: Writer


@dataclass(frozen=True, slots=True)
class Contents:
    """What a page with items comes to: the items without an error, and the texts around them."""

    items: tuple[Item, ...]
    intro: Html
    after: Mapping[str, Html]


def build_quiz(
    versions: Sequence[Version], front: ModuleFront, settings: Settings, about: Faults, ids: list[Spot]
) -> Quiz | None:
    """The quiz of a module; the original comes first in `versions`.

    `settings` and `about` are those of module.md, where faults of draw and pass mark are noted; the items' ids go to
    `ids`. None when an error was noted.
    """
    original = versions[0]
    before = len(about.found)
    contents = build_items(versions, ids)
    items = contents.items
    faults = original.writer.faults
    if not original.scan.items:
        faults.add("I221", original.scan.intro.first)
    if front.pass_mark is None:
        about.add("F008", *settings.start, key="pass_mark")
    draw = dict(front.draw)
    check_pools(original.scan.items, items, draw, settings=settings, about=about, faults=faults)
    broken = any(one.severity is Severity.ERROR for one in about.found[before:])
    if broken or len(items) < len(original.scan.items) or not items:
        return None
    return quiz_of(contents, front)


def quiz_of(contents: Contents, front: ModuleFront) -> Quiz:
    """The quiz of what its page holds, with what module.md says of it."""
    return sealed(
        Quiz(
            items=contents.items,
            draw=MappingProxyType(dict(front.draw)),
            pass_mark=front.pass_mark or 0,
            attempts=front.attempts,
            order=Order(front.order),
            feedback=FeedbackTime(front.feedback),
            intro=contents.intro,
            after=contents.after,
            digest="",
            grade=GradeOfRecord(front.grade),
            time=front.time,
        )
    )


def build_items(versions: Sequence[Version], ids: list[Spot], survey: bool = False) -> Contents:
    """Every item that has no error, and what stands around them; the faults of all are noted."""
    original = versions[0]
    faults = original.writer.faults
    items = []
    for index, raw in enumerate(original.scan.items):
        if raw.attributes.id:
            ids.append(spot(raw.attributes.id, raw.line, raw.attributes.column, faults))
        shape = shape_of(raw, faults, survey)
        raws = {one.language: one.scan.items[index] for one in versions if index < len(one.scan.items)}
        if shape:
            for one in (version for version in versions[1:] if version.language in raws):
                check_translated(raw, raws[one.language], shape, one.writer.faults, survey)
            items.append(_item(raws, shape, versions))
        else:
            for one in (version for version in versions if version.language in raws):
                _look_at(raws[one.language], one.writer)
    contents = Contents(tuple(items), _introduction(versions), _closings(versions))
    for one in versions:
        one.writer.finish()
    return contents


def look_through(version: Version) -> None:
    """Note what is wrong with the texts of a page whose items are out of step with the original's."""
    writer = version.writer
    for text in (version.scan.intro, *(one for closing in version.scan.after.values() for one in closing)):
        writer.html(text)
    for raw in version.scan.items:
        _look_at(raw, writer)
    writer.finish()


def look_apart(version: Version) -> None:
    """The same for a page out of step in more than its items, with what no item of any quiz may hold."""
    look_through(version)
    faults = version.writer.faults
    noted = Faults(faults.path, faults.lines)
    for raw in version.scan.items:
        shape_of(raw, noted, survey=True)
    faults.found += (one for one in noted.found if one.code in NOWHERE)


def _look_at(raw: RawItem, writer: Writer) -> None:
    """Note what is wrong with the texts of an item that cannot be asked as it is."""
    _asked(raw, writer)
    writer.html(_without_sources(raw, writer)[0])
    for one in (*raw.choices, *raw.rows, *raw.steps):
        _worded(one, writer)
        writer.html(_without_sources(one, writer)[0])
    for one in raw.rows:
        writer.inline(Excerpt((one.other,), one.line))
    for text in (raw.situation, *(one.feedback for one in raw.answers)):
        writer.html(text)


def _asked(raw: RawItem, writer: Writer) -> Markup:
    return filled(writer.inline(raw.question), writer.faults, "I225", raw.line)


def _worded(part: RawChoice, writer: Writer) -> Markup:
    return filled(writer.inline(part.text), writer.faults, "I235", part.line, part.column)


def _without_sources(part: RawItem | RawChoice, writer: Writer) -> tuple[Excerpt, tuple[str, ...]]:
    """The feedback of a part without the facts it names, and these; those that nobody knows are noted."""
    text, named = split_sources(part.feedback)
    check_sources(part.feedback, named, writer.around.facts, writer.faults)
    return text, named


def _item(raws: Mapping[str, RawItem], shape: Shape, versions: Sequence[Version]) -> Item:
    original = versions[0]
    raw = raws[original.language]
    writers = {one.language: one.writer for one in versions if one.language in raws}
    sources: list[str] = []
    feedback = {}
    for language, one in raws.items():
        text, named = _without_sources(one, writers[language])
        feedback[language] = writers[language].html(text)
        if language == original.language:
            sources += named
        else:
            check_same_sources(one.feedback, named, sources, writers[language].faults)
    parts = {language: _parts(one) for language, one in raws.items()}
    choices = [
        _choice(index, {language: listed[index] for language, listed in parts.items()}, shape, writers, sources)
        for index in range(len(parts[original.language]))
    ]
    if shape.type is ItemType.TRUE_FALSE and not choices:
        choices = [_own_choice(letter, key, writers) for letter, key in (("a", "true"), ("b", "false"))]
    answers = _answers(raws, shape, writers, original.language)
    return Item(
        id=raw.attributes.id,
        type=shape.type,
        pool=raw.attributes.values.get("pool", ""),
        core="core" in raw.attributes.marks,
        points=shape.points,
        scoring=shape.scoring,
        question=_html({language: _asked(one, writers[language]) for language, one in raws.items()}),
        situation=_html({language: writers[language].html(one.situation) for language, one in raws.items()}),
        choices=tuple(choices),
        targets=_targets(raws, shape, writers, original.language),
        key=shape.key,
        answers=answers,
        feedback=_html(feedback),
        sources=tuple(dict.fromkeys(sources)),
        key_digest=key_digest(raw, shape, answers),
        points_on_scale=shape.scale,
    )


def _answers(
    raws: Mapping[str, RawItem], shape: Shape, writers: Mapping[str, Writer], own: str
) -> tuple[AcceptedAnswer, ...]:
    """The accepted answers of the original, then what translations accept besides, whatever language is on screen."""
    accepted: dict[tuple[str, str], AcceptedAnswer] = {}
    for language in sorted(raws, key=lambda one: one != own):
        for index, one in enumerate(shape.answers):
            text = raws[language].answers[index].text.text
            if language != own and one.kind == "range":
                continue
            feedback = {name: writers[name].html(raw.answers[index].feedback) for name, raw in raws.items()}
            answer = AcceptedAnswer(one.kind, text, one.low, one.high, one.weight, _html(feedback))
            accepted.setdefault((one.kind, text), answer)
    return tuple(accepted.values())


def _parts(raw: RawItem) -> list[RawChoice]:
    """What the choices of an item are made from."""
    return raw.choices or [row for row in raw.rows if row.text.text] or raw.steps


def _choice(
    index: int, raws: Mapping[str, RawChoice], shape: Shape, writers: Mapping[str, Writer], sources: list[str]
) -> Choice:
    feedback = {}
    own: tuple[str, ...] | None = None
    for language, raw in raws.items():
        text, named = _without_sources(raw, writers[language])
        feedback[language] = writers[language].html(text)
        if own is None:
            own = named
        else:
            check_same_sources(raw.feedback, named, own, writers[language].faults)
    sources += own or ()
    return Choice(
        letter=LETTERS[index],
        text=_html({language: _worded(raw, writers[language]) for language, raw in raws.items()}),
        feedback=_html(feedback),
        weight=shape.weights[index] if shape.weights else None,
        id=next(iter(raws.values())).attributes.id,
    )


def _own_choice(letter: str, key: str, writers: Mapping[str, Writer]) -> Choice:
    """One of the two choices of `answer=true`, in the platform's own words."""
    text = {language: Markup(LABELS[language][key]) for language in writers}  # noqa: S704 - words of our own
    return Choice(letter, _html(text), _html(dict.fromkeys(writers, Markup(""))))


def _targets(raws: Mapping[str, RawItem], shape: Shape, writers: Mapping[str, Writer], own: str) -> tuple[Choice, ...]:
    """The right-hand cells, lettered as they first appear in the original."""
    rows = [row.other for row in raws[own].rows]
    targets = []
    for letter, target in zip(LETTERS, shape.targets, strict=False):
        at = rows.index(target)
        text = {
            language: writers[language].inline(Excerpt((raw.rows[at].other,), raw.rows[at].line))
            for language, raw in raws.items()
        }
        targets.append(Choice(letter, _html(text), _html(dict.fromkeys(raws, Markup("")))))
    return tuple(targets)


def _introduction(versions: Sequence[Version]) -> Html:
    """What stands before the first item."""
    return _html({one.language: one.writer.html(one.scan.intro) for one in versions})


def _closings(versions: Sequence[Version]) -> Mapping[str, Html]:
    """The closing texts by their mark."""
    after = {}
    for mark in versions[0].scan.after:
        texts = {}
        for one in versions:
            heading, body = one.scan.after[mark]
            texts[one.language] = Markup("<h3>%s</h3>%s") % (one.writer.inline(heading), one.writer.html(body))
        after[mark] = _html(texts)
    return MappingProxyType(after)


def _html(texts: Mapping[str, Markup]) -> Html:
    return MappingProxyType(dict(texts))
