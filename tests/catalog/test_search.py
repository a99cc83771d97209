"""Looking for words in lessons."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
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


@pytest.mark.parametrize("answer", ["좋습니다", "묻지 않았습니다", "먼저입니다"])
def test_what_a_check_says_after_a_choice_is_not_searched(index: tuple[Page, ...], answer: str) -> None:
    assert slugs(search(index, answer, "ko")) == []


@pytest.mark.parametrize("asked", ["먼저 할까요", "만든다"])
def test_the_question_and_the_choices_of_a_check_are_searched(index: tuple[Page, ...], asked: str) -> None:
    assert [(hit.lesson.slug, hit.excerpt is not None) for hit in search(index, asked, "ko")] == [("two", True)]


def excerpts(index: tuple[Page, ...], question: str) -> list[str]:
    hits = search(index, question, "ko")
    return [f"{one.before}[{one.word}]{one.after}" for hit in hits if (one := hit.excerpt)]


@pytest.mark.parametrize("folded", ["있었다", "교실 문", "힘든 마음"])
def test_a_folded_passage_is_found_and_not_shown(index: tuple[Page, ...], folded: str) -> None:
    assert slugs(search(index, folded, "ko")) == ["three"]
    assert excerpts(index, folded) == []


def test_an_excerpt_beside_a_folded_passage_leaves_it_out(index: tuple[Page, ...]) -> None:
    (shown,) = excerpts(index, "있었다 읽었습니다")
    assert shown.startswith("끝까지 [읽었습니다]. 어느 아침 ")
    assert "교실" not in shown


def test_text_is_read_without_marks_drawings_and_entities() -> None:
    html = '<p>하나 &amp;\n<svg><text>둘</text></svg><b data-x="a>b">셋</b>은 <a href="tel:1">1</a>에<br>넷</p>'
    assert plain(html) == "하나 & 셋은 1에 넷"


BEGINS, MIDDLES, ENDS = (
    "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ",
    "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
    " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ",
)
PRESSED = (
    "ㄳㄱㅅ ㄵㄴㅈ ㄶㄴㅎ ㄺㄹㄱ ㄻㄹㅁ ㄼㄹㅂ ㄽㄹㅅ ㄾㄹㅌ ㄿㄹㅍ ㅀㄹㅎ ㅄㅂㅅ "
    "ㅘㅗㅏ ㅙㅗㅐ ㅚㅗㅣ ㅝㅜㅓ ㅞㅜㅔ ㅟㅜㅣ ㅢㅡㅣ"
)
KEYS = {one[0]: one[1:] for one in PRESSED.split()}
JOINED = {keys: letter for letter, keys in KEYS.items()}


def keys_of(word: str) -> str:
    """The keys that are pressed for a word of whole syllables."""
    letters = ""
    for syllable in word:
        upper, end = divmod(ord(syllable) - 0xAC00, len(ENDS))
        begin, middle = divmod(upper, len(MIDDLES))
        letters += BEGINS[begin] + MIDDLES[middle] + ENDS[end].strip()
    return "".join(KEYS.get(letter, letter) for letter in letters)


def syllable_of(begin: str, middle: str, end: str) -> str:
    if not middle:
        return begin
    upper = BEGINS.index(begin) * len(MIDDLES) + MIDDLES.index(middle)
    return chr(0xAC00 + upper * len(ENDS) + ENDS.index(end or " "))


def shown_while_typing(word: str) -> Iterator[str]:
    """What stands on the screen after each key, as an input method for two sets of letters shows it."""
    before = begin = middle = end = ""
    for key in keys_of(word):
        if key in MIDDLES and end:
            pressed = KEYS.get(end, end)
            before += syllable_of(begin, middle, pressed[:-1])
            begin, middle, end = pressed[-1], key, ""
        elif key in MIDDLES:
            middle = JOINED[middle + key] if middle else key
        elif middle and not end and key in ENDS:
            end = key
        elif end + key in JOINED:
            end = JOINED[end + key]
        else:
            before += syllable_of(begin, middle, end)
            begin, middle, end = key, "", ""
        yield before + syllable_of(begin, middle, end)


def test_the_keyboard_of_these_tests_shows_what_keyboards_show() -> None:
    assert list(shown_while_typing("준비바")) == ["ㅈ", "주", "준", "준ㅂ", "준비", "준빕", "준비바"]
    assert list(shown_while_typing("닭의")) == ["ㄷ", "다", "달", "닭", "닭ㅇ", "닭으", "닭의"]
    assert list(shown_while_typing("갑사")) == ["ㄱ", "가", "갑", "값", "갑사"]


def found_in(title: str, typed: str, index: tuple[Page, ...]) -> list[Hit]:
    """What is found when a lesson has that title and says nothing else."""
    return search((replace(index[0], folded_title=fold(title), text="", folded="", veiled=""),), typed, "ko")


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=4))
@settings(max_examples=300, deadline=None)
def test_a_word_is_found_by_all_that_a_keyboard_shows_on_the_way(index: tuple[Page, ...], word: str) -> None:
    states = list(shown_while_typing(word))
    assert states[-1] == word
    assert [one for one in states if not found_in(f"첫 {word} 끝", one, index)] == []


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("준빕", "먼저 준비바랍니다", "준비바"),
        ("샂", "그 사지 마세요", "사지"),
        ("핪", "하나 합서 둘", "합서"),
        ("페잌", "둘 딥페이크", "페이크"),
        ("안", "하지 않습니다", "않"),
        ("고", "학과 수업", "과"),
        ("샂", "사진과 샂", "샂"),
    ],
)
def test_the_excerpt_marks_what_a_half_typed_word_became(
    index: tuple[Page, ...], typed: str, text: str, marked: str
) -> None:
    [hit] = search((replace(index[0], folded_title="", text=text, folded=fold(text)),), typed, "ko")
    assert hit.excerpt is not None
    assert (hit.in_title, hit.excerpt.word) == (False, marked)
    assert hit.excerpt.before + hit.excerpt.word + hit.excerpt.after == text


@pytest.mark.parametrize(("typed", "title"), [("준빕", "준버"), ("준빕", "준비"), ("값", "가브"), ("달", "다마")])
def test_a_half_typed_word_finds_nothing_that_it_cannot_become(index: tuple[Page, ...], typed: str, title: str) -> None:
    assert found_in(title, typed, index) == []
