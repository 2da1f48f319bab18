"""A guess for skills outside the vocabulary: is it an IT skill? A linear model over words and their parts."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from shared.reference.skill_names.spelling import read_idea
from shared.reference.skill_names.vocabulary import IT_KINDS, Skill

MOST_WORDS = 8
_MOST_COUNTED_WORDS = 4
_LETTERS_OF_START = 4
_LETTERS_OF_END = 3
_REMEMBERED_WORDS = 50_000


def list_word_traits(word: str, known: Mapping[str, Skill]) -> Iterator[str]:
    """The traits of one word: its idea, its start and end, what it names by itself.

    Args:
        word: The word.
        known: Key of a word -> the skill that it names.
    """
    yield f"word:{read_idea(word)}"
    if len(word) > _LETTERS_OF_START:
        yield f"start:{word[:_LETTERS_OF_START]}"
        yield f"end:{word[-_LETTERS_OF_END:]}"
    skill = known.get(word)
    if skill is not None:
        yield "names:it" if IT_KINDS[skill.kind] else "names:other"


def name_shape(words: Sequence[str]) -> str:
    """The trait of the whole text: how much of it is Latin, and how many words it has."""
    latin = sum(map(str.isascii, words))
    share = "all" if latin == len(words) else "some" if latin else "none"
    return f"latin:{share}:{min(len(words), _MOST_COUNTED_WORDS)}"


class ItGuesser:
    """Says whether words outside the vocabulary name an IT skill.

    Args:
        weights: Trait -> its weight in favour of IT.
        known: Key of a word -> the skill that it names.
    """

    def __init__(self, weights: Mapping[str, float], known: Mapping[str, Skill]) -> None:
        """Keep the weights; the weight of a word is summed once while it is remembered."""
        self._weights = weights
        self._known = known
        self._weigh_word = lru_cache(maxsize=_REMEMBERED_WORDS)(self._sum_traits)

    def guess(self, words: Sequence[str]) -> bool:
        """Whether the words of a tidy text name an IT skill."""
        chosen = words[:MOST_WORDS]
        return self._weights.get(name_shape(chosen), 0.0) + sum(map(self._weigh_word, chosen)) > 0

    def _sum_traits(self, word: str) -> float:
        return sum(self._weights.get(trait, 0.0) for trait in list_word_traits(word, self._known))
