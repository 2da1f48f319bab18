"""Shapes and pictures of a Word document: what of them may lie behind a text, and in which colours."""

from collections.abc import Iterator, Sequence
from typing import Any

from services.parser.readers.colours import Colour
from services.parser.readers.word.colours import Palette, vml_fill
from services.parser.readers.word.namespaces import DRAWING, PLACED, SHAPE
from services.parser.readers.word.places import FRAMES, VML_SHAPES, extent_of, vml_style
from services.parser.readers.word.values import EMU_PER_POINT, is_true, read_measure

_WIDE_EMU, _TALL_EMU = 4_000_000, 5_000_000  # 11 and 14 cm: a band or a sidebar
_LOW_EMU = 100_000  # lower than a line of text
_SHAPE_TAG = f"{SHAPE}wsp"

Fill = Sequence[Colour] | None
"""Colours of a shape: () for an empty one, None for a picture and for what is not known."""


class Shapes:
    """What is drawn in a document beside its text.

    Args:
        document: the opened document of python-docx.
        palette: the colours of its theme.
    """

    def __init__(self, document: Any, palette: Palette) -> None:
        self._palette = palette
        self._small: list[Fill] = []
        self._large: list[Fill] = []
        for root in _drawn_roots(document):
            for fill, is_large in self._find(root):
                self._small.append(fill)
                if is_large:
                    self._large.append(fill)

    def behind_text(self, page: Colour) -> Fill:
        """What may lie behind a text of the page: only what is large is taken for a background."""
        return _together(self._large, page)

    def behind_box(self, box: Any, page: Colour) -> Fill:
        """What may lie behind the text of a box: its own fill, or else anything."""
        shape = next(box.iterancestors(_SHAPE_TAG, *VML_SHAPES), None)
        own = None if shape is None else self._fill_of(shape)
        return own if own is None or own else _together(self._small, page)

    def _find(self, root: Any) -> Iterator[tuple[Fill, bool]]:
        """Fill of each shape that other text may lie on, and whether it is large."""
        for anchor in root.iter(FRAMES[0]):
            width, height = extent_of(anchor)
            is_behind = is_true(anchor.get("behindDoc")) or anchor.find(f"{PLACED}wrapNone") is not None
            is_large = width >= _WIDE_EMU or height >= _TALL_EMU
            if min(width, height) >= _LOW_EMU:
                yield self._fill_in(anchor), is_large and is_behind
        for shape in root.iter(*VML_SHAPES):
            style = vml_style(shape)
            sides = [read_measure(style.get(name), 1, 1000.0) for name in ("width", "height")]
            if style.get("position") == "absolute" and min(sides) >= _LOW_EMU / EMU_PER_POINT:
                yield vml_fill(shape), True

    def _fill_in(self, anchor: Any) -> Fill:
        shapes = list(anchor.iter(_SHAPE_TAG))
        is_other = not shapes or any(
            next(anchor.iter(f"{DRAWING}{name}"), None) is not None for name in ("blip",)
        )
        fills: list[Fill] = [None] if is_other else [self._fill_of(shape) for shape in shapes]
        return None if None in fills else [colour for fill in fills for colour in fill or ()]

    def _fill_of(self, shape: Any) -> Fill:
        if shape.tag != _SHAPE_TAG:
            return vml_fill(shape)
        properties = shape.find(f"{SHAPE}spPr")
        own = () if properties is None else self._palette.fill_of(properties)
        if own is None or own or (properties is not None and properties.find(f"{DRAWING}noFill") is not None):
            return own
        return self._palette.style_fill(shape.find(f"{SHAPE}style/{DRAWING}fillRef"))


def _together(fills: Sequence[Fill], page: Colour) -> Fill:
    if any(fill is None for fill in fills):
        return None
    return tuple(dict.fromkeys((page, *(colour for fill in fills for colour in fill or ()))))


def _drawn_roots(document: Any) -> Iterator[Any]:
    yield document.element.body
    for section in document.sections:
        if not section.header.is_linked_to_previous:
            yield section.header._element
