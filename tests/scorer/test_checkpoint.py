"""Checkpoints: what fits is loaded, what does not is refused with a sentence; heads compute as torch's."""

import json
import math
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from services.scorer.checkpoint.adapter import inspect_adapter
from services.scorer.checkpoint.description import (
    AbstainBand,
    CheckpointRefusedError,
    Isotonic,
    Temperature,
    read_description,
)
from services.scorer.checkpoint.head import calibrate, confirmed_logit, gelu, is_abstained
from services.scorer.checkpoint.load import load_checkpoint
from tests.scorer.checkpoints_made import HIDDEN, change_description, make_adapter, make_checkpoint, make_head


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_checkpoint(tmp_path / "made")


def test_a_whole_checkpoint_is_loaded(folder: Path) -> None:
    checkpoint = load_checkpoint(folder, "adapter")
    head, state = make_head(), np.linspace(-1, 1, HIDDEN)
    hidden = head["hidden.weight"].astype(np.float64) @ state + head["hidden.bias"]
    hidden = np.array([one * 0.5 * (1 + math.erf(one / math.sqrt(2))) for one in hidden])
    logits = head["output.weight"].astype(np.float64) @ hidden + head["output.bias"]
    assert checkpoint.logit(state) == pytest.approx(logits[1] - logits[0], abs=1e-12)
    assert checkpoint.probability(state) == pytest.approx(1 / (1 + math.exp(logits[0] - logits[1])))
    assert checkpoint.description.adapter_name == "made-up@1"


def test_a_linear_head_is_loaded(tmp_path: Path) -> None:
    folder = make_checkpoint(tmp_path / "linear", head="linear", files={})
    weight = np.arange(2 * HIDDEN, dtype=np.float32).reshape(2, HIDDEN)
    save_file({"output.weight": weight}, folder / "head.safetensors")
    found = load_checkpoint(folder, "adapter").head.logits(np.ones(HIDDEN))
    assert found == pytest.approx(weight.sum(axis=1))


def save_head(folder: Path, **changes: np.ndarray | None) -> None:
    tensors = {**make_head(), **{name.replace("__", "."): value for name, value in changes.items()}}
    save_file(
        {name: value for name, value in tensors.items() if value is not None}, folder / "head.safetensors"
    )
    change_description(folder, files={})


def drop_head(folder: Path) -> None:
    (folder / "head.safetensors").unlink()
    change_description(folder, files={})


def add_bytes(folder: Path) -> None:
    with (folder / "tokenizer" / "tokenizer.json").open("a") as tokenizer:
        tokenizer.write("\n")


def spoil_tokenizer(folder: Path) -> None:
    (folder / "tokenizer" / "tokenizer.json").write_text("{")
    change_description(folder, files={})


def replace_adapter(folder: Path, **options: Any) -> None:
    make_adapter(folder / "adapter", **options)
    change_description(folder, files={})


