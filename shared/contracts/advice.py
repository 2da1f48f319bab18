"""Advice: what to improve."""

from typing import Literal

from pydantic import Field

from shared.contracts.base import Contract

AdviceKind = Literal["resume", "skill", "grade", "vacancy"]


class AdviceItem(Contract):
    """One thing to improve."""

    kind: AdviceKind
    text: str = Field(description="What to do, Russian.")
    evidence: str | None = Field(None, description="What it rests on.")
    gain_rub: int | None = Field(None, description="Roubles a month that go with it, where a model says so.")


class Advice(Contract):
    """What to improve, most useful first."""

    items: tuple[AdviceItem, ...] = ()
    engine: str
    model: str
    version: str
