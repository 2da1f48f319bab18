"""What the market adds to an estimate: skills that go with more pay, and comparable vacancies."""

import numpy as np

from services.salary.artefact import Artefact
from services.salary.columns import Matrix
from services.salary.profile import BUCKET_RUSSIAN, PayProfile
from shared.contracts.salary import Comparables, SalaryGain
from shared.reference import grades

MOST_GAINS = 5
LEAST_GAIN_SHARE = 0.01  # of the median; what is smaller is noise of the trees


def list_gains(artefact: Artefact, profile: PayProfile, row: Matrix) -> tuple[SalaryGain, ...]:
    """How the median changes with each skill that the profile's family asks for and the profile lacks.

    Args:
        artefact: the models and tables.
        profile: of the person.
        row: the profile's columns, shape (1, columns).
    """
    columns = artefact.manifest.columns
    skills = [
        (skill, column)
        for skill in artefact.market.family_skills.get(profile.family or "", ())
        if row[0, column := columns.index(f"skill:{skill.key}")] == 0
    ]
    if not skills:
        return ()
    matrix = np.repeat(row, len(skills) + 1, axis=0)
    for number, (_, column) in enumerate(skills, start=1):
        matrix[number, column] = 1.0
    median, *changed = np.exp(artefact.predict_log_pay("median", matrix))
    gains = [
        SalaryGain(skill=skill.name, gain_rub=round(pay - median))
        for (skill, _), pay in zip(skills, changed, strict=True)
        if pay - median >= LEAST_GAIN_SHARE * median
    ]
    return tuple(sorted(gains, key=lambda gain: -gain.gain_rub)[:MOST_GAINS])


def find_comparables(artefact: Artefact, profile: PayProfile) -> Comparables | None:
    """The recent vacancies of the same family and grade, else of the same experience, else of the family."""
    if profile.family is None:
        return None
    bucket = profile.experience_bucket
    groups = artefact.comparable_groups
    tried = (
        (profile.family, profile.grade, None) if profile.grade else (profile.family, None, bucket),
        (profile.family, None, bucket),
        (profile.family, None, None),
    )
    group = next((groups[key] for key in tried if key in groups), None)
    if group is None:
        return None
    words = [group.family]
    if group.grade is not None:
        words.append(grades.RUSSIAN[group.grade])
    if group.experience_bucket is not None:
        words.append(BUCKET_RUSSIAN[group.experience_bucket])
    description = ", ".join((*words, artefact.market.comparable_years))
    return Comparables(count=group.count, p10=group.p10, p90=group.p90, description=description)
