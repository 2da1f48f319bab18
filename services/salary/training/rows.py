"""Rows: what several raw tables of vacancies have in common."""

import re
from collections.abc import Mapping

from shared.reference.text import fold

TextRow = Mapping[str, object]
"""One row of a table; a missing value is NaN or None."""

_LEGAL_FORM = re.compile(r"\b(?:ооо|оао|зао|пао|ао|ип|llc|ltd|inc|гк|группа компаний)\b|[\"'«»().,]")


def read_text(row: TextRow, name: str) -> str:
    """The text of a cell; nothing where the table has no such column."""
    value = row.get(name)
    return value if isinstance(value, str) else ""


def name_employer(row: TextRow) -> str:
    """One name for one employer; a vacancy without one is told by its own words."""
    name = " ".join(_LEGAL_FORM.sub(" ", fold(read_text(row, "employer"))).split())
    return name or f"# {read_text(row, 'title')} {read_text(row, 'description')[:200]}"
