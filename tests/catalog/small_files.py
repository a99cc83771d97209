"""The smallest files of each kind that the checker takes for what their ending says; pictures of any size on paper."""

import struct
import zlib


def png(width: int = 1, height: int = 1) -> bytes:
    """The head of a PNG that says it is so large."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(head) - 4) + head + struct.pack(">I", zlib.crc32(head))


def gif(width: int = 1, height: int = 1, frame: tuple[int, int] = (1, 1), *, colours: int = 0) -> bytes:
    """A GIF with an extension before its first frame, and a table of as many colours (a power of two)."""
    flags = 0x80 | (colours.bit_length() - 2) if colours else 0
    canvas = b"GIF89a" + struct.pack("<HHBBB", width, height, flags, 0, 0) + bytes(3 * colours)
    loop = b"!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    return canvas + loop + b"," + struct.pack("<HHHHB", 0, 0, *frame, 0) + b"\x02\x02\x4c\x01\x00;"


def jpeg(width: int = 1, height: int = 1, before: bytes = b"") -> bytes:
    """A JPEG up to its size; `before` stands in front of that."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9) + before + frame + b"\xff\xd9"


def webp(form: str, width: int = 1, height: int = 1) -> bytes:
    """A WebP of the form `VP8 `, `VP8L` or `VP8X`."""
    body = {
        "VP8 ": b"\x10\0\0\x9d\x01\x2a" + struct.pack("<HH", width & 0x3FFF, height & 0x3FFF),
        "VP8L": b"\x2f" + ((width - 1 & 0x3FFF) | (height - 1 & 0x3FFF) << 14).to_bytes(4, "little"),
        "VP8X": bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little"),
    }[form]
    chunk = form.encode() + struct.pack("<I", len(body)) + body + bytes(16)
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


def box(kind: bytes, body: bytes) -> bytes:
    """A box of an ISO media file."""
    return struct.pack(">I", len(body) + 8) + kind + body


def avif(*sizes: tuple[int, int], brand: bytes = b"avif") -> bytes:
    """An AVIF with these sizes in it."""
    found = b"".join(box(b"ispe", bytes(4) + struct.pack(">II", *one)) for one in sizes or ((1, 1),))
    properties = box(b"iprp", box(b"ipco", found + box(b"pixi", bytes(8))) + box(b"ipma", bytes(4)))
    meta = box(b"meta", bytes(4) + box(b"hdlr", bytes(24)) + properties)
    return box(b"ftyp", brand + bytes(4) + b"mif1") + meta + box(b"mdat", bytes(8))


def svg(inside: str = "", front: str = "") -> bytes:
    """A drawing."""
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{front}<svg {space}>{inside}</svg>".encode()


MP4 = box(b"ftyp", b"isom" + bytes(4) + b"isommp41")
WEBM = b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm"
SMALL = {
    ".avif": avif(),
    ".gif": gif(),
    ".jpeg": jpeg(),
    ".jpg": jpeg(),
    ".m4a": box(b"ftyp", b"M4A " + bytes(4)),
    ".md": "말\n".encode(),
    ".mp3": b"ID3\x04\0\0\0\0\0\0",
    ".mp4": MP4,
    ".ogg": b"OggS\0\x02",
    ".opus": b"OggS\0\x02",
    ".png": png(),
    ".svg": svg(),
    ".txt": "말\n".encode(),
    ".vtt": b"WEBVTT\n",
    ".webm": WEBM,
    ".webp": webp("VP8L"),
}
"""By ending, a file that may be shown."""
