"""Prompts: what a language model reads of a resume and a target. Training and serving use the same ones.

To add a prompt, add a line to `PROMPTS`; its name is stored with every model that was trained on it.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from services.scorer.prompt.attesta import encode_attesta
from services.scorer.prompt.fic import Side, encode_fic_left, encode_fic_right
from services.scorer.prompt.tokens import Tokenizer
from shared.contracts.resume import Resume
from shared.contracts.target import Target

LEAST_TOKENS = 64
"""A prompt of fewer tokens holds neither a target nor an experience."""

PROMPTS: Mapping[str, Mapping[Side, Callable[[Resume, Target, Tokenizer, int], list[int]]]] = (
    MappingProxyType(
        {
            "attesta-1": {"right": encode_attesta},
            "fic": {"left": encode_fic_left, "right": encode_fic_right},
        }
    )
)
"""By name and by the side on which too long a text is cut, the usual side first."""


def usual_side(name: str) -> Side:
    """The side on which a prompt is cut where nobody says another."""
    return next(iter(PROMPTS[name]))


def encode_prompt(  # noqa: PLR0913, PLR0917 - what a prompt is made of
    name: str,
    resume: Resume,
    target: Target,
    tokenizer: Tokenizer,
    limit: int,
    side: Side | None = None,
) -> list[int]:
    """The token ids that a model reads, special ones included, never more than `limit`.

    Args:
        name: one of `PROMPTS`.
        resume: who is judged.
        target: for what.
        tokenizer: the model's own.
        limit: tokens, at least `LEAST_TOKENS`.
        side: on which too long a text is cut; default: the prompt's usual one.

    Raises:
        KeyError: for a prompt that is not in `PROMPTS`, or a side on which it is not cut.
        ValueError: for a limit that is too small.
    """
    if limit < LEAST_TOKENS:
        raise ValueError(f"a prompt needs {LEAST_TOKENS} tokens or more, not {limit}")
    return PROMPTS[name][side or usual_side(name)](resume, target, tokenizer, limit)
