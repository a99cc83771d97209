"""Media as files: how large each kind may be, and whether a file holds what its ending says; never read as a whole."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from courses.catalog import picture_heads
from courses.catalog.drawings import first_fault
from courses.catalog.ordinary_files import open_ordinary, readable
from courses.catalog.pages import Faults, RawFile, page_of
from courses.catalog.picture_heads import NotWhatItSays, Read, Size
from courses.catalog.structure import Finding
from courses.catalog.surroundings import CAPTIONS, FILMS, PICTURES, SOUNDS, TRANSCRIPTS

KILOBYTE, MEGABYTE = 1024, 1024 * 1024
DRAWING = ".svg"
TEXTS = CAPTIONS | TRANSCRIPTS
LARGEST: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(PICTURES, 5 * MEGABYTE)
    | {DRAWING: MEGABYTE}
    | dict.fromkeys(TEXTS, 256 * KILOBYTE)
    | dict.fromkeys(SOUNDS, 50 * MEGABYTE)
    | dict.fromkeys(FILMS, 300 * MEGABYTE)
)
"""The most bytes by ending. Drawings and texts are read whole at every start; of all others only the head is."""
MEGAPIXELS = 40
"""The most millions of pixels of a picture: a browser takes four bytes for each, however small the file."""
HEAD = 64
"""Bytes that tell sound and film apart from other files."""


def media_findings(root: Path, files: Iterable[str]) -> list[Finding]:
    """What is wrong with these files; their paths are below the content folder `root`."""
    return [one for file in sorted(files) for one in faults_of(root / file, f"{readable(root.name)}/{file}")]


def is_fit(file: Path) -> bool:
    """Whether the file may be shown as what its ending says."""
    return not faults_of(file, file.name)


def faults_of(file: Path, path: str) -> list[Finding]:
    """What is wrong with one file, told of `path`. Never raises, and never waits."""
    faults = Faults(path)
    try:
        with open_ordinary(file) as opened:
            _check(opened.fileno(), file.suffix.lower(), faults)
    except OSError as error:
        faults.add("C005", reason=error.strerror or "")
    return faults.found


def _check(descriptor: int, ending: str, faults: Faults) -> None:
    size, most = os.fstat(descriptor).st_size, LARGEST[ending]

    def read(offset: int, count: int) -> bytes:
        found = os.pread(descriptor, count, offset)
        if len(found) < count:
            raise NotWhatItSays
        return found

    if size > most:
        faults.add("C022", most=f"{most // MEGABYTE} MB" if most >= MEGABYTE else f"{most // KILOBYTE} KB")
        return
    if not size:
        faults.add("C025")
        return
    try:
        if ending == DRAWING:
            _check_drawing(read(0, size), faults)
        elif ending in TEXTS:
            _check_text(read(0, size), ending, faults)
        elif ending in _SIZES:
            _check_size(*_SIZES[ending](read), faults)
        else:
            _check_start(ending, read(0, min(size, HEAD)))
    except NotWhatItSays:
        faults.add("C024", ending=ending)


def _check_size(width: int, height: int, faults: Faults) -> None:
    if not width * height:
        raise NotWhatItSays
    if width * height > MEGAPIXELS * 1_000_000:
        faults.add("C023", width=width, height=height, most=MEGAPIXELS)


def _check_start(ending: str, head: bytes) -> None:
    if not _STARTS[ending](head):
        raise NotWhatItSays


def _check_drawing(content: bytes, faults: Faults) -> None:
    place = first_fault(content)
    if place:
        faults.lines = tuple(content.decode("utf-8", "replace").split("\n"))
        code, values = ("C026", {"text": place.text}) if place.text else ("C024", {"ending": DRAWING})
        faults.add(code, place.line, place.column, **values)


def _check_text(content: bytes, ending: str, faults: Faults) -> None:
    if ending in CAPTIONS and not _is_captions(content):
        raise NotWhatItSays
    faults.found += page_of(RawFile(content), faults.path, prose=False).faults.found


def _is_captions(content: bytes) -> bool:
    head = content.removeprefix(b"\xef\xbb\xbf")
    return head[:6] == b"WEBVTT" and head[6:7] in {b"", b" ", b"\t", b"\n", b"\r"}


def _is_mp3(head: bytes) -> bool:
    """A tag, or the first frame: eleven bits set, a version that exists, layer three."""
    frame = int.from_bytes(head[:2])
    return head.startswith(b"ID3") or (frame >> 5 == 0x7FF and frame >> 3 & 3 != 1 and frame >> 1 & 3 == 1)


def _is_mp4(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] not in {b"avif", b"avis", b"heic", b"mif1"}


def _is_ogg(head: bytes) -> bool:
    return head.startswith(b"OggS")


def _is_webm(head: bytes) -> bool:
    return head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head


_SIZES: Mapping[str, Callable[[Read], Size]] = MappingProxyType(
    {
        ".avif": picture_heads.avif,
        ".gif": picture_heads.gif,
        ".jpeg": picture_heads.jpeg,
        ".jpg": picture_heads.jpeg,
        ".png": picture_heads.png,
        ".webp": picture_heads.webp,
    }
)
_STARTS: Mapping[str, Callable[[bytes], bool]] = MappingProxyType(
    {".m4a": _is_mp4, ".mp3": _is_mp3, ".mp4": _is_mp4, ".ogg": _is_ogg, ".opus": _is_ogg, ".webm": _is_webm}
)
