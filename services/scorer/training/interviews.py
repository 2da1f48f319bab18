"""Interview outcomes: the rows that the confirmation model learns from."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from services.scorer.rows import CandidateRow
from shared.contracts.resume import Resume
from shared.contracts.target import Target
from shared.errors import InvalidInput
from shared.reference.problems import name_misfits, problem

_MOST_NAMED = 10


class _Row(CandidateRow):
    vacancy_id: str | None = None
    confirmed: bool


@dataclass(frozen=True)
class Interview:
    """One interview: for which vacancy, who, and whether it confirmed the person."""

    vacancy_id: str
    resume: Resume
    target: Target
    confirmed: bool


def read_interviews(file: Path) -> list[Interview]:
    """All interviews of a file with one JSON object a line, in its order.

    A row without a `vacancy_id` belongs to all others of the same title and description.

    Raises:
        InvalidInput: `broken_training_rows` with the lines that do not fit, `no_training_rows`,
            `one_outcome_only` or `one_vacancy_only` where there is nothing to learn from.
        OSError: the file can't be read.
    """
    interviews, broken = [], []
    for number, line in _list_lines(file):
        try:
            # Tables are often written with NaN for what is missing, which is no JSON.
            interviews.append(_make_interview(json.loads(line, parse_constant=lambda _: None)))
        except (ValueError, RecursionError) as error:
            broken.append(f"{number} ({_describe(error)})")
    if broken:
        more = "" if len(broken) <= _MOST_NAMED else f" … {len(broken)}"
        raise InvalidInput(problem("broken_training_rows", where="; ".join(broken[:_MOST_NAMED]) + more))
    _require_variety(interviews)
    return interviews


def _list_lines(file: Path) -> Iterator[tuple[int, str]]:
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield number, line


def _make_interview(content: object) -> Interview:
    row = _Row.model_validate(content)
    target = row.as_target()
    return Interview(
        vacancy_id=row.vacancy_id or f"{target.vacancy_title}\n{target.vacancy_description}",
        resume=row.as_resume(),
        target=target,
        confirmed=row.confirmed,
    )


def _describe(error: Exception) -> str:
    """Which fields do not fit; never what they hold."""
    return name_misfits(error) if isinstance(error, ValidationError) else "JSON"


def _require_variety(interviews: list[Interview]) -> None:
    if not interviews:
        raise InvalidInput(problem("no_training_rows"))
    if len({interview.confirmed for interview in interviews}) == 1:
        raise InvalidInput(problem("one_outcome_only"))
    if len({interview.vacancy_id for interview in interviews}) == 1:
        raise InvalidInput(problem("one_vacancy_only"))
