"""Places of study and courses of an hh.ru export."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.parser.hh.layout import is_size, split_columns
from services.parser.hh.paragraphs import join_wrapped
from services.parser.lines import Line
from shared.contracts.resume import Course, Education

_YEAR_LINE = re.compile(r"^(19|20)\d{2}\b")
_BODY_SIZE = 9.0
_TITLE_SIZE_MIN = 10.0
_SAME_ROW = 6.0  # points between the baselines of a year and of its institution
_WRAP_STEP = 19.0  # a wrapped title goes on 14 points lower, the next item's title starts at least 24 lower
_FACULTY_WORD = re.compile(
    r"^(?:факультет|институт|кафедра|отделение|школа|филиал|faculty|institute|department|school)(?!\w)",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s+[-–—]\s+")
_TRAILING_BRACKET = re.compile(r"\s*\(([^()]*)\)$")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """A year, a bold title, and the line below it."""

    year: int | None
    title: str | None
    below: str | None


def read_education(lines: Sequence[Line], split_x: float) -> tuple[Education, ...]:
    """Read the places of study; the institution is the whole bold text."""
    return tuple(
        Education(year=item.year, institution=item.title, speciality=_find_speciality(item.below))
        for item in _read_items(lines, split_x)
        if item.title
    )


def read_courses(lines: Sequence[Line], split_x: float) -> tuple[Course, ...]:
    """Read the courses; the organization is what stands before the first comma below the name."""
    return tuple(
        Course(year=item.year, name=item.title, organization=split_pair(item.below)[0])
        for item in _read_items(lines, split_x)
        if item.title
    )


def _read_items(lines: Sequence[Line], split_x: float) -> list[Item]:
    left, right = split_columns(lines, split_x)
    years = [line for line in left if _YEAR_LINE.match(line.text)]
    groups: list[list[Line]] = []
    for line in right:
        if not groups or _starts_item(line, groups[-1][-1], years):
            groups.append([])
        groups[-1].append(line)
    return [_make_item(group, years) for group in groups]


def _starts_item(line: Line, above: Line, years: Sequence[Line]) -> bool:
    if not _is_item_title(line):
        return False
    is_far = line.page == above.page and line.y - above.y > _WRAP_STEP
    return not _is_item_title(above) or _find_year(line, years) is not None or is_far


def _is_item_title(line: Line) -> bool:
    return line.bold and line.size >= _TITLE_SIZE_MIN


def _find_year(line: Line, years: Sequence[Line]) -> int | None:
    beside = (year for year in years if year.page == line.page and abs(year.y - line.y) <= _SAME_ROW)
    return next((int(year.text[:4]) for year in beside), None)


def _make_item(group: Sequence[Line], years: Sequence[Line]) -> Item:
    title = [line for line in group if _is_item_title(line)]
    below = [line for line in group if not line.bold and is_size(line, _BODY_SIZE)]
    return Item(_find_year(group[0], years), join_wrapped(title), join_wrapped(below))


def split_pair(text: str | None) -> tuple[str | None, str | None]:
    """The two form fields of a line 'A, B': cut at the first comma that stands in no bracket."""
    return _cut(text, _first_outside_brackets(text, ",")) if text else (None, None)


def _find_speciality(line: str | None) -> str | None:
    if not line:
        return None
    speciality = split_pair(line)[1]
    if speciality is None and (dash := _dash_outside_brackets(line)):
        speciality = _without_translation(line[dash.end() :])
    if speciality is None and not _FACULTY_WORD.match(line):
        return line
    return speciality


def _cut(text: str, place: int | None) -> tuple[str | None, str | None]:
    if place is None:
        return text.strip() or None, None
    return text[:place].strip() or None, text[place + 1 :].strip() or None


def _first_outside_brackets(text: str, mark: str) -> int | None:
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == mark and depth <= 0:
            return place
    return None


def _dash_outside_brackets(text: str) -> re.Match[str] | None:
    return next(
        (
            dash
            for dash in _DASH.finditer(text)
            if text.count("(", 0, dash.start()) == text.count(")", 0, dash.start())
        ),
        None,
    )


def _without_translation(text: str) -> str:
    """Drop a last bracket that says the same in the other alphabet."""
    bracket = _TRAILING_BRACKET.search(text)
    if not bracket:
        return text
    before = text[: bracket.start()]
    is_translation = bool(_CYRILLIC.search(before)) != bool(_CYRILLIC.search(bracket[1]))
    return before if is_translation else text
