"""Does the workers' part by hand, through the journal."""

from types import MappingProxyType
from uuid import UUID

from sqlalchemy import Engine

from shared.db.session import transaction
from shared.pipeline.flow import FLOW, Step
from shared.pipeline.journal import claim_step, settle_step
from shared.pipeline.outcomes import Done, Outcome
from shared.settings import Settings
from tests.contracts.examples import ADVICE, EXPERTISE, RESUME, SALARY

OUTPUTS = MappingProxyType({"resume": RESUME, "expertise": EXPERTISE, "salary": SALARY, "advice": ADVICE})


def finish_assessment(database: Engine, settings: Settings, assessment_id: UUID) -> None:
    """Run all steps with good results."""
    for step in FLOW:
        settle(database, settings, assessment_id, step, Done(OUTPUTS[step.makes]))


def settle(database: Engine, settings: Settings, assessment_id: UUID, step: Step, outcome: Outcome) -> None:
    """Claim one step and settle it."""
    with transaction(database) as session:
        claim = claim_step(session, step, assessment_id, settings)
        assert claim, f"{step.name} is not ready"
        settle_step(session, claim, outcome, settings)
