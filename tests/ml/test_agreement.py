"""Logits through the whole system equal those of transformers + peft, and the controls do not."""

import json
import logging
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from services.scorer.checkpoint.description import ONNX_FILE
from services.scorer.checkpoint.load import Checkpoint, load_checkpoint
from tests.ml.conftest import Ask, Logits, Workshop
from tests.ml.environments import (
    ROOT,
    TRAIN_PYTHON,
    Engine,
    make_environment,
    run_training,
    running_engine,
)
from tests.ml.make_rows import write_rows
from tests.ml.resumes import encode_pairs, make_pairs

pytestmark = [pytest.mark.ml, pytest.mark.timeout(1500)]

log = logging.getLogger(__name__)

SINGLE = 1e-4
"""Most difference of a logit in single precision."""
HALF = 5e-2
"""And with a base in 4 bits, computed in bfloat16."""
WRONG = 0.2
"""Least largest difference of a control."""


def difference(one: Logits, other: Logits) -> float:
    return float(np.abs(one - other).max())


@pytest.mark.parametrize("name", ["first", "second"])
def test_two_adapters_of_one_server_each_agree_with_the_reference(
    *, workshop: Workshop, engine: Engine, ask: Ask, name: str
) -> None:
    checkpoint = workshop.checkpoint(f"fp32/{name}")
    tokens = encode_pairs(checkpoint, make_pairs())
    assert len(tokens) == 100
    expected = workshop.refer(f"fp32/{name}", tokens)
    found = ask(engine.url, checkpoint, checkpoint.description.adapter_name, tokens)
    log.info("%s: %.2e of a spread of %.2f", name, difference(found, expected), expected.std())
    assert difference(found, expected) <= SINGLE
    without = ask(engine.url, checkpoint, "base", tokens)
    assert difference(without, expected) >= WRONG


def test_another_head_is_seen(workshop: Workshop, engine: Engine, ask: Ask) -> None:
    first, second = workshop.checkpoint("fp32/first"), workshop.checkpoint("fp32/second")
    tokens = encode_pairs(first, make_pairs()[:20])
    adapter = first.description.adapter_name
    expected = workshop.refer("fp32/first", tokens)
    assert difference(ask(engine.url, first, adapter, tokens), expected) <= SINGLE
    assert difference(ask(engine.url, second, adapter, tokens), expected) >= WRONG


def test_two_hundred_requests_at_once_say_what_each_says_alone(
    workshop: Workshop, engine: Engine, ask: Ask
) -> None:
    checkpoint = workshop.checkpoint("fp32/first")
    name = checkpoint.description.adapter_name
    tokens = encode_pairs(checkpoint, make_pairs() * 2)
    alone = np.concatenate([ask(engine.url, checkpoint, name, [one]) for one in tokens[:100]])
    together = ask(engine.url, checkpoint, name, tokens)
    assert difference(together[:100], alone) <= SINGLE
    assert difference(together[100:], alone) <= SINGLE


def test_a_base_in_four_bits_agrees_with_the_reference(workshop: Workshop, ask: Ask) -> None:
    checkpoint = workshop.checkpoint("4bit/qlora")
    name = checkpoint.description.adapter_name
    tokens = encode_pairs(checkpoint, make_pairs())
    expected = workshop.refer("4bit/qlora", tokens, "--load-4bit")
    told = workshop.root / "engine-4bit.log"
    with running_engine(workshop.root / "4bit", workshop.base, "--load-4bit", log=told) as engine:
        found = ask(engine.url, checkpoint, name, tokens)
        without = ask(engine.url, checkpoint, "base", tokens)
    log.info("4 bits: %.2e of a spread of %.2f", difference(found, expected), expected.std())
    assert difference(found, expected) <= HALF
    assert difference(without, expected) >= WRONG


