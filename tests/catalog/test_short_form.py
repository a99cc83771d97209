"""A module in one file: its lessons, its quiz, its translation and its addresses."""

from pathlib import Path

from courses.catalog.structure import Module
from tests.catalog.examples_of_forms import ASKED, ENGLISH, READ, SHORT, TOP, TOP_EN
from tests.catalog.small_files import png
from tests.catalog.writing import LESSON, Change, course, monolingual, told

FULL = '# 둘째 {#next minutes=1 sources="F1, F2" law_as_of=2026-10-02 content_note="조심" summary="**짧게**"}\n\n글\n\n'
ENGLISH_TEXT = (
    "Intro.\n\n# First\n\ntext\n\n/// help\n///\n\n"
    '# Second {content_note="Care" summary="In *short*"}\n\ntext\n\n'
    "# Quiz\n\n## Question\n\n- [ ] a\n- [ ] b\n"
)


def module(folder: Path, changes: dict[str, Change]) -> Module:
    found = course(folder, changes).module("short")
    assert found is not None
    return found


def test_each_heading_is_a_lesson_and_the_marked_one_the_quiz(tmp_path: Path) -> None:
    made = module(tmp_path, monolingual({SHORT: TOP + "소개\n\n" + READ + FULL + ASKED}))
    assert (made.number, dict(made.title), made.html["ko"], made.minutes) == (3, {"ko": "짧은 교육"}, "<p>소개</p>", 1)
    assert [(one.slug, one.number, one.title["ko"], one.minutes) for one in made.lessons] == [
        ("start", 1, "첫 차시", 1),
        ("next", 2, "둘째", 1),
    ]
    assert made.quiz is not None
    assert ([one.id for one in made.quiz.items], made.quiz.pass_mark) == (["short-one"], 50)


def test_braces_say_what_front_matter_says(tmp_path: Path) -> None:
    one = module(tmp_path, monolingual({SHORT: TOP + READ + FULL})).lessons[1]
    assert (one.sources, str(one.law_as_of), one.content_note["ko"], one.sensitive) == (
        ("F1", "F2"),
        "2026-10-02",
        "조심",
        True,
    )
    assert one.summary["ko"] == "<p><strong>짧게</strong></p>"


def test_minutes_that_are_not_written_are_measured(tmp_path: Path) -> None:
    top = TOP.replace("minutes: 1", "minutes: 4")
    made = module(tmp_path, monolingual({SHORT: top + READ.replace("글", "가나다라마 " * 400)}))
    assert (made.lessons[0].minutes, made.lessons[0].measured) == (4, 4.07)


def test_a_translation_keeps_the_order_and_words_its_braces(tmp_path: Path) -> None:
    changes: dict[str, Change] = {SHORT: TOP + "소개\n\n" + READ + FULL + ASKED, ENGLISH: TOP_EN + ENGLISH_TEXT}
    made = module(tmp_path, changes)
    assert [one.title["en"] for one in made.lessons] == ["First", "Second"]
    assert (made.html["en"], made.lessons[1].summary["en"], made.lessons[1].content_note["en"]) == (
        "<p>Intro.</p>",
        "<p>In <em>short</em></p>",
        "Care",
    )
    assert made.quiz is not None
    assert made.quiz.items[0].choices[1].text["en"] == "b"


def test_a_heading_in_a_block_or_between_fences_is_none(tmp_path: Path) -> None:
    inside = "```\n# 코드\n```\n\n/// note\n\n````\n# 글\n````\n\n///\n\n"
    assert len(module(tmp_path, monolingual({SHORT: TOP + READ + inside})).lessons) == 1


def test_a_lesson_of_a_short_form_can_be_linked_to(tmp_path: Path) -> None:
    link = "[가](../03-short.md#start) [나](../03-short.md)"
    changes = monolingual({SHORT: TOP + READ.replace("글", "[다](03-short.md#start)")})
    made = course(
        tmp_path,
        changes | {"tiny/02-second/01-three.md": LESSON + link + "\n\n/// help\n    keys: [friend-line]\n///\n"},
    )
    html = made.modules[1].lessons[0].html["ko"]
    assert html.startswith('<p><a href="/learn/tiny/short/start">가</a> <a href="/learn/tiny/short">나</a></p>')
    assert '<a href="/learn/tiny/short/start">다</a>' in made.modules[2].lessons[0].html["ko"]


def test_an_edit_of_one_lesson_leaves_the_digest_of_the_other(tmp_path: Path) -> None:
    before = module(tmp_path / "a", monolingual({SHORT: TOP + READ + FULL}))
    after = module(tmp_path / "b", monolingual({SHORT: TOP + READ + FULL.replace("글", "말")}))
    assert before.lessons[0].digest == after.lessons[0].digest
    assert before.lessons[1].digest != after.lessons[1].digest
    assert before.digest != after.digest


def test_a_short_form_whose_settings_are_broken_is_still_read(tmp_path: Path) -> None:
    text = TOP.replace("minutes: 1\n", "") + READ + ASKED.replace("[x]", "[ ]")
    lines = told(tmp_path, monolingual({SHORT: text}))
    assert {f"{SHORT}:2:1 F008", f"{SHORT}:16:4 I202"} <= set(lines)


def test_a_short_form_that_is_no_text_costs_the_course(tmp_path: Path) -> None:
    assert f"{SHORT}:1:1 C007" in told(tmp_path, monolingual({SHORT: b"\xff"}))


def test_a_translation_out_of_step_lends_no_words(tmp_path: Path) -> None:
    lines = told(tmp_path, {SHORT: TOP + READ + FULL, ENGLISH: TOP_EN + "# First\n\ntext\n\n/// help\n///\n"})
    assert [line for line in lines if ENGLISH in line] == [f"{ENGLISH}:11:1 T401"]


def test_a_second_quiz_does_not_take_the_place_of_the_first(tmp_path: Path) -> None:
    again = ASKED.replace("short-one", "short-two")
    lines = told(tmp_path, monolingual({SHORT: TOP + READ + ASKED + "\n" + again}))
    assert lines == [f"{SHORT}:22:1 C021", "tiny/course.md:1:1 W503"]


def test_pictures_of_a_short_form_stand_in_the_folder_of_the_course(tmp_path: Path) -> None:
    changes = monolingual({SHORT: TOP + READ.replace("글", "![달](media/moon.png)")})
    made = module(tmp_path, changes | {"tiny/media/moon.png": png()})
    assert dict(made.media) == {"moon.png": "tiny/media/moon.png"}
    assert 'src="/learn/tiny/short/media/moon.png"' in made.lessons[0].html["ko"]
