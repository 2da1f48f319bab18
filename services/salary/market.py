"""What the market adds to an estimate: skills that go with more pay, and comparable vacancies."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from services.salary.artefact import Artefact, ComparableGroup, FamilySkill
from services.salary.columns import Matrix
from services.salary.implied import list_implied
from services.salary.profile import BUCKET_RUSSIAN, PayProfile
from services.salary.reading import ReadProfile
from shared.contracts.grade import Grade
from shared.contracts.salary import Comparables, SalaryGain
from shared.reference import grades
from shared.reference.skill_names.find import find_skill
from shared.reference.text import fold

MOST_GAINS = 5
LEAST_GAIN_SHARE = 0.01  # of the median; what is smaller is noise of the trees
LEAST_ASKING_SHARE = 0.08
"""Of the vacancies of the family and the bucket of experience: what fewer ask for is no advice."""

_BEGINNERS = (Grade.TRAINEE, Grade.JUNIOR)

NOT_ADVISED_KINDS = frozenset({"trade", "soft", "noise"})
NOT_ADVISED = frozenset(
    {
        "MS Word",
        "MS Office",
        "MS PowerPoint",
        "Техническая поддержка",
        "Ремонт ПК",
        "Сборка ПК",
        "Настройка ПК",
    }
    | {"Настройка ПО", "Установка ПО"}
)
"""Trades and duties that vacancies list among skills; nobody in IT is told to learn them."""


def list_gains(artefact: Artefact, read: ReadProfile, row: Matrix) -> tuple[SalaryGain, ...]:
    """How the median changes with each skill that vacancies like the profile ask for and the profile lacks.

    Args:
        artefact: the models and tables.
        read: the profile of the person.
        row: the profile's columns, shape (1, columns).
    """
    skills = list(_list_lacking(artefact, read.profile, row))
    if not skills:
        return ()
    matrix = artefact.reader.read_columns([read, *(_add_skill(read, skill.name) for skill in skills)])
    median, *changed = np.exp(artefact.predict_log_pay(["median"], matrix)["median"])
    gains = [
        SalaryGain(skill=skill.name, gain_rub=round(pay) - round(median))
        for skill, pay in zip(skills, changed, strict=True)
        if pay - median >= LEAST_GAIN_SHARE * median
    ]
    return tuple(sorted(gains, key=lambda gain: -gain.gain_rub)[:MOST_GAINS])


def _add_skill(read: ReadProfile, skill: str) -> ReadProfile:
    """The same profile with one more listed skill."""
    return replace(read, profile=replace(read.profile, skills=(*read.profile.skills, skill)))


def _list_lacking(artefact: Artefact, profile: PayProfile, row: Matrix) -> Iterator[FamilySkill]:
    """The skills that enough vacancies of the profile's family and experience ask for, less the known."""
    columns = artefact.manifest.columns
    known = frozenset(columns[column] for column in np.flatnonzero(row[0]))
    known |= list_implied(known)
    bucket = profile.experience_bucket
    # What is not asked of people with less experience is no advice for a beginner.
    first = 0 if bucket is None or profile.grade in _BEGINNERS else bucket
    after = None if bucket is None else bucket + 1
    for skill in artefact.market.family_skills.get(profile.family or "", ()):
        is_asked = min(skill.bucket_shares[first:after]) >= LEAST_ASKING_SHARE
        if is_asked and f"skill:{skill.name}" not in known and not _is_other_trade(skill.name):
            yield skill


def _is_other_trade(skill: str) -> bool:
    return skill in NOT_ADVISED or find_skill(skill).kind in NOT_ADVISED_KINDS


def find_comparables(artefact: Artefact, profile: PayProfile, median_rub: int) -> Comparables | None:
    """The narrowest group of recent vacancies whose usual pay holds the estimate.

    Tried are those of the same family and grade, of the same family and experience, of the family, of the
    grade and of the experience in all IT; None where none of them holds it.
    """
    if profile.family is None:
        return None
    family, grade, bucket = profile.family, profile.grade, profile.experience_bucket
    narrow = [(grade, None)] * (grade is not None) + [(None, bucket)] * (bucket is not None)
    tried = [(who, *cell) for who in (family, None) for cell in (*narrow, (None, None))]
    groups = artefact.comparable_groups
    found = (groups[key] for key in tried if key in groups)
    group = next((group for group in found if group.p10 <= median_rub <= group.p90), None)
    if group is None:
        return None
    return Comparables(
        count=group.count,
        p10=group.p10,
        p90=group.p90,
        description=", ".join((*_describe_group(group), artefact.market.comparable_years)),
    )


def _describe_group(group: ComparableGroup) -> Iterator[str]:
    """What the vacancies of a group have in common; no grade that the family states already."""
    family = group.family or "Все вакансии ИТ"
    yield family
    if group.grade is not None and grades.RUSSIAN[group.grade] not in fold(family):
        yield grades.RUSSIAN[group.grade]
    if group.experience_bucket is not None:
        yield BUCKET_RUSSIAN[group.experience_bucket]
