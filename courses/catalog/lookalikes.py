"""What looks like a mark of the format and is none: full-width signs, dashes and bullets from a word processor."""

import re
import unicodedata

from courses.catalog.pages import Faults

DASHES = "‐‑‒–—―−﹣－"
FOLDED: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, DASHES), "-"),
    **dict.fromkeys(map(ord, "【〔［"), "["),
    **dict.fromkeys(map(ord, "】〕］"), "]"),
    0x3000: " ",
    0xA0: " ",
}
"""Signs that stand for one of ASCII; each becomes one sign, so that columns stay right."""
_POINT = r"(?:[-*+·•‣∙●○◦▪■・ㆍ※]|\d+[.)])"
_TICK = r"[ xXvVoOㅇ○◯●◎✓✔√☑✗✘×*]{0,3}"
CHOICE = re.compile(rf"\s*(?:{_POINT}?\s*\[{_TICK}\](?!\()|{_POINT}\s*\({_TICK}\)\s*\S|{_POINT}?\s*[☐☑☒])")
QUOTE = re.compile(r"\s*(?:>|&gt;|[〉》›»])")
HEADING = re.compile(r" {0,3}(#{2,6} *|# +)(?=[^\s#])")
NAMES = "weight|points|pool|type|answer|scoring|scale"
BRACES = re.compile(rf"[{{\[(]\s*:?\s*(?:{NAMES})\s*[:=]|\{{\s*:?\s*[#.][a-z][\w-]*[^{{}}]*\}}\s*$")
CODE = re.compile(r"(?<!`)(`+)(?!`)[^`]*\1(?!`)")
UNBROKEN = re.compile(r"[^\n]")


def folded(line: str) -> str:
    """A line with the signs of ASCII in place of those that look like them, as many as before."""
    return line if line.isascii() else line.translate(FOLDED)


def column_of(number: int, row: str, at: int, faults: Faults) -> int:
    """The column, in its file, of what stands at `at` in a row that may lack what stood in front of it."""
    line = faults.lines[number - 1] if 0 < number <= len(faults.lines) else row
    return max(line.find(row), 0) + at + 1


def like_choice(line: str) -> bool:
    """Whether a line that is no choice was meant as one."""
    return CHOICE.match(folded(line)) is not None


def like_feedback(line: str) -> bool:
    """Whether a line that is no feedback was meant as one."""
    return QUOTE.match(folded(line)) is not None and not line.lstrip(" \t").startswith(">")


def like_heading(line: str) -> int:
    """Where the signs of a heading begin, counted from 1, that are not all those of the format; 0 where none is."""
    plain = folded(line)
    m = HEADING.match(plain)
    return m.start(1) + 1 if m and m[0] != line[: m.end()] else 0


def check_braces(text: str, number: int, column: int, faults: Faults) -> None:
    """Note settings in `text`, which begins at `column`, that were not read as such and would be shown."""
    if "`" in text:
        text = without_code(text)
    if m := BRACES.search(folded(text)):
        faults.add("I230", number, column + m.start(), text=text[m.start() :].strip()[:40])


def without_code(line: str, sign: str = " ") -> str:
    """A text with blanks, or another sign, where code stands between backticks; lines stay lines."""
    return CODE.sub(lambda m: UNBROKEN.sub(sign, m[0]), line)


def plain_signs(line: str, markup: str = "*_`~") -> tuple[str, list[int]]:
    """A line without markup and folded to the commonest signs, and where each of them stands in the line."""
    hidden = {at for m in re.finditer(r"</?[a-zA-Z][^<>]*>|\\(?=[-.()])", line) for at in range(*m.span())}
    kept = [at for at, sign in enumerate(line) if at not in hidden and sign not in markup]
    signs = [line[at] if line[at].isascii() else unicodedata.normalize("NFKC", line[at])[:1] for at in kept]
    return "".join(signs).translate(FOLDED), kept
