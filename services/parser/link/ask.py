"""One question to hh.ru: what can go wrong on the way has the same names for the API and for pages."""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urljoin

from services.parser.network.fetch import (
    AddressRefused,
    Answer,
    BadAnswer,
    Deadline,
    Network,
    NoAnswer,
    Request,
    fetch,
)
from shared.errors import InvalidInput, Unavailable
from shared.reference.problems import problem

HH = "hh.ru"
"""What we wait for while it does not answer."""

_REDIRECTS_MAX = 2
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ADDRESS = re.compile(r"[!-~]+")


def ask_hh(
    request: Request, network: Network, seconds: float, next_address: Callable[[str], str | None]
) -> Answer:
    """Ask, and follow at most two redirects, each only where `next_address` gives an address for its target.

    Returns:
        The answer, below 500. A redirect that is not followed is an answer too.

    Raises:
        InvalidInput: `link_bad_answer`, `link_address_refused`.
        Unavailable: no answer, or hh.ru says that the fault is its own.
    """
    try:
        answer = _follow(request, network, Deadline(seconds), next_address)
    except NoAnswer:
        raise Unavailable(HH) from None
    except BadAnswer:
        raise InvalidInput(problem("link_bad_answer")) from None
    except AddressRefused:
        raise InvalidInput(problem("link_address_refused")) from None
    if answer.status >= 500:
        raise Unavailable(HH)
    return answer


def find_redirect(url: str, answer: Answer) -> str | None:
    """Where an answer sends us, as a whole address; None where it sends us nowhere that can be an address."""
    location = answer.headers.get("location")
    if answer.status not in _REDIRECTS or not location:
        return None
    try:
        target = urljoin(url, location)
    except ValueError:  # such as a bracket that opens no IPv6 address
        return None
    return target if _ADDRESS.fullmatch(target) else None


def _follow(
    request: Request, network: Network, deadline: Deadline, next_address: Callable[[str], str | None]
) -> Answer:
    for _ in range(_REDIRECTS_MAX + 1):
        answer = fetch(request, network, deadline)
        target = find_redirect(request.url, answer)
        address = next_address(target) if target else None
        if address is None:
            return answer
        request = replace(request, url=address)
    raise BadAnswer("too many redirects")
