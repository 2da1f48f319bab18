"""Slices: the rows of one role, grade, region, year or source, measured apart."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from services.salary.profile import BUCKET_RUSSIAN, PayProfile
from services.salary.training.evaluation.figures import Figures, Floats, Prediction, measure, measure_range
from services.salary.training.vacancies import Vacancies
from shared.reference.text import fold

FEWEST_ROWS = 30
"""A slice with fewer rows gets no figures of its own."""
NOT_STATED = "not stated"

# The reference's figure stands for ten hand-picked roles without programmers; which ones is our choice.
# The first that fits counts.
_TEN_ROLES = (
    ("technical writer", r"технич\w+ писател|technical writer"),
    ("data or BI analyst", r"\bbi\b|аналитик\w*[\s-]+данных|data analy|продуктов\w+ аналитик|product analy"),
    ("system or business analyst", r"(?:систем\w+|бизнес).{0,3}аналитик|(?:system\w*|business).{0,2}analy"),
    ("analyst", r"аналитик|analyst"),
    ("tester", r"тестиров|\bqa\b|\bqc\b|\btester"),
    (
        "product manager",
        r"менеджер\w* (?:\w+[ -])?продукт|product (?:manager|owner)|продакт|владел\w+ продукт",
    ),
    ("project manager", r"(?:руководител|менеджер)\w* (?:\w+[ -])?проект|project manager|проджект"),
    ("designer", r"дизайн|\bdesigner|\bux\b"),
    ("system administrator", r"системн\w+ админ|сисадмин|system administrator|sysadmin"),
    ("support", r"поддержк|support|help.?desk|service.?desk"),
)
TEN_ROLES = MappingProxyType({name: re.compile(words) for name, words in _TEN_ROLES})
_PROGRAMMER = re.compile(r"разраб|программист|develop|programm|engineer|инженер.{0,3}данных|архитектор")


def name_ten_role(role: object, title: str) -> str:
    """Which of the ten roles a vacancy is of, by the role its site names, else by its title; "" for others.

    Example:
        >>> name_ten_role(None, "Старший тестировщик"), name_ten_role("PHP", "Тестировщик PHP")
        ('tester', '')
    """
    words = fold(role) if isinstance(role, str) else fold(title)
    if not isinstance(role, str) and _PROGRAMMER.search(words):
        return ""
    return next((name for name, pattern in TEN_ROLES.items() if pattern.search(words)), "")


def list_labels(vacancies: Vacancies) -> dict[str, list[str]]:
    """For each kind of slice, the value of each row; "" where a row is in no slice of the kind."""
    table, profiles = vacancies.table, vacancies.profiles
    return {
        "role": [role if isinstance(role, str) else NOT_STATED for role in table["role"]],
        "grade": [_name_grade(profile) for profile in profiles],
        "region": [profile.region.value for profile in profiles],
        "year": [_name_year(profile) for profile in profiles],
        "source": [str(source) for source in table["source"]],
        "ten roles": [
            name_ten_role(role, profile.title) for role, profile in zip(table["role"], profiles, strict=True)
        ],
    }


def _name_grade(profile: PayProfile) -> str:
    return profile.grade.value if profile.grade else NOT_STATED


def _name_year(profile: PayProfile) -> str:
    return str(profile.month // 12) if profile.month else NOT_STATED


SLICES: Mapping[str, Callable[[PayProfile], str]] = MappingProxyType(
    {
        "grade": _name_grade,
        "region": lambda profile: profile.region.value,
        "experience": lambda profile: (
            NOT_STATED if profile.experience_bucket is None else BUCKET_RUSSIAN[profile.experience_bucket]
        ),
        "year": _name_year,
    }
)


def measure_slices(
    profiles: Sequence[PayProfile], pay_rub: Floats, log_range: Mapping[str, Floats]
) -> dict[str, dict[str, Figures]]:
    """Figures for each value of each of `SLICES` that has enough rows."""
    return {
        name: {
            value: measure_range(pay_rub[rows], {bound: values[rows] for bound, values in log_range.items()})
            for value, rows in group_rows(map(value_of, profiles)).items()
        }
        for name, value_of in SLICES.items()
    }


def measure_labels(
    labels: Sequence[str], pay_rub: Floats, predictions: Mapping[str, Prediction]
) -> dict[str, dict[str, Figures]]:
    """Figures for each label that has enough rows, for each recipe."""
    return {
        label: {name: measure(pay_rub[rows], made.take(rows)) for name, made in predictions.items()}
        for label, rows in group_rows(labels).items()
    }


def group_rows(labels: Iterable[str], fewest: int = FEWEST_ROWS) -> dict[str, npt.NDArray[np.intp]]:
    """The numbers of the rows of each label that has at least `fewest`, in the order of the labels."""
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for number, label in enumerate(labels):
        rows[label].append(number)
    return {
        label: np.array(rows[label], dtype=np.intp)
        for label in sorted(rows)
        if label and len(rows[label]) >= fewest
    }
