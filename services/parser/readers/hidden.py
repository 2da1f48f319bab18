"""Hidden text: what a person does not see on the page must not be read by a machine either.

Cheap signs say which pieces of text may be hidden. Only then is the page rendered without other text, once
with them and once without: a piece that makes no difference that an eye would see is hidden. So one rule
holds for text in the colour of its background, under a picture, in a layer that is switched off,
transparent or clipped away.
"""

import ctypes
from collections.abc import Sequence

import pypdfium2 as pdfium
from PIL import Image, ImageChops

from services.parser.lines import Word
from services.parser.readers.colours import SEEN_DIFFERENCE
from services.parser.readers.page_objects import Box, TextPiece, find_suspects, has_large_picture
from services.parser.readers.pdf_words import INVISIBLE_MODE
from services.parser.readers.pdfium_calls import address_of, calls

_PALE = 0.86  # luminance from which text may vanish on white paper
_USUAL_MODES = (0, 2, INVISIBLE_MODE)
_TINY_POINTS = 3.0
_NARROW = 0.1  # of the size, a letter: text squeezed into a line
_SEEN_INK = 60
_PIXELS_PER_POINT = 2.0
_MARGIN_POINTS = 4.0
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
    area = _area_around(page, suspects)
    _show(others, False)  # or white letters over black ones would be seen by what they cover
    with_them = _render(page, area)
    _show(handles, False)
    difference = ImageChops.difference(with_them, _render(page, area)).convert("L")
    _show([*others, *handles], True)
    scale = _scale_of(page)
    hidden = [piece for piece in suspects if not _is_seen(difference, area, scale, piece.box)]
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


def _show(handles: Sequence[int], is_active: bool) -> None:
    for handle in handles:
        calls.FPDFPageObj_SetIsActive(handle, is_active)


def _area_around(page: pdfium.PdfPage, pieces: Sequence[TextPiece]) -> Box:
    """The part of a page that holds all pieces, with a margin."""
    width, height = page.get_size()
    lefts, bottoms, rights, tops = zip(*(piece.box for piece in pieces), strict=True)
    left, bottom = (max(0.0, min(edges) - _MARGIN_POINTS) for edges in (lefts, bottoms))
    right, top = min(width, max(rights) + _MARGIN_POINTS), min(height, max(tops) + _MARGIN_POINTS)
    is_on_page = left < right and bottom < top
    return Box(left, bottom, right, top) if is_on_page else Box(0.0, 0.0, width, height)


def _render(page: pdfium.PdfPage, area: Box) -> Image.Image:
    width, height = page.get_size()
    crop = (area.left, area.bottom, width - area.right, height - area.top)
    bitmap = page.render(scale=_scale_of(page), draw_annots=False, crop=crop)
    try:
        picture: Image.Image = bitmap.to_pil().convert("RGB")
    finally:
        bitmap.close()
    return picture


def _scale_of(page: pdfium.PdfPage) -> float:
    return float(min(_PIXELS_PER_POINT, _PIXELS_MAX / max(1.0, *page.get_size())))


def _is_seen(difference: Image.Image, area: Box, scale: float, box: Box) -> bool:
    """Whether a box shows a difference in a picture of an area of the page."""
    place = (box.left - area.left, area.top - box.top, box.right - area.left, area.top - box.bottom)
    return _brightest(difference, [scale * edge for edge in place]) >= SEEN_DIFFERENCE


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
    size = calls.FPDFTextObj_GetText(piece.handle, address_of(textpage.raw), None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    calls.FPDFTextObj_GetText(piece.handle, address_of(textpage.raw), buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").replace("\0", " ")


def _is_tiny_or_off_page(word: Word, width: float, height: float) -> bool:
    is_off_page = word.x1 < 0 or word.x0 > width or word.y < 0 or word.y - word.size > height
    is_squeezed = 0 < word.x1 - word.x0 < _NARROW * word.size * len(word.text)
    return word.size < _TINY_POINTS or is_off_page or is_squeezed


def _is_scan(page: pdfium.PdfPage, layer: int, words: int) -> bool:
    return layer > 0 and words - layer <= _VISIBLE_IN_SCAN * words and has_large_picture(page)


def _find_scanned(page: pdfium.PdfPage, words: Sequence[Word]) -> list[Word]:
    """Words of a scan's text layer below which the picture shows something."""
    picture = _render(page, Box(0.0, 0.0, *page.get_size())).convert("L")
    scale = _scale_of(page)
    shades = ImageChops.invert(picture)
    found = []
    for word in words:
        area = [scale * edge for edge in (word.x0, word.y - word.size, word.x1, word.y)]
        contrast = _brightest(picture, area) + _brightest(shades, area) - 255
        if contrast >= _SEEN_INK:
            found.append(word)
    return found
