"""Vacancies that state a grade: the rows that the grade model learns from."""

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from services.scorer.features.profile import Profile
from shared.contracts.grade import Grade
from shared.reference.grades import stated_grade

# Sources that hold roles outside IT, as the data's README says, and two that a look at their titles adds.
NON_IT_SOURCES = frozenset({"fropych", "jacore5-netologia", "bsuirteaching", "densit"})
MIXED_SOURCES = frozenset({"debaggi", "seed_web", "mqrvi"})
IT_TITLE = re.compile(
    r"разраб|програм|develop|engineer|аналит|analyst|devops|тестиров|\bqa\b|data|данн|систем|1[сc]|sql|java"
    r"|python|front|back|веб|web|ios|android|админ|дизайн|design|product|продукт|\bit\b|\bит\b|scrum|\bml\b|dwh|project|проект|поддержк|support|писател|архитект|безопасн|сетев|\bsap\b|erp|crm|\bcto\b",
    re.IGNORECASE,
)

_EXPERIENCE_LABELS = {
    "noexperience": 0.0,
    "нет опыта": 0.0,
    "не требуется": 0.0,
    "опыт работы не требуется": 0.0,
    "between1and3": 24.0,
    "between3and6": 54.0,
    "morethan6": 96.0,
    "более 6 лет": 96.0,
}
_YEARS = re.compile(r"(\d{1,2}(?:[.,]\d)?)(?:\s*(?:-|–|—|до|года? до|лет до)\s*(\d{1,2}))?")
_MORE = re.compile(r"\+|>|от|более|свыше|over|more|from", re.IGNORECASE)
_MONTH = re.compile(r"^20\d\d-\d\d")
_TEXT_CHARACTERS = 6_000


@dataclass(frozen=True)
class Vacancy:
    """One vacancy: what it looks like, the grade it states and whose it is."""

    profile: Profile
    grade: Grade | None
    employer: str
    published: str
    source: str


def read_asked_months(label: str | None) -> float | None:
    """Months of experience that a vacancy's label asks for, the middle of its range; None if it names none.

    Example:
        >>> read_asked_months("От 1 года до 3 лет")
        24.0
    """
    if label is None:
        return None
    known = _EXPERIENCE_LABELS.get(label.strip().casefold())
    if known is not None:
        return known
    match = _YEARS.search(label)
    if match is None:
        return None
    low = float(match[1].replace(",", "."))
    if match[2]:
        return (low + float(match[2])) * 6
    if low > 15:
        return None
    # "Over six years" is the open end of the scale, "from three" the start of a range of three.
    return low * 12 + (18 if _MORE.search(label) else 0)


def read_vacancies(data: Path) -> list[Vacancy]:
    """All vacancies of the set, in its order."""
    table = pd.read_parquet(data / "vacancies" / "it_vacancies.parquet")
    texts = table[["title", "employer", "experience", "description", "published_at", "source", "vac_id"]]
    texts = texts.astype(object).where(texts.notna(), None)
    return [
        _make_vacancy(row, skills)
        for row, skills in zip(texts.to_dict("records"), table["skills"], strict=True)
    ]


def _make_vacancy(row: dict[str, str | None], skills: list[str] | None) -> Vacancy:
    title = row["title"] or ""
    profile = Profile(
        title=title,
        skills=tuple(str(skill) for skill in skills) if skills is not None else (),
        text=(row["description"] or "")[:_TEXT_CHARACTERS],
        months=read_asked_months(row["experience"]),
    )
    return Vacancy(
        profile=profile,
        grade=stated_grade(title),
        employer=(row["employer"] or row["vac_id"] or "").casefold().strip(),
        published="".join(_MONTH.findall(row["published_at"] or "")[:1]),
        source=row["source"] or "",
    )
