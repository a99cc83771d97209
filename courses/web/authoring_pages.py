"""What the preview shows of modules, lessons, sheets and items."""

from collections.abc import Mapping
from types import MappingProxyType

from flask import url_for
from werkzeug.datastructures import MultiDict

from courses.catalog.proofs import CourseProof, ModuleProof, Where, lesson_texts
from courses.catalog.structure import Finding
from courses.web.authoring_items import Sheaf, Shown, items_preview, line_of, taken_out, trial, unnumbered
from courses.web.authoring_leaves import (
    files_by_language,
    galley,
    versions,
)
from courses.web.authoring_remarks import Remarks, plain
from courses.web.authoring_views import (
    Cell,
    ModulePreview,
    TextPreview,
    Trial,
)
from courses.web.wording import local

SURVEY = "survey"
EMPTY = Sheaf(MappingProxyType({}), (), MappingProxyType({}), (), ())
"""A page without items."""


def lesson(proof: CourseProof, of: ModuleProof, slug: str) -> TextPreview | None:
    """A lesson in its languages side by side, or None where the module has none of that slug."""
    if of.plan.short:
        files = files_by_language(of.plan.texts, proof.course.language)
        spans = {file: _spans(proof, of, file).get(slug) for file in files.values()}
        files = {code: file for code, file in files.items() if spans[file]}
        told_here = proof.findings(Where(of.plan.slug))
        found = [one for one in told_here if _within(one, spans.get(proof.file(one)))]
    else:
        own_texts = next((one for one in lesson_texts(of.plan) if one.slug == slug), None)
        files = files_by_language(own_texts, proof.course.language) if own_texts else {}
        found = proof.findings(Where(of.plan.slug, slug))
    if not files:
        return None
    own = next((one for one in of.module.lessons if one.slug == slug), None)
    page = galley(proof, found)
    html = own.html if own else {}
    summary = own.summary if own else {}
    page.lay(files, lambda code: [html.get(code, "")])
    return TextPreview(
        minutes=own.minutes if own else 0,
        measured=own.measured if own else 0.0,
        versions=versions(own, page.codes) if own else (),
        rows=page.rows(files, html),
        summaries=tuple(Cell(code, plain(proof, summary[code]), None) for code in page.codes if summary.get(code)),
        leaf=page.leaf(local(own.title) if own else slug, [_crumb(proof), _module_crumb(proof, of)]),
    )


def module(proof: CourseProof, of: ModuleProof) -> ModulePreview:
    """A module's own page and its items; also whatever of it has no page of its own."""
    found = proof.findings(Where(of.plan.slug))
    files = files_by_language(of.plan.texts, proof.course.language)
    if of.plan.short:
        spans = {file: list(_spans(proof, of, file).values()) for file in files.values()}
        found = [one for one in found if not any(_within(one, span) for span in spans.get(proof.file(one), ()))]
    page = galley(proof, found)
    html = of.module.html
    sheaf = _quiz(proof, of)
    broken = taken_out(sheaf, page.remarks, page.codes)
    lost = [
        page.remarks.written(file, *span)
        for file in files.values()
        for span in of.without_address(f"{proof.root.name}/{file}")
        if any(proof.file(one) == file and _within(one, span) for one in page.remarks.left)
    ]
    page.lay(
        {**files, **sheaf.files}, lambda code: [*sheaf.texts(code), *([html.get(code, "")] if of.plan.short else [])]
    )
    if not of.plan.short:
        page.lay(files, lambda code: [html.get(code, "")])
    rows = page.rows(files, html)
    quiz = of.module.quiz
    return ModulePreview(
        versions=versions(of.module, page.codes),
        rows=rows,
        items=items_preview(sheaf, page.remarks, page.codes, broken),
        draw=" · ".join(f"{pool} {count}".strip() for pool, count in quiz.draw.items()) if quiz else "",
        pass_mark=quiz.pass_mark if quiz else None,
        leaf=page.leaf(local(of.module.title), [_crumb(proof)], lost),
    )


