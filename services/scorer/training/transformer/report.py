"""What a trained model is worth on people and clients that it has not seen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from sklearn import config_context
from sklearn.metrics import average_precision_score, brier_score_loss, f1_score, roc_auc_score

_BOOTSTRAPS = 200
_BINS = 10
_LEAST_OF_GROUP = 20
_MOST_GROUPS = 30


@dataclass(frozen=True)
class Interval:
    """A figure and its 95 % interval by bootstrap over people, whose rows are alike."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Group:
    """Rows of one client or of one claimed grade."""

    rows: int
    confirmed: int
    roc_auc: Interval | None


@dataclass(frozen=True)
class Report:
    """All figures of a test part."""

    rows: int
    confirmed: int
    figures: dict[str, Interval]
    abstained: float
    by_client: dict[str, Group]
    by_grade: dict[str, Group]

    def as_json(self) -> dict[str, Any]:
        """For report.json."""
        return asdict(self)


@dataclass(frozen=True)
class Outcome:
    """The test part: what was said and what was true, shape (rows,) each."""

    probabilities: Any
    labels: Any
    threshold: float
    abstained: float
    clients: Sequence[str]
    grades: Sequence[str]
    people: Sequence[str]


def calibration_error(labels: Any, probabilities: Any) -> float:
    """Expected calibration error over ten bins of as many rows each (Naeini et al. 2015)."""
    bins = np.array_split(np.argsort(probabilities, kind="stable"), min(_BINS, len(labels)))
    gaps = [abs(labels[one].mean() - probabilities[one].mean()) * len(one) for one in bins]
    return float(sum(gaps) / len(labels))


Measure = Callable[[Any, Any], float]


def measures(threshold: float) -> Mapping[str, Measure]:
    """Every figure, of labels and probabilities."""
    return MappingProxyType(
        {
            "ROC-AUC": roc_auc_score,
            "PR-AUC": average_precision_score,
            "F1": lambda labels, given: f1_score(labels, given >= threshold, zero_division=0.0),
            "Brier score": brier_score_loss,
            "ECE": calibration_error,
        }
    )


def bootstrap(
    measure: Measure, labels: Any, probabilities: Any, people: Sequence[str], seed: int
) -> Interval:
    """A figure with its interval; draws of one outcome only are drawn again by leaving them out."""
    generator = np.random.default_rng(seed)
    _, numbers = np.unique(people, return_inverse=True)
    rows = np.split(np.argsort(numbers, kind="stable"), np.cumsum(np.bincount(numbers))[:-1])
    found = []
    with config_context(assume_finite=True, skip_parameter_validation=True):  # or they take most of the time
        for _ in range(_BOOTSTRAPS):
            drawn = np.concatenate([rows[one] for one in generator.integers(0, len(rows), len(rows))])
            if len(set(labels[drawn])) == 2:
                found.append(measure(labels[drawn], probabilities[drawn]))
    low, high = np.quantile(found, [0.025, 0.975])
    return Interval(float(measure(labels, probabilities)), float(low), float(high))


def make_report(outcome: Outcome, seed: int) -> Report:
    """Measure a test part."""
    labels, given = outcome.labels, outcome.probabilities
    return Report(
        rows=len(labels),
        confirmed=int(labels.sum()),
        figures={
            name: bootstrap(measure, labels, given, outcome.people, seed)
            for name, measure in measures(outcome.threshold).items()
        },
        abstained=outcome.abstained,
        by_client=_group(outcome.clients, outcome, seed),
        by_grade=_group(outcome.grades, outcome, seed),
    )


def _group(names: Sequence[str], outcome: Outcome, seed: int) -> dict[str, Group]:
    """The largest groups; a ROC-AUC where there are rows enough and both outcomes."""
    labels, given, people = outcome.labels, outcome.probabilities, np.array(outcome.people)
    found = {}
    largest = sorted(set(names), key=lambda name: (-names.count(name), name))[:_MOST_GROUPS]
    for name in largest:
        here = np.array([one == name for one in names])
        counts = int(here.sum()), int(labels[here].sum())
        is_measured = counts[0] >= _LEAST_OF_GROUP and 0 < counts[1] < counts[0]
        auc = bootstrap(roc_auc_score, labels[here], given[here], people[here], seed) if is_measured else None
        found[name] = Group(*counts, auc)
    return found


def draw_reliability(outcome: Outcome, path: Path) -> None:
    """Draw what was said against what came true, ten bins of as many rows each."""
    order = np.argsort(outcome.probabilities, kind="stable")
    bins = np.array_split(order, min(_BINS, len(order)))
    figure = Figure(figsize=(4.5, 4.5))
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color="grey", linewidth=0.8)
    said = [outcome.probabilities[one].mean() for one in bins]
    axes.plot(said, [outcome.labels[one].mean() for one in bins], marker="o")
    axes.set(xlabel="said", ylabel="came true", xlim=(0, 1), ylim=(0, 1), title="Reliability on test")
    figure.tight_layout()
    figure.savefig(str(path), dpi=120)
