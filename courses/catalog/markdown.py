"""Markdown to sanitised HTML: one converter a language, one writer a page."""

import re
import xml.etree.ElementTree as ET  # nosec B405 - elements are walked here, no XML is read
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE
from markupsafe import Markup

from courses.catalog import markup_faults, silent_markdown, unread
from courses.catalog.attribute_lists import AttributeListExtension
from courses.catalog.blocks import LessonBlocks, Reader, Registry, contact_address, worded
from courses.catalog.citations import check_shown
from courses.catalog.exercises import Check, Scenario, write_check, write_scenario
from courses.catalog.lists import ListIndentExtension
from courses.catalog.noncharacters import replaced
from courses.catalog.numbering import NUMBERED, Rows
from courses.catalog.pages import Excerpt, Faults
from courses.catalog.parts import spot
from courses.catalog.places import OPTIONS, Block, Places, check_block, find_blocks
from courses.catalog.sanitising import sanitised
from courses.catalog.strict_yaml import Settings
from courses.catalog.surroundings import PICTURES, Surroundings, lawful
from courses.catalog.turns import working_on

One = TypeVar("One")
PLAIN = re.compile(r"(?![ \-+=:#>|/~•‣·・▪◦–－]|\d+[.)]|.*==)[^\n*_`\[\]<>&\\{}!^|~]+(?<! )")
IDS = re.compile(r'<[^<>]* id="([^"]*)"')
BROKEN_BLOCKS = frozenset({"B102", "B103", "B104", "B105"})
"""With these the parser may give up; whoever mends them need not be told so."""
WORDED = frozenset({"note", "caution", "law", "reflect", "sensitive"})
"""Blocks whose body is text like any other: it is read even where their options cannot be."""
OUTSIDE = re.compile(r"https?://|mailto:")
SCHEME = re.compile(r"[A-Za-z][\w+.-]*:|//")
ONE_PARAGRAPH = re.compile(r"\s*<p>((?:(?!</?p>).)*)</p>\s*", re.DOTALL)


@dataclass(slots=True)
class Seen:
    """What a page turned out to hold."""

    blocks: list[Block] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    scenarios: list[Scenario] = field(default_factory=list)
    anchors: list[tuple[str, int, int]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)


class Links(Treeprocessor):
    """Resolves links and pictures while they are still elements, and notes those that lead nowhere."""

    writer: "Writer"

    def run(self, root: ET.Element) -> None:
        """Visit every link and picture in the order they were written."""
        for element in root.iter():
            if element.tag == "a" and element.attrib.pop("ours", None) is None and not element.get("class"):
                self.writer.link(element)
            elif element.tag == "img":
                self.writer.picture(element)
            elif element.tag in {"td", "th"} and (align := element.attrib.pop("align", "")):
                element.set("class", f"align-{align}")


@cache
def reader(language: str) -> tuple[Reader, Links, unread.Raw]:
    """The converter of a language, built once, with the processors that ask about links and keep the texts as read."""
    back = "본문으로 돌아가기 %d" if language == "ko" else "Back to the text %d"
    md = Reader(
        extensions=[
            AttributeListExtension(), "def_list", "fenced_code", "footnotes", "sane_lists",
            TableExtension(use_align_attribute=True), ListIndentExtension(), LessonBlocks(),
        ],
        extension_configs={"footnotes": {"BACKLINK_TITLE": back}},
        output_format="html",
    )  # fmt: skip
    links = Links(md)
    md.treeprocessors.register(links, "links", 12)
    raw = unread.Raw(md)
    md.treeprocessors.register(raw, "raw", 30)
    return md, links, raw


