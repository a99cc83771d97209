"""Files nobody should send: made here, named by what is wrong with them."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

import openpyxl

SCRIPT = b"<script>window.__x=1</script>"
HTML = b"<!doctype html><title>x</title>" + SCRIPT
PNG = b"\x89PNG\r\n\x1a\n"
TYPES = b"[Content_Types].xml"
BOMB = 200 * 1024 * 1024


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


def png(width: int, height: int) -> bytes:
    """The head of a picture that says it is so large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunk = b"IHDR" + head
    return PNG + struct.pack(">I", len(head)) + chunk + struct.pack(">I", zlib.crc32(chunk))


def sheet(body: str, *, head: str = "") -> bytes:
    """A workbook whose sheet is this XML."""
    name = "xl/worksheets/sheet1.xml"
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return changed(
        name, f'<?xml version="1.0"?>{head}<worksheet {space}><sheetData>{body}</sheetData></worksheet>'.encode()
    )


def lists() -> Iterator[tuple[str, bytes]]:
    """What may come where a class list is expected."""
    yield from _zips()
    yield from _xml()
    yield from _texts()


def _zips() -> Iterator[tuple[str, bytes]]:
    yield "bomb", archive({"xl/worksheets/sheet1.xml": bytes(BOMB)})
    yield "bomb beside a good sheet", changed("xl/media/image1.png", bytes(BOMB))
    yield "many parts", archive({f"part{number}": b"" for number in range(20_000)})
    yield "nested bomb", archive({"inner.zip": archive({"x": bytes(10_000_000)})})
    yield "path upwards", changed("../../../../tmp/evil.py", b"print(1)")
    yield "absolute path", changed("/etc/cron.d/evil", b"* * * * * root true")
    yield "windows path", changed("..\\..\\evil.bat", b"echo")
    yield "link", archive({"xl/worksheets/sheet1.xml": b"/etc/passwd"}, mode=0o120777)
    yield "device", archive({"xl/worksheets/sheet1.xml": b""}, mode=0o020666)
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
    yield "lying size", _lying()
    yield "gzip bomb", gzip.compress(bytes(50_000_000))
    yield "old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)


def _xml() -> Iterator[tuple[str, bytes]]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    yield "billion laughs", sheet("&l11;", head=f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>')
    yield "outer entity", sheet("&x;", head='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    yield "outer definition", sheet("", head='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">')
    yield "deep nesting", sheet("<row>" * 50_000)
    yield "no XML", changed("xl/worksheets/sheet1.xml", b"\x00\x01\x02")
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


def _lying() -> bytes:
    """A part that says it is a hundred bytes long and is ten million."""
    made = bytearray(archive({"xl/worksheets/sheet1.xml": bytes(10_000_000)}))
    at = made.rfind(b"PK\x01\x02")
    made[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(made)


def pictures() -> Iterator[tuple[str, bytes]]:
    """What an author may put into `media/`, by file name."""
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">%b</svg>'
    inside = {
        "script": SCRIPT,
        "event": b'<rect onload="window.__x=1" onclick="window.__x=1"/>',
        "foreign": b"<foreignObject>" + HTML + b"</foreignObject>",
        "link": b'<a xlink:href="javascript:window.__x=1"><text>x</text></a>',
        "use": b'<use href="data:image/svg+xml,%3Csvg onload=1%3E"/>',
        "animate": b'<animate onbegin="window.__x=1" attributeName="x" dur="1s"/>',
        "style": b"<style>@import url(http://127.0.0.1:9/x.css)</style>",
        "frame": b'<foreignObject><iframe src="javascript:window.__x=1"/></foreignObject>',
    }
    for name, content in inside.items():
        yield f"{name}.svg", drawing % content
    yield "laughs.svg", b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + drawing % b"&b;"
    for ending in ("png", "jpg", "gif", "webp", "avif"):
        yield f"page.{ending}", HTML
    yield "both.gif", b"GIF89a/*" + bytes(20) + b"*/=1;window.__x=1;" + HTML
    yield "flood.png", png(2**31 - 1, 2**31 - 1)
    yield "empty.png", b""
    yield "large.png", png(10, 10) + bytes(3_000_000)
