"""Words: a text as the models read it, one spelling for the many forms of a word."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from shared.reference.text import fold_lookalikes

_WORD = re.compile(r"[\w+#.]+")
_CYRILLIC_NAMES = frozenset({"1с", "с++", "с#"})
_ENDING = re.compile(
    r"(?<=[а-я]{5})(?:[аеиоуыэюяьй]{1,3}|[оеи]?(?:ами|ями|ах|ях|ам|ям|ом|ем|им)|ов|ев|ого|его|ому|ему|[ыи]ми|[ыи]х)$"
)


def list_words(text: str) -> list[str]:
    """The words of a text, folded, Russian endings cut off, bare numbers left out (they may be pay).

    Example:
        >>> list_words("Разработчики на С++, от 250 000")
        ['разработчик', 'на', 'c++', 'от']
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return list(filter(None, map(_UNIFIED.__getitem__, _WORD.findall(folded))))


def join_pairs(words: Sequence[str]) -> list[str]:
    """The pairs of neighbouring words."""
    return [f"{first} {second}" for first, second in pairwise(words)]


def _unify_word(word: str) -> str:
    """One spelling of a word, nothing for a bare number.

    A word that mixes alphabets becomes Latin, and so do "1с", "с++", "с#", which hold no Latin letter.
    """
    word = word.rstrip(".").replace("ё", "е")
    if word.isdigit():
        return ""
    word = word.replace("с", "c") if word in _CYRILLIC_NAMES else fold_lookalikes(word)
    return _ENDING.sub("", word)


class _UnifiedWords(dict[str, str]):
    """Word -> `_unify_word` of it, remembered, for texts say the same over and over."""

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_REMEMBERED_WORDS:
            self.clear()
        self[word] = unified = _unify_word(word)
        return unified


MOST_REMEMBERED_WORDS = 200_000
_UNIFIED = _UnifiedWords()
