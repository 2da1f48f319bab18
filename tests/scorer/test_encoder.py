"""The engine `bert`, as far as it goes without torch: batches, pooling, refusals."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scorer.checkpoint.description import CheckpointRefusedError
from services.scorer.engines.batches import sort_into_batches
from services.scorer.engines.bert import BertSettings, load_bert, pool
from services.scorer.engines.builtin import BuiltinEngine
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


@pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="torch is installed here")
def test_without_torch_it_says_what_to_install(engine: BuiltinEngine, tmp_path: Path) -> None:
    folder = change_description(make_checkpoint(tmp_path / "made"), kind="encoder")
    with pytest.raises(CheckpointRefusedError, match=r"pip install 'attesta-scorer\[bert\]'"):
        load_bert(engine, BertSettings(checkpoint=folder))


def test_an_adapter_is_refused(engine: BuiltinEngine, tmp_path: Path) -> None:
    folder = make_checkpoint(tmp_path / "made")
    with pytest.raises(CheckpointRefusedError, match="this engine takes an encoder"):
        load_bert(engine, BertSettings(checkpoint=folder))
