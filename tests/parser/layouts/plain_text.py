"""Writes the parts of a resume as plain text."""

from collections.abc import Sequence

from tests.parser.layouts.content import Part, Row


def write_text(parts: Sequence[Part]) -> bytes:
    """The resume as lines; titles in capitals, so that they stand out without any style."""
    lines: list[str] = []
    for part in parts:
        lines += ["", part.title.upper()] if part.title else []
        lines += [_row_text(row) for row in part.rows]
    return "\n".join(lines).encode()


def _row_text(row: Row) -> str:
    texts = row.cells or tuple(text for text in (row.left, row.text, row.right) if text)
    return "    ".join(texts)
