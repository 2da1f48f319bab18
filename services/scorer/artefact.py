"""The trained model on disk: plain numbers and text, each file checked against its hash.

A folder holds `weights.npz`, `vocabulary.json`, `numbers.json` and `manifest.json`.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict

from services.scorer.features.confirmation import FEATURES
from services.scorer.features.relevance import RelevanceModel
from services.scorer.models import EXPERIENCE_COLUMNS, ConfirmationModel, GradeModel

FILES = ("weights.npz", "vocabulary.json", "numbers.json")
MANIFEST = "manifest.json"


class ArtefactChangedError(Exception):
    """A file of the model is missing or is not the one that was trained."""


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Manifest(_Closed):
    """What the folder must hold: file name to sha256."""

    files: dict[str, str]


class Vocabulary(_Closed):
    """The words of the models."""

    grade: list[str]
    relevance: list[str]
    skills: dict[str, str]


class Numbers(_Closed):
    """The single numbers of the models."""

    model: str
    version: str
    as_of: date
    temperature: float
    relevance_intercept: float
    relevance_threshold: float
    confirmation_intercept: float
    confirmation_features: tuple[str, ...]


@dataclass(frozen=True)
class Artefact:
    """A loaded model."""

    numbers: Numbers
    grade: GradeModel
    confirmation: ConfirmationModel
    relevance: RelevanceModel
    known_skills: Mapping[str, str]


def load_artefact(folder: Path) -> Artefact:
    """Load a model.

    Raises:
        ArtefactChangedError: a file is missing or changed.
        ValueError: the files are whole and do not fit this code.
    """
    contents = read_checked(folder)
    numbers = Numbers.model_validate_json(contents["numbers.json"])
    vocabulary = Vocabulary.model_validate_json(contents["vocabulary.json"])
    with np.load(BytesIO(contents["weights.npz"]), allow_pickle=False) as arrays:
        weights = {name: arrays[name].astype(np.float64) for name in arrays.files}
    if numbers.confirmation_features != FEATURES:
        raise ValueError("the model was trained with other features: train it again")
    if len(weights["grade"]) != len(vocabulary.grade) + EXPERIENCE_COLUMNS:
        raise ValueError("the vocabulary and the weights have different lengths")
    return Artefact(
        numbers=numbers,
        grade=GradeModel(
            vocabulary={term: row for row, term in enumerate(vocabulary.grade)},
            weights=weights["grade"],
            intercept=weights["grade_intercept"],
            temperature=numbers.temperature,
        ),
        confirmation=ConfirmationModel(
            means=weights["confirmation_means"],
            scales=weights["confirmation_scales"],
            weights=weights["confirmation"],
            intercept=numbers.confirmation_intercept,
        ),
        relevance=RelevanceModel(
            weights=dict(zip(vocabulary.relevance, weights["relevance"].tolist(), strict=True)),
            intercept=numbers.relevance_intercept,
            threshold=numbers.relevance_threshold,
        ),
        known_skills=vocabulary.skills,
    )


def read_checked(folder: Path) -> dict[str, bytes]:
    """The contents of the files that the manifest names, each with the hash that it names."""
    path = folder / MANIFEST
    if not path.is_file():
        raise ArtefactChangedError(f"no {MANIFEST} in the model's folder")
    manifest = Manifest.model_validate_json(path.read_bytes())
    if set(manifest.files) != set(FILES):
        raise ArtefactChangedError(f"{MANIFEST} must name {', '.join(FILES)}")
    contents = {}
    for name, expected in manifest.files.items():
        if not (folder / name).is_file():
            raise ArtefactChangedError(f"the model's file {name} is missing")
        contents[name] = (folder / name).read_bytes()
        if hashlib.sha256(contents[name]).hexdigest() != expected:
            raise ArtefactChangedError(f"the model's file {name} is not the one that was trained")
    return contents


def write_artefact(
    folder: Path, arrays: Mapping[str, np.ndarray], words: Vocabulary, numbers: Numbers
) -> None:
    """Write a model and the hashes of its files."""
    folder.mkdir(parents=True, exist_ok=True)
    # No type of the savez stubs fits a mapping of arrays by name.
    np.savez_compressed(folder / "weights.npz", **arrays)  # type: ignore[arg-type]
    (folder / "vocabulary.json").write_text(words.model_dump_json(indent=0) + "\n", encoding="utf-8")
    (folder / "numbers.json").write_text(numbers.model_dump_json(indent=2) + "\n", encoding="utf-8")
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    (folder / MANIFEST).write_text(json.dumps({"files": hashes}, indent=2) + "\n", encoding="utf-8")
