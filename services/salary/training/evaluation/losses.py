"""Compare losses for pay that is stated as an interval.

`python -m services.salary.training.evaluation.losses --data ../shared/data [--seeds 7 8 9] [--sample N]` fits
each way of learning from bounds on the same rows and columns and prints one table, Markdown. A quarter of an
hour on two cores.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from catboost import CatBoostRegressor, Pool

from services.salary.columns import Spread
from services.salary.training.evaluation.bounds import Bounds, measure_agreement, read_bounds
from services.salary.training.evaluation.experiment import run_experiment
from services.salary.training.evaluation.figures import Figures, Floats, Prediction, measure
from services.salary.training.evaluation.matrices import build_matrices, choose_rows, predict_spread
from services.salary.training.evaluation.page import format_table
from services.salary.training.evaluation.splits import Split, split_by_employer
from services.salary.training.fit import conformal_margin
from services.salary.training.vacancies import Vacancies

LEAST_PAY_RUB = 15_000
"""The lower end of an interval with an upper bound alone; the table holds no lower pay."""
USUAL_RATIO = 1.6
"""Three of four vacancies with two bounds have an upper one of up to 1.6 times the lower."""
OTHER_BOUND_WEIGHT = 0.3
_PARAMETERS: Mapping[str, float | int | bool] = MappingProxyType(
    {
        "iterations": 500,
        "depth": 6,
        "learning_rate": 0.08,
        "rsm": 0.3,
        "thread_count": 2,
        "verbose": False,
        "allow_writing_files": False,
    }
)

Predict = Callable[[Spread], Floats]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What models learn from: spread rows, and pay of the rows before spreading."""

    spread: Spread
    pay_rub: Floats
    bounds: Bounds
    seed: int


@dataclass(frozen=True, slots=True)
class LossFigures:
    """One way of learning, one seed. Ranges are calibrated on employers apart."""

    all_rows: Figures
    two_bounds: Figures
    agreement: float


def _fit(loss: str, lesson: Lesson, target: Floats, weights: Floats) -> CatBoostRegressor:
    """One model; `target` and `weights` are of the rows before spreading, those of no weight left out."""
    spread, origins = choose_rows(lesson.spread, weights > 0)
    pool = Pool(spread.matrix, target[origins], weight=spread.weights * weights[origins])
    return CatBoostRegressor(loss_function=loss, random_seed=lesson.seed, **_PARAMETERS).fit(pool)


def _predictor(model: CatBoostRegressor, shift: float = 0.0) -> Predict:
    return lambda spread: predict_spread(model, spread) + shift


def learn_middles(lesson: Lesson) -> dict[str, Predict]:
    """Squared error and two quantiles of the middle of the bounds: as the model does it."""
    everywhere, log_pay = np.ones(len(lesson.pay_rub)), np.log(lesson.pay_rub)
    losses = {"low": "Quantile:alpha=0.1", "median": "RMSE", "high": "Quantile:alpha=0.9"}
    return {name: _predictor(_fit(loss, lesson, log_pay, everywhere)) for name, loss in losses.items()}


def learn_bounds(lesson: Lesson) -> dict[str, Predict]:
    """A low quantile of lower bounds and a high one of upper bounds; the median weighs two bounds more.

    Where a row lacks the bound that a model learns, its other one stands in, with little weight.
    """
    bounds, middle = lesson.bounds, np.log(lesson.pay_rub)
    two = bounds.are_two
    models = {"median": _fit("RMSE", lesson, middle, np.where(two, 1.0, 0.5))}
    for name, bound, loss in (
        ("low", bounds.lower, "Quantile:alpha=0.1"),
        ("high", bounds.upper, "Quantile:alpha=0.9"),
    ):
        known = ~np.isnan(bound)
        target = np.where(known, np.log(np.where(known, bound, 1.0)), middle)
        models[name] = _fit(loss, lesson, target, np.where(known, 1.0, OTHER_BOUND_WEIGHT))
    return {name: _predictor(model) for name, model in models.items()}


def make_intervals(bounds: Bounds, pay_rub: Floats, ratio: float | None) -> tuple[Floats, Floats]:
    """The interval that pay lies in, in roubles, shape (rows,) each.

    Args:
        bounds: as stated.
        pay_rub: their middle; the interval of a row whose bounds are not believed.
        ratio: how far an interval with one bound reaches to the other side; None for without end: down to
            `LEAST_PAY_RUB`, or up to infinity.
    """
    lower, upper = bounds.lower.copy(), bounds.upper.copy()
    none = np.isnan(lower) & np.isnan(upper)
    lower[none] = upper[none] = pay_rub[none]
    no_lower, no_upper = np.isnan(lower), np.isnan(upper)
    lower[no_lower] = LEAST_PAY_RUB if ratio is None else upper[no_lower] / ratio
    upper[no_upper] = np.inf if ratio is None else lower[no_upper] * ratio
    return lower, upper


