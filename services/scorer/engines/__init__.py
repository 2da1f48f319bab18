"""Engines: the ways to score a resume. All of them answer the same question in the same words."""

from collections.abc import Sequence
from typing import Protocol

from shared.contracts.expertise import Expertise
from shared.contracts.resume import Resume
from shared.contracts.target import Target

Pair = tuple[Resume, Target]


class Engine(Protocol):
    """What can score a resume."""

    def score_resume(self, resume: Resume, target: Target) -> Expertise:
        """Estimate the grade and how likely it is that an interview confirms the claimed one."""
        ...

    def score_batch(self, pairs: Sequence[Pair]) -> list[Expertise]:
        """Score many, in their order: for a language model much faster than one by one."""
        ...
