"""A text folded line by line. Several rules read the same one after another, so the last few are kept."""

from functools import lru_cache

from shared.reference.text import fold


@lru_cache(maxsize=8)
def fold_lines(text: str) -> str:
    """The text with each of its lines folded, the line breaks kept."""
    return "\n".join(map(fold, text.split("\n")))
