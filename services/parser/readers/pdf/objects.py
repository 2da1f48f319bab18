"""What a PDF page is drawn of: its pieces of text, its drawings, and how to leave some of them out."""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from services.parser.lines import Word
from services.parser.readers.pdf.calls import address_of, calls

SIDE_MAX = 14400  # points: of the largest page that there is
_LARGE_SHARE = 0.5  # of the page: what a scan's picture covers
_UNDRAWN_NOTES = (pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP)
_OPAQUE_BLACK = (0, 0, 0, 255)


class Box(NamedTuple):
    """A rectangle in the page's own points: y goes upwards."""

    left: float
    bottom: float
    right: float
    top: float


class PageObjects(NamedTuple):
    """Addresses of the objects of a page and of all forms on it; a form itself is in no list."""

    texts: list[int]
    drawings: list[int]


def list_objects(page: pdfium.PdfPage) -> PageObjects:
    """All that a page draws, however deep its forms are nested."""
    found = PageObjects([], [])
    raw = address_of(page.raw)
    count, get = calls.FPDFPage_CountObjects(raw), calls.FPDFPage_GetObject
    opened = [(raw, count, get)]
    while opened:
        holder, count, get = opened.pop()
        for number in range(count):
            handle = get(holder, number)
            kind = calls.FPDFPageObj_GetType(handle)
            if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
                found.texts.append(handle)
            elif kind == pdfium_c.FPDF_PAGEOBJ_FORM:
                opened.append((handle, calls.FPDFFormObj_CountObjects(handle), calls.FPDFFormObj_GetObject))
            else:
                found.drawings.append(handle)
    return found


def show(handles: Sequence[int], is_active: bool) -> None:
    """Draw objects or leave them out, of the text of a page too."""
    for handle in handles:
        calls.FPDFPageObj_SetIsActive(handle, is_active)


@contextmanager
def left_out(handles: Sequence[int]) -> Iterator[None]:
    """Objects are not drawn in the meantime."""
    show(handles, False)
    try:
        yield
    finally:
        show(handles, True)


@contextmanager
def painted_black(handles: Sequence[int]) -> Iterator[None]:
    """Pieces of text are black and opaque in the meantime; a pattern comes back as plain grey."""
    channels = tuple(ctypes.c_uint() for _ in range(4))
    addresses = tuple(map(ctypes.addressof, channels))
    sides = (
        (calls.FPDFPageObj_GetFillColor, calls.FPDFPageObj_SetFillColor),
        (calls.FPDFPageObj_GetStrokeColor, calls.FPDFPageObj_SetStrokeColor),
    )
    changed = []
    for handle in handles:
        for get, paint in sides:
            if get(handle, *addresses):
                changed.append((paint, handle, [channel.value for channel in channels]))
                paint(handle, *_OPAQUE_BLACK)
    try:
        yield
    finally:
        for paint, handle, colour in changed:
            paint(handle, *colour)


def has_large_picture(page: pdfium.PdfPage) -> bool:
    """True where a picture covers the most of a page, as it does in a scan."""
    width, height = page.get_size()
    kinds = (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM)
    reader = BoxReader()
    boxes = (reader.box(handle) for handle, kind in top_objects(page) if kind in kinds)
    return any(
        (box.right - box.left) * (box.top - box.bottom) >= _LARGE_SHARE * width * height for box in boxes
    )


def has_drawings(page: pdfium.PdfPage) -> bool:
    """True where a page has anything besides text: a picture, or letters drawn as shapes."""
    return any(kind != pdfium_c.FPDF_PAGEOBJ_TEXT for _, kind in top_objects(page))


def has_own_look(page: pdfium.PdfPage) -> bool:
    """True where a page has annotations that are drawn: all but links and what is opened by a click."""
    raw = address_of(page.raw)
    kinds = []
    for number in range(calls.FPDFPage_GetAnnotCount(raw)):
        note = calls.FPDFPage_GetAnnot(raw, number)
        kinds.append(calls.FPDFAnnot_GetSubtype(note))
        calls.FPDFPage_CloseAnnot(note)
    return any(kind not in _UNDRAWN_NOTES for kind in kinds)


class BoxReader:
    """Asks for bounds of objects through buffers that are made once."""

    def __init__(self) -> None:
        self._edges = (ctypes.c_float * 4)()
        first = ctypes.addressof(self._edges)
        self._edge_addresses = tuple(first + number * ctypes.sizeof(ctypes.c_float) for number in range(4))

    def box(self, handle: int) -> Box:
        """Bounds of an object, of one in a form in the form's own points."""
        calls.FPDFPageObj_GetBounds(handle, *self._edge_addresses)
        return Box(*self._edges[:])


def find_far_pictures(page: pdfium.PdfPage, words: Sequence[Word]) -> list[int]:
    """Pictures at which no word stands, such as a portrait: large ones take long to unpack."""
    reader, height = BoxReader(), page.get_height()
    pictures = [handle for handle, kind in top_objects(page) if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE]
    return [handle for handle in pictures if not _holds_word(reader.box(handle), height, words)]


def _holds_word(box: Box, height: float, words: Sequence[Word]) -> bool:
    top, bottom = height - box.top, height - box.bottom
    return any(
        word.x0 <= box.right and word.x1 >= box.left and word.y >= top and word.y - word.size <= bottom
        for word in words
    )


def top_objects(page: pdfium.PdfPage) -> Iterator[tuple[int, int]]:
    """Addresses and kinds of a page's objects from the lowest to the topmost; a form is one of them."""
    raw = address_of(page.raw)
    for number in range(calls.FPDFPage_CountObjects(raw)):
        handle = calls.FPDFPage_GetObject(raw, number)
        yield handle, calls.FPDFPageObj_GetType(handle)
