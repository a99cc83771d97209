"""What every preview page is made with: the proof of its course, the languages shown, and the remarks on its files."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from flask import current_app, g, request, url_for

from courses.catalog.children import build_apart
from courses.catalog.plan import Texts
from courses.catalog.proofs import CourseProof, Proofs
from courses.catalog.structure import Course, Finding, Lesson, Module
from courses.foundation.vocabulary import Severity
from courses.web.authoring_remarks import Remarks, side_by_side
from courses.web.authoring_views import Cell, Leaf, Tongue, Version, Written
from courses.web.languages import say
from courses.web.reading import cache_of
from courses.web.shelf import workshop

LANGUAGE_NAMES = {"ko": "한국어", "en": "English"}


def proofs() -> Proofs:
    """Proofs of the content folder as it stands now, whatever is being served."""
    settings = current_app.config["SETTINGS"]
    return Proofs(workshop().root, cache_of(settings), build_apart, g.now.astimezone(settings.zone).date())


@dataclass(frozen=True, slots=True)
class Galley:
    """A page in the making."""

    proof: CourseProof
    remarks: Remarks
    codes: tuple[str, ...]
    tongues: tuple[Tongue, ...]

    def lay(self, files: Mapping[str, str], texts: Callable[[str], Iterable[str]]) -> None:
        """Prepare the remarks on these files for all their texts that the page shows, both by language."""
        for code in self.codes:
            if code in files:
                self.remarks.lay(files[code], texts(code))

    def rows(self, files: Mapping[str, str], html: Mapping[str, str]) -> tuple[tuple[Cell, ...], ...]:
        """A text and its translations in rows; its remarks have been laid."""
        return side_by_side(self.remarks, files, html, self.codes)

    def leaf(self, title: str, crumbs: Iterable[tuple[str, str]], besides: Sequence[Written] = ()) -> Leaf:
        """What the page has in common with all others. Ask for it last: it tells what nothing else has told."""
        files = (*besides, *self.remarks.files())
        return Leaf(
            title=title,
            crumbs=((say("과정 미리보기"), url_for("authoring.home")), *crumbs),
            codes=self.codes,
            tongues=self.tongues,
            head=self.remarks.head(),
            count=self.remarks.count,
            files=files,
        )


def galley(proof: CourseProof, findings: Sequence[Finding]) -> Galley:
    """A page on which these findings are told, in the language asked for, else in all of them."""
    asked = request.args.get("text", "")
    languages = proof.course.languages
    found = findings
    if asked in languages:
        found = [one for one in findings if _language(proof, one) in {asked, ""}]
    codes = (asked,) if asked in languages else languages
    return Galley(proof, Remarks(proof, found), codes, _tongues(proof, findings, codes))


def _language(proof: CourseProof, one: Finding) -> str:
    """The language of the file of a finding, '' for what has none."""
    name = PurePosixPath(one.path)
    if name.suffix != ".md":
        return ""
    return name.suffixes[-2].removeprefix(".") if len(name.suffixes) > 1 else proof.course.language


def _tongues(proof: CourseProof, findings: Sequence[Finding], codes: Sequence[str]) -> tuple[Tongue, ...]:
    """Links to all languages side by side and to each of them; none where there is but one."""
    languages = proof.course.languages
    if len(languages) < 2:
        return ()
    kept = {name: value for name, value in request.args.items() if name != "text"}
    where = {**(request.view_args or {}), **kept}
    endpoint = request.endpoint or ""
    told = Counter(_language(proof, one) for one in findings)
    each = [
        Tongue(LANGUAGE_NAMES[one], url_for(endpoint, **where, text=one), list(codes) == [one], told[one])
        for one in languages
    ]
    return Tongue("", url_for(endpoint, **where), len(codes) > 1, len(findings)), *each


def files_by_language(texts: Texts, language: str) -> dict[str, str]:
    """The files of a text, the original first."""
    return {language: texts.file, **{code: file for code, file in texts.translations.items() if code != language}}


def versions(one: Course | Module | Lesson, codes: Iterable[str]) -> tuple[Version, ...]:
    """What a text says of itself in each language."""
    summary = {} if isinstance(one, Lesson) else one.summary
    note = {} if isinstance(one, Course) else one.content_note
    return tuple(
        Version(code, LANGUAGE_NAMES[code], one.title.get(code, ""), summary.get(code, ""), note.get(code, ""))
        for code in codes
    )


def counted(findings: Iterable[Finding]) -> tuple[int, int]:
    """How many errors and warnings."""
    found = Counter(one.severity for one in findings)
    return found[Severity.ERROR], found[Severity.WARNING]
