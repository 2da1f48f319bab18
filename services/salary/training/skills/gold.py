"""Gold: how often the finder agrees with the checked pairs and kinds."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from services.salary.training.skills.raw_skills import NameSkill
from shared.reference.skill_names.vocabulary import IT_KINDS


@dataclass(frozen=True, slots=True)
class Agreement:
    """Shares of right answers on one half of the rows."""

    half: str
    pairs: float
    kinds: float


def measure_agreement(data: Path, name_skill: NameSkill) -> list[Agreement]:
    """Agreement on the even rows, which were read while the names were written, and on the odd rows."""
    pairs, kinds = _read(data, "pairs"), _read(data, "kinds")
    return [
        Agreement(
            half, _measure_pairs(pairs[start::2], name_skill), _measure_kinds(kinds[start::2], name_skill)
        )
        for half, start in (("even rows", 0), ("odd rows", 1))
    ]


def _measure_pairs(rows: pd.DataFrame, name_skill: NameSkill) -> float:
    right = [
        (name_skill(a)[0] == name_skill(b)[0]) == bool(same)
        for a, b, same in zip(rows["a"], rows["b"], rows["same"], strict=True)
    ]
    return sum(right) / len(right)


def _measure_kinds(rows: pd.DataFrame, name_skill: NameSkill) -> float:
    right = [
        IT_KINDS[name_skill(raw)[1]] == bool(is_it)
        for raw, is_it in zip(rows["raw"], rows["is_it"], strict=True)
    ]
    return sum(right) / len(right)


def _read(data: Path, what: str) -> pd.DataFrame:
    return pd.read_csv(data / "skills" / f"gold_{what}_dev.csv", keep_default_na=False)
