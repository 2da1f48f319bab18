"""`attesta salary`: pay without a server, and the stages that lead to its model."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from attesta.files import STANDARD_STREAM, InOption, OutOption, open_files
from attesta.home import fail
from attesta.rows import Answer, answer_rows
from attesta.stages import add_stages

if TYPE_CHECKING:
    from services.salary.vacancy import JobRow

app = typer.Typer(no_args_is_help=True)


@app.callback()
def salary() -> None:
    """Pay: predict it for rows of a file; make, measure and show the model."""


@app.command("predict")
def predict(
    source: InOption,
    target: OutOption = STANDARD_STREAM,
    artefact: Annotated[
        Path | None, typer.Option(help="Folder of a trained model. Default: the one that comes with Attesta.")
    ] = None,
) -> None:
    """Predict the pay of jobs: low, median and high in net roubles a month, a line for each row.

    A row may hold position, description, skills, experience or experience_months, city, schedule,
    employment, grade and as_of (YYYY-MM); whatever is missing is unknown.
    """
    from services.salary.artefact import MODEL_FOLDER, DamagedArtefactError
    from services.salary.estimate import load_estimator
    from services.salary.vacancy import JobRow, profile_row

    folder = artefact or MODEL_FOLDER
    try:
        estimator = load_estimator(folder)
    except (DamagedArtefactError, OSError, ValueError) as error:
        fail(f"{folder} holds no salary model: {error}.")

    def answer(rows: "Sequence[JobRow]") -> list[Answer]:
        profiles = [profile_row(row, estimator.last_month) for row in rows]
        ranges = estimator.predict_ranges(profiles) if rows else []
        return [{"low": low, "median": median, "high": high} for low, median, high in ranges]

    with open_files(source, target) as (lines, answers):
        answer_rows(lines, answers, JobRow, answer)


add_stages(
    app,
    "services.salary.training",
    {
        "ingest": ("ingest", "Turn raw vacancies and posts of any source into clean rows, with a report."),
        "skills": ("skills.build", "Build the vocabulary of skill names anew."),
        "tune": ("tuning", "Look for better parameters of the model; a study that goes on where it stopped."),
        "train": ("train", "Train the model and write its card."),
        "evaluate": ("evaluation", "Measure the model beside simpler ones on the same rows."),
        "report": ("evaluation.report", "Draw data and errors as one HTML page."),
    },
)
