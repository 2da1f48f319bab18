"""Rows as a file: one JSON object a line."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path


def write_rows(file: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """Write a file as a whole: while it is written it has another name, so that none is ever half of one.

    Raises:
        OSError: it can't be written.
    """
    unfinished = file.with_name(f"{file.name}.part")
    try:
        with unfinished.open("w", encoding="utf-8") as lines:
            for row in rows:
                lines.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
