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
from pydantic import BaseModel, ConfigDict, ValidationError

from services.scorer.features.confirmation import FEATURES
from services.scorer.features.relevance import RelevanceModel
from services.scorer.features.topics import TopicModel
from services.scorer.models import (
    EXPERIENCE_COLUMNS,
    ConfirmationModel,
    Floats,
    GradeModel,
    TopicWeights,
)
from services.scorer.reading import Readers

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
    topics: list[str]
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
    readers: Readers
    confirmation: ConfirmationModel


def load_artefact(folder: Path) -> Artefact:
    """Load a model.

    Raises:
        ArtefactChangedError: a file is missing or changed.
        ValueError: the files are whole and do not fit this code.
    """
    contents = read_checked(folder)
    try:
        numbers = Numbers.model_validate_json(contents["numbers.json"])
        words = Vocabulary.model_validate_json(contents["vocabulary.json"])
    except ValidationError as error:
        raise ValueError("the model is of another version of Attesta: train it again") from error
    if numbers.confirmation_features != FEATURES:
        raise ValueError("the model was trained with other features: train it again")
    with np.load(BytesIO(contents["weights.npz"]), allow_pickle=False) as arrays:
        weights = {name: arrays[name].astype(np.float64) for name in arrays.files}
    if len(weights["grade"]) != len(words.grade) + EXPERIENCE_COLUMNS:
        raise ValueError("the vocabulary and the weights have different lengths")
    return Artefact(numbers, _build_readers(numbers, words, weights), _build_confirmation(numbers, weights))


def _build_readers(numbers: Numbers, words: Vocabulary, weights: Mapping[str, Floats]) -> Readers:
    return Readers(
        as_of=numbers.as_of,
        grade=GradeModel(
            vocabulary={term: row for row, term in enumerate(words.grade)},
            weights=weights["grade"],
            intercept=weights["grade_intercept"],
            temperature=numbers.temperature,
        ),
        relevance=RelevanceModel(
            weights=dict(zip(words.relevance, weights["relevance"].tolist(), strict=True)),
            intercept=numbers.relevance_intercept,
            threshold=numbers.relevance_threshold,
        ),
        topics=TopicModel(
            vocabulary={word: row for row, word in enumerate(words.topics)},
            rarity=weights["topic_rarity"],
            directions=weights["topic_directions"],
        ),
        known_skills=words.skills,
    )


def _build_confirmation(numbers: Numbers, weights: Mapping[str, Floats]) -> ConfirmationModel:
    return ConfirmationModel(
        means=weights["confirmation_means"],
        scales=weights["confirmation_scales"],
        weights=weights["confirmation"],
        intercept=numbers.confirmation_intercept,
        resume=TopicWeights(weights["resume_centre"], weights["resume_topics"]),
        vacancy=TopicWeights(weights["vacancy_centre"], weights["vacancy_topics"]),
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


def write_artefact(folder: Path, artefact: Artefact) -> None:
    """Write a model, in single precision, and the hashes of its files."""
    readers, confirmation = artefact.readers, artefact.confirmation
    arrays = {
        "grade": readers.grade.weights,
        "grade_intercept": readers.grade.intercept,
        "relevance": np.array([*readers.relevance.weights.values()]),
        "topic_rarity": readers.topics.rarity,
        "topic_directions": readers.topics.directions,
        "confirmation": confirmation.weights,
        "confirmation_means": confirmation.means,
        "confirmation_scales": confirmation.scales,
        "resume_centre": confirmation.resume.centre,
        "resume_topics": confirmation.resume.weights,
        "vacancy_centre": confirmation.vacancy.centre,
        "vacancy_topics": confirmation.vacancy.weights,
    }
    words = Vocabulary(
        grade=[*readers.grade.vocabulary],
        relevance=[*readers.relevance.weights],
        topics=[*readers.topics.vocabulary],
        skills=dict(readers.known_skills),
    )
    folder.mkdir(parents=True, exist_ok=True)
    # No type of the savez stubs fits a mapping of arrays by name.
    single = {name: array.astype(np.float32) for name, array in arrays.items()}
    np.savez_compressed(folder / "weights.npz", **single)  # type: ignore[arg-type]
    (folder / "vocabulary.json").write_text(words.model_dump_json(indent=0) + "\n", encoding="utf-8")
    numbers = artefact.numbers.model_dump_json(indent=2)
    (folder / "numbers.json").write_text(numbers + "\n", encoding="utf-8")
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    (folder / MANIFEST).write_text(json.dumps({"files": hashes}, indent=2) + "\n", encoding="utf-8")
