"""Asks the engine server for hidden states: token ids in, vectors out, many requests in flight.

Source: vLLM's `/v1/embeddings` with token ids; `use_activation: false`, else the vector comes normalised.
"""

import base64
import binascii
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx
import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from tenacity import RetryCallState, Retrying, retry_if_exception_type, wait_random_exponential

from services.scorer.checkpoint.head import Floats
from shared.errors import Unavailable

_AWAY_ATTEMPTS = 3
_BUSY = frozenset({httpx.codes.TOO_MANY_REQUESTS, *range(500, 600)})
_UNIT_TOLERANCE = 1e-3
ENGINE = "engine"


class EngineAnswerError(Exception):
    """The engine server answers what it must not; the message quotes nothing."""


class _NotNow(Exception):  # noqa: N818 - an outcome
    """The server can't be reached, or is too busy; asking again may help."""

    def __init__(self, away: bool) -> None:
        super().__init__()
        self.away = away


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Embedding(_Part):
    embedding: str


class _Answer(_Part):
    model: str
    data: tuple[_Embedding, ...] = Field(min_length=1, max_length=1)


@dataclass(frozen=True)
class Patience:
    """How long one resume may take, and how many may be under way.

    Attributes:
        in_flight: requests at a time; the rest waits here and not in the server.
        request_seconds: for one answer.
        deadline_seconds: for a resume, with everything that is tried again.
    """

    in_flight: int
    request_seconds: float
    deadline_seconds: float


class EngineServer:
    """The engine server as one adapter's client. Safe to use from many threads.

    Args:
        url: its base address, such as http://engine:8000.
        key: its API key, if it has one.
        adapter: the name by which it serves the adapter.
        hidden_size: numbers of a hidden state.
        patience: limits.
    """

    def __init__(self, url: str, key: str | None, adapter: str, hidden_size: int, patience: Patience) -> None:
        self._adapter = adapter
        self._hidden_size = hidden_size
        self._patience = patience
        self._http = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=patience.request_seconds,
            limits=httpx.Limits(max_connections=patience.in_flight),
            trust_env=False,  # the operator's server: no proxy stands before it
        )
        self._threads = ThreadPoolExecutor(patience.in_flight, thread_name_prefix=ENGINE)

    def pool_states(self, token_lists: Sequence[Sequence[int]]) -> list[Floats]:
        """The last hidden state of each list of token ids, shape (hidden,), in their order.

        Raises:
            Unavailable: the server does not answer in time, or does not serve the adapter yet.
            EngineAnswerError: it answers what it must not.
        """
        if len(token_lists) == 1:
            return [self._pool_one(token_lists[0])]
        return list(self._threads.map(self._pool_one, token_lists))

    def close(self) -> None:
        """End its threads and its connections; it can't be asked any more."""
        self._threads.shutdown()
        self._http.close()

    def _pool_one(self, tokens: Sequence[int]) -> Floats:
        retrying = Retrying(
            retry=retry_if_exception_type(_NotNow),
            wait=wait_random_exponential(multiplier=0.2, max=2),
            stop=self._is_enough,
            reraise=True,
        )
        try:
            return retrying(self._ask, tokens)
        except _NotNow:
            raise Unavailable(ENGINE) from None

    def _is_enough(self, state: RetryCallState) -> bool:
        """A busy server is asked until the deadline, one that is away a few times only."""
        failure = state.outcome.exception() if state.outcome else None
        is_away = isinstance(failure, _NotNow) and failure.away
        waited = state.seconds_since_start or 0.0
        return waited >= self._patience.deadline_seconds or (
            is_away and state.attempt_number >= _AWAY_ATTEMPTS
        )

    def _ask(self, tokens: Sequence[int]) -> Floats:
        body = {
            "model": self._adapter,
            "input": [list(tokens)],
            "encoding_format": "base64",
            "embed_dtype": "float32",
            "endianness": "little",
            "use_activation": False,
        }
        try:
            answer = self._http.post("/v1/embeddings", json=body)
        except httpx.TransportError:
            raise _NotNow(away=True) from None
        if answer.status_code in _BUSY:
            raise _NotNow(away=False)
        if answer.status_code == httpx.codes.NOT_FOUND:  # a server that has not loaded the adapter yet
            raise Unavailable(f"{ENGINE}: {self._adapter}")
        if answer.status_code != httpx.codes.OK:
            raise EngineAnswerError(f"the engine server answers {answer.status_code}")
        return self._read(answer.content)

    def _read(self, content: bytes) -> Floats:
        try:
            answer = _Answer.model_validate_json(content)
            state = np.frombuffer(base64.b64decode(answer.data[0].embedding, validate=True), "<f4")
        except (ValidationError, binascii.Error, ValueError):
            raise EngineAnswerError("the engine server's answer is no embedding") from None
        if answer.model != self._adapter:
            raise EngineAnswerError("the engine server answers with another adapter")
        if state.shape != (self._hidden_size,) or not np.isfinite(state).all():
            raise EngineAnswerError("the engine server's vector is not the hidden state of this base")
        found = state.astype(np.float64)
        if abs(float(np.linalg.norm(found)) - 1) < _UNIT_TOLERANCE:
            raise EngineAnswerError("the engine server normalises its vectors: it must not")
        return found
