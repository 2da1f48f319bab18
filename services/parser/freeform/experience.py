"""Jobs of a free-form resume: a range of dates marks each one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.parser.lines import Line
from services.parser.tables.dates import DateRange, find_range
from services.parser.tables.words import JOB_WORD, LEGAL_FORM
from shared.contracts.resume import Experience

_BULLET = re.compile(r"^\s*(?:[–—•·*▪●■◦○+✓➢]|-(?!-))\s*")
_NUMBER = re.compile(r"^\s*\d{1,2}[.)]\s+")
_EMPTY_BRACKETS = re.compile(r"\(\s*\|\s*\)")
_STRONG_MARK = re.compile(r"\s*\|\s*|\s+[-–—]{1,2}\s+|\s*:\s+|:$|\s+@\s+|\s*[•·]\s+")
_LENGTH_IN_BRACKETS = re.compile(
    r"\((?:[^()]*?\d+\s*(?:год|лет|мес|г\.|year|month|yr|mo)[^()]*)\)", re.IGNORECASE
)
_BARE_LENGTH = re.compile(
    r"^[\W\d]*(?:(?:год\w*|лет|мес\w*\.?|years?|months?|yrs?|mos?)[\W\d]*)+$", re.IGNORECASE
)
_TOWN = re.compile(r",?\s*(?<!\w)г\.\s*[А-ЯЁ][\w-]+", re.IGNORECASE)
_LAST_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_COMMA = re.compile(r",\s+(?![^(]*\))")
_REST_MAX = 110
_HEAD_MAX = 90
_HEAD_LINES_ABOVE = 2


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A line with dates: its number, the dates, and what else it says."""

    number: int
    dates: DateRange
    rest: str


def read_free_experience(lines: Sequence[Line]) -> tuple[Experience, ...]:
    """Read the jobs. What names neither a job nor a company stays empty."""
    texts = [line.text for line in lines]
    anchors = _find_anchors(texts)
    if not anchors:
        return ()
    above = anchors[0].number
    lines_above = above if above <= _HEAD_LINES_ABOVE and all(map(_is_head, texts[:above])) else 0
    spans = [_find_head(texts, anchors, place, lines_above) for place in range(len(anchors))]
    jobs = []
    for place, (anchor, (first, after)) in enumerate(zip(anchors, spans, strict=True)):
        end = spans[place + 1][0] if place + 1 < len(spans) else len(texts)
        parts = _head_parts(anchor, texts[first : anchor.number], texts[anchor.number + 1 : after])
        jobs.append(_make_job(anchor.dates, parts, texts[after:end]))
    return tuple(jobs)


def _find_anchors(texts: Sequence[str]) -> list[_Anchor]:
    anchors = []
    for number, text in enumerate(texts):
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


def _is_head(text: str) -> bool:
    return len(text) <= _HEAD_MAX and not _BULLET.match(text) and not text.rstrip().endswith((".", ";"))


def _find_head(
    texts: Sequence[str], anchors: Sequence[_Anchor], place: int, lines_above: int
) -> tuple[int, int]:
    """First line of a job's head and the line after its last; the first job shows where heads stand."""
    number = anchors[place].number
    first, after = number, number + 1
    rest = anchors[place].rest
    has_both = len(_split(rest)) > 1 or len(_split_at_comma(rest)) > 1
    if lines_above:
        floor = anchors[place - 1].number if place else -1
        while first - 1 > floor and number - first < lines_above and _is_head(texts[first - 1]):
            first -= 1
        return first, after
    below = anchors[place + 1].number if place + 1 < len(anchors) else len(texts)
    wanted = 0 if has_both else 1 if anchors[place].rest else 2
    while after < below and after - number <= wanted and _is_head(texts[after]):
        after += 1
    return first, after


def _split(text: str) -> list[str]:
    parts = (part.strip(" ,;.-") for part in _STRONG_MARK.split(text))
    return [part for part in parts if part]


def _head_parts(anchor: _Anchor, above: Sequence[str], below: Sequence[str]) -> list[str]:
    lines = [*(_NUMBER.sub("", text) for text in above), anchor.rest, *below]
    parts = [part for line in lines for part in _split(line)]
    return _split_at_comma(parts[0]) if len(parts) == 1 else parts


def _split_at_comma(text: str) -> list[str]:
    """'Job, company' or 'company, job': two parts, one of which names a job; else the text as it is."""
    parts = [part.strip() for part in _COMMA.split(text)]
    jobs = [bool(JOB_WORD.search(part)) for part in parts]
    return parts if len(parts) == 2 and any(jobs) and not all(jobs) else [text]


def _make_job(dates: DateRange, parts: Sequence[str], described: Sequence[str]) -> Experience:
    position = next((part for part in parts if JOB_WORD.search(part) and not LEGAL_FORM.match(part)), None)
    others = [part for part in parts if part != position and re.search(r"\w{2}", part)]
    company = next((part for part in others if LEGAL_FORM.search(part)), others[0] if others else None)
    return Experience(
        company=_tidy_company(company) if company else None,
        position=position,
        start=dates.start,
        end=dates.end,
        current=dates.current,
        description="\n".join(described).strip() or None,
    )


def _tidy_company(text: str) -> str | None:
    return _LAST_BRACKET.sub("", _TOWN.sub("", text)).strip(" ,") or None
