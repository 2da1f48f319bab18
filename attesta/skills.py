"""`attesta skills`: what raw skills are called."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from attesta.home import fail, show_progress
from shared.reference.skill_names.find import find_skill

STANDARD_STREAM = "-"
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
    target: Annotated[
        str, typer.Option("--out", metavar="FILE", help="Where the answers go; - is standard output.")
    ] = STANDARD_STREAM,
) -> None:
    """Give each raw skill its canonical name: a line of JSON for every line, in order.

    An answer holds raw, canonical, kind, is_it (an IT or digital skill) and known (the vocabulary holds it).
    """
    if source == target != STANDARD_STREAM or _is_same_file(source, target):
        fail(f"--in and --out are both {source}; name another file for the answers.")
    with _open(source, "rb") as lines, _open(target, "wb") as answers:
        count = 0
        for count, answer in enumerate(answer_lines(lines), start=1):
            answers.write(answer)
            if count % _PROGRESS_LINES == 0:
                show_progress(f"{count:,} skills …")
        answers.flush()
    show_progress("")


def answer_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """A line of JSON for each line, an empty one too; bytes that are no UTF-8 are read as U+FFFD."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for number, line in enumerate(lines):
        raw = line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", errors="replace")
        found = find_skill(raw if number else raw.removeprefix("\ufeff"))
        yield (encode(found._asdict()) + "\n").encode()


def _is_same_file(source: str, target: str) -> bool:
    if STANDARD_STREAM in (source, target):
        return False
    one, other = Path(source), Path(target)
    return one.exists() and other.exists() and one.samefile(other)


def _open(name: str, mode: str) -> AbstractContextManager[BinaryIO]:
    """A file, or the standard stream that `-` stands for, which stays open."""
    if name == STANDARD_STREAM:
        return nullcontext(sys.stdin.buffer if mode == "rb" else sys.stdout.buffer)
    verb = "read" if mode == "rb" else "write"
    try:
        return open(name, mode)  # type: ignore[return-value]  # noqa: PTH123
    except OSError as error:
        fail(f"Can't {verb} {name}: {error.strerror}.")
