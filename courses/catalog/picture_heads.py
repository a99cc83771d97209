"""How large a picture says it is, read from its first bytes only; nothing is unpacked."""

import struct
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

Read = Callable[[int, int], bytes]
"""Reads so many bytes from that offset on. Raises NotWhatItSays where the file ends before."""
Size = tuple[int, int]
"""Width and height in pixels."""
MOST_STEPS = 20_000
"""Segments, blocks or boxes looked at before a picture is taken for none."""
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of JPEG behind which the size stands."""
BARE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers of JPEG that nothing belongs to."""
ENDS = frozenset({0xD9, 0xDA})
HOLDERS: Mapping[bytes, int] = MappingProxyType({b"meta": 4, b"iprp": 0, b"ipco": 0})
"""Boxes of AVIF with others in them, and the bytes before those."""


class NotWhatItSays(ValueError):
    """The file is not of the kind its ending names."""


def png(read: Read) -> Size:
    """PNG. Raises NotWhatItSays, as do all of these."""
    head = read(0, 24)
    _claim(head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR")
    width, height = struct.unpack(">II", head[16:])
    return width, height


def gif(read: Read) -> Size:
    """GIF; browsers enlarge the canvas to a first frame that reaches beyond it."""
    head = read(0, 13)
    _claim(head.startswith((b"GIF87a", b"GIF89a")))
    canvas = struct.unpack("<HH", head[6:10])
    at = 13 + _colours(head[10])
    for _ in range(MOST_STEPS):
        kind = read(at, 1)
        if kind == b",":
            left, top, width, height = struct.unpack("<HHHH", read(at + 1, 8))
            return max(canvas[0], left + width), max(canvas[1], top + height)
        _claim(kind == b"!")
        at = _behind(read, at + 2)
    raise NotWhatItSays


def jpeg(read: Read) -> Size:
    """JPEG."""
    _claim(read(0, 3) == b"\xff\xd8\xff")
    at = 2
    for _ in range(MOST_STEPS):
        start, marker = read(at, 2)
        _claim(start == 0xFF and marker not in ENDS)
        if marker == 0xFF:
            at += 1
        elif marker in BARE:
            at += 2
        elif marker in FRAMES:
            height, width = struct.unpack(">HH", read(at + 5, 4))
            return width, height
        else:
            length = int.from_bytes(read(at + 2, 2))
            _claim(length >= 2)
            at += 2 + length
    raise NotWhatItSays


def webp(read: Read) -> Size:
    """WebP in its three forms."""
    head = read(0, 30)
    _claim(head[:4] == b"RIFF" and head[8:12] == b"WEBP")
    kind = head[12:16]
    if kind == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if kind == b"VP8L":
        _claim(head[20] == 0x2F)
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    _claim(kind == b"VP8 " and head[23:26] == b"\x9d\x01\x2a")
    width, height = struct.unpack("<HH", head[26:30])
    return width & 0x3FFF, height & 0x3FFF


def avif(read: Read) -> Size:
    """AVIF; of several pictures in one file the largest."""
    length = int.from_bytes(read(0, 4))
    _claim(read(4, 4) == b"ftyp" and 16 <= length <= 256)
    brands = read(8, length - 8)
    _claim({b"avif", b"avis"} & {brands[at : at + 4] for at in range(0, len(brands), 4)} != set())
    sizes = [struct.unpack(">II", read(at + 4, 8)) for at in _properties(read, length)]
    _claim(bool(sizes))
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    return width, height


def _claim(fact: object) -> None:
    if not fact:
        raise NotWhatItSays


def _colours(flags: int) -> int:
    """Bytes of the table of colours that follows."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _behind(read: Read, at: int) -> int:
    """Where a row of sub-blocks ends."""
    for _ in range(MOST_STEPS):
        length = read(at, 1)[0]
        at += 1 + length
        if not length:
            return at
    raise NotWhatItSays


def _properties(read: Read, at: int) -> Iterator[int]:
    """Where the contents of the boxes `ispe` begin, up to the end of the box that holds them."""
    end: int | None = None
    for _ in range(MOST_STEPS):
        if end is not None and at >= end:
            return
        length, kind = int.from_bytes(read(at, 4)), read(at + 4, 4)
        _claim(length >= 8)
        if kind == b"ispe":
            yield at + 8
        if kind in HOLDERS:
            end = at + length
            at += 8 + HOLDERS[kind]
        else:
            at += length
    raise NotWhatItSays
