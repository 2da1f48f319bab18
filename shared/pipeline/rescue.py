"""What the keeper does in Postgres. Each function runs in the caller's transaction; many keepers may run."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Interval, exists, literal_column, select, true, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import func
from sqlalchemy.sql.selectable import LateralFromClause

from shared.contracts.assessment import StepStatus
from shared.db.tables import AssessmentRow, StepRow, Tenant
from shared.pipeline.flow import Lane
from shared.pipeline.journal import NOW, bury_or_retry, lock_expired_step
from shared.settings import Settings

_MOST_DOUBLINGS = 5


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


def find_stalled_assessments(session: Session, limit: int = 100) -> Sequence[UUID]:
    """Assessments under way of which no step is ready or running.

    There are none, unless a release has changed the flow: then `advance_assessment` helps.
    """
    open_step = exists().where(
        StepRow.assessment_id == AssessmentRow.id,
        StepRow.status.in_([StepStatus.READY, StepStatus.RUNNING]),
    )
    return session.scalars(
        select(AssessmentRow.id)
        .where(AssessmentRow.status == literal_column("'running'"), ~open_step)
        .limit(limit)
    ).all()


def take_due_steps(
    session: Session, step: str, lane: Lane, limit: int, republish_after_seconds: float
) -> Sequence[UUID]:
    """Take assessments whose step is due and not known to lie in the queue, and mark them as published.

    Tenants take turns: the first of each comes before the second of any. A message that nobody has taken is
    taken for lost after a pause, twice as long each further time: one that only waits in a long queue, or for
    a worker that does not run, must not fill the queue with copies of itself.

    Returns:
        At most `limit` assessment ids, in the order in which they are to be published.
    """
    candidates = _due_steps_of_tenant(step, lane, limit, republish_after_seconds)
    wanted = session.scalars(
        select(candidates.c.assessment_id)
        .select_from(Tenant)
        .join(candidates, true())
        .order_by(candidates.c.turn, candidates.c.due_at)
        .limit(limit)
    ).all()
    # A row that is locked is being claimed or settled: it needs no message.
    free = (
        select(StepRow.assessment_id)
        .where(StepRow.name == step, StepRow.assessment_id.in_(wanted), StepRow.status == StepStatus.READY)
        .with_for_update(skip_locked=True)
    )
    taken = set(
        session.scalars(
            update(StepRow)
            .where(StepRow.name == step, StepRow.assessment_id.in_(free.scalar_subquery()))
            .values(published_at=NOW, publications=StepRow.publications + 1)
            .returning(StepRow.assessment_id)
            .execution_options(synchronize_session=False)
        )
    )
    return [assessment_id for assessment_id in wanted if assessment_id in taken]


def _due_steps_of_tenant(
    step: str, lane: Lane, limit: int, republish_after_seconds: float
) -> LateralFromClause:
    """The first due steps of a tenant, numbered: a look into the index, instead of sorting a long backlog."""
    doublings = func.least(func.greatest(StepRow.publications - 1, 0), _MOST_DOUBLINGS)
    pause_seconds = republish_after_seconds * func.power(2, doublings)
    pause = func.make_interval(0, 0, 0, 0, 0, 0, pause_seconds, type_=Interval)
    return (
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
            StepRow.published_at.is_(None) | (StepRow.published_at < NOW - pause),
        )
        .order_by(StepRow.due_at)
        .limit(limit)
        .lateral()
    )
