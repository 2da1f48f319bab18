"""Jobs of a free-form resume: a range of dates marks each one, or where there are no dates, its head."""

from collections.abc import Sequence
from dataclasses import replace

from services.parser.freeform.job_head import JobHead, agree_on_order, read_job_head
from services.parser.freeform.job_rows import NUMBER, Anchor, JobRow, find_anchors, make_rows
from services.parser.freeform.job_shape import Head, ShapeFinder
from services.parser.freeform.undated_jobs import find_undated_heads
from services.parser.lines import Line
from services.parser.tables.dates import DateRange
from shared.contracts.resume import Experience

_UNKNOWN_DATES = DateRange(None, None, False, (0, 0))


def read_free_experience(lines: Sequence[Line]) -> tuple[Experience, ...]:
    """Read the jobs. What names neither a job nor a company stays empty."""
    rows = make_rows(lines)
    anchors = find_anchors(rows)
    if not anchors:
        heads = find_undated_heads(rows)
        texts = [[row.text for row in rows[head.first : head.after]] for head in heads]
        dates = [_UNKNOWN_DATES] * len(heads)
    else:
        heads = ShapeFinder(rows, anchors).find_heads()
        texts = [_head_texts(rows, anchor, head) for anchor, head in zip(anchors, heads, strict=True)]
        dates = [anchor.dates for anchor in anchors]
    if not heads:
        return ()
    texts = [[NUMBER.sub("", text) for text in head] for head in texts]
    named = agree_on_order([read_job_head(head) for head in texts], texts)
    if anchors:
        named = _hand_down_company(named, rows, anchors, heads)
    ends = [*(head.first for head in heads[1:]), len(rows)]
    return tuple(
        _make_job(one, when, rows[head.after : end])
        for one, when, head, end in zip(named, dates, heads, ends, strict=True)
    )


def _head_texts(rows: Sequence[JobRow], anchor: Anchor, head: Head) -> list[str]:
    return [
        anchor.rest if number == anchor.number else rows[number].text
        for number in range(head.first, head.after)
    ]


def _hand_down_company(
    named: Sequence[JobHead], rows: Sequence[JobRow], anchors: Sequence[Anchor], heads: Sequence[Head]
) -> list[JobHead]:
    """A company that stands once above several positions is the company of each of them."""
    handed: list[JobHead] = []
    current: str | None = None
    for one, anchor, head in zip(named, anchors, heads, strict=True):
        title = rows[head.first]
        is_title = head.first < anchor.number and not title.looks_like(rows[anchor.number])
        if one.company:
            current = one.company if is_title else None
        handed.append(replace(one, company=current) if one.position and not one.company else one)
    return handed


def _make_job(named: JobHead, dates: DateRange, described: Sequence[JobRow]) -> Experience:
    return Experience(
        company=named.company,
        position=named.position,
        start=dates.start,
        end=dates.end,
        current=dates.current,
        description="\n".join(row.text for row in described).strip() or None,
    )
