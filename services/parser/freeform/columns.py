"""Columns of a page: which words are read one after another.

Words of a row are cut into segments at wide gaps; a vertical line that many segments start at and none
crosses divides two columns, where both of them look like columns of their own. Dates beside jobs do not:
they stay in one row. The method is a simple recursive X-Y cut (Nagy, Seth 1984).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import TypeVar

from services.parser.freeform.cells import join_cells
from services.parser.freeform.furniture import drop_furniture
from services.parser.lines import Line, Word
from services.parser.tables.dates import find_range, is_date_piece, is_length
from services.parser.tables.section_titles import find_section, guess_section

_SEGMENT_GAP = 1.6  # of the size
_ROW_TOLERANCE = 3.0
_MIN_STARTS = 4  # segments that must start at a column's left end
_MIN_ROWS = 5
_COLUMN_WIDTH_MIN = 60.0
_MIN_ON_NEXT_PAGE = 1
_SAME_GUTTER = 12.0
_OVERLAP_MAX = 15.0  # points that a left column's line may reach over the gutter, before the right one's
_GUTTER_STEPS = (0.0, 12.0)
_SHARED_ROWS_MAX = 0.5
_ROWS_AROUND = 3
_BETWEEN_SEGMENTS = "|"
_Placed = TypeVar("_Placed", Word, Line, "_Segment")


class _Segment(Line):
    """Words of a row without a wide gap between them; what it can be is found once, for it is asked often."""

    @cached_property
    def is_title(self) -> bool:
        """True for the title of a section."""
        stands_out = self.bold or self.text.isupper()
        return bool(find_section(self.text) or (stands_out and guess_section(self.text)))

    @cached_property
    def is_date(self) -> bool:
        """True for dates, pieces of them, and how long a job lasted."""
        return is_date_piece(self.text) or is_length(self.text)


@dataclass(slots=True)
class _Piece:
    """Rows that are read as two columns, or as one where `gutter` is None."""

    gutter: float | None
    left: list[_Segment] = field(default_factory=list)
    right: list[_Segment] = field(default_factory=list)


def order_columns(words: Sequence[Word]) -> list[list[Line]]:
    """Lines in reading order, as streams: what stands in one stream goes on over lines and pages."""
    pieces: list[_Piece] = []
    segments = drop_furniture(_make_segments(words))
    for _, page in groupby(segments, key=lambda segment: segment.page):
        gutter = pieces[-1].gutter if pieces else None
        for piece in _cut_page([_Segment(one.words) for one in join_cells(list(page))], gutter):
            if not (pieces and (_bridge_overflow(pieces, piece) or _continue_piece(pieces[-1], piece))):
                pieces.append(piece)
    streams = [stream for piece in pieces for stream in (piece.left, piece.right) if stream]
    return [_join_segments(stream) for stream in streams]


def _make_segments(words: Sequence[Word]) -> list[Line]:
    segments: list[list[Word]] = []
    for row in _group_rows(words):
        for word in sorted(row, key=lambda word: word.x0):
            above = segments[-1][-1] if segments else None
            is_near = (
                above is not None
                and 0 <= word.x0 - above.x1 + 2 * word.size <= (2 + _SEGMENT_GAP) * word.size
            )
            if above is not None and is_near and abs(above.y - word.y) <= _ROW_TOLERANCE:
                segments[-1].append(word)
            else:
                segments.append([word])
    return [Line(tuple(segment)) for segment in segments]


def _group_rows(parts: Sequence[_Placed]) -> list[list[_Placed]]:
    rows: list[list[_Placed]] = []
    page, y = -1, 0.0  # of the row's first part
    for part in sorted(parts, key=lambda part: (part.page, part.y)):
        if rows and part.page == page and part.y - y <= _ROW_TOLERANCE:
            rows[-1].append(part)
        else:
            rows.append([part])
            page, y = part.page, part.y
    return rows


def _join_segments(segments: Sequence[_Segment]) -> list[Line]:
    """Rows of a stream as lines; a bar marks the wide gap between two segments."""
    lines: list[Line] = []
    # A stream may hold several columns' pages, and pages follow each other: rows are made a page at a time.
    for row in _group_rows(segments):
        words: list[Word] = []
        parts = sorted(row, key=lambda segment: segment.x0)
        while len(parts) > 1 and parts[0].is_title:  # a title in the margin, beside its text
            lines.append(parts.pop(0))
        for segment in parts:
            if words:
                last = words[-1]
                words.append(Word(_BETWEEN_SEGMENTS, last.x1, last.x1, last.y, last.size, page=last.page))
            words += segment.words
        if any(character.isalnum() for word in words for character in word.text):
            lines.append(Line(tuple(words)))
    return lines


def _cut_page(segments: Sequence[_Segment], gutter_above: float | None = None) -> list[_Piece]:
    rows = _group_rows(segments)
    runs = [run for x in _find_gutters(segments) for run in _runs_without_crossing(rows, x)]
    found = _go_on_from_top(rows, gutter_above) if gutter_above else None
    found = found or max(runs, key=lambda run: run[1] - run[0], default=None)
    if found is None:
        return [_Piece(None, left=[segment for row in rows for segment in row])] if rows else []
    start, end, x = found
    inside = [segment for row in rows[start:end] for segment in row]
    piece = _Piece(x, [part for part in inside if part.x0 < x], [part for part in inside if part.x0 >= x])
    above = [segment for row in rows[:start] for segment in row]
    below = [segment for row in rows[end:] for segment in row]
    return [*_cut_page(above), piece, *_cut_page(below)]


def _find_gutters(segments: Sequence[_Segment]) -> list[float]:
    starts = Counter(round(segment.x0 / 3) for segment in segments)
    leftmost = min((segment.x0 for segment in segments), default=0.0)
    often = (3.0 * start - 3 for start, count in starts.items() if count >= _MIN_STARTS)
    titles = (segment.x0 - 3 for segment in segments if segment.is_title)
    # Centred lines begin a little left of where most lines of their column do.
    found = {3.0 * round((x - step) / 3) for x in {*often, *titles} for step in _GUTTER_STEPS}
    return sorted(x for x in found if x > leftmost + _COLUMN_WIDTH_MIN)


def _runs_without_crossing(rows: Sequence[Sequence[_Segment]], x: float) -> list[tuple[int, int, float]]:
    runs = []
    start = 0
    for number, row in enumerate([*rows, None]):
        if row is not None and (not _crosses(row, x) or _is_overflow(rows, start, number, x)):
            continue
        if number - start >= _MIN_ROWS:
            end = _end_columns(rows, start, number, x)
            run = [segment for found in rows[start:end] for segment in found]
            if end - start >= _MIN_ROWS and _are_columns(run, x):
                runs.append((start, end, x))
        start = number + 1
    return runs


def _is_overflow(rows: Sequence[Sequence[_Segment]], start: int, number: int, x: float) -> bool:
    """One line too long for its column, such as a link, between rows that keep to theirs."""
    around = [
        *rows[max(start, number - _ROWS_AROUND) : number],
        *rows[number + 1 : number + 1 + _ROWS_AROUND],
    ]
    has_both = number - start >= _ROWS_AROUND and len(rows) - number > _ROWS_AROUND
    return has_both and len(rows[number]) == 1 and not any(_crosses(row, x) for row in around)


def _crosses(row: Sequence[_Segment], x: float) -> bool:
    """A left column's longest line may reach over the gutter a little, before what stands on the right."""
    over = [part for part in row if part.x0 < x < part.x1]
    if not over:
        return False
    reach = min((part.x0 - x for part in row if part.x0 >= x), default=_OVERLAP_MAX)
    return any(x < part.x1 - min(reach, _OVERLAP_MAX) for part in over)


