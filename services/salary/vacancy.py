"""Vacancies and rows that describe a job: the same profile as for a resume that says the same."""

import re
from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from services.salary.profile import PayProfile, make_profile
from shared.reference.experience import month_number
from shared.reference.grades import stated_grade
from shared.reference.text import fold

_HH_EXPERIENCE_MONTHS = MappingProxyType(
    {"noexperience": 0.0, "between1and3": 12.0, "between3and6": 36.0, "morethan6": 72.0}
)
_NO_EXPERIENCE = re.compile(r"нет опыта|без опыта|не требуется|no experience")
_UP_TO = re.compile(r"^(?:до|up to)\s")
_AMOUNT = re.compile(r"\d+(?:[.,]\d+)?")
_YEARS = re.compile(r"лет|год|year")
_MONTHS = re.compile(r"мес|month")
_LISTED = re.compile(r"[,;\n]")


def _split_list(value: Any) -> Any:
    """Skills may come as one text; null says nothing."""
    if value is None:
        return ()
    return [part.strip() for part in _LISTED.split(value)] if isinstance(value, str) else value


def _read_null(value: Any) -> Any:
    return "" if value is None else value


Words = Annotated[str, BeforeValidator(_read_null)]


class JobRow(BaseModel):
    """A job as a row of a file says it; whatever is missing is unknown. Further fields are not looked at."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    position: Words = ""
    description: Words = ""
    skills: Annotated[tuple[str, ...], BeforeValidator(_split_list)] = ()
    experience: Words = Field("", description="As hh.ru says it: 'От 1 года до 3 лет', 'between1And3'.")
    experience_months: float | None = Field(None, ge=0, le=1200)
    city: Words = ""
    schedule: Words = ""
    employment: Words = ""
    grade: Words = ""
    as_of: Annotated[
        str | None, Field(pattern=r"^(19|20)\d{2}-(0[1-9]|1[0-2])$", description="The month, YYYY-MM.")
    ] = None


def profile_row(row: JobRow, default_month: int) -> PayProfile:
    """The profile of a row.

    Args:
        row: the job.
        default_month: the month to speak of where the row names none, in months since year 0.
    """
    months = row.experience_months
    profile = profile_vacancy(
        title=row.position,
        description=row.description,
        skills=row.skills,
        experience_months=read_experience_months(row.experience) if months is None else months,
        city=row.city,
        work_terms=(row.schedule, row.employment),
        month=month_number(row.as_of) if row.as_of else default_month,
    )
    told = stated_grade(row.grade)
    return replace(profile, grade=told) if told else profile


def profile_vacancy(  # noqa: PLR0913 - one argument for each fact of a vacancy
    *,
    title: str,
    description: str,
    skills: Iterable[str],
    experience_months: float | None,
    city: str,
    work_terms: Iterable[str],
    month: int | None,
) -> PayProfile:
    """The profile of a vacancy; `work_terms` are its schedule and employment in words."""
    return make_profile(
        title=title,
        grade_title="",
        skills=skills,
        text=description,
        experience_months=experience_months,
        city=city,
        format_text=" ".join((title, city, *work_terms)),
        month=month,
    )


def read_experience_months(raw: str | None) -> float | None:
    """The least experience that a vacancy asks for: an hh.ru id, its Russian label, or free words."""
    folded = fold(raw or "")
    if folded in _HH_EXPERIENCE_MONTHS:
        return _HH_EXPERIENCE_MONTHS[folded]
    if _NO_EXPERIENCE.search(folded):
        return 0.0
    amount = _AMOUNT.search(folded)
    if amount is None or _UP_TO.search(folded):
        return 12.0 if _YEARS.search(folded) else None
    in_months = _MONTHS.search(folded) and not _YEARS.search(folded)
    return float(amount[0].replace(",", ".")) * (1 if in_months else 12)
