"""`attesta score`: grades and confirmations for rows of a file, without a server."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from attesta.home import fail
from attesta.rows import Answer, InOption, OutOption, answer_rows
from shared.reference.problems import problem

if TYPE_CHECKING:
    from services.scorer.engines import Engine
    from services.scorer.rows import CandidateRow


def score(
    source: InOption,
    target: OutOption = None,
    artefact: Annotated[
        Path | None,
        typer.Option(help="Folder of a trained built-in model. Default: the one that comes with Attesta."),
    ] = None,
) -> None:
    """Score candidates for vacancies, a line for each row: the grade and how likely it is confirmed.

    A row is {"vacancy": {"title", "keywords", "description"}, "resume": {"about", "key_skills",
    "experience": [{"starts", "ends", "employer", "position", "description"}]}}.
    """
    from services.scorer.artefact import ArtefactChangedError
    from services.scorer.engines.builtin import MODEL_FOLDER, load_builtin
    from services.scorer.rows import CandidateRow

    try:
        engine = load_builtin(artefact or MODEL_FOLDER)
    except (ArtefactChangedError, ValueError) as error:
        fail(f"{error}.")
    answer_rows(source, target, CandidateRow, lambda rows: [_answer(engine, row) for row in rows])


def _answer(engine: "Engine", row: "CandidateRow") -> Answer:
    try:
        resume, target = row.as_resume(), row.as_target()
    except ValidationError as error:
        places = dict.fromkeys(".".join(map(str, one["loc"])) for one in error.errors(include_input=False))
        return problem("invalid_row", where=", ".join(places))
    expertise = engine.score_resume(resume, target)
    return {
        "confirmed_probability": expertise.confirmed_probability,
        "grade": expertise.grade.model_dump(mode="json") if expertise.grade else None,
        "abstained": expertise.abstained,
        "engine": expertise.engine,
        "model": expertise.model,
        "version": expertise.version,
    }
