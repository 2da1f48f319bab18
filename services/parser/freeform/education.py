"""Places of study and courses of a free-form resume."""

import re
from collections.abc import Sequence

from services.parser.lines import Line
from services.parser.tables.dates import YEAR, find_range, find_years
from services.parser.tables.words import CITIES, SCHOOL_WORD
from shared.contracts.resume import Course, Education
from shared.reference.text import fold

_PARTS = re.compile(r"\s*[|;]\s*|,\s+(?![^(«\"]*[)»\"])|\s+[-–—]\s+|:\s+")
_SPECIALITY_LABEL = re.compile(
    r"(?:специальность|направление(?:\s+подготовки)?|квалификация|program(?:me)?(?!\w)|major|specialit?y|degree\s+in)\s*[:—–-]?\s*",
    re.IGNORECASE,
)
_FACULTY = re.compile(r"факультет|кафедра|faculty|department|институт|institute", re.IGNORECASE)
_LEVEL = re.compile(
    r"^(?:не\w*\s*)?(?:оконченн\w+\s+)?(?:высшее|среднее|среднее\s+специальное|бакалавр\w*|магистр\w*|специалитет|аспирантура"
    r"|bachelor\w*|master\w*|b\.?sc\.?|m\.?sc\.?)(?:\s+(?:образование|degree))?(?:\s*\(.*\))?$|курс(?!\w)|^\d",
    re.IGNORECASE,
)
_SCHOOL_IN_BRACKET = re.compile(r"\(([^()]*)\)")
_DEGREE = re.compile(
    r"^(?:masters?|bachelors?|diploma|b\.?\s?sc\.?|m\.?\s?sc\.?|магистр|бакалавр)"
    r"(?:[\s’']+(?:s\s+)?(?:degree\s+)?(?:in|of))?\s+",
    re.IGNORECASE,
)
_FORM = re.compile(r"[\s,(«]*(?:очн|заочн|очно-заочн|бакалавр|магистр)\w*(?:\s+форма)?[\s)]*$", re.IGNORECASE)
_EDGES = " ,;.:—–-•■▪●"
_EMPTY_BRACKETS = re.compile(r"\(\s*[|]?\s*\)")
_COURSE_MIN = 4


def read_free_education(lines: Sequence[Line]) -> tuple[Education, ...]:
    """Read the places of study: each begins at a line that names a school, or at the dates before it."""
    texts = [line.text for line in lines]
    schools = [
        number for number, text in enumerate(texts) if SCHOOL_WORD.search(text) and not _is_faculty(text)
    ]
    # The first school shows whether dates stand above or below.
    lift = 1 if schools and schools[0] and _is_dates(texts[schools[0] - 1]) else 0
    ends = [*(number - lift for number in schools[1:]), len(texts)]
    return tuple(
        _make_study(texts[number], texts[number - lift : number] + texts[number + 1 : end])
        for number, end in zip(schools, ends, strict=False)
    )


def _is_faculty(text: str) -> bool:
    found = SCHOOL_WORD.search(text)
    return bool(_FACULTY.match(text.strip(_EDGES))) and bool(found) and len(SCHOOL_WORD.findall(text)) < 2


def _is_dates(text: str) -> bool:
    return bool(YEAR.search(text)) and len(text) <= 40 and not SCHOOL_WORD.search(text)


def _make_study(head: str, others: Sequence[str]) -> Education:
    years = [year for text in (head, *others) for year in find_years(text)]
    head = _take_out_of_bracket(head)
    parts = [part for part in _split(_without_dates(head)) if not _LEVEL.search(part)]
    institution = next((part for part in parts if SCHOOL_WORD.search(part)), None)
    rest = [part for part in parts if part != institution]
    rest += [part for text in others for part in _split(_without_dates(text)) if not _LEVEL.search(part)]
    return Education(
        year=max(years, default=None),
        institution=institution,
        speciality=_find_speciality([head, *others], rest),
    )


def _take_out_of_bracket(head: str) -> str:
    """'Masters in Economics (Touro College, Germany)' names the school in the bracket."""
    bracket = next(
        (found for found in _SCHOOL_IN_BRACKET.finditer(head) if SCHOOL_WORD.search(found[1])), None
    )
    if bracket is None or SCHOOL_WORD.search(head[: bracket.start()]):
        return head
    return f"{bracket[1].split(',')[0]} | {head[: bracket.start()]}"


def _find_speciality(texts: Sequence[str], rest: Sequence[str]) -> str | None:
    for text in texts:
        if label := _SPECIALITY_LABEL.search(text):
            return _FORM.sub("", _without_dates(text[label.end() :]).strip(_EDGES)).strip(_EDGES) or None
    named = [part for part in rest if not _FACULTY.search(part) and 2 <= len(part.split()) <= 12]
    tidy = (_FORM.sub("", _DEGREE.sub("", part)).strip(_EDGES) for part in named if not _is_place(part))
    return next((part for part in tidy if part), None)


def _is_place(part: str) -> bool:
    return part.startswith("г.") or any(fold(piece.strip()) in CITIES for piece in part.split(","))


def _without_dates(text: str) -> str:
    dates = find_range(text)
    if dates:
        text = f"{text[: dates.span[0]]} | {text[dates.span[1] :]}"
    return _EMPTY_BRACKETS.sub("", re.sub(rf"{YEAR.pattern}\s*(?:гг?\.|года?)?", "", text))


def _split(text: str) -> list[str]:
    return [part.strip(_EDGES) for part in _PARTS.split(text) if part.strip(_EDGES)]


def read_free_courses(lines: Sequence[Line]) -> tuple[Course, ...]:
    """Read the courses, one a line; a line that begins small goes on with the one above."""
    texts: list[str] = []
    for line in lines:
        text = line.text.strip()
        if texts and text[:1].islower():
            texts[-1] += f" {text}"
        else:
            texts.append(text)
    return tuple(course for text in texts if (course := _make_course(text)))


def _make_course(text: str) -> Course | None:
    years = find_years(text)
    parts = [part.strip(_EDGES) for part in _without_dates(text).split("|") if part.strip(_EDGES)]
    name = parts[0] if parts else ""
    is_course = len(name) >= _COURSE_MIN and len(text) < 200
    return Course(year=years[-1] if years else None, name=name) if is_course else None
