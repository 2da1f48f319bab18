"""Everything that the reasons of one score rest on."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from services.scorer.features.confirmation import Confirmation
from services.scorer.features.history import History
from services.scorer.models import Encoding, Floats
from shared.contracts.grade import Grade
from shared.reference.grades import ORDER


@dataclass(frozen=True)
class Findings:
    """Everything that the reasons of one score rest on.

    Attributes:
        grade: the estimated one.
        parts: logits that each column of `encoding` gives to `grade`.
        confirmation_parts: logits that each confirmation feature gives.
        wording_parts: logits that the words of the resume and those of the vacancy give.
        told_words: logits that each word of the resume gives to the confirmation.
        is_asked: whether a grade is claimed or a vacancy given: then there is something to confirm.
        probability: that the interview confirms the person.
        usual_probability: the same for the average candidate of the interviews.
    """

    history: History
    grade: Grade
    claim: Grade | None
    is_asked: bool
    probabilities: Floats
    encoding: Encoding
    parts: Floats
    confirmation: Confirmation
    confirmation_parts: Floats
    wording_parts: tuple[float, float]
    told_words: Mapping[str, float]
    probability: float
    usual_probability: float


@dataclass(frozen=True)
class Reason:
    """A sentence, the place in the resume that it rests on, and how many logits it moved."""

    effect: float
    text: str
    evidence: str | None


def grade_parts(contributions: Floats, grade: Grade) -> Floats:
    """The column of one grade, shape (columns,)."""
    return np.asarray(contributions[:, ORDER.index(grade)])
