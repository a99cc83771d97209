"""What a page says, as plain text and as the words of its table."""

import re
from html import unescape


def text(answer: object) -> str:
    return unescape(answer.get_data(as_text=True))


def rows(page: str) -> list[list[str]]:
    """The body of the first table of a page, as words."""
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    assert body is not None
    found = re.findall(r"<tr.*?</tr>", body[1], re.DOTALL)
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in found]
    return [[" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in row] for row in cells]