def learn_intervals(scale: float, ratio: float | None, lesson: Lesson) -> dict[str, Predict]:
    """Interval-censored accelerated failure time (Barnwal et al., 2020, arXiv:2006.04920).

    One model, normal errors of one scale: the range is as wide everywhere, in logs, as calibration makes it.
    """
    unit = float(np.exp(np.log(lesson.pay_rub).mean()))
    lower, upper = make_intervals(lesson.bounds, lesson.pay_rub, ratio)
    # An upper bound of -1 means infinity to CatBoost.
    target = np.column_stack([lower / unit, np.where(np.isinf(upper), -1.0, upper / unit)])
    loss = f"SurvivalAft:dist=Normal;scale={scale}"
    predict = _predictor(_fit(loss, lesson, target, np.ones(len(lower))), float(np.log(unit)))
    return dict.fromkeys(("low", "median", "high"), predict)


Learn = Callable[[Lesson], dict[str, Predict]]

LOSSES: Mapping[str, Learn] = MappingProxyType(
    {
        "quantiles of the middle": learn_middles,
        "intervals (AFT), one bound open": lambda lesson: learn_intervals(0.2, None, lesson),
        "intervals (AFT), one bound within 1.6": lambda lesson: learn_intervals(0.4, USUAL_RATIO, lesson),
        "quantiles of the known bounds": learn_bounds,
    }
)


def compare_losses(
    vacancies: Vacancies, seed: int, losses: Mapping[str, Learn] = LOSSES
) -> dict[str, LossFigures]:
    """All losses on one split by employer."""
    bounds = read_bounds(vacancies.table, vacancies.pay_rub)
    split = split_by_employer(vacancies.employers, seed)
    parts = {"train": split.train, "calibrate": split.calibrate, "test": split.test}
    spreads = build_matrices(vacancies, parts).parts
    lesson = Lesson(spreads["train"], vacancies.pay_rub[split.train], bounds.take(split.train), seed)
    return {
        name: _measure_loss(learn(lesson), spreads, vacancies.pay_rub, bounds, split)
        for name, learn in losses.items()
    }


def _measure_loss(
    models: Mapping[str, Predict],
    spreads: Mapping[str, Spread],
    pay_rub: Floats,
    bounds: Bounds,
    split: Split,
) -> LossFigures:
    """Calibrate the range on the one part, measure on the other."""
    held_out, log_pay = spreads["calibrate"], np.log(pay_rub[split.calibrate])
    margin = conformal_margin(
        np.maximum(models["low"](held_out) - log_pay, log_pay - models["high"](held_out))
    )
    median = models["median"](spreads["test"])
    made = Prediction(
        median,
        np.minimum(models["low"](spreads["test"]) - margin, median),
        np.maximum(models["high"](spreads["test"]) + margin, median),
    )
    pay, stated = pay_rub[split.test], bounds.take(split.test)
    two = stated.are_two
    return LossFigures(
        measure(pay, made),
        measure(pay[two], made.take(two)),
        measure_agreement(stated, median).share,
    )


def write_losses(by_seed: Sequence[Mapping[str, LossFigures]]) -> str:
    """A Markdown table of the means over the seeds."""
    head = ("MAE", "log R2", "MAE, two bounds", "agrees with one bound", "in range", "width", "width at 80 %")
    forms = ("{:,.0f}", "{:.3f}", "{:,.0f}", "{:.1%}", "{:.1%}", "{:,.0f}", "{:,.0f}")
    rows = {}
    for name in by_seed[0]:
        means = np.mean([_list_numbers(figures[name]) for figures in by_seed], axis=0)
        rows[name] = tuple(form.format(mean) for form, mean in zip(forms, means, strict=True))
    return format_table("loss", head, rows)


def _list_numbers(figures: LossFigures) -> list[float]:
    """In the order of the table's columns."""
    everywhere = figures.all_rows
    ranges = (everywhere.coverage, everywhere.median_width_rub, everywhere.width_at_coverage_rub)
    return [
        everywhere.mae_rub,
        everywhere.log_r2,
        figures.two_bounds.mae_rub,
        figures.agreement,
        *(float("nan") if number is None else number for number in ranges),
    ]


if __name__ == "__main__":
    run_experiment(__doc__, compare_losses, write_losses)
