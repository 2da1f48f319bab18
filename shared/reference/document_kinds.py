"""What kind of document some bytes are, told by the bytes alone. Names and media types can lie."""

import io
import json
import re
import struct
import zipfile
from collections.abc import Callable

from shared.contracts.document import DocumentKind

_HTML = re.compile(
    rb"^\s*(?:<!--.*?-->\s*)?(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
OLE_MARK = bytes.fromhex("d0cf11e0a1b11ae1")
"""How the old Office formats begin, and any Office document behind a password."""

_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
# RTF, PostScript, XML, a web archive, JSON that breaks off: made of letters, and not to be read as they are.
_NOT_PLAIN = re.compile(r"""\s*(?:\{\\rtf|%!PS|<\?xml|MIME-Version:|\{\s*"|\[\s*[\[{"])""", re.IGNORECASE)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_TEXT_ENCODINGS = ("utf-8-sig", "cp1251")
_DAMAGED_ZIP = (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error)
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_READABLE_SHARE = 0.6
_ENOUGH_CHARACTERS = 100_000


def detect_kind(content: bytes) -> DocumentKind | None:
    """The kind of a document, or None if it is none that we read."""
    return next((kind for kind, matches in _MATCHERS if matches(content)), None)


def is_encrypted_office(content: bytes) -> bool:
    """Whether this is an Office document behind a password: then its outer shell is OLE and not a ZIP."""
    return content.startswith(OLE_MARK) and _ENCRYPTED_STREAM in content


def decode_text(content: bytes) -> str | None:
    """Text in UTF-8, marked UTF-16 or Windows-1251, or None if it is neither: binary, or another encoding."""
    encodings = ("utf-16",) if content.startswith(_UTF16_MARKS) else _TEXT_ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROL_CHARACTERS.search(text) else text
    return None


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]  # readers accept rubbish before the header


def _is_docx(content: bytes) -> bool:
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "word/document.xml" in archive.namelist()
    except _DAMAGED_ZIP:
        # Most likely a damaged DOCX: the parser says so better than "unsupported".
        return b"word/" in content


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
    (DocumentKind.DOCX, _is_docx),
    (DocumentKind.JSON, _is_json),
    (DocumentKind.HTML, _is_html),
    (DocumentKind.PDF, _is_pdf),
    (DocumentKind.TEXT, _is_text),
)
