"""Checkpoints with random numbers, written as training writes them."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from services.scorer.checkpoint.description import Base, Description
from services.scorer.checkpoint.load import hash_files, list_files
from tests.scorer.tokenizers_made import make_gemma_tokenizer

HIDDEN = 16
BASE = Base(id="example/base", revision="abc")
MODULES = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


def make_head(hidden: int = HIDDEN, seed: int = 1) -> dict[str, np.ndarray]:
    """Two layers."""
    draw = np.random.default_rng(seed).normal
    return {
        "hidden.weight": draw(size=(hidden, hidden)).astype(np.float32),
        "hidden.bias": draw(size=hidden).astype(np.float32),
        "output.weight": draw(size=(2, hidden)).astype(np.float32),
        "output.bias": draw(size=2).astype(np.float32),
    }


def make_adapter(folder: Path, head: dict[str, np.ndarray] | None = None, **config: Any) -> Path:
    """A LoRA of one layer on all seven modules; `head` and `config` say what is different."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = dict(head or {})
    for module in MODULES:
        start = f"base_model.model.model.layers.0.part.{module}"
        tensors[f"{start}.lora_A.weight"] = np.zeros((8, HIDDEN), np.float32)
        tensors[f"{start}.lora_B.weight"] = np.zeros((HIDDEN, 8), np.float32)
    save_file(tensors, folder / "adapter_model.safetensors")
    said = {
        "peft_type": "LORA",
        "task_type": None,
        "base_model_name_or_path": BASE.id,
        "revision": BASE.revision,
        "r": 8,
    }
    (folder / "adapter_config.json").write_text(json.dumps(said | config))
    return folder


def make_checkpoint(folder: Path, **said: Any) -> Path:
    """A checkpoint of an adapter; `said` changes its description."""
    (folder / "tokenizer").mkdir(parents=True)
    make_gemma_tokenizer(folder / "tokenizer" / "tokenizer.json")
    make_adapter(folder / "adapter")
    save_file(make_head(), folder / "head.safetensors")
    usual: dict[str, Any] = {
        "model": "made-up",
        "version": "1",
        "kind": "adapter",
        "base": BASE,
        "prompt": "attesta-1",
        "max_length": 256,
        "truncation_side": "right",
        "pooling": "last",
        "hidden_size": HIDDEN,
        "head": "two-layer",
        "labels": ("not confirmed", "confirmed"),
        "files": hash_files(folder, list_files(folder)),
    }
    description = Description.model_validate(usual | said)
    (folder / "head.json").write_text(description.model_dump_json())
    return folder


def change_description(folder: Path, **changes: Any) -> Path:
    """Change what a checkpoint says; None takes it out."""
    path = folder / "head.json"
    said = json.loads(path.read_text()) | changes
    path.write_text(json.dumps({name: value for name, value in said.items() if value is not None}))
    return folder
