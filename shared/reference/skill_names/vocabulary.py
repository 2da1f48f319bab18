"""The committed vocabulary: canonical skills with their kinds and aliases, read once a process."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from shared.reference.skill_names.spelling import compact_key, tidy_skill, words_key
from shared.reference.skill_names.words import PROPER_KINDS

VOCABULARY_FILE = Path(__file__).with_name("vocabulary.json")

IT_KINDS: Mapping[str, bool] = MappingProxyType(
    {
        "language": True,  # programming, query and markup languages
        "framework": True,
        "library": True,
        "database": True,  # stores of data and what is done in them
        "tool": True,  # programs that a specialist works with
        "platform": True,  # clouds, CMS, business systems, hardware makers
        "os": True,
        "protocol": True,  # protocols, formats, interface styles, technical standards
        "method": True,  # ways of working and building software
        "area": True,  # fields of knowledge and kinds of work
        "product": True,  # 1C and what surrounds it
        "office": True,
        "technology": True,  # an IT skill that the vocabulary doesn't hold
        "soft": False,
        "human_language": False,
        "trade": False,  # other trades and business; also what the vocabulary doesn't hold
        "noise": False,
    }
)
"""Kind -> whether it is an IT or professional digital skill."""


@dataclass(frozen=True, slots=True)
class Skill:
    """A canonical skill."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way of writing a skill: its tidy form, its key and the skill."""

    tidy: str
    key: str
    skill: Skill


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All skills, found by key; `by_words` holds only the keys that mean one skill."""

    skills: tuple[Skill, ...]
    spellings: tuple[Spelling, ...]
    by_key: Mapping[str, Skill]
    by_words: Mapping[str, Skill]
    it_weights: Mapping[str, float]


def index_vocabulary(
    names: Mapping[str, Mapping[str, Iterable[str]]], it_weights: Mapping[str, float]
) -> Vocabulary:
    """Index the skills of each kind, given as name -> aliases.

    Raises:
        ValueError: when one spelling is given to two skills.
    """
    skills: list[Skill] = []
    spellings: list[Spelling] = []
    by_key: dict[str, Skill] = {}
    by_words: dict[str, Skill | None] = {}
    for kind, of_kind in names.items():
        for name, aliases in of_kind.items():
            skill = Skill(name, kind)
            skills.append(skill)
            for text in (name, *aliases):
                spelling = _spell(text, skill)
                owner = by_key.setdefault(spelling.key, skill)
                if owner is not skill:
                    raise ValueError(f"{text!r} is given to {owner.name!r} and to {name!r}")
                spellings.append(spelling)
                if not _is_proper_name(spelling):
                    words = words_key(spelling.tidy)
                    by_words[words] = skill if by_words.get(words, skill) is skill else None
    return Vocabulary(
        skills=tuple(skills),
        spellings=tuple(spellings),
        by_key=by_key,
        by_words={words: skill for words, skill in by_words.items() if words and skill is not None},
        it_weights=it_weights,
    )


def _is_proper_name(spelling: Spelling) -> bool:
    """One Latin word that names a product: its plural is another product, Canva and Canvas."""
    return spelling.skill.kind in PROPER_KINDS and spelling.tidy.isascii() and " " not in spelling.tidy


def _spell(text: str, skill: Skill) -> Spelling:
    tidy = tidy_skill(text)
    return Spelling(tidy, compact_key(tidy), skill)


def read_vocabulary(file: Path) -> Vocabulary:
    """The vocabulary that a file holds."""
    document = json.loads(file.read_text(encoding="utf-8"))
    return index_vocabulary(document["skills"], document["it_weights"])


@cache
def load_vocabulary() -> Vocabulary:
    """The committed vocabulary."""
    return read_vocabulary(VOCABULARY_FILE)
