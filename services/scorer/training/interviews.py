"""Interview outcomes: the rows that the confirmation model learns from."""

import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from shared.contracts.document import DocumentKind
from shared.contracts.resume import Experience, Resume, ResumeSource
from shared.contracts.target import Target

COLLECTED_AT = "2024-01-30"
"""The last day that the set names: what "to the present" means in its resumes."""


class _Job(BaseModel):
    model_config = ConfigDict(extra="ignore")
    starts: str
    ends: str | None
    employer: str | None
    position: str | None
    description: str | None


class _Person(BaseModel):
    model_config = ConfigDict(extra="ignore")
    about: str | None
    key_skills: str | None
    experience: list[_Job]


class _Opening(BaseModel):
    model_config = ConfigDict(extra="ignore")
    title: str
    keywords: str | None
    description: str | None


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore")
    candidate_id: str
    vacancy_id: str
    vacancy: _Opening
    resume: _Person
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
        return [_make_interview(_Row.model_validate(json.loads(line))) for line in lines]


def _make_interview(row: _Row) -> Interview:
    opening = row.vacancy
    description = "\n".join(filter(None, (opening.keywords, opening.description)))
    return Interview(
        candidate_id=row.candidate_id,
        vacancy_id=row.vacancy_id,
        resume=_make_resume(row.resume),
        target=Target(vacancy_title=opening.title, vacancy_description=description or None),
        confirmed=bool(row.confirmed),
    )


def _make_resume(person: _Person) -> Resume:
    skills = (skill.strip() for skill in (person.key_skills or "").split(","))
    return Resume(
        experience=tuple(_make_job(job) for job in person.experience),
        skills=tuple(filter(None, skills)),
        about=person.about,
        updated_at=COLLECTED_AT,
        source=ResumeSource(kind=DocumentKind.JSON),
    )


def _make_job(job: _Job) -> Experience:
    return Experience(
        company=job.employer,
        position=job.position,
        start=job.starts[:7],
        end=job.ends[:7] if job.ends else None,
        current=job.ends is None,
        description=job.description,
    )
