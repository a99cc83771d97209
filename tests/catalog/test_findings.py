"""Each code has an example that provokes it, at the place where an author must look."""

from collections.abc import Sequence
from pathlib import Path
from string import Formatter

import pytest

from courses.catalog.blocks import Reader
from courses.catalog.codes import CODES
from courses.catalog.loader import load_catalog
from courses.catalog.structure import Finding
from courses.foundation.vocabulary import Severity
from courses.web.finding_texts import TEXTS
from tests.catalog.examples import EXAMPLES
from tests.catalog.writing import HERE, TODAY, desk, findings

each_example = pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=[f"{one[0]}-{one[2]}" for one in EXAMPLES])


@pytest.fixture(scope="module")
def provoked(tmp_path_factory: pytest.TempPathFactory) -> Sequence[tuple[Finding, ...]]:
    """What is found in each example."""
    return [findings(tmp_path_factory.mktemp(code), changes) for code, changes, _ in EXAMPLES]


@each_example
def test_the_code_is_told_once_at_its_place(number: int, provoked: Sequence[tuple[Finding, ...]]) -> None:
    code, _, place = EXAMPLES[number]
    places = [
        f"{one.path.removeprefix('tiny/')}:{one.line}:{one.column}" for one in provoked[number] if one.code == code
    ]
    assert places == [place]


@each_example
def test_both_sentences_of_a_code_are_filled_from_its_values(
    number: int, provoked: Sequence[tuple[Finding, ...]]
) -> None:
    code = EXAMPLES[number][0]
    values = next(set(one.values) for one in provoked[number] if one.code == code)
    names = [{name for _, name, _, _ in Formatter().parse(sentence) if name} for sentence in TEXTS[code]]
    assert [one - values for one in names] == [set(), set()]


def test_every_code_has_an_example() -> None:
    assert {code for code, _, _ in EXAMPLES} | {"C011", "C012", "C019", "C027"} == set(CODES)


def test_a_number_is_asked_of_modules_and_lessons_alone() -> None:
    assert "number modules and lessons (01-name)" in TEXTS["C002"][1]


def test_every_code_has_a_sentence_in_both_languages() -> None:
    assert set(TEXTS) == set(CODES)


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
    catalog = load_catalog(desk(tmp_path, {}), today=TODAY)
    assert {one.code for one in catalog.findings if one.severity is Severity.ERROR} == {"C011"}


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


def test_a_content_folder_that_is_not_there_is_an_error_and_no_course() -> None:
    catalog = load_catalog(HERE / "nothing")
    assert (dict(catalog.courses), dict(catalog.help), [one.code for one in catalog.findings]) == ({}, {}, ["C030"])


def test_the_age_of_law_is_not_looked_at_without_a_date(tmp_path: Path) -> None:
    root = desk(tmp_path, {"tiny/course.md": ("2026-10-02", "2001-10-02")})
    assert load_catalog(root).findings == ()


def test_two_missing_keys_are_told_in_one_sentence(tmp_path: Path) -> None:
    found = findings(tmp_path, {"tiny/02-second/01-three.md": "---\nsummary: a\n---\ntext"})
    assert [one.values["key"] for one in found if one.code == "F008"] == ["title, minutes"]
