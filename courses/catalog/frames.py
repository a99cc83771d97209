"""Frames between whoever reads content and the children that render it: a kind, a length, the content."""

from typing import BinaryIO

AT, PART = b"@", b"="
"""Kinds of frames that the child writes: the file it turns to, and a finished part."""
LENGTH = 4


def read_frame(source: BinaryIO) -> bytes | None:
    """The next job, or None at the end."""
    head = source.read(LENGTH)
    if len(head) < LENGTH:
        return None
    return source.read(int.from_bytes(head))


def write_frame(sink: BinaryIO, kind: bytes, content: bytes) -> None:
    """Write a kind, a length and the content, at once."""
    sink.write(kind + len(content).to_bytes(LENGTH) + content)
    sink.flush()
