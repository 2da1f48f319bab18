"""Interview outcomes: the rows that the confirmation model learns from."""

from dataclasses import dataclass
from pathlib import Path

from services.scorer.rows import CandidateRow
from shared.contracts.resume import Resume
from shared.contracts.target import Target


class _Row(CandidateRow):
    candidate_id: str
    vacancy_id: str
    confirmed: int


@dataclass(frozen=True)
class Interview:
    """One interview: who, for what, and whether it confirmed the person."""

    candidate_id: str
    vacancy_id: str
    resume: Resume
    target: Target
    confirmed: bool


def read_interviews(data: Path) -> list[Interview]:
    """All interviews of the set, in its order."""
    with (data / "expertise" / "interviews_train.jsonl").open(encoding="utf-8") as lines:
        return [_make_interview(_Row.model_validate_json(line)) for line in lines]


def _make_interview(row: _Row) -> Interview:
    return Interview(
        candidate_id=row.candidate_id,
        vacancy_id=row.vacancy_id,
        resume=row.as_resume(),
        target=row.as_target(),
        confirmed=bool(row.confirmed),
    )
