"""Numbers that a reader would dial, however they are written: full width, with other dashes, in bold, in a link."""

import re
from collections.abc import Iterator

from courses.catalog.lookalikes import plain_signs

DIGITS = re.compile(r"\d(?:\D{0,9}\d){2}")
LONG = re.compile(
    r"(?<![\d.-])(?:\+82[ -]?\d{1,2}|0\d{1,3})[-.) ]{1,3}\d{3,4}[-. ]{1,3}\d{4}(?![\d-])"
    r"|(?<![\w.,/=%-])0(?:2|[3-8]\d|1[016-9]|50\d)\d{7,8}(?!\d)"
    r"|(?<![\d.-])(?P<first>1[5-9]\d{2})[- ](?P<last>\d{4})(?![\d-])"
)
NO_YEAR = "2100"
"""Two groups of four digits below it, the first the smaller one, are the years from and to."""
UNITS = "번째|킬로|미터|people|times|words|characters"
NO_COUNT = rf"(?![\d,.]*\d|\s*(?:[%명건년월일분시자통회개원대초쪽점세살조항호권]|{UNITS}|km\b))"
CALLED = "전화|문자|신고|연락|상담"
NAMED = r"(?:\s?\([^()]{1,30}\))?"
SHORT = re.compile(
    rf"(?<![\w.,#])(?P<a>\d{{3,4}})(?={NAMED}\s*(?:번(?:으로|에|을)|(?:으로|로|에)\s*(?:{CALLED})))"
    rf"|(?:[Cc]all|[Dd]ial|[Pp]hone|[Rr]ing|[Tt]ext|☎|전화|문자)(?:\s+|\s*(?:번호)?(?:은|는)?\s*[:=]\s*|번호는\s+|는\s+)"
    rf"#?(?P<b>\d{{3,4}}){NO_COUNT}"
    r"|(?<![\w.,#:/=%-])(?<![Ii]n )(?<!year )(?<!since )(?<!from )(?<!to )"
    r"(?P<c>1301|1303|1330|1331|1332|1337|1338|1339|1345|1350|1355|1366|1372|1377|1382|1388|1389|1391|1393|1398|1577)"
    rf"(?!-|[^\S\n]?[-~][^\S\n]?\d){NO_COUNT}"
)
"""Three or four digits that a reader is asked to dial, and the short numbers of Korea's help lines."""


def numbers(line: str) -> Iterator[tuple[int, int]]:
    """Where telephone numbers stand in a line: start and end."""
    if not DIGITS.search(line):
        return
    text, kept = plain_signs(line)
    hits = [m for m in LONG.finditer(text) if not (m["first"] and m["first"] < m["last"] < NO_YEAR)]
    hits += SHORT.finditer(text)
    last = -1
    for start, end in sorted(m.span(0 if m.re is LONG else m.lastgroup or 0) for m in hits):
        if start > last:
            last = end
            yield kept[start], kept[end - 1] + 1
