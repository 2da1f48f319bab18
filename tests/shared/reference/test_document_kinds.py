"""A document's kind is what its bytes are, whatever they pretend to be."""

import io
import json
import struct
import zipfile

import docx
import pytest

from shared.contracts.document import DocumentKind
from shared.reference.document_kinds import decode_text, detect_kind, is_encrypted_office

RESUME = "Скворцова Агния, разработчик. Опыт работы: 6 лет, Python и Django."
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504
WORD_STREAM = "WordDocument".encode("utf-16-le")


def make_zip(*names: str, before: bytes = b"") -> bytes:
    written = io.BytesIO()
    written.write(before)
    with zipfile.ZipFile(written, "a") as archive:
        for name in names:
            archive.writestr(name, "x" * 50)
    return written.getvalue()


def make_ole(stream: str, flags: int = 0) -> bytes:
    """The header, one sector of the directory with one stream in it, and the start of that stream."""
    entry = stream.encode("utf-16-le").ljust(116, b"\0") + struct.pack("<IQ", 1, 4096)
    header = OLE[:30] + struct.pack("<H", 9) + OLE[32:]
    text = b"\xec\xa5" + b"\0" * 8 + struct.pack("<H", flags)
    return header + entry.ljust(512, b"\0") + text.ljust(512, b"\0")


def make_odt(kind: str = "text") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<x/>")
    return written.getvalue()


def make_docx() -> bytes:
    written = io.BytesIO()
    docx.Document().save(written)
    return written.getvalue()


def with_bad_version(archive: bytes) -> bytes:
    """A ZIP whose directory asks for a version of the format that does not exist."""
    place = archive.index(b"PK\x01\x02") + 6
    return archive[:place] + b"\xff" + archive[place + 1 :]


def with_bad_name(archive: bytes) -> bytes:
    """A ZIP whose directory says that a name is UTF-8 when it is not."""
    place = archive.index(b"PK\x01\x02")
    flagged = archive[: place + 8] + b"\x00\x08" + archive[place + 10 :]
    return flagged[: place + 46] + b"\xff" + flagged[place + 47 :]


KINDS: dict[str, tuple[bytes, DocumentKind | None]] = {
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", DocumentKind.PDF),
    "pdf after rubbish": (b"\r\n\xef\xbb\xbf\0junk%PDF-1.4", DocumentKind.PDF),
    "pdf header far inside": (b"\0" * 2000 + b"%PDF-1.4", None),
    "docx": (make_docx(), DocumentKind.DOCX),
    "docx cut short": (make_docx()[:-100], DocumentKind.DOCX),
    "docx of an unknown version": (with_bad_version(make_zip("word/document.xml")), DocumentKind.DOCX),
    "docx with a broken name": (with_bad_name(make_zip("word/document.xml")), DocumentKind.DOCX),
    "other zip of an unknown version": (with_bad_version(make_zip("xl/workbook.xml")), None),
    "spreadsheet": (make_zip("[Content_Types].xml", "xl/workbook.xml"), None),
    "empty zip": (make_zip(), None),
    "jar": (make_zip("META-INF/MANIFEST.MF"), None),
    "json": (b'{"full_name": "x"}', DocumentKind.JSON),
    "json list": (b" \n[1]", DocumentKind.JSON),
    "json with a byte order mark": (b"\xef\xbb\xbf{}", DocumentKind.JSON),
    "json that breaks off": (b'{"full_name": ', None),
    "json of brackets only": (b"[" * 200_000, None),
    "html": (b"<html><body>x</body></html>", DocumentKind.HTML),
    "html with doctype": (b"\n<!DOCTYPE HTML PUBLIC '-//W3C'><html>", DocumentKind.HTML),
    "html after a comment": (b"<!-- saved from url --><html>", DocumentKind.HTML),
    "xhtml": (b"<?xml version='1.0'?><!DOCTYPE html><html>", DocumentKind.HTML),
    "html with a byte order mark": (b"\xef\xbb\xbf<html>", DocumentKind.HTML),
    "text": (RESUME.encode(), DocumentKind.TEXT),
    "text in Windows-1251": (RESUME.encode("cp1251"), DocumentKind.TEXT),
    "text with a byte order mark": (RESUME.encode("utf-8-sig"), DocumentKind.TEXT),
    "english text": (b"Jane Roe. Developer. Python, Django, five years.", DocumentKind.TEXT),
    "text in UTF-16": (RESUME.encode("utf-16"), DocumentKind.TEXT),
    "text in UTF-16 without a mark": (RESUME.encode("utf-16-le"), None),
    "rubbish with a mark of UTF-16": (b"\xff\xfe" + bytes(range(256)), None),
    "punctuation only": (b"!!! --- ??? ... *** ###", None),
    "spaces": (b" \t\r\n", None),
    "nothing": (b"", None),
    "rich text": (rb"{\rtf1\ansi\ansicpg1251 Skvortsova, developer of many things\par}", DocumentKind.RTF),
    "rich text after blanks": (b"\r\n" + rb"{\rtf1 Skvortsova}", DocumentKind.RTF),
    "text in KOI8-R": (RESUME.encode("koi8-r"), DocumentKind.TEXT),
    "text in the old DOS encoding": (RESUME.encode("cp866"), DocumentKind.TEXT),
    "xml": (b"<?xml version='1.0'?><resume><name>Skvortsova Agniya</name></resume>", None),
    "postscript": (b"%!PS-Adobe-3.0 resume of somebody who prints a lot", None),
    "web archive": (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nresume", None),
    "old Word": (make_ole("WordDocument"), DocumentKind.DOC),
    "old Word that speaks of passwords": (make_ole("WordDocument") + b"EncryptedPackage", DocumentKind.DOC),
    "old Excel": (make_ole("Workbook"), None),
    "old Excel that speaks of Word": (make_ole("Workbook") + b"x" + WORD_STREAM, None),
    "OLE cut short": (OLE[:20], None),
    "OpenDocument text": (make_odt(), DocumentKind.ODT),
    "OpenDocument text cut short": (make_odt()[:90], DocumentKind.ODT),
    "OpenDocument sheet": (make_odt("spreadsheet"), None),
    "docx with another name of its text": (make_zip("word/document2.xml"), DocumentKind.DOCX),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", DocumentKind.IMAGE),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF", DocumentKind.IMAGE),
    "tiff": (b"II*\0\x08\0\0\0", DocumentKind.IMAGE),
    "webp": (b"RIFF\0\0\0\0WEBPVP8 ", DocumentKind.IMAGE),
    "bmp": (b"BM" + b"\0" * 12 + b"\x28\0\0\0", DocumentKind.IMAGE),
    "text that begins like a bmp": (b"BMW, Skvortsova, developer, five years", DocumentKind.TEXT),
    "gif": (b"GIF89a\x01\0\x01\0=1;alert(1)", None),
    "sound": (b"RIFF\0\0\0\0WAVEfmt ", None),
    "gzip": (b"\x1f\x8b\x08\0\0\0", None),
    "program": (b"\x7fELF\x02\x01\x01\0", None),
    # Files that are two things at once.
    "docx that begins like a pdf": (make_zip("word/document.xml", before=b"%PDF-1.7\n"), DocumentKind.PDF),
    "docx with a pdf inside": (make_zip("%PDF-1.7", "word/document.xml"), DocumentKind.DOCX),
    "json that speaks of pdf": (json.dumps({"about": "%PDF-1.7"}).encode(), DocumentKind.JSON),
    "html that speaks of pdf": (b"<html><title>%PDF-1.7</title>", DocumentKind.HTML),
    "pdf with html inside": (b"%PDF-1.7\n<html><body>", DocumentKind.PDF),
    "text that quotes html": (f"{RESUME}\n<html>".encode(), DocumentKind.TEXT),
    "text that quotes json": (f"{RESUME}\n{{}}".encode(), DocumentKind.TEXT),
}


