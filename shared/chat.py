"""A question to a language model in its server's format, and what it answers. Knows no network.

Source: the chat completions of https://platform.openai.com/docs/api-reference/chat, with structured output;
vLLM, llama.cpp, Ollama, Mistral and others speak the same.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

PATH = "/chat/completions"


@dataclass(frozen=True)
class Chat:
    """A question whose answer has a schema.

    Attributes:
        model: which one answers.
        task: what it is told to do; ours alone.
        question: what it is asked, sent as JSON apart from the task: it may hold what strangers wrote.
        name: of the answer's schema.
        answer: the model of the answer.
        most_tokens: of the answer.
    """

    model: str
    task: str
    question: Mapping[str, object]
    name: str
    answer: type[BaseModel]
    most_tokens: int

    def body(self) -> dict[str, Any]:
        """The request's body, before it is made JSON."""
        return {
            "model": self.model,
            "temperature": 0,
            "max_tokens": self.most_tokens,
            "messages": [
                {"role": "system", "content": self.task},
                {"role": "user", "content": json.dumps(self.question, ensure_ascii=False)},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {
                    "name": self.name,
                    "strict": True,
                    "schema": self.answer.model_json_schema(),
                },
            },
        }


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Message(_Part):
    content: str


class _Choice(_Part):
    message: _Message


class _Completion(_Part):
    choices: tuple[_Choice, ...] = Field(min_length=1)


def read_content(answer: bytes) -> str | None:
    """What the model says in a server's answer; None where that is no completion."""
    try:
        return _Completion.model_validate_json(answer).choices[0].message.content
    except ValidationError:
        return None
