"""Loads a checkpoint for a worker, and refuses what does not fit with a sentence."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from services.scorer.checkpoint.adapter import check_adapter
from services.scorer.checkpoint.description import (
    ADAPTER_FOLDER,
    ENCODER_FOLDER,
    TOKENIZER_FILE,
    CheckpointRefusedError,
    Description,
    read_description,
)
from services.scorer.checkpoint.head import Floats, Head, calibrate, confirmed_logit, load_head
from services.scorer.prompt import encode_prompt
from services.scorer.prompt.tokens import Tokenizer
from services.scorer.tokenizer import TokenizerFile
from shared.contracts.resume import Resume
from shared.contracts.target import Target


@dataclass(frozen=True)
class Checkpoint:
    """A loaded checkpoint: everything but the base model."""

    folder: Path
    description: Description
    tokenizer: Tokenizer
    head: Head

    def encode(self, resume: Resume, target: Target) -> list[int]:
        """The token ids that the base model reads."""
        described = self.description
        limit, side = described.max_length, described.truncation_side
        return encode_prompt(described.prompt, resume, target, self.tokenizer, limit, side)

    def logit(self, state: Floats) -> float:
        """The logit of 'confirmed' of a hidden state, shape (hidden,)."""
        return confirmed_logit(self.head.logits(state))

    def probability(self, state: Floats) -> float:
        """The calibrated probability of a hidden state."""
        return calibrate(self.logit(state), self.description.calibration)


def load_checkpoint(folder: Path, kind: str) -> Checkpoint:
    """Load a checkpoint of a kind, `adapter` or `encoder`.

    Raises:
        CheckpointRefusedError: it is of another kind, changed, or its parts don't fit each other.
    """
    description = read_description(folder)
    if description.kind != kind:
        raise CheckpointRefusedError(f"{folder.name} is an {description.kind}; this engine takes an {kind}")
    check_files(folder, description)
    if kind == ADAPTER_FOLDER:
        check_adapter(folder / ADAPTER_FOLDER, description)
    try:
        tokenizer = TokenizerFile(folder / TOKENIZER_FILE)
    except ValueError as error:
        raise CheckpointRefusedError(f"{folder.name}: {error}") from None
    return Checkpoint(folder, description, tokenizer, load_head(folder, description))


def check_files(folder: Path, description: Description) -> None:
    """Refuse files that are missing or not those that were trained."""
    for name, expected in description.files.items():
        path = folder / name
        if not path.is_file():
            raise CheckpointRefusedError(f"{folder.name}/{name} is missing: copy the whole folder")
        if hash_file(path) != expected:
            raise CheckpointRefusedError(f"{folder.name}/{name} is not the file that was trained")


def hash_files(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """sha256 of some files of a checkpoint, by name."""
    return {name: hash_file(folder / name) for name in names}


def list_files(folder: Path) -> list[str]:
    """What a checkpoint's hashes cover: all that changes a score."""
    places: Sequence[str] = (ADAPTER_FOLDER, ENCODER_FOLDER, "tokenizer", "head.safetensors")
    paths = (path for place in places for path in [folder / place, *(folder / place).rglob("*")])
    return sorted(str(path.relative_to(folder)) for path in paths if path.is_file())


def hash_file(path: Path) -> str:
    """sha256 of a file, read in pieces."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
