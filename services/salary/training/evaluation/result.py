"""The result of an evaluation, as it is written and read."""

from pathlib import Path

import pandas as pd
from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from services.salary.training.evaluation.bootstrap import Difference
from services.salary.training.evaluation.bounds import Agreement
from services.salary.training.evaluation.figures import Figures
from services.salary.training.evaluation.importance import Importance

RESULT_FILE = "evaluation.json"
PAGE_FILE = "evaluation.md"
PREDICTIONS_FILE = "predictions.parquet"
OURS = "ours"
_CONFIG = ConfigDict(ser_json_inf_nan="strings")  # R2 of a slice whose rows are equal is no number


@dataclass(frozen=True, config=_CONFIG)
class TableRow:
    """One recipe: on all rows, each posting once, two bounds; and how rows with one bound agree with it."""

    name: str
    all_rows: Figures
    postings_once: Figures
    two_bounds: Figures
    agreement: Agreement


@dataclass(frozen=True, config=_CONFIG)
class SplitResult:
    """One way to split the rows, all recipes."""

    name: str
    part_rows: dict[str, int]
    table: list[TableRow]
    differences: list[Difference]
    slices: dict[str, dict[str, dict[str, Figures]]]  # kind of slice -> value -> recipe
    ten_roles: dict[str, Figures]  # recipe -> the rows of all ten


@dataclass(frozen=True, config=_CONFIG)
class Evaluation:
    """One run: what was measured on which rows."""

    seed: int
    rows: int
    employers: int
    two_bounds_share: float
    last_month: str
    splits: list[SplitResult]
    importance: list[Importance]


_ADAPTER = TypeAdapter(Evaluation)


def write_result(evaluation: Evaluation, predictions: pd.DataFrame, folder: Path) -> None:
    """Write the figures as JSON and the predictions of the model as a table."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / RESULT_FILE).write_bytes(_ADAPTER.dump_json(evaluation, indent=1) + b"\n")
    predictions.to_parquet(folder / PREDICTIONS_FILE, index=False)


def read_result(folder: Path) -> tuple[Evaluation, pd.DataFrame]:
    """Read what `write_result` wrote."""
    evaluation = _ADAPTER.validate_json((folder / RESULT_FILE).read_bytes())
    return evaluation, pd.read_parquet(folder / PREDICTIONS_FILE)
