"""Lines that the end of a column has cut, told by whether the next word would still have fitted."""

from collections.abc import Callable, Sequence

from services.parser.lines import Line

_SPACE = 0.25  # of the size
_CLOSE = 1.9  # of the size: how far below the next line of a paragraph stands
_SAME_SIZE = 0.6


def is_next_line(above: Line, line: Line) -> bool:
    """True for a line of the same weight and size just below another one."""
    is_close = 0 < line.y - above.y < _CLOSE * line.size and above.page == line.page
    return is_close and above.bold == line.bold and abs(above.size - line.size) < _SAME_SIZE


def is_full(above: Line, line: Line, right: float) -> bool:
    """True where the first word of a line would not have fitted into the line above.

    Args:
        above: the upper line.
        line: the line below it.
        right: the right end of their column in points.
    """
    first = line.words[0]
    return above.x1 + _SPACE * line.size + first.x1 - first.x0 > right


def join_full_lines(lines: Sequence[Line], right: float, goes_on: Callable[[str, str], bool]) -> list[Line]:
    """Lines of one paragraph as one line, where `goes_on` says so of the texts of two full lines."""
    joined: list[Line] = []
    above: Line | None = None
    for line in lines:
        is_cut = above is not None and is_next_line(above, line) and is_full(above, line, right)
        if is_cut and goes_on(joined[-1].text, line.text):
            joined[-1] = Line((*joined[-1].words, *line.words))
        else:
            joined.append(line)
        above = line
    return joined
