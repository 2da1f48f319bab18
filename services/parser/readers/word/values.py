"""Values of Word's XML: switches, and measures with and without a unit."""

import re
from typing import Any

from docx.oxml.ns import qn

ON = ("", "1", "true", "on", "t", "yes")
TWIPS_PER_POINT, HALF_POINTS_PER_POINT, EMU_PER_POINT = 20.0, 2.0, 12_700.0
USUAL_HALF_POINTS = 20.0
"""Size of letters where nothing says another."""

_POINTS = {
    "pt": 1.0,
    "in": 72.0,
    "cm": 72 / 2.54,
    "mm": 7.2 / 2.54,
    "pc": 12.0,
    "pi": 12.0,
    "px": 0.75,
    "em": 12.0,
}
_MEASURE = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+))\s*([a-z]{2})?\s*%?\s*", re.IGNORECASE)


def is_on(element: Any) -> bool:
    """True for a switch that is there and not turned off."""
    return element is not None and element.get(qn("w:val"), "").strip().lower() in ON


def is_true(value: str | None) -> bool:
    """True for an attribute that says yes."""
    return value is not None and value.strip().lower() in ON[1:]


def read_measure(text: str | None, per_point: float, otherwise: float = 0.0) -> float:
    """A measure in units of which a point has `per_point`; such are meant where no unit is named.

    Example:
        >>> read_measure("24", 2), read_measure("12pt", 2), read_measure("auto", 2, otherwise=7)
        (24.0, 24.0, 7)
    """
    found = _MEASURE.fullmatch(text or "")
    if found is None:
        return otherwise
    if found[2] is None:
        return float(found[1])
    points = _POINTS.get(found[2].lower())
    return otherwise if points is None else float(found[1]) * points * per_point


def measure_of(element: Any, name: str, per_point: float, otherwise: float = 0.0) -> float:
    """A measure among the attributes of an element that may be missing."""
    return otherwise if element is None else read_measure(element.get(qn(name)), per_point, otherwise)
