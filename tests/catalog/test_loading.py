"""What a loaded catalog holds, and what changes its digests."""

from datetime import date
from pathlib import Path

import pytest

from courses.catalog import claims, minutes
from courses.catalog.exercises import Path as Way
from courses.catalog.exercises import Scenario, Step
from courses.catalog.loader import load_catalog
from courses.catalog.pages import Excerpt
from courses.foundation.vocabulary import FaceToFace, Severity
from tests.catalog.writing import HERE, LESSON, Change, course, findings, first_lesson, load, monolingual, told

READ = "tiny/02-second/01-three.md"


def test_a_course_holds_what_its_page_says(tmp_path: Path) -> None:
    made = course(tmp_path, {"tiny/course.md": ("revision: 1", "revision: 2\nformerly: [small]")})
    assert (made.slug, made.language, made.languages) == ("tiny", "ko", ("ko", "en"))
    assert dict(made.title) == {"ko": "작은 과정", "en": "A Tiny Course"}
    assert (made.audience, made.minutes, made.duties) == (("upper-secondary", "guardians"), 4, ("sexual-violence",))
    assert (made.face_to_face, made.law_as_of) == (FaceToFace.ADVISED, date(2026, 10, 2))
    assert (made.reviewed, made.licence, made.revision) == (date(2026, 11, 22), "CC-BY-4.0", 2)
    assert (made.formerly, [module.slug for module in made.modules]) == (("small",), ["first", "second"])


def test_a_module_and_its_lessons_hold_what_their_pages_say(tmp_path: Path) -> None:
    module = course(tmp_path, {}).modules[0]
    assert (module.number, module.minutes, module.optional) == (1, 3, False)
    assert dict(module.content_note) == {
        "ko": "힘든 이야기가 짧게 나옵니다.",
        "en": "A hard story comes up, briefly.",
    }
    assert module.html["en"] == "<p>This introduces the first module.</p>"
    first, second = module.lessons
    assert (first.slug, first.number, first.sources, first.has_help, first.sensitive) == (
        "one",
        1,
        ("F1", "F2"),
        True,
        True,
    )
    assert (second.law_as_of, second.has_help, dict(second.content_note)) == (date(2026, 10, 2), False, {"ko": ""})


def test_things_are_found_by_their_name_and_by_their_former_one(tmp_path: Path) -> None:
    catalog = load(
        tmp_path,
        {
            "tiny/course.md": ("revision: 1", "formerly: [small]"),
            "tiny/01-first/module.md": ("attempts: 3", "formerly: [erstwhile]"),
            "tiny/02-second/01-three.md": ("minutes: 1", "minutes: 1\nformerly: [four]"),
        },
    )
    made = catalog.course("small")
    assert made is catalog.course("tiny")
    assert made is not None
    assert made.module("erstwhile") is made.modules[0]
    assert made.modules[1].lesson("four") is made.modules[1].lesson("three")
    assert (catalog.course("x"), made.module("x"), made.modules[0].lesson("x")) == (None, None, None)


def test_a_folded_passage_makes_a_lesson_sensitive(tmp_path: Path) -> None:
    assert first_lesson(course(tmp_path, {}), "second").sensitive


def test_numbers_order_modules_and_lessons_and_stay_out_of_their_names(tmp_path: Path) -> None:
    front = "---\ntitle: a\nminutes: 1\n---\n글\n"
    changes = monolingual({"tiny/02-second/10-last.md": front, "tiny/02-second/9-middle.md": front})
    lessons = course(tmp_path, changes).modules[1].lessons
    assert [(one.number, one.slug) for one in lessons] == [(1, "three"), (9, "middle"), (10, "last")]


def test_the_help_directory_and_the_sources_are_in_the_catalog() -> None:
    catalog = load_catalog(HERE / "tiny")
    entry = catalog.help["friend-line"]
    assert (entry.contact, entry.reach["en"], entry.tel) == ("1388, 문자 1388", "1388, text 1388", "1388")
    assert catalog.sources["F1"].title["en"] == "Some Act, art. 1"


