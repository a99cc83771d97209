"""Markdown that fails without a word: readers would see its signs, or something other than what was meant."""

import re
from collections.abc import Iterator, Sequence

from courses.catalog.lookalikes import column_of, folded, without_code
from courses.catalog.pages import Faults

Row = tuple[int, str]
FENCE = re.compile(r"(`{3,}|~{3,})")
POINT = re.compile(r" {0,3}(?:[-*+]|\d{1,2}\.) +\S")
DEEPER = re.compile(r"\s+\S")
RULED = re.compile(r"\s*+\|?\s*+:?-++:?\s*+(?:\|\s*+:?-++:?\s*+)*+\|?\s*+$")
PIECES = re.compile(r"(?<!\\)\|")
LIKE_POINT = re.compile(
    r" {0,3}(?:\d{1,2}\) +\S|\d{1,2}\.[가-힣]|-[가-힣A-Za-z]|\*[가-힣A-Za-z][^*]*$|[•‣·・▪◦] ?[^\s\d])"
)
DASHED = re.compile(r" {0,3}[–－] ?[^\s\d]")
"""One such line may be a sentence put in; two are a list."""
CROSSED = re.compile(r"(?<![\w~=])(?:~~[^~\s][^~]*~~|==[^=\s][^=]*==)(?![A-Za-z0-9_~=])")
UNDERLINED = re.compile(
    r"(?<!\w)(_{1,2})(?=[^\s_])([^_]+)(?<!\s)\1(?=[가-힣])|(?<=[가-힣])(__)(?=[^\s_])([^_]+)(?<!\s)__(?!_)"
)
"""Underscores emphasise whole words only; names of programs have no letters of Hangul between theirs."""
HANGUL = re.compile("[가-힣]")
REFERENCE = re.compile(r"(?<![\w\\!\]])\[([^\[\]^]+)\]\[([^\[\]^]*)\](?![(\[])")
TARGET = re.compile(r" {0,3}\[([^\[\]^]+)\]:\s*\S")
WEB = re.compile(r"https?://[^\s<>()]*")
ADDRESS = r"(?:[\w./-]+\.[a-z]{2,4}\b|https?://|#[\w-]|help:)"
LINK = re.compile(rf"\[[^\[\]^]+\]( *)\((?={ADDRESS})")
CLOSED = re.compile(r"[^()]*(?:\([^()]*\)[^()]*)*\)")
DEFINED = re.compile(r" {0,3}\[\^([^\]]+)\]:")
NAMED = re.compile(r"\[\^([^\]\s]+)\](?!:)")
HEADING = re.compile(r"(#{2,6}) +\S")
STRONG = re.compile(r"(\*{2,3})(?=[^\s*]).*?(?<=[^\s*])\1", re.DOTALL)
IN_CELL = re.compile(r"(\*{2,3})(?=[^\s*])[^|\n]*?(?<=[^\s*])\1")
LEFT = re.compile(r"\*\*(?=\S)|(?<=\S)\*\*|\*\*(?= [^*]+ \*\*)")
RECKONED = re.compile(
    r"(?:\b[A-Za-z]|[0-9)])\*\*(?=[-A-Za-z0-9(])|(?:\b[A-Za-z]|[0-9)]) \*\* (?=[-A-Za-z0-9(])|"
    r"(?<!\S)\*\*(?=kw|[a-z]+_\w|[a-z]\w*[)=])|(?<=[(,])\*\*(?=[a-z])"
)
"""Powers, and the named values of a program."""
ESCAPED = re.compile(r"\\.")
FIRST_LEVEL = 2
"""Above the first heading of a text stands the title of the page or of the item."""


