"""Hidden text: what a person does not see on the page must not be read by a machine either."""

from collections.abc import Sequence

import pypdfium2 as pdfium

from services.parser.lines import Word
from services.parser.readers.pdf_words import INVISIBLE_MODE

_TINY_POINTS = 3.0
_PALE = 0.9  # luminance from which text may vanish on white paper
_PALE_PIXEL = 229


def split_hidden_words(
    page: pdfium.PdfPage, words: Sequence[tuple[Word, int]]
) -> tuple[list[Word], list[Word]]:
    """Words of a page that can be seen, and words that can't.

    Hidden is text below 3 points, off the page, drawn with the invisible render mode beside visible text
    (alone it is the text layer of a scan), or pale where the rendered page is pale too. Pale text on a dark
    field stays: that is looked up on the rendered page.
    """
    is_scan_layer = all(mode == INVISIBLE_MODE for _, mode in words)
    width, height = page.get_size()
    seen: list[Word] = []
    hidden: list[Word] = []
    pale: list[Word] = []
    for word, mode in words:
        if _is_tiny_or_off_page(word, width, height) or (mode == INVISIBLE_MODE and not is_scan_layer):
            hidden.append(word)
        elif word.grey >= _PALE and mode != INVISIBLE_MODE:
            pale.append(word)
        else:
            seen.append(word)
    if not pale:
        return seen, hidden
    vanished = set(_find_vanished(page, pale))
    hidden += [word for word in pale if word in vanished]
    gone = set(hidden)
    return [word for word, _ in words if word not in gone], hidden


def _is_tiny_or_off_page(word: Word, width: float, height: float) -> bool:
    is_off_page = word.x1 < 0 or word.x0 > width or word.y < 0 or word.y - word.size > height
    return word.size < _TINY_POINTS or is_off_page


def _find_vanished(page: pdfium.PdfPage, words: Sequence[Word]) -> list[Word]:
    bitmap = page.render(scale=1, grayscale=True)
    try:
        return [word for word in words if not _has_dark_pixel(bitmap, word)]
    finally:
        bitmap.close()


def _has_dark_pixel(bitmap: pdfium.PdfBitmap, word: Word) -> bool:
    left, right = max(0, int(word.x0)), min(bitmap.width, int(word.x1) + 1)
    top, bottom = max(0, int(word.y - word.size)), min(bitmap.height, int(word.y) + 1)
    step = bitmap.stride
    pixels = memoryview(bitmap.buffer).cast("B")
    return any(
        min(pixels[row * step + left : row * step + right], default=255) < _PALE_PIXEL
        for row in range(top, bottom)
    )
