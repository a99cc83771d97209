"""Payloads put where authors write: six places, as HTML that is sanitised or not, and what the checker says of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath
from types import MappingProxyType

from courses.catalog.codes import CODES
from courses.catalog.markdown import Writer
from courses.catalog.pages import Excerpt, Faults
from courses.catalog.plan import SLUG
from courses.catalog.surroundings import Surroundings
from courses.foundation.vocabulary import Severity
from tests.browser.payloads import Payload


@dataclass(frozen=True, slots=True)
class Written:
    """A payload in one place: the HTML of a page that the checker would have refused, if `refused`."""

    html: str
    refused: bool


def writer() -> Writer:
    """A writer of a page in a module that has one picture."""
    media = frozenset({"x/01-y/media/a.png"})
    around = Surroundings(path=PurePosixPath("x/01-y"), address="/learn/x/y", media_files=media)
    return Writer(around, Faults("x.md", ("",)))


def raw(payload: Payload) -> str:
    """The payload as Markdown leaves it, before it is sanitised; checks and scenarios sanitise their own parts."""
    return writer().convert(Excerpt(tuple(payload.text.split("\n"))))


def of(*lines: str) -> Written:
    """Markdown lines as sanitised HTML."""
    pen = writer()
    html = pen.html(Excerpt(tuple("\n".join(lines).split("\n"))))
    return Written(html, any(CODES[code] is Severity.ERROR for code in pen.faults.codes))


def body(payload: Payload) -> Written:
    """In the running text."""
    return of(payload.text)


def title(payload: Payload) -> Written:
    """As a heading and as the title of a block; the title of a page is plain text, which templates escape."""
    one = of(f"## {payload.line}", "", f"/// note | {payload.line}", "text", "///")
    return Written(one.html + escape(payload.line), one.refused)


def choice(payload: Payload) -> Written:
    """As question, choice and feedback of a check."""
    line = payload.line
    return of(f"/// check | {line}", "    id: a", "", f"- [ ] {line}", f"  > {line}", "- [x] b", "  > c", "///")


def alt(payload: Payload) -> Written:
    """As the words in place of a picture."""
    return of(f"![{payload.line}](media/a.png)")


def link(payload: Payload) -> Written:
    """As the target of a link, its title, and a reference."""
    line = payload.line
    return of(f"[a]({line})", "", f'[a](/learn "{line}")', "", f"[a](<{line}>)", "", "[a][r]", "", f"[r]: {line}")


def file(payload: Payload) -> Written:
    """As the name of a lesson's file, of a picture and of a transcript."""
    one = of(f"[a]({payload.name}.md)", "", f"![a](media/{payload.name})", "", f"![a](media/{payload.name}.png)")
    return Written(one.html + escape(payload.name), one.refused or not SLUG.fullmatch(payload.name))


PLACES: Mapping[str, Callable[[Payload], Written]] = MappingProxyType(
    {"body": body, "title": title, "choice": choice, "alt": alt, "link": link, "file": file}
)
