"""Tuning of the whole model, on a small table."""

import json
import sys
from pathlib import Path

import pytest

pytest.importorskip("optuna", reason="optuna is of the training environment: locks/training.txt")

from services.salary.training.fit import PARAMETERS
from services.salary.training.tuning.__main__ import main
from services.salary.training.tuning.space import START


def test_the_best_parameters_are_printed_and_kept(
    small_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = tmp_path / "best.json"
    study = ["--study", str(tmp_path / "study.sqlite"), "--trials", "1", "--folds", "1"]
    monkeypatch.setattr(sys, "argv", ["tuning", "--data", str(small_data), *study, "--out", str(found)])
    main()
    printed = capsys.readouterr()
    assert json.loads(printed.out) == json.loads(found.read_bytes())
    assert json.loads(printed.out)["low"] == dict(START["range"])
    assert set(json.loads(printed.out)) == set(PARAMETERS)
    assert printed.err.count("trial 0: ") == 2
    monkeypatch.setattr(sys, "argv", [*sys.argv, "--sample", "100"])
    with pytest.raises(SystemExit, match="another file"):
        main()
