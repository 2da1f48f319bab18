"""Jobs of a free-form resume: a range of dates marks each one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.parser.freeform.job_head import names_both, read_job_head
from services.parser.lines import Line
from services.parser.tables.dates import DateRange, find_range, join_cut_range
from services.parser.tables.words import LEGAL_FORM
from shared.contracts.resume import Experience

_BULLET = re.compile(r"^\s*(?:[–—•·*▪●■◦○+✓➢]|-(?!-))\s*")
_NUMBER = re.compile(r"^\s*\d{1,2}[.)]\s+")
_EMPTY_BRACKETS = re.compile(r"\(\s*\|\s*\)")
_LENGTH_IN_BRACKETS = re.compile(
    r"\((?:[^()]*?\d+\s*(?:год|лет|мес|г\.|year|month|yr|mo)[^()]*)\)", re.IGNORECASE
)
_BARE_LENGTH = re.compile(
    r"^[\W\d]*(?:(?:год\w*|лет|мес\w*\.?|years?|months?|yrs?|mos?)[\W\d]*)+$", re.IGNORECASE
)
_REST_MAX = 110
_HEAD_MAX = 90
_HEAD_LINES_ABOVE = 2
_SAME_SIZE = 0.6
_SAME_LEFT_END = 3.0


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the section and how it looks."""

    text: str
    bold: bool
    size: float
    x0: float

    def looks_like(self, other: "_Row") -> bool:
        """True where the style is the same."""
        return self.bold == other.bold and abs(self.size - other.size) <= _SAME_SIZE


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A row with dates: its number, the dates, and what else it says."""

    number: int
    dates: DateRange
    rest: str


def read_free_experience(lines: Sequence[Line]) -> tuple[Experience, ...]:
    """Read the jobs. What names neither a job nor a company stays empty."""
    rows = _join_wrapped_heads(_join_cut_dates([_make_row(line) for line in lines]))
    anchors = _find_anchors(rows)
    if not anchors:
        return ()
    above = anchors[0].number
    lines_above = above if above <= _HEAD_LINES_ABOVE and all(map(_is_head, rows[:above])) else 0
    spans = [_find_head(rows, anchors, place, lines_above) for place in range(len(anchors))]
    jobs = []
    for place, (anchor, (first, after)) in enumerate(zip(anchors, spans, strict=True)):
        end = spans[place + 1][0] if place + 1 < len(spans) else len(rows)
        head = [*rows[first : anchor.number], replace(rows[anchor.number], text=anchor.rest)]
        jobs.append(_make_job(anchor.dates, [*head, *rows[anchor.number + 1 : after]], rows[after:end]))
    return tuple(jobs)


def _make_row(line: Line) -> _Row:
    return _Row(line.text, line.bold, line.size, line.x0)


def _join_cut_dates(rows: Sequence[_Row]) -> list[_Row]:
    """Bring up the end of a range that stands below its start, in a narrow column of dates."""
    joined: list[_Row] = []
    for row in rows:
        pair = join_cut_range(joined[-1].text, row.text) if joined else None
        if pair:
            joined[-1] = replace(joined[-1], text=pair[0])
        text = pair[1] if pair else row.text
        if text.strip():
            joined.append(replace(row, text=text))
    return joined


def _join_wrapped_heads(rows: Sequence[_Row]) -> list[_Row]:
    """A bold line that begins small goes on with the bold line above it, before that line's dates."""
    joined: list[_Row] = []
    for row in rows:
        above = joined[-1] if joined else None
        if above and row.bold and _goes_on(above, row):
            first, bar, rest = above.text.partition("|")
            joined[-1] = replace(above, text=f"{first.rstrip()} {row.text} {bar}{rest}".rstrip())
        else:
            joined.append(row)
    return joined


def _goes_on(above: _Row, row: _Row) -> bool:
    is_below = row.looks_like(above) and 0 < row.x0 <= above.x0 + _SAME_LEFT_END
    return is_below and row.text[:1].islower() and not find_range(row.text) and len(row.text) <= _HEAD_MAX


