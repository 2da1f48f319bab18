"""How the text of a Word document looks, as far as it says whether the text can be seen."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from docx.oxml.ns import qn

from services.parser.readers.colours import WHITE, Colour, is_seen, read_colour
from services.parser.readers.word.colours import Palette
from services.parser.readers.word.places import Places
from services.parser.readers.word.shapes import Shapes
from services.parser.readers.word.tables import TableParts, has_look
from services.parser.readers.word.values import (
    HALF_POINTS_PER_POINT,
    TWIPS_PER_POINT,
    USUAL_HALF_POINTS,
    is_on,
    is_true,
    measure_of,
)

_TINY_HALF_POINTS = 6
_NARROW_PERCENT = 10
_SQUEEZED_SHARE = -0.4  # of the size of the letters: most lie on each other
_FAR_HALF_POINTS = 1000  # above or below its line: more than half of a page
_THIN_TWIPS = 20  # of a letter in a text that is made to fit
_DELETED = (qn("w:del"), qn("w:moveFrom"))
_BOX = qn("w:txbxContent")
_WORD = qn("w:p")[:-1]  # the namespace
_BACKED = (qn("w:p"), qn("w:tc"), qn("w:tbl"), _BOX)

Looks = dict[str, Any]
"""Name of a property -> its element."""


class StyleSheet:
    """Styles of a document: what a run looks like once all that it inherits is added up.

    Args:
        document: the opened document of python-docx.
    """

    def __init__(self, document: Any) -> None:
        styles = document.styles.element
        self._styles = {style.get(qn("w:styleId")): style for style in styles.iterchildren(qn("w:style"))}
        self._defaults = styles.find(qn("w:docDefaults"))
        self._default_paragraph = next(
            (name for name, style in self._styles.items() if _is_default_paragraph(style)), None
        )
        self._palette = Palette(document)
        self._page = self._page_colour(document)
        self._shapes = Shapes(document, self._palette)
        self._tables = TableParts()
        self._places = Places(self._find_layers)
        self._chains: dict[str | None, list[Any]] = {}
        self._layers: dict[tuple[str | None, str], list[Any]] = {}
        self._chain_looks: dict[str | None, Looks] = {}

    def is_hidden(self, run: Any) -> bool:
        """True for a run of text that a reader of the page does not see."""
        if next(run.iterancestors(*_DELETED), None) is not None:
            return True
        looks = self._looks_of(run)
        if any(is_unreadable(looks, run) for is_unreadable in _UNREADABLE):
            return True
        inks = self._palette.letter_inks(looks)
        if inks and not is_seen(inks, self._background_of(run, looks)):
            return True
        return self._places.is_off_page(run)

    def _looks_of(self, run: Any) -> Looks:
        paragraph = next(run.iterancestors(qn("w:p")))
        looks = _read_looks(None if self._defaults is None else self._defaults.find(qn("w:rPrDefault")))
        for part in self._table_parts(run):
            looks |= _read_looks(part)
        looks |= self._style_looks(_style_name(paragraph, "w:pPr", "w:pStyle") or self._default_paragraph)
        looks |= self._style_looks(_style_name(run, "w:rPr", "w:rStyle"))
        return looks | _read_looks(run)

    def _style_looks(self, name: str | None) -> Looks:
        if name not in self._chain_looks:
            looks: Looks = {}
            for style in self._chain(name):
                looks |= _read_looks(style)
            self._chain_looks[name] = looks
        return self._chain_looks[name]

    def _chain(self, name: str | None) -> list[Any]:
        """A style with those that it is based on, the farthest first; a circle ends where it began."""
        if name not in self._chains:
            chain: list[Any] = []
            style = self._styles.get(name)
            while style is not None and style not in chain:
                chain.append(style)
                base = style.find(qn("w:basedOn"))
                style = None if base is None else self._styles.get(base.get(qn("w:val")))
            self._chains[name] = chain[::-1]
        return self._chains[name]

    def _table_parts(self, element: Any) -> list[Any]:
        """The parts of the style of the table around an element that hold for its cell."""
        cell = next(element.iterancestors(qn("w:tc"), _BOX), None)
        if cell is None or cell.tag == _BOX:
            return []
        return self._tables.find(cell, self._table_styles)

    def _table_styles(self, table: Any) -> list[Any]:
        return self._chain(_style_name(table, "w:tblPr", "w:tblStyle"))

    def _find_layers(self, paragraph: Any, name: str) -> Iterator[Any]:
        """The elements of a name in a paragraph's properties and its styles', the strongest first."""
        path = f"{qn('w:pPr')}/{qn(name)}"
        own = paragraph.find(path)
        if own is not None:
            yield own
        yield from self._style_layers(_style_name(paragraph, "w:pPr", "w:pStyle"), path)
        for part in reversed(self._table_parts(paragraph)):
            if (found := part.find(path)) is not None:
                yield found
        if (
            self._defaults is not None
            and (found := self._defaults.find(f"{qn('w:pPrDefault')}/{path}")) is not None
        ):
            yield found

    def _style_layers(self, name: str | None, path: str) -> list[Any]:
        if (name, path) not in self._layers:
            styles = reversed(self._chain(name or self._default_paragraph))
            layers = (style.find(path) for style in styles)
            self._layers[name, path] = [found for found in layers if found is not None]
        return self._layers[name, path]

    def _background_of(self, run: Any, looks: Looks) -> Sequence[Colour] | None:
        """Colours that may lie behind a run; None where only a drawn page would tell."""
        marker = looks.get("w:highlight")
        if marker is not None and (words := marker.get(qn("w:val"), "none")) != "none":
            colour = read_colour(words)
            return None if colour is None else (colour,)
        if fill := self._palette.shading(looks.get("w:shd")):
            return (fill,)
        for element in run.iterancestors(*_BACKED):
            if element.tag == _BOX:
                return self._shapes.behind_box(element, self._page)
            if fill := self._fill_of(element):
                return (fill,)
            if element.tag == qn("w:tbl") and self._colours_some_cells(element):
                return None  # which of its cells, only a drawn table would tell
        return self._shapes.behind_text(self._page)

    def _fill_of(self, element: Any) -> Colour | None:
        if element.tag == qn("w:p"):
            shadings = (self._palette.shading(found) for found in self._find_layers(element, "w:shd"))
            return next(filter(None, shadings), None)
        properties = f"{element.tag}Pr"
        fill = self._palette.shading(element.find(f"{properties}/{qn('w:shd')}"))
        if fill or element.tag != qn("w:tc"):
            return fill
        for part in reversed(self._tables.find(element, self._table_styles)):
            for name in ("w:tcPr", "w:tblPr"):
                if fill := self._palette.shading(part.find(f"{qn(name)}/{qn('w:shd')}")):
                    return fill
        return None

    def _colours_some_cells(self, table: Any) -> bool:
        """True for a table with a coloured style that does not say for which cells."""
        styles = self._table_styles(table)
        return not has_look(table) and any(
            next(style.iter(qn("w:shd")), None) is not None for style in styles
        )

    def _page_colour(self, document: Any) -> Colour:
        """The background of the page; Word shows it only where a setting says so."""
        background = document.element.find(qn("w:background"))
        is_shown = is_on(document.settings.element.find(qn("w:displayBackgroundShape")))
        colour = self._palette.word_colour(background, "w:color") if is_shown else None
        return colour or WHITE


def _read_looks(parent: Any) -> Looks:
    """Properties of runs that stand in an element; Word's own by their short names."""
    found = None if parent is None else parent.find(qn("w:rPr"))
    if found is None:
        return {}
    return {child.tag.replace(_WORD, "w:"): child for child in found if isinstance(child.tag, str)}


