"""Prompts: what a language model reads of a resume and a target. Training and serving use the same ones.

To add a prompt, add a line to `PROMPTS`; its name is stored with every model that was trained on it.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from services.scorer.prompt.attesta import encode_attesta
from services.scorer.prompt.fic import encode_fic
from services.scorer.prompt.tokens import Tokenizer
from shared.contracts.resume import Resume
from shared.contracts.target import Target

LEAST_TOKENS = 64
"""A prompt of fewer tokens holds neither a target nor an experience."""

PROMPTS: Mapping[str, Callable[[Resume, Target, Tokenizer, int], list[int]]] = MappingProxyType(
    {"attesta-1": encode_attesta, "fic": encode_fic}
)


def encode_prompt(name: str, resume: Resume, target: Target, tokenizer: Tokenizer, limit: int) -> list[int]:
    """The token ids that a model reads, special ones included, never more than `limit`.

    Args:
        name: one of `PROMPTS`.
        resume: who is judged.
        target: for what.
        tokenizer: the model's own.
        limit: tokens, at least `LEAST_TOKENS`.

    Raises:
        KeyError: for a prompt that is not in `PROMPTS`.
        ValueError: for a limit that is too small.
    """
    if limit < LEAST_TOKENS:
        raise ValueError(f"a prompt needs {LEAST_TOKENS} tokens or more, not {limit}")
    return PROMPTS[name](resume, target, tokenizer, limit)
