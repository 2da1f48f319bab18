"""`attesta score`: grades and confirmations for rows of a file, without a server."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import ValidationError

from attesta.home import fail
from attesta.rows import Answer, InOption, OutOption, answer_rows, write_answers
from shared.contracts.problem import Problem
from shared.contracts.resume import Resume
from shared.contracts.target import Target
from shared.errors import InvalidInput
from shared.reference.problems import problem

if TYPE_CHECKING:
    from services.scorer.engines import Engine
    from services.scorer.rows import CandidateRow

_OWN_KEYS = frozenset({"vacancy", "resume"})
"""What marks a line of the command's own format."""


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
    "experience": [{"starts", "ends", "employer", "position", "description"}]}}. The training table is read
    too: one JSON of columns or rows with position, key_skills, work_experience, client_name; there the
    position is what each person is scored for.
    """
    from services.scorer.artefact import ArtefactChangedError
    from services.scorer.engines.builtin import MODEL_FOLDER, load_builtin
    from services.scorer.rows import CandidateRow

    try:
        engine = load_builtin(artefact or MODEL_FOLDER)
    except (ArtefactChangedError, ValueError) as error:
        fail(f"{error}.")
    try:
        table = find_table(source)
    except OSError as error:
        fail(f"{source}: {error.strerror}.")
    if table is None:
        answer_rows(source, target, CandidateRow, lambda rows: [_answer_row(engine, row) for row in rows])
    else:
        write_answers(target, _answer_table(engine, table), len(table))


def find_table(source: Path) -> Sequence[Mapping[str, Any]] | None:
    """The rows of a file that is one training table; None where it holds rows of another kind."""
    from services.parser.structured.training_rows import load_rows

    with source.open(encoding="utf-8-sig", errors="replace") as lines:
        first = next((line for line in lines if line.strip()), "")
    if _is_own_row(first):
        return None
    try:
        return load_rows(source.read_text(encoding="utf-8-sig", errors="replace"))
    except InvalidInput:
        return None


def _is_own_row(line: str) -> bool:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and bool(_OWN_KEYS & found.keys())


def _answer_table(engine: "Engine", table: Sequence[Mapping[str, Any]]) -> Iterator[Answer]:
    from services.parser.structured.training_rows import read_row

    for row in table:
        try:
            read = read_row(row)
            target = read.target
        except InvalidInput as error:
            yield error.problem
        except ValidationError as error:
            yield _name_places(error)
        else:
            yield _answer(engine, read.resume, target)


def _answer_row(engine: "Engine", row: "CandidateRow") -> Answer:
    try:
        resume, target = row.as_resume(), row.as_target()
    except ValidationError as error:
        return _name_places(error)
    return _answer(engine, resume, target)


def _name_places(error: ValidationError) -> Problem:
    places = dict.fromkeys(".".join(map(str, one["loc"])) for one in error.errors(include_input=False))
    return problem("invalid_row", where=", ".join(places))


def _answer(engine: "Engine", resume: Resume, target: Target) -> Answer:
    expertise = engine.score_resume(resume, target)
    return {
        "confirmed_probability": expertise.confirmed_probability,
        "grade": expertise.grade.model_dump(mode="json") if expertise.grade else None,
        "abstained": expertise.abstained,
        "engine": expertise.engine,
        "model": expertise.model,
        "version": expertise.version,
    }
