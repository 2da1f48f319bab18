"""The journal: the state of every step, in Postgres.

    waiting ──> ready ──claim──> running ──> done | failed
                  ^                 │
                  └── postponed, died, lease ran out ──> (too often) failed, with a dead letter

All functions run in the caller's transaction. Each one that changes steps locks the assessment's row first:
so two steps that finish at the same moment can't both believe that the other one is still open, and locks are
always taken in the same order. Times are Postgres' own, so clocks of machines don't matter.
"""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import Interval, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import func

from shared.contracts.assessment import StepStatus
from shared.contracts.base import Contract
from shared.contracts.company import Company
from shared.contracts.document import Document
from shared.contracts.target import Target
from shared.db.tables import AssessmentRow, DeadLetter, DocumentRow, StepRow
from shared.pipeline.flow import FACTS, FLOW, STEPS, Lane, Step, dependent_steps, needed_steps
from shared.pipeline.outcomes import Claim, Died, Done, Outcome, Postponed, Rejected
from shared.reference.problems import problem
from shared.settings import Settings

# Not now(), which stands still within a transaction: a transaction may wait for a lock.
NOW = func.clock_timestamp()


def seconds(count: float) -> ColumnElement[timedelta]:
    """A duration, for arithmetic on Postgres' clock."""
    return literal(timedelta(seconds=count), Interval)


def accept_assessment(  # noqa: PLR0913 - the parts of one row
    session: Session,
    *,
    tenant_id: UUID,
    document: Document,
    target: Target,
    company: Company | None,
    lane: Lane,
    retention_days: int,
) -> UUID:
    """Write down an assessment, its document and its steps. The caller commits, then publishes.

    Returns:
        The id of the assessment; the steps of `first_steps()` are ready.
    """
    assessment_id = uuid4()
    session.add(
        AssessmentRow(
            id=assessment_id,
            tenant_id=tenant_id,
            lane=lane,
            target=target.model_dump(mode="json"),
            company=company and company.model_dump(mode="json"),
            expires_at=NOW + seconds(retention_days * 86400),
        )
    )
    session.flush()
    session.add(DocumentRow(assessment_id=assessment_id, kind=document.kind, content=document.content))
    session.add_all(
        StepRow(
            assessment_id=assessment_id,
            name=step.name,
            tenant_id=tenant_id,
            lane=lane,
            status=StepStatus.WAITING,
        )
        for step in FLOW
    )
    session.flush()
    _make_ready(session, assessment_id, first_steps(), lane)
    return assessment_id


def first_steps() -> tuple[str, ...]:
    """The steps that need no other one."""
    return tuple(step.name for step in FLOW if not needed_steps(step))


def claim_step(session: Session, step: Step, assessment_id: UUID, settings: Settings) -> Claim | None:
    """Take a ready step. None if somebody else has it, it is done, not due, or its assessment is erased."""
    lane = _lock_assessment(session, assessment_id)
    if lane is None:
        return None
    attempt = session.scalar(
        update(StepRow)
        .where(
            StepRow.assessment_id == assessment_id,
            StepRow.name == step.name,
            StepRow.status == StepStatus.READY,
            StepRow.due_at <= NOW,
        )
        .values(
            status=StepStatus.RUNNING,
            attempts=StepRow.attempts + 1,
            lease_until=NOW + seconds(settings.lease_seconds),
            started_at=NOW,
        )
        .returning(StepRow.attempts)
    )
    if attempt is None:
        return None
    session.execute(
        update(AssessmentRow)
        .where(AssessmentRow.id == assessment_id, AssessmentRow.status == "queued")
        .values(status="running")
    )
    return Claim(assessment_id, step, attempt, lane)


def renew_lease(session: Session, claim: Claim, settings: Settings) -> bool:
    """Hold the claim for another lease. False if it is lost."""
    renewed = session.execute(
        update(StepRow)
        .where(*_held_by(claim))
        .values(lease_until=NOW + seconds(settings.lease_seconds))
        .returning(StepRow.name)
    )
    return renewed.first() is not None


