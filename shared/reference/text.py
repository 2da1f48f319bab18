"""Text normalisation that several services must agree on."""

import re
import unicodedata

# Cyrillic letters that look like Latin ones, for comparing words typed on the wrong keyboard.
_LOOKALIKES = str.maketrans("асеорхкмтвнуАСЕОРХКМТВНУ", "aceopxkmtbhyACEOPXKMTBHY")
_SPACES = re.compile(r"\s+")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


def fold(text: str) -> str:
    """Fold what does not matter when two texts are compared: case, spaces, 'ё', compatibility forms.

    Example:
        >>> fold("  Учёт\\u00a0ПО ")
        'учет по'
    """
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return _SPACES.sub(" ", folded).strip()


def fold_lookalikes(word: str) -> str:
    """Give a word that mixes Latin and Cyrillic letters its Latin form; leave other words alone.

    Example:
        >>> fold_lookalikes("Рostgres") == "Postgres"  # the first letter was Cyrillic
        True
    """
    return word.translate(_LOOKALIKES) if _LATIN.search(word) else word
