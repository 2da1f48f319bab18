"""Lines of the section on jobs, and what kind of line each is."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.parser.lines import Line
from services.parser.tables.dates import (
    DateRange,
    find_leading_year,
    find_range,
    is_date_piece,
    join_cut_range,
)
from services.parser.tables.labels import DUTIES_LABEL, PERIOD_LABEL, TABLE_HEAD
from services.parser.tables.words import BULLETS

BULLET = re.compile(rf"^\s*(?:[{BULLETS}]|-(?!-))\s*")
NUMBER = re.compile(r"^\s*\d{1,2}[.)]\s+")
_EMPTY_BRACKETS = re.compile(r"\(\s*\|\s*\)")
_LENGTH_IN_BRACKETS = re.compile(
    r"\((?:[^()]*?\d+\s*(?:год|лет|мес|г\.|year|month|yr|mo)[^()]*)\)", re.IGNORECASE
)
_BARE_LENGTH = re.compile(
    r"^[\W\d]*(?:(?:год\w*|лет|мес\w*\.?|years?|months?|yrs?|mos?|и|and)[\W\d]*)+$", re.IGNORECASE
)
_LENGTH_BEHIND = re.compile(
    r"\s*[·|,;—–-]\s*\d{1,2}\s*(?:год\w*|лет|г\.|мес\w*\.?|years?|months?|yrs?|mos?)(?:\s*\d{1,2}\s*(?:мес\w*\.?|months?|mos?))?\s*$",
    re.IGNORECASE,
)
_REST_MAX = 110
_HEAD_MAX = 90
_SENTENCE_WORDS = 7
_SAME_SIZE = 0.6
_SAME_LEFT_END = 3.0
_LONG = 70


@dataclass(frozen=True, slots=True)
class JobRow:
    """A line of the section and how it looks."""

    text: str
    bold: bool
    size: float
    x0: float

    @property
    def style(self) -> tuple[bool, float]:
        """Weight and size, as far as a reader can tell sizes apart."""
        return self.bold, round(2 * self.size) / 2

    def looks_like(self, other: "JobRow") -> bool:
        """True where the style is the same."""
        return self.bold == other.bold and abs(self.size - other.size) <= _SAME_SIZE


@dataclass(frozen=True, slots=True)
class Anchor:
    """A row with dates: its number, the dates, and what else it says."""

    number: int
    dates: DateRange
    rest: str


def make_rows(lines: Sequence[Line]) -> list[JobRow]:
    """Rows of the section, with wrapped dates and heads made whole."""
    rows = [JobRow(line.text, line.bold, line.size, line.x0) for line in lines]
    rows = [row for row in rows if not TABLE_HEAD.fullmatch(row.text.strip())]
    return _join_wrapped_heads(_join_cut_dates(rows))


def _join_cut_dates(rows: Sequence[JobRow]) -> list[JobRow]:
    """Bring up the end of a range that stands below its start, in a narrow column of dates."""
    joined: list[JobRow] = []
    for row in rows:
        if joined and _is_cut_within_dates(joined[-1], row):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {row.text}")
            continue
        pair = join_cut_range(joined[-1].text, row.text) if joined else None
        if pair:
            joined[-1] = replace(joined[-1], text=pair[0])
        text = pair[1] if pair else row.text
        if text.strip():
            joined.append(replace(row, text=text))
    return joined


def _is_cut_within_dates(above: JobRow, row: JobRow) -> bool:
    """True for 'Developer, Acme (March' above '2022 – May 2023)'."""
    if (
        not row.looks_like(above)
        or not is_date_piece(row.text.strip(" ()|"))
        or _is_whole(find_range(row.text))
    ):
        return False
    dates = find_range(f"{above.text} {row.text}")
    starts_above = dates is not None and dates.span[0] < len(above.text) < dates.span[1]
    return starts_above and _is_whole(dates) and not _is_whole(find_range(above.text))


def _is_whole(dates: DateRange | None) -> bool:
    """True for a range with both ends."""
    return dates is not None and (dates.current or dates.end not in (None, dates.start))


def _join_wrapped_heads(rows: Sequence[JobRow]) -> list[JobRow]:
    """A bold line that begins small goes on with the bold line above it, before that line's dates."""
    joined: list[JobRow] = []
    for row in rows:
        above = joined[-1] if joined else None
        if above and row.bold and _goes_on(above, row):
            first, bar, rest = above.text.partition("|")
            joined[-1] = replace(above, text=f"{first.rstrip()} {row.text} {bar}{rest}".rstrip())
        else:
            joined.append(row)
    return joined


