"""How the text of a Word document looks, as far as it says whether the text can be seen."""

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from services.parser.readers.colours import WHITE, Colour, is_told_apart, read_colour

_ON = ("", "1", "true", "on")
_TINY_HALF_POINTS = 6
_NARROW_PERCENT = 10
_EMU_PER_POINT = 12700
_FAR_TWIPS = 12_000  # about the width of a page
_NO_HEIGHT_TWIPS = 60
_WIDE_SHAPE_EMU, _TALL_SHAPE_EMU = 4_000_000, 5_000_000  # 11 and 14 cm
_PAGE_EMU = 12_000_000  # more than the longer side of a page
# How far left of or above what it is measured from a frame may lie and still be on the page.
_REACH_EMU = {"page": 0, "margin": 1_500_000, "column": 1_500_000}
_DELETED = (qn("w:del"), qn("w:moveFrom"))
_FRAMES = tuple(
    f"{{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}}{name}"
    for name in ("anchor", "inline")
)
_ANCHOR = _FRAMES[0]
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_SHAPE = "{urn:schemas-microsoft-com:vml}"
_SHAPE_OFFSET = re.compile(r"(?:left|top):-?([0-9]+)")
_FAR_POINTS = 1000
_HIDDEN_SHAPE = ("visibility:hidden", "display:none", "mso-hide:all")

# Elements with a background of their own -> the properties that name it.
_COLOURED = {qn("w:p"): "w:pPr", qn("w:tc"): "w:tcPr", qn("w:tbl"): "w:tblPr", qn("w:txbxContent"): "w:pPr"}
_UNKNOWN_BEHIND = (qn("w:txbxContent"),)

Looks = dict[str, str]


class StyleSheet:
    """Styles of a document: what a run looks like once all that it inherits is added up.

    Args:
        document: the opened document of python-docx.
    """

    def __init__(self, document: Any) -> None:
        styles = document.styles.element
        self._styles = {style.get(qn("w:styleId")): style for style in styles.iterchildren(qn("w:style"))}
        self._known: dict[str, Looks] = {}
        self._defaults = _read_looks(styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}"))
        self._default_paragraph = next(
            (name for name, style in self._styles.items() if _is_default_paragraph(style)), None
        )
        self._page = _page_colour(document)
        self._has_shapes_behind = any(_may_lie_behind(root) for root in _drawn_roots(document))

    def is_hidden(self, run: Any) -> bool:
        """True for a run of text that a reader of the page does not see."""
        if next(run.iterancestors(*_DELETED), None) is not None:
            return True
        looks = self._looks_of(run)
        if looks.get("w:vanish") in _ON:
            return True
        if _number(looks.get("w:sz"), _TINY_HALF_POINTS) < _TINY_HALF_POINTS:
            return True
        if _number(looks.get("w:w"), _NARROW_PERCENT) < _NARROW_PERCENT:
            return True
        return self._is_of_background_colour(run, looks) or _is_off_page(run)

    def _looks_of(self, run: Any) -> Looks:
        paragraph = next(run.iterancestors(qn("w:p")))
        own_style = _style_name(paragraph, "w:pPr", "w:pStyle") or self._default_paragraph
        looks = dict(self._defaults)
        for name in (own_style, _style_name(run, "w:rPr", "w:rStyle")):
            looks |= self._style_looks(name)
        return looks | _read_looks(run)

    def _style_looks(self, name: str | None) -> Looks:
        """Looks of a style with those that it is based on; a circle of styles ends where it began."""
        if name is None or name not in self._styles:
            return {}
        if name not in self._known:
            self._known[name] = {}
            style = self._styles[name]
            base = style.find(qn("w:basedOn"))
            inherited = self._style_looks(None if base is None else base.get(qn("w:val")))
            self._known[name] = inherited | _read_looks(style)
        return self._known[name]

    def _is_of_background_colour(self, run: Any, looks: Looks) -> bool:
        colour = _read_hex(looks.get("w:color"))
        if colour is None:
            return False
        background = self._background_of(run, looks)
        return background is not None and not is_told_apart(colour, background)

    def _background_of(self, run: Any, looks: Looks) -> Colour | None:
        """What lies behind a run; None where only a drawn page would tell."""
        if (marker := looks.get("w:highlight")) and marker != "none":
            return read_colour(marker)
        if fill := _read_hex(looks.get("w:shd")):
            return fill
        for element in run.iterancestors(*_COLOURED):
            fill = _shading(element, _COLOURED[element.tag])
            if fill is None and element.tag == qn("w:p"):
                fill = self._style_fill(element)
            if fill or element.tag in _UNKNOWN_BEHIND:
                return fill
            if self._colours_cells(_style_name(element, "w:tblPr", "w:tblStyle")):
                return None  # which of its cells, only a drawn table would tell
        return None if self._has_shapes_behind else self._page

    def _colours_cells(self, name: str | None) -> bool:
        """True for a style of tables that has a background for some of its cells, or whose base has."""
        for _ in self._styles:
            style = self._styles.get(name)
            if style is None:
                return False
            if next(style.iter(qn("w:shd")), None) is not None:
                return True
            base = style.find(qn("w:basedOn"))
            name = None if base is None else base.get(qn("w:val"))
        return False

    def _style_fill(self, paragraph: Any) -> Colour | None:
        style = self._styles.get(_style_name(paragraph, "w:pPr", "w:pStyle"))
        return None if style is None else _shading(style, "w:pPr")


