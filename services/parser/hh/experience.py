"""The jobs of an hh.ru export."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from services.parser.hh.layout import is_size, split_columns
from services.parser.hh.paragraphs import join_paragraphs, join_wrapped
from services.parser.lines import Line
from services.parser.tables.dates import MONTH, find_range
from shared.contracts.resume import Experience

_JOB_TITLE_SIZE = 12.0
_COMPANY_SIZE_MIN = 10.0
_SITE_GREY = 0.3
_COMPANY_RISE = 5.0  # a company may stand a little higher than its date
_MONTH_YEAR = re.compile(rf"^{MONTH}\s+\d{{4}}\b", re.IGNORECASE)
_OPEN_END = re.compile(r"[—–-]\s*$")
_SITE = re.compile(r"^\S+\.\S{2,}$|^https?://|^www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Entry:
    dates: tuple[Line, ...]
    cells: tuple[Line, ...]


def read_experience(lines: Sequence[Line], split_x: float, right_x: float) -> tuple[Experience, ...]:
    """Read the jobs: an entry begins at a month and a year in the left column and ends at the next one.

    Pages may break anywhere within an entry.
    """
    left, right = split_columns(lines, split_x)
    return tuple(_read_entry(entry, right_x) for entry in _cut_entries(left, right))


def _cut_entries(left: Sequence[Line], right: Sequence[Line]) -> list[_Entry]:
    starts = [
        number
        for number, line in enumerate(left)
        if _MONTH_YEAR.match(line.text) and not (number and _OPEN_END.search(left[number - 1].text))
    ]
    far_below = (10**6, 0.0)
    entries = []
    for start, after in pairwise([*starts, len(left)]):
        top = _lift(left[start].place)
        bottom = _lift(left[after].place) if after < len(left) else far_below
        cells = tuple(line for line in right if top <= line.place < bottom)
        entries.append(_Entry(tuple(left[start:after]), cells))
    return entries


def _lift(place: tuple[int, float]) -> tuple[int, float]:
    return place[0], place[1] - _COMPANY_RISE


def _read_entry(entry: _Entry, right_x: float) -> Experience:
    dates = find_range(" ".join(line.text for line in entry.dates))
    company = _take_leading(entry.cells, 0, _is_company)
    title_at = next(
        (number for number, line in enumerate(entry.cells) if number >= len(company) and _is_job_title(line)),
        len(company),
    )
    position = _take_leading(entry.cells, title_at, _is_job_title)
    about_company = entry.cells[len(company) : title_at]
    description = entry.cells[title_at + len(position) :]
    return Experience(
        company=join_wrapped(company),
        position=join_wrapped(position),
        start=dates.start if dates else None,
        end=dates.end if dates else None,
        current=dates.current if dates else False,
        description=join_paragraphs(description, right_x) or None,
        city=_read_city(about_company),
    )


def _take_leading(cells: Sequence[Line], start: int, belongs: Callable[[Line], bool]) -> list[Line]:
    taken = []
    for line in cells[start:]:
        if not belongs(line):
            break
        taken.append(line)
    return taken


def _is_company(line: Line) -> bool:
    return line.bold and line.size >= _COMPANY_SIZE_MIN


def _is_job_title(line: Line) -> bool:
    return not line.bold and is_size(line, _JOB_TITLE_SIZE)


def _read_city(lines: Sequence[Line]) -> str | None:
    """The grey line below the company says 'city', 'site' or 'city, site'."""
    grey = [line for line in lines if line.grey > _SITE_GREY]
    city = grey[0].text.split(",")[0].strip() if grey else ""
    return city if city and not _SITE.match(city) else None
