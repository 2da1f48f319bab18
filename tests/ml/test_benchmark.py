"""The measurements for a GPU run where there is none, so that they will run where there is one."""

import re
from pathlib import Path

import pytest

from tests.ml.environments import require_environments, run_training

pytestmark = [pytest.mark.ml, pytest.mark.timeout(600)]


def test_a_merged_copy_says_what_four_bits_with_a_lora_say(tmp_path: Path) -> None:
    require_environments()
    run_training(["benchmarks.gemma", "--shape", "tiny", "--tokens", 64, "--batch", 2], tmp_path / "log")
    told = (tmp_path / "log").read_text()
    assert len(re.findall(r"\d resumes/s", told)) == 3
    apart, spread = map(float, re.findall(r"differ by ([\d.]+) at most, of a spread of ([\d.]+)", told)[0])
    assert apart <= 0.2 * spread