def check(rows: Sequence[Row], faults: Faults) -> None:
    """Warn of what Markdown leaves as it stands, or takes for something else, in the lines that it is to read."""
    level = FIRST_LEVEL
    defined = {m[1] for _, row in rows if (m := DEFINED.match(row))}
    targets = {_plain(m[1]) for _, row in rows if (m := TARGET.match(row))}
    listed = False
    for run in _runs(rows):
        first = run[0][1]
        listed = bool(POINT.match(first)) or (listed and bool(DEEPER.match(first)))
        if first.startswith(("    ", "\t")) and not listed:
            continue
        dashed = sum(bool(DASHED.match(row)) for _, row in run) > 1
        for number, row in run:
            if m := HEADING.match(row):
                if len(m[1]) > level + 1:
                    faults.add("W519", number, 1, level="#" * len(m[1]), expected="#" * (level + 1))
                level = len(m[1])
            _check_line(number, row, defined, dashed, faults)
            _check_targets(number, row, targets, faults)
        _check_strong(run, faults)
        if not listed:
            listed = any(POINT.match(row) for _, row in run[1:])
            _check_table(run, faults)


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The lines between blank ones, without code between fences."""
    fence = ""
    run: list[Row] = []
    for number, row in rows:
        m = FENCE.match(row)
        if fence:
            fence = "" if row.rstrip() == fence else fence
        elif m:
            fence = m[1]
        if fence or m or not number or not row.strip():
            if run:
                yield run
            run = []
        else:
            run.append((number, row))
    if run:
        yield run


def _check_line(number: int, row: str, defined: set[str], dashed: bool, faults: Faults) -> None:
    line = without_code(row) if "`" in row else row
    if LIKE_POINT.match(line) or (dashed and DASHED.match(line)):
        indent = len(row) - len(row.lstrip())
        faults.add("W514", number, column_of(number, row, indent, faults), text=row.strip()[:20])
    for m in CROSSED.finditer(_without_addresses(line)):
        faults.add("W516", number, column_of(number, row, m.start(), faults), text=m[0][:40])
    for m in UNDERLINED.finditer(_without_addresses(line)):
        if HANGUL.search(m[2] or m[4]):
            faults.add("W516", number, column_of(number, row, m.start(), faults), text=m[0][:40])
    for m in NAMED.finditer(line):
        if m[1] not in defined:
            faults.add("W518", number, column_of(number, row, m.start(), faults), name=m[1])
    for m in LINK.finditer(folded(line)):
        signs = line[m.start()] + line[m.start(1) - 1] + line[m.end() - 1]
        if m[1] or signs != "[](" or not CLOSED.match(line, m.end()):
            faults.add("W517", number, column_of(number, row, m.start(), faults), text=line[m.start() :][:40])


def _check_targets(number: int, row: str, targets: set[str], faults: Faults) -> None:
    """Warn of links by a name that is given no address."""
    for m in REFERENCE.finditer(without_code(row)):
        name = m[2] or m[1]
        if _plain(name) not in targets:
            faults.add("W524", number, column_of(number, row, m.start(), faults), name=name[:40])


def _plain(name: str) -> str:
    return " ".join(name.lower().split())


def _without_addresses(line: str) -> str:
    return WEB.sub(lambda m: " " * len(m[0]), line)


def _check_strong(run: Sequence[Row], faults: Faults) -> None:
    text = "\n".join(row for _, row in run)
    if "**" not in text:
        return
    # code is a word to the signs around it
    text = ESCAPED.sub("  ", without_code(text, "가"))
    # in a table nothing goes on in the next cell
    strong = IN_CELL if any("|" in row and RULED.match(row) for _, row in run) else STRONG
    text = strong.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
    text = RECKONED.sub(lambda m: " " * len(m[0]), text)
    for (number, row), line in zip(run, text.split("\n"), strict=True):
        if (m := LEFT.search(line)) and line.strip(" *_-"):
            faults.add("W515", number, column_of(number, row, m.start(), faults))


def _check_table(run: Sequence[Row], faults: Faults) -> None:
    """Warn of rows that do not make a table, and of cells and lines that do not fit into one."""
    while run and HEADING.match(run[0][1]):
        run = run[1:]
    lines = [without_code(row) for _, row in run]
    rows = [at for at, line in enumerate(lines) if line.lstrip().startswith("|") and line.rstrip().endswith("|")]
    ruled = next((at for at, line in enumerate(lines) if "|" in line and RULED.match(line)), None)
    if ruled != 1:
        if ruled is not None or len(rows) > 1:
            faults.add("W512", run[rows[0] if rows else ruled or 0][0])
        return
    width = _width(lines[0])
    for at, line in enumerate(lines[2:], 2):
        if "|" not in line:
            faults.add("W512", run[at][0])
            return
        if (cells := _width(line)) > width:
            faults.add("W513", run[at][0], cells=cells, columns=width)


def _width(line: str) -> int:
    return len(PIECES.findall(line.strip().removeprefix("|").removesuffix("|"))) + 1
