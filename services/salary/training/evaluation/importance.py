"""Importance: by how much the error grows when a fact of the profiles is dealt out anew."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from types import MappingProxyType

import numpy as np

from services.salary.profile import PayProfile
from services.salary.training.evaluation.figures import Floats

# Facts that are read off the same words go together: dealt out alone, the other would still tell.
_GROUPS = MappingProxyType({"title": "title", "family": "title", "experience_months": "experience"})

PredictMedian = Callable[[Sequence[PayProfile]], Floats]


@dataclass(frozen=True, slots=True)
class Importance:
    """A group of facts and what it is worth."""

    facts: str
    mae_rise_rub: float


def measure_importance(
    profiles: Sequence[PayProfile], pay_rub: Floats, predict_median: PredictMedian, seed: int
) -> list[Importance]:
    """Permutation importance (Breiman, 2001) of each group of facts, the greatest first.

    Args:
        profiles: that the model has not seen.
        pay_rub: of each, shape (rows,).
        predict_median: gives log pay, shape (rows,).
        seed: of the order in which facts are dealt out.
    """
    groups: dict[str, list[str]] = {}
    for field in fields(PayProfile):
        groups.setdefault(_GROUPS.get(field.name, field.name), []).append(field.name)
    base = np.abs(pay_rub - np.exp(predict_median(profiles))).mean()
    found = []
    for name, members in groups.items():
        givers = [profiles[row] for row in np.random.default_rng(seed).permutation(len(profiles))]
        dealt = [
            replace(profile, **{member: getattr(giver, member) for member in members})
            for profile, giver in zip(profiles, givers, strict=True)
        ]
        error = np.abs(pay_rub - np.exp(predict_median(dealt))).mean()
        found.append(Importance(name, float(error - base)))
    return sorted(found, key=lambda importance: -importance.mae_rise_rub)
