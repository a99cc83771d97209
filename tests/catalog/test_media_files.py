"""A media file is told to be too large, damaged or something else, at its place; none is read whole, none hangs."""

import os
import resource
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from courses.catalog.cache import Cache
from courses.catalog.drawings import Place, first_fault
from courses.catalog.loader import load_catalog
from courses.catalog.media_files import LARGEST, MEGABYTE, MEGAPIXELS, faults_of, is_fit
from courses.catalog.ordinary_files import NO_FILE, open_ordinary
from courses.catalog.pages import read_raw
from courses.catalog.parts import Job, Part
from courses.catalog.surroundings import CAPTIONS, FILMS, PICTURES, SOUNDS, TRANSCRIPTS
from tests.catalog.small_files import MP4, SMALL, avif, box, gif, jpeg, png, svg, webp
from tests.catalog.writing import LESSON, NOW, TODAY, desk, monolingual

READ = "tiny/02-second/01-three.md"
MEDIA = "tiny/02-second/media"
SPARSE = 10 * 1024 * MEGABYTE
ENTITIES = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


def told(folder: Path, name: str, content: bytes) -> list[str]:
    """What is said of a file of that name and content: code, place and values."""
    (folder / name).write_bytes(content)
    return [
        f"{one.code} {one.line}:{one.column} {' '.join(one.values.values())}".strip()
        for one in faults_of(folder / name, name)
    ]


def sparse(file: Path, size: int, head: bytes = b"") -> Path:
    """A file that says it is so large and takes no room."""
    file.write_bytes(head)
    os.truncate(file, size)
    return file


def test_every_kind_that_is_shown_has_its_limit_and_a_good_file() -> None:
    assert set(LARGEST) == set(SMALL) == PICTURES | SOUNDS | FILMS | CAPTIONS | TRANSCRIPTS


@pytest.mark.parametrize("ending", SMALL)
def test_a_good_file_is_fit_and_one_byte_beyond_the_limit_is_not(ending: str, tmp_path: Path) -> None:
    good = tmp_path / f"good{ending}"
    good.write_bytes(SMALL[ending])
    large = sparse(tmp_path / f"large{ending}", LARGEST[ending] + 1, SMALL[ending])
    assert is_fit(good)
    assert [one.code for one in faults_of(large, "large")] == ["C022"]


@pytest.mark.parametrize("ending", sorted(set(SMALL) - TRANSCRIPTS))
def test_every_other_kind_under_that_ending_is_told(ending: str, tmp_path: Path) -> None:
    same = {".jpg": ".jpeg", ".jpeg": ".jpg", ".ogg": ".opus", ".opus": ".ogg", ".mp4": ".m4a", ".m4a": ".mp4"}
    others = [one for one in SMALL if one not in {ending, same.get(ending)}]
    found = {one: told(tmp_path, f"x{ending}", SMALL[one]) for one in others}
    place = {one: said for one, said in found.items() if [line.split()[0] for line in said] != ["C024"]}
    assert place == {}


@pytest.mark.parametrize("ending", sorted(set(SMALL) - TRANSCRIPTS))
def test_a_page_a_program_and_half_a_head_are_told(ending: str, tmp_path: Path) -> None:
    contents = (b"<!doctype html><script>1</script>", b"MZ" + bytes(200), b"\x7fELF" + bytes(200), SMALL[ending][:2])
    assert {told(tmp_path, f"x{ending}", one)[0].split()[0] for one in contents} == {"C024"}


@pytest.mark.parametrize("ending", SMALL)
def test_an_empty_file_is_told(ending: str, tmp_path: Path) -> None:
    assert told(tmp_path, f"x{ending}", b"") == ["C025 1:1"]


FLOODS: dict[str, Callable[[int, int], bytes]] = {
    "png": png,
    "gif canvas": gif,
    "gif frame": lambda width, height: gif(1, 1, (width, height)),
    "jpg": jpeg,
    "webp lossy": lambda width, height: webp("VP8 ", width, height),
    "webp lossless": lambda width, height: webp("VP8L", width, height),
    "webp extended": lambda width, height: webp("VP8X", width, height),
    "avif": lambda width, height: avif((1, 1), (width, height), (2, 2)),
}


@pytest.mark.parametrize("kind", FLOODS)
def test_a_picture_of_too_many_pixels_is_told_by_its_head(kind: str, tmp_path: Path) -> None:
    made, name = FLOODS[kind], f"x.{kind.split(maxsplit=1)[0]}"
    assert told(tmp_path, name, made(10_000, 4_000)) == []
    assert told(tmp_path, name, made(10_000, 4_001)) == [f"C023 1:1 10000 4001 {MEGAPIXELS}"]


