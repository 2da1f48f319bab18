"""The head of a checkpoint: a hidden state becomes a logit, in numpy, so that a worker needs no torch."""

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load_file

from services.scorer.checkpoint.description import (
    HEAD_FILE,
    AbstainBand,
    CheckpointRefusedError,
    Description,
    Isotonic,
    Temperature,
)

Floats = npt.NDArray[np.float64]

LAYERS: Mapping[str, tuple[str, ...]] = {"linear": ("output",), "two-layer": ("hidden", "output")}
"""The layers of each head by name; each has `.weight` of shape (out, in), and may have `.bias` of (out,)."""

_erf: Callable[[Floats], Floats] = np.vectorize(math.erf, otypes=[np.float64])


class Head:
    """Linear layers with GELU between them: Linear, or Linear, GELU, Linear. Dropout is for training only.

    Args:
        layers: weight of shape (out, in) and bias of shape (out,) of each, the last giving the logits.
    """

    def __init__(self, layers: Sequence[tuple[Floats, Floats]]) -> None:
        self._layers = tuple(layers)

    def logits(self, states: Floats) -> Floats:
        """Logits of hidden states, shape (..., hidden) to (..., labels)."""
        weight, bias = self._layers[0]
        found = states @ weight.T + bias
        for weight, bias in self._layers[1:]:
            found = gelu(found) @ weight.T + bias
        return np.asarray(found)


def gelu(values: Floats) -> Floats:
    """The exact one, with the error function, as torch's default (Hendrycks and Gimpel 2016)."""
    return values * 0.5 * (1 + _erf(values / math.sqrt(2)))


def confirmed_logit(logits: Floats) -> float:
    """One logit of the last label out of those of a softmax over two labels, or of a sigmoid."""
    return float(logits[0] if len(logits) == 1 else logits[1] - logits[0])


def calibrate(logit: float, calibration: Temperature | Isotonic) -> float:
    """The probability that a logit stands for."""
    if isinstance(calibration, Isotonic):
        return float(np.interp(logit, calibration.logits, calibration.probabilities))
    scaled = logit / calibration.temperature + calibration.bias
    return 1 / (1 + math.exp(-scaled)) if scaled > 0 else math.exp(scaled) / (1 + math.exp(scaled))


def is_abstained(probability: float, band: AbstainBand | None) -> bool:
    """Whether a probability lies where the model could not tell on validation."""
    return band is not None and band.low < probability < band.high


def load_head(folder: Path, description: Description) -> Head:
    """Load the head, and refuse one that is not what its description says.

    Raises:
        CheckpointRefusedError: the tensors are missing, others than described, untrained or not finite.
    """
    try:
        tensors = load_file(folder / HEAD_FILE)
    except (OSError, SafetensorError):
        raise CheckpointRefusedError(
            f"{folder.name} holds no {HEAD_FILE} that can be read: without it the head would be untrained"
        ) from None
    expected = {f"{layer}.weight" for layer in LAYERS[description.head]}
    found = {name for name in tensors if name.endswith(".weight")}
    if found != expected:
        raise CheckpointRefusedError(
            f"{folder.name} says that its head is {description.head}, but {HEAD_FILE} holds "
            f"{', '.join(sorted(found)) or 'no weights'}: they belong to different trainings"
        )
    layers = [_read_layer(tensors, layer) for layer in LAYERS[description.head]]
    _check_shapes(layers, description, folder.name)
    return Head(layers)


def _read_layer(tensors: Mapping[str, npt.NDArray[np.float32]], layer: str) -> tuple[Floats, Floats]:
    weight = tensors[f"{layer}.weight"].astype(np.float64)
    bias = tensors.get(f"{layer}.bias")
    return weight, np.zeros(len(weight)) if bias is None else bias.astype(np.float64)


def _check_shapes(layers: Sequence[tuple[Floats, Floats]], description: Description, name: str) -> None:
    width = description.hidden_size
    for weight, bias in layers:
        if weight.ndim != 2 or weight.shape[1] != width or bias.shape != weight.shape[:1]:
            raise CheckpointRefusedError(
                f"a layer of {name}/{HEAD_FILE} takes {weight.shape[-1]} numbers where {width} come: "
                "head and base belong to different models"
            )
        if not np.isfinite(weight).all() or not np.isfinite(bias).all():
            raise CheckpointRefusedError(f"{name}/{HEAD_FILE} holds numbers that are not finite: train again")
        width = len(weight)
    if width not in (1, len(description.labels)):
        raise CheckpointRefusedError(
            f"the head of {name} gives {width} logits for {len(description.labels)} labels"
        )