def load_facts(session: Session, claim: Claim) -> Mapping[str, Contract]:
    """The facts that the claimed step reads, by name."""
    facts: dict[str, Contract] = {}
    if "document" in claim.step.reads:
        row = session.get_one(DocumentRow, claim.assessment_id)
        facts["document"] = Document.model_validate({"kind": row.kind, "content": row.content})
    if "target" in claim.step.reads:
        facts["target"] = Target.model_validate(
            session.get_one(AssessmentRow, claim.assessment_id).target, strict=False
        )
    for needed in needed_steps(claim.step):
        made = session.get_one(StepRow, (claim.assessment_id, needed))
        facts[STEPS[needed].makes] = FACTS[STEPS[needed].makes].model_validate(made.output)
    return facts


def settle_step(session: Session, claim: Claim, outcome: Outcome, settings: Settings) -> tuple[str, ...]:
    """Write down how a claimed step ended.

    Returns:
        Names of the steps that have become ready. Nothing if the claim was lost: then another worker has the
        step and this outcome does not count.
    """
    _lock_assessment(session, claim.assessment_id)
    row = session.scalar(select(StepRow).where(*_held_by(claim)))
    if row is None:
        return ()
    row.lease_until = None
    match outcome:
        case Done(output):
            row.output = output.model_dump(mode="json")
            return _close(session, row, StepStatus.DONE)
        case Rejected(found):
            row.problem = found.model_dump()
            return _close(session, row, StepStatus.FAILED)
        case Postponed():
            return _postpone(session, row, settings)
        case Died(reason):
            return bury_or_retry(session, row, reason, settings)


def bury_or_retry(session: Session, row: StepRow, reason: str, settings: Settings) -> tuple[str, ...]:
    """Count a death of a step: it is tried again, or goes to the dead letters. The assessment is locked."""
    row.deaths += 1
    if row.deaths < settings.deaths_allowed:
        _try_again(row, after_seconds=2.0 ** (row.deaths - 1))
        return ()
    session.execute(
        insert(DeadLetter)
        .values(assessment_id=row.assessment_id, step=row.name, reason=reason, attempts=row.attempts)
        .on_conflict_do_update(
            index_elements=["assessment_id", "step"],
            set_={"reason": reason, "attempts": row.attempts, "created_at": NOW},
        )
    )
    row.problem = problem("step_crashed", step=row.name, deaths=row.deaths).model_dump()
    return _close(session, row, StepStatus.FAILED)


def lock_expired_step(session: Session, assessment_id: UUID, step: str) -> StepRow | None:
    """Lock the assessment and give its step if the lease has really run out, for `bury_or_retry`."""
    _lock_assessment(session, assessment_id)
    return session.scalar(
        select(StepRow).where(
            StepRow.assessment_id == assessment_id,
            StepRow.name == step,
            StepRow.status == StepStatus.RUNNING,
            StepRow.lease_until < NOW,
        )
    )


def revive_step(session: Session, assessment_id: UUID, step: str) -> bool:
    """Give a dead step, and the steps skipped for it, their chances again. False if it is not dead."""
    lane = _lock_assessment(session, assessment_id)
    letter = session.scalar(
        select(DeadLetter).where(DeadLetter.assessment_id == assessment_id, DeadLetter.step == step)
    )
    if lane is None or letter is None:
        return False
    session.delete(letter)
    session.execute(
        update(StepRow)
        .where(StepRow.assessment_id == assessment_id, StepRow.name.in_(dependent_steps(step)))
        .values(status=StepStatus.WAITING)
    )
    session.execute(
        update(StepRow)
        .where(StepRow.assessment_id == assessment_id, StepRow.name == step)
        .values(status=StepStatus.READY, deaths=0, problem=None, due_at=NOW, ready_at=NOW, published_at=None)
    )
    session.execute(
        update(AssessmentRow)
        .where(AssessmentRow.id == assessment_id)
        .values(status="running", finished_at=None)
    )
    return True


