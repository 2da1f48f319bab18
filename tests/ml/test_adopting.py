"""Adapters that others have trained: what they hold decides, not what is said of them."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from services.scorer.checkpoint.adapter import WEIGHTS
from services.scorer.checkpoint.load import load_checkpoint
from tests.ml.conftest import Workshop
from tests.ml.environments import ROOT, TRAIN_PYTHON, make_environment, run_training
from tests.ml.resumes import encode_pairs, make_pairs

pytestmark = [pytest.mark.ml, pytest.mark.timeout(1500)]


@pytest.mark.parametrize("kind", ["linear", "two-layer"])
def test_an_adapter_with_its_head_inside_says_the_same_afterwards(
    workshop: Workshop, tmp_path: Path, kind: str
) -> None:
    tokens = encode_pairs(workshop.checkpoint("fp32/first"), make_pairs()[::10])
    (tmp_path / "tokens.json").write_text(json.dumps(tokens))
    raw, log = tmp_path / "raw", tmp_path / "log"
    places = (workshop.base, raw, kind, tmp_path / "tokens.json", tmp_path / "logits.json")
    run_training(["tests.ml.make_adapter", *places], log)
    out = workshop.root / f"adopted-{kind}"
    said = ("--prompt", "attesta-1", "--max-length", 512, "--model", "adopted", "--version", 1)
    module = "services.scorer.training.transformer.adopt"
    run_training([module, raw, "--base", workshop.base, "--out", out, *said], log)
    assert f"head: {kind}" in log.read_text()
    assert load_checkpoint(out, "adapter").description.head == kind
    expected = np.array(json.loads((tmp_path / "logits.json").read_text()))
    assert np.abs(workshop.refer(out.name, tokens) - expected).max() <= 1e-4


def test_an_adapter_keeps_the_ways_of_its_training(workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "tokens.json").write_text("[[2, 3]]")
    raw, out, log = tmp_path / "raw", tmp_path / "out", tmp_path / "log"
    places = (workshop.base, raw, "linear", tmp_path / "tokens.json", tmp_path / "logits.json")
    run_training(["tests.ml.make_adapter", *places], log)
    said = ("--prompt", "fic", "--max-length", 512, "--model", "adopted", "--version", 1)
    ways = ("--truncation-side", "right", "--end-token")
    module = "services.scorer.training.transformer.adopt"
    run_training([module, raw, "--base", workshop.base, "--out", out, *said, *ways], log)
    checkpoint = load_checkpoint(out, "adapter")
    assert checkpoint.description.truncation_side == "right"
    special = checkpoint.tokenizer.special_token
    for resume, target in make_pairs():
        tokens = checkpoint.encode(resume, target)
        assert tokens[:2] == [special("<bos>"), special("<start_of_turn>")]
        assert tokens[-1] == special("<eos>")
        assert (tokens[-2] == special("<end_of_turn>")) == (len(tokens) < 512)


def test_an_adapter_that_holds_more_is_refused(workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "tokens.json").write_text("[[2, 5]]")
    raw, log = tmp_path / "raw", tmp_path / "log"
    places = (workshop.base, raw, "linear", tmp_path / "tokens.json", tmp_path / "logits.json")
    run_training(["tests.ml.make_adapter", *places], log)
    tensors = load_file(raw / WEIGHTS)
    more = "base_model.model.model.layers.0.self_attn.q_proj.lora_magnitude_vector"
    save_file(tensors | {more: np.ones(128, np.float32)}, raw / WEIGHTS)
    said = ("--prompt", "attesta-1", "--max-length", "512", "--model", "more", "--version", "1")
    command = [
        str(TRAIN_PYTHON), "-m", "services.scorer.training.transformer.adopt", str(raw),
        "--base", str(workshop.base), "--out", str(tmp_path / "out"), *said,
    ]  # fmt: skip
    ended = subprocess.run(
        command, cwd=ROOT, env=make_environment(1), capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.strip().splitlines()[-1].endswith("which is neither its LoRA nor its head.")


def test_an_adapter_without_a_head_is_refused(workshop: Workshop, tmp_path: Path) -> None:
    command = [
        str(TRAIN_PYTHON), "-m", "services.scorer.training.transformer.adopt",
        str(workshop.root / "fp32/first/adapter"), "--base", str(workshop.base),
        "--out", str(tmp_path / "out"),
        "--prompt", "fic", "--max-length", "512", "--model", "adopted", "--version", "1",
    ]  # fmt: skip
    ended = subprocess.run(
        command, cwd=ROOT, env=make_environment(1), capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "adapter brings no head, so nobody knows what it says: train one." in ended.stderr
