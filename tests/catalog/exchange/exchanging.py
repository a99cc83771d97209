"""GIFT and Aiken in tests: a file becomes Markdown, the Markdown items, the items a file again."""

from dataclasses import dataclass

from courses.catalog.exchange.gift_reading import GiftReader
from courses.catalog.exchange.questions import Reading
from courses.catalog.exchange.quiz_merging import Prepared, merged, prepare
from courses.catalog.items import Item
from courses.catalog.markdown import Writer
from courses.catalog.pages import Excerpt, Faults
from courses.catalog.quizzes import Version, build_items
from courses.catalog.scanner import scan_quiz
from courses.catalog.structure import Finding
from courses.catalog.surroundings import Surroundings


@dataclass(frozen=True)
class Taken:
    """What came of a file: the Markdown, its items, and what the checker says of them."""

    prepared: Prepared
    markdown: str
    items: tuple[Item, ...]
    found: list[Finding]

    @property
    def refused(self) -> list[tuple[int, str, str]]:
        return [(one.line, one.name, one.code) for one in self.prepared.refused]


def taken(reading: Reading, language: str = "ko") -> Taken:
    around = Surroundings(language)
    prepared = prepare(reading, around)
    markdown = merged("", prepared.items)
    return Taken(prepared, markdown, *items_of(markdown, language))


def items_of(markdown: str, language: str = "ko") -> tuple[tuple[Item, ...], list[Finding]]:
    faults = Faults("quiz.md", tuple(markdown.split("\n")))
    version = Version(language, scan_quiz(Excerpt(faults.lines), faults), Writer(Surroundings(language), faults))
    return build_items([version], []).items, faults.found


def from_gift(text: str, language: str = "ko") -> Taken:
    return taken(GiftReader(Surroundings(language)).read(text), language)


def markdown(text: str) -> str:
    """The Markdown of one question that is taken."""
    result = from_gift(text)
    assert result.refused == []
    return result.markdown
