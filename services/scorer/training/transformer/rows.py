"""Rows to train from: a resume, a target, and whether an interview confirmed the claim.

Three shapes are read: `interviews_train.jsonl` ({"vacancy", "resume", "confirmed", ...}), JSONL of contracts
({"resume": Resume, "target": Target, "confirmed": ...}), and the column-oriented training JSON.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from services.parser.structured.training_rows import TrainingRow, read_training_rows
from services.scorer.prompt.fic import write_experience
from services.scorer.rows import CandidateRow
from shared.contracts.resume import Resume
from shared.contracts.target import Target
from shared.errors import InvalidInput
from shared.reference.text import fold

_FINGERPRINT_CHARACTERS = 2_000


class RowsRefusedError(Exception):
    """The rows can't be trained from; the message is a sentence for the person who gave them."""


@dataclass(frozen=True)
class Row:
    """One check of one person.

    Attributes:
        person: who, so that one person never stands on both sides of a split.
        client: for whom: the hiring company, else the vacancy.
    """

    resume: Resume
    target: Target
    confirmed: bool
    person: str
    client: str


class _InterviewRow(CandidateRow):
    confirmed: bool
    candidate_id: str | None = None
    vacancy_id: str | None = None


class _ContractRow(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    resume: Resume
    target: Target = Target()
    confirmed: bool
    person: str | None = None


def read_rows(path: Path) -> list[Row]:
    """All rows of a file; those of the training JSON that say no outcome are left out.

    Raises:
        RowsRefusedError: the file is no rows, or has none that say an outcome.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RowsRefusedError(f"{path.name} can't be read: {error.strerror}") from None
    lines = content.splitlines()
    is_json_lines = len(lines) > 1 and _is_object(lines[0])
    rows = list(_read_lines(lines) if is_json_lines else _read_table(content, path.name))
    if not rows:
        raise RowsRefusedError(f"{path.name} holds no row with an outcome")
    return rows


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _read_lines(lines: list[bytes]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _make_row(json.loads(line, parse_constant=lambda _: None))
            except ValidationError as error:
                places = {".".join(map(str, one["loc"])) for one in error.errors(include_input=False)}
                raise RowsRefusedError(f"line {number} does not fit: {', '.join(sorted(places))}") from None
            except ValueError:
                raise RowsRefusedError(f"line {number} is no JSON") from None


def _make_row(found: dict[str, Any]) -> Row:
    if "target" in found or "source" in found.get("resume", {}):
        said = _ContractRow.model_validate(found)
        return _join(said.resume, said.target, said.confirmed, said.person)
    row = _InterviewRow.model_validate(found)
    return _join(row.as_resume(), row.as_target(), row.confirmed, row.candidate_id, row.vacancy_id)


def _read_table(content: bytes, name: str) -> Iterator[Row]:
    try:
        table = read_training_rows(content)
    except InvalidInput as error:
        raise RowsRefusedError(
            f"{name} is neither JSON lines nor a training table: {error.problem.code}"
        ) from None
    for row in table:
        if row.grade_proof is not None:
            yield _join(row.resume, _name_target(row), row.grade_proof)


def _name_target(row: TrainingRow) -> Target:
    return Target(client_name=row.client_name)


def _join(
    resume: Resume, target: Target, confirmed: bool, person: str | None = None, client: str | None = None
) -> Row:
    vacancy = client or target.client_name or target.vacancy_title or "unknown"
    return Row(resume, target, confirmed, person or fingerprint(resume), fold(vacancy))


def fingerprint(resume: Resume) -> str:
    """Who a resume without an id belongs to: the same words about the same jobs, the same person."""
    words = fold(write_experience(resume))[:_FINGERPRINT_CHARACTERS]
    words = words or fold(f"{resume.position} {resume.skills} {resume.about}")
    return hashlib.sha256(words.encode()).hexdigest()[:16]
