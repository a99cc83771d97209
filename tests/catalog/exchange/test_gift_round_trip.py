"""What was imported once is the same after going out as GIFT and coming in again; rubble costs nothing but itself."""

import shutil
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from courses.catalog.exchange.gift_reading import GiftReader, paragraphs
from courses.catalog.exchange.gift_writing import write_gift
from courses.catalog.items import Item
from courses.catalog.loader import load_catalog
from courses.catalog.surroundings import Surroundings
from courses.foundation.settings import ROOT
from courses.foundation.vocabulary import Severity
from tests.catalog.exchange import gift_strategies
from tests.catalog.exchange.exchanging import from_gift
from tests.security.lengths import examples


@examples(2000, 5000)
@given(gift_strategies.questions, st.sampled_from(["ko", "en"]))
def test_import_export_import_is_the_identity(text: str, language: str) -> None:
    first = from_gift(text, language)
    written = write_gift(first.items, language)
    second = from_gift(written.text, language)
    assert (written.refused, written.count, second.refused) == ((), len(first.items), [])
    assert second.markdown == first.markdown
    assert second.items == first.items


@examples(60, 600)
@given(gift_strategies.files)
def test_every_question_is_taken_or_refused_and_what_is_taken_passes_the_checker(text: str) -> None:
    result = from_gift(text)
    asked = [one for one in paragraphs(text.split("\n")) if not one.text.startswith("$CATEGORY:")]
    assert len(result.prepared.ids) + len(result.refused) == len(asked)
    assert [item.id for item in result.items] == list(result.prepared.ids)
    assert [one for one in result.found if one.severity is Severity.ERROR] == []


@examples(300, 5000)
@given(gift_strategies.rubble)
def test_no_text_breaks_the_reader(text: str) -> None:
    reading = GiftReader(Surroundings()).read(text)
    for one in (*reading.questions, *reading.refused):
        assert 1 <= one.line <= text.count("\n") + text.count("\r") + 1


def told(item: Item, language: str) -> tuple[object, ...]:
    """Everything an item says in one language."""
    choices = [(one.text[language], one.feedback[language], one.weight) for one in item.choices]
    targets = [one.text[language] for one in item.targets]
    about = (item.type, item.key, item.scoring, item.points, item.pool, item.core, item.sources, item.key_digest)
    return (*about, item.question[language], item.situation[language], item.feedback[language], choices, targets)


def test_items_that_ship_come_back_as_they_were(tmp_path: Path) -> None:
    name = "respect-upper-secondary"
    for file in ("help.yaml", "sources.yaml"):
        shutil.copy(ROOT / "content" / file, tmp_path / file)
    shutil.copytree(ROOT / "content" / name, tmp_path / name)
    course = load_catalog(tmp_path).courses[name]
    for quiz in (module.quiz for module in course.modules if module.quiz):
        for language in course.languages:
            back = from_gift(write_gift(quiz.items, language).text, language)
            # a conversation stays where it can be shown, an order has no question type over there
            assert {code for _, _, code in back.refused} <= {"G615"}
            kept = {item.id: told(item, language) for item in back.items}
            assert len(kept) > len(quiz.items) * 0.8
            assert kept == {item.id: told(item, language) for item in quiz.items if item.id in kept}
