"""What a PDF page is drawn of: its pieces of text, and which of them a person might not see."""

import ctypes
import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from services.parser.readers.pdf_words import INVISIBLE_MODE
from services.parser.readers.pdfium_calls import address_of, calls

_NEAR_COLOUR = 0.25  # of the range of a channel: text may vanish on a field that is so near to its colour
_PALE = 0.86  # luminance from which text may vanish on white paper
_FILLED_MODES = (0, 2)  # the render modes whose fill is what is seen
_LAYER_MARK = b"OC"
_LAYER_BYTES = 6  # of UTF-16, its end included
_MARK_NAME_BYTES = 32
_RECTANGLE_SEGMENTS = (4, 5)
_DEEPEST_FORM = 12
_FIELD_SIDE_MIN = 2.0  # points: below it is a rule, not a field that hides text
_FIELDS_MAX = 400  # a page of more is looked at as if they were one
_LARGE_SHARE = 0.5  # of the page: what a scan's picture covers

Colour = tuple[float, float, float]


class Box(NamedTuple):
    """A rectangle in the page's own points: y goes upwards."""

    left: float
    bottom: float
    right: float
    top: float

    def holds_middle_of(self, other: "Box") -> bool:
        """True where the middle of the other box lies in this one."""
        x, y = (other.left + other.right) / 2, (other.bottom + other.top) / 2
        return self.left <= x <= self.right and self.bottom <= y <= self.top


class TextPiece(NamedTuple):
    """One text object of a page: what one operator draws. `handle` is its address."""

    handle: int
    box: Box


class _Field(NamedTuple):
    box: Box
    colour: Colour | None  # None: a picture, a shading or a form, of many colours
    order: int


