"""What others put into a folder: only ordinary files are opened, no pipe makes a reader wait; any name can be shown."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

NO_FILE = "no ordinary file"


def readable(name: str) -> str:
    """A name as it can be written: what is no UTF-8 is read as Korean Windows would, and else by its numbers."""
    content = name.encode("utf-8", "surrogateescape")
    for encoding in ("utf-8", "cp949"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    return content.decode("utf-8", "backslashreplace")


def open_ordinary(file: Path | str) -> BinaryIO:
    """The file, opened for reading. Raises OSError, also for a folder, a pipe, a socket or a device."""
    # a device may do something when it is opened; and what is a file now may be a pipe a moment later
    _refuse(os.stat(file).st_mode)  # noqa: PTH116 - a start opens hundreds, and a Path takes longer than this
    descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        _refuse(os.fstat(descriptor).st_mode)
        return os.fdopen(descriptor, "rb")
    except OSError:
        os.close(descriptor)
        raise


def _refuse(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise OSError(None, NO_FILE)
