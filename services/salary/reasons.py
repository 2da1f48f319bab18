"""Reasons: what moved the median, in roubles and in words that a person knows."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from services.salary.artefact import Market
from services.salary.columns import MOST_COUNTED_SKILLS
from services.salary.profile import PayProfile
from shared.contracts.salary import SalaryReason
from shared.reference import grades, places

MOST_REASONS = 7
OTHERS = "Остальное"
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


@dataclass(frozen=True)
class ColumnNamer:
    """Gives the columns of one profile the words of a person; columns of one name are one reason."""

    profile: PayProfile
    market: Market
    titled: Collection[str]  # the columns that the title mentions

    @cached_property
    def _typical_skills(self) -> frozenset[str]:
        """The columns of the skills that go with the profile's profession: its vacancies' and its title's."""
        of_family = self.market.family_skills.get(self.profile.family or "", ())
        return frozenset((*(f"skill:{skill.name}" for skill in of_family), *self.titled))

    def name_column(self, column: str, value: float, effect: float) -> str:
        """What a person calls the thing that a column is about.

        That somebody has a usual skill of the profession, or none of another's, tells the profession: where
        the first goes with less pay, and always for the second, the effect is the profession's.

        Args:
            column: its name.
            value: of the profile.
            effect: on log pay.
        """
        kind, _, detail = column.partition(":")
        if kind == "skill":
            is_typical = column in self._typical_skills
            if value:
                return self._name_title() if is_typical and effect < 0 else f"Навык: {detail}"
            return OTHERS if is_typical or self.profile.family is None else self._name_title()
        if kind == "topic":
            return f"Описание опыта: {detail}" if value else OTHERS
        if kind == "skills":
            return "Число навыков: ни одного из известных" if not value else f"Число навыков: {_count(value)}"
        return self._name_score(detail) if kind == "score" else self._name_single(kind)

    def _name_score(self, block: str) -> str:
        """The name of a sum of weights; of a fact it is the fact's."""
        if block == "skills":
            return "Список навыков" if self.profile.skills else "Список навыков: не дан"
        if block == "text":
            return "Описание опыта" if self.profile.text.strip() else "Описание опыта: не дано"
        return self._name_single(block)

    def _name_title(self) -> str:
        title = " ".join(self.profile.title.split())[:_MOST_TITLE_CHARACTERS]
        return f"Должность: {title}" if title else "Должность: не указана"

    def _name_single(self, kind: str) -> str:
        """The name of a kind of columns of which a profile has one value."""
        profile = self.profile
        if kind in ("title", "family"):
            return self._name_title()
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
            return f"Рынок к {profile.month // 12} году"
        raise ValueError(f"no words for the column {kind!r}")


def _count(value: float) -> str:
    """A number of skills in words; the most that are counted stands for more."""
    number = int(value)
    return f"{number} и больше" if number >= MOST_COUNTED_SKILLS else str(number)


def list_reasons(
    names: list[str], log_effects: npt.NDArray[np.float64], log_average: float
) -> tuple[SalaryReason, ...]:
    """The largest reasons by absolute effect, then the sum of the others as one.

    Args:
        names: of each column, as `ColumnNamer` gives them; `OTHERS` is told last.
        log_effects: of each column on log pay, shape (columns,).
        log_average: what the model says of the average vacancy.
    """
    groups, group_of_column = np.unique(np.array(names), return_inverse=True)
    of_groups = np.bincount(group_of_column, weights=log_effects).astype(float)
    roubles = spread_roubles(of_groups, log_average)
    largest = [group for group in np.argsort(-np.abs(roubles)) if groups[group] != OTHERS][:MOST_REASONS]
    shown = [(str(groups[group]), round(float(roubles[group]))) for group in largest]
    shown.append((OTHERS, round(float(roubles.sum())) - sum(effect for _, effect in shown)))
    return tuple(
        SalaryReason(feature=feature, effect_rub=effect)
        for feature, effect in shown
        if abs(effect) >= LEAST_EFFECT_RUB
    )
