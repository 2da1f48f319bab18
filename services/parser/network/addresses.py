"""Addresses of hosts: which of them we may connect to."""

import socket
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from ipaddress import IPv6Address, ip_address
from threading import Thread

Resolve = Callable[[str, int], Sequence[str]]
"""(host, port) -> its IP addresses as text; OSError where it has none."""


def is_public_address(address: str) -> bool:
    """Whether an address is one of the Internet's, reached directly.

    Not: private, loopback, link-local, shared (CGNAT), multicast and reserved ones, and IPv6 that carries an
    IPv4 address (mapped, 6to4, Teredo, NAT64): it may lead to a private one behind the gateway.
    Source: the registries of special addresses of IANA, as `ipaddress` has them.
    """
    ip = ip_address(address)
    if isinstance(ip, IPv6Address) and (ip.is_site_local or ip.sixtofour):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolve_host(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a host, the preferred ones first."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def resolve_within(resolve: Resolve, host: str, port: int, seconds: float) -> Sequence[str]:
    """Resolve a host, but wait no longer than this: the system's resolver knows no limit.

    Raises:
        TimeoutError: the answer was not there in time.
        OSError: the host has no address.
    """
    answer: Future[Sequence[str]] = Future()

    def ask() -> None:
        try:
            answer.set_result(resolve(host, port))
        except (OSError, UnicodeError) as error:  # a label that is too long is a UnicodeError
            answer.set_exception(OSError(type(error).__name__))

    Thread(target=ask, name="resolve", daemon=True).start()
    try:
        return answer.result(timeout=seconds)
    except TooLate:
        raise TimeoutError from None
