"""Rows to train from: a resume, a target, and whether an interview confirmed the claim.

Three shapes are read: `interviews_train.jsonl` ({"vacancy", "resume", "confirmed", ...}), JSONL of contracts
({"resume": Resume, "target": Target, "confirmed": ...}), and the training table, as columns or a row a line.
"""

import codecs
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from services.parser.structured.training_rows import read_training_rows
from services.scorer.rows import CandidateRow
from shared.contracts.resume import Resume
from shared.contracts.target import Target
from shared.errors import InvalidInput
from shared.reference.text import fold

_FINGERPRINT_CHARACTERS = 2_000
_CANDIDATE_KEYS = frozenset({"resume", "vacancy", "target"})
"""What marks a line of the first two shapes."""


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
    lines = content.removeprefix(codecs.BOM_UTF8).splitlines()
    has_candidates = any(map(_is_candidate, lines[:1]))
    rows = list(_read_lines(lines) if has_candidates else _read_table(content, path.name))
    if not rows:
        raise RowsRefusedError(f"{path.name} holds no row with an outcome")
    return rows


def _is_candidate(line: bytes) -> bool:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and bool(_CANDIDATE_KEYS & found.keys())


def _read_lines(lines: list[bytes]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _make_row(json.loads(line, parse_constant=lambda _: None))
            except ValidationError as error:
                raise RowsRefusedError(f"line {number} does not fit: {_name_places(error)}") from None
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
    for number, row in enumerate(table, start=1):
        if row.grade_proof is not None:
            try:
                yield _join(row.resume, row.target, row.grade_proof)
            except ValidationError as error:
                raise RowsRefusedError(f"row {number} does not fit: {_name_places(error)}") from None


def _name_places(error: ValidationError) -> str:
    places = {".".join(map(str, one["loc"])) for one in error.errors(include_input=False)}
    return ", ".join(sorted(places))


def _join(
    resume: Resume, target: Target, confirmed: bool, person: str | None = None, client: str | None = None
) -> Row:
    vacancy = client or target.client_name or target.vacancy_title or "unknown"
    return Row(resume, target, confirmed, person or fingerprint(resume), fold(vacancy))


def fingerprint(resume: Resume) -> str:
    """Who a resume without an id belongs to: the same words about the same jobs, the same person."""
    told = (
        f"{job.company} {job.position} {job.start} {job.end} {job.description}" for job in resume.experience
    )
    words = fold("\n".join(told))[:_FINGERPRINT_CHARACTERS]
    words = words or fold(f"{resume.position} {resume.skills} {resume.about}")
    return hashlib.sha256(words.encode()).hexdigest()[:16]
