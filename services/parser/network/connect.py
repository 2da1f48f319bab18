"""Connections that go where they were checked to go, and end in time."""

import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import httpcore

from services.parser.network.addresses import Resolve, is_public_address, resolve_host, resolve_within

Connect = Callable[[str, int, float], httpcore.NetworkStream]
"""(IP address, port, seconds) -> an open connection."""


class AddressRefused(Exception):  # noqa: N818 - an outcome
    """A host has an address in a private network, and nobody has allowed that."""


def open_connection(address: str, port: int, seconds: float) -> httpcore.NetworkStream:
    """Connect to an IP address."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=seconds)


@dataclass(frozen=True)
class Network:
    """The outer world: names, connections, and who is trusted to be who."""

    resolve: Resolve = resolve_host
    connect: Connect = open_connection
    trust: ssl.SSLContext = field(default_factory=httpcore.default_ssl_context)


class Deadline:
    """A moment by which all must be over."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left_seconds(self) -> float:
        """How long there is still.

        Raises:
            httpcore.ReadTimeout: no longer.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves a host once, checks all its addresses, and connects to exactly one of those.

    A name that is looked up a second time may by then lead into a private network ("DNS rebinding"). TLS is
    started later, by httpcore, with the name of the host: its certificate is checked as ever.
    """

    def __init__(self, network: Network, deadline: Deadline, private_allowed: bool) -> None:
        self._network = network
        self._deadline = deadline
        self._private_allowed = private_allowed

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline holds for everything
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers.

        Raises:
            AddressRefused: one of its addresses is not public.
            httpcore.ConnectError, httpcore.TimeoutException
        """
        failure: Exception = httpcore.ConnectError()
        for address in self._resolve(host, port):
            try:
                stream = self._network.connect(address, port, self._deadline.left_seconds())
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _TimedStream(stream, self._deadline)
        raise failure

    def _resolve(self, host: str, port: int) -> list[str]:
        try:
            addresses = resolve_within(self._network.resolve, host, port, self._deadline.left_seconds())
        except TimeoutError:
            raise httpcore.ConnectTimeout from None
        except OSError:
            raise httpcore.ConnectError from None
        if not self._private_allowed and not all(map(is_public_address, addresses)):
            raise AddressRefused
        return list(addresses)


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every step has only the time that is left: a server that drips gets no more."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._stream.read(max_bytes, self._deadline.left_seconds())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._deadline.left_seconds())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left_seconds())
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
