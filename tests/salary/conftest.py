import os
from pathlib import Path

import pytest

from services.salary.estimate import SalaryEstimator, load_estimator


@pytest.fixture(scope="session")
def estimator() -> SalaryEstimator:
    return load_estimator()


@pytest.fixture(scope="session")
def data_folder() -> Path:
    folder = Path(os.environ.get("ATTESTA_DATA", "../shared/data"))
    if not (folder / "salary" / "train.parquet").exists():
        pytest.skip(f"the training data is not here: {folder} (set ATTESTA_DATA)")
    return folder
