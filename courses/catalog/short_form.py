"""The short form: one file is a module, each `# heading` in it a lesson, and `# … {.quiz}` holds the items."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from courses.catalog.braces import Attributes, split_attributes
from courses.catalog.manuscripts import Leaf, Manuscript, check_worded
from courses.catalog.pages import Excerpt, Faults
from courses.catalog.places import shielded
from courses.catalog.plan import RESERVED, SLUG
from courses.catalog.schemas import LessonFront, ModuleFront, checked
from courses.catalog.strict_yaml import Place, Settings
from courses.catalog.translation import differing, written
from courses.catalog.versions import digest_of

HEADING = re.compile(r"^# +(.*?)\s*$")
WHOLE = re.compile(r"[0-9]{1,6}")
QUIZ = "quiz"
LISTS = frozenset({"sources", "formerly"})
WORDED = ("summary=", "content_note=")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands in its braces, and what follows it; `whole` is both."""

    line: int
    title: str
    attributes: Attributes
    body: Excerpt
    whole: Excerpt


@dataclass(slots=True)
class Chapter:
    """A lesson of a short form: where it begins, its text in every language, and whether its minutes are written."""

    section: Section
    manuscript: Manuscript[LessonFront]
    claimed: bool

    @property
    def slug(self) -> str:
        """The name in the braces of its heading, or nothing."""
        return self.section.attributes.id


def split_sections(body: Excerpt, faults: Faults) -> tuple[Excerpt, list[Section]]:
    """What stands before the first heading, and the sections."""
    hidden = shielded(body)
    starts = [number for number, line in body.numbered() if HEADING.match(line) and number not in hidden]
    sections = []
    for start, end in pairwise([*starts, body.after]):
        text, attributes = split_attributes(body.lines[start - body.first], start, faults)
        title = text.removeprefix("#").strip()
        sections.append(Section(start, title, attributes, body.part(start + 1, end), body.part(start, end)))
    return body.part(body.first, starts[0] if starts else body.after), sections


def take_apart(manuscript: Manuscript[ModuleFront]) -> tuple[list[Chapter], dict[str, Section]]:
    """The lessons of a short form, and its quiz by language; the manuscript keeps what stands before them.

    A translation whose headings are out of step lends no words to the lessons.
    """
    split = {}
    for language, leaf in manuscript.leaves.items():
        leaf.body, split[language] = split_sections(leaf.body, leaf.page.faults)
    own = split[manuscript.language]
    check_order(own, manuscript.faults)
    for language, leaf in manuscript.leaves.items():
        if language != manuscript.language and not keeps_order(own, split[language], leaf.page.faults):
            del split[language]
    chapters = []
    quiz: dict[str, Section] = {}
    for index, section in enumerate(own):
        versions = {language: sections[index] for language, sections in split.items()}
        if QUIZ in section.attributes.marks:
            quiz = quiz or versions
        else:
            chapters.append(chapter(manuscript, section, versions))
    check_slugs([one.section for one in chapters], manuscript.faults)
    return chapters, quiz


def check_order(sections: Sequence[Section], faults: Faults) -> None:
    """There is one quiz at most, behind the lessons; no other mark means anything, and a quiz takes no settings."""
    quizzes = [one.line for one in sections if QUIZ in one.attributes.marks]
    for one in sections:
        if quizzes and one.line > quizzes[0]:
            faults.add("C021", one.line, 1, quiz=quizzes[0])
        refused = one.attributes.values.keys() if QUIZ in one.attributes.marks else {"title"}
        if unknown := sorted(one.attributes.marks - {QUIZ}) + sorted(refused & one.attributes.values.keys()):
            faults.add("I207", one.line, one.attributes.column, text=", ".join(unknown))


def keeps_order(own: Sequence[Section], other: Sequence[Section], faults: Faults) -> bool:
    """Whether a translation has as many headings, with nothing else in their braces than the original's."""
    for mine, yours in zip(own, other, strict=False):
        for text in differing(mine.attributes, yours.attributes):
            if not text.startswith(WORDED):
                expected = written(mine.attributes)
                faults.add("T402", yours.line, yours.attributes.column, text=text, expected=expected)
    if len(own) == len(other):
        return True
    if len(own) > len(other):
        line, missing = len(faults.lines), own[len(other)].line
        faults.add("T401", line, 1, found="–", expected="#", original=missing)
    else:
        faults.add("T401", other[len(own)].line, 1, found="#", expected="–", original=own[-1].line if own else 1)
    return False


def chapter(module: Manuscript[ModuleFront], section: Section, versions: Mapping[str, Section]) -> Chapter:
    """One lesson; its front matter stands in the braces of its heading."""
    leaves = {}
    for language, one in versions.items():
        page = module.leaves[language].page
        leaf = Leaf(page, one.body, settings_of(one, page.faults), one.title)
        leaf.summary = one.attributes.values.get("summary", "")
        leaf.content_note = one.attributes.values.get("content_note", "")
        leaves[language] = leaf
        if language != module.language:
            check_worded(leaves[module.language], leaf)
    own = leaves[module.language]
    claimed = "minutes" in own.settings.values
    if not claimed:
        own.settings.values["minutes"] = 1
    front = checked(LessonFront, own.settings, module.faults)
    digest = digest_of({language: one.whole.text for language, one in versions.items()})
    manuscript = Manuscript(front, module.language, leaves, digest)
    return Chapter(section, manuscript, claimed)


def settings_of(section: Section, faults: Faults) -> Settings:
    """The braces of a heading as front matter, with the places of its values."""
    line = faults.lines[section.line - 1]
    settings = Settings({"title": section.title}, start=(section.line, 1))
    settings.marks["title",] = (section.line, 3)
    for key, text in section.attributes.values.items():
        column = line.rfind(f"{key}=") + 1
        settings.keys[key,] = (section.line, column)
        settings.marks[key,] = (section.line, column + len(key) + 1)
        settings.values[key] = _value(key, text, settings.marks, line)
    return settings


def _value(key: str, text: str, marks: dict[Place, tuple[int, int]], line: str) -> object:
    if key in LISTS:
        number, column = marks[key,]
        entries = [one.strip() for one in text.split(",")]
        for index, one in enumerate(entries):
            marks[key, index] = (number, line.find(one, column - 1) + 1)
        return entries
    if key == "minutes" and WHOLE.fullmatch(text):
        return int(text)
    if key == "law_as_of":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def check_slugs(sections: Sequence[Section], faults: Faults) -> None:
    """Every lesson has a slug of its own."""
    first: dict[str, int] = {}
    for one in sections:
        slug, place = one.attributes.id, (one.line, one.attributes.column)
        if not SLUG.fullmatch(slug):
            faults.add("C020", *place, slug=slug)
        elif slug in RESERVED:
            faults.add("C003", *place, slug=slug)
        elif slug in first:
            faults.add("C004", *place, slug=slug, other=f"{faults.path.rpartition('/')[2]}:{first[slug]}")
        first.setdefault(slug, one.line)
