"""Expertise: the scorer's opinion."""

from typing import Annotated

from pydantic import Field, field_validator

from shared.contracts.base import Contract
from shared.contracts.grade import Grade

Probability = Annotated[float, Field(ge=0, le=1)]


class GradeEstimate(Contract):
    """The most likely grade and how likely each one is."""

    value: Grade
    probabilities: dict[Grade, Probability] = Field(description="In ascending order of grades; sums to 1.")

    @field_validator("probabilities")
    @classmethod
    def _in_ascending_order(cls, probabilities: dict[Grade, float]) -> dict[Grade, float]:
        """Postgres keeps JSON objects, but not the order of their keys."""
        return {grade: probabilities[grade] for grade in Grade if grade in probabilities}


class ScoreReason(Contract):
    """Why the score is what it is."""

    text: str = Field(description="In words, Russian.")
    evidence: str | None = Field(None, description="The place in the resume that it rests on, quoted.")


class Expertise(Contract):
    """The grade, and how likely it is that the claimed grade is confirmed. Supports a person's decision."""

    grade: GradeEstimate | None = Field(description="Null when the scorer abstains.")
    confirmed_probability: Probability | None = Field(
        description="Null when neither a grade is claimed nor a vacancy given, or when the scorer abstains."
    )
    abstained: bool = Field(description="True where the resume says too little to judge.")
    reasons: tuple[ScoreReason, ...] = ()
    engine: str = Field(examples=["builtin"])
    model: str = Field(examples=["grade-logistic"])
    version: str = Field(examples=["2026-11"])
