"""What two versions of an item must agree on for their figures to be one."""

from collections.abc import Sequence

from courses.catalog.item_types import LETTERS, Shape
from courses.catalog.items import AcceptedAnswer
from courses.catalog.scanner import RawItem
from courses.catalog.versions import digest_of


def key_digest(raw: RawItem, shape: Shape, answers: Sequence[AcceptedAnswer]) -> str:
    """The digest of what decides a score: no prose, so that it is equal in all languages and survives a rewording."""
    marks: list[object] = [(letter, letter in shape.key) for letter, _ in zip(LETTERS, raw.choices, strict=False)]
    if raw.choices and all(choice.attributes.id for choice in raw.choices):
        marks = [*sorted((choice.attributes.id, choice.mark == "x") for choice in raw.choices)]
    accepted = [[one.kind, one.text, str(one.low), str(one.high), str(one.weight.normalize())] for one in answers]
    key = shape.key if not raw.choices else ""
    weights = [str(weight.normalize()) for weight in shape.weights]
    return digest_of([shape.type, shape.scoring, shape.points, key, marks, weights, accepted, shape.scale])
