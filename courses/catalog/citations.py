"""The fact numbers at the end of a feedback: readers see titled sources in their place."""

import re
from collections.abc import Iterable, Sequence
from typing import cast

from courses.catalog.lookalikes import column_of, folded, without_code
from courses.catalog.pages import Excerpt, Faults

FACT = r"[Ff] ?[0-9]{1,4}"
SOURCES = re.compile(rf"\s*\(\s*({FACT}(?:\s*[,;、·]\s*{FACT})*)\s*\)\s*([.。]?)\s*$")
NUMBERS = re.compile(r"[0-9]+")
SHOWN = re.compile(
    rf"\(\s*{FACT}(?:\s*[,;、·]\s*{FACT})*\s*\)|(?<![\w#/+-])F[0-9]{{2,4}}(?=\s{{0,3}}[)\]]|[.。](?:\s|$))"
)
"""Fact numbers in brackets, or at the end of brackets or of a sentence; elsewhere such a word names something else."""
MAY_BE_SHOWN = re.compile(r"[FfＦｆ] ?\d")
KEYS = 12
"""How many F keys a keyboard has: `F5` by itself, or one that no list of facts knows, may be one of them."""
ENDS = (".", "。", "!", "?", "…")


def split_sources(feedback: Excerpt) -> tuple[Excerpt, tuple[str, ...]]:
    """A feedback without the fact numbers at its end, and these; a full stop behind them stays."""
    lines = list(feedback.lines)
    while lines and not lines[-1].strip():
        lines.pop()
    m = SOURCES.search(folded(lines[-1])) if lines else None
    if not m:
        return feedback, ()
    text = lines[-1][: m.start()]
    lines[-1] = text if not text or text.endswith(ENDS) else text + m[2]
    return Excerpt(tuple(lines), feedback.first), tuple(f"F{one}" for one in NUMBERS.findall(m[1]))


def check_sources(feedback: Excerpt, named: Sequence[str], facts: frozenset[str] | None, faults: Faults) -> None:
    """Note the fact numbers of a feedback that nobody knows."""
    for fact in named:
        if facts is not None and fact not in facts:
            last = max(number for number, line in feedback.numbered() if line.strip())
            places = [m.start() for m in re.finditer(rf"[Ff] ?{fact[1:]}(?![0-9])", folded(faults.lines[last - 1]))]
            faults.add("F020", last, places[-1] + 1, fact=fact)


def check_same_sources(feedback: Excerpt, named: Sequence[str], own: Sequence[str], faults: Faults) -> None:
    """Note that a translated feedback names other facts than the original, whose facts are shown; it may name none."""
    if named and {*named} != {*own}:
        last = max(number for number, line in feedback.numbered() if line.strip())
        if not any((one.code, one.path, one.line) == ("F020", faults.path, last) for one in faults.found):
            (m,) = SOURCES.finditer(folded(faults.lines[last - 1]))
            faults.add("T402", last, m.start(1) + 1, text=", ".join(named), expected=", ".join(own) or "–")


def check_shown(rows: Iterable[tuple[int, str]], facts: frozenset[str] | None, faults: Faults) -> None:
    """Note fact numbers that readers would see as they stand; what no list of facts knows is some other name."""
    for number, row in rows if facts is not None else ():
        for m in SHOWN.finditer(without_code(folded(row))) if MAY_BE_SHOWN.search(row) else ():
            first = int(NUMBERS.findall(m[0])[0])
            known = f"F{first}" in cast("frozenset[str]", facts)
            if known if m[0][0] == "F" else known or first > KEYS:
                faults.add("I232", number, column_of(number, row, m.start(), faults), text=row[m.start() : m.end()])
