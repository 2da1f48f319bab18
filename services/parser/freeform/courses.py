"""Courses and certificates of a free-form resume."""

import re
from collections.abc import Sequence

from services.parser.freeform.education import without_dates
from services.parser.lines import Line
from services.parser.tables.dates import find_range, find_years
from services.parser.tables.education_words import PROVIDERS
from shared.contracts.resume import Course
from shared.reference.text import fold

_EDGES = " ,;.:—–-•■▪●|·▸"
_YEAR_AT_EDGE = re.compile(
    r"^\W*(?P<first>(?:19|20)\d{2})(?=[\s,.:—–|-])|[\s,(—–|](?P<last>(?:19|20)\d{2})\s*(?:гг?\.?|года?)?\s*[).]?$"
)
_LINK_ABOVE = re.compile(r"^(https?://\S+|www\.\S+)\s+(?=\S)")
_NEXT_QUOTED = re.compile(r"(?<=[»\"”])\s*[,;]\s*(?=[«\"“])")
_PROVIDER_FIRST = re.compile(r"^([^:|]{2,30}?)\s*(?::|[-–—]|\|)\s+(?=\S)|^([^:|]{2,30}?)\s+[-–—]\s*(?=\S)")
_PROVIDER_LAST = re.compile(r"^(.{3,}?)\s*(?:,|\||\s[-–—])\s*([^,|]{2,30}?)\s*(?:\([^()]*\))?$")
# 'Name, Organization, 2020': what stands between a name and its year gives the course.
_BEFORE_YEAR = re.compile(
    r"^\W*([^,]{4,}),\s*([A-ZА-ЯЁ][\w.&-]*(?:\s[A-ZА-ЯЁ«\"][\w.&»\"-]*){0,2})\s*[,(]\s*(?:19|20)\d{2}\W*$"
)
_COURSE_MIN = 4
_COURSE_MAX = 200


def read_free_courses(lines: Sequence[Line]) -> tuple[Course, ...]:
    """Read the courses, one a line; several quoted names of a line are several courses.

    A line that begins small goes on with the one above; a smaller line below a bold one says who gave it.
    """
    found: list[Course] = []
    texts = _join_wrapped(lines)
    for number, (text, is_below) in enumerate(texts):
        above = _find_provider_line(texts[number - 1][0]) if number else None
        if is_below and above is None and found and found[-1].organization is None:
            found[-1] = found[-1].model_copy(update={"organization": text.strip(_EDGES)})
        elif above or not is_below:
            found += _read_text(text, above)
    return tuple(found)


def _join_wrapped(lines: Sequence[Line]) -> list[tuple[str, bool]]:
    """Whole texts, each with whether it stands in a smaller style below a bold name."""
    has_names = bool(lines) and lines[0].bold and not all(line.bold for line in lines)
    joined: list[tuple[str, bool]] = []
    for line in lines:
        text = line.text.strip()
        is_below = has_names and not line.bold
        above, was_below = joined[-1] if joined else ("", False)
        starts_small = text[:1].islower() and not text.startswith(("http", "www."))
        opened = above.count("«") > above.count("»") or above.count("(") > above.count(")")
        is_new = bool(re.match(r"^\s*[•▪●■▸–—-]", text))
        if above and was_below == is_below and not is_new and (starts_small or opened or above.endswith(",")):
            joined[-1] = (f"{above} {text}", is_below)
        else:
            joined.append((text, is_below))
    return joined


def _find_provider_line(text: str) -> tuple[str, int | None] | None:
    """Who gives the course below, and its year, where a line says no more than that."""
    name = without_dates(text).strip(_EDGES)
    return (name, _edge_year(text)) if _is_provider(name) else None


def _read_text(text: str, above: tuple[str, int | None] | None) -> list[Course]:
    if _find_provider_line(text) or len(text) > _COURSE_MAX:
        return []
    courses = [course for part in _NEXT_QUOTED.split(text) if (course := _make_course(part))]
    if above and courses and courses[0].organization is None:
        year = courses[0].year or above[1]
        courses[0] = courses[0].model_copy(update={"organization": above[0], "year": year})
    return courses


def _make_course(text: str) -> Course | None:
    link = _LINK_ABOVE.match(text)
    rest = text[link.end() :] if link else text
    year = _edge_year(rest)
    name = _without_edge_dates(rest).strip(_EDGES.replace(".", ""))
    organization = link[1] if link else None
    if organization is None:
        name, organization = _split_provider(name)
    if organization is None and (found := _BEFORE_YEAR.match(rest)):
        name, organization = found[1], found[2]
    name = _unquote(name)
    is_course = len(name) >= _COURSE_MIN
    return Course(year=year, name=name, organization=organization) if is_course else None


def _edge_year(text: str) -> int | None:
    """The year before or behind a name; a year within it belongs to the name."""
    if dates := find_range(text):
        return None if dates.current else int((dates.end or dates.start or "0")[:4]) or None
    if found := _YEAR_AT_EDGE.search(text):
        return int(found["first"] or found["last"])
    return None if len(text.split()) > 2 else next(iter(find_years(text)), None)


def _without_edge_dates(text: str) -> str:
    if dates := find_range(text):
        text = f"{text[: dates.span[0]]} | {text[dates.span[1] :]}".replace("( | )", "|")
        return text.strip(_EDGES)
    return _YEAR_AT_EDGE.sub("", text, count=1)


def _split_provider(text: str) -> tuple[str, str | None]:
    first = _PROVIDER_FIRST.match(text)
    if first and _is_provider(provider := first[1] or first[2]):
        return text[first.end() :].strip(), provider
    last = _PROVIDER_LAST.match(text)
    if last and _is_provider(last[2]):
        return last[1].strip(_EDGES), last[2]
    return text, None


def _is_provider(text: str) -> bool:
    return fold(text) in PROVIDERS


def _unquote(name: str) -> str:
    """A name without the quotes around the whole of it; half a pair is dropped too."""
    inner = name.strip(' "«»“”')
    return name if re.search(r"[«»\"“”]", inner) else inner
