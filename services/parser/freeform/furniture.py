"""What is printed on each page beside the resume itself: page numbers and running headers."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from services.parser.lines import Line

_PAGE_NUMBER = re.compile(
    r"(?:.{0,60}?(?:^|[\s|—–,-]))?(?:стр(?:аница)?\.?|page|p\.)\s*\d{1,2}(?:\s*(?:из|of|/)\s*\d{1,2})?"
    r"|[-–—]?\s*\d{1,2}\s*(?:(?:/|из|of)\s*\d{1,2})?\s*[-–—]?",
    re.IGNORECASE,
)
_SAME_ROW = 3.0
_DIGITS = re.compile(r"\d+")


def drop_furniture(segments: Sequence[Line]) -> list[Line]:
    """Leave out the first and last rows of pages that are page numbers or the same on several pages."""
    edges = [row for _, page in groupby(segments, key=lambda one: one.page) for row in _edge_rows(list(page))]
    seen = Counter(_key(row) for row in edges)
    dropped = {
        id(one) for row in edges if _PAGE_NUMBER.fullmatch(_text(row)) or seen[_key(row)] > 1 for one in row
    }
    return [one for one in segments if id(one) not in dropped]


def _edge_rows(page: Sequence[Line]) -> list[list[Line]]:
    top, bottom = min(one.y for one in page), max(one.y for one in page)
    rows = [[one for one in page if abs(one.y - edge) <= _SAME_ROW] for edge in (top, bottom)]
    return rows if bottom - top > _SAME_ROW else rows[:1]


def _text(row: Sequence[Line]) -> str:
    return " | ".join(one.text for one in sorted(row, key=lambda one: one.x0))


def _key(row: Sequence[Line]) -> tuple[str, int]:
    """The same words at the same height, whatever the number of the page."""
    return _DIGITS.sub("", _text(row)), round(row[0].y / _SAME_ROW)
