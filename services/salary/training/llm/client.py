"""Has an OpenAI-compatible server fill in a form.

Source: the chat completions of https://platform.openai.com/docs/api-reference/chat, with structured output;
Mistral, vLLM, llama.cpp, Ollama and others speak the same.
"""

import json
from collections.abc import Mapping

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from services.salary.training.llm.forms import Form
from services.salary.training.llm.settings import LlmSettings

_ANSWER_TOKENS = 1_500
_TRY_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_LONGEST_PAUSE_SECONDS = 20


class NoAnswer(Exception):  # noqa: N818 - an outcome
    """The server gives no answer that can be used. The message says why, and quotes nothing."""


class _Busy(Exception):  # noqa: N818 - an outcome
    """The server may answer if it is asked again."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Message(_Part):
    content: str


class _Choice(_Part):
    message: _Message


class _Completion(_Part):
    choices: tuple[_Choice, ...] = Field(min_length=1)


class LanguageModel:
    """A language model behind a server. Safe to use from several threads."""

    def __init__(self, settings: LlmSettings) -> None:
        """Take the settings; they name a server."""
        assert settings.url is not None and settings.model is not None  # noqa: S101 - checked by who makes it
        headers = {"Authorization": f"Bearer {settings.key.get_secret_value()}"} if settings.key else {}
        self.name = settings.model
        self._url = f"{str(settings.url).rstrip('/')}/chat/completions"
        self._attempts = settings.attempts
        self._client = httpx.Client(headers=headers, timeout=settings.timeout_seconds)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def fill_in(self, form: Form, question: Mapping[str, object]) -> str:
        """The filled form, as JSON that fits it.

        Raises:
            NoAnswer: the server refuses, stays away, or answers something else.
        """
        retrying = Retrying(
            stop=stop_after_attempt(self._attempts),
            wait=wait_random_exponential(multiplier=0.2, max=_LONGEST_PAUSE_SECONDS),
            retry=retry_if_exception_type(_Busy),
            reraise=True,
        )
        try:
            content = retrying(self._ask, form, question)
        except _Busy as busy:
            raise NoAnswer(str(busy)) from None
        try:
            return form.answer.model_validate_json(content).model_dump_json()
        except ValidationError:  # its message quotes the answer
            raise NoAnswer("off the schema") from None

    def _ask(self, form: Form, question: Mapping[str, object]) -> str:
        try:
            answer = self._client.post(self._url, json=self._make_body(form, question))
        except httpx.HTTPError as error:
            raise _Busy(type(error).__name__) from None
        if answer.status_code in _TRY_AGAIN:
            raise _Busy(f"status {answer.status_code}")
        if answer.status_code != httpx.codes.OK:
            raise NoAnswer(f"status {answer.status_code}")
        try:
            return _Completion.model_validate_json(answer.content).choices[0].message.content
        except ValidationError:
            raise NoAnswer("no completion") from None

    def _make_body(self, form: Form, question: Mapping[str, object]) -> dict[str, object]:
        return {
            "model": self.name,
            "temperature": 0,
            "max_tokens": _ANSWER_TOKENS,
            "messages": [
                {"role": "system", "content": form.task},
                {"role": "user", "content": json.dumps(question, ensure_ascii=False)},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {
                    "name": form.name,
                    "strict": True,
                    "schema": form.answer.model_json_schema(),
                },
            },
        }
