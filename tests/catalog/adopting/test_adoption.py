"""Whole folders: which files make which module, where their links lead, and that any of them loads."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.catalog.adopting.adoption import Wish, adopt
from courses.catalog.adopting.drafts import body_of, empty_all, mend, texts_of
from courses.catalog.adopting.folders import Refused
from courses.catalog.adopting.naming import slug
from courses.catalog.pages import finding
from tests.catalog.adopting.trying import draft_of, errors, loaded, settled, source_of

WEEKS, DAYS, FILES = 6, 6, 6


def curriculum() -> dict[str, str]:
    """A public curriculum of 260 files, each with links to its neighbours, an anchor and a picture."""
    texts = {"README.md": "# Curriculum\n\n[Week 1](week1/) and [day](./week1/day-2/README.md#goals)\n"}
    for week in range(1, WEEKS + 1):
        texts[f"week{week}/README.md"] = f"# Week {week}\n\n[up](../README.md)\n"
        for day in range(1, DAYS + 1):
            folder = f"week{week}/day-{day}"
            texts[f"{folder}/README.md"] = f"# Day {day}\n\n## Goals\n\nLearn. [first](file1.md#part-two)\n"
            for number in range(1, FILES + 1):
                texts[f"{folder}/file{number}.md"] = (
                    f"# File {number} of day {day}\n\n[before](./file{max(1, number - 1)}.md) "
                    "![A plan](../../plan.png)\n\n"
                    "## Part two\n\n1. one\n\n   ```sh\n   ls <x>\n   ```\n2. [day](README.md#goals)\n"
                )
    return texts


def test_a_curriculum_of_hundreds_of_files_becomes_a_course_with_every_link_kept() -> None:
    texts = curriculum()
    draft = draft_of(texts, {"plan.png": True})
    catalog = loaded(draft)
    assert len(texts) == 259
    assert (errors(catalog), draft.changes) == ([], [])
    course = catalog.courses["made-up"]
    assert [len(one.lessons) for one in course.modules] == [1, 43, 43, 43, 43, 43, 43]
    assert [one.title["en"] for one in course.modules][:3] == ["Curriculum", "Week1", "Week2"]
    shown = course.modules[0].lessons[0].html["en"]
    assert 'href="/learn/made-up/week1/week1"' in shown
    assert 'href="/learn/made-up/week1/day-2#goals"' in shown
    first = course.modules[1].lessons[1]
    assert (first.title["en"], 'id="goals"' in first.html["en"]) == ("Day 1", True)
    assert course.state.value == "draft"


BOOK = {
    "src/SUMMARY.md": "# Summary\n\n[Foreword](foreword.md)\n\n# Part One\n\n- [Start](start.md)\n"
    "  - [Deeper](deep/er.md)\n- [Later]()\n- [Gone](gone.md)\n- [Start](start.md)\n\n# Part Two\n"
    "\n1. [End *well*](<end%20of.md>)\n"
    "\n---\n\n[After](after.md)\n",
    "src/foreword.md": "# F\n\n[s](start.md) [end](end%20of.html#x) [abs](/deep/er.md)",
    "src/start.md": "# S\n\n[SUMMARY](SUMMARY.md) [other](other.md)",
    "src/deep/er.md": "# D\n\n[up](../start.md)",
    "src/end of.md": "# E\n\n## X\n\ny",
    "src/after.md": "words",
    "src/other.md": "not listed",
}


def test_a_book_keeps_the_order_parts_and_titles_of_its_summary() -> None:
    draft = draft_of(BOOK)
    assert [(one.title, [x.title for x in one.lessons]) for one in draft.modules] == [
        ("Foreword", ["Foreword"]),
        ("Part One", ["Start", "Deeper"]),
        ("Part Two", ["End well"]),
        ("After", ["After"]),
    ]
    assert [(one.file, one.line, one.code) for one in draft.changes] == [
        ("src/SUMMARY.md", 9, "A714"),
        ("src/SUMMARY.md", 10, "A715"),
        ("src/SUMMARY.md", 11, "A727"),
        ("src/other.md", 1, "A716"),
        ("src/start.md", 3, "A713"),
        ("src/start.md", 3, "A713"),
    ]
    catalog = loaded(draft)
    assert errors(catalog) == []
    shown = catalog.courses["made-up"].modules[0].lessons[0].html["en"]
    assert re.findall(r'href="([^"]*)"', shown) == [
        "/learn/made-up/part-one/start",
        "/learn/made-up/part-two/end-of#x",
        "/learn/made-up/part-one/er",
    ]


def test_a_book_without_parts_has_a_module_for_each_chapter_that_holds_others() -> None:
    summary = "[I](i.md)\n\n- [A](a.md)\n    - [A1](a1.md)\n- [B](b.md)\n"
    summary += "- [C](c.md)\n- [D](d.md)\n    - [D1](d1.md)\n- [E](e.md)\n"
    texts = {f"{name}.md": f"# {name}\n\nx" for name in ("i", "a", "a1", "b", "c", "d", "d1", "e")}
    draft = draft_of({"SUMMARY.md": summary} | texts)
    assert [[one.title for one in module.lessons] for module in draft.modules] == [
        ["I"],
        ["A", "A1"],
        ["B", "C"],
        ["D", "D1"],
        ["E"],
    ]


def test_a_long_part_is_divided_by_its_chapters() -> None:
    rows = [f"- [C{n}](c{n}.md)\n  - [D{n}](d{n}.md)" for n in range(40)]
    texts = {f"{one}{n}.md": "x" for n in range(40) for one in "cd"}
    draft = draft_of(
        {"book/SUMMARY.md": "# P\n" + "\n".join(rows)} | {f"book/{name}": text for name, text in texts.items()}
    )
    assert [len(one.lessons) for one in draft.modules] == [2] * 40


def test_a_summary_that_lists_nothing_is_no_table_of_contents() -> None:
    draft = draft_of({"SUMMARY.md": "words", "a.md": "# A\n\nx"})
    assert [one.title for one in draft.lessons] == ["A"]


def test_order_follows_introductions_weights_and_numbers() -> None:
    texts = {
        "b/10-ten.md": "x",
        "b/2-two.md": "x",
        "b/index.md": "---\nweight: 5\n---\n# Bee\n",
        "a/z.md": '+++\ntitle = "Zed"\nweight = 1\n+++\nx',
        "a/y.md": "---\ntitle: 'Why'\nnav_order: 2\n---\n# Other\n\nx",
        "c.md": "x",
    }
    draft = draft_of(texts)
    assert [(one.title, [x.title for x in one.lessons]) for one in draft.modules] == [
        ("C", ["C"]),
        ("B", ["Bee", "Two", "Ten"]),
        ("A", ["Zed", "Why"]),
    ]
    assert "## Other" in body_of(list(draft.lessons)[-1])


def test_what_has_a_number_comes_before_what_has_none() -> None:
    folders = ("translations", "10-last", "appendix", "02-advanced", "01-basics")
    draft = draft_of({f"{folder}/{name}.md": "x" for folder in folders for name in ("also", "10-then", "9-first")})
    assert [one.title for one in draft.modules] == ["Basics", "Advanced", "Last", "Appendix", "Translations"]
    assert {tuple(x.title for x in one.lessons) for one in draft.modules} == {("First", "Then", "Also")}


def test_large_folders_are_divided() -> None:
    many = {f"top/{folder}/{number}.md": "x" for folder in "ab" for number in range(40)}
    assert [len(one.lessons) for one in draft_of(many | {"other/x.md": "x"}).modules] == [1, 40, 40]
    flat = dict.fromkeys((f"{number}.md" for number in range(450)), "x")
    assert [len(one.lessons) for one in draft_of(flat).modules] == [200, 200, 50]
    with pytest.raises(Refused) as refused:
        draft_of({f"{number}/x.md": "x" for number in range(1001)})
    assert refused.value.code == "A735"


def test_names_become_lawful_addresses_that_stay() -> None:
    names = [
        "한글 파일.md",
        "Über uns!.md",
        "...md",
        "media.md",
        "中文.md",
        "02-1234-5678.md",
        "a.b.c.md",
        "A B.md",
        "a-b.md",
    ]
    draft = draft_of(dict.fromkeys(names, "x"))
    slugs = {one.file: one.path.partition("/")[2][3:-3] for one in draft.lessons}
    assert slugs["한글 파일.md"] == "hangeul-pail"
    assert slugs["Über uns!.md"] == "uber-uns"
    assert slugs["media.md"] == "media-page"
    assert sorted((slugs["A B.md"], slugs["a-b.md"])) == ["a-b", "a-b-2"]
    assert slugs["中文.md"] == slug("中文", "中文.md")
    assert errors(loaded(draft)) == []


def test_translations_and_empty_files_are_passed_by() -> None:
    draft = draft_of({"a.md": "x", "a.ko.md": "글", "b_zh-CN.md": "y", "e.md": "\n<!-- -->\n"})
    assert [one.file for one in draft.lessons] == ["a.md", "b_zh-CN.md"]
    assert [(one.file, one.code) for one in draft.changes] == [("a.ko.md", "A724"), ("e.md", "A725")]


def test_a_folder_without_words_is_refused() -> None:
    for texts in ({"e.md": ""}, {"SUMMARY.md": ""}):
        with pytest.raises(Refused) as refused:
            draft_of(texts)
        assert refused.value.code == "A734"


def test_the_language_is_told_by_the_letters() -> None:
    source = source_of({"a.md": "# 안녕하세요\n\nMarkdown 글입니다."})
    assert adopt(source, Wish()).language == "ko"
    assert adopt(source_of({"a.md": "# Hello\n\n" + "word " * 100_000, "b.md": "글"}), Wish(title="X")).language == "en"


def test_long_files_are_divided_at_headings_and_anchors_follow() -> None:
    long = "# Long\n\n" + "".join(f"## Part {n}\n\n{'words <b>b</b> ' * 300}\n\n" for n in range(14))
    draft = draft_of({"long.md": long, "a.md": "# A\n\n[p](long.md#part-13) [q](long.md#nowhere) [t](long.md#long)"})
    assert [one.title for one in draft.lessons] == [
        "A",
        *["Long" if n == 1 else f"Long ({n})" for n in range(1, len(list(draft.lessons)))],
    ]
    assert [one.code for one in draft.changes if one.file == "long.md"].count("A720") == 1
    catalog = loaded(draft)
    assert errors(catalog) == []
    shown = catalog.courses["made-up"].modules[0].lessons[0].html["en"]
    last = len(list(draft.lessons)) - 1
    assert re.findall(r'href="([^"]*)"', shown) == [
        f"/learn/made-up/start/long-{last}#part-13",
        "/learn/made-up/start/long",
        "/learn/made-up/start/long",
    ]


def test_what_a_heading_begins_stays_with_it_where_it_can() -> None:
    def table(rows: int) -> str:
        return "| a | b |\n|---|---|\n" + "| <b>c</b> | <i>d</i> |\n" * rows

    draft = draft_of({"a.md": f"# A\n\n{table(75)}\n## One\n\n{table(75)}\n{table(160)}"})
    assert [[one.kind for one in lesson.blocks] for lesson in draft.lessons] == [
        ["table"],
        ["heading", "table"],
        ["table"],
    ]
    assert errors(settled(draft)) == []


def test_one_block_that_is_longer_than_a_lesson_is_divided_too() -> None:
    draft = draft_of({"a.md": "# A\n\n" + "many words in a line\n" * 20_000})
    assert len(list(draft.lessons)) > 2
    assert errors(loaded(draft)) == []


def test_anchors_of_other_programs_are_found() -> None:
    page = (
        "# Top\n\n[a](#same) [b](#same-1) [c](#own) [d](#spot) [e](#top) "
        "[f](#%ED%95%9C-%EA%B8%80) [g](#Same) [h](#within)\n\n"
        '## Same\n\n## Same\n\n## Named {#own}\n\n<a name="spot"></a>\n\n## 한 글\n\n- <a id=within>x</a>\n'
    )
    draft = draft_of({"a.md": page})
    assert [one.code for one in draft.changes if one.code != "A707"] == []
    assert errors(loaded(draft)) == []
    text = "\n".join(body_of(next(draft.lessons)))
    assert (
        re.findall(r"\]\(([^)]*)\)", text) == ["#same", "#same-1", "#own", "#own", "01-a.md", "#h---", "#same", "#h---"]
        or text
    )


def test_errors_that_remain_are_mended_step_by_step() -> None:
    draft = draft_of({"a.md": "# A\n\nfirst *words*\n\nsecond\n\nthird"})
    where = f"content/made-up/{next(draft.lessons).path}"
    assert mend(draft, [finding(where, 5, 1, "C011")], "made-up")
    assert [one.code for one in draft.changes] == ["A721"]
    assert body_of(next(draft.lessons))[0] == "first words"
    assert mend(draft, [finding(where, 5, 1, "C011"), finding(where, 6, 1, "W505")], "made-up")
    assert [one.code for one in draft.changes] == ["A721", "A722"]
    assert body_of(next(draft.lessons))[0] == "second"
    assert mend(draft, [finding(where, 1, 1, "C019")], "made-up")
    assert body_of(next(draft.lessons)) == ["This text could not be taken along. See the original."]
    assert [one.code for one in draft.changes] == ["A721", "A722", "A723"]
    assert empty_all(draft, [finding(where, 5, 1, "C011"), finding(where, 5, 1, "W505")], "made-up")
    assert not empty_all(draft, [finding(where, 5, 1, "W505")], "made-up")
    assert not mend(draft, [finding("content/made-up/course.md", 1, 1, "F001")], "made-up")
    assert not mend(draft, [finding(where, 5, 1, "C011")], "made-up")
    assert '"A"' in texts_of(draft, ["everyone"], {})[next(draft.lessons).path]


SIGNS = (
    "# ", "## ", "- ", "1. ", "2) ", "* ", "> ", "    ", "\t", "```", "~~~", "\n", "\n\n", "text ", "글 ", "*", "**",
    "_", "`", "``", "[", "]", "(", ")", "![", "](", "<", ">", "<b>", "</b>", "<div align=x>", "</div>", "<!--",
    "-->", "<script>", "</script>", "<pre>", "</pre>", "<a href='x'>", "</a>", "<img src=a.png>", "{#a}", "{", "}",
    "{: .x}", "{{ x }}", "{%", "%}", "///", "/// note", "//", "---\n", "===\n", "[x]: http://a.b\n", "[^1]",
    "[^1]: foo\n", "[x]", "[ ] ", "- [x]\n", "02-123-4567", "call 911 ", "&amp;", "&", "\\", "\\\n", "  \n",
    "https://a.b/c", "<https://a.b>", "<x@y.z>", "[l](b.md#t)", "![a](p.png)", "~~", "~", "=", "!", "= a\n", ": def\n",
    "\u2028", "\x0b", "\x00", "1588-1234", "<table><tr><td>x", "[a](help:x)", "[a](#a)", '"', "|",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
)  # fmt: skip
PAGE = st.lists(st.sampled_from(SIGNS), max_size=50).map("".join)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["a.md", "b.md", "한글/글.md", "x/y z/README.md", "SUMMARY.md"]), PAGE, min_size=1)
)
def test_any_folder_of_markdown_yields_a_course_without_errors(texts: dict[str, str]) -> None:
    try:
        draft = draft_of(texts, {"p.png": True})
    except Refused:
        # nothing but blank lines and comments
        return
    assert errors(settled(draft)) == []
