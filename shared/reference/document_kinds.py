"""What kind of document some bytes are, told by the bytes alone. Names and media types can lie."""

import io
import json
import re
import struct
import zipfile
from collections.abc import Callable

from shared.contracts.document import Document, DocumentKind
from shared.errors import InvalidInput
from shared.reference.problems import problem

_HTML = re.compile(
    rb"^\s*(?:<!--.*?-->\s*)?(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
OLE_MARK = bytes.fromhex("d0cf11e0a1b11ae1")
"""How the old Office formats begin, and any Office document behind a password."""

_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_OLE_ENTRY_BYTES = 128  # of the directory of an OLE file: a name, then where its stream begins
_OLE_START_PLACE = 116
_WORD_MARK = b"\xec\xa5"
_WORD_FLAGS_PLACE, _WORD_IS_ENCRYPTED = 10, 0x0100
_RTF = re.compile(rb"\s*(?:\xef\xbb\xbf)?\{\\rtf")
_ODT_MIMETYPE = b"mimetypeapplication/vnd.oasis.opendocument.text"
_ZIP_NAME_PLACE = 30  # of the first entry of a ZIP
_WORD_PART = re.compile(r"word/document\d*\.xml")
_PICTURE_MARKS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_BMP_HEADER_SIZES = (12, 40, 52, 56, 64, 108, 124)
# PostScript, XML, a web archive, JSON that breaks off: made of letters, and not to be read as they are.
_NOT_PLAIN = re.compile(r"""\s*(?:%!PS|<\?xml|MIME-Version:|\{\s*"|\[\s*[\[{"])""", re.IGNORECASE)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CYRILLIC_ENCODINGS = ("cp1251", "koi8-r", "cp866")
_COMMON_LETTERS = re.compile("[оеаинтсрвлкмдпуя]", re.IGNORECASE)
_OTHER_LETTERS = re.compile(r"[^\x00-\x7f]")
_TELLING_LETTERS = 12  # fewer say nothing about an encoding
_MORE_COMMON = 1.25  # how much likelier another encoding must be than the usual one
_DAMAGED_ZIP = (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error)
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_READABLE_SHARE = 0.6
_ENOUGH_CHARACTERS = 100_000


def detect_kind(content: bytes) -> DocumentKind | None:
    """The kind of a document, or None if it is none that we read."""
    return next((kind for kind, matches in _MATCHERS if matches(content)), None)


def identify_document(content: bytes) -> Document:
    """The document that some bytes are.

    Raises:
        InvalidInput: `empty_document`, `encrypted` or `unsupported_kind`.
    """
    if not content.strip():
        raise InvalidInput(problem("empty_document"))
    kind = detect_kind(content)
    if kind is None:
        raise InvalidInput(problem("encrypted" if is_encrypted_office(content) else "unsupported_kind"))
    return Document(kind=kind, content=content)


def is_encrypted_office(content: bytes) -> bool:
    """Whether this is an Office document behind a password.

    The newer ones are an OLE file with one packed stream; the older Word sets a flag before its text.
    """
    if not content.startswith(OLE_MARK):
        return False
    return _ENCRYPTED_STREAM in content or _is_flagged_encrypted(content)


def decode_text(content: bytes) -> str | None:
    """Text in UTF-8, marked UTF-16, Windows-1251, KOI8-R or the DOS encoding; None if it is none of them."""
    text = _decode(content, "utf-16" if content.startswith(_UTF16_MARKS) else "utf-8-sig")
    if text is None and not content.startswith(_UTF16_MARKS):
        text = _decode_cyrillic(content)
    return None if text is None or _CONTROL_CHARACTERS.search(text) else text


def _decode(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decode_cyrillic(content: bytes) -> str | None:
    """Windows-1251, unless the letters of another encoding are clearly more like Russian."""
    usual, *others = (_decode(content, encoding) for encoding in _CYRILLIC_ENCODINGS)
    likelier = max((text for text in others if text), key=_likeness_to_russian, default=None)
    if likelier and _likeness_to_russian(likelier) > _MORE_COMMON * _likeness_to_russian(usual or ""):
        return likelier
    return usual


def _likeness_to_russian(text: str) -> float:
    """Share of the commonest Russian letters among all that are not ASCII."""
    beginning = text[:_ENOUGH_CHARACTERS]
    others = len(_OTHER_LETTERS.findall(beginning))
    return len(_COMMON_LETTERS.findall(beginning)) / others if others >= _TELLING_LETTERS else 0.0


def _is_flagged_encrypted(content: bytes) -> bool:
    entry = _find_word_entry(content)
    if entry is None:
        return False
    sector_bytes = 1 << min(struct.unpack_from("<H", content, 30)[0], 12)
    (start,) = struct.unpack_from("<I", content, entry + _OLE_START_PLACE)
    place = (start + 1) * sector_bytes
    head = content[place : place + _WORD_FLAGS_PLACE + 2]
    if len(head) < _WORD_FLAGS_PLACE + 2 or not head.startswith(_WORD_MARK):
        return False
    return bool(struct.unpack_from("<H", head, _WORD_FLAGS_PLACE)[0] & _WORD_IS_ENCRYPTED)


def _find_word_entry(content: bytes) -> int | None:
    """Where the directory of an OLE file names the stream of a Word document."""
    place = content.find(_WORD_STREAM)
    while place >= 0 and place % _OLE_ENTRY_BYTES:
        place = content.find(_WORD_STREAM, place + 1)
    return place if 0 <= place <= len(content) - _OLE_ENTRY_BYTES else None


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]  # readers accept rubbish before the header


def _is_docx(content: bytes) -> bool:
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(_WORD_PART.fullmatch(name) for name in archive.namelist())
    except _DAMAGED_ZIP:
        # Most likely a damaged DOCX: the parser says so better than "unsupported".
        return b"word/" in content


def _is_doc(content: bytes) -> bool:
    return content.startswith(OLE_MARK) and _find_word_entry(content) is not None


def _is_rtf(content: bytes) -> bool:
    return bool(_RTF.match(content[:1024]))


def _is_odt(content: bytes) -> bool:
    """The format wants the kind first in the file and not packed."""
    return content.startswith(b"PK") and content.startswith(_ODT_MIMETYPE, _ZIP_NAME_PLACE)


def _is_image(content: bytes) -> bool:
    if content.startswith(_PICTURE_MARKS):
        return True
    is_webp = content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    is_bmp = content.startswith(b"BM") and int.from_bytes(content[14:18], "little") in _BMP_HEADER_SIZES
    return is_webp or is_bmp


def _is_json(content: bytes) -> bool:
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in {b"{", b"["}:
        return False
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def _is_html(content: bytes) -> bool:
    return bool(_HTML.match(content[:4096].removeprefix(b"\xef\xbb\xbf")))


def _is_text(content: bytes) -> bool:
    text = decode_text(content)
    if text is None or not text.strip() or _NOT_PLAIN.match(text):
        return False
    beginning = text[:_ENOUGH_CHARACTERS]
    readable = sum(character.isalnum() or character.isspace() for character in beginning)
    return readable >= _READABLE_SHARE * len(beginning)


_MATCHERS: tuple[tuple[DocumentKind, Callable[[bytes], bool]], ...] = (
    # The strict ones first: a resume in DOCX, JSON or HTML may speak of "%PDF-" in its first lines.
    (DocumentKind.DOC, _is_doc),
    (DocumentKind.ODT, _is_odt),
    (DocumentKind.DOCX, _is_docx),
    (DocumentKind.IMAGE, _is_image),
    (DocumentKind.RTF, _is_rtf),
    (DocumentKind.JSON, _is_json),
    (DocumentKind.HTML, _is_html),
    (DocumentKind.PDF, _is_pdf),
    (DocumentKind.TEXT, _is_text),
)
