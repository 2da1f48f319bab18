"""The engine `bert`, as far as it goes without torch and ONNX Runtime: batches, pooling, refusals."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from services.scorer.checkpoint.description import ONNX_FILE, CheckpointRefusedError
from services.scorer.checkpoint.load import hash_files
from services.scorer.engines.batches import sort_into_batches
from services.scorer.engines.bert import BertSettings, choose_runtime, load_bert, pad_batch, pool
from services.scorer.engines.builtin import BuiltinEngine
from services.scorer.engines.runtimes import Runtime
from tests.scorer.checkpoints_made import change_description, make_checkpoint


@given(st.lists(st.integers(1, 600), max_size=60), st.integers(1, 16), st.integers(1, 5000))
def test_every_text_is_in_one_batch_and_no_batch_is_too_large(
    lengths: list[int], most: int, tokens: int
) -> None:
    batches = list(sort_into_batches(lengths, most, tokens))
    assert sorted(place for batch in batches for place in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) <= most
        assert len(batch) == 1 or max(lengths[place] for place in batch) * len(batch) <= tokens
    sizes = [lengths[place] for batch in batches for place in batch]
    assert sizes == sorted(sizes, reverse=True)


def test_padding_is_not_pooled() -> None:
    states = np.arange(12, dtype=np.float64).reshape(2, 3, 2)
    mask = np.array([[1, 1, 1], [1, 1, 0]])
    assert pool(states, mask, "cls").tolist() == [[0, 1], [6, 7]]
    assert pool(states, mask, "last").tolist() == [[4, 5], [8, 9]]
    assert pool(states, mask, "mean").tolist() == [[2, 3], [7, 8]]


def test_a_batch_is_padded_on_the_right() -> None:
    ids, mask = pad_batch([[7, 8, 9], [5]])
    assert ids.tolist() == [[7, 8, 9], [5, 0, 0]]
    assert mask.tolist() == [[1, 1, 1], [1, 0, 0]]
    assert ids.dtype == mask.dtype == np.int64


@pytest.mark.parametrize(
    ("said", "in_bf16", "can_run_onnx", "chosen"),
    [
        (None, False, True, "onnx"),
        (None, True, True, "torch"),
        (None, False, False, "torch"),
        ("torch", False, True, "torch"),
        ("onnx", True, False, "onnx"),
    ],
)
def test_onnx_runtime_is_chosen_where_it_is_faster_and_can_run(
    said: Runtime | None, in_bf16: bool, can_run_onnx: bool, chosen: Runtime
) -> None:
    assert choose_runtime(said, in_bf16, can_run_onnx) == chosen


def test_the_environment_says_the_runtime(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ATTESTA_SCORER_CHECKPOINT", str(tmp_path))
    assert BertSettings().encoder_runtime is None
    monkeypatch.setenv("ATTESTA_SCORER_ENCODER_RUNTIME", "onnx")
    assert BertSettings().encoder_runtime == "onnx"
    monkeypatch.setenv("ATTESTA_SCORER_ENCODER_RUNTIME", "jax")
    with pytest.raises(ValidationError, match="encoder_runtime"):
        BertSettings()


def make_encoder(folder: Path, *, with_onnx: bool) -> Path:
    """A checkpoint of an encoder whose weights nobody gets as far as to read."""
    make_checkpoint(folder)
    files = {}
    if with_onnx:
        (folder / ONNX_FILE).parent.mkdir()
        (folder / ONNX_FILE).write_bytes(b"weights")
        files = hash_files(folder, [ONNX_FILE])
    return change_description(folder, kind="encoder", files=files)


def test_onnx_runtime_in_bfloat16_is_refused(engine: BuiltinEngine, tmp_path: Path) -> None:
    folder = make_encoder(tmp_path / "made", with_onnx=True)
    settings = BertSettings(checkpoint=folder, encoder_runtime="onnx", encoder_bf16=True)
    with pytest.raises(CheckpointRefusedError, match="computes the encoder in float32: take"):
        load_bert(engine, settings)


def test_onnx_runtime_without_its_file_is_refused(engine: BuiltinEngine, tmp_path: Path) -> None:
    folder = make_encoder(tmp_path / "made", with_onnx=False)
    settings = BertSettings(checkpoint=folder, encoder_runtime="onnx")
    with pytest.raises(CheckpointRefusedError, match=r"made was exported without encoder/model\.onnx"):
        load_bert(engine, settings)


def test_a_file_that_was_laid_beside_the_trained_ones_is_not_run(
    engine: BuiltinEngine, tmp_path: Path
) -> None:
    folder = make_encoder(tmp_path / "made", with_onnx=True)
    change_description(folder, files={})
    settings = BertSettings(checkpoint=folder, encoder_runtime="onnx")
    with pytest.raises(CheckpointRefusedError, match="was exported without"):
        load_bert(engine, settings)


@pytest.mark.skipif(importlib.util.find_spec("onnxruntime") is not None, reason="it is installed here")
def test_without_onnx_runtime_it_says_what_to_install(engine: BuiltinEngine, tmp_path: Path) -> None:
    folder = make_encoder(tmp_path / "made", with_onnx=True)
    settings = BertSettings(checkpoint=folder, encoder_runtime="onnx")
    with pytest.raises(CheckpointRefusedError, match=r"pip install 'attesta-scorer\[onnx\]'"):
        load_bert(engine, settings)


@pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="torch is installed here")
def test_without_torch_it_says_what_to_install(engine: BuiltinEngine, tmp_path: Path) -> None:
    folder = change_description(make_checkpoint(tmp_path / "made"), kind="encoder")
    with pytest.raises(CheckpointRefusedError, match=r"pip install 'attesta-scorer\[bert\]'"):
        load_bert(engine, BertSettings(checkpoint=folder))


def test_an_adapter_is_refused(engine: BuiltinEngine, tmp_path: Path) -> None:
    folder = make_checkpoint(tmp_path / "made")
    with pytest.raises(CheckpointRefusedError, match="this engine takes an encoder"):
        load_bert(engine, BertSettings(checkpoint=folder))
