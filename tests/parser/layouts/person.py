"""What a made-up resume says, whatever the layout: the truth of the layout tests."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """One job; dates are `YYYY-MM`, None where the person prints none."""

    company: str
    position: str
    start: str | None
    end: str | None
    lines: tuple[str, ...]
    current: bool = False


@dataclass(frozen=True, slots=True)
class Study:
    """One place of study."""

    institution: str
    speciality: str
    start: int
    year: int
    degree: str


@dataclass(frozen=True, slots=True)
class SkillGroup:
    """Skills under one name; the first one can also stand before a bracket with the others."""

    name: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """All that a resume of this person says. `language` is 'ru' or 'en'."""

    language: str
    name: str
    position: str
    city: str
    phone: str
    email: str
    link: str
    jobs: tuple[Job, ...]
    studies: tuple[Study, ...]
    skills: tuple[SkillGroup, ...]
    languages: tuple[tuple[str, str], ...]
    about: str
    courses: tuple[tuple[str, str, int], ...] = ()  # name, organization, year
    projects: tuple[tuple[str, str], ...] = ()  # name, what it is
