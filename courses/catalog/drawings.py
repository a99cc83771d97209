"""Drawings (SVG): well-formed, without anything that would be run or unfolded."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat  # nosec B405 # entities are refused where they are declared, and nothing is fetched

from courses.catalog.picture_heads import NotWhatItSays

ROOT = "http://www.w3.org/2000/svg svg"
SCRIPT = "script"
RUN = "javascript:"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a drawing, and what: `text` is empty where it is no drawing from there on."""

    line: int
    column: int
    text: str = ""


def first_fault(content: bytes) -> Place | None:
    """The first thing that does not belong into a drawing, or None."""
    parser = expat.ParserCreate(namespace_separator=" ")
    looked = _Looking(parser)
    try:
        parser.Parse(content, True)  # noqa: FBT003 - its signature has no name for it
    except _Found as found:
        return found.place
    except (expat.ExpatError, NotWhatItSays, LookupError, ValueError):
        return looked.place("")
    return None


class _Found(Exception):
    """Something that does not belong there."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


class _Looking:
    """What is looked at while a drawing is read."""

    def __init__(self, parser: "expat.XMLParserType") -> None:
        self.parser = parser
        self.begun = False
        parser.StartElementHandler = self.element
        parser.EntityDeclHandler = self.entity
        parser.ProcessingInstructionHandler = self.instruction

    def place(self, text: str) -> Place:
        """Here."""
        return Place(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1, text)

    def element(self, name: str, attributes: Mapping[str, str]) -> None:
        """The first is the drawing itself; none is a script or has one."""
        if not self.begun:
            if name != ROOT:
                raise NotWhatItSays
            self.begun = True
        if name[-len(SCRIPT) :].lower() == SCRIPT and _local(name) == SCRIPT:
            raise _Found(self.place(f"<{SCRIPT}>"))
        for key, value in attributes.items():
            if key[0] in "oO" and key[:2].lower() == "on" and " " not in key:
                raise _Found(self.place(key))
            if ":" in value and "".join(value.split()).lower().startswith(RUN):
                raise _Found(self.place(RUN))

    def entity(self, name: str, *_: object) -> None:
        """None is declared: they unfold, or name other files."""
        raise _Found(self.place(f"<!ENTITY {name}>"))

    def instruction(self, target: str, _content: str) -> None:
        """No program is called; nothing else uses such lines in a drawing."""
        raise _Found(self.place(f"<?{target}?>"))


def _local(name: str) -> str:
    return name.rpartition(" ")[2].lower()
