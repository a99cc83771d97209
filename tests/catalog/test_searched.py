"""What of a lesson's page is searched, and what of it excerpts may show."""

from pathlib import Path

import pytest

from courses.catalog.labels import LABELS
from courses.catalog.search import plain
from courses.catalog.searched import parted
from tests.catalog.small_files import SMALL
from tests.catalog.writing import LESSON, course, first_lesson, lesson, monolingual

EVERY_BLOCK = """\
/// note
하나[^1]
///

/// caution
둘
///

/// reflect
셋
///

/// help
    keys: [friend-line]
///

/// chat | 넷
A: []
B: 다섯
///

/// law | 여섯
    source: 어느 법 제1조
    as_of: 2026-10-02
일곱
///

/// check | 여덟
    id: one-check

- [x] 아홉
  > 맞습니다
- [ ] 열
  > 아닙니다

> 모두
///

//// scenario | 길
    start: a

### 첫 걸음 {#a}
- [간다](#z)
  > 갔습니다.

### 끝 걸음 {#z .end}
끝
////

[^1]: 각주
"""
READ = (
    "하나 둘 셋 1388친구 상담 1388, 문자 1388 24시간 넷 A B 다섯 여섯 일곱 어느 법 제1조 여덟 아홉 열 "
    "길 첫 걸음 간다 갔습니다. 끝 걸음 끝 각주"
)


def searched(html: str, language: str = "ko") -> tuple[str, ...]:
    return tuple(map(plain, parted(html, language)))


def test_only_words_of_the_author_are_searched(tmp_path: Path) -> None:
    assert searched(lesson(tmp_path, EVERY_BLOCK)) == (READ, "")


def test_no_label_is_searched_in_a_translation(tmp_path: Path) -> None:
    made = course(tmp_path, {})
    text, _ = searched(made.modules[0].lessons[1].html["en"], "en")
    assert "Some Act, art. 1 What comes first?" in text
    assert [label for label in ("Source", "As of", LABELS["en"]["all"]) if label in text] == []


def test_a_title_that_its_author_wrote_is_searched(tmp_path: Path) -> None:
    assert searched(lesson(tmp_path, "### 주의\n글\n\n/// note | 주의\n글\n///")) == ("주의 글 주의 글", "")


def test_a_transcript_is_searched_without_its_label(tmp_path: Path) -> None:
    name = "tiny/02-second/01-three.md"
    body = "/// media | 듣기\n    src: media/talk.mp3\n    transcript: 들은 말\n///"
    made = course(tmp_path, monolingual({name: LESSON + body, "tiny/02-second/media/talk.mp3": SMALL[".mp3"]}))
    assert searched(first_lesson(made, "second").html["ko"]) == ("듣기 들은 말", "")


@pytest.mark.parametrize(
    ("html", "shown", "veiled"),
    [
        (
            (
                '<p>가</p><details class="sensitive"><summary>나</summary><p class="hint">다</p><ul><li><details>'
                "<summary>라</summary><p>마</p></details></li></ul></details><p>바</p>"
            ),
            "가 나 바",
            "다 라 마",
        ),
        (
            (
                '<details class="sensitive"><summary>가</summary><details class="sensitive"><summary>나</summary>다'
                '</details><div class="fb right">라<br><details class="sensitive"><summary>마</summary>바</details>'
                "</div>사</details>"
            ),
            "가",
            "나 다 사",
        ),
    ],
)
def test_what_is_folded_within_folds_stays_where_it_is(html: str, shown: str, veiled: str) -> None:
    assert searched(html) == (shown, veiled)
