"""What parent and child say to each other over their socket: two lengths, a JSON head, a body.

No pickle: the child has read a stranger's document, so its answers are only ever read as data.
"""

import socket
import struct
import time
from typing import TypeVar

from services.parser.parsed import ParsedDocument
from shared.contracts.base import Contract
from shared.contracts.document import DocumentKind
from shared.contracts.problem import Problem

_LENGTHS = struct.Struct("!II")
_HEAD_MAX_BYTES = 64 * 2**20

Head = TypeVar("Head", bound=Contract)


class Ready(Contract):
    """The child has confined itself and waits for documents."""


class Question(Contract):
    """Comes with the document's bytes as the body; `limits` are the fields of `ParseLimits`."""

    kind: DocumentKind
    limits: dict[str, int]


class Answer(Contract):
    """What came of a document: one of the first three.

    Attributes:
        bug: where an unexpected error came from; quotes no document.
        peak_mb: the most memory that the child has used so far.
    """

    parsed: ParsedDocument | None = None
    problem: Problem | None = None
    bug: str | None = None
    peak_mb: int = 0


def send_message(connection: socket.socket, head: Contract, body: bytes = b"") -> None:
    """Send a head and a body.

    Raises:
        OSError: the other side is gone, or took nothing until the socket's timeout.
    """
    encoded = head.model_dump_json().encode()
    connection.sendall(_LENGTHS.pack(len(encoded), len(body)) + encoded)
    connection.sendall(body)


def receive_message(
    connection: socket.socket, kind: type[Head], deadline: float | None = None
) -> tuple[Head, bytes]:
    """Wait for a head and a body.

    Args:
        connection: the socket.
        kind: what the head must be.
        deadline: of `time.monotonic()`, or None to wait for ever.

    Raises:
        TimeoutError: the deadline has passed.
        EOFError: the other side is gone.
        ValueError: what came is no such message.
    """
    head_bytes, body_bytes = _LENGTHS.unpack(_receive(connection, _LENGTHS.size, deadline))
    if head_bytes > _HEAD_MAX_BYTES:
        raise ValueError("a message that is too long")
    head = kind.model_validate_json(_receive(connection, head_bytes, deadline))
    return head, _receive(connection, body_bytes, deadline)


def _receive(connection: socket.socket, count: int, deadline: float | None) -> bytes:
    received = bytearray()
    while len(received) < count:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            connection.settimeout(left)
        part = connection.recv(min(count - len(received), 2**20))
        if not part:
            raise EOFError
        received += part
    return bytes(received)
