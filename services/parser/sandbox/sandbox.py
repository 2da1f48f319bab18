"""The parent's side: one child, kept warm, replaced when it dies, hangs or has worked long enough."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Self

from services.parser.parsed import ParsedDocument
from services.parser.readers.limits import ParseLimits
from services.parser.sandbox.confine import PASSED_ON
from services.parser.sandbox.messages import Answer, Question, Ready, receive_message, send_message
from shared.contracts.document import Document
from shared.errors import ChildFailed, InvalidInput
from shared.reference.problems import problem

_START_SECONDS = 60
# The child gives up by itself when its programs have used up their time; this is for one that can't.
_GRACE_SECONDS = 4
# How a process ends that ran out of CPU time or memory; pdfium traps where an allocation fails.
_DEATHS_OF_WEIGHT = frozenset({signal.SIGXCPU, signal.SIGKILL, signal.SIGTRAP, signal.SIGABRT, signal.SIGILL})


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What a child may use before it is replaced, or refused."""

    memory_mb: int = 1024
    documents: int = 500
    peak_mb: int = 400  # a child that has grown so large is replaced after its answer


@dataclass(slots=True)
class _Child:
    process: subprocess.Popen[bytes]
    connection: socket.socket
    is_ready: bool = False
    documents: int = 0


class Sandbox:
    """Parses documents in a confined child. Use it from one thread; close it in the end.

    Args:
        limits: what is read of a document.
        child_limits: what the child may use.
    """

    def __init__(self, limits: ParseLimits, child_limits: ChildLimits) -> None:
        self._limits = limits
        self._child_limits = child_limits
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start a child, if none is alive, without waiting for it: the next document finds it warm."""
        if self._child is not None and self._child.process.poll() is not None:
            self.close()
        if self._child is None:
            self._child = _start_child(self._child_limits.memory_mb)

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            _end_child(self._child)
            self._child = None

    def parse(self, document: Document) -> ParsedDocument:
        """Parse a document in the child.

        Raises:
            InvalidInput: what `parse_document` raises, `document_too_heavy` for one that took too much time
                or memory, `damaged_document` for one that killed the child.
            ChildFailed: the parser has a bug.
        """
        self.start()
        try:
            answer = self._ask(document)
        except BaseException:  # also a soft time limit of the worker: this child's answer would come too late
            self.close()
            self.start()
            raise
        if answer.parsed is not None:
            return answer.parsed
        if answer.problem is not None:
            raise InvalidInput(answer.problem)
        raise ChildFailed(answer.bug or "an answer that says nothing")

    def _ask(self, document: Document) -> Answer:
        child = self._child
        assert child is not None  # noqa: S101 - started by `parse`
        if not child.is_ready:
            _wait_until_ready(child)
        deadline = time.monotonic() + self._limits.seconds + _GRACE_SECONDS
        try:
            child.connection.settimeout(self._limits.seconds + _GRACE_SECONDS)
            question = Question(kind=document.kind, limits=asdict(self._limits))
            send_message(child.connection, question, document.content)
            answer, _ = receive_message(child.connection, Answer, deadline)
        except TimeoutError:
            raise InvalidInput(problem("document_too_heavy")) from None
        except (EOFError, OSError):
            raise InvalidInput(problem(_explain_death(child.process.wait()))) from None
        child.documents += 1
        limits = self._child_limits
        if child.documents >= limits.documents or answer.peak_mb >= limits.peak_mb:
            self.close()
            self.start()
        return answer


def _start_child(memory_mb: int) -> _Child:
    ours, theirs = socket.socketpair()
    with theirs:
        command = [sys.executable, "-m", f"{__package__}.child", str(theirs.fileno()), str(memory_mb)]
        process = subprocess.Popen(
            command,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C and a stop of the worker's group are for the parent to answer
        )
    return _Child(process, ours)


def _wait_until_ready(child: _Child) -> None:
    try:
        receive_message(child.connection, Ready, time.monotonic() + _START_SECONDS)
    except (EOFError, TimeoutError, OSError):
        raise ChildFailed("it could not be started") from None
    child.is_ready = True


def _end_child(child: _Child) -> None:
    child.connection.close()
    with suppress(ProcessLookupError):
        os.killpg(child.process.pid, signal.SIGKILL)  # with the programs that it has started
    child.process.wait()


def _explain_death(return_code: int) -> str:
    return "document_too_heavy" if -return_code in _DEATHS_OF_WEIGHT else "damaged_document"
