"""The last look at lines before they are a lesson: nothing begins what it did not begin before, nothing is too long."""

import re
from collections.abc import Callable, Iterable

from courses.catalog.pages import CONTROL
from courses.catalog.telephones import numbers

MOST_BYTES = 6000
MOST_BRACKETS = 150
LONGEST = 4000
BEGINS = re.compile(
    r"(?:[#>:=~]|/{2,}|[-+*](?=\s|$)|[-*](?=[-* ]*$)|\||\[(?=[ xX]?\](?:\s|$)))|(\d+)(?=[.)](?:\s|$))|(_)(?=[_ ]*$)"
)
PREFIX = re.compile(r"(?:> )*(?:    )*(?:[-] |\d+\. |\[\^[\w-]+\]: )?")
ADDRESSES = re.compile(r"\]\([^\s)]*|<(?:https?|mailto):[^<>]*>")
LEFT_OUT = {"ko": "(번호 생략)", "en": "(number left out)"}
Tell = Callable[[str], None]


def harmless(lines: Iterable[str]) -> list[str]:
    """Lines of a paragraph none of which begins a list, a heading, a block or the like."""
    found = []
    for line in lines:
        bare, ending = line.strip(), "  " if line.endswith("  ") else ""
        if m := BEGINS.match(bare):
            at = m.end(1) if m[1] else 0
            bare = f"{bare[:at]}&#{ord(bare[at])};{bare[at + 1 :]}"
        found.append(bare + ending)
    if found:
        found[-1] = found[-1].rstrip()
    return found


def without_control(text: str) -> str:
    """Text without characters that nobody sees."""
    return CONTROL.sub("", text)


def without_numbers(line: str, language: str, tell: Tell) -> str:
    """A line without what surely are telephone numbers; within an address the digits are written in another way."""
    while first_last := next(numbers(line, sure=True), None):
        first, last = first_last
        hit = next((one for one in ADDRESSES.finditer(line) if one.start() < last and first < one.end()), None)
        if hit:
            new = "".join(f"%{ord(sign):02X}" if sign.isdecimal() else sign for sign in line[first:last])
        else:
            new = LEFT_OUT[language]
            tell(line[first:last])
        line = line[:first] + new + line[last:]
    return line


def counted(line: str) -> str:
    """A line whose numbers are taken for counts or years: what might be dialled begins with a written-out digit."""
    for start, _ in sorted({*numbers(line)} - {*numbers(line, sure=True)}, reverse=True):
        line = f"{line[:start]}&#{ord(line[start])};{line[start + 1 :]}"
    return line


def spaced(lines: Iterable[str], tell: Callable[[], None]) -> list[str]:
    """Lines with a blank one wherever too much would stand together; a line that is too long is divided itself."""
    found: list[str] = []
    size = brackets = 0
    for line in lines:
        for piece in _pieces(line):
            if not piece.strip():
                size = brackets = 0
            weight, opening = len(piece.encode("utf-8", "replace")) + 1, sum(map(piece.count, "[({<"))
            if size and (size + weight > MOST_BYTES or brackets + opening > MOST_BRACKETS):
                found.append("")
                size = brackets = 0
                tell()
            size += weight if piece.strip() else 0
            brackets += opening
            found.append(piece)
    return found


def _pieces(line: str) -> Iterable[str]:
    """A line in pieces that are short enough, each with the indent or the quotes of the first."""
    m = PREFIX.match(line)
    prefix = m[0] if m else ""
    again = re.sub(r"[-\d\[].*", lambda one: "    " if one[0] else "", prefix)
    rest, ahead = line[len(prefix) :], prefix
    while True:
        end = _length(rest)
        yield ahead + rest[:end]
        rest, ahead = rest[end:].lstrip(), again
        if not rest:
            return


def _length(text: str) -> int:
    """How much of a text fits: up to the last space within the limits."""
    if len(text) * 4 <= LONGEST and sum(map(text.count, "[({<")) <= MOST_BRACKETS:
        return len(text)
    size = brackets = space = 0
    for at, sign in enumerate(text):
        size += len(sign.encode("utf-8", "replace"))
        brackets += sign in "[({<"
        if size > LONGEST or brackets > MOST_BRACKETS:
            return space or at
        if sign == " " and at:
            space = at
    return len(text)
