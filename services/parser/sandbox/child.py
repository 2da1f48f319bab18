"""The child: `python -m services.parser.sandbox.child FD MEMORY_MB`. Parses until its parent is gone.

It answers an unexpected error with where it came from, never with its message: that may quote the document.
"""

import gc
import os
import re
import resource
import socket
import sys
from pathlib import Path

from services.parser.parse import parse_document
from services.parser.readers.limits import ParseLimits
from services.parser.sandbox.confine import allow_cpu, confine
from services.parser.sandbox.messages import Answer, Question, Ready, receive_message, send_message
from shared.contracts.document import Document
from shared.errors import InvalidInput
from shared.reference.problems import problem
from shared.telemetry import traceback_without_values

_GARBAGE_OBJECTS = 50_000
_STATUS = Path("/proc/self/status")
_PEAK_KB = re.compile(r"VmHWM:\s+(\d+) kB")


def main() -> None:
    """Confine this process, then answer questions."""
    descriptor, memory_mb = (int(argument) for argument in sys.argv[1:])
    connection = socket.socket(fileno=descriptor)
    confine(memory_mb)
    _close_output()
    # The libraries' objects stay, and a document's go all at once: nobody need look for them so often.
    gc.freeze()
    gc.set_threshold(_GARBAGE_OBJECTS)
    send_message(connection, Ready())
    while True:
        try:
            question, content = receive_message(connection, Question)
        except EOFError:
            return
        limits = ParseLimits(**question.limits)
        allow_cpu(limits.seconds)
        answer = _answer(Document(kind=question.kind, content=content), limits)
        send_message(connection, answer)


def _answer(document: Document, limits: ParseLimits) -> Answer:
    try:
        return Answer(parsed=parse_document(document, limits), peak_mb=_peak_mb())
    except InvalidInput as error:
        return Answer(problem=error.problem, peak_mb=_peak_mb())
    except (MemoryError, RecursionError):
        return Answer(problem=problem("document_too_heavy"), peak_mb=_peak_mb())
    except Exception as error:
        return Answer(bug=traceback_without_values(error), peak_mb=_peak_mb())


def _peak_mb() -> int:
    """Linux counts the parent's memory at the fork into `ru_maxrss`, so that of this program is asked for."""
    if _STATUS.exists():
        return int(_PEAK_KB.findall(_STATUS.read_text())[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _close_output() -> None:
    """What a library prints may quote the document."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


if __name__ == "__main__":
    main()
