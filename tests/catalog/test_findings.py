"""Each code has an example that provokes it, at the place where an author must look."""

from pathlib import Path
from string import Formatter

import pytest

from courses.catalog.blocks import Reader
from courses.catalog.codes import CODES
from courses.catalog.loader import load_catalog
from courses.commands.finding_texts import TEXTS
from courses.foundation.vocabulary import Severity
from tests.catalog.examples import EXAMPLES
from tests.catalog.writing import HERE, TODAY, Change, desk, findings, told


@pytest.mark.parametrize(
    ("code", "changes", "expected"), EXAMPLES, ids=[f"{one[0]}-{n}" for n, one in enumerate(EXAMPLES)]
)
def test_the_code_is_told_at_its_place(code: str, changes: dict[str, Change], expected: str, tmp_path: Path) -> None:
    lines = told(tmp_path, changes)
    assert [line for line in lines if line.endswith(code)] == [f"{expected} {code}"]


def test_every_code_has_an_example() -> None:
    assert {code for code, _, _ in EXAMPLES} | {"C011", "C012"} == set(CODES)


def test_every_code_has_a_sentence_in_both_languages() -> None:
    assert set(TEXTS) == set(CODES)


@pytest.mark.parametrize(
    ("code", "changes", "expected"), EXAMPLES, ids=[f"{one[0]}-{n}" for n, one in enumerate(EXAMPLES)]
)
def test_both_sentences_of_a_code_are_filled_from_its_values(
    code: str, changes: dict[str, Change], expected: str, tmp_path: Path
) -> None:
    found = next(one for one in findings(tmp_path, changes) if one.code == code)
    names = [{name for _, name, _, _ in Formatter().parse(sentence) if name} for sentence in TEXTS[code]]
    assert [one - set(found.values) for one in names] == [set(), set()]


def test_a_symbolic_link_is_refused(tmp_path: Path) -> None:
    root = desk(tmp_path, {"secret.md": "---\ntitle: a\nminutes: 1\n---\nsecret"})
    (root / "tiny/02-second/02-link.md").symlink_to(root / "secret.md")
    catalog = load_catalog(root, today=TODAY)
    assert [(one.path, one.code) for one in catalog.findings] == [("tiny/tiny/02-second/02-link.md", "C012")]
    assert dict(catalog.courses) == {}


def test_a_parser_that_breaks_costs_the_page_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(_self: object, _text: str) -> str:
        raise RecursionError

    monkeypatch.setattr(Reader, "convert", convert)
    assert {one.code for one in load_catalog(desk(tmp_path, {})).findings} >= {"C011"}


def test_the_tiny_course_has_no_finding() -> None:
    assert load_catalog(HERE / "tiny", today=TODAY).findings == ()


def test_a_broken_course_is_left_out_and_the_one_beside_it_is_served() -> None:
    catalog = load_catalog(HERE / "broken", today=TODAY)
    assert list(catalog.courses) == ["good"]
    assert [one.code for one in catalog.findings if one.severity is Severity.ERROR] == [
        "B109", "B101", "B103", "F008", "I202", "F006", "F014", "F007", "L301",
    ]  # fmt: skip


def test_findings_name_the_file_from_the_content_folder_on() -> None:
    paths = {one.path for one in load_catalog(HERE / "broken", today=TODAY).findings}
    assert paths == {
        "broken/bad/01-only/01-read.md", "broken/bad/01-only/module.md", "broken/bad/01-only/quiz.md",
        "broken/bad/course.md", "broken/good/course.md",
    }  # fmt: skip


def test_findings_are_the_same_in_every_run() -> None:
    one, other = (load_catalog(HERE / "broken", today=TODAY) for _ in range(2))
    assert [(f, dict(f.values)) for f in one.findings] == [(f, dict(f.values)) for f in other.findings]
