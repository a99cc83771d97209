"""A workbook unpacked within limits before a reader sees it: nothing in it decides how much memory or time it takes."""

import io
import zipfile
import zlib
from xml.parsers import expat  # nosec B407 # what declares a document type is refused, and nothing is fetched

from courses.foundation.errors import RosterUnreadable

LARGEST = 16 * 1024 * 1024
MOST_PARTS = 500
MOST_ELEMENTS = 700_000
"""Elements in one part; readers keep a hundred bytes even of those they have done with."""
MOST_HELD = 60_000
"""Elements that a reader must hold at one time: all of a part, or of one row or shared text."""
PIECE = 64 * 1024
LONGEST = 4 * PIECE
"""Bytes of one tag or remark; a reader that is given pieces looks for its end from the beginning with every piece."""
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LET_GO = frozenset({f"{SPACE} row", f"{SPACE} si"})
"""Elements that a reader lets go of at their end, with all that is in them."""
PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The ways of packing that unfold step by step; a workbook has no others."""
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What unpacking raises for a damaged archive."""


def unpacked(content: bytes) -> io.BytesIO:
    """The same parts, nothing packed any more: a lying directory cannot make a reader unfold more than was looked at.

    Raises RosterUnreadable with the reason: too_large, old_workbook (encrypted), broken_workbook.
    """
    plain = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(plain, "w") as copy:
            _check_directory(archive.infolist())
            # of several parts of one name the last counts
            for name, part in {part.filename: part for part in archive.infolist()}.items():
                look = _Look()
                with archive.open(part) as opened, copy.open(zipfile.ZipInfo(name), "w") as written:
                    while piece := opened.read(PIECE):
                        look.at(piece)
                        written.write(piece)
    except DAMAGED as error:
        raise RosterUnreadable(reason="broken_workbook") from error
    return plain


def _check_directory(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
        raise RosterUnreadable(reason="too_large")
    if any(part.flag_bits & 1 for part in parts):
        raise RosterUnreadable(reason="old_workbook")
    if not {part.compress_type for part in parts} <= PACKED:
        raise RosterUnreadable(reason="broken_workbook")


class _Look:
    """A look at a part as XML up to where it is none: a reader comes no further, and pictures end at the first byte."""

    def __init__(self) -> None:
        self.fed = 0
        self.ended = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        counting = _Counting()
        self.parser.StartElementHandler = counting.start
        self.parser.EndElementHandler = counting.end
        self.parser.StartDoctypeDeclHandler = _refuse_document_type

    def at(self, piece: bytes) -> None:
        """Look at the next bytes. Raises RosterUnreadable."""
        if self.ended:
            return
        self.fed += len(piece)
        try:
            self.parser.Parse(piece)
        except expat.ExpatError:
            self.ended = True
            return
        if self.fed - self.parser.CurrentByteIndex > LONGEST:
            raise RosterUnreadable(reason="too_large")


class _Counting:
    """Counts elements as a reader would hold them."""

    def __init__(self) -> None:
        self.all = 0
        self.held = 0
        self.open: list[int] = []

    def start(self, name: str, _attributes: object) -> None:
        """One more, to be let go of by itself or with what it stands in."""
        self.all += 1
        self.held += 1
        if self.all > MOST_ELEMENTS or self.held > MOST_HELD:
            raise RosterUnreadable(reason="too_large")
        if name in LET_GO:
            self.open.append(self.held)

    def end(self, name: str) -> None:
        """Of a row nothing is held any more."""
        if name in LET_GO:
            self.held = self.open.pop() - 1


def _refuse_document_type(*_: object) -> None:
    """Nothing declares entities."""
    raise RosterUnreadable(reason="broken_workbook")
