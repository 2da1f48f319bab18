"""Words of a text, cut so that neither inflection nor a person's sex shows in them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from shared.reference.grades import without_grade_words
from shared.reference.text import fold

MAX_CHARACTERS = 40_000
"""Of one text. What stands behind it is not read, so that a huge document costs no more than a long one."""

_WORD = re.compile(r"[a-z0-9]+(?:\.[a-z0-9]+)*[+#]*|[^\W_]+")
_STEM_LETTERS = 7
_CYRILLIC = re.compile(r"[а-я]")
_REFLEXIVE = re.compile(r"(?:ся|сь)$")
_ENDING = re.compile(r"[аеиоуыэюяьй]+$")
# Past tenses that stay different for men and women after the ending is cut: "прошел", "прошл(а)".
_GENDERED = re.compile(r"(?:ш(?:ел|л)|мог|могл|вез|везл|нес|несл|рос|росл)$")
# What says who somebody is and not what they can do. Never a feature.
_PERSONAL = frozenset(
    {
        "возраст",
        "родил",
        "рожден",
        "замуж",
        "замужем",
        "женат",
        "холост",
        "разведен",
        "семейн",
        "дет",
        "детей",
    }
    | {"муж", "мужчин", "мужск", "женщин", "женск", "девушк", "парен"}
    | {"married", "single", "male", "female", "age", "born", "children", "gender"}
)


@lru_cache(maxsize=200_000)
def stem_word(word: str) -> str | None:
    """The stem of a folded word; None for numbers and for words that tell a person's age, sex or family.

    Example:
        >>> stem_word("занималась") == stem_word("занимался")
        True
    """
    if word.isdigit() or not any(letter.isalpha() for letter in word):
        return None
    if not _CYRILLIC.search(word):
        return None if word in _PERSONAL else word
    stem = _ENDING.sub("", _REFLEXIVE.sub("", word))[:_STEM_LETTERS]
    stem = _ENDING.sub("", stem)
    return None if not stem or stem in _PERSONAL or _GENDERED.search(stem) else stem


def read_words(text: str) -> list[str]:
    """The stems of a text in its order; at most `MAX_CHARACTERS` of it are read."""
    stems = (stem_word(word) for word in _WORD.findall(fold(text[:MAX_CHARACTERS])))
    return [stem for stem in stems if stem]


def read_phrases(text: str, longest: int = 2) -> dict[str, None]:
    """The distinct stems of a text and the phrases of up to `longest` neighbours, in order of appearance."""
    return join_phrases(read_words(text), longest)


@lru_cache(maxsize=4)
def read_ungraded_words(text: str) -> tuple[str, ...]:
    """The stems of a text without those that state a grade; kept for those who read the same text next."""
    return tuple(read_words(without_grade_words(text)))


def join_phrases(words: Sequence[str], longest: int = 2) -> dict[str, None]:
    """The distinct words and the phrases of up to `longest` neighbours, in order of appearance."""
    phrases = dict.fromkeys(words)
    for length in range(2, longest + 1):
        phrases.update(dict.fromkeys(map(" ".join, zip(*(words[i:] for i in range(length)), strict=False))))
    return phrases
