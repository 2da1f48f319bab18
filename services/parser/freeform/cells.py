"""Texts that a narrow column has cut into several lines: dates and titles made whole again."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from services.parser.lines import Line
from services.parser.tables.dates import is_date_piece, join_date_pieces
from services.parser.tables.section_titles import find_section

_SAME_EDGE = 4.0
_NEXT_LINE = 1.9  # of the size: how far below the next line of a cell stands
_MOST_LINES = 4
_TITLE_PIECE_MAX = 24


def join_cells(segments: Sequence[Line]) -> list[Line]:
    """Segments with wrapped dates and titles as one segment, at the place of its first line."""
    joined = _join_those(segments, is_date_piece, join_date_pieces)
    return _join_those(joined, _may_be_piece_of_title, _count_title_lines)


def _join_those(
    segments: Sequence[Line], is_piece: Callable[[str], bool], count_joined: Callable[[Sequence[str]], int]
) -> list[Line]:
    pieces = sorted((one for one in segments if is_piece(one.text)), key=lambda one: one.place)
    used: set[int] = set()
    whole: dict[int, Line] = {}
    for number, first in enumerate(pieces):
        if id(first) in used:
            continue
        cell = _find_cell(first, pieces[number + 1 :])
        count = count_joined([piece.text for piece in cell]) if len(cell) > 1 else 0
        if count > 1:
            used |= {id(piece) for piece in cell[:count]}
            whole[id(first)] = _join_lines(cell[:count])
    return [whole.get(id(one), one) for one in segments if id(one) not in used or id(one) in whole]


def _find_cell(first: Line, below: Sequence[Line]) -> list[Line]:
    """The pieces that stand one below another at the same left, right or middle."""
    cell = [first]
    for piece in below:
        above = cell[-1]
        if (
            piece.page != above.page
            or piece.y - above.y > _NEXT_LINE * above.size
            or len(cell) == _MOST_LINES
        ):
            break
        if piece.y > above.y + 1 and _is_same_column(above, piece) and above.bold == piece.bold:
            cell.append(piece)
    return cell


def _is_same_column(above: Line, piece: Line) -> bool:
    middles = abs(above.x0 + above.x1 - piece.x0 - piece.x1) / 2
    edges = (abs(above.x0 - piece.x0), abs(above.x1 - piece.x1), middles)
    return min(edges) <= _SAME_EDGE and abs(above.size - piece.size) <= 1


def _join_lines(lines: Sequence[Line]) -> Line:
    y = lines[0].y
    return Line(tuple(replace(word, y=y) for line in lines for word in line.words))


def _may_be_piece_of_title(text: str) -> bool:
    return len(text) <= _TITLE_PIECE_MAX and not any(letter.isdigit() or letter in ",.;|" for letter in text)


def _count_title_lines(texts: Sequence[str]) -> int:
    """How many lines make a title that none of them is alone."""
    if find_section(texts[0]):
        return 0
    return next((count for count in (2, 3) if find_section(" ".join(texts[:count]))), 0)
