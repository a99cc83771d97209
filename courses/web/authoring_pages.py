"""What the preview pages show."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from flask import url_for
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from courses.catalog.items import Item
from courses.catalog.passages import passages
from courses.catalog.plan import CoursePlan, plan_courses
from courses.catalog.structure import Catalog, Course, Finding, Lesson, Module
from courses.foundation.vocabulary import ItemType, Severity
from courses.rules.drawing import DrawnItem
from courses.rules.grading import BadAnswer, ItemGrade, grade_item, tidy_answer
from courses.web.answer_forms import answer_line, choice_text, key_line, question, read_answer
from courses.web.authoring_views import (
    ChoiceLine,
    CourseLine,
    FileLine,
    ItemLine,
    LessonLine,
    LessonPreview,
    ModuleLine,
    ModulePreview,
    Outline,
    Part,
    Said,
    Source,
    Trial,
    Version,
)
from courses.web.finding_texts import sentence
from courses.web.languages import language
from courses.web.wording import local

LANGUAGE_NAMES = {"ko": "한국어", "en": "English"}


def courses(catalog: Catalog) -> tuple[CourseLine, ...]:
    """Every course, in the order of folders."""
    lines = []
    for plan in plan_courses(catalog.root):
        found, counted = catalog.courses.get(plan.slug), _counted(_of(plan, catalog))
        lines.append(
            CourseLine(
                title=local(found.title) if found else plan.slug,
                url=url_for("authoring.course", course=plan.slug),
                state=_state(found, plan, catalog),
                languages=" · ".join(LANGUAGE_NAMES[one] for one in found.languages) if found else "",
                modules=len(plan.modules),
                errors=counted[Severity.ERROR],
                warnings=counted[Severity.WARNING],
            )
        )
    return tuple(lines)


def outline(catalog: Catalog, slug: str) -> Outline | None:
    """A course's modules and files, or None where there is no such folder."""
    plan = next((one for one in plan_courses(catalog.root) if one.slug == slug), None)
    if plan is None:
        return None
    found = catalog.courses.get(slug)
    by_file = _by_file(_of(plan, catalog), catalog)
    names = dict.fromkeys([*plan.files, *(file for module in plan.modules for file in module.files), *by_file])
    return Outline(
        title=local(found.title) if found else slug,
        summary=local(found.summary) if found else "",
        state=_state(found, plan, catalog),
        html=local(found.html) if found else Markup(""),
        modules=tuple(_module_line(found, one) for one in found.modules) if found else (),
        files=tuple(_file_line(slug, name, by_file.get(name, [])) for name in names),
    )


def source(catalog: Catalog, slug: str, name: str) -> Source | None:
    """A file of the course as it is written now, with its findings; None where the course has no such file."""
    plan = next((one for one in plan_courses(catalog.root) if one.slug == slug), None)
    known = set() if plan is None else {*plan.files, *(file for module in plan.modules for file in module.files)}
    path = catalog.root / name
    if plan is None or name not in known or not path.is_file():
        return None
    findings = _by_file(_of(plan, catalog), catalog).get(name, [])
    parts = passages(path.read_text("utf-8", errors="replace"), findings)
    found = catalog.courses.get(slug)
    return Source(
        title=local(found.title) if found else slug,
        back_url=url_for("authoring.course", course=slug),
        name=name,
        parts=tuple(Part(one.line, one.text, tuple(map(_said, one.findings))) for one in parts),
        count=len(findings),
    )


def lesson(course: Course, module: Module, found: Lesson) -> LessonPreview:
    """A lesson side by side in the course's languages."""
    return LessonPreview(
        title=local(found.title),
        course_title=local(course.title),
        course_url=url_for("authoring.course", course=course.slug),
        module_title=local(module.title),
        module_url=url_for("authoring.module", course=course.slug, module=module.slug),
        minutes=found.minutes,
        measured=found.measured,
        versions=tuple(
            Version(
                code=one,
                name=LANGUAGE_NAMES[one],
                title=found.title.get(one, ""),
                note=found.content_note.get(one, ""),
                html=preview_media(course, module, found.html.get(one, Markup(""))),
                summary=found.summary.get(one, Markup("")),
            )
            for one in course.languages
        ),
    )


def module(course: Course, found: Module) -> ModulePreview:
    """A module's page and items in the course's languages."""
    quiz = found.quiz
    return ModulePreview(
        title=local(found.title),
        course_title=local(course.title),
        course_url=url_for("authoring.course", course=course.slug),
        draw=" · ".join(f"{pool} {count}" for pool, count in quiz.draw.items()) if quiz else "",
        pass_mark=quiz.pass_mark if quiz else 0,
        versions=tuple(
            Version(
                code=one,
                name=LANGUAGE_NAMES[one],
                title=found.title.get(one, ""),
                note=found.content_note.get(one, ""),
                html=preview_media(course, found, found.html.get(one, Markup(""))),
                summary=Markup("") + found.summary.get(one, ""),
            )
            for one in course.languages
        ),
        items=tuple(_item_line(course, found, one) for one in quiz.items) if quiz else (),
        codes=course.languages,
    )


