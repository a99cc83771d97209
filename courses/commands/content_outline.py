"""`flask content outline`: the tree of courses with minutes, items, languages and law dates."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click
from flask import current_app

from courses.catalog import minutes
from courses.catalog.items import Quiz
from courses.catalog.loader import load_catalog
from courses.catalog.structure import Course, Lesson
from courses.commands.content_paths import Scope, part_of
from courses.commands.languages import lang_option, spoken
from courses.foundation.settings import Settings
from courses.foundation.vocabulary import ItemType

KOREAN_TYPES = {
    ItemType.SINGLE: "하나 고르기",
    ItemType.MULTIPLE: "모두 고르기",
    ItemType.TRUE_FALSE: "맞다 아니다",
    ItemType.SHORT_TEXT: "짧은 글",
    ItemType.NUMBER: "수",
    ItemType.MATCHING: "짝짓기",
    ItemType.ORDERING: "차례",
    ItemType.SCALE: "척도",
}


@click.command("outline")
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@lang_option
def outline(path: Path | None, lang: str | None) -> None:
    """The tree below PATH (a content folder or a course), claimed minutes with the measured ones in brackets."""
    settings: Settings = current_app.config["SETTINGS"]
    scope = part_of(path, settings.content_dir, "outline") if path else Scope(settings.content_dir.resolve())
    for course in scope.courses(load_catalog(scope.root, beside=settings.content_dir)):
        for line in course_lines(course, spoken(lang)):
            click.echo(line)


def course_lines(course: Course, language: str) -> Iterator[str]:
    """The lines of one course; languages are marked where they differ from those of the course."""
    measured = sum(module.measured for module in course.modules)
    items = Counter(item.type for module in course.modules if module.quiz for item in module.quiz.items)
    yield _line(0, course.slug, course.title, [
        _minutes(course.minutes, measured, language), " ".join(course.languages), _law(course.law_as_of, language),
        _items(items, language),
    ], language)  # fmt: skip
    for module in course.modules:
        yield _line(1, f"{module.number:02} {module.slug}", module.title, [
            _minutes(module.minutes, module.measured, language),
            ("골라 듣기" if language == "ko" else "optional") if module.optional else "",
        ], language)  # fmt: skip
        for lesson in module.lessons:
            yield _lesson(lesson, course, language)
        if module.quiz:
            yield _quiz(module.quiz, course, language)


def _lesson(lesson: Lesson, course: Course, language: str) -> str:
    return _line(2, f"{lesson.number:02} {lesson.slug}", lesson.title, [
        _minutes(lesson.minutes, lesson.measured, language), _missing(set(lesson.html), course),
        _law(lesson.law_as_of, language),
    ], language)  # fmt: skip


def _quiz(quiz: Quiz, course: Course, language: str) -> str:
    drawn = sum(quiz.draw.values()) or len(quiz.items)
    pass_mark = (
        f"{drawn}문항씩, {quiz.pass_mark}% 이상" if language == "ko" else f"{drawn} at a time, {quiz.pass_mark}%"
    )
    languages = set.intersection(*(set(item.question) for item in quiz.items))
    return _line(2, "quiz", {}, [
        _items(Counter(item.type for item in quiz.items), language), pass_mark,
        f"({minutes.of_quiz(quiz, course.language):.1f})", _missing(languages, course),
    ], language)  # fmt: skip


def _line(depth: int, name: str, title: Mapping[str, str], told: list[str], language: str) -> str:
    said = title.get(language) or next(iter(title.values()), "")
    return "  ".join(filter(None, ["  " * depth + name, said, *told]))


def _minutes(claimed: int, measured: float, language: str) -> str:
    return f"{claimed}{'분' if language == 'ko' else ' min'} ({measured:.1f})"


def _law(day: date | None, language: str) -> str:
    return f"{'법 기준일' if language == 'ko' else 'law as of'} {day}" if day else ""


def _items(counted: Counter[ItemType], language: str) -> str:
    if not counted:
        return ""
    total = sum(counted.values())
    named = KOREAN_TYPES if language == "ko" else {kind: kind.value for kind in ItemType}
    parts = ", ".join(f"{named[kind]} {counted[kind]}" for kind in ItemType if counted[kind])
    return f"{total}문항: {parts}" if language == "ko" else f"{total} item{'' if total == 1 else 's'}: {parts}"


def _missing(languages: set[str], course: Course) -> str:
    return "" if languages == set(course.languages) else " ".join(one for one in course.languages if one in languages)
