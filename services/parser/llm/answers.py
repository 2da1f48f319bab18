"""What the language model is asked to fill in: every field, null where the text does not say it."""

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

Said = TypeVar("Said")
"""One entry as the model gives it."""


class Answer(BaseModel):
    """A part of an answer: closed, so that a model that makes up fields is not believed at all."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Job(Answer):
    """One job."""

    company: str | None
    position: str | None
    start: str | None
    end: str | None
    current: bool
    city: str | None
    description: str | None


class Study(Answer):
    """One place of study."""

    institution: str | None
    speciality: str | None
    year: int | None


class Training(Answer):
    """One course or certificate."""

    name: str | None
    organization: str | None
    year: int | None


class KnownLanguage(Answer):
    """One human language."""

    name: str | None
    level: str | None


class Items(Answer, Generic[Said]):
    """All entries of a section."""

    items: tuple[Said, ...]
