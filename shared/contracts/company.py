"""Company: the rating of the company that hires."""

from typing import Literal

from pydantic import Field

from shared.contracts.base import Contract


class Company(Contract):
    """A company's place in one year's employer rating."""

    name: str
    place: int = Field(ge=1)
    places: int = Field(ge=1, description="How many companies the group has.")
    group: str = Field(description="The rating's size group.", examples=["Крупнейшие"])
    region: str | None = None
    industry: str | None = None
    score: float
    best_score: float = Field(description="The best score of the group.")
    year: int
    matched_by: Literal["exact", "alias", "fuzzy"] = Field(description="How the name was recognised.")
    confidence: float = Field(1, ge=0, le=1, description="How sure it is that this company is meant.")
