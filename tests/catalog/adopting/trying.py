"""Folders that are made up, adopted, and loaded as the site would load them."""

import tempfile
from pathlib import Path

from courses.catalog.adopting.adoption import Draft, Wish, adopt
from courses.catalog.adopting.drafts import empty_all, files_of, mend, texts_of
from courses.catalog.adopting.folders import Source
from courses.catalog.loader import load_catalog
from courses.catalog.structure import Catalog, Finding
from courses.foundation.vocabulary import Severity
from tests.catalog.small_files import SMALL

Others = dict[str, bool]
"""Files that are no texts, and whether they can be shown."""


def source_of(texts: dict[str, str], others: Others | None = None) -> Source:
    found = others or {}
    return Source("made-up", dict(texts), set(found), {name for name, fit in found.items() if fit})


def draft_of(texts: dict[str, str], others: Others | None = None, language: str = "en") -> Draft:
    return adopt(source_of(texts, others), Wish(language=language))


def body(text: str, others: Others | None = None, language: str = "en") -> str:
    """The body of the one lesson that a text becomes."""
    draft = draft_of({"a.md": text}, others, language)
    (lesson,) = draft.lessons
    return "\n\n".join("\n".join(chunk.lines) for chunk in lesson.chunks)


def codes(text: str, others: Others | None = None) -> list[tuple[int, str]]:
    """The changes told of a text, each with its line."""
    return [(one.line, one.code) for one in draft_of({"a.md": text}, others).changes]


def loaded(draft: Draft) -> Catalog:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "content"
        for path, words in texts_of(draft, ["everyone"], {}).items():
            file = root / "made-up" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(words, "utf-8", newline="\n")
        for module in draft.modules:
            for path in files_of(module):
                file = root / "made-up" / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(SMALL[file.suffix])
        return load_catalog(root)


def errors(catalog: Catalog) -> list[Finding]:
    return [one for one in catalog.findings if one.severity is Severity.ERROR]


def settled(draft: Draft) -> Catalog:
    """The course after as much mending as the command would do."""
    for _ in range(3):
        catalog = loaded(draft)
        if not errors(catalog):
            return catalog
        mend(draft, errors(catalog), "made-up")
    empty_all(draft, errors(catalog), "made-up")
    return loaded(draft)


def html(text: str, others: Others | None = None) -> str:
    """What learners see of a text."""
    catalog = loaded(draft_of({"a.md": text}, others))
    assert errors(catalog) == []
    return catalog.courses["made-up"].modules[0].lessons[0].html["en"]
