"""Reasons: what moved the median, in roubles and in words that a person knows."""

from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from services.salary.profile import PayProfile
from shared.contracts.salary import SalaryReason
from shared.reference import grades, places

MOST_REASONS = 6
LEAST_EFFECT_RUB = 500

_FORMATS = MappingProxyType({"remote": "удалённо", "hybrid": "гибрид", None: "офис или не указан"})
_MOST_TITLE_CHARACTERS = 60


def spell_months(months: float) -> str:
    """A length of time in Russian words.

    Example:
        >>> spell_months(65)
        '5 лет'
    """
    years = int(months // 12)
    if years == 0:
        return "меньше года"
    if years % 10 == 1 and years % 100 != 11:
        return f"{years} год"
    if years % 10 in (2, 3, 4) and years % 100 not in (12, 13, 14):
        return f"{years} года"
    return f"{years} лет"


def spread_roubles(log_effects: npt.NDArray[np.float64], log_average: float) -> npt.NDArray[np.float64]:
    """Turn effects on log pay into roubles that add up to the pay less the average pay.

    Each effect is weighted by the logarithmic mean of the two pays, the one weight that keeps the sum exact
    and every sign.

    Args:
        log_effects: shape (groups,); they add up to the log pay less `log_average`.
        log_average: what the model says of the average vacancy.
    """
    difference = float(log_effects.sum())
    average = float(np.exp(log_average))
    mean = average * (np.expm1(difference) / difference) if abs(difference) > 1e-9 else average
    return log_effects * mean


def name_column(column: str, is_set: bool, profile: PayProfile, skill_names: dict[str, str]) -> str:
    """What a person calls the thing that a column is about; columns of one name are one reason."""
    kind, _, detail = column.partition(":")
    if kind == "skill":
        return f"Навык: {skill_names[detail]}" if is_set else "Навыки, которых нет в резюме"
    if kind == "topic":
        return f"Описание опыта: {detail}" if is_set else "Описание опыта: чего в нём нет"
    return _name_single(kind, profile)


def _name_single(kind: str, profile: PayProfile) -> str:
    """The name of a kind of columns of which a profile has one value."""
    if kind in ("title", "family"):
        title = " ".join(profile.title.split())[:_MOST_TITLE_CHARACTERS]
        return f"Должность: {title}" if title else "Должность: не указана"
    if kind == "experience":
        months = profile.experience_months
        return "Опыт: не указан" if months is None else f"Опыт: {spell_months(months)}"
    if kind == "grade":
        return f"Грейд: {grades.RUSSIAN[profile.grade]}" if profile.grade else "Грейд: не назван"
    if kind == "region":
        return f"Город: {places.RUSSIAN[profile.region]}"
    if kind == "format":
        return f"Формат работы: {_FORMATS[profile.work_format]}"
    if kind == "year" and profile.month is not None:
        return f"Время: {profile.month // 12} год"
    raise ValueError(f"no words for the column {kind!r}")


def list_reasons(
    names: list[str], log_effects: npt.NDArray[np.float64], log_average: float
) -> tuple[SalaryReason, ...]:
    """The largest reasons by absolute effect, then the sum of the others as one.

    Args:
        names: of each column, as `name_column` gives them.
        log_effects: of each column on log pay, shape (columns,).
        log_average: what the model says of the average vacancy.
    """
    groups, group_of_column = np.unique(np.array(names), return_inverse=True)
    of_groups = np.bincount(group_of_column, weights=log_effects).astype(float)
    roubles = spread_roubles(of_groups, log_average)
    largest = np.argsort(-np.abs(roubles))[:MOST_REASONS]
    shown = [(str(groups[group]), round(float(roubles[group]))) for group in largest]
    shown.append(("Остальное", round(float(roubles.sum())) - sum(effect for _, effect in shown)))
    return tuple(
        SalaryReason(feature=feature, effect_rub=effect)
        for feature, effect in shown
        if abs(effect) >= LEAST_EFFECT_RUB
    )
