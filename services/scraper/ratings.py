"""Company ratings: from a file into Postgres."""

import csv
import math
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.orm import Session

from shared.db.tables import CompanyRow

_COLUMNS = {
    "Место": "place",
    "Название компании": "name",
    "Регион": "region",
    "Отрасль": "industry",
    "Итоговый балл": "score",
    "kind": "group",
}
"""Header of a rating's CSV file -> column of the table."""


def read_rating(file: Path, year: int) -> list[CompanyRow]:
    """The lines of a rating's CSV file.

    Raises:
        ValueError: a column is missing or a number is none; the message says where.
    """
    with file.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.DictReader(opened)
        missing = set(_COLUMNS) - set(reader.fieldnames or ())
        if missing:
            raise ValueError(f"{file.name}: no column {', '.join(sorted(missing))}")
        return [_rating_row(line, year, file.name, reader.line_num) for line in reader]


def store_rating(session: Session, rows: Iterable[CompanyRow], year: int) -> None:
    """Put a year's rating in the place of what was known of that year."""
    session.execute(delete(CompanyRow).where(CompanyRow.year == year))
    session.add_all(rows)


def _rating_row(line: Mapping[str, str], year: int, file: str, number: int) -> CompanyRow:
    values = {column: (line[header] or "").strip() or None for header, column in _COLUMNS.items()}
    try:
        place, score = int(values["place"] or ""), float((values["score"] or "").replace(",", "."))
    except ValueError:
        raise ValueError(f"{file}, line {number}: the place or the score is no number") from None
    if place < 1 or not math.isfinite(score):
        raise ValueError(f"{file}, line {number}: the place or the score is impossible")
    if not values["name"] or not values["group"]:
        raise ValueError(f"{file}, line {number}: the name or the group is missing")
    return CompanyRow(**values | {"place": place, "score": score, "year": year})
