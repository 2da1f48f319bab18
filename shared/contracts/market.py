"""Market: what the collected vacancies of a profession pay, and how many there are."""

from datetime import datetime

from pydantic import Field

from shared.contracts.base import Contract
from shared.contracts.grade import Grade
from shared.contracts.problem import Problem

_MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


class MarketPay(Contract):
    """How pay is spread, in net roubles a month. Of each vacancy counts the middle of what it offers."""

    p10: int = Field(gt=0, description="A tenth of the vacancies offers less.")
    p25: int = Field(gt=0)
    median: int = Field(gt=0)
    p75: int = Field(gt=0)
    p90: int = Field(gt=0)


class MarketMonth(Contract):
    """One month of the market."""

    month: str = Field(pattern=_MONTH, examples=["2026-10"])
    count: int = Field(ge=0, description="Vacancies that were published.")
    priced: int = Field(ge=0, description="Those that tell their pay.")
    median: int | None = Field(description="Net roubles a month; null where too few tell their pay.")


class Market(Contract):
    """The vacancies of some months that are alike. What is posted again counts once."""

    profession: str | None = Field(
        description="Null: all professions in IT.", examples=["Python-разработчик"]
    )
    grade: Grade | None = Field(description="As the title states it; null: all, and those that state none.")
    region: str | None = Field(description="Null: all.", examples=["moscow"])
    since: str = Field(pattern=_MONTH, description="The first month.", examples=["2025-12"])
    until: str = Field(pattern=_MONTH, description="The last month, which may not be over.")
    count: int = Field(ge=0)
    priced: int = Field(ge=0, description="Vacancies that tell their pay.")
    priced_share: float | None = Field(ge=0, le=1, description="Null where there is no vacancy.")
    pay: MarketPay | None = Field(description="Null where too few tell their pay: `problems` says so.")
    months: tuple[MarketMonth, ...] = Field(
        description="Oldest first; a month without a vacancy is there too."
    )
    as_of: datetime | None = Field(description="When one of them was last seen at its source.")
    problems: tuple[Problem, ...] = ()
