"""Items from elsewhere get ids of their own and a place before the last words of a quiz."""

from courses.catalog.exchange.quiz_merging import ids_in, merged

ITEM = ("## 물음 {#a answer=true}", "")


def test_an_empty_quiz_begins_with_the_first_item() -> None:
    assert merged("", [ITEM]) == merged("\n\n", [ITEM]) == "## 물음 {#a answer=true}\n"


def test_a_blank_line_stands_before_what_is_added() -> None:
    for end in ("", "\n", "\n\n"):
        assert merged(f"## 하나 {{#b answer=true}}{end}", [ITEM, ITEM]).split("\n\n") == [
            "## 하나 {#b answer=true}", "## 물음 {#a answer=true}", "## 물음 {#a answer=true}\n",
        ]  # fmt: skip


def test_closing_sections_stay_last() -> None:
    quiz = "## 하나 {#b answer=true}\n\n## 끝 {.after}\n\n글\n\n## 통과 {.after-pass}\n"
    assert [line for line in merged(quiz, [ITEM]).split("\n") if line] == [
        "## 하나 {#b answer=true}", "## 물음 {#a answer=true}", "## 끝 {.after}", "글", "## 통과 {.after-pass}",
    ]  # fmt: skip


def test_ids_are_found_wherever_they_stand() -> None:
    page = '## 하나 {pool=a #one .core}\n\n- [x] 가 {#two}\n\n/// check | 물음\n    id: three\n///\n\n    id: "four"\n'
    assert ids_in([page, "{: #five }"]) == {"one", "two", "three", "four", "five"}