def test_the_largest_size_a_head_can_say_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, "x.png", png(2**32 - 1, 2**32 - 1))[0].startswith("C023")
    assert told(tmp_path, "x.webp", webp("VP8X", 2**24, 2**24))[0].startswith("C023")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("no width.png", png(0, 1)),
        ("no height.jpg", jpeg(1, 0)),
        ("other first chunk.png", png().replace(b"IHDR", b"tEXt")),
        ("picture before size.jpg", jpeg().replace(b"\xff\xc0", b"\xff\xda")),
        ("short segment.jpg", jpeg(before=b"\xff\xe1\x00\x01")),
        ("no marker.jpg", jpeg(before=b"\x00\x00\x00\x00")),
        ("only fillings.jpg", b"\xff\xd8" + b"\xff" * 30_000),
        ("no frame.gif", gif()[: gif().index(b",")] + b";"),
        ("only extensions.gif", gif()[:13] + b"!\xfe\x00" * 20_001),
        ("endless extension.gif", gif()[:13] + b"!\xfe" + b"\x01x" * 20_001),
        ("other chunk.webp", webp("VP8 ").replace(b"VP8 ", b"ALPH")),
        ("no start code.webp", webp("VP8 ").replace(b"\x9d\x01\x2a", b"\0\0\0")),
        ("no signature.webp", webp("VP8L").replace(b"\x2f", b"\0")),
        ("other brand.avif", avif(brand=b"heic")),
        ("no size.avif", avif().replace(b"ispe", b"irot")),
        ("short box.avif", avif().replace(b"hdlr", b"hdlr").replace(box(b"hdlr", bytes(24)), bytes(32))),
        ("only boxes.avif", avif()[:20] + box(b"free", b"") * 20_001),
        ("long head.avif", box(b"ftyp", b"avif" + bytes(300))),
        ("other layer.mp3", b"\xff\xf1" + bytes(30)),
        ("no version.mp3", b"\xff\xeb" + bytes(30)),
        ("other matter.webm", SMALL[".webm"].replace(b"webm", b"matr")),
        ("picture.mp4", avif()),
        ("glued.vtt", b"WEBVTTx"),
        ("no drawing.svg", b"<html/>"),
        ("drawing of nobody.svg", b"<svg/>"),
        ("two roots.svg", svg() * 2),
    ],
)
def test_what_is_damaged_or_only_begins_like_its_kind_is_told(name: str, content: bytes, tmp_path: Path) -> None:
    began = time.monotonic()
    assert [one.split()[0] for one in told(tmp_path, name, content)] == ["C024"]
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("fillings and a bare marker.jpg", jpeg(before=b"\xff\xff\xff\xd0")),
        ("colours.gif", gif(colours=256)),
        ("sequence.avif", avif(brand=b"avis")),
        ("frame.mp3", b"\xff\xfb\x90\x00"),
        ("mark.vtt", b"\xef\xbb\xbfWEBVTT - title\n"),
        ("known type.svg", svg(front='<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">')),
        ("foreign text.svg", svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>')),
        ("UPPER.PNG", png()),
    ],
)
def test_what_tools_really_write_is_fit(name: str, content: bytes, tmp_path: Path) -> None:
    assert told(tmp_path, name, content) == []


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (svg("\n<g>\n <script>1</script></g>"), Place(3, 2, "<script>")),
        (svg('\n<h:SCRIPT xmlns:h="http://www.w3.org/1999/xhtml"/>'), Place(2, 1, "<script>")),
        (svg('<rect onClick="1"/>'), Place(1, 84, "onClick")),
        (svg('<a xlink:href=" java\nscript:1"/>'), Place(1, 84, "javascript:")),
        (svg('<set attributeName="href" to="JavaScript:1"/>'), Place(1, 84, "javascript:")),
        (svg("&b;", front=ENTITIES), Place(1, 27, "<!ENTITY a>")),
        (svg(front='<?xml-stylesheet href="x.xsl"?>'), Place(1, 1, "<?xml-stylesheet?>")),
        (svg("<g>"), Place(1, 89)),
        (svg("&nbsp;"), Place(1, 84)),
        (b'<?xml version="1.0" encoding="euc-kr"?><svg/>', Place(1, 31)),
    ],
)
def test_the_first_fault_of_a_drawing_is_told_at_its_place(content: bytes, place: Place, tmp_path: Path) -> None:
    assert first_fault(content) == place
    code = f"C026 {place.line}:{place.column} {place.text}" if place.text else f"C024 {place.line}:{place.column} .svg"
    assert told(tmp_path, "x.svg", content) == [code]


def test_captions_and_transcripts_are_utf_8(tmp_path: Path) -> None:
    assert told(tmp_path, "x.vtt", "WEBVTT\n\n말".encode("cp949")) == ["C007 3:1"]
    assert told(tmp_path, "x.txt", b"one\ntwo \xff") == ["C007 2:5"]
    assert told(tmp_path, "x.md", b"one\x02") == ["C008 1:4 U+0002"]


