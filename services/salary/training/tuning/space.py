"""The space that parameters are looked for in, and the ones to start from."""

from collections.abc import Mapping
from types import MappingProxyType

import optuna

Parameters = Mapping[str, float | int | str]

LOSSES = MappingProxyType({"low": "Quantile:alpha=0.1", "median": "RMSE", "high": "Quantile:alpha=0.9"})
QUANTILES = MappingProxyType({"low": 0.1, "high": 0.9})
MODELS_OF = MappingProxyType({"median": ("median",), "range": ("low", "high")})
"""The models that each study tunes; the two ends of the range share their parameters."""

START: Mapping[str, Parameters] = MappingProxyType(
    {
        "median": {
            "iterations": 1000, "depth": 6, "learning_rate": 0.06, "rsm": 0.4, "l2_leaf_reg": 3.0,
            "random_strength": 1.0, "bagging_temperature": 1.0,
        },
        "range": {
            "iterations": 600, "depth": 5, "learning_rate": 0.06, "rsm": 0.4, "l2_leaf_reg": 3.0,
            "random_strength": 1.0, "bagging_temperature": 1.0,
        },
    }
)  # fmt: skip
"""Chosen by hand; the first trial of a study, so that every other one is measured against it."""


def suggest_parameters(trial: optuna.Trial) -> dict[str, float | int | str]:
    """The parameters of one trial.

    More or deeper trees than these would not fit the artefact's size; trees stay oblivious, which the
    reasons rely on.
    """
    return {
        "iterations": trial.suggest_int("iterations", 300, 1400, step=50),
        "depth": trial.suggest_int("depth", 4, 7),
        "learning_rate": trial.suggest_float("learning_rate", 0.02, 0.15, log=True),
        "rsm": trial.suggest_float("rsm", 0.1, 0.7),
        "l2_leaf_reg": trial.suggest_float("l2_leaf_reg", 1.0, 30.0, log=True),
        "random_strength": trial.suggest_float("random_strength", 0.1, 5.0, log=True),
        "bagging_temperature": trial.suggest_float("bagging_temperature", 0.0, 2.0),
    }


def name_models(study: str, parameters: Parameters) -> dict[str, dict[str, float | int | str]]:
    """What training takes of a study: for each of its models the loss and the parameters."""
    return {model: {"loss_function": LOSSES[model], **parameters} for model in MODELS_OF[study]}