def _lock_assessment(session: Session, assessment_id: UUID) -> Lane | None:
    lane = session.scalar(
        select(AssessmentRow.lane).where(AssessmentRow.id == assessment_id).with_for_update(key_share=True)
    )
    return None if lane is None else Lane(lane)


def _held_by(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    return (
        StepRow.assessment_id == claim.assessment_id,
        StepRow.name == claim.step.name,
        StepRow.status == StepStatus.RUNNING,
        StepRow.attempts == claim.attempt,
    )


def _make_ready(session: Session, assessment_id: UUID, names: tuple[str, ...], lane: Lane) -> None:
    session.execute(
        update(StepRow)
        .where(StepRow.assessment_id == assessment_id, StepRow.name.in_(names))
        .values(
            status=StepStatus.READY,
            ready_at=NOW,
            due_at=NOW,
            # An interactive message is published by the caller right after its commit. Bulk ones are left
            # to the keeper, which feeds them to Redis a few at a time.
            published_at=NOW if lane is Lane.INTERACTIVE else None,
        )
    )


def _close(session: Session, row: StepRow, status: StepStatus) -> tuple[str, ...]:
    """Settle a step for good, wake or skip what depends on it, settle the assessment if it was the last."""
    row.status = status
    row.duration_ms = session.scalar(
        select(func.round(func.extract("epoch", NOW - StepRow.started_at) * 1000)).where(
            StepRow.assessment_id == row.assessment_id, StepRow.name == row.name
        )
    )
    session.flush()
    steps = _read_steps(session, row)
    woken: tuple[str, ...] = ()
    if status is StepStatus.FAILED:
        for name in dependent_steps(row.name):
            steps[name].status = StepStatus.SKIPPED
    else:
        woken = tuple(
            step.name
            for step in FLOW
            if steps[step.name].status == StepStatus.WAITING
            and all(steps[needed].status == StepStatus.DONE for needed in needed_steps(step))
        )
        _make_ready(session, row.assessment_id, woken, Lane(row.lane))
    _settle_assessment(session, row.assessment_id, [StepStatus(step.status) for step in steps.values()])
    return woken


def _read_steps(session: Session, row: StepRow) -> dict[str, StepRow]:
    """All steps of an assessment. One that the flow has got since it was accepted is added now."""
    found = session.scalars(select(StepRow).where(StepRow.assessment_id == row.assessment_id))
    steps = {step.name: step for step in found if step.name in STEPS}
    for name in STEPS.keys() - steps.keys():
        steps[name] = StepRow(
            assessment_id=row.assessment_id,
            name=name,
            tenant_id=row.tenant_id,
            lane=row.lane,
            status=StepStatus.WAITING,
        )
        session.add(steps[name])
    session.flush()
    return steps


def _settle_assessment(session: Session, assessment_id: UUID, statuses: list[StepStatus]) -> None:
    if not set(statuses) <= {StepStatus.DONE, StepStatus.FAILED, StepStatus.SKIPPED}:
        return
    session.execute(
        update(AssessmentRow)
        .where(AssessmentRow.id == assessment_id)
        .values(status="failed" if StepStatus.FAILED in statuses else "done", finished_at=NOW)
    )


def _postpone(session: Session, row: StepRow, settings: Settings) -> tuple[str, ...]:
    waited_too_long = session.scalar(
        select(StepRow.ready_at + seconds(settings.unavailable_deadline_seconds) < NOW).where(
            StepRow.assessment_id == row.assessment_id, StepRow.name == row.name
        )
    )
    if waited_too_long:
        row.problem = problem("step_unavailable", step=row.name).model_dump()
        return _close(session, row, StepStatus.FAILED)
    tries = row.attempts - row.deaths - 1
    pause = settings.unavailable_pause_seconds * 2.0 ** min(tries, 16)
    _try_again(row, min(pause, settings.unavailable_pause_limit_seconds))
    return ()


def _try_again(row: StepRow, after_seconds: float) -> None:
    row.status = StepStatus.READY
    row.lease_until = None
    row.due_at = NOW + seconds(after_seconds)
    row.published_at = None  # the keeper publishes it when it is due
