"""Where the text of a Word document lies: what is moved off the page, or has no room on it."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from docx.oxml.ns import qn

from services.parser.readers.word.namespaces import PLACED, VML
from services.parser.readers.word.values import (
    EMU_PER_POINT,
    TWIPS_PER_POINT,
    is_on,
    is_true,
    measure_of,
    read_measure,
)

_FAR_TWIPS = 12_000  # about the width of a page
_MARGIN_TWIPS = 1500  # what a frame is measured from may lie so far in the page
_LOW_TWIPS = 20_000  # more than its height
_TWIPS_PER_LETTER = 2.1  # a hundredth of it, as indents are counted
_NO_HEIGHT_TWIPS = 60
_NO_LINE_SHARE = 24  # of 240: a tenth of the usual height of lines
_PAGE_EMU = 12_000_000  # more than the longer side of a page
# How far left of or above what it is measured from a frame may lie and still be on the page.
_REACH_EMU = {"page": 0, "margin": 1_500_000, "column": 1_500_000}
FRAMES = (f"{PLACED}anchor", f"{PLACED}inline")
VML_SHAPES = tuple(f"{VML}{name}" for name in ("shape", "rect", "roundrect", "oval"))
_FAR_POINTS = 1000
_HIDDEN_SHAPE = ("visibility:hidden", "display:none", "mso-hide:all")
_PARAGRAPH = qn("w:p")
_STYLED = re.compile(r"([\w-]+):([^;]*)")

FindLayers = Callable[[Any, str], Iterator[Any]]
"""The elements of a name among the properties of a paragraph and of its styles, the strongest first."""


class Places:
    """Where the text of a document lies; each element around a text is looked at once.

    Args:
        find_layers: what finds the properties of a paragraph.
    """

    def __init__(self, find_layers: FindLayers) -> None:
        self._find_layers = find_layers
        self._known: dict[Any, bool] = {}

    def is_off_page(self, run: Any) -> bool:
        """True for text in a frame, a shape, a table or a paragraph that does not lie on the page."""
        return any(self._is_off(element) for element in run.iterancestors(_PARAGRAPH, *_OFF_PAGE))

    def _is_off(self, element: Any) -> bool:
        if element not in self._known:
            if element.tag == _PARAGRAPH:
                self._known[element] = any(is_off(element, self._find_layers) for is_off in _OFF_PARAGRAPH)
            else:
                self._known[element] = _OFF_PAGE[element.tag](element)
        return self._known[element]


def extent_of(frame: Any) -> tuple[float, float]:
    """Width and height of a drawing, in EMU."""
    found = frame.find(f"{PLACED}extent")
    return _side(found, "cx"), _side(found, "cy")


def vml_style(shape: Any) -> dict[str, str]:
    """The style of an old shape: name -> value."""
    return {name.lower(): value for name, value in _STYLED.findall("".join(shape.get("style", "").split()))}


def _side(element: Any, name: str) -> float:
    return 0.0 if element is None else read_measure(element.get(name), EMU_PER_POINT)


def _first(layers: Sequence[Any], *names: str) -> str | None:
    """The strongest value of an attribute that has several names."""
    for layer in layers:
        for name in names:
            if (value := layer.get(qn(name))) is not None:
                return str(value)
    return None


def _is_indented_off(paragraph: Any, find_layers: FindLayers) -> bool:
    layers = list(find_layers(paragraph, "w:ind"))
    if not layers:
        return False

    def indent(*names: str) -> float:
        by_letters = _first(layers, *(f"{name}Chars" for name in names))
        own = read_measure(_first(layers, *names), TWIPS_PER_POINT)
        return read_measure(by_letters, 1) * _TWIPS_PER_LETTER or own

    left, right = indent("w:left", "w:start"), indent("w:right", "w:end")
    first = left + (indent("w:firstLine") or -indent("w:hanging"))
    return abs(left) >= _FAR_TWIPS or abs(first) >= _FAR_TWIPS or right >= _FAR_TWIPS


def _has_no_line(paragraph: Any, find_layers: FindLayers) -> bool:
    layers = list(find_layers(paragraph, "w:spacing"))
    least = {"exact": _NO_HEIGHT_TWIPS, "auto": _NO_LINE_SHARE}.get(_first(layers, "w:lineRule") or "auto")
    line = _first(layers, "w:line")
    return least is not None and read_measure(line, TWIPS_PER_POINT, least) < least


def _is_framed_off(paragraph: Any, find_layers: FindLayers) -> bool:
    """True for a paragraph in a frame of its own that is off the page or has no room."""
    frame = next(find_layers(paragraph, "w:framePr"), None)
    if frame is None:
        return False
    across, down = (measure_of(frame, name, TWIPS_PER_POINT) for name in ("w:x", "w:y"))
    wide = measure_of(frame, "w:w", TWIPS_PER_POINT, _FAR_TWIPS)
    high = measure_of(frame, "w:h", TWIPS_PER_POINT, _FAR_TWIPS)
    is_exact = frame.get(qn("w:hRule")) == "exact"
    is_beside = across + wide <= -_MARGIN_TWIPS or across >= _FAR_TWIPS
    is_above = frame.get(qn("w:vAnchor")) == "page" and down + high <= 0
    has_no_room = is_exact and min(wide, high) < _NO_HEIGHT_TWIPS
    return is_beside or is_above or has_no_room or abs(down) >= _LOW_TWIPS


def _is_frame_off_page(frame: Any) -> bool:
    properties = frame.find(f"{PLACED}docPr")
    if properties is not None and is_true(properties.get("hidden")):
        return True
    width, height = extent_of(frame)
    if min(width, height) < EMU_PER_POINT:
        return True
    if is_true(frame.get("simplePos")):
        place = frame.find(f"{PLACED}simplePos")
        return _is_beyond(_side(place, "x"), width, 0) or _is_beyond(_side(place, "y"), height, 0)
    return _lies_outside(frame, "positionH", width) or _lies_outside(frame, "positionV", height)


def _lies_outside(frame: Any, position: str, length: float) -> bool:
    """True where the offset puts all of a frame beyond the page, whatever it is measured from."""
    place = frame.find(f"{PLACED}{position}")
    if place is None:
        return False
    offset = read_measure(place.findtext(f"{PLACED}posOffset", "0"), EMU_PER_POINT)
    return _is_beyond(offset, length, _REACH_EMU.get(place.get("relativeFrom", ""), _PAGE_EMU))


def _is_beyond(offset: float, length: float, reach: float) -> bool:
    return offset + length <= -reach or offset >= _PAGE_EMU


def _is_shape_hidden(shape: Any) -> bool:
    if any(words in "".join(shape.get("style", "").split()) for words in _HIDDEN_SHAPE):
        return True
    style = vml_style(shape)
    points = {
        name: read_measure(style.get(name), 1, 0.0) for name in ("left", "top", "margin-left", "margin-top")
    }
    sides = (read_measure(style.get(name), 1, 1.0) for name in ("width", "height"))
    return any(abs(place) >= _FAR_POINTS for place in points.values()) or any(side < 1 for side in sides)


def _is_row_hidden(row: Any) -> bool:
    if any(is_on(row.find(f"{qn('w:trPr')}/{qn(name)}")) for name in ("w:hidden", "w:del")):
        return True
    height = row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}")
    is_exact = height is not None and height.get(qn("w:hRule")) == "exact"
    return is_exact and measure_of(height, "w:val", TWIPS_PER_POINT, _NO_HEIGHT_TWIPS) < _NO_HEIGHT_TWIPS


def _is_cell_deleted(cell: Any) -> bool:
    return cell.find(f"{qn('w:tcPr')}/{qn('w:cellDel')}") is not None


def _is_table_off_page(table: Any) -> bool:
    indent = table.find(f"{qn('w:tblPr')}/{qn('w:tblInd')}")
    place = table.find(f"{qn('w:tblPr')}/{qn('w:tblpPr')}")
    across = (measure_of(indent, "w:w", TWIPS_PER_POINT), measure_of(place, "w:tblpX", TWIPS_PER_POINT))
    down = measure_of(place, "w:tblpY", TWIPS_PER_POINT)
    return any(abs(offset) >= _FAR_TWIPS for offset in across) or abs(down) >= _LOW_TWIPS


_OFF_PARAGRAPH = (_is_indented_off, _has_no_line, _is_framed_off)
_OFF_PAGE: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(FRAMES, _is_frame_off_page),
    **dict.fromkeys(VML_SHAPES, _is_shape_hidden),
    qn("w:tr"): _is_row_hidden,
    qn("w:tc"): _is_cell_deleted,
    qn("w:tbl"): _is_table_off_page,
}
