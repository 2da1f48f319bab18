"""Archives that unpack to too much, lie, or are damaged; and what only pretends to be an Office document."""

import io
import struct
import zipfile
from collections.abc import Mapping

import docx

from tests.parser.bad_texts import RESUME

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_TEXT = "word/document.xml"
_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def make_zip(entries: Mapping[str, bytes]) -> bytes:
    """An archive of entries."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()


def make_docx() -> bytes:
    """A whole DOCX of a short resume."""
    document = docx.Document()
    for line in RESUME.splitlines():
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_entries(changes: Mapping[str, bytes]) -> bytes:
    """A whole DOCX with entries put in or in place of others."""
    with zipfile.ZipFile(io.BytesIO(make_docx())) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    return make_zip({**entries, **changes})


def _with_text(before: str, body: str) -> bytes:
    text = f'<?xml version="1.0"?>{before}<w:document {_NAMES}><w:body>{body}</w:body></w:document>'
    return with_entries({_TEXT: text.encode()})


def make_cut_short() -> bytes:
    """The first half."""
    whole = make_docx()
    return whole[: len(whole) // 2]


def make_changed() -> bytes:
    """The list of entries is whole, what they hold is not."""
    content = bytearray(make_docx())
    content[200:9000] = b"\xff" * 8800
    return bytes(content)


def make_encrypted() -> bytes:
    """How Office writes a document behind a password."""
    return OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le").ljust(512, b"\0")


def make_ole_rubbish() -> bytes:
    """The mark of the old formats, and bytes without meaning."""
    return OLE + bytes(range(256)) * 40


def make_false_doc() -> bytes:
    """A directory that names a Word document where there is none."""
    entry = "WordDocument".encode("utf-16-le").ljust(128, b"\0")
    return OLE.ljust(512, b"\0") + entry.ljust(512, b"\0") + b"\xec\xa5" + b"\0" * 5000


def make_bomb() -> bytes:
    """A text of 200 MB of one letter, 200 KB packed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open(_TEXT, "w") as entry,
    ):
        for _ in range(200):
            entry.write(b"a" * 2**20)
    return stream.getvalue()


def make_many_entries() -> bytes:
    """Twenty thousand small parts."""
    return with_entries({f"word/media/{number}.xml": b"<x/>" for number in range(20_000)})


def make_nested_bomb() -> bytes:
    """A resume with an archive in it that would unpack to more, which nobody asks for."""
    return with_entries({"word/embeddings/inner.zip": make_zip({"a": b"a" * 2**25})})


def make_lying_sizes() -> bytes:
    """A text of 64 MB that says it has 100 bytes, in its own header and in the directory."""
    content = bytearray(with_entries({_TEXT: b"<a>" + b"a" * 2**26 + b"</a>"}))
    for mark, name_place, size_place in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        place = content.find(mark)
        while place >= 0:
            if content[place + name_place : place + name_place + len(_TEXT)] == _TEXT.encode():
                content[place + size_place : place + size_place + 4] = struct.pack("<I", 100)
            place = content.find(mark, place + 4)
    return bytes(content)


def make_entity_bomb() -> bytes:
    """A billion words out of ten entities."""
    entities = '<!ENTITY a0 "resume ">' + "".join(
        f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10)
    )
    return _with_text(f"<!DOCTYPE w [{entities}]>", "<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>")


def make_file_request() -> bytes:
    """A resume that wants a file of the machine that reads it in the place of its skills."""
    lines = RESUME.replace("Docker", "&x;").splitlines()
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return _with_text('<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>', body)


def make_deep_xml() -> bytes:
    """A hundred thousand elements, each inside of the one before."""
    return _with_text("", "<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)


def make_false_odt() -> bytes:
    """The kind of an OpenDocument text, and none of its parts."""
    return _make_odt({"content.xml": b"no XML"})


def make_encrypted_odt() -> bytes:
    """How LibreOffice marks a text behind a password."""
    return _make_odt({"META-INF/manifest.xml": b"<m:manifest xmlns:m='m'><m:encryption-data/></m:manifest>"})


def _make_odt(entries: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, content in {"META-INF/manifest.xml": b"<m/>", **entries}.items():
            archive.writestr(name, content)
    return stream.getvalue()
