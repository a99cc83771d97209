"""The blocks of a lesson as HTML elements: what `/// name` becomes."""

import re
import xml.etree.ElementTree as ET  # nosec B405 - elements are built here, no XML is read
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, cast

from markdown import Markdown
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block as MarkdownBlock

from courses.catalog import schemas
from courses.catalog.labels import LABELS, OWN_NAMES, law_date
from courses.catalog.pages import Faults
from courses.catalog.places import Block
from courses.catalog.structure import HelpEntry
from courses.catalog.surroundings import CAPTIONS, FILMS, SOUNDS, TRANSCRIPTS, Surroundings, lawful

UTTERANCE = re.compile(r"^\s*([^:\s][^:]{0,29}): ?(.*\S)\s*$")
HIDDEN = re.compile(r"^\[(.*)\]$")


@dataclass(slots=True)
class Registry:
    """The checked blocks of the text being converted, by number, and where to note faults."""

    around: Surroundings
    faults: Faults
    blocks: list[Block] = field(default_factory=list)
    ready: dict[int, str] = field(default_factory=dict)


class Reader(Markdown):
    """A Markdown converter that knows the blocks of the text it is given."""

    registry: Registry


def sub(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """Append an element whose text is taken literally; `class_` stands for class, `_` in names for `-`."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    element = ET.SubElement(parent, tag, named)
    if text:
        element.text = AtomicString(text)
    return element


def titled(parent: ET.Element, tag: str, text: str) -> None:
    """Append a heading whose text may hold emphasis."""
    ET.SubElement(parent, tag).text = text


class Written(MarkdownBlock):  # type: ignore[misc]  # the package has no types
    """A block of ours: everything about it was read and checked before Markdown saw it."""

    ARGUMENT: ClassVar[bool] = True

    def on_create(self, parent: ET.Element) -> ET.Element:
        """Build the element and hand it to the parser, which fills in the body."""
        self.registry = cast("Reader", self.md).registry
        self.source: Block = self.registry.blocks[int(self.argument)]
        self.around = self.registry.around
        self.labels = LABELS[self.around.language]
        element = self.build(parent)
        if not element.text and (number := self.around.lines.at(self.source.line)):
            element.text = number
        return element

    @abstractmethod
    def build(self, parent: ET.Element) -> ET.Element:
        """Append the block's own element to `parent`."""
        ...


class Note(Written):
    """A remark."""

    NAME = "note"
    CLASS = "note"

    def build(self, parent: ET.Element) -> ET.Element:
        """A section with a heading."""
        section = sub(parent, "section", class_=self.CLASS)
        titled(section, "h3", self.source.title or self.labels[self.NAME])
        return section


class Caution(Note):
    """A remark that asks for care."""

    NAME = "caution"
    CLASS = "note caution"


class Law(Written):
    """One statement of law with its source and date."""

    NAME = "law"

    def build(self, parent: ET.Element) -> ET.Element:
        """A section with a heading; source and date follow the body."""
        section = sub(parent, "section", class_="law")
        titled(section, "h3", self.source.title)
        return section

    def on_end(self, block: ET.Element) -> None:
        """Append source and date."""
        options = cast("schemas.LawOptions", self.source.options)
        sub(block, "p", f"{self.labels['source']}: {'; '.join(options.source)}", class_="law-source")
        sub(block, "p", law_date(options.as_of, self.around.language), class_="law-date")


class Reflect(Written):
    """A private question: the box has no name and no form, so nothing can be sent."""

    NAME = "reflect"

    def build(self, parent: ET.Element) -> ET.Element:
        """A section with a heading."""
        section = sub(parent, "section", class_="think")
        titled(section, "h3", self.source.title or self.labels["reflect"])
        return section

    def on_end(self, block: ET.Element) -> None:
        """Append the box and the promise; `autocomplete` keeps the words out of the browser's own history."""
        label = self.labels["reflect_box"]
        sub(block, "textarea", class_="reflect", rows="4", autocomplete="off", aria_label=label)
        sub(block, "p", self.labels["not_sent"], class_="status")


class Sensitive(Written):
    """A folded passage."""

    NAME = "sensitive"

    def build(self, parent: ET.Element) -> ET.Element:
        """A fold whose first line says what is inside."""
        fold = sub(parent, "details", class_="sensitive")
        titled(fold, "summary", self.source.title)
        sub(fold, "p", cast("schemas.SensitiveOptions", self.source.options).note, class_="hint")
        return fold


class Chat(Written):
    """A conversation, one utterance a line."""

    NAME = "chat"

    def build(self, parent: ET.Element) -> ET.Element:
        """A figure with a list of utterances, in the order they were written."""
        figure = sub(parent, "figure", class_="chat")
        sub(figure, "figcaption", self.source.title)
        said = sub(figure, "ol")
        for number, line in self.source.body.numbered():
            if not line.strip():
                continue
            m = UTTERANCE.match(line)
            if not m:
                self.registry.faults.add("B113", number, 1)
                ([*said] or [said])[-1].tail = self.around.lines.at(number)
                continue
            hidden = HIDDEN.match(m[2])
            kind = "line" + (" mine" if m[1] in OWN_NAMES else "") + (" hid" if hidden else "")
            item = sub(said, "li", class_=kind)
            sub(item, "p", str(self.around.lines.at(number)) + m[1], class_="who")
            sub(item, "p", (hidden[1] or self.labels["not_shown"]) if hidden else m[2], class_="bub")
        return figure


class Help(Written):
    """Contacts from the help directory."""

    NAME = "help"

    def build(self, parent: ET.Element) -> ET.Element:
        """A section with one line for each contact."""
        section = sub(parent, "section", class_="care")
        titled(section, "h3", self.source.title or self.labels["help"])
        contacts = sub(section, "ul", class_="tel")
        for index, key in enumerate(cast("schemas.HelpOptions", self.source.options).keys):
            if entry := self.around.help.get(key):
                add_contact(contacts, entry, self.around.language)
            else:
                self.registry.faults.add("L310", *self.source.settings.where(("keys", index)), key=key)
        return section


class Media(Written):
    """Sound or video from the module's own folder."""

    NAME = "media"

    def build(self, parent: ET.Element) -> ET.Element:
        """A figure with the player, its captions and its text."""
        options = cast("schemas.MediaOptions", self.source.options)
        figure = sub(parent, "figure", class_="media")
        film = Path(options.src).suffix.lower() in FILMS
        player = sub(figure, "video" if film else "audio", controls="", preload="none")
        player.set("src", self.found(options.src, FILMS | SOUNDS, "src"))
        if options.captions:
            address = self.found(options.captions, CAPTIONS, "captions")
            language = self.around.language
            sub(player, "track", kind="captions", src=address, srclang=language, label=self.labels["captions"])
        elif film or not options.transcript:
            self.registry.faults.add("L306", self.source.line, self.source.column)
        titled(figure, "figcaption", self.source.title)
        if options.transcript:
            self.add_transcript(figure, options.transcript)
        return figure

    def add_transcript(self, figure: ET.Element, transcript: str) -> None:
        """Append what is said as folded text, from the option itself or from the file it names."""
        if transcript.startswith("media/"):
            found = self.found(transcript, TRANSCRIPTS, "transcript")
            transcript = self.around.media_text(transcript) if found else ""
        fold = sub(figure, "details")
        sub(fold, "summary", self.labels["transcript"])
        for paragraph in transcript.split("\n\n"):
            sub(fold, "p", paragraph)

    def found(self, target: str, kinds: frozenset[str], key: str) -> str:
        """The address of a file of the module, or nothing and a finding."""
        address, code = self.around.media(target, kinds)
        if code:
            place = self.source.settings.where((key,))
            self.registry.faults.add(code, *place, target=target, expected=lawful(target, kinds))
        return address


class SignIn(Written):
    """An empty table to sign on paper."""

    NAME = "sign-in"

    def build(self, parent: ET.Element) -> ET.Element:
        """A table of as many numbered rows as asked for."""
        table = sub(parent, "table", class_="sign-in")
        head = sub(sub(table, "thead"), "tr")
        for key in ("number", "name", "signature"):
            sub(head, "th", self.labels[key], scope="col")
        body = sub(table, "tbody")
        for number in range(1, cast("schemas.SignInOptions", self.source.options).rows + 1):
            row = sub(body, "tr")
            sub(row, "td", str(number))
            sub(row, "td")
            sub(row, "td")
        return table


class Ready(Written):
    """A check or a scenario, whose HTML was written before."""

    NAME = "ready"

    def build(self, parent: ET.Element) -> ET.Element:
        """A paragraph that Markdown replaces by the HTML."""
        holder = sub(parent, "p")
        holder.text = AtomicString(self.md.htmlStash.store(self.registry.ready[self.source.line]))
        return holder


def add_contact(contacts: ET.Element, entry: HelpEntry, language: str) -> None:
    """Append one contact: a number to call, a page to open, or words that say how to get there."""
    item = sub(contacts, "li")
    name, reach = worded(entry.name, language), worded(entry.reach, language)
    target = contact_address(entry)
    holder = sub(item, "a", href=target, ours="") if target else item
    sub(holder, "b", entry.tel or name)
    lines = [name if entry.tel else "", "" if reach == entry.tel else reach, worded(entry.hours, language)]
    words = sub(holder, "span")
    for line in filter(None, lines):
        if words.text:
            sub(words, "br").tail = AtomicString(line)
        else:
            words.text = AtomicString(line)


def contact_address(entry: HelpEntry) -> str:
    """What a link to this contact opens: its number, else its page, else nothing."""
    return f"tel:{entry.tel.replace('-', '')}" if entry.tel else entry.url


def worded(text: Mapping[str, str], language: str) -> str:
    """The text in that language, else in Korean, else nothing."""
    return text.get(language) or text.get("ko", "")


class LessonBlocks(BlocksExtension):  # type: ignore[misc]  # the package has no types
    """Registers the blocks with Markdown."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:  # noqa: ARG002, N802 - the package's signature
        """Register every block of ours."""
        for one in (Note, Caution, Law, Reflect, Sensitive, Chat, Help, Media, SignIn, Ready):
            block_mgr.register(one, self.getConfigs())
