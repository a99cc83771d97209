"""Which items an attempt asks, and in what order it shows them and their choices."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from courses.catalog.items import Item, Quiz
from courses.foundation.vocabulary import ItemType, Order

T = TypeVar("T")

REST = ""
"""The pool name under which a quiz draws from all items whose own pool it does not name."""

SHUFFLED_CHOICES = frozenset({ItemType.SINGLE, ItemType.MULTIPLE, ItemType.MATCHING})


@dataclass(frozen=True, slots=True)
class DrawnItem:
    """One item of an attempt: the letters of its choices (rows, steps) and of its targets in the order shown."""

    item_id: str
    choices: str
    targets: str


def draw(quiz: Quiz, seed: str, seen: Sequence[Collection[str]] = ()) -> tuple[DrawnItem, ...]:
    """The items of an attempt in the order asked; the same quiz, seed and past give the same draw on every Python.

    `seen` are the ids of the items that earlier attempts asked, the first attempt first: who tries again gets what was
    never asked before anything that was, and then what was asked longest ago.

    `.core` items are always in and count towards their pool; each pool named in `quiz.draw` gives as many as it says
    (all it has, if it has fewer), a pool that is not named gives all. With `order` fixed, items and choices stay as
    written. Ordering steps and matching targets are always shuffled and, where that can be helped, never shown in the
    order of the key (two of them stand in either order); the two choices of a true/false item and the steps of a scale
    never move.
    """
    chance = Random(seed)  # noqa: S311 - the seed is kept with the attempt so that the draw can be explained later
    last_seen = {item: attempt for attempt, items in enumerate(seen, 1) for item in items}
    drawn = _draw_items(quiz, chance, last_seen)
    if quiz.order is Order.SHUFFLED:
        drawn = _shuffled(drawn, chance)
    return tuple(_arrange(item, quiz.order, chance) for item in drawn)


def _draw_items(quiz: Quiz, chance: Random, last_seen: Mapping[str, int]) -> list[Item]:
    pools: dict[str, list[Item]] = defaultdict(list)
    for item in quiz.items:
        pools[item.pool if item.pool in quiz.draw else REST].append(item)
    chosen: set[str] = set()
    for pool, members in pools.items():
        core = [item for item in members if item.core]
        others = _shuffled([item for item in members if not item.core], chance)
        others.sort(key=lambda item: last_seen.get(item.id, 0))
        room = max(0, quiz.draw.get(pool, len(members)) - len(core))
        chosen.update(item.id for item in core + others[:room])
    return [item for item in quiz.items if item.id in chosen]


def _arrange(item: Item, order: Order, chance: Random) -> DrawnItem:
    choices = [choice.letter for choice in item.choices]
    targets = [target.letter for target in item.targets]
    if item.type is ItemType.ORDERING:
        choices = _away_from(list(item.key), choices, chance)
    elif order is Order.SHUFFLED and item.type in SHUFFLED_CHOICES:
        choices = _shuffled(choices, chance)
    if item.type is ItemType.MATCHING:
        wanted = dict(zip((choice.letter for choice in item.choices), item.key, strict=True))
        targets = _away_from(list(dict.fromkeys(wanted[row] for row in choices)), targets, chance)
    return DrawnItem(item.id, "".join(choices), "".join(targets))


def _away_from(telling: list[str], letters: list[str], chance: Random) -> list[str]:
    """Some order of the letters, but not the one that tells the key; of two any, since the other one would tell it."""
    arranged = _shuffled(letters, chance)
    while arranged == telling and len(letters) > 2:
        arranged = _shuffled(letters, chance)
    return arranged


def _shuffled(things: Sequence[T], chance: Random) -> list[T]:
    """Fisher and Yates, on `random()` alone: the one method whose sequence Python promises to keep between versions."""
    shuffled = list(things)
    for last in range(len(shuffled) - 1, 0, -1):
        other = int(chance.random() * (last + 1))
        shuffled[last], shuffled[other] = shuffled[other], shuffled[last]
    return shuffled
