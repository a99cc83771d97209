"""What is wrong with a text as a reader sees it."""

import re
from collections.abc import Iterator

from tests.starter import starter_catalog
from tests.trees import Node

MARKUP = re.compile(
    r"///|\*\*|\]\(|\[\]|\{[#.:]|\{\{|\{%|%\(|&\w+;|```|<[a-z/]|(?<![\w*])\*\w|(?<!\w)_[^\W_]"
    r"|^\s*(?:#{1,6} |> |[-*] |\|.*\|)"
)
"""What an author writes and no reader should see, between two tags."""
FACT = re.compile(r"\bF\d{1,3}\b")
KOREAN = re.compile(r"\S*[가-힣]\S*")


def about_text(part: Node, language: str) -> Iterator[str]:
    """Markup that was left over, numbers of facts, and Korean where a reader of English gets it."""
    yield from (f"markup {text.strip()!r}" for text in part.texts() if MARKUP.search(text))
    yield from (f"fact number {text.strip()!r}" for text in part.texts() if FACT.search(text))
    if language == "en":
        known = " ".join(one.reach["en"] for one in starter_catalog().help.values())
        sources = {text for one in part.all("ul", "sources") for text in one.texts()}
        words = {word for text in part.texts() if text not in sources for word in KOREAN.findall(text)}
        yield from (f"Korean {word!r}" for word in sorted(words) if word not in known)