def _find_anchors(rows: Sequence[_Row]) -> list[_Anchor]:
    anchors = []
    for number, text in enumerate(row.text for row in rows):
        dates = find_range(text)
        if dates is None or _is_prose(text, dates):
            continue
        start, end = dates.span
        rest = _LENGTH_IN_BRACKETS.sub("", _EMPTY_BRACKETS.sub("|", f"{text[:start]}|{text[end:]}"))
        rest = _NUMBER.sub("", rest).strip(" |,:;—–-.•■▪●◦")
        rest = "" if _BARE_LENGTH.match(rest) else rest
        if len(rest) <= _REST_MAX:
            anchors.append(_Anchor(number, dates, rest))
    return anchors


def _is_prose(text: str, dates: DateRange) -> bool:
    """A bullet whose dates are neither at its start nor set apart speaks of something within a job."""
    before = _BULLET.sub("", text[: dates.span[0]]).rstrip()
    return bool(_BULLET.match(text)) and bool(before) and not before.endswith("|")


def _is_head(row: _Row) -> bool:
    text = row.text
    return len(text) <= _HEAD_MAX and not _BULLET.match(text) and not text.rstrip().endswith((".", ";"))


def _find_head(
    rows: Sequence[_Row], anchors: Sequence[_Anchor], place: int, lines_above: int
) -> tuple[int, int]:
    """First row of a job's head and the row after its last; the first job shows where heads stand."""
    number, rest = anchors[place].number, anchors[place].rest
    floor = anchors[place - 1].number if place else -1
    if lines_above:
        return _find_first(rows, anchors[0].number, number, max(floor + 1, number - lines_above)), number + 1
    if not rest and number - 1 > floor and _is_lost_head(rows[number - 1], anchors, rows):
        return number - 1, _find_after(rows, anchors, place, 1)
    return number, _find_after(rows, anchors, place, 0 if names_both(rest) else 1 if rest else 2)


def _find_first(rows: Sequence[_Row], model: int, number: int, lowest: int) -> int:
    """Go up while rows look like those at the same distance above the first dates."""
    first = number
    while first > lowest and _is_head(rows[first - 1]):
        alike = rows[model - (number - first) - 1]
        row = rows[first - 1]
        is_small = row.text[:1].islower() and not alike.text[:1].islower()
        if is_small or not row.looks_like(alike):
            break
        first -= 1
    return first


def _is_lost_head(row: _Row, anchors: Sequence[_Anchor], rows: Sequence[_Row]) -> bool:
    """Bare dates below a row that looks like the other jobs' rows of dates: they did not fit into it."""
    others = [rows[anchor.number] for anchor in anchors if anchor.rest]
    stands_out = any(other.bold for other in others) and not all(one.bold for one in rows)
    return stands_out and row.bold and all(row.looks_like(other) for other in others)


def _find_after(rows: Sequence[_Row], anchors: Sequence[_Anchor], place: int, wanted: int) -> int:
    number, rest = anchors[place].number, anchors[place].rest
    below = anchors[place + 1].number if place + 1 < len(anchors) else len(rows)
    after = number + 1
    while after < below and after - number <= wanted and _is_head(rows[after]):
        after += 1
    # Below bare dates stands a description as often as a head: only words for a role or a legal form tell.
    head = read_job_head([rest, *(row.text for row in rows[number + 1 : after])])
    is_head = head.position is not None or (head.company and LEGAL_FORM.search(head.company))
    is_bold = after > number + 1 and rows[number + 1].bold
    return after if is_head or is_bold else number + 1


def _make_job(dates: DateRange, head: Sequence[_Row], described: Sequence[_Row]) -> Experience:
    named = read_job_head([_NUMBER.sub("", row.text) for row in head])
    return Experience(
        company=named.company,
        position=named.position,
        start=dates.start,
        end=dates.end,
        current=dates.current,
        description="\n".join(row.text for row in described).strip() or None,
    )
