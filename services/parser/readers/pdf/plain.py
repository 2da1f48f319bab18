"""Plain pages: those where nothing could hide text, told without drawing them.

To draw a page takes about as long as to read it, so only the others are drawn. A page is plain where each
piece of text is dark, opaque, in no layer, within its clip, of glyphs that have outlines, and apart from all
other pieces, from what is drawn above it, and from what is below it in a colour near to its own.
"""

import ctypes
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from services.parser.readers.pdf.calls import calls
from services.parser.readers.pdf.objects import SIDE_MAX, Box, BoxReader, has_own_look, top_objects

_NEAR_COLOUR = 64  # of 255, all channels together: text may vanish on a field that is so near to its colour
_PALE = 190  # of 255, luminance: paler text may vanish on white paper; pdfium gives 191 for any pattern
_FILLED_MODES = (0, 2)  # the render modes whose fill is what is seen
_LAYER_MARK = "OC".encode("utf-16-le")
_MARK_NAME_BYTES = 32
_RECTANGLE_SEGMENTS = (4, 5)
_CLIP_SLACK = 1.5  # points: a clip may touch the feet of letters
_FEET, _HEADS = 0.3, 0.75  # of the height of a piece of text: between them all its letters have strokes
_ROW = 2  # points
_COVERED = 0.15  # of its cells: less may be a rule
_LINE_INK = 4.0  # points: the width of a line by its segments; more may fill its box
_FLAT = 0.1  # points: the height of what has no outline
_BLANK_WIDTH = 30.0  # points: narrower pieces without outlines are spaces

Colour = tuple[int, int, int]


class _Field(NamedTuple):
    box: Box
    colour: Colour | None  # None: of many colours


class _Text(NamedTuple):
    box: Box
    colour: Colour


_SPACE = _Text(Box(0.0, 0.0, 0.0, 0.0), (0, 0, 0))


