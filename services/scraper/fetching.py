"""Fetches pages and documents politely: slowly, under our name, and patient with a site in trouble."""

import json
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from services.scraper.failures import Blocked, ScrapeFailed
from services.scraper.settings import ScraperSettings

_REQUEST_SECONDS = 30
_GONE = (404, 410)


class BrokenAnswer(Exception):  # noqa: N818 - a fact, told by the caller
    """An answer that is not what it should be, such as half a JSON document."""


class _TryAgain(Exception):  # noqa: N818 - never leaves this file
    def __init__(self, reason: str, pause_seconds: float | None = None) -> None:
        super().__init__(reason)
        self.pause_seconds = pause_seconds


class Fetcher:
    """One connection to a site.

    Args:
        settings: who we are, how often we may ask, how patient we are.
        explain_refusal: makes a sentence out of an answer of status 400, 401 or 403.
    """

    def __init__(
        self, settings: ScraperSettings, explain_refusal: Callable[[httpx.Response], str] | None = None
    ) -> None:
        self._settings = settings
        self._explain_refusal = explain_refusal or _explain_refusal
        self._client = httpx.Client(
            headers={"User-Agent": settings.user_agent, "HH-User-Agent": settings.user_agent},
            timeout=_REQUEST_SECONDS,
            follow_redirects=True,
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
            ScrapeFailed: it does not answer, however often it is asked.
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
            Blocked: the site refuses.
            ScrapeFailed: it does not answer, however often it is asked.
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
            raise ScrapeFailed(
                f"{address} did not answer, asked {self._settings.http_attempts} times: {error}. "
                "Try again later."
            ) from error

    def _ask(self, address: str, parameters: Mapping[str, str | int]) -> httpx.Response | None:
        pause_seconds = self._asked_at + self._settings.request_pause_seconds - time.monotonic()
        time.sleep(max(0, pause_seconds))
        self._asked_at = time.monotonic()
        try:
            answer = self._client.get(address, params=dict(parameters) or None)
        except httpx.TransportError as error:
            raise _TryAgain(type(error).__name__) from error
        self.pages += 1
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS or answer.is_server_error:
            raise _TryAgain(f"HTTP status {answer.status_code}", _retry_after_seconds(answer))
        if answer.status_code in _GONE:
            return None
        if answer.is_client_error:
            raise Blocked(self._explain_refusal(answer))
        return answer

    def _pause_after(self, state: RetryCallState) -> float:
        """As long as the site asks for, else twice as long each further time."""
        error = state.outcome.exception() if state.outcome else None
        asked = error.pause_seconds if isinstance(error, _TryAgain) else None
        own: float = self._settings.retry_pause_seconds * 2 ** (state.attempt_number - 1)
        return min(max(asked or 0, own), self._settings.retry_pause_limit_seconds)


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
