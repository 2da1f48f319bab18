"""What a worker holds while it runs a step, and the four ways a step can end."""

from dataclasses import dataclass
from uuid import UUID

from shared.contracts.base import Contract
from shared.contracts.problem import Problem
from shared.pipeline.flow import Lane, Step


@dataclass(frozen=True)
class Claim:
    """The right to run one step of one assessment, until its lease runs out.

    The attempt number tells this claim from every other one of the same step: a worker that lost its claim
    can change nothing any more.
    """

    assessment_id: UUID
    step: Step
    attempt: int
    lane: Lane


@dataclass(frozen=True)
class Done:
    """The step made its fact."""

    output: Contract


@dataclass(frozen=True)
class Rejected:
    """The input can't be processed; the problem is fit for a person."""

    problem: Problem


@dataclass(frozen=True)
class Postponed:
    """Something that the step needs is away. No death: it is tried again until a deadline."""

    what: str


@dataclass(frozen=True)
class Died:
    """A bug, or a process that ended in the middle."""

    reason: str


Outcome = Done | Rejected | Postponed | Died
