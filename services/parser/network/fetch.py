"""One request, one answer, within bounds of time and size: no redirects, no cookies, no proxies.

Exception
├── NoAnswer         it can't be reached, breaks off, or is too slow: may be better later
├── BadAnswer        it answers with too much, or in a packing that we can't undo
└── AddressRefused   its name leads into a private network
"""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import httpcore

from services.parser.network.connect import AddressRefused, CheckedBackend, Deadline, Network

__all__ = ["AddressRefused", "Answer", "BadAnswer", "Deadline", "Network", "NoAnswer", "Request", "fetch"]

_LIMIT_BYTES = 5 * 2**20
_GZIP = zlib.MAX_WBITS | 16


class NoAnswer(Exception):  # noqa: N818 - an outcome
    """A server does not answer now. Its message names the kind of failure, nothing of what was asked."""


class BadAnswer(Exception):  # noqa: N818 - an outcome
    """A server answers with something that nobody should read on."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. A body makes it a POST."""

    url: str
    headers: Mapping[str, str]
    body: bytes | None = None
    private_allowed: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: names of headers are in small letters; the content is unpacked."""

    status: int
    headers: Mapping[str, str]
    content: bytes


def fetch(request: Request, network: Network, deadline: Deadline) -> Answer:
    """Ask once, and read the whole answer.

    Raises:
        NoAnswer, BadAnswer, AddressRefused
    """
    backend = CheckedBackend(network, deadline, request.private_allowed)
    headers = [("Accept-Encoding", "gzip"), *request.headers.items()]
    method = "GET" if request.body is None else "POST"
    try:
        with (
            httpcore.ConnectionPool(ssl_context=network.trust, network_backend=backend) as pool,
            pool.stream(method, request.url, headers=headers, content=request.body) as response,
        ):
            return _read_answer(response)
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.RemoteProtocolError) as error:
        raise NoAnswer(type(error).__name__) from None


def _read_answer(response: httpcore.Response) -> Answer:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    parts: list[bytes] = []
    size = 0
    for part in _unpack(response.iter_stream(), headers.get("content-encoding", "identity")):
        size += len(part)
        if size > _LIMIT_BYTES:
            raise BadAnswer("too large")
        parts.append(part)
    return Answer(response.status, headers, b"".join(parts))


def _unpack(parts: Iterable[bytes], encoding: str) -> Iterable[bytes]:
    """The content as it was packed: each step unpacks a bounded piece, so a bomb can't go off."""
    if encoding.lower() == "identity":
        return parts
    if encoding.lower() != "gzip":
        raise BadAnswer("unknown encoding")
    return _unpack_gzip(parts)


def _unpack_gzip(parts: Iterable[bytes]) -> Iterable[bytes]:
    unpacker = zlib.decompressobj(_GZIP)
    for part in parts:
        rest = part
        while rest and not unpacker.eof:
            try:
                yield unpacker.decompress(rest, _LIMIT_BYTES)
            except zlib.error:
                raise BadAnswer("damaged") from None
            rest = unpacker.unconsumed_tail
        if unpacker.eof:
            return
    raise BadAnswer("cut off")
