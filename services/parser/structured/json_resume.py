"""JSON Resume, the open format. Source: https://jsonresume.org/schema."""

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from services.parser.contacts import normalise_phone
from services.parser.structured.load import fit_fields
from shared.contracts.document import DocumentKind
from shared.contracts.resume import (
    Contacts,
    Course,
    Education,
    Experience,
    Language,
    Resume,
    ResumeSource,
)


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_nulls(cls, given: Any) -> Any:
        """Exporters write null for what is not known, lists included."""
        return (
            {key: value for key, value in given.items() if value is not None}
            if isinstance(given, dict)
            else given
        )


class _Location(_Part):
    city: str | None = None


class _Profile(_Part):
    url: str | None = None


class _Basics(_Part):
    name: str | None = None
    label: str | None = None
    email: str | None = None
    phone: str | None = None
    url: str | None = None
    summary: str | None = None
    location: _Location | None = None
    profiles: tuple[_Profile, ...] = ()


class _Work(_Part):
    name: str | None = None
    company: str | None = None  # the name of the field before version 1
    position: str | None = None
    location: str | None = None
    startDate: str | None = None  # noqa: N815 - the format's own name
    endDate: str | None = None  # noqa: N815
    summary: str | None = None
    highlights: tuple[str, ...] = ()


class _Study(_Part):
    institution: str | None = None
    area: str | None = None
    endDate: str | None = None  # noqa: N815


class _Certificate(_Part):
    name: str | None = None
    date: str | None = None
    issuer: str | None = None


class _Skill(_Part):
    name: str | None = None
    keywords: tuple[str, ...] = ()


class _KnownLanguage(_Part):
    language: str | None = None
    fluency: str | None = None


class _OpenResume(_Part):
    basics: _Basics = _Basics()
    work: tuple[_Work, ...] = ()
    education: tuple[_Study, ...] = ()
    certificates: tuple[_Certificate, ...] = ()
    skills: tuple[_Skill, ...] = ()
    languages: tuple[_KnownLanguage, ...] = ()


def read_open_resume(fields: dict[str, Any]) -> Resume:
    """Read a JSON Resume document.

    Raises:
        InvalidInput: `invalid_resume_fields`.
    """
    document = fit_fields(_OpenResume, fields)
    basics = document.basics
    skills = (name for skill in document.skills for name in (skill.name, *skill.keywords) if name)
    found = {
        "full_name": basics.name,
        "city": basics.location.city if basics.location else None,
        "contacts": _read_contacts(basics),
        "position": basics.label,
        "experience": tuple(_read_work(work) for work in document.work),
        "education": tuple(
            Education(year=_year_of(study.endDate), institution=study.institution, speciality=study.area)
            for study in document.education
        ),
        "courses": tuple(
            Course(year=_year_of(one.date), name=one.name, organization=one.issuer)
            for one in document.certificates
        ),
        "skills": tuple(dict.fromkeys(skills)),
        "languages": tuple(
            Language(name=known.language, level=known.fluency)
            for known in document.languages
            if known.language
        ),
        "about": basics.summary,
        "source": ResumeSource(kind=DocumentKind.JSON),
    }
    return fit_fields(Resume, found)


def _year_of(date: str | None) -> int | None:
    return int(date[:4]) if date and date[:4].isdigit() else None


def _read_work(work: _Work) -> Experience:
    """A work without an end goes on: the format's schema says so."""
    described = "\n".join(filter(None, (work.summary, *work.highlights)))
    found = {
        "company": work.name or work.company,
        "position": work.position,
        "start": work.startDate or None,
        "end": work.endDate or None,
        "current": bool(work.startDate) and not work.endDate,
        "description": described or None,
        "city": work.location,
    }
    return fit_fields(Experience, found)


def _read_contacts(basics: _Basics) -> Contacts:
    phone = normalise_phone(basics.phone) if basics.phone else None
    links = (basics.url, *(profile.url for profile in basics.profiles))
    return Contacts(
        phones=(phone,) if phone else (),
        emails=(basics.email,) if basics.email else (),
        links=tuple(link for link in links if link),
    )
