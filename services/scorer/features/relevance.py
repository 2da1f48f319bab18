"""Whether a job is work in IT: by its title where that is plain, else by its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, sqrt

from services.scorer.features.history import job_text
from services.scorer.features.titles import judge_title, may_name_it
from services.scorer.features.words import read_phrases
from shared.contracts.resume import Experience

RELEVANCE_SCALE = 2.0
SHARED_TITLE_THRESHOLD = 0.25
"""For jobs whose title names a profession in IT by words that other trades share: in doubt yes."""


def weigh_words(text: str) -> dict[str, float]:
    """The stems of a text with one weight each; a word that no model knows still thins the others out."""
    words = read_phrases(text, longest=1)
    return dict.fromkeys(words, RELEVANCE_SCALE / sqrt(len(words))) if words else {}


@dataclass(frozen=True)
class RelevanceModel:
    """A logistic model over stems.

    Attributes:
        weights: stem to weight, in logits.
        intercept: below 0: a text of unknown words is not one of IT.
        threshold: the probability from which a text counts as one of IT: in doubt no.
    """

    weights: Mapping[str, float]
    intercept: float
    threshold: float

    def probability(self, text: str) -> float:
        """How likely it is that the text is one of IT."""
        logit = self.intercept + sum(self.weights.get(w, 0.0) * v for w, v in weigh_words(text).items())
        return 1 / (1 + exp(-max(-30.0, min(30.0, logit))))

    def is_relevant(self, text: str) -> bool:
        """Whether the text is one of IT."""
        return self.probability(text) >= self.threshold

    def is_relevant_job(self, job: Experience) -> bool:
        """Whether a job is one in IT. A plain title counts, whatever the text: cooks manage teams too."""
        verdict = judge_title(job.position)
        if verdict is not None:
            return verdict
        least = SHARED_TITLE_THRESHOLD if may_name_it(job.position) else self.threshold
        return self.probability(job_text(job)) >= least
