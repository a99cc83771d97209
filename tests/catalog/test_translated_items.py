"""What a translation of an item may leave to its original, or say in its own way."""

from pathlib import Path

import pytest

from tests.catalog.examples_of_traps import both, checked
from tests.catalog.writing import course, findings

TWO = "- [x] 가\n- [ ] 나"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (TWO, "- [ ] x\n- [ ] y"),
        (f"{TWO}\n\n> 글 (F1, F2)", "- [ ] x\n- [ ] y\n\n> Text."),
        (f"{TWO}\n\n> 글 (F1, F2)", "- [ ] x\n- [ ] y\n\n> Text. (F2; F1)"),
        ("= 재발 방지\n= 예방", "= prevention\n= prevention"),
        ("= 서울\n!= 부산\n~ 서울특별시", "= Seoul\n!= Busan\n~ Seoul City"),
        ("= 일곱", "= 7"),
        ("= 7 ± 0.5\n!= 9", "= 6.5..7.5\n!= 9.0"),
        ("| a | b |\n|---|---|\n| 가 | 하나 |\n| 나 | 하나 |", "| a | b |\n|---|---|\n| x | one |\n| y | one |"),
        ("- [ ] 가 {#a weight=60}\n- [ ] 나 {#b weight=40}", "- [ ] x\n- [ ] y"),
    ],
)
def test_a_translation_says_the_same_in_its_own_way(ours: str, theirs: str, tmp_path: Path) -> None:
    told = {one.code for one in findings(tmp_path, both(ours, theirs)) if one.code[0] in "IT"}
    assert told == set()


def test_a_check_may_leave_its_sources_to_the_original(tmp_path: Path) -> None:
    for name in ("", " (F1)"):
        folder = tmp_path / str(len(name))
        made = course(folder, checked(f"comes first.{name}"))
        assert made.modules[0].lessons[1].sources == ("F1",)
