"""Tables: the parts of the report that are numbers and words, as HTML."""

import re
from collections.abc import Iterable, Sequence
from html import escape

import numpy as np
import pandas as pd

from services.salary.training.evaluation.bootstrap import Difference
from services.salary.training.evaluation.figures import Figures
from services.salary.training.evaluation.report.words import RECIPES
from services.salary.training.evaluation.result import SplitResult

MOST_OUTLIERS = 20
MOST_TITLE_CHARACTERS = 70
_CONTACT = re.compile(r"\S+@\S+|@\w+|https?://\S+|\bt\.me/\S+|\+?\d[\d\s()-]{8,}\d")
_FIELDS = ("role", "city", "employer", "experience", "schedule", "employment", "skills", "description")
_FIELD_NAMES = ("роль", "город", "компания", "опыт", "график", "занятость", "навыки", "текст")


def format_html_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table that scrolls sideways where it is too wide; cells are escaped here."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def format_number(number: float | None, digits: int = 0) -> str:
    """With spaces between thousands, as Russian has it; a dash for none."""
    if number is None or np.isnan(number):
        return "–"
    return f"{number:,.{digits}f}".replace(",", " ").replace(".", ",")


def format_recipes(rows: Iterable[tuple[str, Figures]]) -> str:
    """Figures of each recipe."""
    head = (
        "рецепт",
        "строк",
        "MAE, ₽",
        "MAE, %",
        "R²",
        "R² лог",
        "в диапазоне, %",
        "ширина, ₽",
        "ширина при 80 %, ₽",
    )
    return format_html_table(
        head, ((RECIPES.get(name, name), *_list_cells(figures)) for name, figures in rows)
    )


def _list_cells(figures: Figures) -> tuple[str, ...]:
    coverage = None if figures.coverage is None else figures.coverage * 100
    return (
        format_number(figures.rows),
        format_number(figures.mae_rub),
        format_number(figures.mae_percent, 1),
        format_number(figures.r2, 3),
        format_number(figures.log_r2, 3),
        format_number(coverage, 1),
        format_number(figures.median_width_rub),
        format_number(figures.width_at_coverage_rub),
    )


def format_agreement(split: SplitResult) -> str:
    """How rows with one bound agree with it."""
    head = ("рецепт", "строк", "согласны, %", "не ниже нижней, %", "не выше верхней, %")
    return format_html_table(
        head,
        (
            (
                RECIPES.get(row.name, row.name),
                format_number(row.agreement.rows),
                format_number(row.agreement.share * 100, 1),
                format_number(row.agreement.lower_share * 100, 1),
                format_number(row.agreement.upper_share * 100, 1),
            )
            for row in split.table
        ),
    )


def format_differences(differences: Iterable[Difference]) -> str:
    """Our MAE less the others'."""
    return format_html_table(
        ("с чем сравниваем", "разница MAE, ₽", "от", "до", "%"),
        (
            (
                RECIPES.get(one.other, one.other),
                *(format_number(number) for number in (one.mae_rub, one.low_rub, one.high_rub)),
                format_number(one.percent, 1),
            )
            for one in differences
        ),
    )


def hide_contacts(title: str) -> str:
    """A title without addresses, phones and handles, cut to what a table holds."""
    return " ".join(_CONTACT.sub("…", title).split())[:MOST_TITLE_CHARACTERS]


def format_outliers(predictions: pd.DataFrame) -> str:
    """The rows whose pay is the most times higher or lower than predicted; no employer, no contact."""
    times = np.log(predictions["pay_rub"] / predictions["median_rub"])
    worst = predictions.loc[times.abs().sort_values(ascending=False).index[:MOST_OUTLIERS]]
    return format_html_table(
        ("должность", "плата, ₽", "прогноз, ₽", "диапазон, ₽", "год", "источник"),
        (
            (
                hide_contacts(str(row.title)),
                format_number(row.pay_rub),
                format_number(row.median_rub),
                f"{format_number(row.low_rub)} – {format_number(row.high_rub)}",
                str(row.year),
                str(row.source),
            )
            for row in worst.itertuples()
        ),
    )


def format_missing(table: pd.DataFrame) -> str:
    """The share of each source's rows that lack a field, in percent."""
    missing = pd.DataFrame({field: [_is_missing(value) for value in table[field]] for field in _FIELDS})
    one_bound = table["salary_from"].isna().to_numpy() | table["salary_to"].isna().to_numpy()
    missing["one bound"] = one_bound
    shares = missing.groupby(table["source"].to_numpy()).mean() * 100
    counts = table["source"].value_counts()
    return format_html_table(
        ("источник", "строк", *_FIELD_NAMES, "одна граница платы"),
        (
            (
                str(source),
                format_number(counts[source]),
                *(format_number(shares.loc[source, field]) for field in shares.columns),
            )
            for source in counts.index
        ),
    )


def _is_missing(value: object) -> bool:
    """Nothing, an empty text or an empty list."""
    if isinstance(value, (str, list, tuple, np.ndarray)):
        return len(value) == 0
    return bool(pd.isna(value))
