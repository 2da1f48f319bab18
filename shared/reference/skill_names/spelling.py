"""Spelling: what two ways of writing one skill have in common, at three depths.

`tidy_skill` is for reading, `compact_key` forgives spaces and punctuation, `words_key` forgives the order
of words, their endings and the language of common words.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from shared.reference.skill_names.words import CONCEPTS, LINKING_WORDS

_CYRILLIC_TWINS = "авекмнорстухіјѕ"
_LATIN_TWINS = "abekmhopctyxijs"
_TWINS = tuple(zip(_CYRILLIC_TWINS, _LATIN_TWINS, strict=True))
_TO_LATIN = str.maketrans(_CYRILLIC_TWINS, _LATIN_TWINS)
_TO_CYRILLIC = str.maketrans("abekmhopctyx", "авекмнорстух")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_CYRILLIC_ONLY = re.compile(r"[бгджзийлпфцчшщъыьэюя]")
_LATIN = re.compile(r"[a-z]")
_LATIN_ONLY = re.compile(r"[dfglnqruvwz]")
_LETTERS = re.compile(r"[a-zЀ-ӿ]+")
_LONGEST_LATIN_WORD = 3  # of letters that Cyrillic shares: "РНР" is Latin, "сервер" is not
_ONE_C = re.compile(r"(?<!\w)1c(?!\w)")
_DASHES = re.compile(r"[‐-―−﹘﹣－]")
_INVISIBLE = re.compile(r"[^\w\s!-/:-@\[-`{-~№«»“”„’•·°]|[\x00-\x1f\x7f_]")
_QUOTES = re.compile(r"[\"«»“”„`*•·]|^'|'$")
_SPACES = re.compile(r"\s+")
_EDGES = re.compile(r"^(?:[\s\-,;:/\\|)!?=&@№°’']|\.(?!\w))+|[\s\-,;:./\\|(!?=&@№°’']+$")
_PLAIN = re.compile(r"[a-z0-9а-я]+(?:[ \-][a-z0-9а-я]+)*")
_WORD = re.compile(r"[a-z0-9Ѐ-ӿ+#]+")
_RUSSIAN_ENDING = re.compile(
    r"(?<=[а-я]{3})(?:иями|ями|ами|иях|иям|ием|ией|ого|его|ому|ему|ыми|ими|ах|ях|ов|ев|ей|ой|ый|ий|ая|яя|ое|ее"
    r"|ые|ие|ую|юю|ам|ям|ом|ем|им|ым|их|ых|ия|ии|ию|ью|а|я|о|е|и|ы|у|ю|ь|й)$"
)


def tidy_skill(raw: str) -> str:
    """Lower case, one kind of dash, single spaces, no quotes or stray marks, letters of one alphabet.

    Example:
        >>> tidy_skill("  «Open  Арі» ")
        'open api'
    """
    text = raw.casefold()
    if not _PLAIN.fullmatch(text):
        text = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
        text = _QUOTES.sub(" ", _INVISIBLE.sub(" ", _DASHES.sub("-", text)))
        text = _EDGES.sub("", _SPACES.sub(" ", text))
    if not text.isascii():
        text = _repair_alphabet(text)
    return _ONE_C.sub("1с", text) if "1c" in text else text


def _repair_alphabet(text: str) -> str:
    """Write each word in one alphabet; short words are Latin where no letter is purely Cyrillic."""
    has_cyrillic = _CYRILLIC_ONLY.search(text) is not None
    if has_cyrillic and not _LATIN.search(text):
        return text
    return _LETTERS.sub(lambda word: _repair_word(word[0], 0 if has_cyrillic else _LONGEST_LATIN_WORD), text)


def _repair_word(word: str, longest_latin: int) -> str:
    if not (_CYRILLIC.search(word) and _LATIN.search(word)):
        return word.translate(_TO_LATIN) if len(word) <= longest_latin else word
    if not _CYRILLIC_ONLY.search(word):
        return word.translate(_TO_LATIN)
    return word if _LATIN_ONLY.search(word) else word.translate(_TO_CYRILLIC)


def split_words(tidy: str) -> list[str]:
    """The words of a tidy text."""
    return _WORD.findall(tidy)


def compact_key(tidy: str) -> str:
    """A tidy text without spaces and punctuation, look-alike letters being Latin.

    Example:
        >>> compact_key("node.js") == compact_key("node js")
        True
    """
    return join_words(_WORD.findall(tidy))


def join_words(words: Iterable[str]) -> str:
    """The compact key of a text's words."""
    key = "".join(words)
    if not key.isascii():
        for cyrillic, latin in _TWINS:  # a quarter of the time of str.translate
            if cyrillic in key:
                key = key.replace(cyrillic, latin)
    return key


def words_key(tidy: str) -> str:
    """The ideas that a tidy text names: stems, sorted, common words in English.

    Example:
        >>> words_key("автоматизация тестирования") == words_key("test automation")
        True
    """
    return join_ideas(_WORD.findall(tidy))


def join_ideas(words: Sequence[str]) -> str:
    """The words key of a text's words."""
    ideas = {read_idea(word) for word in words}
    if words and words[-1] == "по":  # not the preposition but "программное обеспечение"
        ideas.add("software")
    ideas.discard("")
    return " ".join(sorted(ideas))


@lru_cache(maxsize=50_000)
def read_idea(word: str) -> str:
    """What a word means whatever its ending or, for common words, language; nothing for a linking word."""
    if word in LINKING_WORDS:
        return ""
    return CONCEPTS.get(word) or CONCEPTS.get(stem_word(word)) or stem_word(word)


def stem_word(word: str) -> str:
    """A word without its ending: Russian cases and the English plural.

    Example:
        >>> stem_word("системами"), stem_word("tests")
        ('систем', 'test')
    """
    if word.isascii():
        plural = len(word) > 3 and word[-1] == "s" and word[-2] not in "sui"
        return word[:-1] if plural else word
    return _RUSSIAN_ENDING.sub("", word)
