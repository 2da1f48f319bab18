"""Finder: which of thousands of phrases a text says, in one pass (Aho and Corasick, 1975)."""

from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from services.salary.words import list_words

PREFIX_MARK = "*"
"""Ends a phrase whose last word may go on."""

# Each word stands between spaces of its own: a boundary costs no second look, and neighbours share none.
_BETWEEN = "  "


class PhraseFinder:
    """Finds phrases of whole words.

    Args:
        phrases: as people write them; those without a word are never found.
        longest_only: whether a phrase is left alone within a longer one: "Spring" in "Spring Boot".
    """

    def __init__(self, phrases: Iterable[str], *, longest_only: bool = False) -> None:
        patterns = [_make_pattern(phrase) for phrase in phrases]
        kind = MatchKind.LeftmostLongest if longest_only else MatchKind.Standard
        self._finds_all = not longest_only
        self._automaton = AhoCorasick(patterns, matchkind=kind, implementation=Implementation.ContiguousNFA)

    def find_phrases(self, words: Sequence[str]) -> set[int]:
        """The numbers of the phrases that words say; `words` are as `list_words` gives them."""
        text = f" {_BETWEEN.join(words)} "
        found = self._automaton.find_matches_as_indexes(text, overlapping=self._finds_all)
        return {number for number, _, _ in found}


def _make_pattern(phrase: str) -> str:
    words = _BETWEEN.join(list_words(phrase))
    if not words:
        return "\n"  # stands in no text: words hold no spaces
    return f" {words}" if phrase.endswith(PREFIX_MARK) else f" {words} "
