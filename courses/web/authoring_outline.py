"""What the preview shows of courses as a whole: the list of all, the outline of one, and its files as written."""

from flask import url_for

from courses.catalog.plan import SLUG, ModulePlan, plan_courses
from courses.catalog.proofs import CourseProof, Where, lesson_texts
from courses.catalog.structure import Catalog, Finding, Lesson, Module
from courses.web.authoring_leaves import LANGUAGE_NAMES, counted, files_by_language, galley, versions
from courses.web.authoring_remarks import said_plainly, written
from courses.web.authoring_views import (
    CourseLine,
    FileLine,
    LessonLine,
    ModuleLine,
    Outline,
    Said,
    SheetLine,
    Source,
)
from courses.web.wording import local


def courses(catalog: Catalog) -> tuple[CourseLine, ...]:
    """Every course, in the order of folders, as the catalog was read."""
    lines = []
    for plan in plan_courses(catalog.root):
        found = catalog.standing_in(plan.slug)
        errors, warnings = counted(one for one in catalog.findings if one.path.split("/")[1:2] == [plan.slug])
        lines.append(
            CourseLine(
                title=local(found.title) if found else plan.slug,
                url=url_for("authoring.course", course=plan.slug),
                state="broken" if found is None or plan.slug in catalog.broken else found.state.value,
                languages=" · ".join(LANGUAGE_NAMES[one] for one in found.languages) if found else "",
                modules=len(plan.modules),
                errors=errors,
                warnings=warnings,
            )
        )
    return tuple(lines)


def of_no_course(catalog: Catalog) -> tuple[Said, ...]:
    """What is said of the content folder, its help directory and its sources, which all courses share."""
    return tuple(said_plainly(one) for one in catalog.findings if one.path.count("/") < 2)


def outline(proof: CourseProof) -> Outline:
    """A course's own page, its modules and its files."""
    page = galley(proof, proof.findings(Where()))
    own = proof.course
    files = files_by_language(proof.plan.texts, own.language)
    html = own.html
    page.lay(files, lambda code: [html.get(code, "")])
    rows = page.rows(files, html)
    by_file: dict[str, list[Finding]] = {}
    for one in proof.found:
        by_file.setdefault(proof.file(one), []).append(one)
    return Outline(
        state="broken" if proof.broken else own.state.value,
        broken=proof.broken,
        versions=versions(own, page.codes),
        rows=rows,
        modules=tuple(
            _module_line(proof, plan, served)
            for plan, served in zip(proof.plan.modules, proof.published, strict=True)
            if proof.module_plan(plan.slug) is plan
        ),
        sheets=tuple(
            SheetLine(name, url_for("authoring.course", course=own.slug, sheet=name), *told(proof, Where(sheet=name)))
            for name in proof.plan.sheets
        ),
        lines=tuple(
            _file_line(proof, name, by_file.get(name, [])) for name in dict.fromkeys([*texts(proof), *by_file])
        ),
        leaf=page.leaf(local(own.title), ()),
    )


def source(proof: CourseProof, name: str) -> Source | None:
    """A file of the course as it is written now, with its findings; None where the course has no such file."""
    if name not in texts(proof) or not (proof.root / name).is_file():
        return None
    findings = [one for one in proof.found if proof.file(one) == name]
    return Source(
        title=local(proof.course.title),
        back_url=url_for("authoring.course", course=proof.plan.slug),
        written=written(proof, name, findings),
        count=len(findings),
    )


def texts(proof: CourseProof) -> list[str]:
    """Every text of the course, in order."""
    return [*proof.plan.files, *(file for module in proof.plan.modules for file in module.files)]


def told(proof: CourseProof, where: Where) -> tuple[int, int]:
    """How many errors and warnings are told on a page."""
    return counted(proof.findings(where))


def _file_line(proof: CourseProof, name: str, findings: list[Finding]) -> FileLine:
    url = url_for("authoring.course", course=proof.plan.slug, file=name) if name in texts(proof) else ""
    return FileLine(name.removeprefix(f"{proof.plan.slug}/"), url, *counted(findings))


def _module_line(proof: CourseProof, plan: ModulePlan, served: Module | None) -> ModuleLine:
    """A module with its lessons: as they are served, and those that cannot be."""
    names = {one.slug: one for one in served.lessons} if served else {}
    slugs = short_lessons(proof, plan) if plan.short else [one.slug for one in lesson_texts(plan)]
    return ModuleLine(
        title=local(served.title) if served else plan.slug,
        url=url_for("authoring.module", course=proof.plan.slug, module=plan.slug),
        minutes=served.minutes if served else 0,
        lessons=tuple(_lesson_line(proof, plan.slug, slug, names.get(slug)) for slug in slugs),
        items=len(served.quiz.items) if served and served.quiz else 0,
        errors=told(proof, Where(plan.slug))[0],
        warnings=told(proof, Where(plan.slug))[1],
    )


def short_lessons(proof: CourseProof, plan: ModulePlan) -> list[str]:
    """The slugs of a short form's lessons."""
    parts = (address.rpartition("#") for address in proof.jobs[0].setting.addresses)
    return [slug for file, _, slug in parts if file == plan.texts.file and SLUG.fullmatch(slug)]


def _lesson_line(proof: CourseProof, of: str, slug: str, served: Lesson | None) -> LessonLine:
    return LessonLine(
        local(served.title) if served else slug,
        url_for("authoring.lesson", course=proof.plan.slug, module=of, lesson=slug),
        served.minutes if served else 0,
        served.measured if served else 0.0,
        *told(proof, Where(of, slug)),
    )
