"""Items as GIFT, every text of them as HTML; what GIFT cannot say of an item is refused by name."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from courses.catalog.exchange.gift_answers import WEIGHT
from courses.catalog.exchange.gift_reading import shares
from courses.catalog.exchange.gift_text import FORMAT, guarded
from courses.catalog.exchange.markup_trees import Unfit, blocks_of
from courses.catalog.exchange.questions import Refused, Remark, Typed, order_matters, plain_text, short_name
from courses.catalog.item_types import FULL, NONE, SPAN, TOLERANCE
from courses.catalog.items import AcceptedAnswer, Choice, Html, Item
from courses.catalog.labels import LABELS
from courses.catalog.sanitising import visible_text
from courses.foundation.vocabulary import ItemType, Scoring

AT_HOME = re.compile(r'<(?:img|audio|video)\b|(?:href|src)="(?![a-z]+:)')
NEWLINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Written:
    """A GIFT or Aiken file; `count` questions are in it, those in `refused` are not."""

    text: str
    count: int
    refused: tuple[Remark, ...]
    left_aside: tuple[Remark, ...] = ()


def write_gift(items: Iterable[Item], language: str) -> Written:
    """A GIFT file of these items in one language; a pool becomes a category."""
    parts: list[str] = []
    refused: list[Remark] = []
    count, pool = 0, ""
    for item in items:
        try:
            written = gift_of(item, language)
        except Refused as error:
            refused.append(Remark(0, item.id, error.code, error.values))
            continue
        if item.pool != pool:
            parts.append(f"$CATEGORY: $course$/top/{item.pool}".rstrip("/"))
        pool = item.pool
        parts.append(written)
        count += 1
    return Written(joined(parts), count, tuple(refused))


def joined(parts: Iterable[str]) -> str:
    """Parts with a blank line between any two, and the end of the last line; nothing for none."""
    text = "\n\n".join(parts)
    return f"{text}\n" if text else ""


def gift_of(item: Item, language: str) -> str:
    """One question of a GIFT file. Raises Refused."""
    if language not in item.question:
        raise Refused("G639", language=language)
    asked = item.question[language]
    if item.situation[language]:
        asked = f"<p>{asked}</p>{item.situation[language]}"  # type: ignore[assignment]  # the parts are sanitised HTML
    tags, answers = _answers(item, language)
    if general := _text(item.feedback, language):
        answers.append(f"####{general}")
    labels = [f"[id:{item.id}]", *(f"[tag:{tag}]" for tag in (*_tags(item), *tags))]
    inside = f"{{{answers[0]}}}" if len(answers) == 1 else "{\n" + "".join(f"\t{one}\n" for one in answers) + "}"
    return f"// {' '.join(labels)}\n::{guarded(item.id)}::[html]{_bare(str(asked))}{inside}"


def _tags(item: Item) -> list[str]:
    core = ["core"] if item.core else []
    points = [f"points={item.points}"] if item.points != 1 else []
    return [*core, *points, *item.sources]


def _answers(item: Item, language: str) -> tuple[list[str], list[str]]:
    """Tags that say what the answers do not, and the answers."""
    if item.type is ItemType.MULTIPLE:
        return _multiple(item, language)
    if item.type is ItemType.TRUE_FALSE and _own_words(item, language):
        return [], [_true_false(item, language)]
    writers = {
        ItemType.TRUE_FALSE: _single,
        ItemType.SINGLE: _single,
        ItemType.MATCHING: _pairs,
        ItemType.SHORT_TEXT: _short_texts,
        ItemType.NUMBER: _numbers,
    }
    if item.type not in writers:
        raise Refused("G631" if item.type is ItemType.ORDERING else "G633")
    return ["type=true-false"] if item.type is ItemType.TRUE_FALSE else [], writers[item.type](item, language)


def _own_words(item: Item, language: str) -> bool:
    words = LABELS[language]
    return [str(one.text[language]) for one in item.choices] == [words["true"], words["false"]] and not _weighted(item)


def _weighted(item: Item) -> bool:
    return item.scoring is Scoring.WEIGHTED


def _true_false(item: Item, language: str) -> str:
    told = "TRUE" if item.key == "a" else "FALSE"
    right, wrong = item.choices if item.key == "a" else reversed(item.choices)
    texts = [_text(wrong.feedback, language), _text(right.feedback, language)]
    return "#".join([told, *texts]) if any(texts) else told


def _single(item: Item, language: str) -> list[str]:
    weights = [_weight(one, item) for one in item.choices]
    if FULL not in weights:
        raise Refused("G634", scoring=item.scoring)
    # were every choice written with =, it would be read as a short answer
    signs = [_tilde(weight) for weight in weights]
    signs[weights.index(FULL)] = "="
    return [sign + _choice(one, language) for sign, one in zip(signs, item.choices, strict=True)]


def _multiple(item: Item, language: str) -> tuple[list[str], list[str]]:
    weights: list[Decimal] | None = [_weight(one, item) for one in item.choices]
    tags = []
    if not _weighted(item):
        weights = shares([one.letter in item.key for one in item.choices], item.scoring)
        tags = [f"scoring={item.scoring}"]
    if weights is None or item.scoring is Scoring.PER_CHOICE:
        raise Refused("G634", scoring=item.scoring)
    return tags, [_tilde(weight) + _choice(one, language) for one, weight in zip(item.choices, weights, strict=True)]


def _weight(choice: Choice, item: Item) -> Decimal:
    usual = FULL if choice.letter in item.key else NONE
    return usual if choice.weight is None else choice.weight


def _tilde(weight: Decimal) -> str:
    return f"~%{weight.normalize():f}%" if weight else "~"


def _choice(choice: Choice, language: str) -> str:
    return _html(str(choice.text[language])) + _feedback(choice.feedback, language)


def _pairs(item: Item, language: str) -> list[str]:
    if item.scoring is not Scoring.PER_PAIR:
        raise Refused("G634", scoring=item.scoring)
    try:
        targets = {one.letter: plain_text(blocks_of(one.text[language])) for one in item.targets}
    except Unfit as error:
        raise Refused("G635") from error
    rows = [(_html(str(row.text[language])), targets[key]) for row, key in zip(item.choices, item.key, strict=True)]
    rows += [("", text) for letter, text in targets.items() if letter not in item.key]
    return [f"={left} -> {guarded(right)}" for left, right in rows]


def _short_texts(item: Item, language: str) -> list[str]:
    lines = []
    for one in item.answers:
        if one.kind == "near":
            raise Refused("G632", text=one.text)
        if ("->" in one.text and len(item.answers) > 1) or "\\*" in one.text:
            raise Refused("G637", text=one.text)
        text = guarded(one.text.replace("*", "\\*"))
        if FORMAT.match(text):
            text = f"[plain]{text}"
        sign = "" if "->" in one.text else "="
        lines.append(sign + _credit(one, text) + _feedback(one.feedback, language))
    return lines


def _numbers(item: Item, language: str) -> list[str]:
    typed = [Typed(one.text, one.weight, (), one.low, one.high) for one in item.answers]
    if order_matters(typed):
        raise Refused("G614")
    lines = [f"={_credit(one, _span(one.text))}{_feedback(one.feedback, language)}" for one in item.answers]
    return [f"#{lines[0]}", *lines[1:]]


def _span(text: str) -> str:
    """A number, `7 ± 0.5` or `3..5` as GIFT writes it."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    if m := SPAN.fullmatch(plain):
        return f"{m[1]}..{m[2]}"
    if (m := TOLERANCE.fullmatch(plain)) and m[2]:
        return f"{m[1]}:{m[2]}"
    return plain


def _credit(answer: AcceptedAnswer, text: str) -> str:
    weight = NONE if answer.kind == "wrong" else answer.weight
    return text if weight == FULL and not WEIGHT.match(text) else f"%{weight.normalize():f}%{text}"


def _feedback(html: Html, language: str) -> str:
    text = _text(html, language)
    return f"#{text}" if text else ""


def _text(html: Html, language: str) -> str:
    return _html(str(html.get(language, "")))


def _html(html: str) -> str:
    """HTML as a GIFT text of which nothing in front is taken for a format or a weight. Raises Refused."""
    text = _bare(f"&#37;{html[1:]}" if html.startswith("%") else html)
    return f"[html]{text}" if FORMAT.match(text) else text


def _bare(html: str) -> str:
    if AT_HOME.search(html):
        raise Refused("G636", text=short_name(visible_text(html)))
    return guarded(html if "<pre" in html else NEWLINES.sub(" ", html))
