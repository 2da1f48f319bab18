"""The file of rows and the file of answers of a command: each opened once, told apart where one fails."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from attesta.home import fail

STANDARD_STREAM = "-"

InOption = Annotated[
    str,
    typer.Option("--in", metavar="FILE", help="JSON Lines, UTF-8: one object a line; - is standard input."),
]
OutOption = Annotated[
    str,
    typer.Option("--out", metavar="FILE", help="Where the answers go, a line each; - is standard output."),
]


class Answers:
    """Where answers are written.

    Args:
        name: of the file, for messages.
        stream: it, open.
    """

    def __init__(self, name: str, stream: BinaryIO) -> None:
        self._name = name
        self._stream = stream

    def write(self, line: str) -> None:
        """Write a line; where that fails, say so and end the command."""
        with self._told():
            self._stream.write(f"{line}\n".encode(errors="replace"))

    def finish(self) -> None:
        """Have everything written."""
        with self._told():
            self._stream.flush()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:  # who reads has seen enough; the command's frame ends quietly
            raise
        except OSError as error:
            fail(f"Can't write {_name_stream(self._name)}: {error.strerror}.")


@contextmanager
def open_files(source: str, target: str) -> Iterator[tuple[BinaryIO, Answers]]:
    """Open the file of rows and the file of answers; where one can't be opened, say so and end the command.

    Args:
        source: a path, a pipe, or `-` for the standard input. It is read once, from its beginning to its end.
        target: a path, or `-` for the standard output.
    """
    if is_same_file(source, target):
        fail(f"--in and --out are both {source}; name another file for the answers.")
    with _open(source, "rb") as rows, _open(target, "wb") as stream:
        answers = Answers(target, stream)
        yield rows, answers
        answers.finish()


def is_same_file(source: str, target: str) -> bool:
    """Whether writing the answers would destroy the rows."""
    if STANDARD_STREAM in (source, target):
        return False
    one, other = Path(source), Path(target)
    return one.exists() and other.exists() and one.samefile(other)


@contextmanager
def _open(name: str, mode: str) -> Iterator[BinaryIO]:
    """A file, or the standard stream that `-` stands for, which stays open."""
    if name == STANDARD_STREAM:
        yield sys.stdin.buffer if mode == "rb" else sys.stdout.buffer
        return
    try:
        stream = open(name, mode)  # noqa: PTH123, SIM115 - a failure below is not one of opening
    except OSError as error:
        verb = "read" if mode == "rb" else "write"
        fail(f"Can't {verb} {name}: {error.strerror}.")
    try:
        yield stream  # type: ignore[misc]
    finally:
        with suppress(OSError):  # it was told when it was written
            stream.close()


def _name_stream(name: str) -> str:
    return "the standard output" if name == STANDARD_STREAM else name
