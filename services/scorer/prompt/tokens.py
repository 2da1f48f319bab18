"""Tokens: what a prompt asks of a tokenizer, and how several parts share a limit."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol


class Tokenizer(Protocol):
    """What turns a text into token ids."""

    prefix: tuple[int, ...]
    """Special tokens before every text: BOS, or [CLS]; some models have none."""
    suffix: tuple[int, ...]
    """Special tokens after every text, such as [SEP]; many models have none."""

    def encode(self, text: str) -> list[int]:
        """The ids of a text without special tokens, whatever the text says."""
        ...

    def special_token(self, name: str) -> int | None:
        """The id of a special token such as `<start_of_turn>`, None where the model has no such one."""
        ...


def wrap_tokens(tokens: Sequence[int], tokenizer: Tokenizer) -> list[int]:
    """Tokens between the special ones of the model."""
    return [*tokenizer.prefix, *tokens, *tokenizer.suffix]


def room_for_text(tokenizer: Tokenizer, limit: int) -> int:
    """How many tokens of a limit the special ones leave."""
    return limit - len(tokenizer.prefix) - len(tokenizer.suffix)


def encode_up_to(texts: Iterable[str], encode: Callable[[str], list[int]], limit: int) -> list[int]:
    """The first tokens of some texts; a text that is beyond the limit is not even looked at."""
    tokens: list[int] = []
    for text in texts:
        if len(tokens) >= limit:
            break
        tokens += encode(text)
    return tokens[:limit]


def share_room(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """How many tokens each part gets, where the last parts give way first.

    Every part keeps as many as its `least`; what is left goes to the parts in their order.

    Args:
        wanted: tokens of each part.
        least: tokens of each part that no earlier part can take; their sum is at most `room`.
        room: tokens of all parts together.

    Example:
        >>> share_room([50, 10, 90], [0, 0, 25], 100)
        [50, 10, 40]
        >>> share_room([90, 10, 90], [0, 0, 25], 100)
        [75, 0, 25]
    """
    kept = [min(want, floor) for want, floor in zip(wanted, least, strict=True)]
    free = room - sum(kept)
    given = []
    for want, keep in zip(wanted, kept, strict=True):
        more = min(want - keep, free)
        free -= more
        given.append(keep + more)
    return given
