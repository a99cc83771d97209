"""The starter courses hold what a school or a unit was promised: quizzes, sessions, surveys, law and sources."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest

from courses.catalog.items import Html, Item
from courses.catalog.structure import Course, Module, Sheet
from courses.catalog.words import NEVER
from courses.foundation.vocabulary import AttemptKind, ItemType
from tests.starter import CONTENT, LANGUAGES, body, course_of, course_slugs, module_of, module_slugs, starter_catalog
from tests.trees import INLINE, Node, read_page

each_course = pytest.mark.parametrize("slug", course_slugs())
each_module = pytest.mark.parametrize(("course", "slug"), module_slugs(), ids=["/".join(one) for one in module_slugs()])
PAGES = sorted(CONTENT.glob("*/**/*.md"))
PARTED = {ItemType.MATCHING, ItemType.ORDERING}
MINORS = {"lower-secondary", "upper-secondary"}
LAW = re.compile(r"^/{3,} *law\b.*\n((?: {4}.*\n)*)", re.MULTILINE)
ARTICLE = re.compile(r"source:[\s\S]*?(?:제\d+조|\barts?\.? \d|\d{4}년 \d|\d [A-Z][a-z]+ \d{4})")
"""An article, or the day since which something holds that no single article says."""
FACT = re.compile(r"\bF\d{1,3}\b")
SENTENCE = re.compile(r"(?<=[.?!…])[\"'”’)]*\s+")
FORMER = re.compile(r"검찰청|방송통신심의위원회|방심위")
"""Offices that bear another name now; a statement of what was is not made with them."""
PLAN = {"ko": "분", "en": "Minutes"}
AIMS = {"ko": "목표", "en": "Aims"}
DISCLOSURE = {"ko": r"털어놓", "en": r"discloses|tells"}
NOT_YOUR_FAULT = {"ko": r"잘못이? ?아니", "en": r"not (?:your|his|her|their|(?:the|your) child's) fault"}
CARD = {"ko": re.compile(r"카드 \d+\."), "en": re.compile(r"Card \d+\.")}
NOT_ADVICE = {"ko": "법률 상담이 아닙니다", "en": "not legal advice"}


def test_the_content_folder_loads_without_a_finding() -> None:
    found = starter_catalog().findings
    assert [f"{one.path}:{one.line} {one.code} {dict(one.values)}" for one in found] == []
    assert sorted(starter_catalog().courses) == course_slugs()


@each_course
def test_a_course_is_whole_in_both_languages(slug: str) -> None:
    course = course_of(slug)
    survey = course.survey
    assert survey is not None
    texts: list[Mapping[str, str]] = [
        course.title,
        course.summary,
        course.html,
        survey.title,
        survey.intro,
        *sheet_texts(course),
    ]
    for module in course.modules:
        texts += [module.title, module.summary, module.html]
        texts += [text for lesson in module.lessons for text in (lesson.title, lesson.html)]
        assert module.quiz is not None
        texts += [module.quiz.intro, *(text for item in module.quiz.items for text in item_texts(item))]
    texts += [text for item in survey.scales for text in item_texts(item)]
    assert [text for text in texts if any(text.values()) and not all(text.get(one) for one in LANGUAGES)] == []


def sheet_texts(course: Course) -> list[Mapping[str, str]]:
    return [text for sheet in sheets_of(course) for text in (sheet.title, sheet.html)]


def item_texts(item: Item) -> list[Html]:
    choices = [text for one in (*item.choices, *item.targets) for text in (one.text, one.feedback)]
    return [item.question, item.situation, item.feedback, *choices]


@each_module
def test_a_quiz_has_enough_items_of_enough_types_and_draws_some_of_them(course: str, slug: str) -> None:
    quiz = module_of(course, slug).quiz
    assert quiz is not None
    assert len(quiz.items) >= 14
    assert len({item.type for item in quiz.items}) >= 4
    assert sum(quiz.draw.values()) == 8
    assert len({item.question["ko"] for item in quiz.items}) == len(quiz.items)


@each_module
def test_every_choice_of_a_quiz_teaches_something_of_its_own(course: str, slug: str) -> None:
    assert list(untaught(module_of(course, slug))) == []


def untaught(module: Module) -> Iterator[str]:
    for item in module.quiz.items if module.quiz else ():
        for language in LANGUAGES:
            own = [plain(choice.feedback.get(language, "")) for choice in item.choices]
            bare = item.type in PARTED or (item.type is ItemType.TRUE_FALSE and not any(own))
            if bare and not plain(item.feedback.get(language, "")):
                yield f"{item.id}, {language}: nothing is said after it"
            elif not bare and (not all(own) or len(set(own)) < len(own)):
                yield f"{item.id}, {language}: a choice without feedback of its own"


@each_module
def test_a_module_says_where_help_is_and_where_its_facts_come_from(course: str, slug: str) -> None:
    module = module_of(course, slug)
    assert any(lesson.has_help for lesson in module.lessons)
    assert [lesson.slug for lesson in module.lessons if not lesson.sources] == []


@each_course
def test_a_session_plans_sixty_minutes_without_a_gap(slug: str) -> None:
    sheet = session_of(slug)
    assert sheet.minutes == 60
    for language in LANGUAGES:
        page = read_page(sheet.html[language])
        plan = next(table for table in page.all("table") if table.first("th").text == PLAN[language])
        spans = [row.first("td").text for row in plan.first("tbody").all("tr")]
        bounds = [tuple(map(int, span.split("–"))) for span in spans]
        assert (bounds[0][0], bounds[-1][1]) == (0, 60)
        assert [(end, start) for (_, end), (start, _) in pairwise(bounds) if end != start] == []
        assert sum(end - start for start, end in bounds) == 60
        headings = [one.text for one in page.all("h3") if one.text[:1].isdigit()]
        assert [heading.startswith(span) for heading, span in zip(headings, spans, strict=True)] == [True] * len(spans)


@pytest.mark.parametrize("language", LANGUAGES)
@each_course
def test_a_session_has_aims_cards_guidance_and_a_sheet_to_sign(slug: str, language: str) -> None:
    sheet = session_of(slug)
    parts = sections(read_page(sheet.html[language]))
    assert len(parts[AIMS[language]].all("li")) >= 3
    [disclosure] = [part for title, part in parts.items() if re.search(DISCLOSURE[language], title)]
    assert len(disclosure.text) > 500
    assert any(re.search(NOT_YOUR_FAULT[language], part.text) for part in parts.values())
    cards = [one.text for part in parts.values() for one in part.all("strong") if CARD[language].fullmatch(one.text)]
    assert len(set(cards)) == len(cards) >= 4
    [table] = [table for part in parts.values() for table in part.all("table", "sign-in")]
    assert len(table.first("tbody").all("tr")) >= 20
    assert any(part.all("section", "care") for part in parts.values())


def session_of(slug: str) -> Sheet:
    sheet = course_of(slug).session
    assert sheet is not None
    return sheet


def sections(page: Node) -> dict[str, Node]:
    """The parts of a page by their headings of the second level, '' what stands before the first."""
    parts: dict[str, Node] = {}
    title = ""
    for child in page.children:
        if isinstance(child, Node) and child.tag == "h2":
            title = child.text
        parts.setdefault(title, Node("part", {})).children.append(child)
    return parts


@pytest.mark.parametrize("language", LANGUAGES)
@each_course
def test_who_teaches_minors_has_a_letter_for_their_guardians(slug: str, language: str) -> None:
    course = course_of(slug)
    letters = [read_page(course.letter.html[language])] if course.letter else []
    assert len(letters) == len(MINORS & set(course.audience))
    assert [len(one.all("section", "care")) for one in letters] == [1] * len(letters)
    assert [one for one in letters if not re.search(NOT_YOUR_FAULT[language], one.text)] == []


@each_course
def test_a_survey_asks_the_same_before_after_and_later_and_few_attitudes(slug: str) -> None:
    survey = course_of(slug).survey
    assert survey is not None
    assert set(survey.quizzes) == {AttemptKind.PRE, AttemptKind.POST, AttemptKind.FOLLOW_UP}
    asked = [[item.id for item in quiz.items] for quiz in survey.quizzes.values()]
    assert asked[0] == asked[1] == asked[2]
    assert len(asked[0]) >= 8
    assert 1 <= len(survey.scales) <= 6
    in_quizzes = {item.id for module in course_of(slug).modules if module.quiz for item in module.quiz.items}
    assert in_quizzes & set(asked[0]) == set()


@pytest.mark.parametrize("module", [slug for slug in module_slugs() if "lower-secondary" in slug[0]], ids="/".join)
def test_korean_for_the_youngest_is_written_in_short_sentences(module: tuple[str, str]) -> None:
    found = module_of(*module)
    assert found.quiz is not None
    texts = [lesson.html for lesson in found.lessons]
    texts += [text for item in found.quiz.items for text in item_texts(item)]
    lengths = [len(one) for text in texts for one in sentences(read_page(text.get("ko", "")))]
    assert len(lengths) > 300
    assert mean(lengths) <= 45


def sentences(page: Node) -> Iterator[str]:
    """What is read in one breath, with its spaces: parted at marks that end a sentence, and where a block ends."""
    for block in blocks(page):
        yield from (one for one in SENTENCE.split(block) if one.strip())


def blocks(page: Node) -> Iterator[str]:
    line: list[str] = []
    for child in page.children:
        if isinstance(child, str) or child.tag in INLINE:
            line.append(child if isinstance(child, str) else child.text)
        else:
            yield " ".join("".join(line).split())
            line = []
            yield from blocks(child)
    yield " ".join("".join(line).split())


def plain(html: str) -> str:
    return read_page(html).text


def test_every_statement_of_law_names_its_article_and_its_day() -> None:
    faults = []
    for path in PAGES:
        for options in LAW.findall(body(path)):
            source, found, _ = options.partition("as_of:")
            dated = "as_of: 2026-10-02\n" in options if found else path.name.endswith(".en.md")
            if not ARTICLE.search(source) or not dated:
                faults.append(f"{path.relative_to(CONTENT)}: {options}")
    assert faults == []


def test_every_text_with_law_has_its_day_and_leaves_it_to_the_page_to_say_that_it_is_no_legal_advice() -> None:
    courses = starter_catalog().courses.values()
    lessons = [lesson for course in courses for module in course.modules for lesson in module.lessons]
    texts = [sheet for course in courses for sheet in sheets_of(course)] + lessons
    told = [one for one in texts if 'class="law"' in one.html["ko"]]
    assert (len(told) > len(courses), [one.title["ko"] for one in told if one.law_as_of is None]) == (True, [])
    doubled = [one.title[lang] for one in texts for lang in LANGUAGES if NOT_ADVICE[lang] in one.html[lang]]
    assert doubled == []


def sheets_of(course: Course) -> list[Sheet]:
    return [sheet for sheet in (course.session, course.letter) if sheet]


def test_every_fact_that_is_used_has_a_source_in_both_languages() -> None:
    sources = starter_catalog().sources
    used = {fact for path in PAGES for fact in FACT.findall(path.read_text(encoding="utf-8"))}
    assert len(used) > 30
    assert sorted(used - set(sources)) == []
    assert [number for number in sorted(used) if not all(sources[number].title.get(one) for one in LANGUAGES)] == []


def test_words_that_hurt_and_names_that_are_no_more_stand_nowhere() -> None:
    written = [*PAGES, *CONTENT.glob("**/*.svg"), *CONTENT.glob("*.yaml")]
    found = [(path.name, word) for path in written for word in words_in(path)]
    assert found == []
    assert NEVER.findall("음란물, 몰카, 리벤지 포르노, revenge porn") == [
        "음란물",
        "몰카",
        "리벤지 포르노",
        "revenge porn",
    ]


def words_in(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return [*NEVER.findall(text), *FORMER.findall(text)]
