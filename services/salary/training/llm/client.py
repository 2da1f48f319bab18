"""Has an OpenAI-compatible server fill in a form."""

from collections.abc import Mapping

import httpx
from pydantic import ValidationError
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from services.salary.training.llm.forms import Form
from services.salary.training.llm.settings import LlmSettings
from shared.chat import PATH, Chat, read_content

_ANSWER_TOKENS = 1_500
_TRY_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_LONGEST_PAUSE_SECONDS = 20


class NoAnswer(Exception):  # noqa: N818 - an outcome
    """The server gives no answer that can be used. The message says why, and quotes nothing."""


class _Busy(Exception):  # noqa: N818 - an outcome
    """The server may answer if it is asked again."""


class LanguageModel:
    """A language model behind a server. Safe to use from several threads."""

    def __init__(self, settings: LlmSettings) -> None:
        """Take the settings; they name a server."""
        assert settings.url is not None and settings.model is not None  # noqa: S101 - checked by who makes it
        headers = {"Authorization": f"Bearer {settings.key.get_secret_value()}"} if settings.key else {}
        self.name = settings.model
        self._url = f"{str(settings.url).rstrip('/')}{PATH}"
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
        chat = Chat(self.name, form.task, question, form.name, form.answer, _ANSWER_TOKENS)
        try:
            answer = self._client.post(self._url, json=chat.body())
        except httpx.HTTPError as error:
            raise _Busy(type(error).__name__) from None
        if answer.status_code in _TRY_AGAIN:
            raise _Busy(f"status {answer.status_code}")
        if answer.status_code != httpx.codes.OK:
            raise NoAnswer(f"status {answer.status_code}")
        content = read_content(answer.content)
        if content is None:
            raise NoAnswer("no completion")
        return content
