"""Files with one JSON object a line: answered in batches and in order, with progress for who watches."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, nullcontext
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import BaseModel, ValidationError

from attesta.home import fail, show_progress
from shared.contracts.problem import Problem
from shared.reference.problems import problem

_BATCH = 500

InOption = Annotated[
    Path, typer.Option("--in", help="JSON Lines: one object a line.", exists=True, dir_okay=False)
]
OutOption = Annotated[
    Path | None, typer.Option("--out", help="Where the answers go, a line each. Default: the screen.")
]

Row = TypeVar("Row", bound=BaseModel)
Answer = dict[str, Any] | Problem


def answer_rows(
    source: Path, target: Path | None, kind: type[Row], answer: Callable[[Sequence[Row]], Sequence[Answer]]
) -> None:
    """Answer each line of a file with a line: what `answer` says, or `{"problem": ...}` for a bad row.

    Args:
        source: the file of rows.
        target: the file of answers, or None for the standard output.
        kind: what a row must be.
        answer: answers many rows at once, in their order.
    """
    done = 0
    try:
        with ExitStack() as files:
            lines = files.enter_context(source.open(encoding="utf-8-sig", errors="replace"))
            out = files.enter_context(target.open("w", encoding="utf-8")) if target else None
            for batch in _take_batches(line for line in lines if line.strip()):
                for one in _answer_batch(batch, kind, answer):
                    print(json.dumps(one, ensure_ascii=False), file=out)
                done += len(batch)
                show_progress(f"{done} rows …")
    except OSError as error:
        fail(f"{error.filename or source}: {error.strerror}.")
    show_progress("")


def write_answers(target: Path | None, answers: Iterable[Answer], count: int) -> None:
    """Write answers that are made one by one, a line each.

    Args:
        target: the file of answers, or None for the standard output.
        answers: in the order of the rows.
        count: how many there will be.
    """
    try:
        with target.open("w", encoding="utf-8") if target else nullcontext() as out:
            for done, one in enumerate(answers, start=1):
                print(json.dumps(_show_answer(one), ensure_ascii=False), file=out)
                if done % _BATCH == 0:
                    show_progress(f"{done}/{count} rows …")
    except OSError as error:
        fail(f"{error.filename or target}: {error.strerror}.")
    show_progress("")


def _show_answer(one: Answer) -> dict[str, Any]:
    return {"problem": one.model_dump()} if isinstance(one, Problem) else one


def _take_batches(lines: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(lines, _BATCH)):
        yield batch


def _answer_batch(
    lines: Sequence[str], kind: type[Row], answer: Callable[[Sequence[Row]], Sequence[Answer]]
) -> Iterator[dict[str, Any]]:
    rows = [_read_row(line, kind) for line in lines]
    answers = iter(answer([row for row in rows if not isinstance(row, Problem)]))
    for row in rows:
        yield _show_answer(row if isinstance(row, Problem) else next(answers))


def _read_row(line: str, kind: type[Row]) -> Row | Problem:
    try:
        # Tables are often written with NaN for what is missing, which is no JSON.
        return kind.model_validate(json.loads(line, parse_constant=lambda _: None))
    except (ValueError, RecursionError) as error:
        if not isinstance(error, ValidationError):
            return problem("invalid_row", where="JSON")
        places = (".".join(map(str, one["loc"])) or "JSON" for one in error.errors(include_input=False))
        return problem("invalid_row", where=", ".join(dict.fromkeys(places)))
