"""Blocks of CommonMark written anew."""

import pytest

from tests.catalog.adopting.trying import body, codes, html


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("One\ntwo\n===\nx", "x"),
        ("x\n\nTwo\n---\ny", "x\n\n## Two\n\ny"),
        ("# T\n\n# Again #\n\n####### seven", "## Again\n\n&#35;###### seven"),
        ("# T\n\n#Tag\n= a\n~ b\n: c\n| d", "&#35;Tag\n&#61; a\n&#126; b\n&#58; c\n&#124; d"),
        ("# T\n\n/// note | x\n\n// y\n\nsome\n2. thing", "&#47;// note | x\n\n&#47;/ y\n\nsome\n2&#46; thing"),
        ("# T\n\ntext\n- a\n- b\n1. c\n5. d", "text\n\n- a\n- b\n\n1. c\n2. d"),
        ("# T\n\n- a\n\n  b\n- c\n  - d\n    - e\nlazy", "- a\n\n    b\n\n- c\n    - d\n        - e\n            lazy"),
        ("# T\n\n3) c\n4) d", "3. c\n4. d"),
        ("# T\n\n- [ ] a\n- [X] b\n- [x](http://y.z)", "- ☐ a\n- ☑ b\n- [x](http://y.z)"),
        (
            "# T\n\n1. a\n   ```rust,ignore\n   <b>\n   ```\n   after\n2. b",
            "1. a\n\n```rust\n<b>\n```\n\nafter\n\n2. b",
        ),
        ("# T\n\n- ```\n  x\n  ```\n-\n- y", "```\nx\n```\n\n- y"),
        ("# T\n\n- # h\n- *a* b\n  # c *d*", "- **h**\n- *a* b\n\n    c *d*"),
        ("# T\n\n> a\n> ```\n> x\n> ```\nb\n\n> c\nlazy\n>\n> d", "> a\n\n```\nx\n```\n\nb\n\n> c\n> lazy\n\n> d"),
        ("# T\n\n    code\n\n    more\n\nx", "```\ncode\n\nmore\n```\n\nx"),
        ("# T\n\n```\n```\n\n~~~~ js {x}\n~~~\n```\n~~~~", "```js\n ~~~\n ```\n```"),
        (
            "# T\n\n| a | b |\n|:-|-|\n| x |\n| y | z | w |\n| `p\\|q` | r\\|s |\n\n|z|",
            "| a | b |\n| :- | - |\n| x |  |\n| y | z |\n| `p|q` | r&#124;s |\n\n&#124;z|",
        ),
        ("# T\n\n**bold** b\n*em*\n<p>--\n<p>- x\n<p>* * *", "**bold** b\n*em*\n&#45;-\n&#45; x\n&#42; * *"),
        ("# T\n\n-\n\nx\n\n> <p></p>\n>\n> y", "x\n\n> y"),
        ("# T\n\na\n\n***\n\nb\n\n* * *", "a\n\n---\n\nb\n\n---"),
        (
            "# T\n\n<!-- a\n\nb --> c\n\n<pre>x &lt; <b>y</b>\n</pre>\n<?php\n\n?>\n<!DOCTYPE html>\nd",
            "c\n\n```\nx < y\n```\n\nd",
        ),
        ("# T\n\n<!-- never closed\n\nx", ""),
        (
            "# T\n\nx[^n] [^이]\n\n[^n]: One\n\n    two\n\n[^이]: three\n\n[^e]:\n",
            "x[^n] &#91;^`이`&#93;\n\n[^n]: One\n\n    two\n\nthree",
        ),
        ("# T\n\n<div>\n\n</div>\n\n- <div></div>\n\n#\n\nx", "x"),
        ("# T\n\n## C#\n\n## C\\#", "## C&#35;\n\n## C\\&#35;"),
        ("# T\n\n- - a\n- b", "- a\n\n- b"),
        ("# T\n\n\tcode\n\n-\ttab\n", "```\ncode\n```\n\n- tab"),
        ("# T\n\na\x00b\x0bc", "abc"),
        ("# T\n\na\n1986\\. b\n\n\\* c\n\n__\n\n_ _ _x", "a\n1986\\. b\n\n\\* c\n\n&#95;_\n\n_ _ _x"),
    ],
)  # fmt: skip
def test_blocks_are_written_so_that_they_are_read_the_same(text: str, written: str) -> None:
    assert body(text) == written


def test_nesting_past_the_limit_becomes_paragraphs() -> None:
    html("# T\n\n" + "> " * 40 + "x")
    html("# T\n\n" + "- " * 60 + "x")
    html("# T\n\n" + "".join("  " * depth + "- x\n" for depth in range(40)))


@pytest.mark.parametrize(
    "text",
    [
        "```\n" + "a(b)\n" * 3000 + "```",
        "```\n" + "x" * 20_000 + "\n```",
        "| a | b |\n|---|---|\n" + "| (c) | [d] |\n" * 900,
        "- item (one)\n" * 2000,
        "> " + "quoted words\n> " * 1500,
        "1. " + "word " * 4000,
        "word " * 30_000,
    ],
)
def test_what_is_too_long_is_divided_and_passes(text: str) -> None:
    html(f"# T\n\n{text}\n")
    assert (3, "A710") in codes(f"# T\n\n{text}\n")


def test_a_fence_within_code_gets_a_space_and_is_told() -> None:
    assert codes("# T\n\n````\n```\nx\n```\n````") == [(3, "A711")]
    assert "```" in html("# T\n\n````\n```\n<b>\n```\n````")


def test_lines_that_a_book_hides_in_rust_are_left_out_and_told() -> None:
    text = "```rust,ignore\n# use a::B;\nfn main() {\n    # hidden();\n    #\n    ## shown\n#[derive(X)]\n}\n```\n"
    assert body(text) == "```rust\nfn main() {\n    # shown\n#[derive(X)]\n}\n```"
    assert codes(text) == [(1, "A729")]
    assert codes("```rust\nfn main() {}\n```\n") == codes("```sh\n# a comment\n```\n") == []
