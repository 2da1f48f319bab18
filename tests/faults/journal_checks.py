"""What must hold of the journal after any fault."""

import time
from collections import Counter
from collections.abc import Callable, Collection

from sqlalchemy import Engine, select
from sqlalchemy.sql.functions import func

from shared.db.session import DATABASE_AWAY, transaction
from shared.db.tables import AssessmentRow, StepRow

RECOVERY_SECONDS = 60.0


def count_finished(engine: Engine, ids: Collection[str]) -> Counter[str]:
    """How many of the assessments are done or failed."""
    with transaction(engine) as session:
        rows = session.execute(
            select(AssessmentRow.status, func.count())
            .where(AssessmentRow.id.in_(ids), AssessmentRow.finished_at.is_not(None))
            .group_by(AssessmentRow.status)
        )
        return Counter({status: int(count) for status, count in rows})


def wait_until(holds: Callable[[], bool], seconds: float = RECOVERY_SECONDS) -> None:
    """Wait until something holds; a database that is away is waited for."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if holds():
                return
        except DATABASE_AWAY:
            pass
        time.sleep(0.1)
    raise AssertionError(f"did not hold within {seconds} s")


def wait_until_all_done(engine: Engine, ids: Collection[str], seconds: float = RECOVERY_SECONDS) -> None:
    """Wait until every assessment is done, none failed."""
    wait_until(lambda: sum(count_finished(engine, ids).values()) == len(ids), seconds)
    assert count_finished(engine, ids) == {"done": len(ids)}


def read_steps(engine: Engine, ids: Collection[str], name: str | None = None) -> list[StepRow]:
    """The steps of the assessments, of all or of one name."""
    query = select(StepRow).where(StepRow.assessment_id.in_(ids))
    if name:
        query = query.where(StepRow.name == name)
    with transaction(engine) as session:
        return list(session.scalars(query))
