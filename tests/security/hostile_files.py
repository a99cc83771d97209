"""Files nobody should send: made here, named by what is wrong with them."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache

import openpyxl

from tests.catalog.small_files import SMALL, avif, gif, jpeg, png, svg, webp

SCRIPT = b"<script>window.__x=1</script>"
HTML = b"<!doctype html><title>x</title>" + SCRIPT
TYPES = b"[Content_Types].xml"
SHEET = "xl/worksheets/sheet1.xml"
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MEBI = 1024 * 1024
BOMB = 1024
"""Mebibytes that a bomb unfolds to."""
PARTS = 100_000
FITTING = 40_000
"""Parts that a directory below the limit of an upload can name, when they all share one content."""
LONG = "x" * 15_000_000


def workbook(rows: list[list[object]] | None = None) -> bytes:
    """A plain workbook of one sheet."""
    book = openpyxl.Workbook()
    for row in rows or [["이름", "번호"], ["김하나", "1"]]:
        book.worksheets[0].append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def changed(name: str, content: bytes, source: bytes | None = None) -> bytes:
    """A workbook with one part of other content, or with one part more."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source or workbook())) as old, zipfile.ZipFile(kept, "w", 8) as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, content)
    return kept.getvalue()


def archive(parts: dict[str, bytes], mode: int | None = None) -> bytes:
    """A zip of these parts; `mode` is the Unix mode of each."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", 8) as made:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name)
            part.external_attr = (mode or 0o100644) << 16
            part.compress_type = 8
            made.writestr(part, content)
    return kept.getvalue()


@cache
def zeros() -> tuple[bytes, int]:
    """`BOMB` mebibytes of zeros, packed, and their checksum; they are never all there at once."""
    block, packer, checksum = bytes(MEBI), zlib.compressobj(9, wbits=-15), 0
    portion = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(BOMB):
        checksum = zlib.crc32(block, checksum)
    return portion * BOMB + zlib.compressobj(wbits=-15).flush(), checksum


def bomb(name: str, source: bytes = b"", *, told: int = BOMB * MEBI, honest: bool = True) -> bytes:
    """A zip with one part of `BOMB` mebibytes that says it has `told` bytes, with the checksum of these or a wrong one.

    It stands behind the parts of `source`.
    """
    packed, checksum = zeros()
    kept = io.BytesIO(source)
    with zipfile.ZipFile(kept, "a") as made:
        made.writestr(name, packed)
        at = made.getinfo(name).header_offset
    whole = bytearray(kept.getvalue())
    checksum = checksum if told == BOMB * MEBI else zlib.crc32(bytes(told))
    for head, method, figures in ((at, 8, 14), (whole.rfind(b"PK\x01\x02"), 10, 16)):
        struct.pack_into("<H", whole, head + method, zipfile.ZIP_DEFLATED)
        struct.pack_into("<III", whole, head + figures, checksum ^ (not honest), len(packed), told)
    return bytes(whole)


def many(count: int, *, shared: bool = False) -> bytes:
    """A zip of so many empty parts; if `shared`, all names stand for one and the same."""
    names = [f"{number:x}".encode() for number in range(count)]
    contents, directory = [], []
    offset = 0
    for name in names:
        common = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0)
        directory.append(b"PK\x01\x02\x14\x00" + common + struct.pack("<HHHII", 0, 0, 0, 0, offset) + name)
        if not (shared and contents):
            contents.append(b"PK\x03\x04" + common + name)
        offset = 0 if shared else offset + 30 + len(name)
    before, listed = b"".join(contents), b"".join(directory)
    figures = struct.pack("<QQQQ", count, count, len(listed), len(before))
    large = b"PK\x06\x06" + struct.pack("<QHHII", 44, 45, 45, 0, 0) + figures
    finder = b"PK\x06\x07" + struct.pack("<IQI", 0, len(before) + len(listed), 1)
    least = min(count, 0xFFFF)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, least, least, len(listed), len(before), 0)
    return before + listed + (large + finder if count > 0xFFFF else b"") + end


def otherwise(method: int) -> bytes:
    """A workbook with one part packed in a way that unfolds without end."""
    kept = io.BytesIO(workbook())
    with zipfile.ZipFile(kept, "a") as made:
        made.writestr("xl/more.xml", bytes(20 * MEBI), method)
    whole = bytearray(kept.getvalue())
    struct.pack_into("<I", whole, whole.rfind(b"PK\x01\x02") + 24, 100)
    return bytes(whole)


def sheet(body: str, *, head: str = "") -> bytes:
    """A workbook whose sheet is this XML."""
    return changed(
        SHEET, f'<?xml version="1.0"?>{head}<worksheet {SPACE}><sheetData>{body}</sheetData></worksheet>'.encode()
    )


def row(cells: str) -> str:
    """The first row of a sheet."""
    return f'<row r="1">{cells}</row>'


def lists() -> Iterator[tuple[str, bytes]]:
    """What may come where a class list is expected."""
    yield from _zips()
    yield from _xml()
    yield from _texts()


def _zips() -> Iterator[tuple[str, bytes]]:
    yield "bomb", bomb(SHEET)
    yield "bomb beside a good sheet", bomb("xl/media/image1.png", workbook())
    yield "bomb that says it is small", bomb("xl/more.xml", workbook(), told=100)
    yield "bomb that says it is small, with a wrong checksum", bomb("xl/more.xml", workbook(), told=100, honest=False)
    yield "bomb in the place of the sheet that says it is small", bomb(SHEET, told=100)
    yield "bomb packed in another way", otherwise(zipfile.ZIP_BZIP2)
    yield "bomb packed in a third way", otherwise(zipfile.ZIP_LZMA)
    yield "very many parts", many(PARTS)
    yield "as many parts as fit", many(FITTING, shared=True)
    yield "nested bomb", archive({"inner.zip": archive({"x": bytes(10_000_000)})})
    yield "path upwards", changed("../../../../tmp/evil.py", b"print(1)")
    yield "absolute path", changed("/etc/cron.d/evil", b"* * * * * root true")
    yield "windows path", changed("..\\..\\evil.bat", b"echo")
    yield "link", archive({SHEET: b"/etc/passwd"}, mode=0o120777)
    yield "device", archive({SHEET: b""}, mode=0o020666)
    yield "macro", changed("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"macro")
    yield "external link", changed("xl/externalLinks/externalLink1.xml", b'<a href="http://127.0.0.1:9/x"/>')
    yield "document of words", archive({"word/document.xml": b"<x/>", TYPES.decode(): b"<Types/>"})
    yield "page inside", archive({"index.html": HTML})
    yield "nothing inside", archive({})
    yield "cut in the middle", workbook()[:900]
    yield "cut at the end", workbook()[:-30]
    yield "flipped bytes", bytes(one ^ 255 if place % 97 == 50 else one for place, one in enumerate(workbook()))
    yield "page before the zip", HTML + workbook()
    yield "page behind the zip", workbook() + HTML
    yield "same name twice", _twice()
    yield "gzip bomb", gzip.compress(bytes(MEBI)) * BOMB
    yield "old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)


def _styles(count: int) -> bytes:
    one = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" applyAlignment="1" pivotButton="0" xfId="0"/>'
    return f"<styleSheet {SPACE}><cellXfs>{one * count}</cellXfs></styleSheet>".encode()


def _xml() -> Iterator[tuple[str, bytes]]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    yield "billion laughs", sheet("&l11;", head=f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>')
    yield "outer entity", sheet("&x;", head='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    yield "outer definition", sheet("", head='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">')
    yield "deep nesting", sheet("<row>" * 50_000)
    yield "endless row", sheet(row('<c r="A1"/>' * 1_300_000))
    yield "row as long as can be", sheet(row('<c r="A1" s="0" t="n"><v>1</v></c>' * 29_000))
    yield "endless rows", sheet("<row/>" * 2_000_000)
    yield "rows as many as can be", sheet("<row/>" * 690_000)
    yield "styles as many as can be", changed("xl/styles.xml", _styles(59_000))
    yield "endless styles", changed("xl/styles.xml", f"<styleSheet {SPACE}>{'<font/>' * 2_000_000}".encode())
    yield "endless texts", changed("xl/sharedStrings.xml", f"<sst {SPACE}>{'<si><t>x</t></si>' * 900_000}".encode())
    yield "endless sheets", changed("xl/workbook.xml", f"<workbook {SPACE}>{'<sheet/>' * 2_000_000}".encode())
    yield "endless tag", sheet(row(f'<c r="A1" t="{LONG}"/>'))
    yield "tag without an end", sheet(f'<row r="1"><c r="A1" t="{LONG}')
    yield "endless remark", sheet(f"<!--{LONG}-->")
    yield "rows of remarks", sheet(row("<!--</row>-->" * 500_000))
    yield "rows in a row", sheet(row("<c/>" * 50_000 + row("<c/>" * 50_000)))
    yield "entities in 16 bits", changed(SHEET, '<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16"))
    yield "no XML", changed(SHEET, b"\x00\x01\x02")
    yield "no sheet", changed("xl/workbook.xml", b"<workbook/>")
    yield "far cell", sheet('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>')
    yield "endless number", sheet(f'<row r="1"><c r="A1"><v>{"9" * 100_000}</v></c></row>')
    yield "not a number", sheet('<row r="1"><c r="A1"><v>nan</v></c></row>')
    yield "date beyond time", sheet('<row r="1"><c r="A1" s="1" t="d"><v>99999-99-99</v></c></row>')
    yield "text that is not there", sheet('<row r="1"><c r="A1" t="s"><v>999999</v></c></row>')
    yield "wide rows", workbook([["x"] * 400])
    yield "many rows", workbook([["x"]] * 6500)
    yield "long cell", workbook([["x" * 30_000]])
    yield "formula", workbook([["이름", "번호"], ['=HYPERLINK("http://127.0.0.1:9","x")', "1"]])


def _texts() -> Iterator[tuple[str, bytes]]:
    yield "page", HTML
    yield "drawing", b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'
    yield "program", b"MZ" + bytes(3000)
    yield "program of Linux", b"\x7fELF" + bytes(3000)
    yield "paper", b"%PDF-1.7\n" + bytes(3000)
    yield "picture", png(1, 1)
    yield "pixel flood", png(2**31 - 1, 2**31 - 1)
    yield "script and picture", b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)"
    yield "nulls", bytes(5000)
    yield "half a mark", b"\xff\xfe\x00"
    yield "text of 16 bits", "이름,번호\n김하나,1".encode("utf-16")
    yield "text of 32 bits", "이름,번호".encode("utf-32")
    yield "one endless line", b"x" * 1_900_000
    yield "endless quote", b'"' + b"x,\n" * 300_000
    yield "only separators", b"," * 1_900_000
    yield "only lines", b"\n" * 1_900_000
    yield "too large", b"a,b\n" * 600_000
    yield "formulas", "이름,번호\n=1+1,=cmd|' /C calc'!A0\n@SUM(1),+1".encode()
    yield "markup for names", "이름,번호\n<script>alert(1)</script>,1".encode()
    yield "turned letters", "이름,번호\n\u202egnp.exe,1".encode()
    yield "control signs", "이름,번호\n김\x00\x07하나,1".encode()
    yield "surrogates", b"\xed\xa0\x80,1\n"


def _twice() -> bytes:
    kept = io.BytesIO(workbook())
    with zipfile.ZipFile(kept, "a") as made:
        made.writestr("xl/other.xml", b"<a/>")
        made.infolist()[-1].filename = "xl/workbook.xml"
    return kept.getvalue()


def pictures() -> Iterator[tuple[str, bytes, str]]:
    """What an author may put into `media/`: file name, content, and the code that refuses it."""
    inside = {
        "script": SCRIPT.decode(),
        "event": '<rect onload="window.__x=1" onclick="window.__x=1"/>',
        "foreign": f'<foreignObject><body xmlns="http://www.w3.org/1999/xhtml">{SCRIPT.decode()}</body></foreignObject>',
        "link": '<a xlink:href="javascript:window.__x=1"><text>x</text></a>',
        "animate": '<animate onbegin="window.__x=1" attributeName="x" dur="1s"/>',
        "set": '<set attributeName="href" to="javascript:window.__x=1"/>',
        "frame": '<foreignObject><iframe src="javascript:window.__x=1"/></foreignObject>',
    }
    for name, content in inside.items():
        yield f"{name}.svg", svg(content), "C026"
    yield "laughs.svg", svg("&b;", front='<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'), "C026"
    yield "outside.svg", svg("&a;", front='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "C026"
    yield "sheet.svg", svg(front='<?xml-stylesheet type="text/xsl" href="x.xsl"?>'), "C026"
    yield "packed.svg", gzip.compress(svg()), "C024"
    yield "deep.svg", svg("<g>" * 200_000), "C024"
    yield "large.svg", svg("<g/>" * 400_000), "C022"
    for ending in sorted(set(SMALL) - {".txt", ".md"}):
        yield f"page{ending}", HTML, "C024"
        yield f"program{ending}", b"MZ" + bytes(3000), "C024"
        yield f"zip{ending}", workbook(), "C024"
        yield f"nothing{ending}", b"", "C025"
    for name, content in {
        "flood.png": png(2**31 - 1, 2**31 - 1),
        "flood.gif": gif(65_535, 65_535),
        "flooding.gif": gif(1, 1, (65_535, 65_535)),
        "flood.jpg": jpeg(65_535, 65_535),
        "flood.webp": webp("VP8X", 2**24, 2**24),
        "flood.avif": avif((2**31, 2**31)),
    }.items():
        yield name, content, "C023"
    yield "large.png", png(10, 10) + bytes(6 * MEBI), "C022"
    yield "large.vtt", b"WEBVTT\n" + bytes(300 * 1024), "C022"
    yield "other signs.vtt", b"WEBVTT\n\n\xff\xfe", "C007"
    yield "half.jpg", jpeg()[:20], "C024"
    yield "drawing.png", svg(), "C024"
    yield "picture.svg", png(), "C024"


def doubtful() -> Iterator[tuple[str, bytes]]:
    """What passes the check and could still be taken for something else, or fetch something."""
    yield "both.gif", gif() + b"/*" + HTML
    yield "both.png", png() + HTML + workbook()
    yield "both.mp3", b"ID3" + HTML
    yield "use.svg", svg('<use href="data:image/svg+xml,%3Csvg onload=1%3E"/>')
    yield "style.svg", svg("<style>@import url(http://127.0.0.1:9/x.css)</style>")
    yield "image.svg", svg('<image href="http://127.0.0.1:9/x.png"/>')
    yield (
        "foreign.svg",
        svg('<foreignObject><form xmlns="http://www.w3.org/1999/xhtml" action="/logout"/></foreignObject>'),
    )
