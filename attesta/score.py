"""`attesta score`: grades and confirmations for rows of a file, without a server."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer
from pydantic import ValidationError

from attesta.files import STANDARD_STREAM, InOption, OutOption, open_files
from attesta.home import fail
from attesta.rows import Answer, answer_rows, write_answers
from shared.contracts.expertise import Expertise
from shared.contracts.problem import Problem
from shared.errors import InvalidInput, Unavailable
from shared.reference.problems import name_misfits, problem

if TYPE_CHECKING:
    from services.scorer.engines import Engine, Pair
    from services.scorer.rows import CandidateRow

_OWN_KEYS = frozenset({"vacancy", "resume"})
"""What marks a line of the command's own format."""
_BATCH = 500


def score(
    source: InOption,
    target: OutOption = STANDARD_STREAM,
    artefact: Annotated[
        Path | None,
        typer.Option(help="Folder of a trained model of any kind. Default: the one that comes with Attesta."),
    ] = None,
) -> None:
    """Score candidates for vacancies, a line for each row: the grade and how likely it is confirmed.

    A row is {"vacancy": {"title", "keywords", "description"}, "resume": {"about", "key_skills",
    "experience": [{"starts", "ends", "employer", "position", "description"}]}}. The training table is read
    too: one JSON of columns or rows with position, key_skills, work_experience, client_name; there the
    position is what each person is scored for.

    A checkpoint of a language model is asked of the engine server at ATTESTA_SCORER_ENGINE_URL, an encoder
    runs here.
    """
    from services.scorer.artefact import ArtefactChangedError
    from services.scorer.checkpoint.description import CheckpointRefusedError
    from services.scorer.rows import CandidateRow
    from services.scorer.score import load_trained

    try:
        engine = load_trained(artefact)
    except (ArtefactChangedError, CheckpointRefusedError, ValueError) as error:
        fail(f"{error}.")
    try:
        with open_files(source, target) as (rows, answers):
            lines, table = read_rows(rows)
            if table is None:
                answer_rows(
                    lines, answers, CandidateRow, lambda one: _answer(engine, map(_read_candidate, one))
                )
            else:
                write_answers(answers, _answer_table(engine, table), len(table))
    except Unavailable as error:
        fail(f"{error.what} does not answer in time; the rows before are written.")


def read_rows(rows: BinaryIO) -> tuple[Iterable[bytes], Sequence[Mapping[str, Any]] | None]:
    """The lines of a file, and the rows of the training table if that is what it holds.

    Lines of the command's own format are read one after another, a table as a whole.
    """
    from services.parser.structured.training_rows import load_rows

    first = next((line for line in rows if line.strip()), b"")
    if _is_own_row(first):
        return chain([first], rows), None
    content = first + rows.read()
    try:
        return _list_lines(content), load_rows(content.decode("utf-8-sig"))
    except (InvalidInput, UnicodeDecodeError):
        return _list_lines(content), None


def _list_lines(content: bytes) -> Sequence[bytes]:
    """The lines of a file; where it holds a list of rows, a line for each."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    is_list = isinstance(found, list) and any(
        isinstance(one, dict) and _OWN_KEYS & one.keys() for one in found
    )
    return [json.dumps(one).encode() for one in found] if is_list else content.splitlines()


def _is_own_row(line: bytes) -> bool:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and bool(_OWN_KEYS & found.keys())


def _answer_table(engine: "Engine", table: Sequence[Mapping[str, Any]]) -> Iterator[Answer]:
    for first in range(0, len(table), _BATCH):
        yield from _answer(engine, map(_read_table_row, table[first : first + _BATCH]))


def _read_table_row(row: Mapping[str, Any]) -> "Pair | Problem":
    from services.parser.structured.training_rows import read_row

    try:
        read = read_row(row)
        return read.resume, read.target
    except InvalidInput as error:
        return error.problem
    except ValidationError as error:
        return problem("invalid_row", where=name_misfits(error))


def _read_candidate(row: "CandidateRow") -> "Pair | Problem":
    try:
        return row.as_resume(), row.as_target()
    except ValidationError as error:
        return problem("invalid_row", where=name_misfits(error))


def _answer(engine: "Engine", rows: "Iterable[Pair | Problem]") -> list[Answer]:
    """The answers in their order; a row that was refused keeps its place."""
    read = list(rows)
    scored = iter(engine.score_batch([row for row in read if not isinstance(row, Problem)]))
    return [row if isinstance(row, Problem) else _show(next(scored)) for row in read]


def _show(expertise: Expertise) -> dict[str, Any]:
    return {
        "confirmed_probability": expertise.confirmed_probability,
        "grade": expertise.grade.model_dump(mode="json") if expertise.grade else None,
        "abstained": expertise.abstained,
        "engine": expertise.engine,
        "model": expertise.model,
        "version": expertise.version,
    }
