"""`attesta skills`: what raw skills are called."""

import json
from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from attesta.files import STANDARD_STREAM, OutOption, open_files
from attesta.home import show_progress
from shared.reference.skill_names.find import find_skill

_PROGRESS_LINES = 10_000

app = typer.Typer(help="Names of skills.", no_args_is_help=True)


@app.callback()
def skills() -> None:
    """Names of skills."""


@app.command("canon")
def canon(
    source: Annotated[
        str, typer.Option("--in", metavar="FILE", help="Raw skills, one a line, UTF-8; - is standard input.")
    ] = STANDARD_STREAM,
    target: OutOption = STANDARD_STREAM,
) -> None:
    """Give each raw skill its canonical name: a line of JSON for every line, in order.

    An answer holds raw, canonical, kind, is_it (an IT or digital skill) and known (the vocabulary holds it).
    """
    with open_files(source, target) as (lines, answers):
        for count, answer in enumerate(answer_lines(lines), start=1):
            answers.write(answer)
            if count % _PROGRESS_LINES == 0:
                show_progress(f"{count:,} skills …")
    show_progress("")


def answer_lines(lines: Iterable[bytes]) -> Iterator[str]:
    """A line of JSON for each line, an empty one too; bytes that are no UTF-8 are read as U+FFFD."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for number, line in enumerate(lines):
        raw = line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", errors="replace")
        found = find_skill(raw if number else raw.removeprefix("\ufeff"))
        yield encode(found._asdict())
