"""Build: the sections of the report, put into one page."""

from html import escape

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from services.salary.training.evaluation.figures import Figures
from services.salary.training.evaluation.report.plots import (
    draw_bars,
    draw_boxes,
    draw_histogram,
    draw_pay_histogram,
    draw_predictions,
    draw_residuals,
    encode_figure,
)
from services.salary.training.evaluation.report.tables import (
    format_agreement,
    format_differences,
    format_missing,
    format_outliers,
    format_recipes,
)
from services.salary.training.evaluation.report.words import FACTS, KINDS, SPLITS, name_value
from services.salary.training.evaluation.result import OURS, Evaluation, SplitResult
from services.salary.training.evaluation.slices import group_rows, list_labels
from services.salary.training.vacancies import Vacancies

MOST_BOXES = 16
FEWEST_BOX_ROWS = 20
PROMISED_PERCENT = 80


def build_report(evaluation: Evaluation, predictions: pd.DataFrame, vacancies: Vacancies) -> str:
    """The whole report: one HTML page without anything from outside.

    Args:
        evaluation: the figures.
        predictions: of the rows that were measured.
        vacancies: all rows that the evaluation was run on.
    """
    by_employer = predictions[predictions["split"] == evaluation.splits[0].name]
    sections = [
        _describe_pay(vacancies),
        *(_describe_split(split) for split in evaluation.splits),
        _describe_errors(by_employer),
        *(_describe_coverage(split) for split in evaluation.splits),
        _describe_importance(evaluation),
        _make_section("Самые большие промахи", _OUTLIER_NOTE + format_outliers(by_employer)),
        _make_section(
            "Чего нет в данных", "<p>Доля строк без поля, %.</p>" + format_missing(vacancies.table)
        ),
    ]
    summary = (
        f"{evaluation.rows:,} вакансий, {evaluation.employers:,} работодателей, до {evaluation.last_month}; "
        f"обе границы платы у {evaluation.two_bounds_share:.0%}. Плата: рублей в месяц на руки."
    ).replace(",", " ")
    return _PAGE.format(summary=escape(summary), sections="\n".join(sections))


def _make_section(title: str, content: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{content}</section>"


def _show(figure: Figure, caption: str) -> str:
    return (
        f'<figure><figcaption>{escape(caption)}</figcaption><img alt="{escape(caption)}" '
        f'src="{encode_figure(figure)}"></figure>'
    )


def _describe_pay(vacancies: Vacancies) -> str:
    """Distributions of pay: of all rows and by slice."""
    parts = [_show(draw_pay_histogram(vacancies.pay_rub), "Все вакансии")]
    labels = list_labels(vacancies)
    for kind in ("grade", "role", "region", "year"):
        rows = group_rows(labels[kind], FEWEST_BOX_ROWS)
        largest = sorted(rows, key=lambda value: -len(rows[value]))[:MOST_BOXES]
        ordered = (
            sorted(largest)
            if kind == "year"
            else sorted(largest, key=lambda value: float(np.median(vacancies.pay_rub[rows[value]])))
        )
        boxes = {name_value(value): vacancies.pay_rub[rows[value]] for value in ordered}
        if boxes:
            parts.append(_show(draw_boxes(boxes), f"Плата: {KINDS[kind]}"))
    return _make_section("Как платят", "<p>Ящик: 25–75 %, усы: 10–90 %.</p>" + "".join(parts))


def _describe_split(split: SplitResult) -> str:
    rows = split.part_rows
    parts = [
        f"<p>Обучение {rows['train']}, калибровка {rows['calibrate']}, проверка {rows['test']} строк.</p>",
        "<h3>Все строки</h3>",
        format_recipes((row.name, row.all_rows) for row in split.table),
        "<h3>Каждая вакансия один раз: без копий для других городов</h3>",
        format_recipes((row.name, row.postings_once) for row in split.table),
        "<h3>Строки с обеими границами</h3>",
        format_recipes((row.name, row.two_bounds) for row in split.table),
        "<h3>Строки с одной границей: медиана по верную её сторону</h3>",
        format_agreement(split),
        "<h3>Ошибка нашей модели против других, 95 % интервал по работодателям</h3>",
        format_differences(split.differences),
        "<h3>Десять ролей образца</h3>",
        format_recipes(split.ten_roles.items()),
    ]
    return _make_section(f"Точность, деление {SPLITS.get(split.name, split.name)}", "".join(parts))


def _describe_errors(predictions: pd.DataFrame) -> str:
    pay = predictions["pay_rub"].to_numpy(dtype=float)
    median = predictions["median_rub"].to_numpy(dtype=float)
    log_error = np.clip(np.log(pay / median), -1.5, 1.5)
    return _make_section(
        "Прогноз и факт",
        _show(draw_predictions(pay, median), "Работодатели, которых модель не видела")
        + _show(draw_histogram(log_error, "ln(факт / прогноз)", 0.0), "Остатки")
        + _show(draw_residuals(pay, median), "Остатки по величине прогноза: медиана и квартили"),
    )


def _describe_coverage(split: SplitResult) -> str:
    """Coverage of our range by slice; the line is what it promises."""
    parts = []
    for kind, values in split.slices.items():
        ours = {name_value(value): figures[OURS] for value, figures in values.items()}
        if ours:
            bars = {f"{name} ({one.rows})": _percent(one) for name, one in ours.items()}
            parts.append(_show(draw_bars(bars, "в диапазоне, %", PROMISED_PERCENT), f"Охват: {KINDS[kind]}"))
    title = f"Охват по срезам, деление {SPLITS.get(split.name, split.name)}"
    return _make_section(title, "".join(parts) or "<p>Срезы слишком малы.</p>")


def _percent(figures: Figures) -> float:
    return float("nan") if figures.coverage is None else figures.coverage * 100


def _describe_importance(evaluation: Evaluation) -> str:
    bars = {FACTS.get(one.facts, one.facts): one.mae_rise_rub for one in evaluation.importance}
    return _make_section(
        "Что важно модели",
        "<p>На сколько растёт ошибка, если эти сведения раздать вакансиям заново наугад.</p>"
        + _show(draw_bars(bars, "рост MAE, рублей"), "Важность групп признаков"),
    )


_OUTLIER_NOTE = """<p>Во сколько раз плата отличается от прогноза: сначала самые далёкие. Часть из них ошибки
данных: плата за час или смену, тысячи вместо рублей.</p>"""

_PAGE = """<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Модель зарплат: отчёт</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; color: #1d2733; max-width: 52rem;
  margin: 0 auto; padding: 1rem; }}
h1 {{ font-size: 1.6rem; }}
h2 {{ margin-top: 2.5rem; border-top: 1px solid #d5dde5; padding-top: 1rem; }}
h3 {{ font-size: 1rem; margin-bottom: .3rem; }}
figure {{ margin: 1rem 0; }}
figcaption {{ font-weight: 600; }}
img {{ width: 100%; max-width: 40rem; height: auto; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; }}
th, td {{ padding: .3rem .6rem; border-bottom: 1px solid #e3e9ef; text-align: right; }}
th {{ vertical-align: bottom; }}
td + td {{ white-space: nowrap; }}
th:first-child, td:first-child {{ text-align: left; }}
</style>
</head>
<body>
<h1>Модель зарплат: данные и ошибки</h1>
<p>{summary}</p>
<p>«В диапазоне»: доля вакансий, чья плата попала в диапазон, обещающий 80 %. «Ширина при 80 %»: медиана
ширины после того, как один множитель заставил диапазон вместить ровно 80 % этих же строк, чтобы
диапазоны можно было сравнить.</p>
{sections}
</body>
</html>
"""
