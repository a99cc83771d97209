"""Numbers that a reader would dial, however they are written: full width, with other dashes, in bold, in a link."""

import re
from collections.abc import Iterator

from courses.catalog.lookalikes import plain_signs

DIGITS = re.compile(r"\d(?:\D{0,9}\d){2}")
LONG = re.compile(
    r"(?<![\d.-])(?:\+82[ -]?\d{1,2}|0\d{1,3})[-.)· ]{1,3}\d{3,4}[-.· ]{1,3}\d{4}(?![\d-])"
    r"|(?<![\w.,/=%-])0(?:2|[3-8]\d|1[016-9]|50\d)\d{7,8}(?!\d)"
    r"|(?<![\d.-])(?P<first>1[5-9]\d{2})[- ](?P<last>\d{4})(?![\d-])"
    r"|(?<![\w.,/=%-])(?:15(?:44|66|77|88|99)|16(?:00|44|61|66|70|88)|18(?:00|11|33|44|55|99))\d{4}(?![\w,-])"
)
NO_YEAR = "2100"
"""Two groups of four digits below it, the first the smaller one, are the years from and to."""
HELP_LINES = (
    "112|117|118|119|129|132|182|1301|1303|1330|1331|1332|1337|1338|1339|1345|1350|1355|1366|1372|1377|1382|1388|1389"
    "|1391|1393|1398"
)
DIALS = "걸(?=[어었면고거기지으])|거세요"
CALLS = rf"(?:(?:전화|문자|신고|연락|상담)(?![가는와의]|\s?(?:건수|열))|{DIALS})"
PRESSES = "(?:누[르른를릅]|눌[러렀])"
CALLS_FOR_HELP = rf"(?:전화|문자|신고|연락|상담|알리|알려|{PRESSES}|{DIALS})"
NAMED = r"(?:\s?\([^()]{1,30}\))?"
CLOSES = r"\s{0,5}(?:$|[|)\]!?;]|[.,](?!\s?\d))"
ENDS = rf"(?:{CLOSES}|{NAMED}(?:번?(?:으로|입니|이에요|이다)|에(?!\s한)|로|입니|예요|번{CLOSES}))"
ENDS_FOR_HELP = rf"(?:{ENDS}|{NAMED}번?[은는이가과와도을를](?![가-힣]))"
ALONE_WITH = r"(?i:now|for|if|to|and|or|at|when|from|immediately|free|right|straight|today|any\s?time)\b"
COUNTED = r"(?![\w%,/-]*[\d%]|[a-z]|\s{0,5}(?:[a-zA-Z]{1,20}s|people|men|women|children|k[gm]|times)\b)"
OBJECT = rf"(?:{CLOSES}|\s{{1,5}}{ALONE_WITH})"
OR = r"번?(?:이?나|와|과|및|또는|혹은|[,·/]|\s){1,4}"
SERVICE = r"(?:경찰|긴급전화|헬프콜|상담전화|청소년상담|신고|(?i:police|help\s?line))"
OPENS, CLOSED = "‘“'\"「『", "’”'\"」』"
SHORT = re.compile(
    rf"(?<![\w.,#/-])(?P<a>\d{{3,4}})(?={NAMED}\s{{0,5}}번?(?:으로|로|에)\s{{0,5}}{CALLS})"
    rf"|(?<![\w.,#/-])(?P<b>{HELP_LINES})(?={NAMED}\s{{0,5}}번?(?:으로|로|에|을|를)\s{{0,5}}{CALLS_FOR_HELP})"
    rf"|(?<![\w.,#/-])(?P<j>{HELP_LINES})(?={OR}(?:{HELP_LINES})번?(?:으로|로|에)\s{{0,5}}{CALLS_FOR_HELP})"
    rf"|(?<![\w.,#/-])(?P<k>{HELP_LINES})(?=번?을?\s{{0,5}}(?:{PRESSES}|{DIALS})|\s?\([^()\d]{{0,20}}{SERVICE}[^()\d]{{0,20}}\))"
    rf"|[({OPENS}`]\s?(?P<l>{HELP_LINES})번?\s?[){CLOSED}`]"
    rf"|(?:{SERVICE}|도움|위급하면|긴급하면)\s{{0,3}}[:=]?\s{{0,5}}(?P<m>{HELP_LINES})(?=번?(?:{CLOSES}))"
    rf"|^\s{{0,12}}(?:[-+*•·]\s{{1,5}})?(?P<n>{HELP_LINES})(?=\s?:\s)"
    rf"|#(?P<o>0(?:{HELP_LINES}))(?!\d)"
    rf"|[☎☏📞]\s{{0,5}}(?P<c>\d{{3,4}})(?![\d-])"
    r"|(?:(?:전화|문자)(?:\s?번호)?(?:[은는]|\s?[:=])?\s{1,5}|국번\s?없이\s{0,5})"
    rf"(?P<d>(?!19|20)\d{{3,4}})(?={ENDS})"
    r"|(?:전화|문자|상담|신고)(?:\s?번호)?(?:[은는]|\s?[:=])?\s{0,5}"
    rf"(?P<e>{HELP_LINES})(?={ENDS_FOR_HELP})"
    r"|(?<![\w-])(?i:call|dial|help\s?line|hotline)(?i:\s(?:is|on|at|number))?(?:\s?:)?\s{1,5}#?"
    rf"(?P<f>(?!19|20)\d{{3,4}})(?={OBJECT})"
    rf"|(?<![\w-])(?i:phone|ring|text|tel)(?:\s?[.:])?\s{{1,5}}#?(?P<g>{HELP_LINES})(?={OBJECT})"
    rf"|(?<![\w-])(?i:call|dial)\s{{1,5}}#?(?P<i>{HELP_LINES}|911|988|999){COUNTED}"
)
"""Three or four digits that a reader is asked to dial; for the numbers of Korea's help lines, fewer words tell so."""
ALONE = re.compile(
    r"(?:^\s{0,12}(?:> ?){0,3}(?:(?:[-+•·]|\d{1,2}[.)])\s{1,5})?|\|\s{0,40})"
    rf"(?P<h>{HELP_LINES})(?=번?[.!]?\s{{0,40}}(?:$|\|))"
)
"""The number of a help line that is all of a line, of an item of a list or of a cell."""
CUE = re.compile(r"전화|문자|신고|연락|상담|긴급|☎|\b(?:call|dial|phone|help\s?line|hotline|tel)\b", re.IGNORECASE)


def numbers(line: str, sure: bool = False) -> Iterator[tuple[int, int]]:
    """Where telephone numbers stand in a line: start and end; on demand only what cannot be a count or a year."""
    if not DIGITS.search(line):
        return
    text, kept = plain_signs(line)
    hits = [m for m in LONG.finditer(text) if not (m["first"] and m["first"] < m["last"] < NO_YEAR)]
    hits += SHORT.finditer(text)
    if "`" not in line and (not sure or CUE.search(text)):
        hits += ALONE.finditer(text)
    last = -1
    for start, end in sorted(
        (m.span(0 if m.re is LONG else m.lastgroup or 0) for m in hits), key=lambda span: (span[0], -span[1])
    ):
        if start > last:
            last = end
            yield kept[start], kept[end - 1] + 1
