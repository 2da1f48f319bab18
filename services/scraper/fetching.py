"""Fetches pages and documents politely: slowly, under our name, and patient with a site in trouble."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self, TypeVar

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from services.scraper.failures import Blocked, ScrapeFailed
from services.scraper.settings import ScraperSettings

_REQUEST_SECONDS = 30
_ANSWER_SECONDS = 90
"""So long an answer may take as a whole: one that comes drop by drop would never end."""
_ANSWER_BYTES = 20_000_000
_MOST_HOPS = 5
_OF_TRANSPORT = ("content-encoding", "content-length", "transfer-encoding")
_GONE = (404, 410)
_MOST_UNANSWERED = 3
"""So many items one after another: then it is the site, and not the items."""

Item = TypeVar("Item")
Result = TypeVar("Result")


class BrokenAnswer(ScrapeFailed):
    """An answer that is not what it should be, such as half a JSON document."""


class Unanswered(ScrapeFailed):
    """No answer, however often it was asked for."""


class _TryAgain(Exception):  # noqa: N818 - never leaves this file
    def __init__(self, reason: str, pause_seconds: float | None = None) -> None:
        super().__init__(reason)
        self.pause_seconds = pause_seconds


class Fetcher:
    """One connection to a site.

    Args:
        settings: who we are, how often we may ask, how patient we are.
        explain_refusal: makes a sentence out of an answer of status 400, 401 or 403.
        pause_seconds: what the site asks for between two requests.
    """

    def __init__(
        self,
        settings: ScraperSettings,
        explain_refusal: Callable[[httpx.Response], str] | None = None,
        pause_seconds: float = 0,
    ) -> None:
        self._settings = settings
        self._pause_seconds = max(settings.request_pause_seconds, pause_seconds)
        self._explain_refusal = explain_refusal or _explain_refusal
        self._client = httpx.Client(
            headers={"User-Agent": settings.user_agent, "HH-User-Agent": settings.user_agent},
            timeout=_REQUEST_SECONDS,
        )
        self._asked_at = float("-inf")
        self.pages = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get_json(self, address: str, parameters: Mapping[str, str | int]) -> dict[str, object] | None:
        """A JSON document; None if it is gone.

        Raises:
            BrokenAnswer: it is no JSON object, also when asked for again.
            Blocked: the site refuses.
            Unanswered: it does not answer, however often it is asked.
        """
        for is_last in (False, True):
            answer = self._get(address, parameters)
            if answer is None:
                return None
            try:
                document = answer.json()
            except (json.JSONDecodeError, UnicodeDecodeError):
                document = None
            if isinstance(document, dict):
                return document
            if is_last:
                break
        raise BrokenAnswer(f"{address} answers with what is no JSON object")

    def get_page(self, address: str) -> str | None:
        """A page's HTML; None if it is gone.

        Raises:
            BrokenAnswer: it is too large, or leads away to another site.
            Blocked: the site refuses.
            Unanswered: it does not answer, however often it is asked.
        """
        answer = self._get(address, {})
        return None if answer is None else answer.text

    def _get(self, address: str, parameters: Mapping[str, str | int]) -> httpx.Response | None:
        attempts = Retrying(
            retry=retry_if_exception_type(_TryAgain),
            stop=stop_after_attempt(self._settings.http_attempts),
            wait=self._pause_after,
            reraise=True,
        )
        try:
            return attempts(self._ask, address, parameters)
        except _TryAgain as error:
            raise Unanswered(
                f"{address} did not answer, asked {self._settings.http_attempts} times: {error}. "
                "Try again later."
            ) from error

    def _ask(self, address: str, parameters: Mapping[str, str | int]) -> httpx.Response | None:
        pause_seconds = self._asked_at + self._pause_seconds - time.monotonic()
        time.sleep(max(0, pause_seconds))
        self._asked_at = time.monotonic()
        try:
            answer = self._follow(self._client.build_request("GET", address, params=dict(parameters) or None))
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise ScrapeFailed(
                f"'{address}' is no address: it should begin with http:// or https://."
            ) from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise _TryAgain(type(error).__name__) from error
        self.pages += 1
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS or answer.is_server_error:
            raise self._postpone(answer)
        if answer.status_code in _GONE:
            return None
        if answer.is_client_error:
            raise Blocked(self._explain_refusal(answer))
        return answer

    def _follow(self, request: httpx.Request) -> httpx.Response:
        """Ask, and go where the site sends us, as long as it is the same site."""
        site, address = _site_of(request), str(request.url)
        for _ in range(_MOST_HOPS):
            answer = self._read(request)
            if answer.next_request is None:
                return answer
            request = answer.next_request
            if _site_of(request) != site:
                raise BrokenAnswer(f"{address} leads away to {request.url.host}")
        raise BrokenAnswer(f"{address} leads round in circles")

    def _read(self, request: httpx.Request) -> httpx.Response:
        """An answer with its whole body, unless that is too long in any sense."""
        begun, body = time.monotonic(), bytearray()
        answer = self._client.send(request, stream=True)
        try:
            for part in answer.iter_bytes():
                body += part
                if len(body) > _ANSWER_BYTES:
                    raise BrokenAnswer(f"{request.url} answers with more than {_ANSWER_BYTES / 1e6:.0f} MB")
                if time.monotonic() - begun > _ANSWER_SECONDS:
                    raise _TryAgain(f"the answer takes more than {_ANSWER_SECONDS} s")
        finally:
            answer.close()
        headers = [(name, value) for name, value in answer.headers.multi_items() if name not in _OF_TRANSPORT]
        whole = httpx.Response(answer.status_code, headers=headers, content=bytes(body), request=request)
        whole.next_request = answer.next_request
        return whole

    def _postpone(self, answer: httpx.Response) -> Exception:
        """Ask again later; but not sooner than the site wants, and not after hours."""
        asked, limit = _retry_after_seconds(answer), self._settings.retry_pause_limit_seconds
        if asked is not None and asked > limit:
            return Blocked(
                f"{answer.url.copy_with(query=None)} wants to be left alone for {asked:.0f} s (HTTP status "
                f"{answer.status_code}), longer than a run waits ({limit:.0f} s). Try again then."
            )
        return _TryAgain(f"HTTP status {answer.status_code}", asked)

    def _pause_after(self, state: RetryCallState) -> float:
        """As long as the site asks for, else twice as long each further time."""
        error = state.outcome.exception() if state.outcome else None
        asked = error.pause_seconds if isinstance(error, _TryAgain) else None
        own: float = self._settings.retry_pause_seconds * 2 ** (state.attempt_number - 1)
        return min(max(asked or 0, own), self._settings.retry_pause_limit_seconds)


def read_each(
    items: Iterable[tuple[str, Item]], read: Callable[[Item], Result | None], problems: list[str]
) -> Iterator[Result]:
    """Read items one after another; one that can't be read is noted and does not end the run.

    Args:
        items: each with the name by which a person knows it.
        read: gives None for one that is gone.
        problems: takes what was wrong.

    Raises:
        Unanswered: several in a row did not answer.
    """
    unanswered = 0
    for name, item in items:
        try:
            result = read(item)
        except (BrokenAnswer, ValueError) as error:
            problems.append(f"{name}: {error}")
        except Unanswered as error:
            problems.append(f"{name}: {error}")
            unanswered += 1
            if unanswered >= _MOST_UNANSWERED:
                raise
            continue
        else:
            if result is not None:
                yield result
        unanswered = 0


def _site_of(request: httpx.Request) -> str:
    """Its last two names: boards have a name for each city. Addresses of numbers are whole."""
    host = request.url.host
    return host if host.replace(".", "").isdecimal() else ".".join(host.split(".")[-2:])


def _retry_after_seconds(answer: httpx.Response) -> float | None:
    value = answer.headers.get("Retry-After", "")
    if value.isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return None


def _explain_refusal(answer: httpx.Response) -> str:
    return f"{answer.url.copy_with(query=None)} refuses with HTTP status {answer.status_code}."
