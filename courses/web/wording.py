"""Content in the language of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

from courses.catalog.structure import Source
from courses.web.languages import language

T = TypeVar("T", str, Markup)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as readers see it."""

    title: str
    where: str


def local(text: Mapping[str, T]) -> T:
    """The text in the language of the page, else in the language it was written in; '' when there is none."""
    wanted = text.get(language())
    if wanted:
        return wanted
    return next(iter(text.values()), Markup(""))


def source_lines(numbers: Sequence[str], sources: Mapping[str, Source]) -> tuple[SourceLine, ...]:
    """Titled sources for these fact numbers; a number nobody described is left out."""
    found = (sources[number] for number in numbers if number in sources)
    return tuple(dict.fromkeys(SourceLine(local(one.title), one.where) for one in found))


def holds_law(html: str) -> bool:
    """Whether a text of the catalog states what the law says."""
    return '<section class="law">' in html
