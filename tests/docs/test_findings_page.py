"""docs/findings.md: every code with its sentences, a wrong example that provokes it and a right one that does not."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from courses.catalog.codes import CODES
from courses.commands.exchange_texts import EXCHANGE
from courses.foundation.settings import ROOT
from courses.foundation.vocabulary import Severity
from courses.web.finding_texts import TEXTS
from tests.catalog.examples import EXAMPLES, MODULE, READ, items, lesson
from tests.catalog.examples_of_forms import short, survey
from tests.catalog.writing import HERE, LESSON, Change, findings, monolingual

SECTION = re.compile(
    r"^### (?P<code>\w+)\n\n(?P<english>[^\n]+)\n\n(?P<korean>[^\n]+)\n\nWrong, (?P<form>[^\n]+):\n\n"
    r"````\w+\n(?P<wrong>.*?)\n````\n\nRight:\n\n````\w+\n(?P<right>.*?)\n````$",
    re.MULTILINE | re.DOTALL,
)
HEADING = re.compile(r"^### ([A-Z]\d{3})$", re.MULTILINE)
IN_WORDS = "files and settings"
BY_HAND = {"C011", "C012", "C019", "C027"}
"""Codes that no file of the tiny course can provoke; test_findings and test_evidence_keys do by other means."""


class Entry(NamedTuple):
    """One code as the page tells it."""

    code: str
    english: str
    korean: str
    form: str
    wrong: str
    right: str


PAGE = (ROOT / "docs" / "findings.md").read_text("utf-8")
ENTRIES = [Entry(*m.group("code", "english", "korean", "form", "wrong", "right")) for m in SECTION.finditer(PAGE)]
TRIED = [one for one in ENTRIES if one.form != IN_WORDS]


FORMS: Mapping[str, Callable[[str], dict[str, Change]]] = {
    "in a lesson": lambda text: lesson(f"{text}\n"),
    "in the front matter of a lesson": lambda text: monolingual({READ: f"---\n{text}\n---\nText.\n"}),
    "in the front matter of `module.md`": lambda text: monolingual({MODULE: f"---\n{text}\n---\nText.\n"}),
    "in `quiz.md`": lambda text: items(f"{text}\n"),
    "in `survey.md`": lambda text: survey(f"{text}\n"),
    "in a module of one file": lambda text: short(f"{text}\n"),
    "in `help.yaml`": lambda text: {"help.yaml": f"{text}\n" + (HERE / "tiny" / "help.yaml").read_text("utf-8")},
    "a lesson as a whole": lambda text: monolingual({READ: f"{text}\n"}),
    "in a translation whose original has a heading": lambda text: {
        READ: f"{LESSON}글\n\n## 제목\n\n글\n",
        READ.replace(".md", ".en.md"): f"---\ntitle: Reading\n---\n{text}\n",
    },
}
"""The tiny course with a piece of text where the page says it stands."""


def test_every_code_has_its_section_and_none_is_left_over() -> None:
    assert HEADING.findall(PAGE) == [one.code for one in ENTRIES] == sorted(CODES, key=lambda one: (order(one), one))


def order(code: str) -> int:
    """Where a group of codes stands on the page."""
    return "CFBILTW".index(code[0])


@pytest.mark.parametrize("entry", ENTRIES, ids=[one.code for one in ENTRIES])
def test_the_sentences_are_those_of_the_checker(entry: Entry) -> None:
    korean, english = (text.replace("{{", "{").replace("}}", "}") for text in TEXTS[entry.code])
    assert (entry.korean, entry.english) == (korean, english)


@pytest.mark.parametrize("entry", TRIED, ids=[one.code for one in TRIED])
def test_the_wrong_example_provokes_the_code_and_the_right_one_does_not(entry: Entry, tmp_path: Path) -> None:
    for name in ("wrong", "right"):
        (tmp_path / name).mkdir()
    changes = FORMS[entry.form](entry.right)
    # what stands beside the example has findings of its own
    about = {*changes, READ.replace("01-three", "module")}
    wrong = findings(tmp_path / "wrong", FORMS[entry.form](entry.wrong))
    right = findings(tmp_path / "right", changes)
    assert entry.code in {one.code for one in wrong}
    assert entry.code not in {one.code for one in right if one.path.removeprefix("tiny/") in about}
    assert [one for one in right if one.severity is Severity.ERROR] == []


def test_what_is_only_told_in_words_is_provoked_by_the_examples_of_the_tests() -> None:
    told = {one.code for one in ENTRIES if one.form == IN_WORDS}
    assert told - {code for code, _, _ in EXAMPLES} == BY_HAND


def test_most_codes_show_text_that_was_tried() -> None:
    assert len(TRIED) > len(ENTRIES) * 0.7


def test_the_page_for_authors_leads_to_both_pages() -> None:
    page = (ROOT / "docs" / "authoring.md").read_text("utf-8")
    assert [name for name in ("findings.md", "exchange.md") if f"({name})" not in page] == []


def test_every_code_of_an_exchange_stands_in_its_table() -> None:
    rows = re.findall(r"^\| (G\d{3}) \| (.+?) \|$", (ROOT / "docs" / "exchange.md").read_text("utf-8"), re.MULTILINE)
    assert rows == [(code, english.replace("{{", "{").replace("}}", "}")) for code, (_, english) in EXCHANGE.items()]
