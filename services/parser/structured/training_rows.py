"""The training format: a table of candidates with the outcome of their grade check.

Columns are `position`, `age`, `city`, `country`, `key_skills`, `work_experience`, `salary` and, about the
check, `client_name` and `grade_proof`. The table comes as columns of cells by row number, as pandas writes
it, as columns that are lists, as a list of rows, or as one row. A cell may be missing, null or NaN.
"""

import math
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from services.parser.readers.text import require_text
from services.parser.structured.load import fit_fields, load_json
from services.parser.structured.work_blocks import read_work_blocks
from services.parser.tables.labels import find_currency
from shared.contracts.base import Contract
from shared.contracts.document import DocumentKind
from shared.contracts.resume import Resume, ResumeSource, SalaryExpectation
from shared.errors import InvalidInput
from shared.reference.problems import problem

_TELLING_COLUMNS = frozenset({"work_experience", "key_skills", "client_name", "grade_proof"})
_COLUMNS = _TELLING_COLUMNS | {"position", "age", "city", "country", "salary"}
_BETWEEN_SKILLS = re.compile(r"\s*[,;\n|•]\s*(?![^(]*\))")
_AMOUNT = re.compile(r"\d[\d\s\u00a0]*(?:[.,]\d+)?")
_NO_VALUES = ("", "nan", "none", "null", "-", "—")
_VERDICTS = MappingProxyType(
    {
        **dict.fromkeys(("1", "1.0", "true", "yes", "да", "подтвержден", "подтверждён", "confirmed"), True),
        **dict.fromkeys(
            ("0", "0.0", "false", "no", "нет", "не подтвержден", "не подтверждён", "not confirmed"), False
        ),
    }
)

Row = Mapping[str, Any]


class TrainingRow(Contract):
    """One candidate: the resume, for which client it was checked, and whether the grade was confirmed."""

    resume: Resume
    client_name: str | None = None
    grade_proof: bool | None = None
    salary: int | None = None


def read_training_rows(content: bytes) -> tuple[TrainingRow, ...]:
    """Read all rows of a table; the public entry for tools that train on it.

    Raises:
        InvalidInput: `damaged_document` for no JSON, `not_a_resume` for another table,
            `invalid_resume_fields` for cells that don't fit.
    """
    table = load_json(require_text(content))
    rows = find_rows(table)
    if rows is None:
        raise InvalidInput(problem("not_a_resume"))
    return tuple(read_row(row) for row in rows)


def find_rows(table: Any) -> list[Row] | None:
    """Rows of a loaded table, None where it is no table of this format."""
    if isinstance(table, list):
        is_table = bool(table) and all(
            isinstance(row, dict) and _TELLING_COLUMNS & row.keys() for row in table
        )
        return table if is_table else None
    if not isinstance(table, dict) or not _TELLING_COLUMNS & table.keys():
        return None
    columns = {name: cells for name, cells in table.items() if name in _COLUMNS}
    if all(isinstance(cells, dict) for cells in columns.values()):
        numbers = dict.fromkeys(number for cells in columns.values() for number in cells)
        return [{name: cells.get(number) for name, cells in columns.items()} for number in numbers]
    if all(isinstance(cells, list) for name, cells in columns.items() if name in ("position", "age", "city")):
        return _rows_of_lists(columns)
    return [columns]


def _rows_of_lists(columns: Mapping[str, Any]) -> list[Row]:
    """Rows of columns that are lists; without a column of single values a list is one cell of several."""
    lists = {name: cells for name, cells in columns.items() if isinstance(cells, list)}
    if not lists.keys() & {"position", "age", "city"}:
        return [columns]
    count = max(map(len, lists.values()))
    return [
        {name: cells[number] for name, cells in lists.items() if number < len(cells)}
        for number in range(count)
    ]


def read_row(row: Row) -> TrainingRow:
    """Read one row.

    Raises:
        InvalidInput: `invalid_resume_fields`.
    """
    given = {name: value for name, value in row.items() if not _is_nothing(value)}
    salary = _read_salary(given.get("salary"))
    found = {
        "position": _read_text(given.get("position")),
        "age": _read_number(given.get("age")),
        "city": _read_text(given.get("city")),
        "skills": _read_skills(given.get("key_skills")),
        "experience": read_work_blocks(given.get("work_experience")),
        "salary_expectation": salary,
        "source": ResumeSource(kind=DocumentKind.JSON),
    }
    return TrainingRow(
        resume=fit_fields(Resume, found),
        client_name=_read_text(given.get("client_name")),
        grade_proof=_VERDICTS.get(str(given.get("grade_proof", "")).strip().casefold()),
        salary=salary.amount if salary else None,
    )


def _is_nothing(value: Any) -> bool:
    if isinstance(value, float) and not math.isfinite(value):
        return True
    return value is None or (isinstance(value, str) and value.strip().casefold() in _NO_VALUES)


def _read_text(value: Any) -> str | None:
    return str(value).strip() or None if isinstance(value, str | int | float) else None


def _read_number(value: Any) -> int | None:
    """A whole number, also out of '32 года' and 32.0; None where there is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return round(value)
    found = _AMOUNT.search(value) if isinstance(value, str) else None
    return round(float(re.sub(r"\s", "", found[0]).replace(",", "."))) if found else None


def _read_salary(value: Any) -> SalaryExpectation | None:
    """An amount a month; in roubles where no currency is named, as everywhere in this format."""
    amount = _read_number(value)
    if amount is None or amount <= 0:
        return None
    currency = find_currency(_AMOUNT.sub("", value, count=1)) if isinstance(value, str) else None
    return SalaryExpectation(amount=amount, currency=currency or "RUB")


def _read_skills(value: Any) -> tuple[str, ...]:
    parts: Sequence[Any] = _BETWEEN_SKILLS.split(value) if isinstance(value, str) else value or ()
    if not isinstance(parts, list):
        return ()
    skills = (part.strip(" .\t\r\n") for part in parts if isinstance(part, str))
    return tuple(dict.fromkeys(skill for skill in skills if skill))