@pytest.mark.parametrize("ending", SMALL)
def test_a_file_of_ten_gigabytes_costs_a_look_at_its_size(ending: str, tmp_path: Path) -> None:
    file = sparse(tmp_path / f"x{ending}", SPARSE, SMALL[ending])
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_inblock, time.monotonic()
    assert [one.code for one in faults_of(file, "x")] == ["C022"]
    assert time.monotonic() - began < 0.5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_inblock - before < 1000


def test_a_text_of_ten_gigabytes_is_refused_after_its_first_bytes(tmp_path: Path) -> None:
    began = time.monotonic()
    assert read_raw(sparse(tmp_path / "x.md", SPARSE)).refused == "C006"
    assert time.monotonic() - began < 0.5


def made(kind: str, file: Path) -> None:
    """Something of that kind that is no ordinary file."""
    file.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(str(file))
    elif kind == "device":
        file.symlink_to("/dev/zero")
    else:
        file.mkdir()


KINDS = ("pipe", "socket", "device", "folder")


@pytest.mark.timeout(10)
@pytest.mark.parametrize("kind", KINDS)
def test_no_pipe_device_socket_or_folder_is_opened(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket is short
    made(kind, Path("x.png"))
    assert [(one.code, dict(one.values)) for one in faults_of(Path("x.png"), "x")] == [("C005", {"reason": NO_FILE})]
    assert read_raw(Path("x.png")).reason == NO_FILE


@pytest.mark.timeout(10)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["course.md", "02-second/01-three.md", "02-second/media/a.png", "media/a.mp4"])
def test_a_start_does_not_wait_for_what_is_no_file(
    kind: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = LESSON + "![A](media/a.png)\n"
    root = desk(tmp_path, monolingual({READ: lesson, f"{MEDIA}/a.png": png(), "tiny/media/a.mp4": MP4}))
    monkeypatch.chdir(root)
    made(kind, Path("tiny") / name)
    catalog = load_catalog(root, today=TODAY)
    assert f"tiny/tiny/{name}" in {one.path for one in catalog.findings}
    assert list(catalog.courses) == (["tiny"] if name == "media/a.mp4" and kind != "device" else [])


def test_what_becomes_a_pipe_between_the_look_and_the_opening_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "x.png")
    (tmp_path / "file").write_bytes(b"x")
    looked = (tmp_path / "file").stat()
    before = len(list(Path("/proc/self/fd").iterdir()))
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(os, "stat", lambda _: looked)
        with pytest.raises(OSError, match=NO_FILE):
            open_ordinary(tmp_path / "x.png")
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_file_that_shrinks_meanwhile_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pread = os.pread
    monkeypatch.setattr(os, "pread", lambda number, count, at: pread(number, count - 1, at))
    assert [one.split()[0] for ending in SMALL for one in told(tmp_path, f"x{ending}", SMALL[ending])] == (
        ["C024"] * len(SMALL)
    )


def test_a_course_with_such_a_file_is_not_served_and_the_file_is_named(tmp_path: Path) -> None:
    root = desk(tmp_path, monolingual({READ: LESSON + "![A](media/a.png)\n", f"{MEDIA}/a.png": b"<html>"}))
    catalog = load_catalog(root, today=TODAY)
    named = [(one.path, one.code, one.severity.value) for one in catalog.findings if one.code[0] == "C"]
    assert named == [("tiny/tiny/02-second/media/a.png", "C024", "error")]
    assert (dict(catalog.courses), catalog.broken) == ({}, ("tiny",))


def test_what_no_page_names_is_only_told_to_be_unused(tmp_path: Path) -> None:
    catalog = load_catalog(desk(tmp_path, {f"{MEDIA}/a.png": b"<html>"}), today=TODAY)
    assert ([one.code for one in catalog.findings], list(catalog.courses)) == (["W509"], ["tiny"])


def test_a_file_is_looked_at_again_although_its_page_was_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", b"a key")
    root = desk(tmp_path, monolingual({READ: LESSON + "![A](media/a.png)\n", f"{MEDIA}/a.png": png()}))
    good = load_catalog(root, cache, today=TODAY, last_good=True, now=NOW)

    def refuse(_jobs: Sequence[Job]) -> Iterator[tuple[int, Part]]:
        raise AssertionError("nothing is rendered again")

    (root / MEDIA / "a.png").write_bytes(png(2**20, 2**20))
    flooded = load_catalog(root, cache, today=TODAY, builder=refuse, last_good=True)
    assert [one.code for one in flooded.findings if one.code[0] == "C"] == ["C023"]
    assert (flooded.broken, flooded.courses) == (("tiny",), good.courses)
    (root / MEDIA / "a.png").write_bytes(png(2, 2))
    assert load_catalog(root, cache, today=TODAY, builder=refuse).broken == ()
