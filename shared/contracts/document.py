"""Document: what was handed in, before anybody has read it."""

from enum import StrEnum

from shared.contracts.base import Contract


class DocumentKind(StrEnum):
    """The kind of a document, told by its content and never by its name."""

    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    IMAGE = "image"
    HTML = "html"
    TEXT = "text"
    JSON = "json"
    MANUAL = "manual"  # the fields of a Resume, typed in by hand: JSON of `Resume`
    LINK = "link"  # the address of a resume on hh.ru, as UTF-8 text


class Document(Contract):
    """A document as it was received. Personal data: it never enters a queue or a log."""

    kind: DocumentKind
    content: bytes
