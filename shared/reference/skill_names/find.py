"""Find the canonical name of a skill, its kind, and whether it is an IT skill, for any text.

The rules are tried from the surest to the boldest: the spelling itself, shorter forms of it, the ideas of its
words in either language, how it sounds, one typing slip. What is left gets its own shortest form as its name.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from shared.reference.skill_names.guess import ItGuesser
from shared.reference.skill_names.shorten import (
    drop_class_word,
    drop_coding_words,
    drop_glued_version,
    find_bracketed_name,
    list_shorter_forms,
    name_unknown,
)
from shared.reference.skill_names.similar import find_sound, find_typo, group_likenesses
from shared.reference.skill_names.spelling import (
    compact_key,
    join_ideas,
    join_words,
    read_idea,
    split_words,
    tidy_skill,
)
from shared.reference.skill_names.vocabulary import IT_KINDS, Skill, Vocabulary, load_vocabulary
from shared.reference.skill_names.words import (
    CLASS_IDEAS,
    CODE_KINDS,
    LANGUAGE_LEVELS,
    PRODUCT_KINDS,
    VENDORS,
)

_LATIN = re.compile(r"[a-z]")
_CLASS_OR_LINK = CLASS_IDEAS | {""}  # the idea of a linking word is empty

_CLASSED_KINDS = PRODUCT_KINDS | {"os", "platform"}
_VERSION_ENDS = frozenset("0123456789+")

LONGEST_NAME = 200
"""Letters; a longer text names no skill and is only folded."""


class SkillName(NamedTuple):
    """What a raw skill is called.

    `known` tells whether the vocabulary holds it; `kind` is one of `IT_KINDS`.
    """

    raw: str
    canonical: str
    kind: str
    is_it: bool
    known: bool


def find_skill(raw: str) -> SkillName:
    """The canonical name of a raw skill; any text gets an answer, and a canonical name keeps itself.

    Example:
        >>> find_skill("постгрес 15").canonical
        'PostgreSQL'
    """
    folded = " ".join(raw.casefold().split()) if len(raw) > LONGEST_NAME else raw
    if len(folded) > LONGEST_NAME:
        return SkillName(raw, folded, "noise", False, False)
    canonical, kind, known = _name_skill(folded)
    return SkillName(raw, canonical, kind, IT_KINDS[kind], known)


def is_skill_name(text: str) -> bool:
    """Whether a text, without any guess, is a spelling of an IT skill that the vocabulary holds.

    Example:
        >>> is_skill_name("k8s"), is_skill_name("Опыт работы с k8s")
        (True, False)
    """
    skill = load_vocabulary().by_key.get(compact_key(tidy_skill(text))) if len(text) <= LONGEST_NAME else None
    return skill is not None and IT_KINDS[skill.kind]


@lru_cache(maxsize=100_000)
def _name_skill(raw: str) -> tuple[str, str, bool]:
    """Canonical name, kind, whether it is known."""
    return _load_finder().name_skill(raw)


@cache
def _load_finder() -> "SkillFinder":
    return SkillFinder(load_vocabulary())


class SkillFinder:
    """The rules, over one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Group the vocabulary's spellings by likeness."""
        self._by_key = vocabulary.by_key
        self._by_words = vocabulary.by_words
        self._likenesses = group_likenesses(vocabulary.spellings)
        self._guesser = ItGuesser(vocabulary.it_weights, vocabulary.by_key)
        self._human_languages = {
            spelling.tidy: spelling.skill
            for spelling in vocabulary.spellings
            if spelling.skill.kind == "human_language" and " " not in spelling.tidy
        }

    def name_skill(self, raw: str) -> tuple[str, str, bool]:
        """Canonical name, kind, and whether the vocabulary holds it."""
        tidy = tidy_skill(raw)
        forms = list(list_shorter_forms(tidy))
        words = [split_words(form) for form in forms]
        keys = [join_words(of_form) for of_form in words]
        skill = self._find_exact(forms, keys) or self._find_like(words, forms[-1], keys[-1])
        if skill is not None:
            return skill.name, skill.kind, True
        name = name_unknown(tidy, forms[-1])
        if name != tidy:  # shorter, so it may be read in another alphabet or be known after all
            return self.name_skill(name)
        if not words[0]:
            return name, "noise", False
        return name, "technology" if self._guesser.guess(words[0]) else "trade", False

    def _find_exact(self, forms: Sequence[str], keys: Sequence[str]) -> Skill | None:
        """By spelling: of the forms, of what they hold in brackets, of what their own marks leave."""
        for key in keys:
            skill = self._by_key.get(key)
            if skill is not None:
                return skill
        bracketed = find_bracketed_name(forms[0])
        skill = self._by_key.get(compact_key(bracketed)) if bracketed else None
        return skill or self._find_stripped(forms[-1])

    def _find_stripped(self, form: str) -> Skill | None:
        """By what is left without a glued version, a class word, a maker's name, or words of coding."""
        by_key = self._by_key
        skill = by_key.get(compact_key(drop_glued_version(form))) if form[-1:] in _VERSION_ENDS else None
        if skill is not None or form.isalnum():
            return skill
        allowed: tuple[tuple[str, frozenset[str] | None], ...] = (
            (drop_class_word(form), None),
            (_drop_vendor(form), PRODUCT_KINDS),
            (drop_coding_words(form), CODE_KINDS),
            (_drop_class_ideas(form), _CLASSED_KINDS),
        )
        for rest, kinds in allowed:
            skill = by_key.get(compact_key(rest)) if rest != form else None
            if skill is not None and (kinds is None or skill.kind in kinds):
                return skill
        return None

    def _find_like(self, words: Sequence[Sequence[str]], shortest: str, key: str) -> Skill | None:
        """By the ideas of the words, by a human language and its level, by sound, by one slip."""
        for of_form in words:
            skill = self._by_words.get(join_ideas(of_form))
            if skill is not None:
                return skill
        return (
            self._find_language(words[0])
            or find_sound(shortest, self._likenesses)
            or find_typo(shortest, key, self._likenesses)
        )

    def _find_language(self, words: Sequence[str]) -> Skill | None:
        """A human language when everything else tells how well it is known."""
        if self._human_languages.keys().isdisjoint(words):
            return None
        found = {self._human_languages[word] for word in words if word in self._human_languages}
        others = (word for word in words if word not in self._human_languages)
        return found.pop() if len(found) == 1 and all(word in LANGUAGE_LEVELS for word in others) else None


def _drop_class_ideas(form: str) -> str:
    """The Latin name that is left of a Russian phrase when words for what it is are taken out."""
    if form.isascii() or not _LATIN.search(form):
        return form
    rest = " ".join(word for word in split_words(form) if read_idea(word) not in _CLASS_OR_LINK)
    return rest if rest and rest.isascii() else form


def _drop_vendor(form: str) -> str:
    first, _, rest = form.partition(" ")
    return rest if first in VENDORS and rest else form