def test_the_encoder_agrees_with_the_reference(workshop: Workshop) -> None:
    checkpoint = workshop.checkpoint("bert")
    pairs = make_pairs()
    tokens = encode_pairs(checkpoint, pairs)
    expected = workshop.refer("bert", tokens)
    asked, answer = workshop.root / "asked.json", workshop.root / "answer.json"
    asked.write_text(json.dumps(tokens))
    places = (workshop.root / "bert", asked, answer)
    run_training(["tests.ml.run_encoder", *places], workshop.root / "encoder.log")
    found = json.loads(answer.read_text())
    apart = {name: difference(logits_of(checkpoint, states), expected) for name, states in found.items()}
    log.info("encoder: %s of a spread of %.2f", apart, expected.std())
    assert max(apart[name] for name in ("onnx", "usual without bfloat16", "float32")) <= SINGLE
    assert found["usual without bfloat16"] == found["onnx"] != found["float32"]
    assert apart["bfloat16"] <= HALF * expected.std()
    mixed_up = found["float32"][1:] + found["float32"][:1]
    assert difference(logits_of(checkpoint, mixed_up), expected) >= WRONG


def test_a_file_for_onnx_runtime_is_one_of_those_that_were_trained(workshop: Workshop) -> None:
    checkpoint = workshop.checkpoint("bert")
    assert ONNX_FILE in checkpoint.description.files
    assert str(ROOT).encode() not in (checkpoint.folder / ONNX_FILE).read_bytes()
    assert "note:" not in (workshop.root / "bert" / "train.log").read_text()


def test_an_encoder_that_tracing_would_change_is_trained_without_that_file(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))  # where the model's own code is copied to
    base, out, log = tmp_path / "own", tmp_path / "out", tmp_path / "log"
    shutil.copytree(workshop.root / "tiny-bert", base)
    shutil.copy(Path(__file__).with_name("own_model.py"), base)
    said = json.loads((base / "config.json").read_text())
    said["auto_map"] = {"AutoModel": "own_model.OwnModel"}
    (base / "config.json").write_text(json.dumps(said))
    rows = write_rows(tmp_path / "rows.jsonl", 120)
    options = ("--backbone", base, "--code-allowed", "--data", rows, "--out", out, "--epochs", 1)
    run_training(["services.scorer.training.transformer", *options], log)
    assert "note: encoder/model.onnx is not written" in log.read_text()
    assert "its states differ from torch by" in log.read_text()
    assert ONNX_FILE not in load_checkpoint(out, "encoder").description.files
    assert not list(out.rglob("*.onnx"))


def test_an_encoder_that_lacks_weights_is_refused(workshop: Workshop, tmp_path: Path) -> None:
    shutil.copytree(workshop.root / "bert", tmp_path / "bert")
    weights = tmp_path / "bert" / "encoder" / "model.safetensors"
    tensors = load_file(weights)
    del tensors[next(name for name in tensors if name.endswith("1.output.dense.weight"))]
    save_file(tensors, weights, metadata={"format": "pt"})
    (tmp_path / "asked.json").write_text("[[2, 3]]")
    places = [str(tmp_path / name) for name in ("bert", "asked.json", "answer.json")]
    command = [str(TRAIN_PYTHON), "-m", "tests.ml.run_encoder", *places]
    ended = subprocess.run(
        command, cwd=ROOT, env=make_environment(1), capture_output=True, text=True, check=False
    )
    assert "bert/encoder lacks 1 weights, which would be random: copy the whole folder" in ended.stderr


def logits_of(checkpoint: Checkpoint, states: list[list[float]]) -> Logits:
    return np.stack([checkpoint.head.logits(np.array(state)) for state in states])


def test_a_checkpoint_of_the_older_format_says_the_same(
    *, workshop: Workshop, engine: Engine, ask: Ask, tmp_path: Path
) -> None:
    new = workshop.checkpoint("fp32/first")
    shutil.copytree(new.folder, tmp_path / "old")
    path = tmp_path / "old" / "head.json"
    said = json.loads(path.read_text())
    kept = {name: said[name] for name in said if name not in ("kind", "pooling", "files", "abstain")}
    path.write_text(json.dumps(kept | {"format": 1, "calibration": 2.0}))
    old = load_checkpoint(tmp_path / "old", "adapter")
    tokens = encode_pairs(old, make_pairs()[:10])
    name = new.description.adapter_name
    expected = workshop.refer("fp32/first", tokens)
    assert difference(ask(engine.url, old, name, tokens), expected) <= SINGLE
    assert old.description.calibration.model_dump() == {
        "kind": "temperature",
        "temperature": 2.0,
        "bias": 0.0,
    }
