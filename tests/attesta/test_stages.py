"""Stages of training, as `attesta salary` starts them."""

import subprocess
import sys
from pathlib import Path

import pytest

ATTESTA = Path(sys.executable).parent / "attesta"
STAGES = ("ingest", "skills", "tune", "train", "evaluate", "report")


def salary(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [ATTESTA, "salary", *arguments], capture_output=True, text=True, timeout=60, check=False
    )


def test_all_stages_are_listed() -> None:
    assert set(STAGES) <= set(salary("--help").stdout.split())


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_tells_its_own_options(stage: str) -> None:
    pytest.importorskip("pandas", reason="the packages of training are not installed")
    shown = salary(stage, "--help")
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("usage:")


def test_a_wrong_option_ends_with_the_stages_own_code() -> None:
    pytest.importorskip("pandas", reason="the packages of training are not installed")
    wrong = salary("train", "--nonsense")
    assert wrong.returncode == 2
    assert "--nonsense" in wrong.stderr
