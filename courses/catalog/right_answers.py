"""Which words are right and which are not, and whether those of a later version tell of another answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from courses.catalog.items import Html

CHECK = re.compile(r'<section class="check" id="check-([^"]+)">')
CHOICE = re.compile(r'<summary>((?:(?!</summary>).)*)</summary><div class="fb (right|other)">', re.DOTALL)
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """The words that are right and those that are wrong; `key` says which of `count` parts are right, as written."""

    right: set[Words]
    wrong: set[Words]
    key: str
    count: int


def another_answer(before: Marked, now: Marked) -> bool:
    """Whether something that was right is not so any more, or the reverse; where all were reworded, the key tells."""
    if before.right & now.wrong or before.wrong & now.right:
        return True
    reworded = before.count == now.count and not (before.right | before.wrong) & (now.right | now.wrong)
    return reworded and before.key != now.key


def checks_with_another_answer(old: Html, new: Html) -> Iterator[str]:
    """The names of the checks that are in both texts of a lesson, and in one language at least have another answer."""
    told: set[str] = set()
    for language in [one for one in new if one in old]:
        before = dict(_checks(old[language]))
        for name, marked in _checks(new[language]):
            if name in before and name not in told and another_answer(before[name], marked):
                told.add(name)
                yield name


def _checks(html: str) -> Iterator[tuple[str, Marked]]:
    """The checks of a text; their marks are kept nowhere else."""
    _, *rest = CHECK.split(html)
    for name, text in zip(rest[::2], rest[1::2], strict=True):
        choices = CHOICE.findall(text)
        right: set[Words] = {(words,) for words, mark in choices if mark == "right"}
        every: set[Words] = {(words,) for words, _ in choices}
        key = "".join(mark[0] for _, mark in choices)
        yield name, Marked(right, every - right, key, len(choices))
