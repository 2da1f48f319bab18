"""Many questions to a language model: answers come from the cache first, then from the server."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from services.salary.training.llm.cache import AnswerCache, key_question
from services.salary.training.llm.client import LanguageModel, NoAnswer
from services.salary.training.llm.forms import Form
from services.salary.training.llm.settings import LlmSettings

Question = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a question.

    Attributes:
        answer: the filled form as JSON; None where there is none.
        how: "known" from the cache, "asked", "not asked", or why the model gave no answer.
    """

    answer: str | None
    how: str


class Asking:
    """A run of questions about one form. Several are open at once; the cache belongs to one thread."""

    def __init__(self, model: LanguageModel, cache: AnswerCache, form: Form, settings: LlmSettings) -> None:
        self._model = model
        self._cache = cache
        self._form = form
        self._failures_allowed = settings.failures_allowed
        self._failures = 0
        self._pool = ThreadPoolExecutor(settings.concurrency)
        self.at_once = settings.concurrency

    def ask_all(self, questions: Sequence[Question]) -> list[Reply]:
        """A reply to each question, in their order. A server that fails too often in a row is left alone."""
        return [
            reply
            for start in range(0, len(questions), self.at_once)
            for reply in self._ask_some(questions[start : start + self.at_once])
        ]

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown()

    def _ask_some(self, questions: Sequence[Question]) -> list[Reply]:
        keys = [key_question(self._model.name, self._form, question) for question in questions]
        known = [self._cache.find(key) for key in keys]
        may_ask = self._failures < self._failures_allowed
        futures = [
            self._pool.submit(self._ask, question) if answer is None and may_ask else None
            for question, answer in zip(questions, known, strict=True)
        ]
        return [
            Reply(answer, "known") if answer is not None else self._take(future, key)
            for key, answer, future in zip(keys, known, futures, strict=True)
        ]

    def _ask(self, question: Question) -> str | NoAnswer:
        try:
            return self._model.fill_in(self._form, question)
        except NoAnswer as error:
            return error

    def _take(self, future: "Future[str | NoAnswer] | None", key: str) -> Reply:
        if future is None:
            return Reply(None, "not asked")
        answer = future.result()
        if isinstance(answer, NoAnswer):
            self._failures += 1
            return Reply(None, str(answer))
        self._failures = 0
        self._cache.keep(key, answer)
        return Reply(answer, "asked")


@contextmanager
def open_asking(settings: LlmSettings, cache_file: Path, form: Form) -> Iterator[Asking]:
    """Questions about a form to the model of the settings, which must name one."""
    model, cache = LanguageModel(settings), AnswerCache(cache_file)
    asking = Asking(model, cache, form, settings)
    try:
        yield asking
    finally:
        asking.close()
        cache.close()
        model.close()
