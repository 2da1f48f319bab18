"""Wrapped lines joined to the paragraphs that the person wrote."""

from collections.abc import Sequence

from services.parser.lines import Line

_LINE_STEP = 1.7  # of the size: a larger step down means an empty line
_SPACE = 0.28  # of the size
_BULLETS = ("-", "–", "—", "•", "·", "+", "*", "▪", "●")


def join_paragraphs(lines: Sequence[Line], right_x: float) -> str:
    """The text of one cell: a line goes on in the next one where its first word would not have fit.

    Args:
        lines: lines of the cell, in order.
        right_x: how far to the right lines of the document run.
    """
    text = ""
    for number, line in enumerate(lines):
        if number:
            text += _joint(lines[number - 1], line, right_x)
        text += line.text
    return text.strip()


def _joint(above: Line, line: Line, right_x: float) -> str:
    if above.page == line.page and line.y - above.y > _LINE_STEP * line.size:
        return "\n\n"
    first = line.words[0]
    does_not_fit = above.x1 + _SPACE * line.size + (first.x1 - first.x0) > right_x
    return " " if does_not_fit and not first.text.startswith(_BULLETS) else "\n"


def join_wrapped(lines: Sequence[Line]) -> str | None:
    """One value that may be wrapped, such as a long company name."""
    return " ".join(line.text for line in lines) or None
