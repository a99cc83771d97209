"""What reads wrongly without being broken: the checker's warnings, and numbers that belong into the help directory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from courses.catalog import claims, telephones
from courses.catalog.items import Item
from courses.catalog.pages import Excerpt, Faults
from courses.catalog.parts import Spot, spot
from courses.catalog.places import Block, prose
from courses.catalog.sanitising import visible_text
from courses.catalog.schemas import LawOptions
from courses.catalog.words import INSTEAD, NEVER, PENALTY
from courses.foundation.vocabulary import ItemType


def words_and_numbers(body: Excerpt, blocks: Iterable[Block], faults: Faults) -> None:
    """Words not to use, penalties outside a law block, telephone numbers, first-level headings."""
    law: set[int] = set()
    for block in blocks:
        if block.name == "law":
            law.update(range(block.line, block.end + 1))
    for number, line in prose(body):
        said_in(line, number, 1, faults, of_law=number in law)
        if line.startswith("# "):
            faults.add("W510", number)


def said_in(text: str, line: int, column: int, faults: Faults, *, of_law: bool = False) -> None:
    """Words not to use, penalties (in a statement of law they may stand) and telephone numbers in one line of text."""
    for m in NEVER.finditer(text):
        faults.add("W505", line, column + m.start(), word=m[0], instead=INSTEAD[m[0].lower()])
    if not of_law and (penalties := list(PENALTY.finditer(text))):
        # one line becomes one block, so it is told once
        faults.add("W504", line, column + penalties[0].start(), text=", ".join(m[0] for m in penalties))
    for start, end in telephones.numbers(text):
        faults.add("L307", line, column + start, number=text[start:end])


def law_blocks(blocks: Iterable[Block], faults: Faults) -> Iterator[Spot]:
    """The dates of a page's law blocks, where they stand."""
    for block in blocks:
        if isinstance(block.options, LawOptions):
            yield spot(block.options.as_of.isoformat(), *block.settings.where(("as_of",)), faults)


def claimed_minutes(claimed: int, measured: float, line: int, column: int, faults: Faults) -> None:
    """Warn of minutes that differ from the reading time by more than the rule allows."""
    if not claims.holds(claimed, measured):
        faults.add("W501", line, column, claimed=claimed, measured=f"{measured:.1f}")


def longest_choice(items: Sequence[Item], pages: Mapping[str, Faults]) -> None:
    """Warn, on the page of that language, when the longest choice is the right one in more than half of the items."""
    asked = [item for item in items if item.type is ItemType.SINGLE]
    for language, faults in pages.items():
        telling = sum(_right_is_longest(item, language) for item in asked)
        if len(asked) > 1 and 2 * telling > len(asked):
            faults.add("W506", language=language, longest=telling, items=len(asked))


def _right_is_longest(item: Item, language: str) -> bool:
    lengths = {one.letter: len(visible_text(one.text.get(language, ""))) for one in item.choices}
    right = lengths.pop(item.key)
    return right > max(lengths.values())
