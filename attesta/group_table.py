"""Reads the people that are compared by group, and writes what came of it."""

import csv
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from io import StringIO
from itertools import combinations
from pathlib import Path
from statistics import median
from types import MappingProxyType

from attesta.group_rates import NOT_STATED, Comparison
from shared.errors import InvalidInput
from shared.reference.problems import problem

_OUTCOMES = MappingProxyType(
    {
        **dict.fromkeys(("1", "1.0", "true", "yes", "да", "selected", "confirmed"), True),
        **dict.fromkeys(("0", "0.0", "false", "no", "нет", "not selected", "not confirmed"), False),
    }
)
_NOTHING = frozenset({"", "nan", "none", "null", "na", "-", "—"})
_MOST_GROUPS = 60
_MOST_NAMED = 5
_CROSS = " × "

Row = tuple[int, list[str]]
"""Its line in the file and its cells."""


@dataclass(frozen=True)
class GroupTable:
    """The people of a table.

    Attributes:
        groups: for each column, the group of each person.
        selected: whether each person was.
        left_out: how many had no outcome.
        rule: in words, who counts as selected.
    """

    groups: dict[str, list[str]]
    selected: list[bool]
    left_out: int
    rule: str

    @property
    def people(self) -> int:
        """How many are compared."""
        return len(self.selected)

    def list_groupings(self) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
        """Each column, then each two crossed, with group and selection of each person."""
        for name, groups in self.groups.items():
            yield name, list(zip(groups, self.selected, strict=True))
        for (one, ones), (other, others) in combinations(self.groups.items(), 2):
            crossed = (_CROSS.join(pair) for pair in zip(ones, others, strict=True))
            yield f"{one}{_CROSS}{other}", list(zip(crossed, self.selected, strict=True))


def read_table(
    source: Path, by: Sequence[str], outcome: str | None, probability: str | None, threshold: float | None
) -> GroupTable:
    """Read a CSV table; its delimiter is found by its header.

    Raises:
        InvalidInput: `file_not_unicode`, `damaged_table`, `empty_table`, `unknown_column`, `invalid_cells`,
            `too_many_groups`, `no_outcomes`.
        OSError: the file can't be read.
    """
    header, rows = _read_rows(source)
    asked = outcome or probability or ""
    for column in (*by, asked):
        if column not in header:
            raise InvalidInput(problem("unknown_column", column=column, columns=", ".join(header)))
    place = header.index(asked)
    kept = [row for row in rows if _read_cell(row, place).casefold() not in _NOTHING]
    if not kept:
        raise InvalidInput(problem("no_outcomes", column=asked))
    told = [(line, _read_cell((line, cells), place)) for line, cells in kept]
    if outcome:
        selected, rule = _read_outcomes(told, outcome), f"{outcome} is true"
    else:
        selected, rule = _read_scores(told, asked, threshold)
    groups = {column: _read_groups(kept, column, header.index(column)) for column in dict.fromkeys(by)}
    return GroupTable(groups, selected, len(rows) - len(kept), rule)


def write_comparisons(target: Path, comparisons: Sequence[Comparison]) -> None:
    """Write the figures: as JSON for a name that ends so, else as CSV with a line for each group."""
    if target.suffix.casefold() == ".json":
        text = json.dumps([asdict(one) for one in comparisons], ensure_ascii=False, indent=2)
        target.write_text(text + "\n", encoding="utf-8")
        return
    bounds = ("rate", "rate_low", "rate_high", "impact_ratio", "impact_ratio_low", "impact_ratio_high")
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("by", "group", "people", "selected", *bounds, "is_reference", "verdict"))
        for comparison in comparisons:
            for group in comparison.groups:
                ratio = group.impact_ratio or ("", "", "")
                start = (comparison.by, group.name, group.people, group.selected)
                writer.writerow((*start, *group.rate, *ratio, group.is_reference, group.verdict))


def _read_rows(source: Path) -> tuple[list[str], list[Row]]:
    try:
        text = source.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(problem("file_not_unicode")) from error
    first = text.partition("\n")[0]
    # Strict: a quote that is not closed would swallow the rows behind it.
    reader = csv.reader(StringIO(text), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        rows = [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as error:
        raise InvalidInput(problem("damaged_table", line=reader.line_num)) from error
    if len(rows) < 2:
        raise InvalidInput(problem("empty_table"))
    return [name.strip() for name in rows[0][1]], rows[1:]


def _read_cell(row: Row, place: int) -> str:
    """A cell; empty in a row that ends before it."""
    return row[1][place].strip() if place < len(row[1]) else ""


def _read_outcomes(told: Sequence[tuple[int, str]], column: str) -> list[bool]:
    found = [_OUTCOMES.get(cell.casefold()) for _, cell in told]
    wrong = [line for (line, _), one in zip(told, found, strict=True) if one is None]
    _refuse_cells(wrong, column, "1/0, yes/no, да/нет")
    return [bool(one) for one in found]


def _read_scores(
    told: Sequence[tuple[int, str]], column: str, threshold: float | None
) -> tuple[list[bool], str]:
    scores = [_read_number(cell) for _, cell in told]
    wrong = [line for (line, _), score in zip(told, scores, strict=True) if not math.isfinite(score)]
    _refuse_cells(wrong, column, "0.42")
    if threshold is not None:
        return [score >= threshold for score in scores], f"{column} ≥ {threshold:g}"
    middle = median(scores)
    return [score > middle for score in scores], f"{column} > {middle:g}, the median"


def _read_number(cell: str) -> float:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return math.nan


def _refuse_cells(lines: Sequence[int], column: str, expected: str) -> None:
    """Name the lines of the file; never what they hold."""
    if lines:
        named = ", ".join(map(str, lines[:_MOST_NAMED]))
        where = named if len(lines) <= _MOST_NAMED else f"{named} … ({len(lines)})"
        raise InvalidInput(problem("invalid_cells", column=column, where=where, expected=expected))


def _read_groups(rows: Sequence[Row], column: str, place: int) -> list[str]:
    cells = [_read_cell(row, place) for row in rows]
    groups = [NOT_STATED if cell.casefold() in _NOTHING else cell for cell in cells]
    if len(set(groups)) > _MOST_GROUPS:
        # A column of names or of numbers is no column of groups, and its values are nobody's business here.
        raise InvalidInput(problem("too_many_groups", column=column, limit=_MOST_GROUPS))
    return groups
