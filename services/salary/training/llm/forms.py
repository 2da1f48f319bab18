"""Forms: what a language model is asked to fill in."""

from dataclasses import dataclass

from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class Form:
    """A task and the shape of its answer.

    Attributes:
        name: of the shape, for the server.
        version: another one makes the answers in a cache void.
        task: what the model is told.
        answer: the shape, a closed model: one that makes up fields is not believed at all.
    """

    name: str
    version: str
    task: str
    answer: type[BaseModel]
