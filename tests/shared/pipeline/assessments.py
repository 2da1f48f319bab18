"""Makes assessments and moves them through the journal, without workers."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Engine, select, update
from sqlalchemy.dialects.postgresql import insert

from shared.contracts.advice import Advice
from shared.contracts.base import Contract
from shared.contracts.document import Document, DocumentKind
from shared.contracts.expertise import Expertise
from shared.contracts.resume import Resume, ResumeSource
from shared.contracts.salary import Salary
from shared.contracts.target import Target
from shared.db.session import transaction
from shared.db.tables import AssessmentRow, StepRow, Tenant
from shared.pipeline.flow import STEPS, Lane
from shared.pipeline.journal import accept_assessment, claim_step, settle_step
from shared.pipeline.outcomes import Claim, Done, Outcome
from shared.settings import Settings

FACTS: dict[str, Contract] = {
    "parser": Resume(position="Аналитик", source=ResumeSource(kind=DocumentKind.TEXT)),
    "scorer": Expertise(
        grade=None, confirmed_probability=None, abstained=True, engine="test", model="test", version="1"
    ),
    "salary": Salary.model_validate(
        {
            "low": 1,
            "median": 2,
            "high": 3,
            "coverage": 0.8,
            "as_of": "2025-01-01",
            "model": "t",
            "version": "1",
        }
    ),
    "advisor": Advice(engine="test", model="test", version="1"),
}


def make_tenant(engine: Engine, name: str = "tenant") -> UUID:
    with transaction(engine) as session:
        session.execute(insert(Tenant).values(name=name).on_conflict_do_nothing())
        return session.scalars(select(Tenant.id).where(Tenant.name == name)).one()


def accept(engine: Engine, lane: Lane = Lane.INTERACTIVE, tenant: str = "tenant") -> UUID:
    tenant_id = make_tenant(engine, tenant)
    with transaction(engine) as session:
        return accept_assessment(
            session,
            tenant_id=tenant_id,
            document=Document(kind=DocumentKind.TEXT, content="Аналитик".encode()),
            target=Target(),
            company=None,
            lane=lane,
            retention_days=30,
        )


def claim(engine: Engine, assessment_id: UUID, step: str, settings: Settings) -> Claim | None:
    with transaction(engine) as session:
        return claim_step(session, STEPS[step], assessment_id, settings)


def settle(
    engine: Engine, claimed: Claim | None, outcome: Outcome, settings: Settings
) -> tuple[str, ...] | None:
    assert claimed is not None
    with transaction(engine) as session:
        return settle_step(session, claimed, outcome, settings)


def run(engine: Engine, assessment_id: UUID, step: str, settings: Settings) -> tuple[str, ...] | None:
    return settle(engine, claim(engine, assessment_id, step, settings), Done(FACTS[step]), settings)


def read_step(engine: Engine, assessment_id: UUID, step: str) -> StepRow:
    with transaction(engine) as session:
        return session.get_one(StepRow, (assessment_id, step))


def read_status(engine: Engine, assessment_id: UUID) -> str:
    with transaction(engine) as session:
        return session.get_one(AssessmentRow, assessment_id).status


def let_time_pass(engine: Engine, assessment_id: UUID, seconds: float) -> None:
    """Move all moments of an assessment's steps into the past."""
    moments = (StepRow.due_at, StepRow.published_at, StepRow.lease_until, StepRow.unavailable_since)
    with transaction(engine) as session:
        session.execute(
            update(StepRow)
            .where(StepRow.assessment_id == assessment_id)
            .values({column: column - timedelta(seconds=seconds) for column in moments})
        )
