"""What the check says, put where it is read: at the line of a rendered text, beside a paragraph, or at the head."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from flask import current_app, url_for
from markupsafe import Markup

from courses.catalog.beside import aligned, apart, lines_of, nearest, put, renamed
from courses.catalog.numbering import bare
from courses.catalog.ordinary_files import open_ordinary
from courses.catalog.pages import MAX_FILE
from courses.catalog.passages import passages
from courses.catalog.proofs import LAST, CourseProof
from courses.catalog.structure import Finding
from courses.foundation.vocabulary import Severity
from courses.web.authoring_views import Cell, Part, Said, Written
from courses.web.finding_texts import sentence
from courses.web.languages import language

ABOUT_ALL = frozenset({"T404", "W503", "W506", "W508", "W509"})
"""Codes of what is said of a whole file, whatever line it names."""


class Remarks:
    """The findings of one page; each is told once, and those that nothing took are left for the head."""

    def __init__(self, proof: CourseProof, findings: Iterable[Finding]) -> None:
        self.proof = proof
        self.left = list(findings)
        self.count = len(self.left)
        self.lines: dict[str, list[int]] = {}
        self.at: dict[str, dict[int, Markup]] = {}
        self.behind: dict[tuple[str, int], list[Finding]] = {}

    def lay(self, file: str, texts: Iterable[str]) -> None:
        """Prepare the remarks on a file for all its texts that the page shows."""
        lines = self.lines[file] = sorted({line for text in texts for line in lines_of(text)})
        for one in [one for one in self.left if self.proof.file(one) == file and one.code not in ABOUT_ALL]:
            if (line := nearest(lines, one.line)) is not None:
                self.behind.setdefault((file, line), []).append(one)
                self.left.remove(one)
        self.at[file] = {line: boxed(self.proof, found) for (path, line), found in self.behind.items() if path == file}

    def unread(self, file: str) -> bool:
        """Whether errors of this file keep it from being rendered: then it is shown as it is written."""
        lines = self.lines[file]
        return not lines and any(one.severity is Severity.ERROR for one in self.left if self.proof.file(one) == file)

    def put(self, file: str, html: str) -> Markup:
        """The text with the remarks on its lines."""
        return put(here(self.proof, html), self.at[file])

    def apart(self, file: str, html: str) -> tuple[Markup, Markup]:
        """The remarks on a phrase, and the phrase."""
        return apart(here(self.proof, html), self.at[file])

    def written(self, file: str, first: int = 1, after: int = LAST) -> Written:
        """Lines of a file as they are written, with what is said of them beside each paragraph."""
        mine = [one for one in self.left if self.proof.file(one) == file and first <= one.line < after]
        self.left = [one for one in self.left if one not in mine]
        return written(self.proof, file, mine, first, after)

    def files(self) -> tuple[Written, ...]:
        """The other files of which something is still untold, as they are written."""
        texts = {file for module in self.proof.plan.modules for file in module.files}.union(self.proof.plan.files)
        files = dict.fromkeys(map(self.proof.file, self.left))
        return tuple(
            self.written(file)
            for file in files
            if file in texts - self.lines.keys() and (self.proof.root / file).is_file()
        )

    def head(self) -> tuple[Said, ...]:
        """What is said of no line that can be seen. Ask for it last."""
        never_put = [one for (file, line), found in self.behind.items() if line in self.at[file] for one in found]
        return tuple(said(self.proof, one) for one in sorted([*self.left, *never_put]))


def written(proof: CourseProof, file: str, findings: Sequence[Finding], first: int = 1, after: int = LAST) -> Written:
    """Lines of a file as they stand on the disk now."""
    lines = text_of(proof.root / file).splitlines()[first - 1 : after - 1]
    parts = passages("\n".join(lines), findings, first)
    return Written(
        name=file.removeprefix(f"{proof.plan.slug}/"),
        parts=tuple(Part(one.line, one.text, tuple(said(proof, f) for f in one.findings)) for one in parts),
    )


def here(proof: CourseProof, text: str) -> str:
    """A text whose links and pictures lead to the preview, since learners' pages do not show a draft."""
    # the slug of a folder that has a page holds letters, digits and hyphens; others have no address in any text
    return str(text).replace(f'"/learn/{proof.plan.slug}/', f'"/author/{proof.plan.slug}/')


def plain(proof: CourseProof, text: str) -> Markup:
    """A text as it is shown where no remark is put in it."""
    return bare(here(proof, text))


def text_of(path: Path) -> str:
    """What is in a file, as much of it as a course may hold; nothing where it cannot be read."""
    try:
        with open_ordinary(path) as file:
            return file.read(MAX_FILE).decode("utf-8", "replace")
    except OSError:
        return ""


def said_plainly(one: Finding) -> Said:
    """A finding in the language of the page, where there is no page for its file."""
    place = f"{one.path.partition('/')[2] or one.path}:{one.line}:{one.column}"
    return Said(one.line, one.code, one.severity is Severity.ERROR, sentence(one, language()), place, "")


def said(proof: CourseProof, one: Finding) -> Said:
    """A finding in the language of the page, with a link to its line."""
    file = proof.file(one)
    known = file in proof.plan.files or any(file in module.files for module in proof.plan.modules)
    url = url_for("authoring.course", course=proof.plan.slug, file=file, _anchor=f"L{one.line}") if known else ""
    place = f"{file.removeprefix(f'{proof.plan.slug}/')}:{one.line}:{one.column}"
    return Said(one.line, one.code, one.severity is Severity.ERROR, sentence(one, language()), place, url)


def boxed(proof: CourseProof, findings: Sequence[Finding]) -> Markup:
    """Findings as a box to stand above what they are about."""
    pieces = current_app.extensions["pages"][language()].get_template("authoring/_remarks.html").module
    box: Markup = pieces.remarks([said(proof, one) for one in sorted(findings)])
    return box


def side_by_side(
    remarks: Remarks, files: Mapping[str, str], html: Mapping[str, str], codes: Sequence[str]
) -> tuple[tuple[Cell, ...], ...]:
    """A text and its translations in rows; a file that could not be rendered stands as it is written.

    `files` and `html` are by language; `codes` are the languages to show. The remarks on the files have been laid.
    """
    codes = [code for code in codes if code in files]
    unread = [code for code in codes if remarks.unread(files[code])]
    texts = {code: own_places(html.get(code, ""), code, codes) for code in codes if code not in unread}
    rows = [tuple(texts.values())] if unread else aligned(list(texts.values()))
    found = []
    for row in rows:
        pieces = dict(zip(texts, row, strict=True))
        found.append(
            tuple(
                Cell(code, remarks.put(files[code], pieces[code]), None)
                if code in pieces
                else Cell(code, Markup(""), remarks.written(files[code]))
                for code in codes
            )
        )
    return tuple(found)


def own_places(html: str, code: str, codes: Sequence[str]) -> Markup:
    """A translation with names of its own for its places."""
    return renamed(html, f"{code}-") if code != codes[0] else Markup(html)  # noqa: S704 - sanitised by the catalog
