"""One text with its translations: read, its front matter checked, its body written in every language."""

import errno
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Generic

from markupsafe import Markup

from courses.catalog import lint, minutes
from courses.catalog.front_matter import Front, read_front, split_front
from courses.catalog.markdown import Seen, Writer
from courses.catalog.numbering import NUMBERED, bare
from courses.catalog.pages import Excerpt, Faults, Page, RawFile, page_of
from courses.catalog.parts import Notes
from courses.catalog.places import Block, find_blocks
from courses.catalog.plan import Texts
from courses.catalog.schemas import LawOptions, Strict, TranslationFront, checked
from courses.catalog.strict_yaml import Settings
from courses.catalog.structure import Html, Text
from courses.catalog.surroundings import Surroundings
from courses.catalog.translation import inherited, keeps_step, likely, own_faults
from courses.catalog.turns import working_on
from courses.catalog.versions import digest_of

Around = Callable[[str], Surroundings]
FORBIDDEN: Mapping[str, frozenset[str]] = {
    "lesson": frozenset({"sign-in"}),
    "session": frozenset({"check", "scenario", "reflect"}),
    "plain": frozenset({"sign-in", "check", "scenario", "reflect"}),
}
"""Blocks that do not belong on a page of each kind."""
TOPS = ("/course.md", "/module.md")
GONE = os.strerror(errno.ENOENT)


@dataclass(slots=True)
class Leaf:
    """One language of a text."""

    page: Page
    body: Excerpt
    settings: Settings
    title: str = ""
    summary: str = ""
    content_note: str = ""


@dataclass(slots=True)
class Manuscript(Generic[Front]):
    """A text that could be read; `leaves` holds the original first, then its translations, by language.

    `front` is None when the front matter has errors; the body is looked at all the same.
    """

    front: Front | None
    language: str
    leaves: dict[str, Leaf]
    digest: str
    seen: Seen = field(default_factory=Seen)

    @property
    def own(self) -> Leaf:
        """The original."""
        return self.leaves[self.language]

    @property
    def faults(self) -> Faults:
        """Where faults of the original are noted."""
        return self.own.page.faults

    def text(self, name: str) -> Text:
        """One key of the front matter in every language that has it."""
        texts = {language: str(getattr(leaf, name)) for language, leaf in self.leaves.items()}
        return MappingProxyType(
            {language: text for language, text in texts.items() if text or language == self.language}
        )

    def law_as_of(self, said: date | None = None) -> date | None:
        """Of when its law is: what its front matter has `said`, else the oldest date of its blocks on law."""
        dates = (block.options.as_of for block in self.seen.blocks if isinstance(block.options, LawOptions))
        return said or min(dates, default=None)

    def where(self, *place: str | int) -> tuple[int, int]:
        """Where a key of the original's front matter stands."""
        return self.own.settings.where(place)


@dataclass(frozen=True, slots=True)
class Desk:
    """What reading needs: the files, the name of their root, the languages offered, and where findings are kept."""

    root: str
    language: str
    languages: Sequence[str]
    files: Mapping[str, RawFile]
    notes: Notes = field(default_factory=Notes)

    def read(self, file: str) -> Page:
        """A file as a page; its findings are kept."""
        working_on(f"{self.root}/{file}")
        page = page_of(self.files[file], f"{self.root}/{file}")
        if file.endswith(TOPS) and self.files[file].reason == GONE:
            # the plan has told already that it is not there
            page.faults.found.clear()
        page.faults.found, before = self.notes.found, page.faults.found
        self.notes.found.extend(before)
        return page


def read_manuscript(texts: Texts, model: type[Front], desk: Desk) -> Manuscript[Front] | None:
    """Read an original and its translations; None, with the reason noted, when there is nothing to read."""
    page = desk.read(texts.file)
    if not page.whole.lines:
        return None
    front, settings, body = read_front(page, model)
    own = Leaf(page, body, settings, *_worded(front))
    leaves = {desk.language: own}
    for language in desk.languages:
        if language == desk.language:
            continue
        if language not in texts.translations:
            page.faults.add("W503", language=language)
        elif leaf := _read_translation(texts.translations[language], own, desk):
            leaves[language] = leaf
    for leaf in leaves.values():
        _look_at_front(leaf)
    digest = digest_of({language: leaf.page.whole.text for language, leaf in leaves.items()})
    return Manuscript(front, desk.language, leaves, digest)


