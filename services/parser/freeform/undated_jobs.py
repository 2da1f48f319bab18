"""Jobs without dates: their heads stand out from descriptions, or stand before lists of items."""

from collections.abc import Sequence

from services.parser.freeform.job_head import names_role, read_parts
from services.parser.freeform.job_rows import BULLET, JobRow, find_body_style, is_head_row
from services.parser.freeform.job_shape import Head

_MOST_ROWS = 3


def find_undated_heads(rows: Sequence[JobRow]) -> list[Head]:
    """Heads of jobs, each with a word for a role and beside it something that can be a company."""
    heads = [head for head in _cut_blocks(rows) if _names_job(rows, head)]
    return heads if len(heads) < 2 or _look_alike(rows, heads) else []


def _cut_blocks(rows: Sequence[JobRow]) -> list[Head]:
    """Runs of rows that are no description, at most a few long, each with a description below."""
    body = find_body_style(rows)
    has_styles = any(row.style != body for row in rows)
    heads: list[Head] = []
    number = 0
    while number < len(rows):
        if not _may_start(rows, number, body, has_styles):
            number += 1
            continue
        after = number + 1
        while after < len(rows) and after - number < _MOST_ROWS and _goes_on(rows, number, after, body):
            after += 1
        heads.append(Head(number, after))
        number = after
    return heads


def _may_start(
    rows: Sequence[JobRow], number: int, body: tuple[bool, float] | None, has_styles: bool
) -> bool:
    row = rows[number]
    if not is_head_row(row) or row.text[:2].islower():
        return False
    is_after_item = (
        number == 0 or bool(BULLET.match(rows[number - 1].text)) or rows[number - 1].text.endswith(".")
    )
    return row.style != body if has_styles else is_after_item


def _goes_on(rows: Sequence[JobRow], first: int, number: int, body: tuple[bool, float] | None) -> bool:
    """A head goes on over rows that stand out too, and over one plain row that names what is missing."""
    row = rows[number]
    if not is_head_row(row) or row.text[:2].islower():
        return False
    if row.style != body:
        return not _names_both(rows[first:number])
    return (
        number == first + 1
        and not _names_both(rows[first:number])
        and _adds_what_is_missing(rows[first], row)
    )


def _adds_what_is_missing(above: JobRow, row: JobRow) -> bool:
    return names_role(row.text) != names_role(above.text)


def _names_both(rows: Sequence[JobRow]) -> bool:
    kinds = {part.kind for row in rows for part in read_parts(row.text)}
    return "role" in kinds and bool(kinds & {"legal", "name"})


def _names_job(rows: Sequence[JobRow], head: Head) -> bool:
    return _names_both(rows[head.first : head.after])


def _look_alike(rows: Sequence[JobRow], heads: Sequence[Head]) -> bool:
    """Heads of one resume begin in one style; two styles are rather a coincidence."""
    return all(rows[head.first].looks_like(rows[heads[0].first]) for head in heads)