def _goes_on(above: JobRow, row: JobRow) -> bool:
    is_below = row.looks_like(above) and 0 < row.x0 <= above.x0 + _SAME_LEFT_END
    return is_below and row.text[:2].islower() and not find_range(row.text) and len(row.text) <= _HEAD_MAX


def find_body_style(rows: Sequence[JobRow]) -> tuple[bool, float] | None:
    """The style that descriptions are written in: that of bullets and long lines, else of what is plain."""
    described = [row.style for row in rows if BULLET.match(row.text) or len(row.text) > _LONG]
    plain = [row.style for row in rows if not row.bold]
    found = Counter(described or plain or [row.style for row in rows]).most_common(1)
    return found[0][0] if found else None


def is_head_row(row: JobRow) -> bool:
    """True for a short line that is neither an item of a list nor the end of a sentence."""
    text = row.text.strip()
    is_item = BULLET.match(text) or DUTIES_LABEL.match(text)
    return len(text) <= _HEAD_MAX and not is_item and not text.endswith((".", ";"))


def find_anchors(rows: Sequence[JobRow]) -> list[Anchor]:
    """Rows with a range of dates that are no prose; where there is none, rows that begin with a year."""
    found = [anchor for number, row in enumerate(rows) if (anchor := _make_anchor(number, row.text))]
    if found:
        return _drop_faint(found, rows)
    years = ((number, find_leading_year(row.text)) for number, row in enumerate(rows))
    return [
        Anchor(number, dates, _tidy_rest(rows[number].text[dates.span[1] :]))
        for number, dates in years
        if dates and len(rows[number].text) <= _REST_MAX
    ]


def _make_anchor(number: int, text: str) -> Anchor | None:
    dates = find_range(text)
    if dates is None or _is_prose(text, dates):
        return None
    start, end = dates.span
    rest = _tidy_rest(f"{text[:start]}|{text[end:]}")
    return Anchor(number, dates, rest) if len(rest) <= _REST_MAX else None


def _tidy_rest(text: str) -> str:
    rest = _LENGTH_IN_BRACKETS.sub("", _EMPTY_BRACKETS.sub("|", text))
    rest = _LENGTH_BEHIND.sub("", PERIOD_LABEL.sub("", NUMBER.sub("", BULLET.sub("", rest))))
    rest = rest.strip(" |,:;—–-.•■▪●◦·()/")
    if rest.count("(") != rest.count(")"):
        rest = f"{rest})" if rest.count("(") > rest.count(")") else f"({rest}"
    return "" if _BARE_LENGTH.match(rest) else rest


def _is_prose(text: str, dates: DateRange) -> bool:
    """Dates within a sentence, or within an item of a list, speak of something within a job."""
    before = BULLET.sub("", text[: dates.span[0]]).rstrip()
    is_in_item = bool(BULLET.match(text)) and bool(before) and not before.endswith("|")
    is_sentence = text.rstrip().endswith(".") and not text.rstrip().endswith(("г.", "в.", "вр."))
    return is_in_item or (
        is_sentence and len(before.split()) + len(text[dates.span[1] :].split()) > _SENTENCE_WORDS
    )


def _drop_faint(anchors: Sequence[Anchor], rows: Sequence[JobRow]) -> list[Anchor]:
    """Where nearly all rows of dates stand out, one that looks like a description is none."""
    body = find_body_style(rows)
    loud = [anchor for anchor in anchors if rows[anchor.number].style != body]
    is_rule = len(loud) >= 2 and len(anchors) - len(loud) <= len(loud) // 2
    return loud if is_rule else list(anchors)
