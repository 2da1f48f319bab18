"""Styles of tables: which of their parts hold for a cell, by its place in the table."""

from collections.abc import Callable, Iterator
from typing import Any

from docx.oxml.ns import qn

from services.parser.readers.word.values import is_true, read_measure

# Part -> the attribute of `w:tblLook` and the bit of its old value that switch it on.
_SWITCHES = {
    "firstRow": ("w:firstRow", 0x20),
    "lastRow": ("w:lastRow", 0x40),
    "firstCol": ("w:firstColumn", 0x80),
    "lastCol": ("w:lastColumn", 0x100),
}
_NO_BANDS = {"Horz": ("w:noHBand", 0x200), "Vert": ("w:noVBand", 0x400)}
_BAND_SIZES = {"Horz": "w:tblStyleRowBandSize", "Vert": "w:tblStyleColBandSize"}
_CORNERS = (
    ("neCell", "firstRow", "lastCol"),
    ("nwCell", "firstRow", "firstCol"),
    ("seCell", "lastRow", "lastCol"),
    ("swCell", "lastRow", "firstCol"),
)


class TableParts:
    """The parts of tables' styles that hold for cells; each cell is looked up once."""

    def __init__(self) -> None:
        self._parts: dict[Any, list[Any]] = {}
        self._rows: dict[Any, dict[Any, int]] = {}

    def find(self, cell: Any, styles: Callable[[Any], list[Any]]) -> list[Any]:
        """The styles and their parts that hold for a cell, the weakest first.

        Args:
            cell: the `w:tc`.
            styles: gives the style of a table with those that it is based on, the farthest first.
        """
        if cell not in self._parts:
            row = next(cell.iterancestors(qn("w:tr")))
            table = next(row.iterancestors(qn("w:tbl")))
            if table not in self._rows:
                self._rows[table] = {found: number for number, found in enumerate(_rows_of(table))}
            chain = styles(table)
            self._parts[cell] = list(_parts_of(cell, row, self._rows[table], table, chain))
        return self._parts[cell]


def _rows_of(table: Any) -> Iterator[Any]:
    rows = table.iter(qn("w:tr"))
    return (row for row in rows if next(row.iterancestors(qn("w:tbl"))) is table)


def _parts_of(cell: Any, row: Any, rows: dict[Any, int], table: Any, styles: list[Any]) -> Iterator[Any]:
    yield from styles
    if not any(style.find(qn("w:tblStylePr")) is not None for style in styles):
        return
    for name in _names_of(cell, row, rows, table, styles):
        for style in styles:
            for part in style.iterchildren(qn("w:tblStylePr")):
                if part.get(qn("w:type")) == name:
                    yield part


def has_look(table: Any) -> bool:
    """True for a table that says which parts of its style hold."""
    return table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}") is not None


def _names_of(cell: Any, row: Any, rows: dict[Any, int], table: Any, styles: list[Any]) -> Iterator[str]:
    """The parts that a cell belongs to, the weakest first."""
    look = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
    if look is None:
        return
    cells = [found for found in row.iter(qn("w:tc")) if next(found.iterancestors(qn("w:tr"))) is row]
    place, down = cells.index(cell), rows[row]
    at = {
        "firstRow": down == 0,
        "lastRow": down == len(rows) - 1,
        "firstCol": place == 0,
        "lastCol": place == len(cells) - 1,
    }
    held = {name for name, is_there in at.items() if is_there and _is_set(look, *_SWITCHES[name])}
    for axis, number, first in (("Vert", place, "firstCol"), ("Horz", down, "firstRow")):
        if not _is_set(look, *_NO_BANDS[axis]) and first not in held:
            size = _band_size(styles, _BAND_SIZES[axis])
            yield f"band{1 + (number - _is_set(look, *_SWITCHES[first])) // size % 2}{axis}"
    yield from (name for name in ("firstCol", "lastCol", "firstRow", "lastRow") if name in held)
    yield from (name for name, vertical, side in _CORNERS if {vertical, side} <= held)


def _is_set(look: Any, name: str, bit: int) -> bool:
    own = look.get(qn(name))
    if own is not None:
        return is_true(own)
    try:
        return bool(int(look.get(qn("w:val"), "0"), 16) & bit)
    except ValueError:
        return False


def _band_size(styles: list[Any], name: str) -> int:
    sizes = (style.find(f"{qn('w:tblPr')}/{qn(name)}") for style in reversed(styles))
    found = next((size for size in sizes if size is not None), None)
    return 1 if found is None else max(1, int(read_measure(found.get(qn("w:val")), 1, 1)))