def trial(course: Course, found: Module, identifier: str, sent: MultiDict[str, str]) -> Trial | None:
    """An item as it is asked, in the order written, and what the answer in `sent` earns; None for no such item."""
    one = found.quiz.item(identifier) if found.quiz else None
    if one is None:
        return None
    drawn = DrawnItem(one.id, _letters(one.choices), _letters(one.targets))
    graded, problem = _graded(one, drawn, sent)
    return Trial(
        title=local(found.title),
        back_url=url_for("authoring.module", course=course.slug, module=found.slug),
        url=url_for("authoring.module", course=course.slug, module=found.slug),
        item=_item_line(course, found, one),
        asked=question(one, drawn, graded.answer if graded else ""),
        credit=None if graded is None else percent(graded.credit),
        own=answer_line(one, graded.answer) if graded and graded.answered else Markup(""),
        feedback=tuple(local(text) for text in graded.feedback) if graded else (),
        problem=problem,
    )


def percent(credit: Fraction) -> str:
    """A credit from 0 to 1 in percent, to the hundredth."""
    return f"{float(credit * 100):.2f}".rstrip("0").rstrip(".")


def preview_media(course: Course, module: Module, html: Markup) -> Markup:
    """The text with its pictures taken from the preview, since learners cannot open those of a draft."""
    there, here = f"/learn/{course.slug}/{module.slug}/media/", f"/author/{course.slug}/{module.slug}/media/"
    return html.replace(there, here)


def _graded(one: Item, drawn: DrawnItem, sent: MultiDict[str, str]) -> tuple[ItemGrade | None, bool]:
    if "try" not in sent:
        return None, False
    try:
        return grade_item(one, tidy_answer(one, read_answer(one, drawn, sent))), False
    except BadAnswer:
        return None, True


def _letters(choices: tuple[object, ...]) -> str:
    return "".join(str(getattr(one, "letter", "")) for one in choices)


def _of(plan: CoursePlan, catalog: Catalog) -> list[Finding]:
    return [one for one in catalog.findings if one.path.split("/")[1:2] == [plan.slug]]


def _by_file(findings: list[Finding], catalog: Catalog) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for one in findings:
        found.setdefault(one.path.removeprefix(f"{catalog.root.name}/"), []).append(one)
    return found


def _counted(findings: list[Finding]) -> Counter[Severity]:
    return Counter(one.severity for one in findings)


def _state(found: Course | None, plan: CoursePlan, catalog: Catalog) -> str:
    if plan.slug in catalog.broken:
        return "broken"
    return found.state.value if found else "broken"


def _file_line(slug: str, name: str, findings: list[Finding]) -> FileLine:
    counted = _counted(findings)
    url = url_for("authoring.course", course=slug, file=name)
    return FileLine(name.removeprefix(f"{slug}/"), url, counted[Severity.ERROR], counted[Severity.WARNING])


def _module_line(course: Course, found: Module) -> ModuleLine:
    lessons = tuple(
        LessonLine(
            local(one.title),
            url_for("authoring.lesson", course=course.slug, module=found.slug, lesson=one.slug),
            one.minutes,
            one.measured,
        )
        for one in found.lessons
    )
    url = url_for("authoring.module", course=course.slug, module=found.slug)
    return ModuleLine(local(found.title), url, found.minutes, lessons, len(found.quiz.items) if found.quiz else 0)


def _item_line(course: Course, module: Module, one: Item) -> ItemLine:
    def every(text: Mapping[str, Markup]) -> tuple[Markup, ...]:
        return tuple(text.get(code, Markup("")) for code in course.languages)

    return ItemLine(
        id=one.id,
        type=one.type.value,
        pool=one.pool,
        core=one.core,
        points=one.points,
        scoring=one.scoring.value if one.type is ItemType.MULTIPLE else "",
        questions=every(one.question),
        situations=every(one.situation) if any(one.situation.values()) else (),
        choices=tuple(
            ChoiceLine(
                letter=choice.letter,
                texts=every(choice.text) if any(choice.text.values()) else (choice_text(choice),),
                feedback=every(choice.feedback) if any(choice.feedback.values()) else (),
                right=choice.letter in one.key and one.type not in {ItemType.MATCHING, ItemType.ORDERING},
                weight="" if choice.weight is None else str(choice.weight),
            )
            for choice in one.choices
        ),
        key=key_line(one),
        feedback=every(one.feedback),
        url=url_for("authoring.module", course=course.slug, module=module.slug, item=one.id),
    )


def _said(one: Finding) -> Said:
    return Said(one.line, one.code, one.severity is Severity.ERROR, sentence(one, language()))
