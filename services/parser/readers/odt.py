"""OpenDocument texts: what is hidden there by means that Word does not have, and is lost in a conversion."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from services.parser.readers.archives import DAMAGES

_PARTS = ("content.xml", "styles.xml")
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_NEVER = ("", "0", "false")  # conditions that are not met


def drop_unseen(content: bytes) -> tuple[bytes, int]:
    """The document without its hidden sections, paragraphs and fields, and the number of those.

    A section whose condition has to be worked out is taken as hidden: nobody writes such a resume by hand.
    """
    parts: dict[str, bytes] = {}
    count = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in _PARTS:
                if name in archive.namelist():
                    parts[name], dropped = _drop_in(archive.read(name))
                    count += dropped
            return (_rewrite(archive, parts), count) if count else (content, 0)
    except (*DAMAGES, etree.XMLSyntaxError, RuntimeError):
        return content, 0  # the program that converts it says what is wrong with it


def _drop_in(xml: bytes) -> tuple[bytes, int]:
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    found = dict.fromkeys(_find_unseen(root))
    unseen = [element for element in found if "".join(element.itertext()).strip()]
    for element in unseen:
        _take_out(element)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written, len(unseen)


def _find_unseen(root: Any) -> Iterator[Any]:
    for section in root.iter(f"{_TEXT}section"):
        kind = section.get(f"{_TEXT}display", "true")
        if kind == "none" or (kind == "condition" and _is_met(section)):
            yield section
    for mark in root.iter(f"{_TEXT}hidden-paragraph"):
        paragraph = next(mark.iterancestors(*_PARAGRAPHS), None)
        if paragraph is not None and _is_met(mark):
            yield paragraph
    yield from (text for text in root.iter(f"{_TEXT}hidden-text") if _is_met(text))


def _is_met(element: Any) -> bool:
    condition = element.get(f"{_TEXT}condition", "1")
    return condition.rpartition(":")[2].strip().lower() not in _NEVER


def _take_out(element: Any) -> None:
    """Remove an element, but not the text after it."""
    around = element.getparent()
    if element.tail:
        before = element.getprevious()
        if before is None:
            around.text = (around.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    around.remove(element)


def _rewrite(archive: zipfile.ZipFile, parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in archive.infolist():
            kind = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(entry.filename, parts.get(entry.filename) or archive.read(entry), kind)
    return stream.getvalue()
