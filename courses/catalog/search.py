"""Finding words in lessons: each word is a part of the folded text, in whatever language the lesson says it.

Text is folded by NFKD and case, so that Hangul comes apart into its letters: 페 is found in 페이크, and so are 페ㅇ and
펭, which is somebody still typing. The catalog is searched, not the database: the answer cannot differ between
databases.
"""

import re
import unicodedata
from dataclasses import dataclass
from html import unescape

from courses.catalog.half_typed import readings
from courses.catalog.searched import parted
from courses.catalog.structure import Catalog, Course, Lesson, Module

TAGS = re.compile(r"<(?:style|svg)\b.*?</(?:style|svg)>|<(?:\"[^\"]*\"|[^>\"])*>", re.DOTALL)
INLINE = re.compile(
    r"</?(?:a|abbr|b|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)\b(?:\"[^\"]*\"|[^>\"])*>"
)
"""Tags that do not part words."""
SPACES = re.compile(r"\s+")
MOST_WORDS = 8
LONGEST = 100
"""Words and characters of a question that are looked at; the rest is left out."""
BEFORE, AFTER = 40, 110
"""Characters shown around the first word that was found."""


@dataclass(frozen=True, slots=True)
class Page:
    """A lesson in one language, as it is searched; `veiled` are its folded passages, which no excerpt shows."""

    course: Course
    module: Module
    lesson: Lesson
    language: str
    text: str
    folded_title: str
    folded: str
    veiled: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Where the first word stands: what is before it, the word as written, and what follows."""

    before: str
    word: str
    after: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A lesson in which every word was found; `excerpt` is None when none stands in text that is read unfolded."""

    course: Course
    module: Module
    lesson: Lesson
    language: str
    in_title: bool
    excerpt: Excerpt | None


def fold(text: str) -> str:
    """The text as it is compared: letters apart, without case, one space for many."""
    return SPACES.sub(" ", unicodedata.normalize("NFKD", text).casefold())


def words_of(question: str) -> tuple[str, ...]:
    """The folded words of a question, each once, in order."""
    return tuple(dict.fromkeys(fold(question[:LONGEST]).split()))[:MOST_WORDS]


def pages(catalog: Catalog) -> tuple[Page, ...]:
    """Every lesson in every language, in the order of courses, modules and lessons."""
    return tuple(
        _page(course, module, lesson, language)
        for course in catalog.courses.values()
        for module in course.modules
        for lesson in module.lessons
        for language in lesson.html
    )


def search(index: tuple[Page, ...], question: str, language: str) -> list[Hit]:
    """Lessons that hold every word, those with all words in the title first, else in the order of the courses.

    A lesson is named once: in `language` where it is found there, else in the first of its languages that has it.
    """
    words = tuple(map(readings, words_of(question)))
    if not words:
        return []
    found: dict[tuple[str, str, str], Hit] = {}
    for page in sorted(index, key=lambda one: one.language != language):
        key = (page.course.slug, page.module.slug, page.lesson.slug)
        if key not in found and (hit := _hit(page, words)) is not None:
            found[key] = hit
    order = {(one.course.slug, one.module.slug, one.lesson.slug): place for place, one in enumerate(index)}
    return [hit for key, hit in sorted(found.items(), key=lambda pair: (not pair[1].in_title, order[pair[0]]))]


def plain(html: str) -> str:
    """The text of sanitised HTML on one line."""
    return SPACES.sub(" ", unescape(TAGS.sub(" ", INLINE.sub("", html)))).strip()


def _page(course: Course, module: Module, lesson: Lesson, language: str) -> Page:
    text, veiled = map(plain, parted(lesson.html[language], language))
    title = lesson.title.get(language) or lesson.title[course.language]
    return Page(course, module, lesson, language, text, fold(title), fold(text), fold(veiled))


def _hit(page: Page, words: tuple[tuple[str, ...], ...]) -> Hit | None:
    """The page as a hit when it holds every word, each in one of its readings."""
    in_title = [_reading(word, page.folded_title) for word in words]
    in_text = [_reading(word, page.folded) for word in words]
    in_veiled = [_reading(word, page.veiled) for word in words]
    if not all(map(any, zip(in_title, in_text, in_veiled, strict=True))):
        return None
    word = next(filter(None, in_text), "")
    excerpt = _excerpt(page.text, word) if word else None
    return Hit(page.course, page.module, page.lesson, page.language, all(in_title), excerpt)


def _reading(word: tuple[str, ...], folded: str) -> str:
    """The first reading of a word that stands in the text, or nothing."""
    return next((one for one in word if one in folded), "")


def _excerpt(text: str, word: str) -> Excerpt:
    """The place of the word in the text as it was written: whole characters, even where the word ends within one."""
    places: list[int] = []
    folded = ""
    for place, character in enumerate(text):
        part = fold(character)
        folded += part
        places += [place] * len(part)
    at = folded.find(word)
    begin, end = places[at], places[at + len(word) - 1] + 1
    start, stop = max(0, begin - BEFORE), min(len(text), end + AFTER)
    before = ("…" if start else "") + text[start:begin]
    after = text[end:stop] + ("…" if stop < len(text) else "")
    return Excerpt(before, text[begin:end], after)