def test_an_entry_without_its_name_is_left_out(tmp_path: Path) -> None:
    assert (
        told(tmp_path, {"help.yaml": "in-school:\n  contact: 교무실\n  checked: 2026-11-22\n"})[0]
        == "help.yaml:2:3 F008"
    )


def test_without_a_list_of_sources_one_error_says_so_as_soon_as_one_is_named(tmp_path: Path) -> None:
    catalog = load(tmp_path, {"sources.yaml": None})
    assert ([(one.path, one.code) for one in catalog.findings if one.severity is Severity.ERROR], catalog.broken) == (
        [("tiny/sources.yaml", "C031")],
        ("tiny",),
    )


def test_an_edit_changes_the_digests_above_it_and_no_others(tmp_path: Path) -> None:
    before = course(tmp_path / "a", {})
    after = course(tmp_path / "b", {"tiny/02-second/01-three.en.md": ("to the end", "until the end")})
    assert after.digest != before.digest
    assert after.modules[1].digest != before.modules[1].digest
    assert after.modules[1].lessons[0].digest != before.modules[1].lessons[0].digest
    assert after.modules[0].digest == before.modules[0].digest


def test_the_catalog_digest_knows_the_help_directory(tmp_path: Path) -> None:
    before = load(tmp_path / "a", {})
    after = load(tmp_path / "b", {"help.yaml": ("24시간", "낮에만")})
    assert before.digest == load(tmp_path / "c", {}).digest
    assert before.digest != after.digest


def test_a_course_may_be_written_in_english_first(tmp_path: Path) -> None:
    changes = monolingual({"tiny/course.md": ("language: ko", "language: en")})
    made = course(tmp_path, changes)
    assert (made.language, made.languages, sorted(made.modules[0].lessons[0].html)) == ("en", ("en",), ["en"])


def test_a_page_that_cannot_be_read_does_not_hide_the_faults_of_others(tmp_path: Path) -> None:
    lines = told(
        tmp_path,
        {
            "tiny/course.md": b"\xff",
            "tiny/01-first/module.md": b"\xff",
            "tiny/01-first/01-one.md": b"\xff",
            "tiny/session.md": b"\xff",
            "tiny/letter.md": "---\ncolour: red\n---\n",
            "tiny/02-second/01-three.md": LESSON + "[글](#x)",
            "tiny/01-first/02-two.en.md": b"\xff",
        },
    )
    assert {
        "tiny/course.md:1:1 C007",
        "tiny/01-first/module.md:1:1 C007",
        "tiny/01-first/01-one.md:1:1 C007",
        "tiny/session.md:1:1 C007",
        "tiny/letter.md:2:1 F007",
        "tiny/02-second/01-three.md:5:5 L301",
    } <= set(lines)


@pytest.mark.parametrize(
    ("name", "change", "form"),
    [
        (READ, "---\ntitle: a\nminutes: 1\nformerly: old-name\n---\n글\n", "[a, b]"),
        ("tiny/01-first/module.md", ("attempts: 3", "draw: act"), "{a: …, b: …}"),
        ("help.yaml", "friend-line: 1\n", "{a: …, b: …}"),
    ],
)
def test_who_wrote_one_value_for_several_is_told_how_to_write_them(
    name: str, change: Change, form: str, tmp_path: Path
) -> None:
    [one] = [one for one in findings(tmp_path, monolingual({name: change})) if one.code == "F013"]
    assert (one.path.endswith(name), dict(one.values)["expected"]) == (True, form)


def test_windows_line_ends_and_byte_order_marks_change_nothing(tmp_path: Path) -> None:
    text = (HERE / "tiny/tiny/02-second/01-three.md").read_text("utf-8")
    made = course(tmp_path, {"tiny/02-second/01-three.md": b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()})
    assert first_lesson(made, "second").html == first_lesson(course(tmp_path / "b", {}), "second").html


