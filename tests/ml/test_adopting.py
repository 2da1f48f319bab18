"""Adapters that others have trained: what they hold decides, not what is said of them."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from safetensors.numpy import load_file, save_file

from services.scorer.checkpoint.adapter import WEIGHTS
from services.scorer.checkpoint.load import load_checkpoint
from tests.ml.conftest import Workshop
from tests.ml.environments import ROOT, TRAIN_PYTHON, make_environment, run_training
from tests.ml.resumes import encode_pairs, make_pairs

pytestmark = [pytest.mark.ml, pytest.mark.timeout(1500)]

ADOPT = "services.scorer.training.transformer.adopt"
SAID = ("--max-length", "512", "--model", "adopted", "--version", "1")


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
    run_training([ADOPT, raw, "--base", workshop.base, "--out", out, "--prompt", "attesta-1", *SAID], log)
    assert f"head: {kind}" in log.read_text()
    assert load_checkpoint(out, "adapter").description.head == kind
    expected = np.array(json.loads((tmp_path / "logits.json").read_text()))
    assert np.abs(workshop.refer(out.name, tokens) - expected).max() <= 1e-4


@pytest.fixture(scope="session")
def raw(workshop: Workshop) -> Path:
    """An adapter as others save theirs."""
    folder, tokens = workshop.root / "raw", workshop.root / "two-tokens.json"
    tokens.write_text("[[2, 3]]")
    places = (workshop.base, folder, "linear", tokens, workshop.root / "raw-logits.json")
    run_training(["tests.ml.make_adapter", *places], workshop.root / "raw.log")
    return folder


def test_an_adapter_keeps_the_ways_of_its_training(workshop: Workshop, raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ways = ("--prompt", "fic", "--truncation-side", "right", "--end-token")
    run_training([ADOPT, raw, "--base", workshop.base, "--out", out, *SAID, *ways], tmp_path / "log")
    checkpoint = load_checkpoint(out, "adapter")
    assert checkpoint.description.truncation_side == "right"
    special = checkpoint.tokenizer.special_token
    for resume, target in make_pairs():
        tokens = checkpoint.encode(resume, target)
        assert tokens[:2] == [special("<bos>"), special("<start_of_turn>")]
        assert tokens[-1] == special("<eos>")
        assert (tokens[-2] == special("<end_of_turn>")) == (len(tokens) < 512)


QUERY = "base_model.model.model.layers.{}.self_attn.q_proj.lora_{}"
REFUSED: dict[str, tuple[str, npt.NDArray[np.float64], str]] = {
    "more than a LoRA": (
        QUERY.format(0, "magnitude_vector"), np.ones(128), "which is neither its LoRA nor its head.",
    ),
    "a layer that is not there": (
        QUERY.format(99, "A.weight"), np.ones((4, 128)), "the base has no layer for",
    ),
    "another base's width": (
        QUERY.format(0, "A.weight"), np.ones((4, 64)), "64 wide where the base's layer is 128",
    ),
    "no numbers": (
        QUERY.format(0, "B.weight"), np.full((128, 4), np.nan), "holds values that are no numbers",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_an_adapter_that_does_not_fit_is_refused_and_leaves_nothing(
    workshop: Workshop, raw: Path, tmp_path: Path, case: str
) -> None:
    name, weight, sentence = REFUSED[case]
    shutil.copytree(raw, tmp_path / "raw")
    tensors = load_file(raw / WEIGHTS)
    save_file(tensors | {name: weight.astype(np.float32)}, tmp_path / "raw" / WEIGHTS)
    assert sentence in refuse(workshop, tmp_path / "raw", tmp_path / "made" / "out")
    assert not [*tmp_path.glob("made/*")]


def test_an_adapter_without_a_head_is_refused(workshop: Workshop, tmp_path: Path) -> None:
    told = refuse(workshop, workshop.root / "fp32/first/adapter", tmp_path / "out")
    assert "adapter brings no head, so nobody knows what it says: train one." in told


def refuse(workshop: Workshop, adapter: Path, out: Path) -> str:
    """The last line that adopting says before it ends with code 1."""
    given = (adapter, "--base", workshop.base, "--out", out, "--prompt", "fic", *SAID)
    command = [str(TRAIN_PYTHON), "-m", ADOPT, *map(str, given)]
    ended = subprocess.run(
        command, cwd=ROOT, env=make_environment(1), capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    return ended.stderr.strip().splitlines()[-1]
