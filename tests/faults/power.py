"""What a disk would hold after a power cut: writes as strace recorded them, replayed to any moment.

What a file was told to hold by the last finished fsync before the moment is there. Of what was written after it,
any part may be: nothing, all, some of the writes, some sectors of a write.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CALLS = "pwrite64,ftruncate,fsync,fdatasync"
SECTOR = 512
LINE = re.compile(
    r"(?P<at>\d+\.\d+) (?P<call>\w+)\(\d+<(?P<path>[^>]*)>(?:, \"(?P<bytes>[^\"]*)\"(?P<cut>\.\.\.)?)?"
    r"(?:, (?P<numbers>[\d, ]+))?\) += (?P<result>-?\d+).*<(?P<took>\d+\.\d+)>$"
)
HEX = re.compile(r"\\x([0-9a-f]{2})")


def recorder(folder: Path) -> tuple[str, ...]:
    """The command in front of a program whose writes are to be kept, one file a thread in the folder."""
    options = ("-ff", "-qq", "-ttt", "-T", "-y", "-xx", "-s", "70000", "-e", f"trace={CALLS}")
    return ("strace", *options, "-o", str(folder / "calls"))


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """A write (with its bytes), a new length (`content` None, `offset` the length) or a sync of one file."""

    at: float
    name: str
    kind: str
    offset: int = 0
    content: bytes = b""
    since: float = 0.0


@dataclass(slots=True)
class File:
    """What is on the disk for certain, and what may be."""

    sure: bytearray
    open: list[Event] = field(default_factory=list)


def events(folder: Path, names: Sequence[str]) -> list[Event]:
    """What was done to the files of these names, by time. Raises ValueError for a line that cannot be read."""
    lines = (line for kept in folder.glob("calls.*") for line in kept.read_text(encoding="ascii").splitlines())
    return sorted(one for line in lines if (one := _event(line, names)) is not None)


def _event(line: str, names: Sequence[str]) -> Event | None:
    read = LINE.match(line)
    if read is None:
        # Killed in the middle of a call: it may or may not have been done, and nobody was told.
        if "= ?" in line or "resuming" in line or line.startswith(("---", "+++")) or " <unfinished" in line:
            return None
        raise ValueError(line[:200])
    name = Path(_bytes(read["path"]).decode()).name
    if name not in names or int(read["result"]) < 0:
        return None
    at, numbers = float(read["at"]), [int(one) for one in (read["numbers"] or "").split(",") if one.strip()]
    if read["call"] == "pwrite64":
        if read["cut"]:
            raise ValueError("a write longer than strace keeps")
        return Event(at, name, "write", numbers[1], _bytes(read["bytes"]))
    if read["call"] == "ftruncate":
        return Event(at, name, "length", numbers[0])
    return Event(at + float(read["took"]), name, "sync", since=at)


def _bytes(text: str) -> bytes:
    return bytes(int(one, 16) for one in HEX.findall(text))


def images(
    base: dict[str, bytes], recorded: Sequence[Event], points: Sequence[float], chance: random.Random
) -> Iterator[tuple[float, dict[str, bytes]]]:
    """The files as they may be found after a cut at each of these moments, in the order of time."""
    files = {name: File(bytearray(content)) for name, content in base.items()}
    waiting = iter(recorded)
    following = next(waiting, None)
    for point in sorted(points):
        while following is not None and following.at <= point:
            file = files.setdefault(following.name, File(bytearray()))
            if following.kind == "sync":
                _settle(file, following.since)
            else:
                file.open.append(following)
            following = next(waiting, None)
        yield point, {name: _perhaps(file, chance) for name, file in files.items()}


def _settle(file: File, since: float) -> None:
    """A sync has finished: what was written before it began is on the disk."""
    for one in file.open:
        if one.at <= since:
            _do(file.sure, one, one.content)
    file.open = [one for one in file.open if one.at > since]


def _perhaps(file: File, chance: random.Random) -> bytes:
    content, way = bytearray(file.sure), chance.choice(("nothing", "all", "some", "torn"))
    for one in file.open:
        if way == "nothing" or (way in {"some", "torn"} and chance.random() < 0.5):
            continue
        done = one.content
        if way == "torn" and one.kind == "write":
            done = done[: chance.randrange(0, len(done) + SECTOR, SECTOR)]
        _do(content, one, done)
    return bytes(content)


def _do(content: bytearray, one: Event, written: bytes) -> None:
    if one.kind == "length":
        del content[one.offset :]
        return
    content.extend(bytes(max(0, one.offset + len(written) - len(content))))
    content[one.offset : one.offset + len(written)] = written