class _ObjectReader:
    """Asks pdfium about objects through buffers that are made once."""

    def __init__(self) -> None:
        self._edges = tuple(ctypes.c_float() for _ in range(4))
        self._edge_addresses = tuple(map(ctypes.addressof, self._edges))
        self._channels = tuple(ctypes.c_uint() for _ in range(4))
        self._channel_addresses = tuple(map(ctypes.addressof, self._channels))
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._point = (ctypes.c_float(), ctypes.c_float())
        self._name = (ctypes.c_ushort * (_MARK_NAME_BYTES // 2))()
        self._name_length = ctypes.c_ulong()

    def box(self, handle: int) -> Box:
        """Bounds of an object."""
        calls.FPDFPageObj_GetBounds(handle, *self._edge_addresses)
        left, bottom, right, top = self._edges
        return Box(left.value, bottom.value, right.value, top.value)

    def colour(self, handle: int) -> Colour | None:
        """Fill colour with channels from 0 to 1, None for a pattern."""
        if not calls.FPDFPageObj_GetFillColor(handle, *self._channel_addresses):
            return None
        red, green, blue, _ = self._channels
        return red.value / 255, green.value / 255, blue.value / 255

    def is_filled(self, path: int) -> bool:
        """True for a path that is more than an outline."""
        return (
            bool(calls.FPDFPath_GetDrawMode(path, ctypes.byref(self._fill), ctypes.byref(self._stroke)))
            and self._fill.value != 0
        )

    def is_drawn_oddly(self, text: int) -> bool:
        """True for text that is transparent, blended, in a layer, or clipped in the middle."""
        if calls.FPDFPageObj_HasTransparency(text):
            return True
        marks = calls.FPDFPageObj_CountMarks(text)
        if marks > 0 and self._is_in_layer(text, marks):
            return True
        clip = calls.FPDFPageObj_GetClipPath(text)
        paths = calls.FPDFClipPath_CountPaths(clip)
        return paths > 0 and self._is_clipped(clip, paths, self.box(text))

    def is_pale(self, text: int) -> bool:
        """True for text whose fill may not be seen on white paper, or which is not drawn by its fill."""
        colour = self.colour(text)
        if colour is None or calls.FPDFTextObj_GetTextRenderMode(text) not in _FILLED_MODES:
            return True
        red, green, blue = colour
        return 0.299 * red + 0.587 * green + 0.114 * blue >= _PALE

    def _is_in_layer(self, text: int, marks: int) -> bool:
        for number in range(marks):
            mark = calls.FPDFPageObj_GetMark(text, number)
            calls.FPDFPageObjMark_GetName(mark, self._name, _MARK_NAME_BYTES, ctypes.byref(self._name_length))
            if (
                bytes(self._name[: len(_LAYER_MARK)]) == _LAYER_MARK
                and self._name_length.value == _LAYER_BYTES
            ):
                return True
        return False

    def _is_clipped(self, clip: int, paths: int, box: Box) -> bool:
        return not all(self._clip_box(clip, number).holds_middle_of(box) for number in range(paths))

    def _clip_box(self, clip: int, number: int) -> Box:
        count = calls.FPDFClipPath_CountPathSegments(clip, number)
        step = 2 if count in _RECTANGLE_SEGMENTS else 1  # opposite corners tell a rectangle
        places = range(0, count, step) if step == 1 else (0, 2)
        points = [self._clip_point(clip, number, place) for place in places]
        if not points:
            return Box(0.0, 0.0, 0.0, 0.0)
        across, upwards = zip(*points, strict=True)
        return Box(min(across), min(upwards), max(across), max(upwards))

    def _clip_point(self, clip: int, number: int, place: int) -> tuple[float, float]:
        x, y = self._point
        segment = calls.FPDFClipPath_GetPathSegment(clip, number, place)
        calls.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        return x.value, y.value


def find_suspects(page: pdfium.PdfPage, has_pale: bool) -> tuple[list[TextPiece], list[int]]:
    """Pieces of text that may be hidden, and the handles of all other ones.

    Suspect are pieces that are pale, of the colour of their field, covered, or drawn oddly. Only whoever
    looks at the rendered page can say whether they are hidden. Text of the invisible mode is left out: it is
    judged by words, for it may be the text of a scan.

    Args:
        page: an opened page.
        has_pale: whether some words are pale or not drawn by their fill; else no colour is asked for.
    """
    reader = _ObjectReader()
    texts: list[tuple[int, int]] = []
    fields: list[_Field] = []
    suspects: list[TextPiece] = []
    for order, (handle, kind) in enumerate(_objects_of(page)):
        if kind != pdfium_c.FPDF_PAGEOBJ_TEXT:
            fields += _read_field(reader, handle, kind, order)
            if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
                suspects += _texts_in_form(reader, handle, pdfium.PdfMatrix())
        elif reader.is_drawn_oddly(handle) or (has_pale and reader.is_pale(handle)):
            suspects.append(TextPiece(handle, reader.box(handle)))
        else:
            texts.append((order, handle))
    suspects += _texts_at_fields(reader, texts, _merge_fields(fields))
    suspects = [piece for piece in suspects if _render_mode(piece.handle) != INVISIBLE_MODE]
    known = {piece.handle for piece in suspects}
    return suspects, [handle for _, handle in texts if known and handle not in known]


def has_large_picture(page: pdfium.PdfPage) -> bool:
    """True where a picture covers the most of a page, as it does in a scan."""
    reader = _ObjectReader()
    width, height = page.get_size()
    pictures = (
        reader.box(handle)
        for handle, kind in _objects_of(page)
        if kind in (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM)
    )
    return any(
        (box.right - box.left) * (box.top - box.bottom) >= _LARGE_SHARE * width * height for box in pictures
    )


def has_drawings(page: pdfium.PdfPage) -> bool:
    """True where a page has anything besides text: a picture, or letters drawn as shapes."""
    return any(kind != pdfium_c.FPDF_PAGEOBJ_TEXT for _, kind in _objects_of(page))


def _render_mode(text: int) -> int:
    return int(calls.FPDFTextObj_GetTextRenderMode(text))


def _objects_of(page: pdfium.PdfPage) -> Iterator[tuple[Any, int]]:
    raw = address_of(page.raw)
    for number in range(calls.FPDFPage_CountObjects(raw)):
        handle = calls.FPDFPage_GetObject(raw, number)
        yield handle, calls.FPDFPageObj_GetType(handle)


def _read_field(reader: _ObjectReader, handle: int, kind: int, order: int) -> Iterator[_Field]:
    """An object below or above which text may vanish; an outline or a thin rule is none."""
    is_path = kind == pdfium_c.FPDF_PAGEOBJ_PATH
    if is_path and not reader.is_filled(handle):
        return
    box = reader.box(handle)
    if min(box.right - box.left, box.top - box.bottom) >= _FIELD_SIDE_MIN:
        yield _Field(box, reader.colour(handle) if is_path else None, order)


def _merge_fields(fields: list[_Field]) -> list[_Field]:
    """The fields, or one around all of them that lies above everything where they are too many to try."""
    if len(fields) <= _FIELDS_MAX:
        return fields
    left, bottom = (min(field.box[edge] for field in fields) for edge in (0, 1))
    right, top = (max(field.box[edge] for field in fields) for edge in (2, 3))
    return [_Field(Box(left, bottom, right, top), None, fields[-1].order)]


def _texts_at_fields(
    reader: _ObjectReader, texts: Sequence[tuple[int, int]], fields: Sequence[_Field]
) -> Iterator[TextPiece]:
    placed = [(*field.box, field) for field in fields]
    for order, handle in texts if placed else ():
        box = reader.box(handle)
        x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        around = [
            field for left, bottom, right, top, field in placed if left <= x <= right and bottom <= y <= top
        ]
        if around and _may_vanish(reader.colour(handle), order, around):
            yield TextPiece(handle, box)


def _may_vanish(colour: Colour | None, order: int, fields: Sequence[_Field]) -> bool:
    """True for text below one of the fields, or near to the colour of one."""
    return colour is None or any(
        field.order > order or field.colour is None or math.dist(field.colour, colour) < _NEAR_COLOUR
        for field in fields
    )


def _texts_in_form(
    reader: _ObjectReader, form: int, outer: pdfium.PdfMatrix, depth: int = 0
) -> Iterator[TextPiece]:
    """Text objects of a form and of the forms in it, with their boxes on the page."""
    matrix = pdfium_c.FS_MATRIX()
    calls.FPDFPageObj_GetMatrix(form, ctypes.byref(matrix))
    placed = pdfium.PdfMatrix.from_raw(matrix).multiply(outer)
    for number in range(calls.FPDFFormObj_CountObjects(form)):
        handle = calls.FPDFFormObj_GetObject(form, number)
        kind = calls.FPDFPageObj_GetType(handle)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            yield TextPiece(handle, Box(*placed.on_rect(*reader.box(handle))))
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            yield from _texts_in_form(reader, handle, placed, depth + 1)
