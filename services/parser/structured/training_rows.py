"""The training format: a table of candidates with the outcome of their grade check.

Columns are `position`, `age`, `city`, `country`, `key_skills`, `work_experience`, `salary` and, about the
check, `client_name` and `grade_proof`. The table comes as columns of cells by row number, as pandas writes
it, as columns that are lists, as a list of rows, as a row a line, or as one row. A cell may be missing, null
or NaN. `salary` is what somebody noted: an amount, a grade, both or neither.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from services.parser.readers.text import require_text
from services.parser.structured.load import clean_strings, fit_fields, load_json
from services.parser.structured.work_blocks import read_work_blocks
from shared.contracts.base import Contract
from shared.contracts.document import DocumentKind
from shared.contracts.resume import Resume, ResumeSource, SalaryExpectation
from shared.contracts.target import Target
from shared.errors import InvalidInput
from shared.reference.grades import stated_grade
from shared.reference.pay_text import find_pay
from shared.reference.problems import problem

_TELLING_COLUMNS = frozenset({"work_experience", "key_skills", "client_name", "grade_proof"})
_COLUMNS = _TELLING_COLUMNS | {"position", "age", "city", "country", "salary"}
_BETWEEN_SKILLS = re.compile(r"\s*[,;\n|•]\s*(?![^(]*\))")
_NUMBER = re.compile(r"\d[\d\s\u00a0]*(?:[.,]\d+)?")
_MOST_THOUSANDS = 1_000
"""Fewer roubles a month than this are thousands of them."""
_MOST_SALARY_LETTERS = 300
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
    salary_text: str | None = None

    @property
    def target(self) -> Target:
        """What the grade was checked for: the table has no vacancy beside the position.

        Raises:
            pydantic.ValidationError: the client's name or the position is too long for a target.
        """
        return Target(
            client_name=self.client_name,
            grade=stated_grade(self.salary_text),
            salary_text=self.salary_text,
            vacancy_title=self.resume.position,
        )


def read_training_rows(content: bytes) -> tuple[TrainingRow, ...]:
    """Read all rows of a table; the public entry for tools that train on it.

    Raises:
        InvalidInput: `damaged_document` for no JSON, `not_a_resume` for another table,
            `invalid_resume_fields` for cells that don't fit.
    """
    rows = load_rows(require_text(content))
    if rows is None:
        raise InvalidInput(problem("not_a_resume"))
    return tuple(read_row(row) for row in rows)


def load_rows(text: str) -> list[Row] | None:
    """Rows of a file's text, None where it is no table of this format.

    Raises:
        InvalidInput: `damaged_document` for no JSON.
    """
    rows = _find_row_lines(text)
    return find_rows(load_json(text)) if rows is None else rows


def _find_row_lines(text: str) -> list[Row] | None:
    """The rows of a text that has one on each line; None for another text."""
    rows: list[Row] = []
    for line in filter(str.strip, text.splitlines()):
        try:
            row = clean_strings(json.loads(line))
        except (ValueError, RecursionError):
            return None
        if not isinstance(row, dict) or not _TELLING_COLUMNS & row.keys():
            return None
        rows.append(row)
    return rows if len(rows) > 1 else None  # a single line may be a table of columns


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
    salary_text = _read_text(given.get("salary"))
    found = {
        "position": _read_text(given.get("position")),
        "age": _read_number(given.get("age")),
        "city": _read_text(given.get("city")),
        "skills": _read_skills(given.get("key_skills")),
        "experience": read_work_blocks(given.get("work_experience")),
        "salary_expectation": _read_salary(salary_text) if salary_text else None,
        "source": ResumeSource(kind=DocumentKind.JSON),
    }
    return TrainingRow(
        resume=fit_fields(Resume, found),
        client_name=_read_text(given.get("client_name")),
        grade_proof=_VERDICTS.get(str(given.get("grade_proof", "")).strip().casefold()),
        salary_text=salary_text[:_MOST_SALARY_LETTERS] if salary_text else None,
    )


def _is_nothing(value: Any) -> bool:
    if isinstance(value, float) and not math.isfinite(value):
        return True
    return value is None or (isinstance(value, str) and value.strip().casefold() in _NO_VALUES)


def _read_text(value: Any) -> str | None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or None if isinstance(value, str | int | float) else None


def _read_number(value: Any) -> int | None:
    """A whole number, also out of '32 года' and 32.0; None where there is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return round(value)
    found = _NUMBER.search(value) if isinstance(value, str) else None
    return round(float(re.sub(r"\s", "", found[0]).replace(",", "."))) if found else None


def _read_salary(text: str) -> SalaryExpectation | None:
    """The pay that a note states, a month; in roubles where no currency is named, as everywhere here.

    "Минимум 200 (net), комфорт 250" is 200 000 roubles, "Грейд 2" is no pay.
    """
    found = find_pay(f"Зарплата: {text}")
    if found is None or found.stated.period not in (None, "month"):
        return None
    amount = found.stated.low or found.stated.high or 0
    currency = (found.stated.currency or "RUB").partition("/")[0]
    if currency == "RUB" and amount < _MOST_THOUSANDS:
        amount *= 1000
    return SalaryExpectation(amount=round(amount), currency=currency)


def _read_skills(value: Any) -> tuple[str, ...]:
    parts: Sequence[Any] = _BETWEEN_SKILLS.split(value) if isinstance(value, str) else value or ()
    if not isinstance(parts, list):
        return ()
    skills = (part.strip(" .\t\r\n") for part in parts if isinstance(part, str))
    return tuple(dict.fromkeys(skill for skill in skills if skill))
