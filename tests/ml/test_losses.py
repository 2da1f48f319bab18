"""The losses of the training, against their formulas."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.ml.environments import require_environments, run_training

pytestmark = pytest.mark.ml

LOGITS = [[0.2, -1.0], [1.5, 0.3], [-0.4, 2.0], [0.0, 0.0]]
PLANS = (
    {"kind": "focal", "gamma": 0.0},
    {"kind": "focal", "gamma": 2.0},
    {"kind": "focal", "gamma": 2.0, "alpha": 0.9},
    {"kind": "weighted"},
)


def test_losses_are_what_their_formulas_say(tmp_path: Path) -> None:
    require_environments()
    labels = [0, 1, 1, 1]  # so that the outcomes weigh differently
    cases = [{"plan": plan, "logits": LOGITS, "labels": labels} for plan in PLANS]
    (tmp_path / "cases.json").write_text(json.dumps(cases))
    run_training(["tests.ml.run_losses", tmp_path / "cases.json", tmp_path / "found.json"], tmp_path / "log")
    powers = np.exp(np.array(LOGITS))
    right = (powers / powers.sum(axis=1, keepdims=True))[np.arange(4), labels]
    cross = -np.log(right)
    alphas = np.array([0.1, 0.9, 0.9, 0.9])
    weights = np.array([4 / 2, *[4 / 6] * 3])
    expected = [
        cross.mean(),
        ((1 - right) ** 2 * cross).mean(),
        (alphas * (1 - right) ** 2 * cross).mean(),
        (weights * cross).sum() / weights.sum(),
    ]
    assert json.loads((tmp_path / "found.json").read_text()) == pytest.approx(expected, abs=1e-6)
