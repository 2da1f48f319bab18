"""Rows of JSON: answered in batches and in order, with progress for who watches."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from attesta.files import Answers
from attesta.home import show_progress
from shared.contracts.problem import Problem
from shared.reference.problems import name_misfits, problem

_BATCH = 500

Row = TypeVar("Row", bound=BaseModel)
Answer = dict[str, Any] | Problem


def answer_rows(
    lines: Iterable[bytes],
    answers: Answers,
    kind: type[Row],
    answer: Callable[[Sequence[Row]], Sequence[Answer]],
) -> None:
    """Answer each line with a line: what `answer` says, or `{"problem": ...}` for a bad row.

    Args:
        lines: an object each; blank ones are left out.
        answers: where the answers go.
        kind: what a row must be.
        answer: answers many rows at once, in their order.
    """
    done = 0
    for batch in _take_batches(line for line in lines if line.strip()):
        for one in _answer_batch(batch, kind, answer):
            answers.write(json.dumps(one, ensure_ascii=False))
        done += len(batch)
        show_progress(f"{done} rows …")
    show_progress("")


def write_answers(answers: Answers, made: Iterable[Answer], count: int) -> None:
    """Write answers that are made one by one, a line each.

    Args:
        answers: where they go.
        made: in the order of the rows.
        count: how many there will be.
    """
    for done, one in enumerate(made, start=1):
        answers.write(json.dumps(_show_answer(one), ensure_ascii=False))
        if done % _BATCH == 0:
            show_progress(f"{done}/{count} rows …")
    show_progress("")


def _show_answer(one: Answer) -> dict[str, Any]:
    return {"problem": one.model_dump()} if isinstance(one, Problem) else one


def _take_batches(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    while batch := list(islice(lines, _BATCH)):
        yield batch


def _answer_batch(
    lines: Sequence[bytes], kind: type[Row], answer: Callable[[Sequence[Row]], Sequence[Answer]]
) -> Iterator[dict[str, Any]]:
    rows = [_read_row(line, kind) for line in lines]
    answers = iter(answer([row for row in rows if not isinstance(row, Problem)]))
    for row in rows:
        yield _show_answer(row if isinstance(row, Problem) else next(answers))


def _read_row(line: bytes, kind: type[Row]) -> Row | Problem:
    try:
        # Tables are often written with NaN for what is missing, which is no JSON.
        return kind.model_validate(json.loads(line, parse_constant=lambda _: None))
    except ValidationError as error:
        return problem("invalid_row", where=name_misfits(error))
    except UnicodeDecodeError:
        return problem("invalid_row", where="UTF-8")
    except (ValueError, RecursionError):
        return problem("invalid_row", where="JSON")
