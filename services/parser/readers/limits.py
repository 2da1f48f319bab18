"""How much of a document is read."""

from dataclasses import dataclass

from shared.errors import InvalidInput
from shared.reference.problems import problem


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """Bounds that keep one document from holding a worker."""

    max_mb: int = 10
    max_pages: int = 30
    max_chars: int = 200_000
    max_unpacked_mb: int = 100  # of an archive such as DOCX
    ocr_pages: int = 10  # seconds each, so fewer
    seconds: int = 25  # for programs such as LibreOffice and Tesseract


def check_length(chars: int, limits: ParseLimits) -> None:
    """Refuse a text that is too long or has nothing in it.

    Raises:
        InvalidInput: `too_much_text` or `empty_document`.
    """
    if chars > limits.max_chars:
        raise InvalidInput(problem("too_much_text", limit=limits.max_chars))
    if chars == 0:
        raise InvalidInput(problem("empty_document"))
