"""Plots: drawn by matplotlib, kept as SVG within the page."""

import base64
from collections.abc import Mapping, Sequence
from io import BytesIO

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from services.salary.training.evaluation.figures import Floats

INK, PALE, ACCENT = "#24425c", "#8fb3d1", "#c4572e"
PAY_TICKS_RUB = (25_000, 50_000, 100_000, 200_000, 400_000, 800_000)
_WIDTH_INCHES = 5.4
_THOUSANDS = FuncFormatter(lambda value, _: f"{value / 1000:,.0f}".replace(",", " "))


def make_axes(height_inches: float = 3.6) -> tuple[Figure, Axes]:
    """An empty plot; as wide as a phone needs it, text large enough to be read there."""
    figure = Figure(figsize=(_WIDTH_INCHES, height_inches), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(alpha=0.25)
    axes.set_axisbelow(True)
    return figure, axes


def encode_figure(figure: Figure) -> str:
    """The figure as a data address of SVG; clouds of points inside are pixels, to keep the page small."""
    buffer = BytesIO()
    figure.savefig(buffer, format="svg", dpi=130, metadata={"Date": None})
    return f"data:image/svg+xml;base64,{base64.b64encode(buffer.getvalue()).decode()}"


def draw_histogram(values: Floats, label: str, centre: float | None = None) -> Figure:
    """How values are distributed; `centre` is marked."""
    figure, axes = make_axes()
    axes.hist(values, bins=50, color=PALE, edgecolor="white", linewidth=0.4)
    if centre is not None:
        axes.axvline(centre, color=ACCENT, linewidth=1.5)
    axes.set_xlabel(label)
    axes.set_ylabel("вакансий")
    return figure


def draw_pay_histogram(pay_rub: Floats) -> Figure:
    """How pay is distributed, on a logarithmic axis."""
    figure, axes = make_axes()
    axes.hist(
        pay_rub,
        bins=np.geomspace(pay_rub.min(), pay_rub.max() + 1, 50).tolist(),
        color=PALE,
        edgecolor="white",
    )
    axes.axvline(float(np.median(pay_rub)), color=ACCENT, linewidth=1.5)
    _scale_pay(axes, "x")
    axes.set_xlabel("тыс. рублей в месяц на руки (линия: медиана)")
    axes.set_ylabel("вакансий")
    return figure


def draw_boxes(pay_by_value: Mapping[str, Floats]) -> Figure:
    """Pay of each value: box from the 25th to the 75th percentile, whiskers from the 10th to the 90th."""
    names = list(pay_by_value)
    figure, axes = make_axes(1.0 + 0.34 * len(names))
    axes.boxplot(
        [pay_by_value[name] for name in names],
        orientation="horizontal",
        whis=(10, 90),
        showfliers=False,
        widths=0.6,
        patch_artist=True,
        boxprops={"facecolor": PALE, "edgecolor": INK},
        medianprops={"color": ACCENT, "linewidth": 1.8},
    )
    labels = [f"{name} ({len(pay_by_value[name]):,})".replace(",", " ") for name in names]
    axes.set_yticks(range(1, len(names) + 1), labels)
    axes.invert_yaxis()
    _scale_pay(axes, "x")
    axes.set_xlabel("тыс. рублей в месяц на руки")
    return figure


def draw_predictions(pay_rub: Floats, median_rub: Floats) -> Figure:
    """Predicted against real pay; on the line they are equal."""
    figure, axes = make_axes(5.2)
    axes.scatter(pay_rub, median_rub, s=9, alpha=0.35, color=INK, linewidths=0, rasterized=True)
    ends = (float(min(pay_rub.min(), median_rub.min())), float(max(pay_rub.max(), median_rub.max())))
    axes.plot(ends, ends, color=ACCENT, linewidth=1.5)
    _scale_pay(axes, "x")
    _scale_pay(axes, "y")
    axes.set_xlabel("плата в вакансии, тыс. рублей")
    axes.set_ylabel("прогноз, тыс. рублей")
    return figure


def draw_residuals(pay_rub: Floats, median_rub: Floats, bins: int = 8) -> Figure:
    """How much higher real pay is than predicted, in percent, by the prediction: median and quartiles."""
    ratio = (pay_rub / median_rub - 1) * 100
    edges = np.quantile(median_rub, np.linspace(0, 1, bins + 1))
    number = np.clip(np.searchsorted(edges, median_rub, side="right") - 1, 0, bins - 1)
    filled = [bin_ for bin_ in range(bins) if (number == bin_).any()]
    middle = np.array([np.median(median_rub[number == bin_]) for bin_ in filled])
    quartiles = np.array([np.quantile(ratio[number == bin_], (0.25, 0.5, 0.75)) for bin_ in filled])
    figure, axes = make_axes()
    axes.fill_between(middle, quartiles[:, 0], quartiles[:, 2], color=PALE, alpha=0.6, linewidth=0)
    axes.plot(middle, quartiles[:, 1], color=INK, marker="o", markersize=4)
    axes.axhline(0, color=ACCENT, linewidth=1.2)
    axes.xaxis.set_major_formatter(_THOUSANDS)
    axes.set_xlabel("прогноз, тыс. рублей")
    axes.set_ylabel("факт выше прогноза, %")
    return figure


def draw_bars(values: Mapping[str, float], label: str, mark: float | None = None) -> Figure:
    """A horizontal bar for each name; `mark` is a line to compare with."""
    figure, axes = make_axes(0.9 + 0.3 * len(values))
    names: Sequence[str] = list(values)
    places: npt.NDArray[np.intp] = np.arange(len(names))
    axes.barh(places, [values[name] for name in names], color=PALE, height=0.65)
    axes.set_yticks(places, names)
    axes.invert_yaxis()
    if mark is not None:
        axes.axvline(mark, color=ACCENT, linewidth=1.5)
    axes.set_xlabel(label)
    return figure


def _scale_pay(axes: Axes, which: str) -> None:
    """A logarithmic axis of pay with ticks that people read."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    (axes.set_xscale if which == "x" else axes.set_yscale)("log")
    axis.set_major_formatter(_THOUSANDS)
    axis.set_minor_formatter(FuncFormatter(lambda *_: ""))
    axis.set_ticks(list(PAY_TICKS_RUB))