REFUSALS = {
    "no description": (lambda f: (f / "head.json").unlink(), "holds no head.json that can be read"),
    "a newer format": (lambda f: change_description(f, format=3), "has format 3; this version reads 1, 2"),
    "an unknown prompt": (lambda f: change_description(f, prompt="x"), "prompt 'x' is not known here"),
    "cut on the wrong side": (
        lambda f: change_description(f, truncation_side="left"),
        "'attesta-1' is not cut on the left",
    ),
    "too short": (lambda f: change_description(f, max_length=8), "max_length: Input should be greater"),
    "a file missing": (lambda f: (f / "adapter/adapter_config.json").unlink(), "is missing: copy the whole"),
    "a file changed": (add_bytes, "tokenizer.json is not the file that was trained"),
    "no tokenizer": (spoil_tokenizer, "tokenizer.json is no tokenizer"),
    "no head": (drop_head, "without it the head would be untrained"),
    "the stock head where two layers are said": (
        lambda f: save_head(f, hidden__weight=None),
        "says that its head is two-layer, but head.safetensors holds output.weight",
    ),
    "two layers where the stock head is said": (
        lambda f: change_description(f, head="linear"),
        "says that its head is linear, but head.safetensors holds hidden.weight, output.weight",
    ),
    "another base's head": (
        lambda f: change_description(f, hidden_size=32),
        "takes 16 numbers where 32 come: head and base belong to different models",
    ),
    "numbers that are none": (
        lambda f: save_head(f, output__bias=np.array([0, np.nan], np.float32)),
        "numbers that are not finite",
    ),
    "three logits": (
        lambda f: save_head(
            f, output__weight=np.zeros((3, HIDDEN), np.float32), output__bias=np.zeros(3, np.float32)
        ),
        "gives 3 logits for 2 labels",
    ),
    "an adapter of another base": (
        lambda f: replace_adapter(f, base_model_name_or_path="other/base"),
        "was trained on other/base at abc, its head on example/base at abc",
    ),
    "an adapter of another revision": (
        lambda f: replace_adapter(f, revision="xyz"),
        "example/base at xyz, its head on example/base at abc",
    ),
    "an adapter with its head": (
        lambda f: replace_adapter(
            f, head={"base_model.model.score.weight": np.zeros((2, HIDDEN), np.float32)}
        ),
        "still carries its head (linear): export it",
    ),
    "an adapter with a task": (lambda f: replace_adapter(f, task_type="SEQ_CLS"), "still carries its head"),
    "DoRA": (lambda f: replace_adapter(f, use_dora=True), "the adapter has DoRA, which is not served"),
    "no LoRA": (lambda f: replace_adapter(f, peft_type="IA3"), "adapter is no LoRA adapter"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_does_not_fit_is_refused_with_a_sentence(folder: Path, case: str) -> None:
    spoil, sentence = REFUSALS[case]
    spoil(folder)  # type: ignore[no-untyped-call]
    with pytest.raises(CheckpointRefusedError) as refusal:
        load_checkpoint(folder, "adapter")
    assert sentence in str(refusal.value)


def test_an_adapter_is_refused_where_an_encoder_is_wanted(folder: Path) -> None:
    with pytest.raises(CheckpointRefusedError, match="is an adapter; this engine takes an encoder"):
        load_checkpoint(folder, "encoder")


def test_another_module_than_the_seven_is_refused(folder: Path) -> None:
    tensors = {"base_model.model.lm_head.lora_A.weight": np.zeros((8, HIDDEN), np.float32)}
    replace_adapter(folder, head=tensors)
    with pytest.raises(CheckpointRefusedError, match="the adapter changes lm_head, which is not served"):
        load_checkpoint(folder, "adapter")


@pytest.mark.parametrize(
    ("tensors", "kind"),
    [
        ({}, None),
        ({"base_model.model.score.weight": (2, HIDDEN)}, "linear"),
        (
            {"score.1.weight": (HIDDEN, HIDDEN), "score.1.bias": (HIDDEN,), "score.4.weight": (2, HIDDEN)},
            "two-layer",
        ),
        ({f"classifier.{place}.weight": (HIDDEN, HIDDEN) for place in range(3)}, "3 layers"),
    ],
)
def test_a_head_is_judged_by_its_tensors(
    tmp_path: Path, tensors: dict[str, tuple[int, ...]], kind: str | None
) -> None:
    head = {name: np.zeros(shape, np.float32) for name, shape in tensors.items()}
    facts = inspect_adapter(make_adapter(tmp_path / "raw", head=head, task_type="SEQ_CLS"))
    assert facts.head_kind == kind
    assert (facts.rank, facts.layers, len(facts.modules), facts.task) == (8, 1, 7, "SEQ_CLS")


def test_the_older_format_is_read(folder: Path) -> None:
    change_description(folder, format=1, calibration=2.5, kind=None, pooling=None, files=None, abstain=None)
    description = load_checkpoint(folder, "adapter").description
    assert description.calibration == Temperature(temperature=2.5)
    assert (description.kind, description.pooling, description.abstain) == ("adapter", "last", None)


def test_a_copy_elsewhere_is_the_same_checkpoint(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    state = np.ones(HIDDEN)
    first, second = (load_checkpoint(one, "adapter") for one in (folder, tmp_path / "copy"))
    assert first.logit(state) == second.logit(state)
    assert str(tmp_path) not in (folder / "head.json").read_text()


def test_a_description_survives_writing(folder: Path) -> None:
    description = read_description(folder)
    assert json.loads(description.model_dump_json())["base"] == {"id": "example/base", "revision": "abc"}


@given(st.floats(-1e6, 1e6), st.floats(0.01, 100), st.floats(-10, 10))
def test_a_temperature_gives_probabilities_that_rise(logit: float, temperature: float, bias: float) -> None:
    calibration = Temperature(temperature=temperature, bias=bias)
    found = calibrate(logit, calibration)
    assert 0 <= found <= calibrate(logit + 1, calibration) <= 1


def test_isotonic_calibration_is_straight_between_its_knots() -> None:
    calibration = Isotonic(logits=(-1, 1), probabilities=(0.2, 0.6))
    assert [calibrate(one, calibration) for one in (-9, -1, 0, 1, 9)] == pytest.approx(
        [0.2, 0.2, 0.4, 0.6, 0.6]
    )
    for knots in (((1, -1), (0.2, 0.6)), ((-1, 1), (0.6, 0.2)), ((-1, 1), (0.6,))):
        with pytest.raises(ValueError, match=r"knots rise|as many"):
            Isotonic(logits=knots[0], probabilities=knots[1])


def test_one_logit_and_two_logits_say_the_same() -> None:
    assert confirmed_logit(np.array([1.5])) == confirmed_logit(np.array([0.5, 2.0])) == 1.5


def test_a_band_is_open() -> None:
    band = AbstainBand(low=0.4, high=0.6)
    assert [is_abstained(one, band) for one in (0.4, 0.5, 0.6)] == [False, True, False]
    assert not is_abstained(0.5, None)


def test_gelu_is_the_exact_one() -> None:
    # Values of torch.nn.functional.gelu, whose default is not the tanh approximation.
    assert gelu(np.array([-1.0, 0.0, 1.0, 3.0])) == pytest.approx([-0.15865526, 0.0, 0.84134474, 2.99595031])
