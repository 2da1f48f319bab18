"""Places of study of a free-form resume."""

import re
from collections.abc import Sequence
from itertools import pairwise

from services.parser.freeform.wrapping import join_full_lines
from services.parser.lines import Line
from services.parser.tables.dates import YEAR, find_range, find_years
from services.parser.tables.education_words import (
    DEGREE_ABOVE,
    FACULTY,
    GENITIVE,
    NO_SPECIALITY,
    OBLIQUE_SCHOOL,
    QUALIFICATION,
    RUSSIAN_DEGREE_ABOVE,
    SCHOOL_WORD,
    SUBJECT,
)
from services.parser.tables.places import CITIES, COUNTRIES
from shared.contracts.resume import Education
from shared.reference.text import fold

_HEAD_PARTS = re.compile(r"\s*[|;]\s*|,\s+(?![^(«\"]*[)»\"])|\s+[-–—]\s+|:\s+")
# Elsewhere a comma before a small letter stands within a name: 'Heat supply, gas supply'.
_PARTS = re.compile(r"\s*[|;]\s*|,\s+(?:(?=[«\"])|(?=[A-ZА-ЯЁ])(?![^(«\"]*[)»\"]))|\s+[-–—]\s+|:\s+")
_SPECIALITY_LABEL = re.compile(
    r"(?:специальность|направление(?:\s+подготовки)?|квалификация|program(?:me)?(?!\w)|major|specialit?y|degree\s+in)\s*[:—–-]?\s*",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"^(?:не\w*\s*)?(?:оконченн\w+\s+)?(?:высшее|среднее|среднее\s+специальное|бакалавр\w*|магистр\w*|специалитет|аспирантура"
    r"|bachelor\w*|master\w*|b\.?sc\.?|m\.?sc\.?)(?:\s+(?:образование|degree))?(?:\s*\(.*\))?$|курс(?!\w)|^\d",
    re.IGNORECASE,
)
_SCHOOL_IN_BRACKET = re.compile(r"\(([^()]*)\)")
_FORM = re.compile(r"[\s,(«]*(?:очн|заочн|очно-заочн|бакалавр|магистр)\w*(?:\s+форма)?[\s)]*$", re.IGNORECASE)
_EDGES = " ,;.:—–-•■▪●"
_EMPTY_BRACKETS = re.compile(r"\(\s*[|]?\s*\)")
# Marks of what is said of a study; larger ones, such as a filled square, begin one.
_BULLET = re.compile(r"^\s*[-–—•·*▪●◦○+✓➢]")
_SENTENCE = re.compile(r"(?<=\w{3})\.\s+[А-ЯЁA-Z]")
_OPEN_END = re.compile(r"(?<!\w)(?:и|and|of|for|в|по|of the|им\.?|имени)$", re.IGNORECASE)
_STARTS_ANEW = re.compile(
    r"^(?:факультет|кафедра|направлен|специальн|очн|заочн|бакалавр|магистр|с\s)", re.IGNORECASE
)
_ABOVE_MAX = 3
_LIST_COMMAS = 5
_SPECIALITY_WORDS_MAX = 14


def read_free_education(lines: Sequence[Line], right: float = 0.0) -> tuple[Education, ...]:
    """Read the places of study: each begins at a line that names a school, or at the lines before it.

    Args:
        lines: the lines of the section.
        right: the right end of its column in points; 0 where lines have no places.
    """
    whole = join_full_lines(lines, right, _goes_on) if right else lines
    texts = _join_wrapped([line.text.strip() for line in whole])
    schools = [number for number, text in enumerate(texts) if _names_school(text)]
    lift = _count_above(texts, schools)
    ends = [*(number - lift for number in schools[1:]), len(texts)]
    return tuple(
        _make_study(texts[number], texts[number - lift : number] + texts[number + 1 : end])
        for number, end in zip(schools, ends, strict=False)
    )


