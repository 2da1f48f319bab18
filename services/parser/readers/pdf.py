"""PDF: words with their places."""

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from services.parser.lines import ReadText, Word
from services.parser.readers.hidden import split_hidden_words
from services.parser.readers.limits import ParseLimits
from services.parser.readers.pdf_words import CharReader, read_page_words
from shared.contracts.problem import Problem
from shared.errors import InvalidInput
from shared.reference.problems import problem

_ENCRYPTED = (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)


def read_pdf(content: bytes, limits: ParseLimits) -> ReadText:
    """Read the words of a PDF.

    Raises:
        InvalidInput: `encrypted`, `damaged_document`, `too_many_pages`, `too_much_text` or `needs_ocr`.
    """
    document = _open_pdf(content)
    try:
        if len(document) > limits.max_pages:
            raise InvalidInput(problem("too_many_pages", limit=limits.max_pages))
        if len(document) == 0:
            raise InvalidInput(problem("empty_document"))
        return _read_pages(document, limits)
    finally:
        document.close()


def _open_pdf(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        is_encrypted = error.err_code in _ENCRYPTED
        raise InvalidInput(problem("encrypted" if is_encrypted else "damaged_document")) from error


def _read_pages(document: pdfium.PdfDocument, limits: ParseLimits) -> ReadText:
    words: list[Word] = []
    problems: list[Problem] = []
    chars_left = limits.max_chars
    for number in range(len(document)):
        seen, hidden, chars = _read_page(document, number, chars_left, limits)
        chars_left -= chars
        words += seen
        if hidden:
            problems.append(problem("hidden_text", count=len(hidden), page=number + 1))
    if not words:
        raise InvalidInput(problem("needs_ocr"))
    return ReadText(words=tuple(words), pages=len(document), problems=tuple(problems))


def _read_page(
    document: pdfium.PdfDocument, number: int, chars_left: int, limits: ParseLimits
) -> tuple[list[Word], list[Word], int]:
    try:
        page = document[number]
        textpage = page.get_textpage()
    except pdfium.PdfiumError as error:
        raise InvalidInput(problem("damaged_document")) from error
    try:
        reader = CharReader(textpage, page.get_height())
        chars = reader.count()
        if chars > chars_left:
            raise InvalidInput(problem("too_much_text", limit=limits.max_chars))
        seen, hidden = split_hidden_words(page, list(read_page_words(reader, number)))
        return seen, hidden, chars
    finally:
        textpage.close()
        page.close()
