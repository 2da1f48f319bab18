"""Colours of a Word document: by their digits, by the theme, of patterns, of fills and of letters."""

from collections.abc import Iterator, Sequence
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from services.parser.readers.colours import BLACK_INK, WHITE, Colour, Ink, lay_over, read_colour
from services.parser.readers.word.namespaces import DRAWING, EFFECT, VML
from services.parser.readers.word.values import is_true, read_measure

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_WHOLE = 100_000.0

# Office's own theme, for a document without one.
_OFFICE = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4",
    "accent2": "ED7D31", "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5", "accent6": "70AD47",
    "hlink": "0563C1", "folHlink": "954F72",
}  # fmt: skip
_SHORT = {
    "dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2", "text1": "dk1", "background1": "lt1",
    "text2": "dk2", "background2": "lt2", "tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_NAMES = {"bg1": "background1", "tx1": "text1", "bg2": "background2", "tx2": "text2", "t1": "text1"}
_SOLID = ("solid",)
_PLAIN = ("clear", "nil", "")
_HALF = 0.5  # of a pattern is drawn, for all that a look at one letter tells


class Palette:
    """The colours of a document's theme.

    Args:
        document: the opened document of python-docx.
    """

    def __init__(self, document: Any) -> None:
        self._theme = {name: read_hex(digits) for name, digits in _OFFICE.items()} | _read_theme(document)
        mapping = document.settings.element.find(qn("w:clrSchemeMapping"))
        self._mapping = {} if mapping is None else {
            _NAMES.get(etree.QName(name).localname, etree.QName(name).localname): str(value)
            for name, value in mapping.attrib.items()
        }  # fmt: skip

    def word_colour(self, element: Any, value: str = "w:val", prefix: str = "w:theme") -> Colour | None:
        """The colour that an element of Word names, by its theme first; None for 'auto' and for none.

        Args:
            element: such as `w:color` or `w:shd`; None for none.
            value: attribute with the digits.
            prefix: of the attributes that name the colour of the theme and how it is changed.
        """
        if element is None:
            return None
        ending = "Color" if prefix == "w:theme" else ""
        base = self._of_theme(element.get(qn(f"{prefix}{ending}")))
        if base is None:
            return read_hex(element.get(qn(value)))
        for name, aim in (("Tint", WHITE), ("Shade", BLACK_INK.colour)):
            share = element.get(qn(f"{prefix}{name}"))
            if share:
                base = lay_over(Ink(base, _read_byte(share) / 255), aim)
        return base

    def shading(self, element: Any) -> Colour | None:
        """What is seen of a `w:shd`: its fill with the pattern over it."""
        if element is None:
            return None
        fill = self.word_colour(element, "w:fill", "w:themeFill")
        kind = element.get(qn("w:val"), "")
        if kind in _PLAIN:
            return fill
        share = 1.0 if kind in _SOLID else read_measure(kind.removeprefix("pct"), 1, 100 * _HALF) / 100
        drawn = self.word_colour(element, "w:color") or BLACK_INK.colour
        return lay_over(Ink(drawn, min(share, 1.0)), fill or WHITE)

    def letter_inks(self, looks: dict[str, Any]) -> list[Ink]:
        """What the letters of a text are drawn with; none where the reader sees to it that they are seen."""
        fill, outline = looks.get(f"{EFFECT}textFill"), looks.get(f"{EFFECT}textOutline")
        if fill is None:
            colour = self.word_colour(looks.get("w:color"))
            return [] if colour is None else [Ink(colour)]
        inks = [*self._effect_inks(fill), *([] if outline is None else self._effect_inks(outline))]
        return inks or [Ink(WHITE, 0.0)]

    def fill_of(self, properties: Any) -> Sequence[Colour] | None:
        """Colours that a shape is filled with: () for none, None for a picture or a pattern.

        Args:
            properties: the element that may hold the fill as its child.
        """
        for child in properties:
            kind = etree.QName(child).localname
            if kind in ("solidFill", "gradFill"):
                return [ink.colour for ink in self._drawn_inks(child)] or None
            if kind in ("blipFill", "pattFill", "grpFill"):
                return None
            if kind == "noFill":
                return ()
        return ()

    def style_fill(self, reference: Any) -> Sequence[Colour] | None:
        """Colours of a shape's `fillRef`; its first kinds of fill are none and plain."""
        if reference is None or reference.get("idx", "0") in ("0", "1000"):
            return ()
        return [ink.colour for ink in self._drawn_inks(reference)] or None

    def _effect_inks(self, effect: Any) -> Iterator[Ink]:
        """Inks of a `w14` effect; its `alpha` says how much is seen through."""
        for colour in effect.iter(f"{EFFECT}srgbClr", f"{EFFECT}schemeClr"):
            alpha = colour.find(f"{EFFECT}alpha")
            seen = 1 - (0 if alpha is None else read_measure(alpha.get(f"{EFFECT}val"), 1) / _WHOLE)
            value = colour.get(f"{EFFECT}val")
            found = read_hex(value) or self._of_theme(value)
            if found:
                yield Ink(self._changed(colour, found, EFFECT), min(max(seen, 0.0), 1.0))

    def _drawn_inks(self, parent: Any) -> Iterator[Ink]:
        for colour in parent.iter(*(f"{DRAWING}{kind}Clr" for kind in ("srgb", "scheme", "sys", "prst"))):
            value = colour.get("lastClr") or colour.get("val", "")
            found = read_hex(value) or self._of_theme(value) or read_colour(value)
            if found:
                alpha = colour.find(f"{DRAWING}alpha")
                seen = 1.0 if alpha is None else read_measure(alpha.get("val"), 1) / _WHOLE
                yield Ink(lay_over(Ink(self._changed(colour, found, DRAWING), min(seen, 1.0)), WHITE))

    def _changed(self, element: Any, colour: Colour, names: str) -> Colour:
        """The colour made lighter or darker by the children of its element."""
        for child in element:
            share = read_measure(child.get("val") or child.get(f"{names}val"), 1) / _WHOLE
            kind = etree.QName(child).localname
            if kind in ("lumMod", "shade"):
                colour = lay_over(Ink(colour, min(share, 1.0)), BLACK_INK.colour)
            elif kind == "lumOff":
                red, green, blue = (min(255, round(channel + 255 * share)) for channel in colour)
                colour = red, green, blue
            elif kind == "tint":
                colour = lay_over(Ink(colour, min(share, 1.0)), WHITE)
        return colour

    def _of_theme(self, name: str | None) -> Colour | None:
        if not name:
            return None
        name = self._mapping.get(_NAMES.get(name, name), name)
        return self._theme.get(_SHORT.get(name, name))


def vml_fill(shape: Any) -> Sequence[Colour] | None:
    """Colours of an old shape: white where none is named, () for no fill, None for a picture."""
    fill = shape.find(f"{VML}fill")
    if shape.find(f"{VML}imagedata") is not None or (
        fill is not None and fill.get("type", "solid") != "solid"
    ):
        return None
    filled = [shape.get("filled", "t")] + ([] if fill is None else [fill.get("on", "t")])
    if not all(is_true(value) for value in filled):
        return ()
    words = shape.get("fillcolor", "white").split() or ["white"]
    colour = read_colour(words[0])
    return None if colour is None else (colour,)


def read_hex(value: str | None) -> Colour | None:
    """Colour of six hexadecimal digits; None for 'auto' and for none."""
    return read_colour(f"#{value}") if value and len(value) == len("FFFFFF") else None


def _read_byte(digits: str) -> int:
    try:
        return min(int(digits, 16), 255)
    except ValueError:
        return 255


def _read_theme(document: Any) -> dict[str, Colour | None]:
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/theme"):
            try:
                root = etree.fromstring(relation.target_part.blob, _PARSER)
            except etree.XMLSyntaxError:
                return {}
            scheme = root.find(f".//{DRAWING}clrScheme")
            return {} if scheme is None else {
                etree.QName(entry).localname: read_hex(entry[0].get("lastClr") or entry[0].get("val"))
                for entry in scheme if isinstance(entry.tag, str) and len(entry)
            }  # fmt: skip
    return {}