def _end_columns(rows: Sequence[Sequence[_Segment]], start: int, end: int, x: float) -> int:
    """Where two columns end: at a title on the left below which nothing but dates stands on the right."""
    starts = Counter(round(part.x0) for row in rows[start:end] for part in row if part.x0 >= x)
    left_end = starts.most_common(1)[0][0] if starts else x
    last = max(
        (
            number
            for number in range(start, end)
            if any(part.x0 >= x and _is_of_column(part, left_end) for part in rows[number])
        ),
        default=end,
    )
    below = (number for number in range(last + 1, end) if any(part.is_title for part in rows[number]))
    return next(below, end)


def _is_of_column(part: _Segment, left_end: float) -> bool:
    """Dates that begin where the column does are of it; others may stand at the right of one wide column."""
    return not find_range(part.text) or abs(part.x0 - left_end) <= _ROW_TOLERANCE


def _go_on_from_top(rows: Sequence[Sequence[_Segment]], x: float) -> tuple[int, int, float] | None:
    """Columns of the page above need no titles to go on, only text on both sides."""
    end = next((number for number, row in enumerate(rows) if _crosses(row, x)), len(rows))
    inside = [part for row in rows[:end] for part in row]
    right = sum(1 for part in inside if part.x0 >= x)
    has_both = min(right, len(inside) - right) >= _MIN_ON_NEXT_PAGE
    return (0, end, x) if has_both else None


def _are_columns(segments: Sequence[_Segment], x: float) -> bool:
    left = [segment for segment in segments if segment.x0 < x]
    right = [segment for segment in segments if segment.x0 >= x]
    if min(len(left), len(right)) < _MIN_STARTS:
        return False
    if any(_are_dates(side) for side in (left, right)):
        return False
    titles = [sum(1 for part in side if part.is_title) for side in (left, right)]
    if all(titles):
        return True
    shared = sum(1 for part in left if any(abs(part.y - other.y) <= _ROW_TOLERANCE for other in right))
    return any(titles) and shared < _SHARED_ROWS_MAX * min(len(left), len(right))


def _are_dates(segments: Sequence[_Segment]) -> bool:
    """A column of nothing but dates and titles belongs to the text beside it."""
    dates = sum(1 for part in segments if part.is_date)
    return 2 * dates > sum(1 for part in segments if not part.is_title)


def _bridge_overflow(pieces: list[_Piece], piece: _Piece) -> bool:
    """Go on with two columns that a line too long for its column has cut in two."""
    if len(pieces) < 2 or piece.gutter is None:
        return False
    above, between = pieces[-2:]
    is_one_line = between.gutter is None and len(between.left) == 1
    if not is_one_line or above.gutter is None or abs(above.gutter - piece.gutter) > _SAME_GUTTER:
        return False
    if between.left[0].page != piece.left[0].page:
        return False
    column = above.left if between.left[0].x0 < above.gutter else above.right
    column += between.left
    pieces.pop()
    return _continue_piece(above, piece)


def _continue_piece(above: _Piece, piece: _Piece) -> bool:
    """Go on with the columns above, on the next page too; False where the piece stands for itself."""
    if above.gutter is None:
        if piece.gutter is None:
            above.left += piece.left
        return piece.gutter is None
    if piece.gutter is None:
        return _continue_one_column(above, piece.left)
    if abs(piece.gutter - above.gutter) > _SAME_GUTTER:
        return False
    above.left += piece.left
    above.right += piece.right
    return True


def _continue_one_column(above: _Piece, segments: list[_Segment]) -> bool:
    gutter = above.gutter or 0.0
    if all(segment.x1 < gutter for segment in segments):
        above.left += segments
        return True
    if all(segment.x0 >= gutter for segment in segments):
        above.right += segments
        return True
    return False