class _Cells:
    """Which cells of a page are taken: a row of 2 points, each point of it a bit of one number."""

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}

    def add(self, box: Box) -> None:
        left, bottom, right, top = (int(min(max(0.0, edge), SIDE_MAX)) for edge in box)
        bits = ((1 << (right - left + 1)) - 1) << left
        for row in range(bottom // _ROW, top // _ROW + 1):
            self._rows[row] = self._rows.get(row, 0) | bits

    def take(self, box: Box, others: "_Cells") -> bool:
        """Take the inner cells of a box on the page; whether too many were taken here or in the others."""
        left, right = int(box.left) + 1, int(box.right)
        if right <= left:
            return False  # a sign
        height = box.top - box.bottom
        places = range(
            int((box.bottom + _FEET * height) / _ROW), int((box.bottom + _HEADS * height) / _ROW) + 1
        )
        bits = ((1 << (right - left)) - 1) << left
        most = _COVERED * len(places) * (right - left)
        rows, fields = self._rows, others._rows
        shared = covered = 0
        for row in places:
            taken = rows.get(row, 0)
            rows[row] = taken | bits
            if taken & bits:
                shared += (taken & bits).bit_count()
            if row in fields:
                covered += (fields[row] & bits).bit_count()
        return shared > most or covered > most


def is_plain(page: pdfium.PdfPage) -> bool:
    """True where all text of an opened page is surely seen; False where one has to look."""
    if has_own_look(page):
        return False
    reader = _ObjectReader()
    drawn: list[_Text | _Field] = []
    for handle, kind in top_objects(page):
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            text = reader.read_plain_text(handle)
            if text is None:
                return False
            drawn.append(text)
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and _holds_more_than_drawings(handle):
            return False
        else:
            drawn += reader.read_fields(handle, kind)
    return not (_is_covered(drawn) or _is_near_to_field(drawn))


def _is_covered(drawn: Sequence[_Text | _Field]) -> bool:
    """True where a piece of text lies under a drawing, or at the place of another one."""
    above, texts = _Cells(), _Cells()
    for one in reversed(drawn):
        if isinstance(one, _Field):
            above.add(one.box)
        elif texts.take(one.box, above):
            return True
    return False


def _is_near_to_field(drawn: Sequence[_Text | _Field]) -> bool:
    """True where a piece of text stands on a drawing whose colour is near to its own."""
    fields = [one for one in drawn if isinstance(one, _Field)]
    for colour in {one.colour for one in drawn if isinstance(one, _Text)}:
        near = {
            id(one) for one in fields if one.colour is None or math.dist(one.colour, colour) < _NEAR_COLOUR
        }
        below = _Cells()
        for one in drawn if near else ():
            if id(one) in near:
                below.add(one.box)
            elif one.colour == colour and isinstance(one, _Text) and _Cells().take(one.box, below):
                return True
    return False


def _holds_more_than_drawings(form: int) -> bool:
    kinds = (
        calls.FPDFPageObj_GetType(calls.FPDFFormObj_GetObject(form, number))
        for number in range(calls.FPDFFormObj_CountObjects(form))
    )
    return any(kind in (pdfium_c.FPDF_PAGEOBJ_TEXT, pdfium_c.FPDF_PAGEOBJ_FORM) for kind in kinds)


class _ObjectReader(BoxReader):
    """Asks pdfium about objects through buffers that are made once."""

    def __init__(self) -> None:
        super().__init__()
        self._channels = (ctypes.c_uint * 4)()
        first = ctypes.addressof(self._channels)
        self._channel_addresses = tuple(first + number * ctypes.sizeof(ctypes.c_uint) for number in range(4))
        self._fill, self._stroke, self._width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
        self._point = (ctypes.c_float(), ctypes.c_float())
        self._name = (ctypes.c_ushort * (_MARK_NAME_BYTES // 2))()
        self._name_length = ctypes.c_ulong()
        self._has_outlines: dict[int, bool] = {}

    def read_plain_text(self, text: int) -> _Text | None:
        """A piece of text that only its surroundings could hide; None for any other."""
        box = self.box(text)
        if box.top - box.bottom < _FLAT and box.right - box.left < _BLANK_WIDTH:
            return _SPACE
        colour = self._colour(calls.FPDFPageObj_GetFillColor, text)
        if colour is None:
            return None
        red, green, blue = colour
        left, bottom, right, top = box
        is_told = (
            0.299 * red + 0.587 * green + 0.114 * blue < _PALE
            and calls.FPDFTextObj_GetTextRenderMode(text) in _FILLED_MODES
            and not calls.FPDFPageObj_HasTransparency(text)
            and top - bottom >= _FLAT
            and 0 <= left <= right <= SIDE_MAX
            and 0 <= bottom <= top <= SIDE_MAX
            and not self._is_in_layer(text)
            and not self._is_clipped(text, box)
            and self._is_outlined(text)
        )
        return _Text(box, colour) if is_told else None

    def read_fields(self, handle: int, kind: int) -> Iterator[_Field]:
        """What a drawing may cover: its box, or the sides of it where it is an outline."""
        box = self.box(handle)
        if kind != pdfium_c.FPDF_PAGEOBJ_PATH:
            yield _Field(box, None)
            return
        calls.FPDFPath_GetDrawMode(handle, ctypes.byref(self._fill), ctypes.byref(self._stroke))
        if self._fill.value:
            yield _Field(box, self._colour(calls.FPDFPageObj_GetFillColor, handle))
        if self._stroke.value:
            colour = self._colour(calls.FPDFPageObj_GetStrokeColor, handle)
            yield from (_Field(side, colour) for side in self._sides(handle, box))

    def _sides(self, path: int, box: Box) -> tuple[Box, ...]:
        segments = calls.FPDFPath_CountSegments(path)
        calls.FPDFPageObj_GetStrokeWidth(path, ctypes.byref(self._width))
        matrix = pdfium_c.FS_MATRIX()
        calls.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
        width = self._width.value * math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
        if segments not in _RECTANGLE_SEGMENTS or width * segments > _LINE_INK:
            return (box,)
        left, bottom, right, top = box
        return (
            Box(left, bottom, right, bottom + width),
            Box(left, top - width, right, top),
            Box(left, bottom, left + width, top),
            Box(right - width, bottom, right, top),
        )

    def _colour(self, get: Callable[..., Any], handle: int) -> Colour | None:
        """A colour with channels to 255, None for one that can't be told."""
        if not get(handle, *self._channel_addresses):
            return None
        red, green, blue, _ = self._channels[:]
        return red, green, blue

    def _is_outlined(self, text: int) -> bool:
        """False for a font whose glyphs are drawings of their own, which may be blank."""
        font = calls.FPDFTextObj_GetFont(text)
        if font not in self._has_outlines:
            length = ctypes.c_size_t()
            calls.FPDFFont_GetFontData(font, None, 0, ctypes.byref(length))
            self._has_outlines[font] = length.value > 0
        return self._has_outlines[font]

    def _is_in_layer(self, text: int) -> bool:
        for number in range(calls.FPDFPageObj_CountMarks(text)):
            mark = calls.FPDFPageObj_GetMark(text, number)
            length = ctypes.byref(self._name_length)
            calls.FPDFPageObjMark_GetName(mark, self._name, _MARK_NAME_BYTES, length)
            if bytes(self._name)[: self._name_length.value].rstrip(b"\0") == _LAYER_MARK.rstrip(b"\0"):
                return True
        return False

    def _is_clipped(self, text: int, box: Box) -> bool:
        """True where a clip of the text is no rectangle, or cuts something off."""
        clip = calls.FPDFPageObj_GetClipPath(text)
        for number in range(calls.FPDFClipPath_CountPaths(clip)):
            if not self._is_within(clip, number, box):
                return True
        return False

    def _is_within(self, clip: int, number: int, box: Box) -> bool:
        if calls.FPDFClipPath_CountPathSegments(clip, number) not in _RECTANGLE_SEGMENTS:
            return False
        (x0, y0), (x1, y1) = (self._clip_point(clip, number, place) for place in (0, 2))
        return (
            min(x0, x1) - _CLIP_SLACK <= box.left
            and min(y0, y1) - _CLIP_SLACK <= box.bottom
            and max(x0, x1) + _CLIP_SLACK >= box.right
            and max(y0, y1) + _CLIP_SLACK >= box.top
        )

    def _clip_point(self, clip: int, number: int, place: int) -> tuple[float, float]:
        x, y = self._point
        segment = calls.FPDFClipPath_GetPathSegment(clip, number, place)
        calls.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        return x.value, y.value
