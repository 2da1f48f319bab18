"""The space that parameters are looked for in, and the ones to start from."""

from collections.abc import Mapping
from types import MappingProxyType

import optuna

from services.salary.training.fit import PARAMETERS

Parameters = Mapping[str, float | int | str]

QUANTILES = MappingProxyType({"low": 0.1, "high": 0.9})
MODELS_OF = MappingProxyType({"median": ("median",), "range": ("low", "high")})
"""The models that each study tunes; the two ends of the range share their parameters."""

_UNSAID: Parameters = MappingProxyType({"rsm": 0.3, "l2_leaf_reg": 3.0, "random_strength": 1.0})
"""What training uses where its parameters do not say."""

START: Mapping[str, Parameters] = MappingProxyType(
    {study: {**_UNSAID, **PARAMETERS[models[0]]} for study, models in MODELS_OF.items()}
)
"""Those of training: the first trial of a study, so that every other one is measured against it."""


def suggest_parameters(trial: optuna.Trial) -> dict[str, float | int | str]:
    """The parameters of one trial.

    More or deeper trees than these would not fit the artefact's size; trees stay oblivious, which the
    reasons rely on.
    """
    return {
        "iterations": trial.suggest_int("iterations", 200, 1000, step=50),
        "depth": trial.suggest_int("depth", 4, 7),
        "learning_rate": trial.suggest_float("learning_rate", 0.02, 0.15, log=True),
        "rsm": trial.suggest_float("rsm", 0.1, 0.7),
        "l2_leaf_reg": trial.suggest_float("l2_leaf_reg", 1.0, 30.0, log=True),
        "random_strength": trial.suggest_float("random_strength", 0.1, 5.0, log=True),
    }


def name_models(study: str, parameters: Parameters) -> dict[str, dict[str, float | int | str]]:
    """What training takes of a study: the parameters of each of its models."""
    return {model: dict(parameters) for model in MODELS_OF[study]}
