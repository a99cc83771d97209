"""The texts of GIFT: what a backslash hides, which format a text is in, and what it says as blocks."""

import re
from html import escape

from courses.catalog.exchange.markup_trees import Blocks, Unfit, blocks_of
from courses.catalog.exchange.questions import Refused
from courses.catalog.markdown import Writer
from courses.catalog.pages import Excerpt, Faults, check_limits
from courses.catalog.surroundings import Surroundings

HIDDEN = {
    ":": "\U0010ff01", "#": "\U0010ff02", "=": "\U0010ff03", "{": "\U0010ff04",
    "}": "\U0010ff05", "~": "\U0010ff06", "n": "\U0010ff07", "\\": "\U0010ff08",
}  # fmt: skip
"""What stands for an escaped sign while a question is taken apart: characters that no text has."""
SHOWN = {hidden: "\n" if sign == "n" else sign for sign, hidden in HIDDEN.items()}
ESCAPES = {hidden: sign for sign, hidden in HIDDEN.items()}
ESCAPED = re.compile(r"\\([:#={}~n\\])")
RESERVED = re.compile(r"[\\#=~{}:]")
FORMAT = re.compile(r"\[(html|markdown|plain|moodle)\]")
BETWEEN_TAGS = re.compile(r">\s+<")
PARAGRAPHS = re.compile(r"\n[ \t\r]*\n\s*")
USUAL = "moodle"
BLANKS = " \t\n\r\x0b"
"""White space around a text that is not part of it; a wide or a fixed space is."""


def hide(text: str) -> str:
    """Text whose escaped signs no longer look like signs. Raises Refused for text that holds the stand-ins."""
    if any(sign in text for sign in SHOWN):
        raise Refused("G616")
    return ESCAPED.sub(lambda m: HIDDEN[m[1]], text)


def show(text: str) -> str:
    """The text again, every hidden sign as itself."""
    return "".join(SHOWN.get(sign, sign) for sign in text)


def guarded(text: str) -> str:
    """Text as it is written into GIFT: one line, every sign that means something behind a backslash."""
    return RESERVED.sub(lambda m: f"\\{m[0]}", text.replace("\r", "")).replace("\n", "\\n")


def split_format(text: str, usual: str) -> tuple[str, str]:
    """A text without the format in front of it, and that format, else the usual one."""
    text = text.strip(BLANKS)
    m = FORMAT.match(text)
    return (text[m.end() :].strip(BLANKS), m[1]) if m else (text, usual)


def blocks_in(text: str, usual: str, around: Surroundings) -> tuple[Blocks, str]:
    """What a hidden text says, and the format it is in. Raises Refused."""
    bare, form = split_format(text, usual)
    shown = show(bare)

    def quoted(html: str) -> str:
        """A piece of it as its file has it: what was escaped there is escaped again."""
        start = shown.find(html)
        piece = bare[start : start + len(html)] if start >= 0 else html
        return "".join(f"\\{ESCAPES[one]}" if one in ESCAPES else one for one in piece)

    try:
        return blocks_of(_html(shown.strip(BLANKS), form, around), quoted), form
    except Unfit as error:
        raise Refused("G615", html=error.html) from error


def _html(text: str, form: str, around: Surroundings) -> str:
    """A text of that format as HTML; line breaks mean something in plain and Moodle's own format only."""
    if form == "html" or not text:
        return text
    if form == "markdown":
        return _from_markdown(text, around)
    if form == "plain":
        text = escape(text, quote=False)
    text = BETWEEN_TAGS.sub("><", text)
    paragraphs = PARAGRAPHS.split(text)
    if len(paragraphs) > 1:
        text = "".join(f"<p>{one}</p>" for one in paragraphs)
    return text.replace("\n", "<br>")


def _from_markdown(text: str, around: Surroundings) -> str:
    excerpt = Excerpt(tuple(text.split("\n")))
    faults = Faults("", excerpt.lines)
    check_limits(excerpt.lines, faults, slow=True)
    html = "" if faults.found else str(Writer(around, faults).html(excerpt))
    if faults.found:
        first = faults.found[0]
        raise Refused("G620", code=first.code, line=first.line, **first.values)
    return html
