"""The journal: the state of every step, in Postgres.

    waiting ──> ready ──claim──> running ──> done | failed
       │          ^                 │
       │          └── postponed, died, lease ran out ──> (too often, too long) failed, with a dead letter
       └──> skipped: a step that it needs has failed

All functions run in the caller's transaction. Each one that changes the status of steps locks the assessment
first: so two steps that end at the same moment can't both believe that the other one is still open. Times are
Postgres' own, so clocks of machines don't matter.
"""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import Interval, Numeric, cast, literal, select, update
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
from shared.pipeline.flow import FACTS, FLOW, STEPS, Lane, Step, awaited_steps, dependent_steps
from shared.pipeline.outcomes import Claim, Died, Done, Outcome, Postponed, Rejected
from shared.pipeline.progress import advance_steps, assessment_status
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
    steps = {step.name: _new_step(assessment_id, tenant_id, lane, step.name) for step in FLOW}
    session.add_all(steps.values())
    _advance(session, steps)
    return assessment_id


def first_steps() -> tuple[str, ...]:
    """The steps that wait for no other one."""
    return tuple(step.name for step in FLOW if not awaited_steps(step))


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


def load_facts(session: Session, claim: Claim) -> Mapping[str, Contract | None]:
    """The facts that the claimed step takes, by name; None for one that could not be made.

    Unknown fields are left out: while a release rolls out, a newer worker may have written them.
    """
    facts: dict[str, Contract | None] = {}
    if "document" in claim.step.reads:
        row = session.get_one(DocumentRow, claim.assessment_id)
        facts["document"] = Document.model_validate({"kind": row.kind, "content": row.content})
    if "target" in claim.step.reads:
        target = session.get_one(AssessmentRow, claim.assessment_id).target
        facts["target"] = Target.model_validate(target, extra="ignore")
    for name in awaited_steps(claim.step):
        made = session.get_one(StepRow, (claim.assessment_id, name)).output
        fact = STEPS[name].makes
        facts[fact] = None if made is None else FACTS[fact].model_validate(made, extra="ignore")
    return facts


def settle_step(
    session: Session, claim: Claim, outcome: Outcome, settings: Settings
) -> tuple[str, ...] | None:
    """Write down how a claimed step ended.

    Returns:
        Names of the steps that have become ready. None if the claim was lost: then another worker has the
        step, or the assessment is erased, and this outcome does not count.
    """
    _lock_assessment(session, claim.assessment_id)
    row = session.scalar(select(StepRow).where(*_held_by(claim)))
    if row is None:
        return None
    match outcome:
        case Done(output):
            row.output = output.model_dump(mode="json")
            return _close(session, row, StepStatus.DONE)
        case Rejected(found):
            row.problem = found.model_dump()
            return _close(session, row, StepStatus.FAILED)
        case Postponed(what):
            return _postpone(session, row, what, settings)
        case Died(reason):
            return bury_or_retry(session, row, reason, settings)


def bury_or_retry(session: Session, row: StepRow, reason: str, settings: Settings) -> tuple[str, ...]:
    """Count a death of a step: it is tried again, or goes to the dead letters. The assessment is locked."""
    row.deaths += 1
    if row.deaths < settings.deaths_allowed:
        _try_again(row, after_seconds=2.0 ** (row.deaths - 1))
        return ()
    row.problem = problem("step_crashed", step=row.name, deaths=row.deaths).model_dump()
    return _bury(session, row, reason)


def lock_expired_step(session: Session, assessment_id: UUID, step: str) -> StepRow | None:
    """Lock an assessment and give its step if the lease has really run out, for `bury_or_retry`.

    None, too, if somebody else is at this assessment: the next round comes soon.
    """
    if _lock_assessment(session, assessment_id, skip_locked=True) is None:
        return None
    return session.scalar(
        select(StepRow).where(
            StepRow.assessment_id == assessment_id,
            StepRow.name == step,
            StepRow.status == StepStatus.RUNNING,
            StepRow.lease_until < NOW,
        )
    )


def revive_step(session: Session, assessment_id: UUID, step: str) -> bool:
    """Give a dead step its chances again; those that waited for it wait again. False if it is not dead."""
    if _lock_assessment(session, assessment_id) is None:
        return False
    letter = session.scalar(
        select(DeadLetter).where(DeadLetter.assessment_id == assessment_id, DeadLetter.step == step)
    )
    if letter is None:
        return False
    session.delete(letter)
    steps = _read_steps(session, assessment_id)
    for name in dependent_steps(step):
        steps[name].status = StepStatus.WAITING
    revived = steps[step]
    revived.deaths, revived.problem, revived.unavailable_since = 0, None, None
    _try_again(revived, after_seconds=0)
    _advance(session, steps)
    return True


