"""Salary: what such a person earns on the IT market."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from shared.contracts.base import Contract
from shared.contracts.expertise import Probability


class SalaryReason(Contract):
    """What moves the estimate, and by how much."""

    feature: str = Field(description="In words that a person knows, Russian.", examples=["Опыт: 5 лет"])
    effect_rub: int = Field(description="Roubles a month against the average, signed.")


class SalaryGain(Contract):
    """What one more skill goes with. An association in the data, not a promise."""

    skill: str
    gain_rub: int = Field(gt=0, description="Roubles a month.")


class Comparables(Contract):
    """The vacancies that are most like this resume."""

    count: int = Field(ge=0)
    p10: int = Field(description="Roubles a month.")
    p90: int = Field(description="Roubles a month.")
    description: str = Field(description="What they have in common.", examples=["Аналитик, от 3 до 6 лет"])


class Salary(Contract):
    """A pay range in roubles a month."""

    low: int = Field(gt=0)
    median: int = Field(gt=0)
    high: int = Field(gt=0)
    currency: Literal["RUB"] = "RUB"
    basis: Literal["net_month"] = Field("net_month", description="On hand, a month.")
    coverage: Probability = Field(description="The share of real pay that falls into low..high.")
    as_of: date = Field(description="The month that the estimate speaks of.")
    reasons: tuple[SalaryReason, ...] = ()
    gains: tuple[SalaryGain, ...] = ()
    comparables: Comparables | None = None
    model: str
    version: str

    @model_validator(mode="after")
    def _bounds_do_not_cross(self) -> "Salary":
        if not self.low <= self.median <= self.high:
            raise ValueError("low <= median <= high must hold")
        return self
