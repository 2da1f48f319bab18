"""The artefact: the files that training leaves, read and checked."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from services.salary.columns import SCORE_COLUMNS, ColumnReader, Matrix, Spread, spread_places
from services.salary.profile import PayProfile
from services.salary.scores import Scores
from services.salary.shapley import EffectTable, build_effect_table
from shared.contracts.grade import Grade

if TYPE_CHECKING:
    from catboost import CatBoostRegressor

MODEL_FOLDER = Path(__file__).parent / "model"
MANIFEST_FILE = "manifest.json"
MARKET_FILE = "market.json"
QUESTIONS_FILE = "questions.json"
SCORES_FILE = "scores.json"
GOLDEN_FILE = "golden.json"
MODEL_FILES = {"low": "low.cbm", "median": "median.cbm", "high": "high.cbm"}
HASHED_FILES = (MARKET_FILE, QUESTIONS_FILE, SCORES_FILE, *MODEL_FILES.values())

_FEW_FACTS = 1


class _Stored(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Margins(_Stored):
    """By how much the raw range is widened to reach the coverage, in log roubles."""

    thin: float  # for profiles that say next to nothing
    full: float
    of_groups: dict[str, float]  # what a group of `list_groups` adds to `full`

    def of(self, profile: PayProfile) -> float:
        """The margin for one profile."""
        if is_thin(profile):
            return self.thin
        return self.full + sum(self.of_groups.get(group, 0.0) for group in list_groups(profile))


class Manifest(_Stored):
    """What the artefact is and what its files must hash to."""

    model: str
    version: str
    as_of: date
    coverage: float
    seed: int
    columns: tuple[str, ...]
    margins: Margins
    region_shares: dict[str, float]  # of the training rows whose place is known
    score_means: dict[str, float]  # of each of `SCORE_COLUMNS` over the training rows
    sha256: dict[str, str]


class FamilySkill(_Stored):
    """A skill that vacancies of a family ask for, and how many of them do."""

    name: str
    count: int
    bucket_shares: tuple[float, ...]  # of the vacancies of each bucket of experience


class ComparableGroup(_Stored):
    """Recent vacancies of one family or of all, narrowed to a grade or to a bucket of experience."""

    family: str | None
    grade: Grade | None
    experience_bucket: int | None
    count: int
    p10: int
    p90: int


class Market(_Stored):
    """What the training vacancies say of each family."""

    family_skills: dict[str, tuple[FamilySkill, ...]]
    comparables: tuple[ComparableGroup, ...]
    comparable_years: str


class Questions(_Stored):
    """The columns that each tree of the median model asks about, lowest bit of the leaf number first."""

    columns: list[list[int]]


class DamagedArtefactError(Exception):
    """A file of the artefact is not the one that training wrote."""


@dataclass(frozen=True)
class Artefact:
    """The loaded models and tables; one thread for each prediction."""

    manifest: Manifest
    market: Market
    scores: Scores
    models: "dict[str, CatBoostRegressor]"
    effects: EffectTable

    @cached_property
    def reader(self) -> ColumnReader:
        """Reads the models' columns."""
        return ColumnReader(self.manifest.columns, self.scores)

    def predict_log_pay(self, names: Iterable[str], matrix: Matrix) -> dict[str, npt.NDArray[np.float64]]:
        """Log roubles of some of `MODEL_FILES`, each of shape (rows,).

        An unknown place is averaged over Russia.
        """
        spread = self._spread(matrix)
        of_scores = sum_scores(spread.matrix, self.manifest.columns)
        return {
            name: spread.average(of_scores + self.models[name].predict(spread.matrix, thread_count=1))
            for name in names
        }

    def explain_log_pay(self, row: Matrix) -> tuple[npt.NDArray[np.float64], float]:
        """The effects of the columns of one row on the median model's log pay.

        Of a score it is the score itself against its average, of everything the Shapley value of the trees.

        Returns:
            The effect of each column on log pay, shape (columns,), and the average that they are told
            against; together they add up to the model's log pay.
        """
        manifest = self.manifest
        spread = self._spread(row)
        leaves = self.models["median"].calc_leaf_indexes(spread.matrix, thread_count=1)
        of_trees = np.array([self.effects.explain(of_row, len(manifest.columns)) for of_row in leaves])
        effects = spread.weights @ of_trees
        for name, mean in manifest.score_means.items():
            column = manifest.columns.index(name)
            effects[column] += float(spread.average(spread.matrix[:, column])[0]) - mean
        return effects, self.average_log_pay

    def _spread(self, matrix: Matrix) -> Spread:
        return spread_places(matrix, self.manifest.columns, self.manifest.region_shares, self.scores)

    @property
    def average_log_pay(self) -> float:
        """What effects are told against: the average over the training rows."""
        return self.effects.average + sum(self.manifest.score_means.values())

    @cached_property
    def comparable_groups(self) -> dict[tuple[str | None, Grade | None, int | None], ComparableGroup]:
        """The groups by family, grade and bucket of experience."""
        return {
            (group.family, group.grade, group.experience_bucket): group for group in self.market.comparables
        }


def sum_scores(matrix: Matrix, columns: Sequence[str]) -> npt.NDArray[np.float64]:
    """What the scores add to the trees' log pay, shape (rows,)."""
    names = list(columns)
    scores = matrix[:, [names.index(name) for name in SCORE_COLUMNS]]
    return np.asarray(scores.sum(axis=1, dtype=float), dtype=float)


def list_groups(profile: PayProfile) -> tuple[str, str, str]:
    """The groups whose ranges are calibrated apart that a profile falls into."""
    bucket = profile.experience_bucket
    return f"grade:{profile.grade}", f"region:{profile.region}", f"experience:{bucket}"


def is_thin(profile: PayProfile) -> bool:
    """Whether at most one is known of: family of the title, experience, skills."""
    known = (profile.family is not None, profile.experience_months is not None, bool(profile.skills))
    return sum(known) <= _FEW_FACTS


def hash_file(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def load_artefact(folder: Path) -> Artefact:
    """Load an artefact.

    Raises:
        DamagedArtefactError: a file differs from its hash, or a model has other columns than the manifest.
    """
    from catboost import CatBoostRegressor  # noqa: PLC0415 - heavy: half a second, needed by the loader alone

    manifest = Manifest.model_validate_json((folder / MANIFEST_FILE).read_bytes())
    for name in HASHED_FILES:
        if hash_file(folder / name) != manifest.sha256.get(name):
            raise DamagedArtefactError(f"{name} differs from its hash in {MANIFEST_FILE}")
    models = {}
    for name, file in MODEL_FILES.items():
        models[name] = CatBoostRegressor().load_model(str(folder / file))
        if tuple(models[name].feature_names_) != manifest.columns:
            raise DamagedArtefactError(f"{file} has other columns than {MANIFEST_FILE}")
    market = Market.model_validate_json((folder / MARKET_FILE).read_bytes())
    questions = Questions.model_validate_json((folder / QUESTIONS_FILE).read_bytes())
    scores = Scores.model_validate_json((folder / SCORES_FILE).read_bytes())
    return Artefact(manifest, market, scores, models, build_effect_table(models["median"], questions.columns))
