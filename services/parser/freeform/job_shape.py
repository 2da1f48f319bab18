"""Where the heads of jobs stand: how many rows above and below the dates name the position and the company.

All jobs of a resume are written in one way, so the way is chosen that explains them best together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from services.parser.freeform.job_head import Part, read_parts
from services.parser.freeform.job_rows import Anchor, JobRow, find_body_style, is_head_row

_MOST_ROWS = 2
_ROLE, _COMPANY, _LEGAL, _FAINT_COMPANY = 3.0, 2.0, 2.3, 1.3
_LOUD, _FAINT, _UNCLAIMED = 0.5, -1.0, -2.0
_NAME_WORDS = 5


@dataclass(frozen=True, slots=True)
class Head:
    """Rows of one job's head: from `first` up to `after`, the row of dates among them."""

    first: int
    after: int


class ShapeFinder:
    """Chooses how many rows above and below the dates belong to the heads."""

    def __init__(self, rows: Sequence[JobRow], anchors: Sequence[Anchor]) -> None:
        self._rows = rows
        self._anchors = anchors
        self._body = find_body_style(rows)
        self._parts: dict[int, list[Part]] = {}

    def find_heads(self) -> list[Head]:
        """The head of each job."""
        # The first job stands at the top of its section, with nothing of another job above.
        above = min(_MOST_ROWS, self._anchors[0].number)
        shapes = list(product(range(above + 1), range(_MOST_ROWS + 1)))
        best = max(shapes, key=lambda shape: (self._score_all(shape), -sum(shape)))
        return [self._cut_head(place, best) for place in range(len(self._anchors))]

    def _score_all(self, shape: tuple[int, int]) -> float:
        heads = [self._cut_head(place, shape) for place in range(len(self._anchors))]
        scores = [self._score(place, head) for place, head in enumerate(heads)]
        lost = sum(1 for row in self._rows[: heads[0].first] if is_head_row(row))
        loud_below = sum(1 for place, head in enumerate(heads) if self._leaves_loud_row(place, head, heads))
        return sum(scores) + _UNCLAIMED * min(lost, _MOST_ROWS) + _UNCLAIMED * loud_below / 2

    def _leaves_loud_row(self, place: int, head: Head, heads: Sequence[Head]) -> bool:
        """True where the row below a head stands out as much and is in no head."""
        end = heads[place + 1].first if place + 1 < len(heads) else len(self._rows)
        return head.after < end and self._is_loud(head.after) and is_head_row(self._rows[head.after])

    def _cut_head(self, place: int, shape: tuple[int, int]) -> Head:
        above, below = shape
        number = self._anchors[place].number
        floor = self._anchors[place - 1].number + below if place else -1
        first = number
        while first - 1 > floor and number - first < above and self._may_head(first - 1):
            first -= 1
        if first == number and number - 1 > floor and self._is_lost_head(place):
            first -= 1
        following = (
            self._anchors[place + 1].number - above if place + 1 < len(self._anchors) else len(self._rows)
        )
        after, named = number + 1, 0
        while after < max(following, number + 1) and self._may_head(after):
            named += not (below and self._is_place(after, place))
            if named > below:
                break
            after += 1
        return Head(first, after)

    def _is_place(self, row: int, place: int) -> bool:
        """A row of nothing but a town: it stands between company and position without being either."""
        parts = self._parts_of(row, place)
        return bool(parts) and all(part.kind == "place" for part in parts)

    def _is_lost_head(self, place: int) -> bool:
        """Bare dates below a row that looks like the other jobs' rows of dates: they did not fit into it."""
        anchor = self._anchors[place]
        row = self._rows[anchor.number - 1]
        others = [self._rows[other.number] for other in self._anchors if other.rest]
        is_alike = bool(others) and all(row.looks_like(other) for other in others)
        return not anchor.rest and is_alike and self._is_loud(anchor.number - 1)

    def _may_head(self, number: int) -> bool:
        row = self._rows[number]
        return is_head_row(row) and not (row.text[:2].islower() and not self._is_loud(number))

    def _score(self, place: int, head: Head) -> float:
        number = self._anchors[place].number
        role = company = faint = 0.0
        for row in range(head.first, head.after):
            is_sure = row == number or self._is_loud(row)
            for part in self._parts_of(row, place):
                if part.kind == "role":
                    role = max(role, _ROLE)
                elif part.kind in ("legal", "name") and is_sure:
                    company = max(company, _LEGAL if part.kind == "legal" else _COMPANY)
                elif part.kind in ("legal", "name") and len(part.text.split()) <= _NAME_WORDS:
                    faint = _FAINT_COMPANY
        # What looks like a description is a company only beside a position.
        return (
            role
            + max(company, faint if role else 0.0)
            + sum(self._score_row(row, place) for row in range(head.first, head.after) if row != number)
        )

    def _score_row(self, row: int, place: int) -> float:
        if self._is_loud(row):
            return _LOUD
        return 0.0 if self._is_place(row, place) else _FAINT

    def _is_loud(self, number: int) -> bool:
        return self._rows[number].style != self._body

    def _parts_of(self, row: int, place: int) -> list[Part]:
        if row not in self._parts:
            anchor = self._anchors[place]
            text = anchor.rest if row == anchor.number else self._rows[row].text
            self._parts[row] = read_parts(text)
        return self._parts[row]
