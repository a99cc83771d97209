"""A course made for attackers: every text that must not be seen too early is a random canary of its own."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from tests.catalog.small_files import png

COURSE = "sealed"
LATER, NOW, PASSED, DRAWN = "later", "now", "passed", "drawn"
LESSONS = ("first", "second")
POOL = 12
DRAW = 4

COURSE_PAGE = """---
title: 봉한 과정
summary: 봉한 과정입니다.
language: ko
audience: upper-secondary
minutes: 40
duties: [sexual-violence]
face_to_face: none
law_as_of: 2026-10-02
reviewed: 2026-11-22
licence: CC-BY-4.0
revision: 1
---
봉한 과정입니다.
"""
LESSON_PAGE = """---
title: {title} 차시
minutes: 1
---
{title} 차시의 글입니다.

![그림](media/shown.png)
"""
LETTER = "---\ntitle: 편지\n---\n![그림](media/shown.png)\n"
PICTURE = png()


@dataclass
class Sealed:
    """The canaries: `whole` in the feedback of an item, `chosen` by item and letter, `keys` what only the key holds."""

    whole: dict[str, str] = field(default_factory=dict)
    chosen: dict[tuple[str, str], str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def every(self) -> set[str]:
        """All of them."""
        return {*self.whole.values(), *self.chosen.values(), *self.keys.values()}


def canary() -> str:
    """A string that appears nowhere by chance."""
    return "zq" + secrets.token_hex(8)


def module_page(title: str, **more: object) -> str:
    """The front page of a module."""
    lines = "".join(f"{name}: {value}\n" for name, value in more.items())
    return f"---\ntitle: {title}\nsummary: 봉한 교육\nminutes: 10\npass_mark: 70\norder: fixed\n{lines}---\n글입니다.\n"


def choices(sealed: Sealed, item: str, right: str, count: int = 4) -> str:
    """Choices with a canary in the feedback of each."""
    lines = []
    for letter in "abcdef"[:count]:
        sealed.chosen[item, letter] = canary()
        mark = "x" if letter in right else " "
        lines.append(f"- [{mark}] {item} 보기 {letter}\n  > 까닭 {sealed.chosen[item, letter]}")
    return "\n".join(lines)


def all_kinds(sealed: Sealed, prefix: str, single: str = "b", multiple: str = "ac", fact: str = "a") -> str:
    """A quiz with one item of each kind; the marks are arguments, so that two quizzes may differ in nothing else."""

    def whole(item: str) -> str:
        sealed.whole[item] = canary()
        return f"\n\n> 풀이 {sealed.whole[item]}\n"

    def key(item: str) -> str:
        sealed.keys[item] = canary()
        return sealed.keys[item]

    names = {kind: f"{prefix}-{kind}" for kind in ("one", "many", "fact", "text", "number", "pairs", "order")}
    number = secrets.randbelow(10**11) + 10**11
    sealed.keys[names["number"]] = str(number)
    return "".join(
        (
            f"## 하나를 고르는 물음은 무엇인가요? {{#{names['one']} points=1}}\n\n",
            choices(sealed, names["one"], single),
            whole(names["one"]),
            f"\n## 여럿을 고르는 물음은 무엇인가요? {{#{names['many']} points=1 type=multiple}}\n\n",
            choices(sealed, names["many"], multiple),
            whole(names["many"]),
            f"\n## 맞는 말인가요? {{#{names['fact']} points=1 type=true-false}}\n\n",
            choices(sealed, names["fact"], fact, 2),
            whole(names["fact"]),
            f"\n## 짧게 적어 보세요. {{#{names['text']} points=1}}\n\n= {key(names['text'])}\n",
            whole(names["text"]),
            f"\n## 숫자는 얼마인가요? {{#{names['number']} points=1}}\n\n= {number}\n",
            whole(names["number"]),
            f"\n## 서로 이어 보세요. {{#{names['pairs']} points=1}}\n\n",
            "| 왼쪽 | 오른쪽 |\n|---|---|\n| 왼 하나 | 오른 하나 |\n| 왼 둘 | 오른 둘 |\n| 왼 셋 | 오른 셋 |\n",
            whole(names["pairs"]),
            f"\n## 차례대로 놓아 보세요. {{#{names['order']} points=1}}\n\n1. 첫 일\n2. 다음 일\n3. 끝 일\n",
            whole(names["order"]),
        )
    )


def pool(sealed: Sealed) -> str:
    """Twelve items of one pool, of which four are drawn."""
    parts = []
    for number in range(1, POOL + 1):
        item = f"pool-{number}"
        parts += [
            f"## {number}번째 물음은 무엇인가요? {{#{item} pool=all points=1}}\n\n",
            choices(sealed, item, "b"),
            "\n\n",
        ]
    return "".join(parts)


def write(root: Path, sealed: Sealed, marks: tuple[str, str, str] = ("b", "ac", "a")) -> None:
    """Write the course into the content folder `root`; `marks` are the right letters of the later module's choices."""
    modules = {
        LATER: (module_page("나중에 풀이를 보는 교육", attempts=2), all_kinds(sealed, LATER, *marks)),
        NOW: (module_page("바로 풀이를 보는 교육", feedback="immediate"), all_kinds(sealed, NOW)),
        PASSED: (module_page("통과하면 풀이를 보는 교육", feedback="on-pass", attempts=3), all_kinds(sealed, PASSED)),
        DRAWN: (module_page("뽑아서 푸는 교육", draw="{all: 4}"), pool(sealed)),
    }
    folder = root / COURSE
    folder.mkdir(parents=True)
    (folder / "course.md").write_text(COURSE_PAGE)
    (folder / "letter.md").write_text(LETTER)
    draw(folder)
    for number, (name, (page, quiz)) in enumerate(modules.items(), 1):
        place = folder / f"{number:02d}-{name}"
        place.mkdir()
        (place / "module.md").write_text(page)
        (place / "quiz.md").write_text(quiz)
        draw(place)
        for position, lesson in enumerate(LESSONS, 1):
            (place / f"{position:02d}-{lesson}.md").write_text(LESSON_PAGE.format(title=lesson))


def draw(folder: Path) -> None:
    """Two pictures: one that pages name, and one that none does."""
    (folder / "media").mkdir()
    for name in ("shown.png", "hidden.png"):
        (folder / "media" / name).write_bytes(PICTURE)
