"""Where each field of a resume stands in its document: page and quote.

The values are looked up in the document's own words. That holds whatever rule has read them, and a value that
the document does not hold gets no evidence.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from services.parser.lines import Line, ReadText, Word
from services.parser.tables.dates import MONTH, month_number, read_length_months
from shared.contracts.resume import Contacts, Evidence, Resume
from shared.reference.text import fold, fold_lookalikes

_QUOTE_MAX = 300
_SAME_LINE = 0.3  # of the size
_TOKEN = re.compile(r"[^\W_]+[+#]*")
_MONTH = re.compile(MONTH, re.IGNORECASE)
_LONGEST_SEARCH = 12  # tokens: a long value is recognised by its beginning
_LONGEST_VALUE = 500  # characters of it that are looked at
_NO_DIGIT = re.compile(r"\D")
_EXPERIENCE_WORDS = ("опыт", "experience", "стаж")
_GENDER_WORDS = ("мужчина", "женщина", "male", "female", "родился", "родилась", "пол", "gender")
_HEAD_FIELDS = ("full_name", "position", "city", "about")
# Fields of the entries of a list; the first that is found tells where the others are looked for.
_ENTRY_FIELDS = {
    "experience": ("company", "position", "city", "description"),
    "education": ("institution", "speciality"),
    "courses": ("name", "organization"),
    "languages": ("name", "level"),
}


@dataclass(frozen=True, slots=True)
class _Place:
    """A run of tokens of the document, the last one included."""

    first: int
    last: int


class _DocumentIndex:
    """Tokens of a document in reading order, and where each of them stands."""

    def __init__(self, text: ReadText) -> None:
        self._lines = list(text.lines) or list(_join_lines(text.words))
        self._has_pages = text.pages is not None
        self._tokens: list[str] = []
        self._line_of: list[int] = []
        self._places: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines):
            for word in line.words:
                for token in _split_tokens(word.text):
                    self._places.setdefault(token, []).append(len(self._tokens))
                    self._tokens.append(token)
                    self._line_of.append(number)

    def find_all(self, value: str) -> list[_Place]:
        """Where a value stands, in reading order."""
        wanted = list(islice(_split_all(value), _LONGEST_SEARCH))
        if not wanted:
            return []
        count = len(wanted)
        rarest = min(range(count), key=lambda number: len(self._places.get(wanted[number], ())))
        starts = (place - rarest for place in self._places.get(wanted[rarest], ()))
        return [
            _Place(start, start + count - 1)
            for start in starts
            if start >= 0 and self._tokens[start : start + count] == wanted
        ]

    def find_dates(self, date: str) -> list[_Place]:
        """Where a `YYYY-MM` or `YYYY` is printed."""
        year, _, rest = date.partition("-")
        month = int(rest[:2]) if rest else None
        return [_Place(at, at) for at in self._places.get(year, ()) if self._is_month(at, month)]

    def _is_month(self, year_at: int, month: int | None) -> bool:
        if month is None:
            return True
        beside = self._tokens[max(year_at - 2, 0) : year_at] + self._tokens[year_at + 1 : year_at + 2]
        return any(_read_month(token) == month for token in beside)

    def find_number(self, digits: str) -> list[_Place]:
        """The line that prints a number, with whatever stands between its digits."""
        for number, line in enumerate(self._lines):
            if digits in _NO_DIGIT.sub("", line.text):
                at = bisect_left(self._line_of, number)
                return [_Place(at, at)]
        return []

    def find_length(self, months: int) -> list[_Place]:
        """Where a length of time is printed beside the word for experience."""
        places = (place for word in _EXPERIENCE_WORDS for place in self.find_all(word))
        return [one for one in places if read_length_months(self._line_text(one)) == months]

    def _line_text(self, place: _Place) -> str:
        return self._lines[self._line_of[place.first]].text

    def quote(self, field: str, place: _Place) -> Evidence:
        """The evidence of a field: the lines from the first to the last token."""
        first, last = self._line_of[place.first], self._line_of[place.last]
        text = " ".join(line.text for line in self._lines[first : last + 1])
        page = self._lines[first].page + 1 if self._has_pages else None
        return Evidence(field=field, page=page, quote=text[:_QUOTE_MAX])


def find_evidence(resume: Resume, text: ReadText) -> tuple[Evidence, ...]:
    """Look the fields of a resume up in its document.

    Args:
        resume: as read from `text`.
        text: the document's words or lines, hidden ones left out.

    Returns:
        The evidence in the order of the fields; nothing for a value that is not printed as it was read.
    """
    index = _DocumentIndex(text)
    found: list[tuple[str, _Place]] = []
    found += _find_head(index, resume)
    for name, fields in _ENTRY_FIELDS.items():
        found += _find_entries(index, name, getattr(resume, name), fields)
    found += _find_list(index, "skills", resume.skills)
    found += _find_list(index, "specializations", resume.specializations)
    found += _find_contacts(index, resume.contacts)
    return tuple(index.quote(field, place) for field, place in found)


def _find_head(index: _DocumentIndex, resume: Resume) -> Iterator[tuple[str, _Place]]:
    for field in _HEAD_FIELDS:
        yield from _first(field, index.find_all(getattr(resume, field) or ""))
    if resume.age is not None:
        yield from _first("age", index.find_all(str(resume.age)))
    if resume.birth_date is not None:
        yield from _first("birth_date", index.find_dates(resume.birth_date))
    if resume.gender is not None:
        words = sorted((place for word in _GENDER_WORDS for place in index.find_all(word)), key=_start)
        yield from _first("gender", words)
    if pay := resume.salary_expectation:
        spaced = index.find_all(f"{pay.amount:,}".replace(",", " "))
        yield from _first("salary_expectation", spaced or index.find_all(str(pay.amount)))

    if months := resume.total_experience_months:
        yield from _first("total_experience_months", index.find_length(months))
    if resume.updated_at is not None:
        yield from _first("updated_at", index.find_dates(resume.updated_at))


def _find_contacts(index: _DocumentIndex, contacts: Contacts) -> Iterator[tuple[str, _Place]]:
    for number, phone in enumerate(contacts.phones):
        yield from _first(f"contacts.phones.{number}", index.find_number(_NO_DIGIT.sub("", phone)[-10:]))
    for name, values in (("emails", contacts.emails), ("links", contacts.links)):
        for number, value in enumerate(values):
            yield from _first(f"contacts.{name}.{number}", index.find_all(value))


def _first(field: str, places: Sequence[_Place]) -> Iterator[tuple[str, _Place]]:
    if places:
        yield field, places[0]


def _find_entries(
    index: _DocumentIndex, name: str, entries: Sequence[object], fields: Sequence[str]
) -> Iterator[tuple[str, _Place]]:
    """Each entry stands below the one before; its fields stand close to each other."""
    below = 0
    for number, entry in enumerate(entries):
        places = {field: index.find_all(getattr(entry, field) or "") for field in fields}
        anchor = next(
            (_next_place(places[field], below) for field in fields if places[field]), _Place(below, below)
        )
        for field in fields:
            if places[field]:
                yield f"{name}.{number}.{field}", _nearest(places[field], anchor.first)
        for field in ("start", "end", "year"):
            if date := getattr(entry, field, None):
                dates = index.find_dates(str(date))
                if dates:
                    yield f"{name}.{number}.{field}", _nearest(dates, anchor.first)
        below = max(below, anchor.first + 1)


def _find_list(index: _DocumentIndex, name: str, values: Sequence[str]) -> Iterator[tuple[str, _Place]]:
    """Items of a list stand together, so one that occurs once tells where to look for the others."""
    places = [index.find_all(value) for value in values]
    alone = sorted(found[0].first for found in places if len(found) == 1)
    middle = alone[len(alone) // 2] if alone else 0
    for number, found in enumerate(places):
        if found:
            yield f"{name}.{number}", _nearest(found, middle)


def _start(place: _Place) -> int:
    return place.first


def _next_place(places: Sequence[_Place], below: int) -> _Place:
    at = bisect_left(places, below, key=_start)
    return places[at] if at < len(places) else places[-1]


def _nearest(places: Iterable[_Place], middle: int) -> _Place:
    return min(places, key=lambda place: abs(place.first - middle))


def _join_lines(words: Sequence[Word]) -> Iterator[Line]:
    """Lines in the order of the stream: words that follow each other on one baseline."""
    current: list[Word] = []
    for word in words:
        if current and not _is_beside(word, current[-1]):
            yield Line(tuple(current))
            current = []
        current.append(word)
    if current:
        yield Line(tuple(current))


def _is_beside(word: Word, before: Word) -> bool:
    return word.page == before.page and abs(word.y - before.y) <= _SAME_LINE * before.size


def _split_all(text: str) -> Iterator[str]:
    for word in text[:_LONGEST_VALUE].split():
        yield from _split_tokens(word)


@lru_cache(maxsize=20_000)
def _split_tokens(word: str) -> tuple[str, ...]:
    return tuple(fold_lookalikes(token) for token in _TOKEN.findall(fold(word)))


def _read_month(token: str) -> int | None:
    if token.isdecimal():
        return int(token)
    return month_number(token) if _MONTH.fullmatch(token) else None
