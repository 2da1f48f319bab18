"""Hidden text: what a person does not see on the page must not be read by a machine either.

Cheap signs say which pieces of text may be hidden. Only then is the page rendered without other text, once
with them and once without: a piece that makes no difference that an eye would see is hidden. So one rule
holds for text in the colour of its background, under a picture, in a layer that is switched off,
transparent or clipped away.
"""

import ctypes
from collections.abc import Sequence
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageChops

from services.parser.lines import Word
from services.parser.readers.colours import SEEN_DIFFERENCE
from services.parser.readers.page_objects import Box, TextPiece, find_suspects, has_large_picture
from services.parser.readers.pdf_words import INVISIBLE_MODE

_PALE = 0.86  # luminance from which text may vanish on white paper
_USUAL_MODES = (0, 2, INVISIBLE_MODE)
_TINY_POINTS = 3.0
_NARROW = 0.1  # of the size, a letter: text squeezed into a line
_SEEN_INK = 60
_PIXELS_PER_POINT = 2.0
_PIXELS_MAX = 2400  # of a side, for pages as large as a wall
_VISIBLE_IN_SCAN = 0.1  # of the words: a stamp on a scan


def drop_hidden_pieces(page: pdfium.PdfPage, words: Sequence[tuple[Word, int]]) -> int:
    """Take the hidden pieces of text off an opened page; gives the number of words that they held.

    Args:
        page: the page; a text page that was opened before still has what is hidden.
        words: its words with their render modes: pale ones make it worth to look at all colours.
    """
    has_pale = any(word.grey >= _PALE or mode not in _USUAL_MODES for word, mode in words)
    suspects, others = find_suspects(page, has_pale)
    if not suspects:
        return 0
    handles = [piece.handle for piece in suspects]
    _show(others, False)  # or white letters over black ones would be seen by what they cover
    with_them = _render(page)
    _show(handles, False)
    difference = ImageChops.difference(with_them, _render(page)).convert("L")
    _show([*others, *handles], True)
    hidden = [piece for piece in suspects if not _is_seen(difference, page, piece.box)]
    count = _count_words(page, hidden)
    _show([piece.handle for piece in hidden], False)
    return count


def split_hidden_words(
    page: pdfium.PdfPage, words: Sequence[tuple[Word, int]]
) -> tuple[list[Word], list[Word]]:
    """Words of a page that can be seen, and words that can't.

    Hidden is text below 3 points, squeezed, off the page, or drawn with the invisible render mode; that mode
    is also how the text of a scan is laid over its picture, and there the picture has to show something.
    """
    layer = [word for word, mode in words if mode == INVISIBLE_MODE]
    shown = set(_find_scanned(page, layer)) if _is_scan(page, len(layer), len(words)) else set()
    width, height = page.get_size()
    seen: list[Word] = []
    hidden: list[Word] = []
    for word, mode in words:
        is_hidden = _is_tiny_or_off_page(word, width, height) or (
            mode == INVISIBLE_MODE and word not in shown
        )
        (hidden if is_hidden else seen).append(word)
    return seen, hidden


def _show(handles: Sequence[Any], is_active: bool) -> None:
    for handle in handles:
        pdfium_c.FPDFPageObj_SetIsActive(handle, is_active)


def _render(page: pdfium.PdfPage) -> Image.Image:
    bitmap = page.render(scale=_scale_of(page), draw_annots=False)
    try:
        picture: Image.Image = bitmap.to_pil().convert("RGB")
    finally:
        bitmap.close()
    return picture


def _scale_of(page: pdfium.PdfPage) -> float:
    return float(min(_PIXELS_PER_POINT, _PIXELS_MAX / max(1.0, *page.get_size())))


def _is_seen(difference: Image.Image, page: pdfium.PdfPage, box: Box) -> bool:
    scale, height = _scale_of(page), page.get_height()
    area = (box.left, height - box.top, box.right, height - box.bottom)
    return _brightest(difference, [scale * edge for edge in area]) >= SEEN_DIFFERENCE


def _brightest(image: Image.Image, area: Sequence[float]) -> int:
    """The highest value of an area of a grey picture; 0 for one outside of it."""
    left, top = max(0, int(area[0]) - 1), max(0, int(area[1]) - 1)
    right, bottom = min(image.width, int(area[2]) + 2), min(image.height, int(area[3]) + 2)
    if left >= right or top >= bottom:
        return 0
    extrema = image.crop((left, top, right, bottom)).getextrema()
    return int(extrema[1])  # type: ignore[arg-type] # of one band: two numbers


def _count_words(page: pdfium.PdfPage, pieces: Sequence[TextPiece]) -> int:
    if not pieces:
        return 0
    textpage = page.get_textpage()
    try:
        return sum(len(_text_of(textpage, piece).split()) for piece in pieces)
    finally:
        textpage.close()


def _text_of(textpage: pdfium.PdfTextPage, piece: TextPiece) -> str:
    size = pdfium_c.FPDFTextObj_GetText(piece.handle, textpage, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium_c.FPDFTextObj_GetText(piece.handle, textpage, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").replace("\0", " ")


def _is_tiny_or_off_page(word: Word, width: float, height: float) -> bool:
    is_off_page = word.x1 < 0 or word.x0 > width or word.y < 0 or word.y - word.size > height
    is_squeezed = 0 < word.x1 - word.x0 < _NARROW * word.size * len(word.text)
    return word.size < _TINY_POINTS or is_off_page or is_squeezed


def _is_scan(page: pdfium.PdfPage, layer: int, words: int) -> bool:
    return layer > 0 and words - layer <= _VISIBLE_IN_SCAN * words and has_large_picture(page)


def _find_scanned(page: pdfium.PdfPage, words: Sequence[Word]) -> list[Word]:
    """Words of a scan's text layer below which the picture shows something."""
    picture = _render(page).convert("L")
    scale = _scale_of(page)
    shades = ImageChops.invert(picture)
    found = []
    for word in words:
        area = [scale * edge for edge in (word.x0, word.y - word.size, word.x1, word.y)]
        contrast = _brightest(picture, area) + _brightest(shades, area) - 255
        if contrast >= _SEEN_INK:
            found.append(word)
    return found
