"""`head.json`: what a checkpoint says of itself, in this format and in the older one."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from services.scorer.prompt import LEAST_TOKENS, PROMPTS
from services.scorer.prompt.fic import Side

FORMAT: Literal[2] = 2
DESCRIPTION = "head.json"
ADAPTER_FOLDER = "adapter"
ENCODER_FOLDER = "encoder"
ONNX_FILE = f"{ENCODER_FOLDER}/model.onnx"
"""The encoder for ONNX Runtime; not every model can be written so."""
TOKENIZER_FILE = "tokenizer/tokenizer.json"
HEAD_FILE = "head.safetensors"
LOCAL = "local-"
"""How the revision of a model begins that came from a folder and not from the hub."""
_LOCAL_DIGITS = 12
_SAMPLE_BYTES = 2**20


class CheckpointRefusedError(Exception):
    """A checkpoint does not fit; the message is a sentence for the person who chose it."""


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Base(_Closed):
    """The model that was adapted: a hub id or a name, and the revision of its weights."""

    id: str = Field(min_length=1)
    revision: str | None = None

    def __str__(self) -> str:
        return f"{self.id} at {self.revision}" if self.revision else self.id


def hash_base(folder: Path) -> str:
    """What stands for the revision of a model that lies in a folder: a hash of its configuration and weights.

    Of each file of weights the first and the last MiB are read: a model before and after a training have the
    same configuration, and a whole one of gigabytes would take minutes.

    Raises:
        CheckpointRefusedError: the folder holds no model.
    """
    path = folder / "config.json"
    if not path.is_file():
        raise CheckpointRefusedError(f"{folder} holds no model: config.json is missing")
    digest = hashlib.sha256(path.read_bytes())
    for weights in sorted([*folder.glob("*.safetensors"), *folder.glob("pytorch_model*.bin")]):
        with weights.open("rb") as content:
            digest.update(content.read(_SAMPLE_BYTES))
            content.seek(max(0, weights.stat().st_size - _SAMPLE_BYTES))
            digest.update(content.read(_SAMPLE_BYTES))
    return LOCAL + digest.hexdigest()[:_LOCAL_DIGITS]


class Temperature(_Closed):
    """Divides the logit (Guo et al. 2017, "On Calibration of Modern Neural Networks")."""

    kind: Literal["temperature"] = "temperature"
    temperature: float = Field(1.0, gt=0)
    bias: float = Field(0.0, description="Added to the divided logit: focal loss and class weights move it.")


class Isotonic(_Closed):
    """Rises with the logit (Zadrozny and Elkan 2002), in straight lines between its knots."""

    kind: Literal["isotonic"] = "isotonic"
    logits: tuple[float, ...] = Field(min_length=1)
    probabilities: tuple[Annotated[float, Field(ge=0, le=1)], ...]

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if len(self.logits) != len(self.probabilities):
            raise ValueError("as many probabilities as logits")
        for knots in (self.logits, self.probabilities):
            if list(knots) != sorted(knots):
                raise ValueError("knots rise")
        return self


class AbstainBand(_Closed):
    """Calibrated probabilities between which the model says nothing; both ends are still told."""

    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)


class Description(_Closed):
    """What a checkpoint is.

    Attributes:
        model: its name in results.
        version: of the training, in results.
        kind: a LoRA on a served base, or a whole encoder.
        pooling: which hidden state the head reads.
        labels: of the logits; two logits of a softmax, or one of a sigmoid: that of the last label.
        files: name to sha256; empty in the older format.
    """

    format: Literal[2] = FORMAT
    model: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    version: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    kind: Literal["adapter", "encoder"]
    base: Base
    prompt: str
    max_length: int = Field(ge=LEAST_TOKENS)
    truncation_side: Side
    pooling: Literal["last", "cls", "mean"]
    hidden_size: int = Field(ge=1)
    head: Literal["linear", "two-layer"]
    labels: tuple[str, ...] = Field(min_length=2, max_length=2)
    calibration: Annotated[Temperature | Isotonic, Field(discriminator="kind")] = Temperature()
    abstain: AbstainBand | None = None
    files: dict[str, str] = {}

    @property
    def adapter_name(self) -> str:
        """The name by which the engine server serves the adapter: a head never meets another's adapter."""
        return f"{self.model}@{self.version}"

    @model_validator(mode="after")
    def _fits_the_prompt(self) -> Self:
        if self.prompt not in PROMPTS:
            raise ValueError(f"prompt '{self.prompt}' is not known here")
        if self.truncation_side not in PROMPTS[self.prompt]:
            raise ValueError(f"prompt '{self.prompt}' is not cut on the {self.truncation_side}")
        return self


def read_description(folder: Path) -> Description:
    """Read what a checkpoint says of itself.

    Raises:
        CheckpointRefusedError: it says nothing, or something that this version does not know.
    """
    path = folder / DESCRIPTION
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise CheckpointRefusedError(
            f"{folder.name} holds no {DESCRIPTION} that can be read: name a folder that training has written"
        ) from None
    given = found.get("format") if isinstance(found, dict) else None
    upgrade = _UPGRADES.get(given)
    if upgrade is None:
        raise CheckpointRefusedError(
            f"{folder.name} has format {given!r}; this version reads {', '.join(map(str, _UPGRADES))}: "
            "update Attesta, or export the model again"
        )
    try:
        return Description.model_validate(upgrade(found))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or DESCRIPTION
        raise CheckpointRefusedError(f"{folder.name}/{DESCRIPTION}, {place}: {first['msg']}") from None


def _upgrade_first(found: Mapping[str, Any]) -> dict[str, Any]:
    """Format 1 knew a bare temperature, decoders only, and neither hashes nor a band to abstain in."""
    kept = {name: value for name, value in found.items() if name != "calibration"}
    temperature = {"kind": "temperature", "temperature": found.get("calibration", 1.0)}
    return {"kind": "adapter", "pooling": "last", **kept, "format": FORMAT, "calibration": temperature}


_UPGRADES: Mapping[object, Callable[[Mapping[str, Any]], dict[str, Any]]] = MappingProxyType(
    {1: _upgrade_first, FORMAT: dict}
)