def _join_wrapped(texts: Sequence[str]) -> list[str]:
    """A line that begins small goes on with the one above, unless it says something of its own."""
    joined: list[str] = []
    for text in texts:
        above = joined[-1] if joined else ""
        opened = above.count("«") > above.count("»") or above.count('"') % 2 == 1
        is_small = text[:1].islower() and not _STARTS_ANEW.match(text) and not _LEVEL.search(text)
        dates = find_range(text)
        is_small = is_small and not (dates and dates.span[0] == 0)
        goes_on = opened or (is_small and not above.endswith((".", "»", ")")))
        goes_on = goes_on or (above.endswith(",") and above.count(",") > _LIST_COMMAS // 2)
        if above and (goes_on or _OPEN_END.search(above)):
            joined[-1] += f" {text}"
        else:
            joined.append(text)
    return joined


def _goes_on(above: str, text: str) -> bool:
    """True for a line that begins small, and for the end of 'school, speciality, years' in one line."""
    is_end = re.search(r"[,|]", above) and not find_years(above) and re.search(r"[,|].*\d{4}", text)
    return not _begins_anew(text) and bool(text[:2].islower() or is_end)


def _begins_anew(text: str) -> bool:
    """True for an item, for dates, and for a line that names a school, or has a label."""
    is_dated = (dates := find_range(text)) is not None and dates.span[0] == 0
    is_labelled = _SPECIALITY_LABEL.match(text) or _LEVEL.search(text) or _STARTS_ANEW.match(text)
    return bool(_BULLET.match(text) or is_labelled or SCHOOL_WORD.search(text)) or is_dated


def _names_school(text: str) -> bool:
    """A line that names a school, and is neither a faculty nor prose that mentions one."""
    if not SCHOOL_WORD.search(text) or _is_faculty(text) or text[:1].islower():
        return False
    if all(OBLIQUE_SCHOOL.fullmatch(found) for found in SCHOOL_WORD.findall(text)) and "илиал" not in text:
        return False
    is_list = text.count(",") >= _LIST_COMMAS
    return (
        not is_list
        and not _BULLET.match(text)
        and not (_SENTENCE.search(text) and NO_SPECIALITY.search(text))
    )


def _is_faculty(text: str) -> bool:
    found = SCHOOL_WORD.search(text)
    return bool(FACULTY.match(text.strip(_EDGES))) and bool(found) and len(SCHOOL_WORD.findall(text)) < 2


def _is_dates(text: str) -> bool:
    return bool(YEAR.search(text)) and len(text) <= 40 and not SCHOOL_WORD.search(text)


def _count_above(texts: Sequence[str], schools: Sequence[int]) -> int:
    """Lines of a study above its school: as many as above the first one, where all schools have them."""
    above = schools[0] if schools else 0
    if above and _is_dates(texts[above - 1]):
        return 1
    gaps = (number - last for last, number in pairwise(schools))
    blocks = [texts[number - above : number] for number in schools]
    has_all = all(gap > above for gap in gaps) and all(_may_stand_above(block) for block in blocks)
    return above if 0 < above <= _ABOVE_MAX and has_all else 0


def _may_stand_above(texts: Sequence[str]) -> bool:
    no_marks = all(
        not _BULLET.match(text) and not text.endswith(".") and not _is_dates(text) for text in texts
    )
    return no_marks and _find_speciality([], _split_all(texts)) is not None


def _make_study(head: str, others: Sequence[str]) -> Education:
    head = _take_out_of_bracket(head)
    parts = [part for part in _split(_HEAD_PARTS, head) if not _LEVEL.search(part)]
    institution = next((part for part in parts if SCHOOL_WORD.search(part)), None)
    institution = _without_town(institution) if institution else None
    rest = [part for part in parts if not institution or not part.startswith(institution)]
    rest += _split_all([text for text in others if not _BULLET.match(text)])
    return Education(
        year=_find_end_year([head, *others]),
        institution=institution,
        speciality=_find_speciality([head, *others], rest),
    )


def _find_end_year(texts: Sequence[str]) -> int | None:
    """The last year that is printed; None where the study goes on."""
    texts = [text for text in texts if not _BULLET.match(text)] or texts
    dates = [found for text in texts if (found := find_range(text))]
    if any(found.current for found in dates):
        return None
    return max((year for text in texts for year in find_years(text)), default=None)


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
            return _tidy(without_dates(text[label.end() :]).split("|")[0]) or None
    tidy = (_tidy(part) for part in rest if _may_be_speciality(part))
    return next((part for part in tidy if _names_subject(part) and not NO_SPECIALITY.search(part)), None)


def _names_subject(part: str) -> bool:
    return len(part.split()) > 1 or SUBJECT.fullmatch(part) is not None


def _without_town(institution: str) -> str:
    """'Tel-Ran (Rehovot)' without the town; other brackets hold the school's abbreviation."""
    bracket = _SCHOOL_IN_BRACKET.search(institution)
    return institution[: bracket.start()].strip() if bracket and _is_place(bracket[1]) else institution


def _may_be_speciality(part: str) -> bool:
    is_other = FACULTY.search(part) or GENITIVE.match(part) or NO_SPECIALITY.search(part) or _is_place(part)
    return not is_other and not SCHOOL_WORD.search(part) and len(part.split()) <= _SPECIALITY_WORDS_MAX


def _tidy(part: str) -> str:
    part = _FORM.sub("", RUSSIAN_DEGREE_ABOVE.sub("", DEGREE_ABOVE.sub("", part.strip(_EDGES)))).strip(_EDGES)
    part = QUALIFICATION.sub("", part).strip(_EDGES)
    is_quoted = part[:1] in '«"“' and part[-1:] in '»"”' and not re.search(r"[«»\"“”]", part[1:-1])
    return part[1:-1] if is_quoted else part


def _is_place(part: str) -> bool:
    return part.startswith("г.") or any(
        fold(piece.strip(" .")) in CITIES | COUNTRIES for piece in part.split(",")
    )


def without_dates(text: str) -> str:
    """A text with a bar for its range of dates, and without its other years."""
    dates = find_range(text)
    if dates:
        text = f"{text[: dates.span[0]]} | {text[dates.span[1] :]}"
    return _EMPTY_BRACKETS.sub("", re.sub(rf"{YEAR.pattern}\s*(?:гг?\.|года?)?", "", text))


def _split(marks: re.Pattern[str], text: str) -> list[str]:
    return [part.strip(_EDGES) for part in marks.split(without_dates(text)) if part.strip(_EDGES)]


def _split_all(texts: Sequence[str]) -> list[str]:
    return [part for text in texts for part in _split(_PARTS, text) if not _LEVEL.search(part)]
