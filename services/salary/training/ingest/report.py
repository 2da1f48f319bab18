"""The report of a run: what was read, dropped, corrected and filled, by source. It quotes no text."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from services.salary.training.ingest.outcome import Tally
from services.salary.training.ingest.vacancy import Vacancy

_GROUPS = ("read", "dropped", "unpriced", "corrected", "checked", "filled", "missing", "model", "kept")
_SHOWN_SOURCES = 40


def make_report(tally: Tally, kept: Sequence[Vacancy], seconds: float) -> dict[str, object]:
    """The report as JSON: group -> what -> count, the same by source, and examples by id."""
    totals: dict[str, dict[str, int]] = {}
    sources: dict[str, dict[str, int]] = {}
    for note, by_source in sorted(tally.notes.items()):
        group, _, what = note.partition(": ")
        totals.setdefault(group, {})[what or "rows"] = by_source.total()
        for source, count in sorted(by_source.items()):
            sources.setdefault(source, {})[note] = count
    read = totals.get("read", {}).get("rows", 0)
    return {
        "seconds": round(seconds, 1),
        "rows_per_second": round(read / seconds) if seconds else None,
        **{group: totals.get(group, {}) for group in _GROUPS},
        "priced_by_year": dict(
            sorted(Counter(row.month // 12 for row in kept if row.pay and row.month).items())
        ),
        "by_source": sources,
        "examples": dict(tally.examples),
    }


def write_report(file: Path, report: dict[str, object]) -> None:
    """Write the report as JSON, its folder too."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        json.dumps(report, ensure_ascii=False, indent=1, sort_keys=False) + "\n", encoding="utf-8"
    )


def list_lines(tally: Tally) -> Iterator[str]:
    """The report in short, for the terminal."""
    for group in _GROUPS:
        notes = {note: counts for note, counts in tally.notes.items() if note.partition(": ")[0] == group}
        parts = [
            f"{note.partition(': ')[2] or 'rows'} {counts.total():,}"
            for note, counts in sorted(notes.items(), key=lambda item: -item[1].total())
        ]
        if parts:
            yield f"{group + ':':11}{'; '.join(parts)}"
    yield f"{'source':28}{'read':>8}{'priced':>8}{'no pay':>8}"
    read, priced, unpriced = (tally.notes[name] for name in ("read", "kept: priced", "kept: without pay"))
    for source, count in read.most_common(_SHOWN_SOURCES):
        yield f"{source:28}{count:>8,}{priced[source]:>8,}{unpriced[source]:>8,}"
