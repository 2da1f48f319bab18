"""Assessment: the unit of work, as a client of the REST API sees it."""

from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.contracts.advice import Advice
from shared.contracts.base import Contract
from shared.contracts.company import Company
from shared.contracts.expertise import Expertise
from shared.contracts.problem import Problem
from shared.contracts.resume import Resume
from shared.contracts.salary import Salary
from shared.contracts.target import Target

AssessmentStatus = Literal["queued", "running", "done", "failed"]


class StepStatus(StrEnum):
    """Where one step of an assessment is."""

    WAITING = "waiting"  # for the results of other steps
    READY = "ready"  # for a worker
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"  # a step that it needs has failed


class StepReport(Contract):
    """How far one step is."""

    name: str
    status: StepStatus
    attempts: int
    duration_ms: int | None = Field(None, description="Of the attempt that settled it.")


class Assessment(Contract):
    """Everything known of one assessment. It supports a person's decision and never makes it."""

    id: UUID
    status: AssessmentStatus
    created_at: datetime
    finished_at: datetime | None = None
    target: Target
    steps: tuple[StepReport, ...]
    resume: Resume | None = None
    expertise: Expertise | None = None
    salary: Salary | None = None
    company: Company | None = None
    advice: Advice | None = None
    problems: tuple[Problem, ...] = ()
