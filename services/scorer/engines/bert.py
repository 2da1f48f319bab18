"""The engine `bert`: an encoder of up to some hundred million parameters on this machine's CPU."""

import logging
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.scorer.checkpoint.description import ONNX_FILE, CheckpointRefusedError, Description
from services.scorer.checkpoint.head import Floats
from services.scorer.checkpoint.load import load_checkpoint
from services.scorer.engines import Engine
from services.scorer.engines.batches import sort_into_batches
from services.scorer.engines.runtimes import (
    EncoderModel,
    Numbers,
    Runtime,
    has_bf16,
    load_onnx_model,
    load_torch_model,
)
from services.scorer.engines.transformer import TransformerEngine

NAME = "bert"
_BATCH_TEXTS = 16
_BATCH_TOKENS = 2048
"""More is slower and takes more memory, in each runtime: see README.md."""

log = logging.getLogger(__name__)


class BertSettings(BaseSettings):
    """Which checkpoint, and how much of this machine it may use."""

    model_config = SettingsConfigDict(
        env_prefix="ATTESTA_SCORER_", frozen=True, extra="ignore", env_ignore_empty=True
    )

    checkpoint: Path = Field(description="Folder that training has written; `current` of a folder of them.")
    encoder_runtime: Runtime | None = Field(
        None, description="Default: ONNX Runtime where it is the faster one and can run, else torch."
    )
    encoder_threads: int = Field(2, ge=1)
    encoder_bf16: bool | None = Field(None, description="Default: where the processor computes in bfloat16.")
    encoder_code_allowed: bool = Field(
        False, description="Run the model's own code, which lies in the checkpoint: only if you trust it."
    )


class Encoder:
    """A model that gives hidden states, run in batches.

    Args:
        model: of some runtime.
        pooling: `cls`, `mean` or `last`.
    """

    def __init__(self, model: EncoderModel, pooling: str) -> None:
        self._model = model
        self._pooling = pooling

    def pool_states(self, token_lists: Sequence[Sequence[int]]) -> list[Floats]:
        """The pooled hidden state of each list of token ids, shape (hidden,), in their order."""
        states: dict[int, Floats] = {}
        lengths = [len(tokens) for tokens in token_lists]
        for batch in sort_into_batches(lengths, _BATCH_TEXTS, _BATCH_TOKENS):
            ids, mask = pad_batch([token_lists[place] for place in batch])
            pooled = pool(self._model(ids, mask).astype(np.float64), mask, self._pooling)
            states |= zip(batch, pooled, strict=True)
        return [states[place] for place in range(len(token_lists))]


def pad_batch(token_lists: Sequence[Sequence[int]]) -> tuple[Numbers, Numbers]:
    """Token ids and their mask, both of shape (texts, tokens), padded on the right with zeros."""
    ids = np.zeros((len(token_lists), max(map(len, token_lists))), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, tokens in enumerate(token_lists):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return ids, mask


def pool(states: Floats, mask: Numbers, pooling: str) -> Floats:
    """One hidden state of each text.

    Args:
        states: shape (texts, tokens, hidden).
        mask: shape (texts, tokens), 1 where there is a token and 0 where there is padding, on the right.
        pooling: `cls` the first token, `last` the last one, `mean` all of them.
    """
    if pooling == "cls":
        return states[:, 0]
    if pooling == "last":
        return np.asarray(states[np.arange(len(states)), mask.sum(axis=1) - 1])
    return np.asarray((states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True))


def choose_runtime(said: Runtime | None, in_bf16: bool, can_run_onnx: bool) -> Runtime:
    """The runtime that was asked for, else the faster one: only in bfloat16 torch is (see README.md).

    Args:
        said: the setting.
        in_bf16: whether torch would compute in bfloat16.
        can_run_onnx: the checkpoint holds the file, and ONNX Runtime is installed.
    """
    return said or ("onnx" if can_run_onnx and not in_bf16 else "torch")


def load_encoder(folder: Path, description: Description, settings: BertSettings) -> Encoder:
    """Load the encoder of a checkpoint.

    Raises:
        CheckpointRefusedError: the runtime is missing, the weights are not all there, or the settings
            contradict each other.
    """
    # A file that training has not listed was not compared with the weights.
    has_file = ONNX_FILE in description.files
    in_bf16 = has_bf16() if settings.encoder_bf16 is None else settings.encoder_bf16
    can_run_onnx = has_file and find_spec("onnxruntime") is not None
    runtime = choose_runtime(settings.encoder_runtime, in_bf16, can_run_onnx)
    threads = settings.encoder_threads
    if runtime == "onnx":
        _check_onnx(folder, has_file, settings)
        model: EncoderModel = load_onnx_model(folder, threads)
    else:
        model = load_torch_model(folder, threads, in_bf16, settings.encoder_code_allowed)
    log.info("encoder runs in %s", runtime)
    return Encoder(model, description.pooling)


def _check_onnx(folder: Path, has_file: bool, settings: BertSettings) -> None:
    if settings.encoder_bf16:
        raise CheckpointRefusedError(
            "ONNX Runtime computes the encoder in float32: take ATTESTA_SCORER_ENCODER_BF16 away, "
            "or set ATTESTA_SCORER_ENCODER_RUNTIME=torch"
        )
    if not has_file:
        raise CheckpointRefusedError(
            f"{folder.name} was exported without {ONNX_FILE}, which ONNX Runtime needs: "
            "run it in torch (pip install 'attesta-scorer[bert]'), or train it again"
        )


def load_bert(grading: Engine, settings: BertSettings | None = None) -> TransformerEngine:
    """Load the engine.

    Args:
        grading: the engine that says the grade.
        settings: default: those of the environment.

    Raises:
        CheckpointRefusedError: the checkpoint does not fit, or its runtime is missing.
    """
    settings = settings or BertSettings()
    checkpoint = load_checkpoint(settings.checkpoint, "encoder")
    encoder = load_encoder(settings.checkpoint, checkpoint.description, settings)
    return TransformerEngine(NAME, checkpoint, encoder, grading)
