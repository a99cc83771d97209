"""Looking for words in lessons."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.catalog.loader import load_catalog
from courses.catalog.search import Hit, Page, fold, pages, plain, search, words_of

CONTENT = Path(__file__).parents[1] / "content" / "tiny"


@pytest.fixture(scope="module")
def index() -> tuple[Page, ...]:
    return pages(load_catalog(CONTENT))


def slugs(hits: list[Hit]) -> list[str]:
    return [hit.lesson.slug for hit in hits]


def first_words(index: tuple[Page, ...], language: str) -> list[str]:
    return [page.text.split()[0] for page in index if page.language == language]


def test_every_lesson_is_searched_in_every_language(index: tuple[Page, ...]) -> None:
    assert [(page.lesson.slug, page.language) for page in index] == [
        (slug, language) for slug in ("one", "two", "three") for language in ("ko", "en")
    ]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("페이", "딥페이크"),
        ("페ㅇ", "딥페이크"),
        ("페이ㅋ", "딥페이크"),
        ("도우", "도움을 청합니다"),
        ("IMAGE", "an image of somebody"),
        ("ＩＭＡＧＥ", "an image of somebody"),
        ("동의 사진", "사진을 올릴 때는 동의를 받습니다"),
        ("  동의\t", "동의"),
    ],
)
def test_half_typed_and_short_words_are_found(typed: str, text: str) -> None:
    assert all(word in fold(text) for word in words_of(typed))


def test_a_question_of_spaces_finds_nothing(index: tuple[Page, ...]) -> None:
    assert search(index, " \t\n", "ko") == []


def test_all_words_must_stand_in_the_lesson(index: tuple[Page, ...]) -> None:
    word = first_words(index, "ko")[0]
    assert "one" in slugs(search(index, word, "ko"))
    assert search(index, f"{word} 없는말입니다", "ko") == []


def test_a_hit_in_the_title_comes_before_the_order_of_the_course(index: tuple[Page, ...]) -> None:
    title = next(page.lesson.title["ko"] for page in index if page.lesson.slug == "three")
    hits = search(index, title, "ko")
    assert (hits[0].lesson.slug, hits[0].in_title) == ("three", True)
    found = search(index, "다", "ko")
    assert [hit.in_title for hit in found] == sorted((hit.in_title for hit in found), reverse=True)


def test_a_lesson_is_named_once_and_in_the_readers_language_first(index: tuple[Page, ...]) -> None:
    for language in ("ko", "en"):
        word = first_words(index, language)[0]
        for reader in ("ko", "en"):
            hits = search(index, word, reader)
            assert len(slugs(hits)) == len(set(slugs(hits)))
            assert hits[0].language == language


def test_the_excerpt_holds_the_word_as_it_is_written(index: tuple[Page, ...]) -> None:
    for page in index:
        word = page.text.split()[-1]
        hit = next(hit for hit in search(index, word, page.language) if hit.lesson.slug == page.lesson.slug)
        assert hit.excerpt is not None
        assert fold(word) in fold(hit.excerpt.word)
        assert f"{hit.excerpt.before.strip('…')}{hit.excerpt.word}" in page.text


@given(st.text(alphabet="가각간힣ㄱㅎaZÉ ﬁ", min_size=1, max_size=12), st.data())
@settings(max_examples=300, deadline=None)
def test_the_same_set_is_found_however_the_text_is_composed(text: str, draw: st.DataObject) -> None:
    start = draw.draw(st.integers(0, len(text) - 1))
    part = text[start : draw.draw(st.integers(start + 1, len(text)))]
    for form in ("NFC", "NFD", "NFKC"):
        assert all(word in fold(text) for word in words_of(unicodedata.normalize(form, part)))


def test_text_is_read_without_marks_drawings_and_entities() -> None:
    html = '<p>하나 &amp;\n<svg><text>둘</text></svg><b data-x="a>b">셋</b>은 <a href="tel:1">1</a>에<br>넷</p>'
    assert plain(html) == "하나 & 셋은 1에 넷"
