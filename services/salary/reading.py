"""Reading: the words of a profile, split once for all that look at them."""

from dataclasses import dataclass

from services.salary.profile import PayProfile
from services.salary.statements import read_statements
from services.salary.words import join_pairs, list_words

SCANNED_CHARACTERS = 2_500
"""About a long vacancy; without a limit a long resume would mention everything."""


@dataclass(frozen=True, slots=True)
class ReadProfile:
    """A profile and the words of its title and text; what the text denies and plans is left out."""

    profile: PayProfile
    title_words: tuple[str, ...]
    text_words: tuple[str, ...]

    @property
    def title_terms(self) -> set[str]:
        """The words of the title and its pairs of neighbouring words."""
        return {*self.title_words, *join_pairs(self.title_words)}


def read_profile(profile: PayProfile) -> ReadProfile:
    """Split what a profile says into words."""
    statements = read_statements(profile.text[:SCANNED_CHARACTERS])
    return ReadProfile(profile, tuple(list_words(profile.title)), tuple(list_words(statements)))
