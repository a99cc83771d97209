"""A quiz as canonical JSON and back: what an attempt is shown, graded and reviewed from years later."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from courses.catalog.items import AcceptedAnswer, Choice, Html, Item, Quiz
from courses.foundation.vocabulary import FeedbackTime, GradeOfRecord, ItemType, Order, Scoring

FORMAT = 1


def digest_of(value: object) -> str:
    """SHA-256, as 64 hexadecimal digits, of a value's canonical JSON."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def canonical(value: object) -> str:
    """JSON that is the same for equal values: keys sorted, no white space, characters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sealed(quiz: Quiz) -> Quiz:
    """The quiz with its version digest, which is taken over everything else in it."""
    blank = replace(quiz, digest="")
    return replace(quiz, digest=hashlib.sha256(quiz_body(blank).encode()).hexdigest())


def quiz_body(quiz: Quiz) -> str:
    """Everything needed to show, grade and review an attempt, in all languages, as canonical JSON.

    What came to the format later is left out where it says nothing: a quiz without it keeps its digest.
    """
    later = {"grade": quiz.grade if quiz.grade is not GradeOfRecord.BEST else None, "time": quiz.time}
    return canonical(
        {
            "format": FORMAT,
            "items": [_item(one) for one in quiz.items],
            "draw": dict(quiz.draw),
            "pass_mark": quiz.pass_mark,
            "attempts": quiz.attempts,
            "order": quiz.order,
            "feedback": quiz.feedback,
            "intro": dict(quiz.intro),
            "after": {key: dict(html) for key, html in quiz.after.items()},
            "digest": quiz.digest,
            **{key: value for key, value in later.items() if value is not None},
        }
    )


def read_quiz(body: str) -> Quiz:
    """The quiz that `quiz_body` wrote. Raises ValueError for a body of another format."""
    read = json.loads(body)
    if read.get("format") != FORMAT:
        raise ValueError(f"a quiz body of format {read.get('format')!r} cannot be read")
    return Quiz(
        items=tuple(_read_item(one) for one in read["items"]),
        draw=MappingProxyType(read["draw"]),
        pass_mark=read["pass_mark"],
        attempts=read["attempts"],
        order=Order(read["order"]),
        feedback=FeedbackTime(read["feedback"]),
        intro=_html(read["intro"]),
        after=MappingProxyType({key: _html(html) for key, html in read["after"].items()}),
        digest=read["digest"],
        grade=GradeOfRecord(read.get("grade", "best")),
        time=read.get("time"),
    )


def _item(item: Item) -> dict[str, object]:
    return {
        "id": item.id,
        "type": item.type,
        "pool": item.pool,
        "core": item.core,
        "points": item.points,
        "scoring": item.scoring,
        "question": dict(item.question),
        "situation": dict(item.situation),
        "choices": [_choice(one) for one in item.choices],
        "targets": [_choice(one) for one in item.targets],
        "key": item.key,
        "answers": [_answer(one) for one in item.answers],
        "feedback": dict(item.feedback),
        "sources": list(item.sources),
        "key_digest": item.key_digest,
        "points_on_scale": item.points_on_scale,
    }


def _read_item(read: Mapping[str, Any]) -> Item:
    return Item(
        id=read["id"],
        type=ItemType(read["type"]),
        pool=read["pool"],
        core=read["core"],
        points=read["points"],
        scoring=Scoring(read["scoring"]),
        question=_html(read["question"]),
        situation=_html(read["situation"]),
        choices=tuple(_read_choice(one) for one in read["choices"]),
        targets=tuple(_read_choice(one) for one in read["targets"]),
        key=read["key"],
        answers=tuple(_read_answer(one) for one in read["answers"]),
        feedback=_html(read["feedback"]),
        sources=tuple(read["sources"]),
        key_digest=read["key_digest"],
        points_on_scale=read["points_on_scale"],
    )


def _choice(choice: Choice) -> dict[str, object]:
    return {
        "letter": choice.letter,
        "text": dict(choice.text),
        "feedback": dict(choice.feedback),
        "weight": _written(choice.weight),
        **({"id": choice.id} if choice.id else {}),
    }


def _read_choice(read: Mapping[str, Any]) -> Choice:
    text, feedback = _html(read["text"]), _html(read["feedback"])
    return Choice(read["letter"], text, feedback, _decimal(read["weight"]), read.get("id", ""))


def _answer(answer: AcceptedAnswer) -> dict[str, object]:
    return {
        "kind": answer.kind,
        "text": answer.text,
        "low": _written(answer.low),
        "high": _written(answer.high),
        "weight": str(answer.weight),
        "feedback": dict(answer.feedback),
    }


def _read_answer(read: Mapping[str, Any]) -> AcceptedAnswer:
    return AcceptedAnswer(
        kind=read["kind"],
        text=read["text"],
        low=_decimal(read["low"]),
        high=_decimal(read["high"]),
        weight=Decimal(read["weight"]),
        feedback=_html(read["feedback"]),
    )


def _html(read: Mapping[str, str]) -> Html:
    # the body was written by quiz_body from sanitised HTML and has lain in our own database since
    return MappingProxyType({language: Markup(text) for language, text in read.items()})  # noqa: S704 - see above


def _written(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
