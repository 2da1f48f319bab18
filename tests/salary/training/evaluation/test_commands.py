"""Experiments as a person runs them, on a small table."""

import sys
from pathlib import Path

import pytest

from services.salary.training.evaluation.experiment import run_experiment
from services.salary.training.evaluation.losses import LOSSES, compare_losses, write_losses
from services.salary.training.evaluation.professions import try_professions, write_trials
from services.salary.training.vacancies import Vacancies


def test_an_experiment_tells_of_each_seed(
    small_data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        sys, "argv", ["experiment", "--data", str(small_data), "--seeds", "3", "4", "--sample", "50"]
    )
    run_experiment("About.", lambda vacancies, seed: (len(vacancies.profiles), seed), str)
    assert capsys.readouterr().out.splitlines() == ["seed 3 ...", "seed 4 ...", "[(50, 3), (50, 4)]"]


def test_a_loss_is_measured_and_told(small_vacancies: Vacancies) -> None:
    figures = compare_losses(small_vacancies, 7, {"middles": LOSSES["quantiles of the middle"]})
    measured = figures["middles"]
    assert measured.all_rows.log_r2 > 0.3  # a fifth of the rows says nothing
    assert 0 < measured.two_bounds.rows < measured.all_rows.rows
    row = write_losses([figures, figures]).splitlines()[2].split(" | ")
    assert row[:2] == ["| middles", f"{measured.all_rows.mae_rub:,.0f}"]


def test_professions_are_tried_on_the_same_rows(small_vacancies: Vacancies) -> None:
    trial = try_professions(small_vacancies, seed=7)
    assert trial.without.rows == trial.with_clusters.rows
    assert trial.difference.mae_rub == pytest.approx(trial.with_clusters.mae_rub - trial.without.mae_rub)
    assert f"| 7 | {len(trial.professions)} |" in write_trials([trial])
