"""The document of `GET /resumes/{id}` of the hh.ru API.

Source: https://api.hh.ru/openapi/redoc, 'Resume view'. Fields that we do not use are ignored; every field
may be missing or null.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict

from services.parser.contacts import normalise_phone
from services.parser.structured.load import fit_fields
from services.parser.tables.dates import drop_false_day
from services.parser.tables.labels import GENDERS, find_currency
from shared.contracts.document import DocumentKind
from shared.contracts.resume import (
    Contacts,
    Course,
    Education,
    Experience,
    Language,
    Resume,
    ResumeSource,
    SalaryExpectation,
)


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)


class _Named(_Part):
    id: str | None = None
    name: str | None = None


class _Salary(_Part):
    amount: int | None = None
    currency: str | None = None


class _Months(_Part):
    months: int | None = None


class _Job(_Part):
    start: str | None = None
    end: str | None = None
    company: str | None = None
    position: str | None = None
    description: str | None = None
    area: _Named | None = None


class _Study(_Part):
    name: str | None = None
    organization: str | None = None
    result: str | None = None
    year: int | None = None


class _Studies(_Part):
    primary: tuple[_Study, ...] | None = None
    additional: tuple[_Study, ...] | None = None
    attestation: tuple[_Study, ...] | None = None


class _Phone(_Part):
    formatted: str | None = None
    country: str | None = None
    city: str | None = None
    number: str | None = None


class _Contact(_Part):
    type: _Named | None = None
    value: str | _Phone | None = None


class _Site(_Part):
    url: str | None = None


class _KnownLanguage(_Named):
    level: _Named | None = None


class _HhDocument(_Part):
    title: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    middle_name: str | None = None
    age: int | None = None
    birth_date: str | None = None
    gender: _Named | None = None
    area: _Named | None = None
    contact: tuple[_Contact, ...] | None = None
    site: tuple[_Site, ...] | None = None
    salary: _Salary | None = None
    professional_roles: tuple[_Named, ...] | None = None
    specialization: tuple[_Named, ...] | None = None
    total_experience: _Months | None = None
    experience: tuple[_Job, ...] | None = None
    education: _Studies | None = None
    language: tuple[_KnownLanguage, ...] | None = None
    skill_set: tuple[str, ...] | None = None
    skills: str | None = None
    updated_at: str | None = None


def read_hh_api_resume(fields: dict[str, Any]) -> Resume:
    """Read the API's document.

    Raises:
        InvalidInput: `invalid_resume_fields`.
    """
    document = fit_fields(_HhDocument, fields)
    name = " ".join(filter(None, (document.last_name, document.first_name, document.middle_name)))
    studies = document.education or _Studies()
    found = {
        "full_name": name or None,
        "gender": GENDERS.get(document.gender.id or "") if document.gender else None,
        "birth_date": document.birth_date,
        "age": document.age,
        "city": _name_of(document.area),
        "contacts": _read_contacts(document),
        "position": document.title,
        "specializations": _names_of(document.professional_roles or document.specialization),
        "salary_expectation": _read_salary(document.salary),
        "total_experience_months": document.total_experience.months if document.total_experience else None,
        "experience": tuple(_read_job(job) for job in document.experience or ()),
        "education": tuple(
            Education(year=study.year, institution=study.name, speciality=study.result)
            for study in studies.primary or ()
        ),
        "courses": tuple(
            Course(year=study.year, name=study.name, organization=study.organization)
            for study in (*(studies.additional or ()), *(studies.attestation or ()))
        ),
        "skills": document.skill_set or (),
        "languages": tuple(
            Language(name=known.name, level=_name_of(known.level))
            for known in document.language or ()
            if known.name
        ),
        "about": document.skills or None,
        "updated_at": drop_false_day((document.updated_at or "")[:10]) or None,
        "source": ResumeSource(kind=DocumentKind.JSON),
    }
    return fit_fields(Resume, found)


def _name_of(named: _Named | None) -> str | None:
    return named.name if named else None


def _names_of(named: tuple[_Named, ...] | None) -> tuple[str, ...]:
    return tuple(one.name for one in named or () if one.name)


def _read_salary(salary: _Salary | None) -> SalaryExpectation | None:
    if salary is None or salary.amount is None or salary.amount <= 0:
        return None
    code = find_currency(salary.currency or "")
    return SalaryExpectation(amount=salary.amount, currency=code) if code else None


def _read_job(job: _Job) -> Experience:
    """A job without an end goes on: the API says so."""
    found = {
        "company": job.company,
        "position": job.position,
        "start": (job.start or "")[:7] or None,
        "end": (job.end or "")[:7] or None,
        "current": job.start is not None and job.end is None,
        "description": job.description,
        "city": _name_of(job.area),
    }
    return fit_fields(Experience, found)


def _read_contacts(document: _HhDocument) -> Contacts:
    phones: list[str] = []
    emails: list[str] = []
    for contact in document.contact or ():
        if isinstance(contact.value, _Phone):
            parts = (contact.value.country, contact.value.city, contact.value.number)
            phone = normalise_phone(contact.value.formatted or "+" + "".join(filter(None, parts)))
            phones += [phone] if phone else []
        elif contact.value and "@" in contact.value:
            emails.append(contact.value)
    links = tuple(site.url for site in document.site or () if site.url)
    return Contacts(phones=tuple(phones), emails=tuple(emails), links=links)
