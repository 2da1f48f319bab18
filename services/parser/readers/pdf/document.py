"""PDF: words with their places; pages that hold none that can be read are read by OCR."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from services.parser.lines import ReadText, Word
from services.parser.readers.invisible import count_invisible
from services.parser.readers.limits import ParseLimits
from services.parser.readers.ocr import READ_BY, is_ocr_installed, recognise_page
from services.parser.readers.pdf.hidden import NOTHING, Unseen, find_unseen
from services.parser.readers.pdf.objects import has_drawings, has_large_picture, show
from services.parser.readers.pdf.pages import open_upright_page, render_for_ocr
from services.parser.readers.pdf.words import CharReader, PageWord, read_page_words
from services.parser.readers.programs import Budget
from shared.contracts.problem import Problem
from shared.errors import InvalidInput
from shared.reference.problems import problem

_ENCRYPTED = (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
_STAMP_WORDS = 12  # over a picture of the whole page: a page number, the name of a scanning program
# Codes of fonts that do not say which letters they draw.
_NO_LETTER = re.compile("[\ue000-\uf8ff\ufffd\x00-\x01\x03-\x08\x0e-\x1f\x7f-\x9f]")
_GARBLED_SHARE = 0.3
_SAMPLE = 60  # characters of a page that are asked whether their font names them


@dataclass(frozen=True, slots=True)
class _PageText:
    words: list[Word]
    hidden: int
    needs_ocr: bool


def read_pdf(content: bytes, limits: ParseLimits) -> ReadText:
    """Read the words of a PDF.

    Raises:
        InvalidInput: `encrypted`, `damaged_document`, `too_many_pages`, `too_much_text`, `needs_ocr`,
            `document_too_heavy`, or `not_a_resume` for pictures without words.
    """
    document = _open_pdf(content)
    try:
        if len(document) > limits.max_pages:
            raise InvalidInput(problem("too_many_pages", limit=limits.max_pages))
        if len(document) == 0:
            raise InvalidInput(problem("empty_document"))
        pages = _read_pages(document, limits)
        return _recognise_pages(document, pages, limits)
    finally:
        document.close()


def _open_pdf(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        # The code may be left over from the document before.
        is_encrypted = error.err_code in _ENCRYPTED and b"/Encrypt" in content
        raise InvalidInput(problem("encrypted" if is_encrypted else "damaged_document")) from error


def _read_pages(document: pdfium.PdfDocument, limits: ParseLimits) -> list[_PageText]:
    pages: list[_PageText] = []
    chars_left = limits.max_chars
    for number in range(len(document)):
        page = open_upright_page(document, number)
        try:
            found, chars = _read_page(page, number, chars_left, limits)
        finally:
            page.close()
        chars_left -= chars
        pages.append(found)
    return pages


def _read_page(
    page: pdfium.PdfPage, number: int, chars_left: int, limits: ParseLimits
) -> tuple[_PageText, int]:
    words, text, is_unmapped = _read_words(page, number, chars_left, limits)
    unseen = find_unseen(page, words)
    if unseen is not NOTHING:
        show(unseen.pieces, False)
        words, text, is_unmapped = _read_words(page, number, chars_left, limits, unseen)
    seen = [one.word for one in words]
    is_stamped = len(seen) <= _STAMP_WORDS and has_large_picture(page)
    needs_ocr = is_unmapped or is_stamped or (not seen and has_drawings(page))
    count = unseen.words + count_invisible(text)
    return _PageText([] if is_unmapped else seen, count, needs_ocr), len(text)


def _read_words(
    page: pdfium.PdfPage, number: int, chars_left: int, limits: ParseLimits, unseen: Unseen = NOTHING
) -> tuple[list[PageWord], str, bool]:
    """Words of a page, its text as pdfium gives it, and whether it is no text."""
    try:
        textpage = page.get_textpage()
    except pdfium.PdfiumError as error:
        raise InvalidInput(problem("damaged_document")) from error
    try:
        reader = CharReader(textpage, page.get_height())
        if reader.count() > chars_left:
            raise InvalidInput(problem("too_much_text", limit=limits.max_chars))
        words = list(read_page_words(reader, number, unseen.letters))
        return words, reader.text, _is_garbled(textpage, reader.text, reader.count())
    finally:
        textpage.close()


def _is_garbled(textpage: pdfium.PdfTextPage, text: str, count: int) -> bool:
    """True for the text of fonts that do not say which letters they draw."""
    if len(_NO_LETTER.findall(text)) > _GARBLED_SHARE * len(text):
        return True
    places = range(0, count, max(1, count // _SAMPLE))
    unmapped = sum(pdfium_c.FPDFText_HasUnicodeMapError(textpage, place) == 1 for place in places)
    return bool(unmapped > _GARBLED_SHARE * len(places))


def _recognise_pages(
    document: pdfium.PdfDocument, pages: Sequence[_PageText], limits: ParseLimits
) -> ReadText:
    """All words, those of pictures included, and what was dropped or not read."""
    problems = [
        problem("hidden_text", count=page.hidden, page=number)
        for number, page in enumerate(pages, start=1)
        if page.hidden
    ]
    words = {number: page.words for number, page in enumerate(pages)}
    pictures = [number for number, page in enumerate(pages) if page.needs_ocr]
    unread, recognised = pictures, dict[int, list[Word]]()
    if pictures and is_ocr_installed():
        is_text = any(page.words for page in pages)
        found = _recognise(document, pictures[: limits.ocr_pages], is_text, limits)
        unread = [number for number in pictures if number not in found]
        recognised = {number: said for number, said in found.items() if len(said) > 2 * len(words[number])}
        words |= recognised
    if not any(words.values()):
        raise InvalidInput(_why_no_words(pictures, unread))
    problems += [problem("pages_unread", count=len(unread))] if unread else []
    all_words = tuple(word for number in sorted(words) for word in words[number])
    read = ReadText(words=all_words, pages=len(pages), problems=tuple(problems))
    return replace(read, read_by=READ_BY) if recognised else read


def _why_no_words(pictures: Sequence[int], unread: Sequence[int]) -> Problem:
    if not pictures:
        return problem("empty_document")
    return problem("needs_ocr" if unread else "not_a_resume")


def _recognise(
    document: pdfium.PdfDocument, numbers: Sequence[int], is_text: bool, limits: ParseLimits
) -> dict[int, list[Word]]:
    """Words of pages that are pictures; beside pages of text those for which no time is left stay unread."""
    budget = Budget(limits.seconds)
    found: dict[int, list[Word]] = {}
    for number in numbers:
        page = open_upright_page(document, number)
        try:
            picture = render_for_ocr(page)
            found[number] = recognise_page(picture, number, page.get_width() / picture.width, budget)
        except InvalidInput:
            if not (is_text or found):
                raise
            break
        finally:
            page.close()
    return found
