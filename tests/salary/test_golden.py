"""The code reads jobs as the committed model was trained to."""

import pytest

from services.salary.artefact import GOLDEN_FILE, MODEL_FOLDER
from services.salary.estimate import SalaryEstimator
from services.salary.training.golden import GoldenPredictions
from services.salary.vacancy import profile_row


def test_committed_model_says_what_it_said_when_it_was_trained(estimator: SalaryEstimator) -> None:
    stored = GoldenPredictions.model_validate_json((MODEL_FOLDER / GOLDEN_FILE).read_bytes()).predictions
    assert len(stored) >= 5
    profiles = [profile_row(golden.job, estimator.last_month) for golden in stored]
    for golden, said in zip(stored, estimator.predict_ranges(profiles), strict=True):
        assert said == pytest.approx(golden.range_rub, rel=0.002), golden.job
