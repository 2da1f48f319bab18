"""What a PDF page is drawn of: its pieces of text, and which of them a person might not see."""

import ctypes
import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from services.parser.readers.pdf_words import INVISIBLE_MODE

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
    """One text object of a page: what one operator draws. `handle` is pdfium's."""

    handle: Any
    box: Box


class _Field(NamedTuple):
    box: Box
    colour: Colour | None  # None: a picture, a shading or a form, of many colours
    order: int


class _ObjectReader:
    """Asks pdfium about objects through buffers that are made once."""

    def __init__(self) -> None:
        self._edges = tuple(ctypes.c_float() for _ in range(4))
        self._channels = tuple(ctypes.c_uint() for _ in range(4))
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._point = (ctypes.c_float(), ctypes.c_float())
        self._name = (ctypes.c_ushort * (_MARK_NAME_BYTES // 2))()
        self._name_length = ctypes.c_ulong()

    def box(self, handle: Any) -> Box:
        """Bounds of an object."""
        pdfium_c.FPDFPageObj_GetBounds(handle, *self._edges)
        left, bottom, right, top = self._edges
        return Box(left.value, bottom.value, right.value, top.value)

    def colour(self, handle: Any) -> Colour | None:
        """Fill colour with channels from 0 to 1, None for a pattern."""
        if not pdfium_c.FPDFPageObj_GetFillColor(handle, *self._channels):
            return None
        red, green, blue, _ = self._channels
        return red.value / 255, green.value / 255, blue.value / 255

    def is_filled(self, path: Any) -> bool:
        """True for a path that is more than an outline."""
        return bool(pdfium_c.FPDFPath_GetDrawMode(path, self._fill, self._stroke)) and self._fill.value != 0

    def is_drawn_oddly(self, text: Any) -> bool:
        """True for text that is transparent, blended, in a layer, or clipped in the middle."""
        if pdfium_c.FPDFPageObj_HasTransparency(text):
            return True
        marks = pdfium_c.FPDFPageObj_CountMarks(text)
        if marks > 0 and self._is_in_layer(text, marks):
            return True
        clip = pdfium_c.FPDFPageObj_GetClipPath(text)
        paths = pdfium_c.FPDFClipPath_CountPaths(clip)
        return paths > 0 and self._is_clipped(clip, paths, self.box(text))

    def is_pale(self, text: Any) -> bool:
        """True for text whose fill may not be seen on white paper, or which is not drawn by its fill."""
        colour = self.colour(text)
        if colour is None or pdfium_c.FPDFTextObj_GetTextRenderMode(text) not in _FILLED_MODES:
            return True
        red, green, blue = colour
        return 0.299 * red + 0.587 * green + 0.114 * blue >= _PALE

    def _is_in_layer(self, text: Any, marks: int) -> bool:
        for number in range(marks):
            mark = pdfium_c.FPDFPageObj_GetMark(text, number)
            pdfium_c.FPDFPageObjMark_GetName(mark, self._name, _MARK_NAME_BYTES, self._name_length)
            if (
                bytes(self._name[: len(_LAYER_MARK)]) == _LAYER_MARK
                and self._name_length.value == _LAYER_BYTES
            ):
                return True
        return False

    def _is_clipped(self, clip: Any, paths: int, box: Box) -> bool:
        return not all(self._clip_box(clip, number).holds_middle_of(box) for number in range(paths))

    def _clip_box(self, clip: Any, number: int) -> Box:
        count = pdfium_c.FPDFClipPath_CountPathSegments(clip, number)
        step = 2 if count in _RECTANGLE_SEGMENTS else 1  # opposite corners tell a rectangle
        places = range(0, count, step) if step == 1 else (0, 2)
        points = [self._clip_point(clip, number, place) for place in places]
        if not points:
            return Box(0.0, 0.0, 0.0, 0.0)
        across, upwards = zip(*points, strict=True)
        return Box(min(across), min(upwards), max(across), max(upwards))

    def _clip_point(self, clip: Any, number: int, place: int) -> tuple[float, float]:
        x, y = self._point
        segment = pdfium_c.FPDFClipPath_GetPathSegment(clip, number, place)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        return x.value, y.value


def find_suspects(page: pdfium.PdfPage, has_pale: bool) -> tuple[list[TextPiece], list[Any]]:
    """Pieces of text that may be hidden, and the handles of all other ones.

    Suspect are pieces that are pale, of the colour of their field, covered, or drawn oddly. Only whoever
    looks at the rendered page can say whether they are hidden. Text of the invisible mode is left out: it is
    judged by words, for it may be the text of a scan.

    Args:
        page: an opened page.
        has_pale: whether some words are pale or not drawn by their fill; else no colour is asked for.
    """
    reader = _ObjectReader()
    texts: list[tuple[int, Any]] = []
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
    known = {_address_of(piece.handle) for piece in suspects}
    return suspects, [handle for _, handle in texts if known and _address_of(handle) not in known]


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


def _address_of(handle: Any) -> int:
    return ctypes.addressof(handle.contents)


def _render_mode(text: Any) -> int:
    return int(pdfium_c.FPDFTextObj_GetTextRenderMode(text))


def _objects_of(page: pdfium.PdfPage) -> Iterator[tuple[Any, int]]:
    raw = page.raw
    for number in range(pdfium_c.FPDFPage_CountObjects(raw)):
        handle = pdfium_c.FPDFPage_GetObject(raw, number)
        yield handle, pdfium_c.FPDFPageObj_GetType(handle)


def _read_field(reader: _ObjectReader, handle: Any, kind: int, order: int) -> Iterator[_Field]:
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
    reader: _ObjectReader, texts: Sequence[tuple[int, Any]], fields: Sequence[_Field]
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
    reader: _ObjectReader, form: Any, outer: pdfium.PdfMatrix, depth: int = 0
) -> Iterator[TextPiece]:
    """Text objects of a form and of the forms in it, with their boxes on the page."""
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(form, matrix)
    placed = pdfium.PdfMatrix.from_raw(matrix).multiply(outer)
    for number in range(pdfium_c.FPDFFormObj_CountObjects(form)):
        handle = pdfium_c.FPDFFormObj_GetObject(form, number)
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            yield TextPiece(handle, Box(*placed.on_rect(*reader.box(handle))))
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            yield from _texts_in_form(reader, handle, placed, depth + 1)
