"""Every starter course read page by page in both languages, to what its front page promises."""

import re
from collections.abc import Callable, Iterator

import pytest

from courses.catalog.structure import Lesson, Module
from courses.foundation.vocabulary import FaceToFace
from courses.web.languages import translations
from tests.journeys.reading import about_text
from tests.journeys.taking import Reader, by_the_key
from tests.journeys.walking import tallies_agree
from tests.starter import LANGUAGES, course_slugs, manuscript, starter_catalog
from tests.trees import Node, read_page

Take = Callable[..., Reader]
NOT_ADVICE = {"ko": "법률 상담이 아닙니다", "en": "not legal advice"}
LAW_DATE = {"ko": "기준일: 2026년 10월 2일", "en": "As of 2 October 2026"}
PER_BLOCK = {"law": "law", "help": "care", "chat": "chat", "check": "check", "reflect": "think", "scenario": "scenario"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", course_slugs())
def test_every_lesson_is_read_in_order_and_every_page_of_it_is_whole(take: Take, slug: str, language: str) -> None:
    reader = take(slug, language)
    say = translations(language).gettext
    faults: list[str] = []
    for module in reader.course.modules:
        faults += about_module(reader, module)
        for lesson in module.lessons:
            address = reader.address(module, lesson.slug)
            page = reader.read(address)
            faults += [f"{address}: {fault}" for fault in about_lesson(reader, module, lesson, page)]
            if any(lesson.summary.values()):
                short = reader.read(f"{address}?part=summary").first("article", "prose")
                faults += [f"{address}, summary: {fault}" for fault in about_text(short, language)]
                faults += [] if say("요약을 보고 계십니다") in short.text else [f"{address}: no summary is shown"]
            assert reader.browser.post(address).status_code == 303
    assert not faults, "\n".join(faults)
    assert reader.completions() == []


@pytest.mark.parametrize("slug", course_slugs())
def test_reading_everything_and_passing_every_quiz_completes_each_module_once(take: Take, slug: str) -> None:
    reader = take(slug)
    meets = reader.course.face_to_face is FaceToFace.REQUIRED
    written = []
    for module in reader.course.modules:
        for lesson in module.lessons:
            reader.browser.post(reader.address(module, lesson.slug))
        result, _ = reader.sit(module, by_the_key)
        assert [result.first("h1").text, "이 교육을 이수하셨습니다" in result.text] == ["통과하셨습니다", True]
        written.append(module.key)
        if module is reader.course.modules[-1] and not meets:
            written.append("")
        assert reader.completions() == written
    reader.sit(reader.course.modules[0], by_the_key)
    assert reader.completions() == written
    home = reader.read("/learn")
    assert [one.title["ko"] for one in reader.course.modules if one.title["ko"] not in home.text] == []
    assert tallies_agree()


@pytest.mark.parametrize("slug", course_slugs())
def test_the_modules_add_up_to_what_the_course_promises(slug: str) -> None:
    course = starter_catalog().courses[slug]
    assert sum(module.minutes for module in course.modules) == course.minutes
    for module in course.modules:
        lessons = sum(lesson.minutes for lesson in module.lessons)
        assert [3 <= len(module.lessons) <= 5, module.quiz is not None, lessons < module.minutes] == [True] * 3
    for language in LANGUAGES:
        listed = [plain(item.text) for item in read_page(course.html[language]).first("ol").all("li")]
        titles = [plain(module.title[language]) for module in course.modules]
        assert [line[: len(title)] for line, title in zip(listed, titles, strict=True)] == titles


def plain(title: str) -> str:
    """A title without quotation marks and capitals: a table of contents may write them its own way."""
    return re.sub("[\"'“”‘’]", "", title).casefold()


def about_module(reader: Reader, module: Module) -> Iterator[str]:
    """What is wrong with the page of a module."""
    page = reader.read(reader.address(module)).first("main")
    for text in (module.title, module.summary, module.content_note, *(one.title for one in module.lessons)):
        if any(text.values()) and not (said := text.get(reader.language, "")):
            yield f"{module.slug}: {text!r} says nothing in {reader.language}"
        elif any(text.values()) and said not in page.text:
            yield f"{module.slug}: {said!r} is not on its page"
    yield from about_text(page, reader.language)
    if not any("/// help" in manuscript(reader.course.slug, module.slug, one.slug, "ko") for one in module.lessons):
        yield f"{module.slug}: no help block"


def about_lesson(reader: Reader, module: Module, lesson: Lesson, page: Node) -> Iterator[str]:
    """What is wrong with the page of a lesson."""
    article = page.first("article", "prose")
    yield from about_text(article, reader.language)
    if [one.text for one in page.all("h1")] != [lesson.title[reader.language]]:
        yield "the title is not the one heading"
    if page.first("html").get("lang") != reader.language:
        yield "another language"
    yield from about_blocks(article, manuscript(reader.course.slug, module.slug, lesson.slug, reader.language))
    yield from about_law(article, reader.language)
    yield from about_help(article, reader.language)
    yield from about_places(reader, page, article)
    if lesson.sources and not article.all("ul", "sources"):
        yield "the sources are not shown"


def about_blocks(article: Node, written: str) -> Iterator[str]:
    """Every block that was written stands on the page."""
    for block, name in PER_BLOCK.items():
        count = len(re.findall(rf"^/{{3,}} *{block}\b", written, re.MULTILINE))
        if len(article.all("", name)) != count:
            yield f"{count} {block} blocks were written, {len(article.all('', name))} are shown"
    for check in article.all("section", "check"):
        choices = check.first("ul", "check-choices").all("details")
        if len(choices) < 2 or not all(one.first("summary").text and one.first("div", "fb").text for one in choices):
            yield f"check {check.get('id')} does not answer every choice"


def about_law(article: Node, language: str) -> Iterator[str]:
    """Every statement of law says where it stands and how old it is."""
    laws = article.all("section", "law")
    for law in laws:
        source, date = law.first("p", "law-source").text, law.first("p", "law-date").text
        if not source.partition(":")[2].strip() or date != LAW_DATE[language]:
            yield f"law {law.first('h3').text!r}: {source}, {date}"
    if laws and NOT_ADVICE[language] not in article.text:
        yield "law without saying that this is no legal advice"


def about_help(article: Node, language: str) -> Iterator[str]:
    """Every help block has contacts, and all of them are of the directory."""
    names = {entry.name[language] for entry in starter_catalog().help.values()}
    for section in article.all("section", "care"):
        lines = section.first("ul", "tel").all("li")
        if not lines or not all(any(name in line.text for name in names) for line in lines):
            yield "a help block without contacts of the directory"


def about_places(reader: Reader, page: Node, article: Node) -> Iterator[str]:
    """Places and pictures that a lesson points to are there, and no place has two owners."""
    ids = [one.get("id") for one in page.inside() if one.get("id")]
    yield from (f"id {one} twice" for one in set(ids) if ids.count(one) > 1)
    for link in article.all("a"):
        target = link.get("href")
        if target.startswith("#") and target[1:] not in ids:
            yield f"no place {target}"
        elif target.startswith("/") and reader.browser.get(target).status_code not in {200, 303}:
            yield f"no page {target}"
    for picture in article.all("img"):
        if not picture.get("alt").strip() or reader.browser.get(picture.get("src")).status_code != 200:
            yield f"no picture {picture.get('src')}, or no words for it"
