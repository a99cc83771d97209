"""GIFT written by type: what an item of ours becomes, and what stays at home because GIFT cannot say it."""

import pytest

from courses.catalog.exchange.gift_writing import write_gift
from courses.foundation.vocabulary import ItemType
from tests.catalog.exchange.exchanging import from_gift, items_of

LABELLED = "// [id:a] [tag:core] [tag:points=2] [tag:F1] [tag:F2]\n"
HEAD = "// [id:a]\n::a::[html]물음{"


def exported(body: str, language: str = "ko") -> tuple[str, list[str]]:
    """One item of ours as GIFT, and the codes of what stays at home."""
    items, found = items_of(f"{body}\n", language)
    assert found == []
    written = write_gift(items, language)
    return written.text, [one.code for one in written.refused]


@pytest.mark.parametrize(
    ("body", "gift"),
    [
        ("## 물음 {#a answer=false}", "// [id:a]\n::a::[html]물음{FALSE}\n"),
        (
            "## 물음 {#a points=2 .core}\n\n글\n\n- [x] 가\n- [ ] %50%\n\n> 설명 (F1, F2)",
            f"{LABELLED}::a::[html]<p>물음</p><p>글</p>{{\n\t=가\n\t~&\\#37;50%\n\t####<p>설명</p>\n}}\n",
        ),
        (
            "## 물음 {#a type=true-false}\n\n- [ ] 예\n- [x] 아니요",
            "// [id:a] [tag:type\\=true-false]\n::a::[html]물음{\n\t~예\n\t=아니요\n}\n".replace("\\", ""),
        ),
        (
            "## 물음 {#a}\n\n- [x] 가 {weight=60}\n- [x] 나 {weight=40}\n- [ ] 다",
            f"{HEAD}\n\t~%60%가\n\t~%40%나\n\t~다\n}}\n",
        ),
        ("## 물음 {#a}\n\n= *", "// [id:a]\n::a::[html]물음{=\\\\*}\n"),
        ("## 물음 {#a}\n\n= %50%가\n= [html]", f"{HEAD}\n\t=%100%%50%가\n\t=[plain][html]\n}}\n"),
        ("## 물음 {#a}\n\n= 3..5", "// [id:a]\n::a::[html]물음{#=3..5}\n"),
        ("## 물음 {#a}\n\n= 가->나", "// [id:a]\n::a::[html]물음{가->나}\n"),
        ("## 물음 {#a}\n\n= 3 +/- 1\n!= 9", "// [id:a]\n::a::[html]물음{\n\t#=3:1\n\t=%0%9\n}\n"),
        ("## 물음 {#a pool=b}\n\n= 가", "$CATEGORY: $course$/top/b\n\n// [id:a]\n::a::[html]물음{=가}\n"),
        ("## 물음 {#a}\n\n- [x] `[html]`\n- [ ] \\[html\\]", f"{HEAD}\n\t=<code>[html]</code>\n\t~[html][html]\n}}\n"),
    ],
)  # fmt: skip
def test_an_item_of_ours_as_gift(body: str, gift: str) -> None:
    assert exported(body) == (gift, [])


def test_code_keeps_its_lines_on_the_way_out_and_in() -> None:
    gift, _ = exported("## 물음 {#a answer=true}\n\n```\n가\n나\n```")
    assert "<pre><code>가\\n나\\n</code></pre>" in gift
    assert from_gift(gift).markdown.split("\n")[2:6] == ["```", "가", "나", "```"]


def test_a_pool_ends_where_items_of_none_begin() -> None:
    gift, _ = exported("## 하나 {#a pool=b answer=true}\n\n## 둘 {#c answer=true}")
    assert [line for line in gift.split("\n") if line.startswith("$")] == [
        "$CATEGORY: $course$/top/b",
        "$CATEGORY: $course$/top",
    ]
    assert [one.pool for one in from_gift(gift).items] == ["b", ""]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("## 물음 {#a}\n\n1. 가\n2. 나", "G631"),
        ("## 물음 {#a}\n\n~ 물어보는 일", "G632"),
        ("## 물음 {#a scoring=exact}\n\n- [x] 가\n- [x] 나\n- [ ] 다", "G634"),
        ("## 물음 {#a scoring=per-choice}\n\n- [x] 가\n- [x] 나\n- [ ] 다", "G634"),
        ("## 물음 {#a type=single}\n\n- [ ] 가 {weight=99.999}\n- [ ] 나", "G634"),
        ("## 물음 {#a scoring=exact}\n\n| a | b |\n|---|---|\n| 가 | 나 |\n| 다 | 라 |", "G634"),
        ("## 물음 {#a}\n\n| a | b |\n|---|---|\n| 가 | **나** |\n| 다 | 라 |", "G635"),
        ("## 물음 {#a}\n\n| a | b |\n|---|---|\n| 가 | [나](mailto:a@example.org \"b\") |\n| 다 | 라 |", "G635"),
        ("## 물음 {#a answer=true}\n\n글[^1]\n\n[^1]: 각주", "G636"),
        ("## 물음 {#a}\n\n= 가->나\n= 다", "G637"),
        ("## 물음 {#a}\n\n= \\*", "G637"),
        ("## 물음 {#a}\n\n= 3..5 {weight=50}\n= 4", "G614"),
    ],
)  # fmt: skip
def test_what_gift_cannot_say_stays_at_home(body: str, reason: str) -> None:
    text, codes = exported(body)
    assert (text, codes) == ("", [reason])


def test_an_item_without_that_language_stays_at_home() -> None:
    items, _ = items_of("## 물음 {#a answer=true}\n")
    assert [one.code for one in write_gift(items, "en").refused] == ["G639"]


def test_a_scale_stays_at_home() -> None:
    scale = from_gift("물음{T}").items[0]
    object.__setattr__(scale, "type", ItemType.SCALE)
    assert [one.code for one in write_gift([scale], "ko").refused] == ["G633"]
