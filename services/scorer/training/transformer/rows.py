"""Rows to train from: a resume, a target, and whether an interview confirmed the claim.

Three shapes are read: `interviews_train.jsonl` ({"vacancy", "resume", "confirmed", ...}), contracts
({"resume": Resume, "target": Target, "confirmed": ...}), both an object a line or as a list, and the training
table, as columns or a row a line. Rows that say no outcome are left out.
"""

import codecs
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from services.parser.structured.training_rows import read_training_rows
from services.scorer.rows import CandidateRow
from services.scorer.training.transformer.people import key_person, name_people
from services.scorer.training.transformer.refusal import TrainingRefusedError
from shared.contracts.resume import Resume
from shared.contracts.target import Target
from shared.errors import InvalidInput
from shared.reference.problems import name_misfits
from shared.reference.text import fold

_CANDIDATE_KEYS = frozenset({"resume", "vacancy", "target"})
"""What marks an object of the first two shapes."""


@dataclass(frozen=True)
class Row:
    """One check of one person.

    Attributes:
        person: who, by the id that is given or the words of the resume, so that one person never stands on
            both sides of a split.
        client: for whom: the hiring company, else the vacancy.
    """

    resume: Resume
    target: Target
    confirmed: bool
    person: str
    client: str


class _InterviewRow(CandidateRow):
    confirmed: bool | None
    candidate_id: str | None = None
    vacancy_id: str | None = None


class _ContractRow(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    resume: Resume
    target: Target = Target()
    confirmed: bool | None
    person: str | None = None


def read_rows(path: Path) -> list[Row]:
    """All rows of a file that say an outcome.

    Raises:
        TrainingRefusedError: the file holds no rows, or none that say an outcome.
    """
    try:
        content = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise TrainingRefusedError(f"{path.name} can't be read: {error.strerror}") from None
    objects = _load_candidates(content)
    rows = list(_read_table(content, path.name) if objects is None else _read_candidates(objects))
    if not rows:
        raise TrainingRefusedError(f"{path.name} holds no row with an outcome")
    names = name_people([key_person(row.person, row.resume) for row in rows])
    return [replace(row, person=name) for row, name in zip(rows, names, strict=True)]


def _load_candidates(content: bytes) -> Iterable[tuple[str, Any]] | None:
    """The objects of a file of the first two shapes, each with its place; None for another file."""
    lines = [(f"line {number}", line) for number, line in enumerate(content.splitlines(), start=1)]
    lines = [(place, line) for place, line in lines if line.strip()]
    if lines and _is_candidate(_load(lines[0][1])):
        return ((place, _load(line)) for place, line in lines)
    whole = _load(content)
    if isinstance(whole, list) and whole and _is_candidate(whole[0]):
        return ((f"row {number}", found) for number, found in enumerate(whole, start=1))
    return None


def _load(text: bytes) -> Any:
    """What a text says in JSON, None where it is none; NaN says nothing."""
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None


def _is_candidate(found: Any) -> bool:
    return isinstance(found, dict) and bool(_CANDIDATE_KEYS & found.keys())


def _read_candidates(objects: Iterable[tuple[str, Any]]) -> Iterator[Row]:
    for place, found in objects:
        if not isinstance(found, dict):
            raise TrainingRefusedError(f"{place} is no JSON object")
        try:
            row = _make_row(found)
        except ValidationError as error:
            raise TrainingRefusedError(f"{place} does not fit: {name_misfits(error)}") from None
        if row is not None:
            yield row


def _make_row(found: dict[str, Any]) -> Row | None:
    resume = found.get("resume")
    if "target" in found or (isinstance(resume, dict) and "source" in resume):
        said = _ContractRow.model_validate(found)
        return _join(said.resume, said.target, said.confirmed, said.person)
    row = _InterviewRow.model_validate(found)
    return _join(row.as_resume(), row.as_target(), row.confirmed, row.candidate_id, row.vacancy_id)


def _read_table(content: bytes, name: str) -> Iterator[Row]:
    try:
        table = read_training_rows(content)
    except InvalidInput as error:
        raise TrainingRefusedError(
            f"{name} holds neither candidates nor a training table. {error.problem.message.rstrip('.')}"
        ) from None
    for number, read in enumerate(table, start=1):
        try:
            row = _join(read.resume, read.target, read.grade_proof)
        except ValidationError as error:
            raise TrainingRefusedError(f"row {number} does not fit: {name_misfits(error)}") from None
        if row is not None:
            yield row


def _join(
    resume: Resume,
    target: Target,
    confirmed: bool | None,
    person: str | None = None,
    client: str | None = None,
) -> Row | None:
    if confirmed is None:
        return None
    vacancy = client or target.client_name or target.vacancy_title or "unknown"
    return Row(resume, target, confirmed, person or "", fold(vacancy))
