"""Mentions: the IT skills that running text names, by the runs of its words that the vocabulary holds."""

import re
from collections.abc import Iterator
from functools import lru_cache

from shared.reference.skill_names.spelling import compact_key, tidy_skill
from shared.reference.skill_names.vocabulary import Skill, load_vocabulary

MOST_SKILLS = 40
_MOST_WORDS = 4
_WORD = re.compile(r"[\w+#]+(?:[./&'-][\w+#]+)*[+#]*")
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.\S+|\[(?:link|email|phone|handle)\]", re.IGNORECASE
)
_SENTENCE = re.compile(r"[\n,;:()\[\]|•·!?]+|\.(?=\s|$)|\s[-–—]\s")
# Kinds whose names are names wherever they stand; areas and methods are words of any text, unless several
# stand together or one is written as a name: "Scrum", "TDD".
_NAMED_KINDS = frozenset(
    ("language", "framework", "library", "database", "tool", "platform", "os", "protocol", "product")
)
_OTHER_KINDS = frozenset(("method", "area"))
# Names that are ordinary words too: believed where they begin with a capital letter.
_ORDINARY_WORDS = """
access action apex assembly basic bash box builder c canvas chat clean core cursor d dash delivery
echo edge elastic element excel express fast flask flow focus forms front git go helm hive ide
impact ink jam jest key kit lean less linear lit mail map maps mars max meet mini miro mobile monday
motion native network node notion office one pages play point post power pro processing project
pulse quality r racket ray rest rust safe scope scratch script search segment shell silver slack
snow spark spring square stack star studio swift talk teams trace unity unit vector vision vue web
word work zoom
"""
_ORDINARY = frozenset(_ORDINARY_WORDS.split())


@lru_cache(maxsize=8)  # asked for twice, one stage after another
def find_mentions(text: str) -> tuple[str, ...]:
    """Canonical names of the IT skills that a text names, each once, in the order of the text.

    Example:
        >>> find_mentions("Пишем на Python и PostgreSQL, доставка через GitLab CI")
        ('Python', 'PostgreSQL', 'GitLab CI')
    """
    found: dict[str, None] = {}
    for piece in _SENTENCE.split(_LINK.sub(" ", text)):
        for name in _find_in_piece(piece):
            found.setdefault(name)
            if len(found) == MOST_SKILLS:
                return tuple(found)
    return tuple(found)


def _find_in_piece(piece: str) -> Iterator[str]:
    """The longest known runs of words of a piece, from the left."""
    words = _WORD.findall(piece)
    keys = [_key_word(word) for word in words]
    start = 0
    while start < len(words):
        for length in range(min(_MOST_WORDS, len(words) - start), 0, -1):
            name = _name_run("".join(keys[start : start + length]), words[start], length)
            if name is not None:
                yield name
                break
        else:
            length = 1
            # "Python-разработчик" names Python, unless the vocabulary holds the whole, as "1С-Битрикс".
            head, hyphen, _ = words[start].partition("-")
            name = _name_run(_key_word(head), head, 1) if head and hyphen else None
            if name is not None:
                yield name
        start += length


def _name_run(key: str, first: str, length: int) -> str | None:
    """The skill that a run of so many words, `first` the first of them, names."""
    skill = load_vocabulary().by_key.get(key)
    return skill.name if skill is not None and _is_named(skill, first, length) else None


@lru_cache(maxsize=200_000)
def _key_word(word: str) -> str:
    return compact_key(tidy_skill(word))


def _is_named(skill: Skill, word: str, length: int) -> bool:
    """Whether a run of words, given by its first one, names the skill and is not just the same words."""
    if length > 1:
        return skill.kind in _NAMED_KINDS or skill.kind in _OTHER_KINDS
    if skill.kind in _NAMED_KINDS:
        is_name = word.casefold() not in _ORDINARY or (word.isascii() and word[0].isupper())
        return is_name and (len(word) > 1 or word in "RC")
    return skill.kind in _OTHER_KINDS and word.isascii() and word[0].isupper()