def _read_looks(parent: Any) -> Looks:
    """Properties of runs that stand in an element: name -> value, '' for one that is only switched on."""
    found = None if parent is None else parent.find(qn("w:rPr"))
    if found is None:
        return {}
    looks = {}
    for name in ("w:vanish", "w:sz", "w:w", "w:color", "w:highlight", "w:shd"):
        element = found.find(qn(name))
        if element is not None:
            looks[name] = element.get(qn("w:fill" if name == "w:shd" else "w:val"), "")
    return looks


def _is_default_paragraph(style: Any) -> bool:
    return style.get(qn("w:default")) in _ON[1:] and style.get(qn("w:type")) == "paragraph"


def _style_name(element: Any, properties: str, name: str) -> str | None:
    found = element.find(f"{qn(properties)}/{qn(name)}")
    return None if found is None else found.get(qn("w:val"))


def _shading(element: Any, properties: str) -> Colour | None:
    found = element.find(f"{qn(properties)}/{qn('w:shd')}")
    return None if found is None else _read_hex(found.get(qn("w:fill")))


def _read_hex(value: str | None) -> Colour | None:
    """Colour of six hexadecimal digits; None for 'auto' and for none."""
    return read_colour(f"#{value}") if value and len(value) == len("FFFFFF") else None


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value and value.isdigit() else otherwise


def _page_colour(document: Any) -> Colour:
    """The background of the page; Word shows it only where a setting says so."""
    background = document.element.find(qn("w:background"))
    is_shown = document.settings.element.find(qn("w:displayBackgroundShape")) is not None
    colour = _read_hex(background.get(qn("w:color"))) if background is not None and is_shown else None
    return colour or WHITE


def _drawn_roots(document: Any) -> Iterator[Any]:
    yield document.element.body
    for section in document.sections:
        if not section.header.is_linked_to_previous:
            yield section.header._element


def _may_lie_behind(root: Any) -> bool:
    """True for a root with a large shape or picture behind the text, such as a band or a sidebar."""
    for anchor in root.iter(_ANCHOR):
        width, height = _extent(anchor)
        is_large = width >= _WIDE_SHAPE_EMU or height >= _TALL_SHAPE_EMU
        if is_large and (
            anchor.get("behindDoc") in _ON[1:] or anchor.find(f"{_DRAWING}wrapNone") is not None
        ):
            return True
    return any("position:absolute" in shape.get("style", "") for shape in root.iter(f"{_SHAPE}rect"))


def _extent(frame: Any) -> tuple[int, int]:
    found = frame.find(f"{_DRAWING}extent")
    if found is None:
        return 0, 0
    return _number(found.get("cx"), 0), _number(found.get("cy"), 0)


def _is_off_page(run: Any) -> bool:
    """True for text in a frame, a shape, a row or a paragraph that does not lie on the page."""
    return any(_OFF_PAGE[element.tag](element) for element in run.iterancestors(*_OFF_PAGE))


def _is_frame_off_page(frame: Any) -> bool:
    properties = frame.find(f"{_DRAWING}docPr")
    if properties is not None and properties.get("hidden") in _ON[1:]:
        return True
    width, height = _extent(frame)
    return (
        min(width, height) < _EMU_PER_POINT
        or _lies_outside(frame, "positionH", width)
        or _lies_outside(frame, "positionV", height)
    )


def _lies_outside(frame: Any, position: str, length: int) -> bool:
    """True where the offset puts all of a frame beyond the page, whatever it is measured from."""
    place = frame.find(f"{_DRAWING}{position}")
    if place is None:
        return False
    found = place.findtext(f"{_DRAWING}posOffset", "0").strip()
    offset = int(found) if found.lstrip("-").isdigit() else 0
    reach = _REACH_EMU.get(place.get("relativeFrom", ""), _PAGE_EMU)
    return offset + length <= -reach or offset >= _PAGE_EMU


def _is_shape_hidden(shape: Any) -> bool:
    style = "".join(shape.get("style", "").split())
    offsets = (float(found) for found in _SHAPE_OFFSET.findall(style))
    return any(words in style for words in _HIDDEN_SHAPE) or any(offset >= _FAR_POINTS for offset in offsets)


def _is_row_hidden(row: Any) -> bool:
    if row.find(f"{qn('w:trPr')}/{qn('w:hidden')}") is not None:
        return True
    height = row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}")
    is_exact = height is not None and height.get(qn("w:hRule")) == "exact"
    return is_exact and _number(height.get(qn("w:val")), _NO_HEIGHT_TWIPS) < _NO_HEIGHT_TWIPS


def _is_paragraph_off_page(paragraph: Any) -> bool:
    indent = paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    if indent is None:
        return False
    edge = indent.get(qn("w:left")) or indent.get(qn("w:start")) or "0"
    return edge.lstrip("-").isdigit() and abs(int(edge)) >= _FAR_TWIPS


_OFF_PAGE = {
    **dict.fromkeys(_FRAMES, _is_frame_off_page),
    **{f"{_SHAPE}{name}": _is_shape_hidden for name in ("shape", "rect", "roundrect")},
    qn("w:tr"): _is_row_hidden,
    qn("w:p"): _is_paragraph_off_page,
}
