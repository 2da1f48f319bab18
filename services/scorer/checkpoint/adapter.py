"""Inspects a LoRA adapter as peft writes it: which head, which modules, which base. Reads no weights."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open

from services.scorer.checkpoint.description import Base, CheckpointRefusedError, Description

CONFIG = "adapter_config.json"
WEIGHTS = "adapter_model.safetensors"
MODULES = frozenset({"q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"})
"""What the engine server can adapt."""

_LORA = re.compile(r"(?P<module>\w+)\.lora_(?P<side>[AB])\.(?:default\.)?weight$")
_HEAD = re.compile(r"(?:^|\.)(?:score|classifier)\.(?P<name>.+)$")
_UNSERVED = {
    "use_dora": "DoRA",
    "modules_to_save": "whole modules saved beside the LoRA",
    "lora_bias": "a bias in its LoRA",
    "layer_replication": "replicated layers",
    "rank_pattern": "several ranks",
    "alpha_pattern": "several alphas",
}


@dataclass(frozen=True)
class AdapterFacts:
    """What the tensors and the configuration of an adapter say.

    Attributes:
        base: the base model as far as it is told.
        rank: the largest of its modules, read off the tensors.
        modules: names of the adapted modules.
        layers: number of adapted layers.
        head: shapes of the tensors of a head by name, empty where it has none.
        task: of peft, None for a bare LoRA.
        unserved: features that the engine server does not take, in words.
    """

    base: Base
    rank: int
    modules: frozenset[str]
    layers: int
    head: Mapping[str, tuple[int, ...]]
    task: str | None
    unserved: tuple[str, ...]

    @property
    def head_kind(self) -> str | None:
        """`linear`, `two-layer`, None where the adapter brings no head; judged by its tensors alone."""
        matrices = sum(len(shape) == 2 for shape in self.head.values())
        return {0: None, 1: "linear", 2: "two-layer"}.get(matrices, f"{matrices} layers")


def inspect_adapter(folder: Path) -> AdapterFacts:
    """Read what an adapter is.

    Raises:
        CheckpointRefusedError: the folder holds no LoRA adapter.
    """
    config, shapes = _read_config(folder), _read_shapes(folder)
    found = {name: match for name in shapes if (match := _LORA.search(name))}
    if config.get("peft_type") != "LORA" or not found:
        raise CheckpointRefusedError(f"{folder.name} is no LoRA adapter: {WEIGHTS} holds no LoRA weights")
    ranks = [shapes[name][0] for name, match in found.items() if match["side"] == "A"]
    ranks += [shapes[name][1] for name, match in found.items() if match["side"] == "B"]
    layers = {number for name in found for number in re.findall(r"layers\.(\d+)\.", name)}
    return AdapterFacts(
        base=Base(id=config.get("base_model_name_or_path") or "unknown", revision=config.get("revision")),
        rank=max(ranks),
        modules=frozenset(match["module"] for match in found.values()),
        layers=len(layers),
        head={match["name"]: shapes[name] for name in shapes if (match := _HEAD.search(name))},
        task=config.get("task_type"),
        unserved=tuple(_list_unserved(config, set(ranks))),
    )


def _list_unserved(config: Mapping[str, Any], ranks: set[int]) -> Iterator[str]:
    yield from (words for key, words in _UNSERVED.items() if config.get(key))
    if config.get("bias", "none") != "none":
        yield "trained biases"
    if ranks != {config.get("r")}:
        yield f"weights of rank {', '.join(map(str, sorted(ranks)))} where rank {config.get('r')} is said"


def check_adapter(folder: Path, description: Description) -> AdapterFacts:
    """Refuse an adapter that the engine server would reject, or that belongs to another base.

    Raises:
        CheckpointRefusedError: with the reason.
    """
    facts = inspect_adapter(folder)
    if facts.head or facts.task is not None:
        raise CheckpointRefusedError(
            f"the adapter of {description.model} still carries its head ({facts.head_kind}): "
            "export it, so that the head is split off"
        )
    if facts.unserved:
        raise CheckpointRefusedError(f"the adapter has {' and '.join(facts.unserved)}, which is not served")
    if unknown := facts.modules - MODULES:
        raise CheckpointRefusedError(f"the adapter changes {', '.join(sorted(unknown))}, which is not served")
    if facts.base != description.base:
        raise CheckpointRefusedError(
            f"the adapter was trained on {facts.base}, its head on {description.base}"
        )
    return facts


def _read_config(folder: Path) -> dict[str, Any]:
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        config = None
    if not isinstance(config, dict):
        raise CheckpointRefusedError(f"{folder.name} holds no {CONFIG}: it is no adapter")
    return config


def _read_shapes(folder: Path) -> dict[str, tuple[int, ...]]:
    try:
        with safe_open(folder / WEIGHTS, framework="numpy") as tensors:
            return {name: tuple(tensors.get_slice(name).get_shape()) for name in tensors.keys()}  # noqa: SIM118
    except (OSError, SafetensorError):
        raise CheckpointRefusedError(f"{folder.name} holds no {WEIGHTS} that can be read") from None