@pytest.mark.parametrize(("content", "kind"), KINDS.values(), ids=KINDS.keys())
def test_kind_is_told_by_content(content: bytes, kind: DocumentKind | None) -> None:
    assert detect_kind(content) is kind


@pytest.mark.parametrize("place", range(0, 46, 2))
def test_damaged_directory_of_a_docx_stops_nothing(place: int) -> None:
    content = bytearray(make_zip("word/document.xml"))
    start = content.index(b"PK\x01\x02")
    content[start + place] ^= 0xFF
    assert detect_kind(bytes(content)) is DocumentKind.DOCX


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (RESUME.encode(), RESUME),
        (RESUME.encode("utf-8-sig"), RESUME),
        (RESUME.encode("cp1251"), RESUME),
        (b"tabs\tand\r\nlines\x0b\x0c", "tabs\tand\r\nlines\x0b\x0c"),
        (RESUME.encode("koi8-r"), RESUME),
        (RESUME.encode("cp866"), RESUME),
        (RESUME.upper().encode("cp1251"), RESUME.upper()),
        (RESUME.upper().encode("koi8-r"), RESUME.upper()),
        ("Café au lait".encode("cp1252"), "Cafй au lait"),
        (b"with \0 inside", None),
        (b"\x98 is no letter of Windows-1251", None),
        (RESUME.encode("utf-16"), RESUME),
        (b"\xfe\xff" + RESUME.encode("utf-16-be"), RESUME),
        (RESUME.encode("utf-16-le"), None),
    ],
)
def test_text_is_decoded_or_refused(content: bytes, text: str | None) -> None:
    assert decode_text(content) == text


@pytest.mark.parametrize(
    ("content", "encrypted"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), True),
        (make_ole("WordDocument", flags=0x0100), True),
        (make_ole("WordDocument"), False),
        (make_ole("WordDocument", flags=0x0100)[:-520], False),
        ("EncryptedPackage".encode("utf-16-le"), False),
        (b"", False),
    ],
)
def test_locked_office_document_is_recognised(content: bytes, encrypted: bool) -> None:
    assert is_encrypted_office(content) is encrypted