class Writer:
    """Writes the HTML of one page, part by part; what is wrong goes to `faults`, what is there to `seen`.

    For a translation, `options` holds by line the options of its blocks completed from the original, and `model` what
    the original was seen to hold.
    """

    def __init__(
        self,
        around: Surroundings,
        faults: Faults,
        options: Mapping[int, Settings] | None = None,
        model: Seen | None = None,
    ) -> None:
        self.around = around
        self.faults = faults
        self.options = options
        self.model = model or Seen()
        self.seen = Seen()
        self.places = Places(Excerpt())
        self.texts: unread.Texts | None = None
        self.md, self.links, self.raw = reader(around.language)

    def html(self, excerpt: Excerpt) -> Markup:
        """An excerpt as sanitised HTML, paragraphs and all."""
        excerpt = own(excerpt)
        if len(excerpt.lines) == 1 and PLAIN.fullmatch(excerpt.lines[0]):
            return Markup("<p>%s</p>") % self.plain(excerpt)
        if excerpt.blank:
            return Markup("")
        html = sanitised(self.convert(excerpt))
        self.seen.ids.update(IDS.findall(html))
        return html

    def inline(self, excerpt: Excerpt) -> Markup:
        """An excerpt as sanitised HTML without the paragraph around it, for headings and choices."""
        excerpt = own(excerpt)
        if len(excerpt.lines) == 1 and PLAIN.fullmatch(excerpt.lines[0]):
            return self.plain(excerpt)
        html = self.html(excerpt)
        m = ONE_PARAGRAPH.fullmatch(html)
        return Markup(m[1]) if m else html  # noqa: S704 - a piece of what was just sanitised

    def finish(self) -> None:
        """Note the links to places on this page that do not exist; call it when the page is written."""
        for target, line, column in self.seen.anchors:
            if not {target, unquote(target)} & self.seen.ids:
                self.faults.add("L301", line, column, target=target)

    def convert(self, excerpt: Excerpt) -> str:
        """An excerpt as HTML that is still to be sanitised."""
        working_on(self.faults.path)
        blocks = find_blocks(excerpt, self.faults, self.options)
        registry = Registry(self.around, self.faults)
        for block in blocks:
            self.prepare(block, registry)
        rows = list(_rows(excerpt, blocks, registry))
        written = [(number, row) for number, row in rows if number]
        markup_faults.check(written, self.faults)
        check_shown(written, self.around.facts, self.faults)
        silent_markdown.check(rows, self.faults)
        self.md.registry = registry
        self.links.writer = self
        outer, self.places, self.texts = self.places, Places(excerpt), None
        try:
            html = self.around.lines.rendered(rows, self.parsed)
        except Exception:  # noqa: BLE001 - whatever one file makes the parser do is that file's fault, never a failed start
            if not any(one.path == self.faults.path and one.code in BROKEN_BLOCKS for one in self.faults.found):
                self.faults.add("C011", excerpt.first)
            html = ""
        self.places = outer
        unread.check(self.texts or (), rows, self.faults)
        markup_faults.check_leftovers(html, excerpt, self.faults)
        return html

    def parsed(self, rows: Rows) -> str:
        """What Markdown makes of these lines."""
        self.md.reset()
        html = self.md.convert("\n".join(row for _, row in rows))
        if self.texts is None:
            # what is converted again has numbers in it
            self.texts = self.raw.texts
        return html

    def plain(self, excerpt: Excerpt) -> Markup:
        """A line in which Markdown finds nothing to do and HTML nothing to escape, white space at its ends aside."""
        number = self.around.lines.at(excerpt.first)
        check_shown(excerpt.numbered(), self.around.facts, self.faults)
        return number + Markup(excerpt.lines[0])  # noqa: S704 - PLAIN lets neither < nor > nor & through

    def prepare(self, block: Block, registry: Registry) -> None:
        """Check a block and those inside it, and write checks and scenarios, which Markdown is not to read."""
        check_block(block, self.faults)
        self.seen.blocks.append(block)
        if block.options is not None and block.name == "check":
            check = write_check(block, self, _at(self.model.checks, len(self.seen.checks)))
            self.seen.checks.append(check)
            registry.ready[block.line] = check.html
        elif block.options is not None and block.name == "scenario":
            number = len(self.seen.scenarios)
            scenario = write_scenario(block, self, number + 1, _at(self.model.scenarios, number))
            self.seen.scenarios.append(scenario)
            registry.ready[block.line] = scenario.html
        elif block.name == "check" and self.options is None:
            write_check(block, self)
        else:
            for index, fact in enumerate(getattr(block.options, "facts", [])):
                if self.around.facts is not None and fact not in self.around.facts:
                    self.faults.add("F020", *block.settings.where(("facts", index)), fact=fact)
            for one in block.children:
                self.prepare(one, registry)

    def link(self, element: ET.Element) -> None:
        """Resolve one link; a contact's name is filled in, a lesson's file becomes its address."""
        target = element.get("href", "")
        if AMP_SUBSTITUTE in target:
            # an address written as <name@host>: Markdown has already turned each letter into an entity
            return
        line, column = self.places.next(target or "]()")
        if not target:
            self.faults.add("L309", line, column, target=f"[{''.join(element.itertext())}]()")
        elif target.startswith("help:"):
            self.contact(element, target.removeprefix("help:"), line, column)
        elif target.startswith("#"):
            self.seen.anchors.append((target[1:], line, column))
        elif target.startswith("tel:"):
            self.faults.add("L307", line, column, number=target)
        elif OUTSIDE.match(target):
            if not _readable(target):
                self.faults.add("L309", line, column, target=target)
            element.set("rel", "noopener noreferrer")
        elif SCHEME.match(target):
            self.faults.add("L309", line, column, target=target)
        else:
            element.set("href", self.lesson(target, line, column))

    def lesson(self, target: str, line: int, column: int) -> str:
        """The address of a lesson; whether the place in it that a link names is there is judged beside all others."""
        address = self.around.lesson(target)
        if not address:
            self.faults.add("L302", line, column, target=target)
        elif "#" in address:
            self.around.linked.append(spot(f"{self.around.language} {address}", line, column, self.faults))
        return address

    def contact(self, element: ET.Element, key: str, line: int, column: int) -> None:
        """Resolve `[](help:key)`: the contact's name, linked where there is something to open."""
        entry = self.around.help.get(key)
        if not entry:
            self.faults.add("L310", line, column, key=key)
            return
        element.set("href", contact_address(entry))
        if not contact_address(entry):
            element.tag = "span"
            del element.attrib["href"]
        if not element.text and not len(element):
            element.text = worded(entry.name, self.around.language)
        if entry.tel not in "".join(element.itertext()):
            # printed behind the name on paper, where nobody can follow a link
            element.set("title", entry.tel)

    def picture(self, element: ET.Element) -> None:
        """Resolve one picture, which comes from the module's own folder and has words in its place."""
        target = element.get("src", "")
        spot = self.places.next(target)
        if not element.get("alt", "").strip():
            self.faults.add("L304", *spot, target=target)
        if "//" in target:
            self.faults.add("L305", *spot, target=target)
            return
        address, code = self.around.media(target, PICTURES)
        if code:
            self.faults.add(code, *spot, target=target, expected=lawful(target, PICTURES))
        element.set("src", address)


