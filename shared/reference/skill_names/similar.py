"""Skills by likeness: one typing slip away, or the same when read aloud in the other alphabet.

Likeness is allowed only where it can't join two real skills: names of four letters may swap two of them,
longer ones may gain, lose or change one, digits never change, products of 1C are never guessed.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from shared.reference.skill_names.spelling import split_words
from shared.reference.skill_names.vocabulary import Skill, Spelling
from shared.reference.skill_names.words import PROPER_KINDS

_NEVER_GUESSED = frozenset({"product", "human_language", "noise"})
_SHORTEST = 4
_LONGEST = 28
_LETTERS_OF_EDGE = 4
# By whether the text is Latin.
_MOST_SPACES = {True: 3, False: 1}
_MOST_SPACES_HEARD = {True: 3, False: 0}
_SHORTEST_LOSS = 6
_SHORTEST_CHANGE = 7
_SHORTEST_CHANGED_WORD = {True: 6, False: 8}
_SHORTEST_RUSSIAN_WORD = 8
_LEAST_CONSONANTS = 5
_LEAST_LIKENESS = {True: 84.0, False: 78.0}
_MOST_LETTERS_APART = {True: 1, False: 3}
_SHORTEST_CUT = 9  # a shorter name that loses or gains its last letter is often another one: Vision and Visio

_CYRILLIC_SOUNDS = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэіј", "abvgdezijklmnoprstufyeij", strict=True)),
        **{
            "ж": "j",
            "х": "h",
            "ц": "ts",
            "ч": "ch",
            "ш": "sh",
            "щ": "sh",
            "ъ": "",
            "ь": "",
            "ю": "yu",
            "я": "ya",
        },
    }
)
_LATIN_SOUNDS = MappingProxyType(
    {
        "dj": "j", "dzh": "j", "ph": "f", "ck": "k", "ce": "se", "ci": "si", "cy": "si", "ch": "k",
        "sch": "sh", "x": "ks", "q": "k", "c": "k", "w": "v", "z": "s", "th": "t", "gh": "g", "kh": "h",
    }
)  # fmt: skip
_SOUNDED = re.compile("|".join(sorted(_LATIN_SOUNDS, key=len, reverse=True)))
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = str.maketrans("", "", "aeiouyj")


@dataclass(frozen=True, slots=True)
class Likenesses:
    """Keys by an edge and the length of what may be a slip of them; spellings by their consonants."""

    by_edge: Mapping[tuple[str, int], tuple[str, ...]]
    by_sound: Mapping[str, tuple[Spelling, ...]]
    by_key: Mapping[str, Spelling]


def group_likenesses(spellings: tuple[Spelling, ...]) -> Likenesses:
    """Group the spellings that may be guessed."""
    by_edge: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    by_sound: defaultdict[str, list[Spelling]] = defaultdict(list)
    by_key: dict[str, Spelling] = {}
    for spelling in spellings:
        key = spelling.key
        if spelling.skill.kind in _NEVER_GUESSED or len(key) < _SHORTEST:
            continue
        if key not in by_key and len(key) <= _LONGEST:
            by_key[key] = spelling
            for length in (len(key) - 1, len(key), len(key) + 1):
                for edge in _list_edges(key, length):
                    by_edge[edge].append(key)
        if (
            spelling.skill.kind in (PROPER_KINDS - {"office"})
            and spelling.tidy.isascii()
            and len(key) > _SHORTEST
        ):
            by_sound[list_consonants(spell_sounds(spelling.tidy))].append(spelling)
    return Likenesses(
        by_edge={edge: tuple(keys) for edge, keys in by_edge.items()},
        by_sound={sound: tuple(of_sound) for sound, of_sound in by_sound.items()},
        by_key=by_key,
    )


def find_typo(tidy: str, key: str, likenesses: Likenesses) -> Skill | None:
    """The one skill that is a single typing slip away from a text."""
    if not _SHORTEST <= len(key) <= _LONGEST or tidy.count(" ") > _MOST_SPACES[tidy.isascii()]:
        return None
    near = [name for edge in _list_edges(key, len(key)) for name in likenesses.by_edge.get(edge, ())]
    if not near:
        return None
    found = {
        likenesses.by_key[name].skill
        for name in near
        if name[0] == key[0]
        and OSA.distance(key, name, score_cutoff=1) == 1
        and _may_be_slip(tidy, key, likenesses.by_key[name])
    }
    return found.pop() if len(found) == 1 else None


def _list_edges(key: str, length: int) -> tuple[tuple[str, int], ...]:
    """Where to look for a key: one slip in a long key leaves its first letters or its last letters alone."""
    if length < 2 * _LETTERS_OF_EDGE:
        return ((key[0], length),)
    return (key[:_LETTERS_OF_EDGE], length), (f"{key[-_LETTERS_OF_EDGE:]}$", length)


def _may_be_slip(tidy: str, key: str, meant: Spelling) -> bool:
    """Whether one slip between two keys is a slip, and not the difference of two names."""
    latin = tidy.isascii()
    if _digits(key) != _digits(meant.key) or latin != meant.tidy.isascii():
        return False
    longest = max(len(key), len(meant.key))
    if longest < _choose_least_length(key, meant.key):
        return False
    if longest < _SHORTEST_CUT and _differs_by_last_letter(*sorted((key, meant.key), key=len)):
        return False
    ours, theirs = split_words(tidy), split_words(meant.tidy)
    if len(ours) != len(theirs):
        return latin and longest >= _SHORTEST_RUSSIAN_WORD
    changed = [word for word, other in zip(ours, theirs, strict=True) if word != other]
    if len(ours) == 1:
        return latin or longest >= _SHORTEST_RUSSIAN_WORD
    return len(changed) == 1 and len(changed[0]) >= _SHORTEST_CHANGED_WORD[latin]


def _differs_by_last_letter(shorter: str, longer: str) -> bool:
    """Whether a last letter was added that is neither a plural nor the one before it typed twice."""
    return longer[:-1] == shorter and longer[-1] not in ("s", shorter[-1])


def _choose_least_length(key: str, meant: str) -> int:
    if sorted(key) == sorted(meant):
        return _SHORTEST
    return _SHORTEST_CHANGE if len(key) == len(meant) else _SHORTEST_LOSS


def _digits(key: str) -> str:
    return "".join(letter for letter in key if not letter.isalpha())


def find_sound(tidy: str, likenesses: Likenesses) -> Skill | None:
    """The one skill that a text spells by ear: "постгрес", "кубернетес"."""
    latin = tidy.isascii()
    if len(tidy) > _LONGEST or tidy.count(" ") > _MOST_SPACES_HEARD[latin]:
        return None
    sounds = spell_sounds(tidy)
    consonants = list_consonants(sounds)
    if len(consonants) < _LEAST_CONSONANTS:
        return None
    found = {
        spelling.skill
        for spelling in likenesses.by_sound.get(consonants, ())
        if _digits(spelling.key) == _digits("".join(split_words(tidy)))
        and (latin or spelling.skill.kind != "library")  # their names are ordinary words: Provider, Texture
        and _sound_alike(sounds, spell_sounds(spelling.tidy), latin)
    }
    return found.pop() if len(found) == 1 else None


def _sound_alike(sounds: str, others: str, latin: bool) -> bool:
    near = abs(len(sounds) - len(others)) <= _MOST_LETTERS_APART[latin]
    return near and fuzz.ratio(sounds, others) >= _LEAST_LIKENESS[latin]


def spell_sounds(tidy: str) -> str:
    """Latin letters for how a text sounds, roughly, doubled letters once."""
    text = "".join(split_words(tidy.replace("дж", "j").replace("кс", "x"))).translate(_CYRILLIC_SOUNDS)
    return _DOUBLED.sub(r"\1", _SOUNDED.sub(lambda letters: _LATIN_SOUNDS[letters[0]], text))


def list_consonants(sounds: str) -> str:
    """The first letter and the consonants after it."""
    return sounds[:1] + sounds[1:].translate(_VOWELS)