def _is_default_paragraph(style: Any) -> bool:
    return is_true(style.get(qn("w:default"))) and style.get(qn("w:type")) == "paragraph"


def _style_name(element: Any, properties: str, name: str) -> str | None:
    found = element.find(f"{qn(properties)}/{qn(name)}")
    return None if found is None else found.get(qn("w:val"))


def _half_points(looks: Looks) -> float:
    """Size of the letters; that of other scripts where the run says that it is in one."""
    name = "w:szCs" if is_on(looks.get("w:cs")) or is_on(looks.get("w:rtl")) else "w:sz"
    return measure_of(looks.get(name), "w:val", HALF_POINTS_PER_POINT, USUAL_HALF_POINTS)


def _is_narrow(looks: Looks, _: Any) -> bool:
    return measure_of(looks.get("w:w"), "w:val", 1, _NARROW_PERCENT) < _NARROW_PERCENT


def _is_far_from_line(looks: Looks, _: Any) -> bool:
    return abs(measure_of(looks.get("w:position"), "w:val", HALF_POINTS_PER_POINT)) >= _FAR_HALF_POINTS


def _is_squeezed(looks: Looks, _: Any) -> bool:
    points = measure_of(looks.get("w:spacing"), "w:val", TWIPS_PER_POINT) / TWIPS_PER_POINT
    return points <= _SQUEEZED_SHARE * _half_points(looks) / HALF_POINTS_PER_POINT


def _is_fitted_away(looks: Looks, run: Any) -> bool:
    """True for a text that is pressed into no width together with the runs of the same mark."""
    fit = looks.get("w:fitText")
    if fit is None:
        return False
    mark = fit.get(qn("w:id"))
    paragraph = next(run.iterancestors(qn("w:p")))
    fitted = (found for found in paragraph.iter(qn("w:fitText")) if found.get(qn("w:id")) == mark)
    texts = [text for found in fitted for text in found.getparent().getparent().iter(qn("w:t"))]
    letters = sum(len(text.text or "") for text in texts) if mark else len(run.text or "")
    return measure_of(fit, "w:val", TWIPS_PER_POINT) < _THIN_TWIPS * max(letters, 1)


_UNREADABLE: tuple[Callable[[Looks, Any], bool], ...] = (
    lambda looks, _: is_on(looks.get("w:vanish")),
    lambda looks, _: _half_points(looks) < _TINY_HALF_POINTS,
    _is_narrow,
    _is_far_from_line,
    _is_squeezed,
    _is_fitted_away,
)
