"""Resume: what the parser reads out of a document."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from shared.contracts.base import Contract
from shared.contracts.document import DocumentKind
from shared.contracts.problem import Problem


def _is_in_the_calendar(value: str) -> str:
    if len(value) == len("YYYY-MM-DD"):
        date.fromisoformat(value)  # raises ValueError for the 31st of February
    return value


PartialDate = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"),
    AfterValidator(_is_in_the_calendar),
]
"""`YYYY-MM-DD`, `YYYY-MM` or `YYYY`: as precise as the document."""


class Contacts(Contract):
    """How to reach the person, as printed in the header."""

    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


class SalaryExpectation(Contract):
    """The pay that the person asks for, a month."""

    amount: int = Field(gt=0)
    currency: str = Field(pattern=r"^[A-Z]{3}$", description="ISO 4217.", examples=["RUB"])


class Experience(Contract):
    """One job."""

    company: str | None = None
    position: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    current: bool = Field(False, description="True only where the document says 'to the present'.")
    description: str | None = None
    city: str | None = None


class Education(Contract):
    """One place of study."""

    year: int | None = Field(None, description="The year of the end; may lie in the future.")
    institution: str | None = None
    speciality: str | None = None


class Course(Contract):
    """One course or certificate."""

    year: int | None = None
    name: str | None = None
    organization: str | None = None


class Language(Contract):
    """One human language and how well it is known, as printed."""

    name: str
    level: str | None = None


class Evidence(Contract):
    """Where in the document a field was read."""

    field: str = Field(
        description="Path of the field: 'position', 'experience.0.company', 'skills.3'.",
        examples=["experience.0.company"],
    )
    page: int | None = Field(None, ge=1, description="From 1; null where the kind has no pages.")
    quote: str = Field(max_length=300, description="The line that says it, as printed.")


class ResumeSource(Contract):
    """Where the resume came from, who read it and what could not be read."""

    kind: DocumentKind
    pages: int | None = Field(None, description="Number of pages, where the kind has pages.")
    read_by: tuple[str, ...] = Field(
        ("rules",),
        description="Who read it: always the rules; before them OCR, after them a language model.",
        examples=[["tesseract", "rules"]],
    )
    problems: tuple[Problem, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Resume(Contract):
    """A resume as a careful human would copy it out. Unknown is null or [], never a guess."""

    full_name: str | None = None
    gender: Literal["male", "female"] | None = None
    birth_date: PartialDate | None = None
    age: int | None = Field(None, ge=0, le=120, description="In years, as printed.")
    city: str | None = None
    contacts: Contacts = Contacts()
    position: str | None = Field(None, description="The wanted position.")
    specializations: tuple[str, ...] = ()
    salary_expectation: SalaryExpectation | None = None
    total_experience_months: int | None = Field(None, ge=0, description="As stated in the document.")
    experience: tuple[Experience, ...] = Field((), description="In the order of the document.")
    education: tuple[Education, ...] = ()
    courses: tuple[Course, ...] = ()
    skills: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    about: str | None = None
    updated_at: PartialDate | None = None
    source: ResumeSource
