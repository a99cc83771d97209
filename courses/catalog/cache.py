"""What was rendered before, on the disk: entries are signed, appear whole, and are read only as they were written."""

import fcntl
import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SIGNATURE = 64
LARGEST = 64 * 1024 * 1024
FEWEST = 2000
GENERATIONS = 3
"""How many times as many entries are kept as are in use; an edit that is undone is found again."""


class Cache:
    """A folder of signed entries.

    Only its owner may enter it, and nothing in it is believed without the signature: what lies there becomes HTML that
    is printed without a filter. A folder that cannot be written or read costs time and nothing else.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self.key = hmac.digest(key, b"what was rendered before", "sha256")

    def get(self, name: str) -> bytes | None:
        """The entry of that name, or None where there is none that can be believed."""
        try:
            descriptor = os.open(self._file(name), os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            with os.fdopen(descriptor, "rb", buffering=0) as opened:
                size = os.fstat(descriptor).st_size
                if size > LARGEST:
                    return None
                signature, content = opened.read(SIGNATURE), opened.read(size)
                if not hmac.compare_digest(signature, self._signature(name, content)):
                    return None
                os.utime(descriptor)  # the entries used last are those that stay
        except OSError:
            return None
        return content

    def put(self, name: str, content: bytes) -> None:
        """Keep an entry; it appears whole or not at all."""
        file = self._file(name)
        fresh = file.with_name(f".{file.name}-{secrets.token_hex(8)}")
        with suppress(OSError):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                descriptor = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
                with os.fdopen(descriptor, "wb") as opened:
                    opened.write(self._signature(name, content) + content)
                fresh.replace(file)
            finally:
                fresh.unlink(missing_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait for others who render into this folder; the lock goes with the process that holds it."""
        descriptor = -1
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(self.folder / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        try:
            yield
        finally:
            if descriptor >= 0:
                os.close(descriptor)

    def tidy(self, used: int) -> None:
        """Remove the entries that were not used for longest, when there are many more than the `used` ones."""
        most = max(FEWEST, GENERATIONS * used)
        with suppress(OSError):
            entries = [(one.stat().st_mtime_ns, one) for one in self.folder.glob("*/*")]
            for _, one in sorted(entries, reverse=True)[most:]:
                one.unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()
        return self.folder / digest[:2] / digest

    def _signature(self, name: str, content: bytes) -> bytes:
        signing = hmac.new(self.key, f"{len(name)} {name} ".encode("utf-8", "surrogateescape"), "sha256")
        signing.update(content)
        return signing.hexdigest().encode()
