"""A client of the REST API, and nothing else."""

import time
from collections.abc import Mapping
from types import TracebackType
from typing import Self

import httpx

from shared.contracts.assessment import Assessment
from shared.contracts.market import Market

_WAIT_SECONDS = 20
_GIVE_UP_SECONDS = 600
# The first that fits counts: the special ones stand before their families.
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (httpx.ConnectTimeout, "it did not answer in time"),
    (httpx.ConnectError, "nobody answers there, or the connection was refused"),
    (httpx.TimeoutException, "it did not answer in time"),
    (httpx.UnsupportedProtocol, "the address must begin with http:// or https://"),
    (httpx.InvalidURL, "this is no valid address"),
    (httpx.ProxyError, "the proxy refused"),
    (httpx.TooManyRedirects, "it sends us round in circles"),
    (httpx.HTTPError, "the connection broke off"),
)


class ApiError(Exception):
    """The API refused or could not be reached; the message is a sentence for a person."""


class Client:
    """Talks to one API with one key."""

    def __init__(self, url: str, key: str) -> None:
        self._url = url
        self._http = httpx.Client(
            headers={"Authorization": f"Bearer {key}"},
            timeout=_WAIT_SECONDS + 20,
            # A proxy of the environment must not see resumes that go to loopback.
            trust_env=not url.startswith(("http://127.0.0.1", "http://localhost")),
        )

    def __enter__(self) -> Self:
        """Open."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close."""
        self._http.close()

    def assess(self, name: str, content: bytes, fields: Mapping[str, str]) -> Assessment:
        """Hand in a document and wait for its assessment.

        Raises:
            ApiError: it was refused, or not finished in time.
        """
        answer = self._send(
            "POST",
            "/v1/assessments",
            files={"file": (name, content)},
            data=dict(fields),
            headers={"Prefer": f"wait={_WAIT_SECONDS}"},
        )
        until = time.monotonic() + _GIVE_UP_SECONDS
        location = answer.headers["Location"]
        while answer.status_code == httpx.codes.ACCEPTED or answer.json()["finished_at"] is None:
            if time.monotonic() > until:
                raise ApiError(f"{location} was not finished within {_GIVE_UP_SECONDS} s.")
            time.sleep(0.5)
            answer = self._send("GET", location)
        return Assessment.model_validate_json(answer.content)

    def find_market(self, question: Mapping[str, str]) -> Market:
        """What the market pays.

        Args:
            question: profession, grade, region, months; whatever is missing is not asked for.

        Raises:
            ApiError: it was refused.
        """
        return Market.model_validate_json(self._send("GET", "/v1/market", params=dict(question)).content)

    def _send(self, method: str, path: str, **arguments: object) -> httpx.Response:
        try:
            answer = self._http.request(method, self._url + path, **arguments)  # type: ignore[arg-type]
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ApiError(f"{self._url} can't be reached: {_reason(error)}.") from None
        if answer.is_error:
            raise ApiError(_sentence(answer))
        return answer


def _reason(error: Exception) -> str:
    return next(words for kind, words in _REASONS if isinstance(error, kind))


def _sentence(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return f"HTTP {answer.status_code}"