def _look_at_front(leaf: Leaf) -> None:
    """What learners read of the front matter follows the rules of the text below it."""
    for name in ("title", "summary", "content_note"):
        lint.said_in(str(getattr(leaf, name)), *leaf.settings.where((name,)), leaf.page.faults)


def _worded(front: Strict | None) -> tuple[str, str, str]:
    title, summary, note = (getattr(front, name, "") for name in ("title", "summary", "content_note"))
    return title, summary, note


def _read_translation(file: str, own: Leaf, desk: Desk) -> Leaf | None:
    page = desk.read(file)
    settings, body = split_front(page)
    if not page.whole.lines or "F002" in page.faults.codes:
        return None
    front = checked(TranslationFront, settings, page.faults) if settings.values else None
    leaf = Leaf(page, body, settings, *_worded(front))
    if front:
        check_worded(own, leaf)
    return leaf


def check_worded(own: Leaf, leaf: Leaf) -> None:
    """Note what the original's front matter says in words and the translation does not."""
    missing = [key for key in ("summary", "content_note") if getattr(own, key) and not getattr(leaf, key)]
    if missing:
        leaf.page.faults.add("T403", *leaf.settings.start, key=", ".join(missing))


def write(manuscript: Manuscript[Front], around: Around, desk: Desk, kind: str = "lesson") -> Html:
    """The body as HTML in every language, and everything the checker says about it.

    A translation out of step is written for previews only, and there where its original has errors.
    """
    own = manuscript.own
    written: dict[str, Markup] = {}
    for language, leaf in manuscript.leaves.items():
        faults = leaf.page.faults
        working_on(faults.path)
        options = None
        if leaf is not own:
            if not keeps_step(own.body, leaf.body, faults):
                html = _look_at_apart(own.body, leaf, around(language), kind)
                if around(language).lines is NUMBERED and any(one[0] in "BI" for one in manuscript.faults.codes):
                    # it is the original that has to be mended
                    written[language] = html
                continue
            blocks = find_blocks(own.body, Faults("")), find_blocks(leaf.body, Faults(""))
            options = inherited(*blocks, faults)
        writer = Writer(around(language), faults, options, manuscript.seen if leaf is not own else None)
        written[language] = writer.html(leaf.body)
        writer.finish()
        if leaf is own:
            manuscript.seen = writer.seen
        forbid(writer.seen.blocks, kind, faults)
        lint.words_and_numbers(leaf.body, writer.seen.blocks, faults)
        desk.notes.laws += lint.law_blocks(writer.seen.blocks, faults)
    return MappingProxyType(written)


def forbid(blocks: Iterable[Block], kind: str, faults: Faults) -> None:
    """Note the blocks that do not belong on a page of that kind."""
    for block in blocks:
        if block.name in FORBIDDEN[kind]:
            faults.add("B119", block.line, block.column, block=block.name)


def _look_at_apart(original: Excerpt, leaf: Leaf, around: Surroundings, kind: str) -> Markup:
    """The body of a translation out of step; what is wrong with it is noted, but not what may follow from that."""
    noted = Faults(leaf.page.path, leaf.page.faults.lines)
    blocks = [one for block in find_blocks(leaf.body, noted) for one in block.inside()]
    html = Writer(around, noted, likely(original, leaf.body)).html(leaf.body)
    forbid(blocks, kind, noted)
    lint.words_and_numbers(leaf.body, blocks, noted)
    leaf.page.faults.found += own_faults(noted.found)
    return html


def write_summary(manuscript: Manuscript[Front], around: Around) -> Html:
    """The summary of a lesson as HTML; empty when the author wrote none."""
    texts = manuscript.text("summary")
    written = {}
    for language, text in texts.items():
        leaf = manuscript.leaves[language]
        line, _ = leaf.settings.where(("summary",))
        writer = Writer(around(language), Faults(leaf.page.path, leaf.page.faults.lines, leaf.page.faults.found))
        written[language] = writer.html(Excerpt(tuple(text.split("\n")), line))
        writer.finish()
    return MappingProxyType(written)


def measured(manuscript: Manuscript[Front], html: Html) -> float:
    """Minutes that the original takes to read."""
    return minutes.of_page(bare(html[manuscript.language]), manuscript.seen, manuscript.language)