def own(excerpt: Excerpt) -> Excerpt:
    """An excerpt without what only we write into a text."""
    return Excerpt(tuple(map(replaced, excerpt.lines)), excerpt.first)


def _at(written: Sequence[One], index: int) -> One | None:
    return written[index] if index < len(written) else None


def _readable(target: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return bool(parts.netloc or parts.path)


def _rows(excerpt: Excerpt, blocks: list[Block], registry: Registry) -> list[tuple[int, str]]:
    """The lines Markdown is to read: blocks carry only their number; in previews, unknown ones are read as text."""
    rows: list[tuple[int, str]] = []
    number = excerpt.first
    for block in blocks:
        rows += excerpt.part(number, block.line).numbered()
        name = "ready" if block.line in registry.ready else block.name
        shown = name in WORDED or (block.name not in OPTIONS and registry.around.lines is NUMBERED)
        body = _rows(block.body, block.children, registry) if shown else []
        if block.options is not None:
            rows += [(0, ""), (0, f"{block.slashes} {name} | {len(registry.blocks)}"), (0, "")]
            rows += [*body, (0, ""), (0, block.slashes), (0, "")]
            registry.blocks.append(block)
        else:
            rows += [(0, ""), (0, registry.around.lines.at(block.line)), (0, ""), *body, (0, "")]
        number = block.end + 1
    rows += excerpt.part(number, excerpt.after).numbered()
    return rows
