"""A rating out of a CSV file."""

import csv
import io
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import Engine

from services.scraper.ratings.rows import RatedCompany
from services.scraper.ratings.store import store_rating
from shared.db.session import transaction
from shared.reference.document_kinds import decode_text

_COLUMNS = {
    "Место": "place",
    "Название компании": "name",
    "Регион": "region",
    "Отрасль": "industry",
    "Итоговый балл": "score",
    "kind": "group",
}
"""Header of a rating's CSV file -> field of a company."""

_DELIMITERS = ",;\t"
_LAST_PLACE = 1_000_000


def import_rating(engine: Engine, file: Path, year: int) -> int:
    """Put a year's rating out of a CSV file in the place of what was known of that year.

    Returns:
        How many companies it has.

    Raises:
        OSError: the file can't be read.
        ValueError: it is no rating; the message says where. Nothing is replaced.
    """
    rows = read_rating(file, year)
    with transaction(engine) as session:
        store_rating(session, rows, year)
    return len(rows)


def read_rating(file: Path, year: int) -> list[RatedCompany]:
    """The lines of a rating's CSV file: UTF-8 or Windows-1251, with commas, semicolons or tabs.

    Raises:
        OSError: the file can't be read.
        ValueError: a column is missing, a number is none, or there is no company; the message says where.
    """
    text = decode_text(file.read_bytes())
    if text is None:
        raise ValueError(f"{file.name}: no text, or one in an unknown encoding; save it as CSV in UTF-8")
    header = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=header.count))
    try:
        missing = set(_COLUMNS) - set(reader.fieldnames or ())
        if missing:
            raise ValueError(f"{file.name}: no column {', '.join(sorted(missing))}")
        rows = [_read_line(line, year, file.name, reader.line_num) for line in reader]
    except csv.Error as error:
        raise ValueError(f"{file.name}, line {reader.line_num}: {error}") from None
    if not rows:
        raise ValueError(f"{file.name}: there is no company in it")
    _refuse_twins(rows, file.name)
    return rows


def _refuse_twins(rows: Sequence[RatedCompany], file: str) -> None:
    (twin, count), *_ = Counter((row.group, row.name) for row in rows).most_common(1)
    if count > 1:
        raise ValueError(f"{file}: '{twin[1]}' stands {count} times in the group '{twin[0]}'")


def _read_line(line: Mapping[str, str], year: int, file: str, number: int) -> RatedCompany:
    values = {field: (line[header] or "").strip() for header, field in _COLUMNS.items()}
    try:
        place, score = int(values["place"]), float(values["score"].replace(",", "."))
    except ValueError:
        raise ValueError(f"{file}, line {number}: the place or the score is no number") from None
    if not 1 <= place <= _LAST_PLACE or not math.isfinite(score):
        raise ValueError(f"{file}, line {number}: the place or the score is impossible")
    if not values["name"] or not values["group"]:
        raise ValueError(f"{file}, line {number}: the name or the group is missing")
    return RatedCompany(
        name=values["name"],
        place=place,
        group=values["group"],
        region=values["region"] or None,
        industry=values["industry"] or None,
        score=score,
        year=year,
    )
