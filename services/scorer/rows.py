"""Candidates as rows of a file: a person without a name, and the vacancy that they were interviewed for."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from shared.contracts.document import DocumentKind
from shared.contracts.resume import Experience, Resume, ResumeSource
from shared.contracts.target import Target

_UPDATED_AT = "2024-01-30"
"""The last day that the known rows name: what "to the present" means in them."""


_TITLE_LETTERS, _DESCRIPTION_LETTERS = 500, 50_000  # those that a Target takes


def _read_null(value: Any) -> Any:
    return () if value is None else value


def _read_no_object(value: Any) -> Any:
    return {} if value is None else value


class _Open(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class JobEntry(_Open):
    """One job; `starts` and `ends` are `YYYY-MM` or `YYYY-MM-DD`, no end for 'to the present'."""

    starts: str | None = None
    ends: str | None = None
    employer: str | None = None
    position: str | None = None
    description: str | None = None


class Person(_Open):
    """What is known of a candidate."""

    about: str | None = None
    key_skills: str | None = None
    experience: Annotated[tuple[JobEntry, ...], BeforeValidator(_read_null)] = ()


class Opening(_Open):
    """What is known of a vacancy."""

    title: str | None = None
    keywords: str | None = None
    description: str | None = None


class CandidateRow(_Open):
    """A candidate and a vacancy."""

    vacancy: Annotated[Opening, BeforeValidator(_read_no_object)] = Opening()
    resume: Annotated[Person, BeforeValidator(_read_no_object)] = Person()

    def as_resume(self) -> Resume:
        """The candidate as the parser would give them."""
        person = self.resume
        skills = (skill.strip() for skill in (person.key_skills or "").split(","))
        return Resume(
            experience=tuple(_make_job(job) for job in person.experience),
            skills=tuple(filter(None, skills)),
            about=person.about,
            updated_at=_UPDATED_AT,
            source=ResumeSource(kind=DocumentKind.JSON),
        )

    def as_target(self) -> Target:
        """The vacancy as a request would give it; what stands behind the limits of one is not read."""
        opening = self.vacancy
        title, description = (
            opening.title or "",
            "\n".join(filter(None, (opening.keywords, opening.description))),
        )
        return Target(
            vacancy_title=title[:_TITLE_LETTERS] or None,
            vacancy_description=description[:_DESCRIPTION_LETTERS] or None,
        )


def _make_job(job: JobEntry) -> Experience:
    return Experience(
        company=job.employer,
        position=job.position,
        start=job.starts[:7] if job.starts else None,
        end=job.ends[:7] if job.ends else None,
        current=job.ends is None,
        description=job.description,
    )