def advance_assessment(session: Session, assessment_id: UUID) -> tuple[str, ...]:
    """Bring an assessment up to date with the flow; does nothing to one that already is.

    Returns:
        Names of the steps that have become ready.
    """
    if _lock_assessment(session, assessment_id, skip_locked=True) is None:
        return ()
    return _advance(session, _read_steps(session, assessment_id))


def _lock_assessment(session: Session, assessment_id: UUID, skip_locked: bool = False) -> Lane | None:
    lane = session.scalar(
        select(AssessmentRow.lane)
        .where(AssessmentRow.id == assessment_id)
        .with_for_update(key_share=True, skip_locked=skip_locked)
    )
    return None if lane is None else Lane(lane)


def _held_by(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    return (
        StepRow.assessment_id == claim.assessment_id,
        StepRow.name == claim.step.name,
        StepRow.status == StepStatus.RUNNING,
        StepRow.attempts == claim.attempt,
    )


def _new_step(assessment_id: UUID, tenant_id: UUID, lane: str, name: str) -> StepRow:
    return StepRow(
        assessment_id=assessment_id, name=name, tenant_id=tenant_id, lane=lane, status=StepStatus.WAITING
    )


def _read_steps(session: Session, assessment_id: UUID) -> dict[str, StepRow]:
    """All steps of an assessment. One that the flow has got since it was accepted is added now."""
    found = session.scalars(select(StepRow).where(StepRow.assessment_id == assessment_id))
    steps = {step.name: step for step in found}
    any_step = next(iter(steps.values()))
    for name in STEPS.keys() - steps.keys():
        steps[name] = _new_step(assessment_id, any_step.tenant_id, any_step.lane, name)
        session.add(steps[name])
    return steps


def _advance(session: Session, steps: Mapping[str, StepRow]) -> tuple[str, ...]:
    """Wake or skip the steps that waited, and settle the assessment if nothing is left to do."""
    before = {name: StepStatus(row.status) for name, row in steps.items()}
    after = before | advance_steps(before)
    woken = tuple(
        name for name in STEPS if before[name] is StepStatus.WAITING and after[name] is StepStatus.READY
    )
    for name, advanced in after.items():
        steps[name].status = advanced
    for name in woken:
        row = steps[name]
        row.ready_at = row.due_at = NOW
        # An interactive message is published by the caller right after its commit. Bulk ones are left to the
        # keeper, which feeds them to Redis a few at a time.
        interactive = row.lane == Lane.INTERACTIVE
        row.published_at, row.publications = (NOW, 1) if interactive else (None, 0)
    session.flush()
    status = assessment_status(after)
    assessment = session.get_one(AssessmentRow, next(iter(steps.values())).assessment_id)
    if assessment.status != status and (assessment.status, status) != ("queued", "running"):
        assessment.status = status
        assessment.finished_at = None if status == "running" else NOW
        session.flush()
    return woken


def _close(session: Session, row: StepRow, status: StepStatus) -> tuple[str, ...]:
    """End a step for good, and go on with what waited for it."""
    row.status = status
    row.lease_until = row.unavailable_since = None
    elapsed = func.extract("epoch", NOW - StepRow.started_at) * 1000
    row.duration_ms = session.scalar(
        select(func.round(cast(elapsed, Numeric))).where(
            StepRow.assessment_id == row.assessment_id, StepRow.name == row.name
        )
    )
    return _advance(session, _read_steps(session, row.assessment_id))


def _bury(session: Session, row: StepRow, reason: str) -> tuple[str, ...]:
    session.execute(
        insert(DeadLetter)
        .values(assessment_id=row.assessment_id, step=row.name, reason=reason, attempts=row.attempts)
        .on_conflict_do_update(
            index_elements=["assessment_id", "step"],
            set_={"reason": reason, "attempts": row.attempts, "created_at": NOW},
        )
    )
    return _close(session, row, StepStatus.FAILED)


def _postpone(session: Session, row: StepRow, what: str, settings: Settings) -> tuple[str, ...]:
    if row.unavailable_since is None:
        row.unavailable_since = NOW
    elif session.scalar(
        select(literal(row.unavailable_since) + seconds(settings.unavailable_deadline_seconds) < NOW)
    ):
        row.problem = problem("step_unavailable", step=row.name).model_dump()
        return _bury(session, row, f"unavailable: {what}")
    tries = max(0, row.attempts - row.deaths - 1)
    pause = settings.unavailable_pause_seconds * 2.0 ** min(tries, 16)
    _try_again(row, min(pause, settings.unavailable_pause_limit_seconds))
    return ()


def _try_again(row: StepRow, after_seconds: float) -> None:
    row.status = StepStatus.READY
    row.lease_until = None
    row.due_at = NOW + seconds(after_seconds)
    row.published_at, row.publications = None, 0  # the keeper publishes it when it is due
