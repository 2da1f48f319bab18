"""Scores: what facts and single words go with in pay, added up.

A linear model gives a weight to each value of a few facts and to thousands of words. The estimate is the sum
of the scores and of what the trees add to it: trees can't ask about every word, and a sum of weights can't
tell that one fact changes what another is worth.
"""

from collections.abc import Collection
from math import fsum, sqrt
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from services.salary.profile import PayProfile
from services.salary.reading import ReadProfile

UNKNOWN = "None"
"""The term of a fact that a profile does not tell."""

Block = Literal["experience", "grade", "year", "format", "family", "region", "title", "skills", "text"]
BLOCKS: tuple[Block, ...] = get_args(Block)


class Scores(BaseModel):
    """The weight of each known term of each block, in log roubles."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    weights: dict[Block, dict[str, float]]

    def add_up(self, block: Block, terms: Collection[str]) -> float:
        """The score of terms, each of which counts once.

        The sum is divided by the root of their number, so that a long text is no larger than a short one.
        """
        weights = self.weights[block]
        if block == "year":
            terms = [self._nearest_year(year) for year in terms]
        known = [weights[term] for term in terms if term in weights]
        # Exact, so that the order of a set, which no two runs share, leaves no trace.
        return fsum(known) / sqrt(len(known)) if known else 0.0

    def _nearest_year(self, year: str) -> str:
        """The year itself, or the first or last one of the training data."""
        years = [known for known in self.weights["year"] if known != UNKNOWN]
        return year if year == UNKNOWN or not years else max(min(years), min(year, max(years)))


NO_SCORES = Scores(weights={block: {} for block in BLOCKS})
"""For columns without a linear model."""


def name_year(profile: PayProfile) -> str:
    """The year that a profile speaks of."""
    return UNKNOWN if profile.month is None else str(profile.month // 12)


def list_terms(read: ReadProfile) -> dict[Block, set[str]]:
    """The terms of each block that a profile says."""
    profile = read.profile
    return {
        "experience": {str(profile.experience_bucket)},
        "grade": {str(profile.grade)},
        "year": {name_year(profile)},
        "format": {str(profile.work_format)},
        "family": {str(profile.family)},
        "region": {profile.region.value},
        "title": read.title_terms,
        "skills": set(profile.skills),
        "text": set(read.text_words),
    }
