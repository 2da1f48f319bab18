"""Dates and ranges of dates as resumes print them, in Russian and English."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

_MONTH_NUMBERS = MappingProxyType(
    {
        **{"янв": 1, "фев": 2, "мар": 3, "апр": 4, "май": 5, "мая": 5, "июн": 6, "июл": 7, "авг": 8},
        **{"сен": 9, "окт": 10, "ноя": 11, "дек": 12},
        **{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8},
        **{"sep": 9, "oct": 10, "nov": 11, "dec": 12},
    }
)
MONTH = (
    r"(?:янв(?:ар[ьяе])?|фев(?:р(?:ал[ьяе])?)?|март[ае]?|мар|апр(?:ел[ьяе])?|ма[йяе]|июн[ьяе]?|июл[ьяе]?"
    r"|авг(?:уст[ае]?)?|сен(?:т(?:ябр[ьяе])?)?|окт(?:ябр[ьяе])?|ноя(?:б(?:р[ьяе])?)?|дек(?:абр[ьяе])?"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?!\w)\.?"
)
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
# What stands before a year and is no month: a season, a quarter. Only the year is kept.
_PART_OF_YEAR = (
    r"(?:зим[аыойу]{1,2}|весн[аыойу]{1,2}|лет(?:о|а|ом)|осен(?:ь|и|ью)|начал[оа]|середин[аы]|кон(?:ец|ца)"
    r"|winter|spring|summer|fall|autumn|early|mid|late|beginning\s+of|end\s+of"
    r"|q[1-4]|[1-4]q|[1-4]\s*-?(?:й\s+)?кв(?:артал\w?|\.)?|(?:i{1,3}|iv)\s+кв(?:артал\w?|\.)?)"
)
PRESENT = (
    r"(?:(?:(?:по|до|to|till?|until|up\s+to)\s+)?(?:the\s+)?(?:настоящ(?:ее|его)\s+врем(?:я|ени)"
    r"|(?:настоящий|текущий|данный)\s+момент|текущее\s+время|работаю(?:\s+(?:сейчас|по\s+сей\s+день))?"
    r"|сегодняшний\s+день|сегодня|наст\.?\s*(?:вр(?:емя|\.)?|время)|сих\s+пор|сей\s+день|сейчас"
    r"|н\s?[./]\s?вр?\.?|нв|наст\.?\s*момент|in\s+progress|present(?:\s+(?:time|day|moment))?|now"
    r"|current(?:ly)?|today|date|ongoing))(?!\w)"
)
_DATE = (
    rf"(?:{_PART_OF_YEAR}[\s,-]+(?P<NAME_part_year>{_YEAR})"
    rf"|(?:\d{{1,2}}\s+)?(?P<NAME_month>{MONTH}),?\s*(?:of\s+|['’]\s*)?(?P<NAME_month_year>{_YEAR})"
    rf"|(?:\d{{1,2}}[./])?(?P<NAME_number>0?[1-9]|1[0-2])[./](?P<NAME_number_year>{_YEAR})"
    rf"|(?P<NAME_iso_year>{_YEAR})[-./](?P<NAME_iso_month>0[1-9]|1[0-2])(?:[-./]\d{{2}})?(?!\d)"
    rf"|(?P<NAME_year>{_YEAR}))(?!\d)(?:\s*(?:гг?\.?|года?|year)(?!\w))?"
)
_DASH = r"\s*(?:[-–—−‒―]+|(?<!\w)(?:по|до|to|till|until)(?!\w))\s*"
_FIRST, _LAST = _DATE.replace("NAME", "first"), _DATE.replace("NAME", "last")
_RANGE = re.compile(
    rf"(?<![\w.])(?:с\s+|from\s+)?{_FIRST}{_DASH}(?:(?P<present>{PRESENT})|{_LAST})", re.IGNORECASE
)
# A year of two digits, which is one only in a range with a month before each: '03.21 - 05.22', 'Sep '21'.
_SHORT = (
    rf"(?:(?P<NAME_name>{MONTH})\s*['’]?\s*|(?P<NAME_number>0?[1-9]|1[0-2])[./])"
    r"(?P<NAME_year>\d{2})(?![\d.])"
)
_SHORT_RANGE = re.compile(
    rf"(?<![\w.])(?:с\s+)?{_SHORT.replace('NAME', 'first')}(?:\s*г\.?)?{_DASH}"
    rf"(?:(?P<present>{PRESENT})|{_SHORT.replace('NAME', 'last')})",
    re.IGNORECASE,
)
_LEADING_YEAR = re.compile(
    rf"^\W*(?:с\s+)?(?P<year>{_YEAR})(?!\d)\s*(?:год[ау]?|гг?\.?)?\s*(?:[-–—:|,.]\s*|\s)(?=\S*\w)",
    re.IGNORECASE,
)
# Pieces of a date that a narrow column has cut.
_PIECES = re.compile(
    rf"(?:(?:{MONTH}|{PRESENT}|{_PART_OF_YEAR}|{_YEAR}|\d{{1,2}}[./]\d{{2,4}}|\d{{1,2}}|[-–—−|]"
    r"|по|до|с|гг?\.?|год[ау]?|настоящ\w+|врем\w+|момент\w*|since|from|to|till|until|the)[\s,.]*)+",
    re.IGNORECASE,
)
_PIECES_MAX = 34
# Two months with their years one after another: a dash that the reader lost.
_TWO_MONTHS = re.compile(
    rf"^\W*(?P<first_month>{MONTH})\s*(?P<first_year>{_YEAR})\s+"
    rf"(?P<last_month>{MONTH})\s*(?P<last_year>{_YEAR})\W*$",
    re.IGNORECASE,
)
_CUT_RANGE = re.compile(rf"(?:^|[\s|(]){_FIRST}\s*[-–—−]\s*$", re.IGNORECASE)
_MONTHS_OF_A_YEAR = re.compile(
    rf"(?<!\w)(?P<first>{MONTH})\s*[-–—−]\s*(?P<last>{MONTH})\s*(?P<year>{_YEAR})(?!\d)", re.IGNORECASE
)
_SINCE = re.compile(rf"(?<!\w)(?:с|since|from)\s+{_FIRST}(?!\s*[-–—−])", re.IGNORECASE)
_ALONE = re.compile(rf"^\W*{_FIRST}\s*(?P<open>[-–—−]?)\s*(?::|$)", re.IGNORECASE)
_LAST_ALONE = re.compile(rf"{_LAST}|{PRESENT}", re.IGNORECASE)
_LENGTH = re.compile(
    r"(?:(?P<years>\d+)\s*(?:год[а]?|лет|г\.|years?|yrs?\.?))?\s*(?:и\s+|and\s+)?"
    r"(?:(?P<months>\d+)\s*(?:месяц(?:а|ев)?|мес\.?|months?|mos?\.?))?",
    re.IGNORECASE,
)
DAY_MONTH_YEAR = re.compile(
    rf"(?P<day>\d{{1,2}})\s+(?P<month>{MONTH})\s+(?P<year>{_YEAR})(?!\d)", re.IGNORECASE
)
DAY_IN_NUMBERS = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./](?P<year>{_YEAR})(?!\d)")
_TWO_DIGITS = re.compile(r"\d\d")
_FULL_DATE = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(\d{2})")
_FIRST_YEAR_OF_1900 = 60
_PIECES_OF_RANGE = 4
YEAR = re.compile(rf"(?<!\d){_YEAR}(?!\d)")


@dataclass(frozen=True, slots=True)
class DateRange:
    """From when to when; `start` and `end` are `YYYY-MM` or `YYYY`; `span` is its place in the text."""

    start: str | None
    end: str | None
    current: bool
    span: tuple[int, int]


def month_number(name: str) -> int:
    """Number of a month from its name, in either language, any case of the noun, cut or whole."""
    return _MONTH_NUMBERS[name[:3].casefold()]


def find_range(text: str) -> DateRange | None:
    """The first range of dates in a text, such as 'Октябрь 2022 — настоящее время' or '03.2019 - 2021'.

    A year of two digits is a date only between months in a range: it could be a day.
    """
    if _TWO_DIGITS.search(text) is None:  # most lines, and the quickest to tell
        return None
    if found := _RANGE.search(text):
        is_current = found["present"] is not None
        end = None if is_current else _partial_date(found, "last")
        return DateRange(_partial_date(found, "first"), end, is_current, found.span())
    return _find_short_range(text) or _find_two_months(text) or _find_one_date(text)


def _find_two_months(text: str) -> DateRange | None:
    if found := _MONTHS_OF_A_YEAR.search(text):
        first, last = (f"{found['year']}-{month_number(found[name]):02d}" for name in ("first", "last"))
        return DateRange(first, last, False, found.span())
    if found := _TWO_MONTHS.search(text):
        first, last = (
            f"{found[f'{name}_year']}-{month_number(found[f'{name}_month']):02d}"
            for name in ("first", "last")
        )
        return DateRange(first, last, False, found.span())
    return None


def _find_one_date(text: str) -> DateRange | None:
    found = _SINCE.search(text) or _ALONE.search(text)
    if found is None:
        return None
    start = _partial_date(found, "first")
    is_one_year = "open" in found.re.groupindex and not found["open"]
    return DateRange(start, start if is_one_year else None, False, found.span())


def _find_short_range(text: str) -> DateRange | None:
    found = _SHORT_RANGE.search(text)
    if found is None:
        return None
    start = _short_date(found, "first")
    end = None if found["present"] else _short_date(found, "last")
    if end is not None and end < start:
        return None
    return DateRange(start, end, found["present"] is not None, found.span())


def _short_date(found: re.Match[str], name: str) -> str:
    month = found[f"{name}_name"]
    number = month_number(month) if month else int(found[f"{name}_number"])
    year = int(found[f"{name}_year"])
    return f"{1900 + year if year >= _FIRST_YEAR_OF_1900 else 2000 + year}-{number:02d}"


def find_leading_year(text: str) -> DateRange | None:
    """The one year that a line begins with, such as '2021 год - практика' or '2016: Freelance'."""
    found = _LEADING_YEAR.match(text)
    return DateRange(found["year"], found["year"], False, found.span()) if found else None


def is_date_piece(text: str) -> bool:
    """True for a date or a part of one, such as 'Март 2022 — по'."""
    return len(text) <= _PIECES_MAX and bool(_PIECES.fullmatch(text.strip()))


def is_length(text: str) -> bool:
    """True for nothing but a length of time, such as '2 года 8 месяцев'."""
    found = _LENGTH.fullmatch(text.strip(" ()."))
    return found is not None and bool(found["years"] or found["months"])


def join_date_pieces(pieces: Sequence[str]) -> int:
    """How many of the pieces, which stand one below another, make the first whole range; 0 for none.

    Example:
        >>> join_date_pieces(["Июнь 2018 — Август", "2019", "Март 2015"])
        2
    """
    for count in range(1, min(len(pieces), _PIECES_OF_RANGE) + 1):
        dates = find_range(" ".join(pieces[:count]))
        if dates and dates.start and (dates.end or dates.current) and dates.span[0] == 0:
            is_one = dates.start == dates.end and count < len(pieces) and not find_range(pieces[count])
            return 0 if is_one else count
    return 0


def join_cut_range(above: str, below: str) -> tuple[str, str] | None:
    """Two lines with the end of a range, printed below its start, brought up; None where there is none.

    Example:
        >>> join_cut_range("Bank | June 2018 -", "Cashier | May 2020")
        ('Bank | June 2018 - May 2020', 'Cashier')
    """
    if not _CUT_RANGE.search(above):
        return None
    for part in reversed(below.split("|")):
        if _LAST_ALONE.fullmatch(part.strip()):
            rest = " | ".join(other.strip() for other in below.split("|") if other != part)
            return f"{above.rstrip()} {part.strip()}", rest
    return None


def _partial_date(found: re.Match[str], name: str) -> str | None:
    if year := found[f"{name}_part_year"]:
        return year
    if month := found[f"{name}_month"]:
        return f"{found[f'{name}_month_year']}-{month_number(month):02d}"
    if number := found[f"{name}_number"]:
        return f"{found[f'{name}_number_year']}-{int(number):02d}"
    if iso_year := found[f"{name}_iso_year"]:
        return f"{iso_year}-{found[f'{name}_iso_month']}"
    return found[f"{name}_year"]


def find_day(text: str) -> str | None:
    """The first full date of a text as `YYYY-MM-DD`: '17 апреля 1993' or '17.04.1993'.

    A day that its month does not have is left out: `YYYY-MM`.
    """
    if found := DAY_MONTH_YEAR.search(text):
        month = month_number(found["month"])
    elif found := DAY_IN_NUMBERS.search(text):
        month = int(found["month"])
    else:
        return None
    day = int(found["day"])
    is_date = 1 <= day <= 31 and 1 <= month <= 12
    return drop_false_day(f"{found['year']}-{month:02d}-{day:02d}") if is_date else None


def drop_false_day(date: str) -> str:
    """A date `YYYY-MM-DD` whose day its month does not have as `YYYY-MM`; any other text as it is.

    Example:
        >>> drop_false_day("2019-02-31"), drop_false_day("2020-02-29"), drop_false_day("2019")
        ('2019-02', '2020-02-29', '2019')
    """
    found = _FULL_DATE.fullmatch(date)
    if found is None:
        return date
    year, month, day = (int(part) for part in found.groups())
    return date if year and 1 <= day <= monthrange(year, month)[1] else date[:7]


def read_length_months(text: str) -> int | None:
    """Months of '5 лет', '2 года 8 месяцев' or '3 months'; None where the text is no such length."""
    for found in _lengths(text):
        return int(found["years"] or 0) * 12 + int(found["months"] or 0)
    return None


def _lengths(text: str) -> Iterator[re.Match[str]]:
    return (found for found in _LENGTH.finditer(text) if found["years"] or found["months"])


def find_years(text: str) -> list[int]:
    """All years of a text, in its order."""
    return [int(found) for found in YEAR.findall(text)]
