"""The backbones with a name: what was published about training them. Any hub id or folder works besides."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from safetensors import SafetensorError

from services.scorer.training.transformer.refusal import TrainingRefusedError

Kind = Literal["adapter", "encoder"]
Pooling = Literal["last", "cls", "mean"]


@dataclass(frozen=True)
class Backbone:
    """How a model is trained unless the command line says otherwise.

    Attributes:
        id: on the hub.
        kind: `adapter`: a LoRA beside frozen weights; `encoder`: all weights.
        pooling: which hidden state the head reads.
        max_length: tokens of a prompt.
        needs_code: the hub's own code runs on this machine, so it must be asked for.
    """

    id: str
    kind: Kind
    pooling: Pooling
    max_length: int
    needs_code: bool = False


BACKBONES: Mapping[str, Backbone] = MappingProxyType(
    {
        "rubert-tiny2": Backbone("cointegrated/rubert-tiny2", "encoder", "cls", 512),
        "rurope-bert": Backbone("Tochka-AI/ruRoPEBert-e5-base-2k", "encoder", "mean", 2048, needs_code=True),
        "gemma-2-9b": Backbone("google/gemma-2-9b-it", "adapter", "last", 1024),
    }
)

HEAD_RATE: Mapping[Kind, float] = MappingProxyType({"adapter": 2e-4, "encoder": 2e-4})
ENCODER_SHARE = 0.1
"""Learning rate of an encoder, of that of its head."""


def backbone_rate(kind: Kind, head_rate: float, lora_alpha: float, rank: int) -> float:
    """The learning rate of the backbone by the two published rules.

    An encoder learns ten times slower than its head; a LoRA alpha / rank times as fast.
    """
    return head_rate * (ENCODER_SHARE if kind == "encoder" else lora_alpha / rank)


def choose_backbone(name: str, is_decoder: bool, longest: int) -> Backbone:
    """A named backbone, or what suits a model that has no name here.

    Args:
        name: as on the command line.
        is_decoder: whether the model reads from left to right only.
        longest: tokens that the model was made for.
    """
    if name in BACKBONES:
        return BACKBONES[name]
    if is_decoder:
        return Backbone(name, "adapter", "last", min(1024, longest))
    return Backbone(name, "encoder", "cls", min(512, longest))


@contextmanager
def loading(path: str) -> Iterator[None]:
    """While a part of a backbone is loaded.

    Raises:
        TrainingRefusedError: it can't be; the libraries say so with exceptions of several types.
    """
    try:
        yield
    except (OSError, ValueError, SafetensorError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
        start = "can't be loaded" if Path(path).is_dir() else "is no folder here, and the hub did not give it"
        raise TrainingRefusedError(f"{path} {start}: {reason}") from None
