"""`attesta salary`: pay without a server."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from attesta.rows import Answer, InOption, OutOption, answer_rows

if TYPE_CHECKING:
    from services.salary.vacancy import JobRow

app = typer.Typer(help="Pay: predict it for rows of a file.", no_args_is_help=True)


@app.callback()
def salary() -> None:
    """Pay: predict it for rows of a file."""


@app.command("predict")
def predict(source: InOption, target: OutOption = None) -> None:
    """Predict the pay of jobs: low, median and high in net roubles a month, a line for each row.

    A row may hold position, description, skills, experience or experience_months, city, schedule,
    employment, grade and as_of (YYYY-MM); whatever is missing is unknown.
    """
    from services.salary.estimate import load_estimator
    from services.salary.vacancy import JobRow, profile_row

    estimator = load_estimator()
    now = estimator.artefact.manifest.as_of
    default_month = now.year * 12 + now.month - 1

    def answer(rows: "Sequence[JobRow]") -> list[Answer]:
        ranges = estimator.predict_ranges([profile_row(row, default_month) for row in rows]) if rows else []
        return [{"low": low, "median": median, "high": high} for low, median, high in ranges]

    answer_rows(source, target, JobRow, answer)
