"""Texts made to exhaust a parser: what each is called, and what stands in which file of a course."""

from collections.abc import Mapping
from itertools import pairwise

LESSON, QUIZ, MODULE, COURSE, SHORT, SURVEY = "lesson", "quiz", "module", "course", "short", "survey"
FRONT = "---\ntitle: 제목\nminutes: 1\n---\n"
SHORT_FRONT = "---\ntitle: 제목\nsummary: 요약\nminutes: 1\n---\n"
SIZE = 8000
"""Just under the longest paragraph, so that the parser sees it."""
FULL = 250_000
"""Just under the largest file."""


def lines(text: str, size: int = FULL) -> str:
    """A paragraph again and again, up to the largest file."""
    return (text + "\n\n") * (size // (len(text.encode()) + 2))


def nested(opening: str, closing: str, depth: int, inside: str = "글") -> str:
    """One thing inside another."""
    return opening * depth + inside + closing * depth


def blocks_in_blocks(depth: int) -> str:
    """Blocks around a word, each closed."""
    slashes = ["/" * number for number in range(3, 3 + depth)]
    return "\n".join((*(f"{one} note" for one in reversed(slashes)), "글", *slashes))


def long_scenario(steps: int) -> str:
    """A walk that takes as many steps."""
    walk = "".join(f"### 글 {{#s{number}}}\n\n- [글](#s{number + 1})\n\n" for number in range(steps))
    return f"/// scenario | 길\n    start: s0\n\n{walk}### 끝 {{#s{steps} .end}}\n///"


def alias_bomb(names: str) -> str:
    """Each name three times the one before it."""
    rows = "".join(f"{one}: &{one} [*{last}, *{last}, *{last}]\n" for last, one in pairwise(names))
    return f"---\n{names[0]}: &{names[0]} [x, x, x]\n{rows}---\n"


POOLS = "".join(f"p{number}: 1, " for number in range(90))
_LESSONS: Mapping[str, str] = {
    "brackets": "[" * 190,
    "brackets over the limit": "[" * 5000,
    "brackets in every paragraph": lines("[" * 190),
    "brackets and parentheses": "[](" * 60 + "x",
    "closed brackets": nested("[", "]", 95),
    "links in links": "[a](" * 49 + ")" * 49,
    "pictures in pictures": "![" * 60 + "](x)" * 60,
    "pictures": lines("![a](media/a.png)"),
    "parentheses": nested("(", ")", 190),
    "braces": "글 " + "{" * 190,
    "attribute lists": lines("글 {#a .c-b .c-c title=d}"),
    "an endless attribute list": "글 {" + " .c-a" * 1500 + "}",
    "attribute lists that never end": lines("글 {: " + ".a " * 60),
    "stars": "*" * SIZE,
    "stars and letters": "*a" * (SIZE // 2),
    "stars, letters and spaces": "*a **b " * (SIZE // 7),
    "underscores": "_a __b " * (SIZE // 7),
    "stars in every paragraph": lines("*a **b " * 500),
    "emphasis inside emphasis": nested("**a *b ", "* **", 300),
    "backticks": "`" * SIZE,
    "backticks of every length": " ".join("`" * number for number in range(1, 120)),
    "backticks that never close": lines("`a ``b ```c"),
    "backslashes": "\\" * SIZE,
    "backslashes and stars": "\\*" * (SIZE // 2),
    "ampersands": "&" * SIZE,
    "entities": "&amp;" * (SIZE // 5),
    "an endless reference": "&#" + "0" * SIZE + "64976",
    "entities of nothing": "&#x110000;" * (SIZE // 10),
    "one long word": "가" * (SIZE // 3),
    "one long line": "가나 다라 " * (FULL // 14),
    "line breaks": "a  \n" * (SIZE // 4),
    "empty lines": "\n" * FULL,
    "spaces": " " * FULL,
    "tabs": ("\t" * 100 + "글\n") * 60,
    "headings": lines("## 제목"),
    "underlined headings": lines("제목\n==="),
    "headings that are almost headings": "#" * SIZE,
    "rules": lines("---"),
    "almost a rule": "- " * (SIZE // 2),
    "quotes": "> " * 11 + "글",
    "quotes over the limit": ">" * 5000 + "글",
    "quotes in every paragraph": lines("> " * 11 + "글"),
    "quotes without spaces": "\n".join(">" * 11 + "글" for _ in range(600)),
    "lists in lists": "".join("    " * number + "- 글\n" for number in range(55)),
    "lists in lists, by two": "".join("  " * number + "- 글\n" for number in range(80)),
    "numbered lists in lists": "".join("    " * number + "1. 글\n\n" for number in range(150)),
    "lists in lists, with gaps": "".join("    " * number + "- 글\n\n" for number in range(300)),
    "many items": "- 글\n" * 1200,
    "many items with gaps": "- 글\n\n" * (FULL // 6),
    "quotes in lists": "- > " * 11 + "글",
    "quotes and lists by turns": "".join("    " * number + "- > 글\n\n" for number in range(100)),
    "definitions": lines("말\n:   뜻"),
    "definitions in definitions": "".join("    " * number + f"말\n{'    ' * number}:   뜻\n\n" for number in range(90)),
    "footnotes": "".join(f"글[^{number}]\n\n[^{number}]: 글\n\n" for number in range(6000)),
    "a footnote named often": "글[^a] " * 900 + "\n\n[^a]: 글\n",
    "footnotes in footnotes": "글[^0]\n\n" + "".join(f"[^{n}]: 글[^{n + 1}]\n\n" for n in range(3000)),
    "link references": "".join(f"[{number}]: media/{number}\n" for number in range(500)),
    "link references in every paragraph": "".join(f"[a{number}]: http://a/{number}\n\n" for number in range(8000)),
    "references to nothing": lines("[a][b] " * 60),
    "a reference that never ends": '[a]: <' + "a" * 7000,
    "a title that never ends": '[a](b "' + "c" * 7000,
    "tables": lines("|a|b|\n|-|-|\n|c|d|"),
    "a wide table": "|" + "a|" * 1200 + "\n|" + "-|" * 1200 + "\n|" + "b|" * 1200,
    "a long table": "|a|b|\n|-|-|\n" + "|c|d|\n" * 1200,
    "bars": "|" * SIZE + "\n" + "|-" * 10,
    "code blocks": lines("    글"),
    "fences": lines("```\n글\n```"),
    "fences that never close": lines("```a"),
    "a fence of every length": "\n".join("`" * number for number in range(3, 110)),
    "tags": lines("<b>글</b>"),
    "tags that never close": "<b>" * 190,
    "almost a tag": "<" * 190 + "a",
    "comments": "<!--" * 45,
    "declarations": "<!a " * 45 + "<?" * 45,
    "tags in tags": nested("<b>", "</b>", 90),
    "processing instructions": lines("<?php " * 20),
    "a tag with attributes": "<b " + "a='b' " * 1000 + ">",
    "blocks": "/// note\n글\n///\n\n" * 390,
    "blocks over the limit": "/// note\n글\n///\n\n" * 5000,
    "blocks in blocks": "\n".join("/" * (3 + number) + " note" for number in range(90, 0, -1)),
    "closed blocks in blocks": blocks_in_blocks(58),
    "blocks that never close": "/// note\n\n" * 390,
    "slashes": "/" * SIZE,
    "a block with a long title": "/// note | " + "*a" * 3800 + "\n글\n///",
    "a chat": "/// chat | 방\n" + "A: 글\n" * 1200 + "///",
    "a chat of colons": "/// chat | 방\n" + ":" * 7000 + "\n///",
    "checks": "".join(f"/// check | 물음\n    id: c{n}\n\n- [x] 가\n- [ ] 나\n///\n\n" for n in range(390)),
    "a check of choices": "/// check | 물음\n    id: c\n\n" + "- [x] 가\n" * 900 + "///",
    "a scenario of steps": long_scenario(2000),
    "a scenario of ways": "/// scenario | 길\n    start: a\n\n### 글 {#a}\n\n" + "- [글](#a)\n" * 600 + "///",
    "options that are aliases": "/// help\n    keys: [&a [*a, *a]]\n///",
    "options that are deep": "/// help\n    keys: " + "[" * 90 + "]" * 90 + "\n///",
    "a null": "글\x00글",
    "control characters": "\x01\x02\x1b[2J\x7f",
    "a byte order mark within": "글\ufeff글" * 500,
    "changes of direction": ("\u202e글\u202c\u2066글\u2069" * 300),
    "characters of no width": "\u200b\u200d\u2060" * 800,
    "marks upon marks": "가" + "\u0301" * 3500,
    "surrogates of old": "\U0010ffff" * 1900,
    "line separators": "글\u2028글\u2029\x85" * 900,
    "carriage returns": "글\r" * 2600,
    "a Hangul of jamo": "\u1100\u1161\u11a8" * 850,
    "numbers to dial": "02-123-" * 1100,
    "won by the million": "1" * 7000 + " 만 원",
    "digits and commas": "1,1." * 1900 + "년",
    "penalties": "징역 " * 1100,
    "words not to use": "음란물 " * 700,
    "mail addresses": "<a@a" * 190,
    "an address that never ends": "<http://" + "a" * 7000,
    "addresses": "http://a.b/" * 700,
    "colons": ":" * SIZE,
    "dollar signs and tildes": "$~^=" * 1900,
}  # fmt: skip
_QUIZZES: Mapping[str, str] = {
    "items": "".join(f"## 물음 {{#q{number}}}\n\n- [x] 가\n- [ ] 나\n\n" for number in range(4000)),
    "an item of choices": "## 물음 {#q}\n\n" + "- [x] 가\n" * 900,
    "feedback in feedback": "## 물음 {#q}\n\n- [x] 가\n" + "  > " + "> " * 10 + "글\n",
    "answers": "## 물음 {#q}\n\n" + "".join(f"= 답 {number}\n" for number in range(900)),
    "long numbers": "## 물음 {#q}\n\n= " + "9" * 7000 + "\n",
    "long ranges": "## 물음 {#q}\n\n= " + "1.." * 2500 + "\n",
    "a table of pairs": "## 물음 {#q}\n\n|a|b|\n|-|-|\n" + "|c|d|\n" * 1200,
    "a table of escapes": "## 물음 {#q}\n\n|a|b|\n|-|-|\n|" + "\\|" * 3500 + "|d|\n",
    "steps": "## 물음 {#q}\n\n" + "1. 글\n" * 1200,
    "marks": "## 물음 {#q" + " .core" * 1200 + "}\n\n- [x] 가\n- [ ] 나\n",
    "values": '## 물음 {#q a="' + "b" * 7000 + "\n\n- [x] 가\n- [ ] 나\n",
    "sources": "## 물음 {#q}\n\n- [x] 가\n- [ ] 나\n\n> 글 (" + "F1, " * 1800 + "F1)\n",
    "near answers": "## 물음 {#q}\n\n~ " + "가나다" * 800 + "\n",
}
_MODULES: Mapping[str, str] = {
    "aliases": "---\ntitle: &a x\nsummary: *a\nminutes: 1\n---\n",
    "a bomb of aliases": alias_bomb("abcdefghi"),
    "a merge of itself": "---\na: &a\n  <<: *a\ntitle: x\n---\n",
    "deep lists": "---\ntitle: " + "[" * 90 + "]" * 90 + "\n---\n",
    "deeper lists": "---\ntitle: " + "[" * 5000 + "\n---\n",
    "deep mappings": "---\n" + "".join(" " * number + "a:\n" for number in range(99)) + "---\n",
    "many keys": "---\n" + "".join(f"key{number}: 1\n" for number in range(700)) + "---\n",
    "huge front matter": "---\n" + "".join(f"key{number}: 1\n" for number in range(15_000)) + "---\n",
    "front matter that never ends": "---\ntitle: a\n" + "a: b\n" * 1200,
    "a huge scalar": "---\ntitle: " + "a" * 7800 + "\n---\n",
    "tags of other languages": "---\ntitle: !!python/object/apply:os.system [echo]\n---\n",
    "documents in documents": "---\ntitle: a\n...\n" + "%YAML 1.1\n" * 500 + "---\n",
    "quotes that never close": '---\ntitle: "' + "\\" * 7000 + "\n---\n",
    "a draw from many pools": f"---\ntitle: a\nsummary: b\nminutes: 1\ndraw: {{{POOLS}}}\n---\n",
}  # fmt: skip
_SHORTS: Mapping[str, str] = {
    "a short form of lessons": "".join(f"# 차시 {{#l{number}}}\n\n글\n\n" for number in range(6000)),
    "a short form of stars": "# 차시 {#a}\n\n" + lines("*a **b " * 500, FULL // 2),
    "a heading of names": "# {" + "#a" * (FULL // 2),
    "a heading of names and braces": "# " + "{#a" * (FULL // 3) + "}",
    "a heading of attributes": "# 차시 {#a " + 'sources="F1" ' * 500 + "}\n",
}
CORPUS: tuple[tuple[str, str, str], ...] = (
    *((name, LESSON, FRONT + text) for name, text in _LESSONS.items()),
    *((name, QUIZ, text) for name, text in _QUIZZES.items()),
    *((name, MODULE, text) for name, text in _MODULES.items()),
    *((name, SHORT, SHORT_FRONT + text) for name, text in _SHORTS.items()),
    ("front matter of a course", COURSE, "---\n" + "a: [" * 99 + "\n---\n"),
    (
        "a survey of scales",
        SURVEY,
        "---\ntitle: a\n---\n" + "".join(f"## 글 {{#s{n} scale=5}}\n\n" for n in range(5000)),
    ),
    ("no UTF-8", LESSON, "\udcff" * 100),
)
"""Name, kind of file and text; a lone surrogate stands for a byte that is no UTF-8."""