def sheet(proof: CourseProof, name: str) -> TextPreview | ModulePreview | None:
    """The session plan, the letter or the survey, or None where the course has none."""
    if name not in proof.plan.sheets:
        return None
    page = galley(proof, proof.findings(Where(sheet=name)))
    files = files_by_language(proof.plan.sheets[name], proof.course.language)
    if name == SURVEY:
        sheaf = _survey(proof, files)
        broken = taken_out(sheaf, page.remarks, page.codes)
        page.lay(files, sheaf.texts)
        items = items_preview(sheaf, page.remarks, page.codes, broken)
        title = local(proof.course.survey.title) if proof.course.survey else name
        return ModulePreview(page.leaf(title, [_crumb(proof)]), (), (), items, "", None)
    own = {"session": proof.course.session, "letter": proof.course.letter}[name]
    html = own.html if own else {}
    page.lay(files, lambda code: [html.get(code, "")])
    rows = page.rows(files, html)
    leaf = page.leaf(local(own.title) if own else name, [_crumb(proof)])
    return TextPreview(leaf, own.minutes if own else 0, 0.0, (), rows, ())


def trial_in_module(proof: CourseProof, of: ModuleProof, item: str, sent: MultiDict[str, str]) -> Trial | None:
    """An item of a quiz to try out, or None for no such item."""
    return _trial(proof, _quiz(proof, of), {"item": item}, _module_crumb(proof, of), sent)


def trial_in_survey(proof: CourseProof, item: str, sent: MultiDict[str, str]) -> Trial | None:
    """An item of the survey to try out, or None for no such item."""
    if SURVEY not in proof.plan.sheets:
        return None
    sheaf = _survey(proof, files_by_language(proof.plan.sheets[SURVEY], proof.course.language))
    title = local(proof.course.survey.title) if proof.course.survey else SURVEY
    back = title, url_for("authoring.course", course=proof.plan.slug, sheet=SURVEY)
    return _trial(proof, sheaf, {"sheet": SURVEY, "item": item}, back, sent)


def _trial(
    proof: CourseProof, sheaf: Sheaf, place: Mapping[str, str], back: tuple[str, str], sent: MultiDict[str, str]
) -> Trial | None:
    found = next((item for item, url, _ in sheaf.items if url and item.id == place["item"]), None)
    if found is None:
        return None
    remarks = Remarks(proof, ())
    for file in sheaf.files.values():
        remarks.lay(file, ())
    return trial(unnumbered(proof, found), Shown(remarks, sheaf.files, proof.course.languages), place, back, sent)


def _quiz(proof: CourseProof, of: ModuleProof) -> Sheaf:
    """The items of a module, with addresses at which they can be tried out."""
    texts_of_quiz = of.plan.texts if of.plan.short else of.plan.quiz
    quiz = of.module.quiz
    if quiz is None or texts_of_quiz is None:
        return EMPTY
    items = tuple(
        (one, url_for("authoring.module", course=proof.plan.slug, module=of.plan.slug, item=one.id), "")
        for one in quiz.items
    )
    files = files_by_language(texts_of_quiz, proof.course.language)
    return Sheaf(files, items, quiz.intro, tuple(quiz.after.values()), of.places)


def _survey(proof: CourseProof, files: Mapping[str, str]) -> Sheaf:
    """The items of the survey; one that is asked more than once stands there once."""
    survey = proof.course.survey
    if survey is None:
        return EMPTY
    items = {(one.id, line_of(one)): one for quiz in survey.quizzes.values() for one in quiz.items}
    kinds = {key: " · ".join(kind.value for kind, quiz in survey.quizzes.items() if quiz.item(key[0])) for key in items}
    asked = [
        (one, url_for("authoring.course", course=proof.plan.slug, sheet=SURVEY, item=one.id), kinds[key])
        for key, one in items.items()
    ]
    after = next((tuple(quiz.after.values()) for quiz in survey.quizzes.values()), ())
    return Sheaf(files, (*asked, *((one, "", "") for one in survey.scales)), survey.intro, after, proof.places)


def _spans(proof: CourseProof, of: ModuleProof, file: str) -> dict[str, tuple[int, int]]:
    return of.spans(f"{proof.root.name}/{file}")


def _within(one: Finding, span: tuple[int, int] | None) -> bool:
    return span is not None and span[0] <= one.line < span[1]


def _crumb(proof: CourseProof) -> tuple[str, str]:
    return local(proof.course.title), url_for("authoring.course", course=proof.plan.slug)


def _module_crumb(proof: CourseProof, of: ModuleProof) -> tuple[str, str]:
    return local(of.module.title), url_for("authoring.module", course=proof.plan.slug, module=of.plan.slug)
