"""The engine `bert`: an encoder of up to some hundred million parameters on this machine's CPU."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.scorer.checkpoint.description import ENCODER_FOLDER, CheckpointRefusedError, Description
from services.scorer.checkpoint.head import Floats
from services.scorer.checkpoint.load import load_checkpoint
from services.scorer.engines import Engine
from services.scorer.engines.batches import sort_into_batches
from services.scorer.engines.transformer import TransformerEngine

NAME = "bert"
_BF16_FLAGS = re.compile(r"\b(?:amx_bf16|avx512_bf16)\b")
_BATCH_TEXTS = 16
_BATCH_TOKENS = 8192


class BertSettings(BaseSettings):
    """Which checkpoint, and how much of this machine it may use."""

    model_config = SettingsConfigDict(
        env_prefix="ATTESTA_SCORER_", frozen=True, extra="ignore", env_ignore_empty=True
    )

    checkpoint: Path = Field(description="Folder that training has written; `current` of a folder of them.")
    encoder_threads: int = Field(2, ge=1)
    encoder_bf16: bool | None = Field(None, description="Default: where the processor computes in bfloat16.")
    encoder_code_allowed: bool = Field(
        False, description="Run the model's own code, which lies in the checkpoint: only if you trust it."
    )


class Encoder:
    """A model of transformers that gives hidden states.

    Args:
        torch: the library; it is not among the scorer's locked dependencies.
        model: a loaded encoder.
        pooling: `cls`, `mean` or `last`.
        in_bf16: whether matrices are multiplied in bfloat16.
    """

    def __init__(self, torch: Any, model: Any, pooling: str, in_bf16: bool) -> None:
        self._torch = torch
        self._model = model
        self._pooling = pooling
        self._in_bf16 = in_bf16

    def pool_states(self, token_lists: Sequence[Sequence[int]]) -> list[Floats]:
        """The pooled hidden state of each list of token ids, shape (hidden,), in their order."""
        states: dict[int, Floats] = {}
        lengths = [len(tokens) for tokens in token_lists]
        for batch in sort_into_batches(lengths, _BATCH_TEXTS, _BATCH_TOKENS):
            states |= zip(batch, self._pool_batch([token_lists[place] for place in batch]), strict=True)
        return [states[place] for place in range(len(token_lists))]

    def _pool_batch(self, token_lists: Sequence[Sequence[int]]) -> Floats:
        torch, width = self._torch, max(map(len, token_lists))
        ids = torch.zeros((len(token_lists), width), dtype=torch.long)
        mask = torch.zeros_like(ids)
        for row, tokens in enumerate(token_lists):
            ids[row, : len(tokens)] = torch.tensor(tokens)
            mask[row, : len(tokens)] = 1
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=self._in_bf16):
            states = self._model(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        return pool(states.numpy().astype(np.float64), mask.numpy(), self._pooling)


def pool(states: Floats, mask: Any, pooling: str) -> Floats:
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


def has_bf16() -> bool:
    """Whether this processor multiplies bfloat16 itself; elsewhere it is slower than float32."""
    flags = Path("/proc/cpuinfo")
    return flags.is_file() and _BF16_FLAGS.search(flags.read_text()) is not None


def load_encoder(folder: Path, description: Description, settings: BertSettings) -> Encoder:
    """Load the encoder of a checkpoint.

    Raises:
        CheckpointRefusedError: torch is missing, or the weights are not all there.
    """
    try:
        import torch  # noqa: PLC0415 - hundreds of megabytes, for this engine only
        from transformers import AutoModel  # noqa: PLC0415
    except ImportError:
        raise CheckpointRefusedError(
            "the engine 'bert' needs torch and transformers, which are not installed here: "
            "pip install 'attesta-scorer[bert]'"
        ) from None
    torch.set_num_threads(settings.encoder_threads)
    model, told = AutoModel.from_pretrained(
        folder / ENCODER_FOLDER,
        dtype=torch.float32,
        output_loading_info=True,
        local_files_only=True,
        trust_remote_code=settings.encoder_code_allowed,
    )
    # A pooler is not used here, so it may be missing.
    if missing := [name for name in told["missing_keys"] if not name.startswith("pooler.")]:
        raise CheckpointRefusedError(
            f"{folder.name}/{ENCODER_FOLDER} lacks {len(missing)} weights, which would be random: "
            "copy the whole folder"
        )
    in_bf16 = has_bf16() if settings.encoder_bf16 is None else settings.encoder_bf16
    return Encoder(torch, model.eval(), description.pooling, in_bf16)


def load_bert(grading: Engine, settings: BertSettings | None = None) -> TransformerEngine:
    """Load the engine.

    Args:
        grading: the engine that says the grade.
        settings: default: those of the environment.

    Raises:
        CheckpointRefusedError: the checkpoint does not fit, or torch is missing.
    """
    settings = settings or BertSettings()
    checkpoint = load_checkpoint(settings.checkpoint, "encoder")
    encoder = load_encoder(settings.checkpoint, checkpoint.description, settings)
    return TransformerEngine(NAME, checkpoint, encoder, grading)
