"""Rows of Postgres as the contracts that a client sees."""

from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session, selectinload

from shared.contracts.assessment import Assessment, AssessmentStatus, StepReport, StepStatus
from shared.contracts.base import Contract
from shared.contracts.company import Company
from shared.contracts.problem import Problem
from shared.contracts.resume import Resume
from shared.contracts.target import Target
from shared.db.tables import AssessmentRow, StepRow
from shared.pipeline.flow import FACTS, STEPS
from shared.reference.problems import problem

NO_RATING: MappingProxyType[str, Any] = MappingProxyType({})
"""Stored as an assessment's company where there was no rating to look in: null says that it was not found."""


class Links(Contract):
    """Where to go on."""

    self: str = Field(examples=["/v1/assessments/7c0f8a6e-3f50-4a53-b6f0-2f5cf6f0a9d1"])


class AssessmentSummary(Contract):
    """An assessment in short."""

    id: UUID
    status: AssessmentStatus
    created_at: datetime
    finished_at: datetime | None = None
    links: Links


class AssessmentPage(Contract):
    """A page of assessments, newest first."""

    items: tuple[AssessmentSummary, ...]
    next: str | None = Field(description="The `cursor` of the next page; null on the last one.")


def find_assessment(session: Session, tenant_id: UUID, assessment_id: UUID) -> Assessment | None:
    """One assessment of a tenant with all that is known by now."""
    row = session.scalar(
        select(AssessmentRow)
        .where(AssessmentRow.id == assessment_id, AssessmentRow.tenant_id == tenant_id)
        .options(selectinload(AssessmentRow.steps))
    )
    return None if row is None else _assessment(row)


def owns_assessment(session: Session, tenant_id: UUID, assessment_id: UUID) -> bool:
    """Whether the tenant has this assessment. Unlike `find_assessment` it needs no readable results."""
    owner = session.scalar(select(AssessmentRow.tenant_id).where(AssessmentRow.id == assessment_id))
    return owner == tenant_id


def find_page(
    session: Session, tenant_id: UUID, limit: int, before: tuple[datetime, UUID] | None
) -> Sequence[AssessmentSummary]:
    """The newest assessments of a tenant, or those that come after a place in that order."""
    query = select(AssessmentRow).where(AssessmentRow.tenant_id == tenant_id)
    if before:
        query = query.where(tuple_(AssessmentRow.created_at, AssessmentRow.id) < before)
    rows = session.scalars(
        query.order_by(AssessmentRow.created_at.desc(), AssessmentRow.id.desc()).limit(limit)
    )
    return [summarise(row.id, row.status, row.created_at, row.finished_at) for row in rows]


def summarise(
    assessment_id: UUID, status: str, created_at: datetime, finished_at: datetime | None
) -> AssessmentSummary:
    """An assessment in short, with its links."""
    return AssessmentSummary.model_validate(
        {
            "id": assessment_id,
            "status": status,
            "created_at": created_at,
            "finished_at": finished_at,
            "links": {"self": f"/v1/assessments/{assessment_id}"},
        }
    )


def _assessment(row: AssessmentRow) -> Assessment:
    order = list(STEPS)
    # A step that the flow no longer has may still be in an old row.
    steps = sorted(
        (step for step in row.steps if step.name in STEPS), key=lambda step: order.index(step.name)
    )
    made = {
        # Leniently: while a release rolls out, a newer worker may have written fields that we don't know.
        STEPS[step.name].makes: FACTS[STEPS[step.name].makes].model_validate(step.output, extra="ignore")
        for step in steps
        if step.output is not None
    }
    return Assessment.model_validate(
        {
            "id": row.id,
            "status": row.status,
            "created_at": row.created_at,
            "finished_at": row.finished_at,
            "target": Target.model_validate(row.target, extra="ignore"),
            "company": Company.model_validate(row.company, extra="ignore") if row.company else None,
            "steps": [_report(step) for step in steps],
            "problems": _problems(row, steps, made.get("resume")),
            **made,
        }
    )


def _report(step: StepRow) -> StepReport:
    return StepReport(
        name=step.name,
        status=StepStatus(step.status),
        attempts=step.attempts,
        duration_ms=step.duration_ms,
    )


def _problems(row: AssessmentRow, steps: Sequence[StepRow], resume: Contract | None) -> list[Problem]:
    problems = [Problem.model_validate(step.problem) for step in steps if step.problem is not None]
    if isinstance(resume, Resume):
        problems += resume.source.problems
    if row.target.get("client_name") and not row.company:
        problems.append(problem("company_unknown" if row.company is None else "rating_not_loaded"))
    return problems