def test_empty_front_matter_lacks_everything(tmp_path: Path) -> None:
    assert "tiny/02-second/01-three.md:2:1 F008" in told(tmp_path, {"tiny/02-second/01-three.md": "---\n---\n"})


@pytest.mark.parametrize(
    ("claimed", "measured", "fine"), [(2, 2.4, True), (2, 2.6, False), (1, 0.1, True), (10, 8.6, False)]
)
def test_claimed_minutes_are_within_fifteen_percent_or_half_a_minute(claimed: int, measured: float, fine: bool) -> None:
    assert claims.holds(claimed, measured) is fine


@pytest.mark.parametrize(
    ("text", "language", "expected"), [("가 나\n다" * 100, "ko", 0.6), ("one two " * 100, "en", 1.0)]
)
def test_reading_time_counts_characters_in_korean_and_words_in_english(
    text: str, language: str, expected: float
) -> None:
    assert minutes.reading(text, language) == expected


def test_the_mean_walk_weighs_each_choice_alike() -> None:
    def step(name: str, *targets: str) -> Step:
        ways = [Way(1, 1, Excerpt(("x",)), target, Excerpt()) for target in targets]
        return Step(name, 1, 1, Excerpt((name,)), not targets, paths=ways)

    # a → b → c and a → c, each half of the walks: (3 + 2) / 2 steps; "gone" is no step, so a walk to it is one longer
    assert minutes.mean_steps(Scenario("a", (step("a", "b", "c"), step("b", "c"), step("c")), "")) == 2.5
    assert minutes.mean_steps(Scenario("a", (step("a", "gone"),), "")) == 2.0


def test_a_module_is_as_long_as_the_items_drawn(tmp_path: Path) -> None:
    quiz = course(tmp_path, {}).modules[0].quiz
    drawn = course(tmp_path / "b", {"tiny/01-first/module.md": ("attempts: 3", "draw: 1")}).modules[0].quiz
    assert quiz is not None
    assert drawn is not None
    intro = minutes.reading("세 문항입니다.", "ko")
    items = [minutes.of_item(item, "ko") for item in quiz.items]
    assert minutes.of_quiz(quiz, "ko") == pytest.approx(intro + sum(items))
    assert minutes.of_quiz(drawn, "ko") == pytest.approx(intro + sum(items) / 3)


def test_grown_ups_need_no_help_block(tmp_path: Path) -> None:
    changes = monolingual({"tiny/course.md": ("[upper-secondary, guardians]", "guardians")})
    lines = told(tmp_path, {**changes, "tiny/02-second/01-three.md": LESSON + "글"})
    assert lines == ["tiny/course.md:1:1 W503"]


def test_a_folder_without_a_number_is_no_module(tmp_path: Path) -> None:
    assert told(tmp_path, {"tiny/pictures/a.txt": "x"}) == ["tiny/pictures:1:1 C002"]


def test_numbers_with_a_point_are_numbers_and_no_text(tmp_path: Path) -> None:
    changes: dict[str, Change] = {"tiny/02-second/01-three.md": ("minutes: 1", "minutes: 1.5")}
    assert "tiny/02-second/01-three.md:3:10 F011" in told(tmp_path, changes)


def test_a_module_may_be_optional(tmp_path: Path) -> None:
    made = course(tmp_path, {"tiny/02-second/module.md": ("minutes: 1", "minutes: 1\noptional: true")})
    assert [module.optional for module in made.modules] == [False, True]


def test_evidence_is_kept_under_the_first_name_a_thing_had(tmp_path: Path) -> None:
    made = course(
        tmp_path,
        {
            "tiny/course.md": ("revision: 1", "formerly: [small, tinier]"),
            "tiny/01-first/module.md": ("attempts: 3", "formerly: [erstwhile]"),
            "tiny/02-second/01-three.md": ("minutes: 1", "minutes: 1\nformerly: [four]"),
        },
    )
    first, second = made.modules
    assert (made.key, first.key, second.key) == ("small", "erstwhile", "second")
    assert (first.lessons[0].key, second.lessons[0].key) == ("one", "four")
