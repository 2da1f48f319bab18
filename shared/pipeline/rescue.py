"""What the keeper does in Postgres. Each function runs in the caller's transaction; many keepers may run."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import literal_column, select, true, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import func

from shared.contracts.assessment import StepStatus
from shared.db.tables import StepRow, Tenant
from shared.pipeline.flow import Lane
from shared.pipeline.journal import NOW, bury_or_retry, lock_expired_step, seconds
from shared.settings import Settings


@dataclass(frozen=True)
class ExpiredStep:
    """A step whose worker has not renewed its lease in time."""

    assessment_id: UUID
    step: str


def find_expired_steps(session: Session, limit: int = 500) -> Sequence[ExpiredStep]:
    """Steps whose lease has run out, oldest first. Nothing is locked: `rescue_step` looks again."""
    rows = session.execute(
        select(StepRow.assessment_id, StepRow.name)
        .where(StepRow.status == StepStatus.RUNNING, StepRow.lease_until < NOW)
        .order_by(StepRow.lease_until)
        .limit(limit)
    )
    return [ExpiredStep(assessment_id, step) for assessment_id, step in rows]


def rescue_step(session: Session, expired: ExpiredStep, settings: Settings) -> bool:
    """Count the death of a step whose worker is gone. False if it has come back meanwhile."""
    row = lock_expired_step(session, expired.assessment_id, expired.step)
    if row is None:
        return False
    bury_or_retry(session, row, "lease ran out: the worker died or lost Postgres", settings)
    return True


def take_due_steps(
    session: Session, step: str, lane: Lane, limit: int, republish_after_seconds: float
) -> Sequence[UUID]:
    """Take assessments whose step is due and not known to lie in the queue, and mark them as published.

    Tenants take turns: the first of each comes before the second of any.

    Returns:
        At most `limit` assessment ids, in the order in which they are to be published.
    """
    # A look into the index for each tenant, instead of sorting a backlog that may be long.
    candidates = (
        select(
            StepRow.assessment_id,
            StepRow.due_at,
            func.row_number().over(order_by=StepRow.due_at).label("turn"),
        )
        .where(
            StepRow.tenant_id == Tenant.id,
            StepRow.name == step,
            StepRow.lane == lane,
            StepRow.status == literal_column("'ready'"),  # literal: the index is for this status only
            StepRow.due_at <= NOW,
            StepRow.published_at.is_(None) | (StepRow.published_at < NOW - seconds(republish_after_seconds)),
        )
        .order_by(StepRow.due_at)
        .limit(limit)
        .lateral()
    )
    taken = session.scalars(
        select(candidates.c.assessment_id)
        .select_from(Tenant)
        .join(candidates, true())
        .order_by(candidates.c.turn, candidates.c.due_at)
        .limit(limit)
    ).all()
    session.execute(
        update(StepRow)
        .where(StepRow.name == step, StepRow.assessment_id.in_(taken), StepRow.status == StepStatus.READY)
        .values(published_at=NOW)
    )
    return taken
