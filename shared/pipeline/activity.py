"""Signs of life: when each queue was last consumed, so that readiness means that work is really taken."""

import time

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import func

from shared.db.tables import QueueActivity
from shared.pipeline.flow import FLOW, step_queues


def note_activity(session: Session, queue: str) -> None:
    """Note that a worker has just taken something out of this queue."""
    consumed_at = func.clock_timestamp()
    session.execute(
        insert(QueueActivity)
        .values(queue=queue, consumed_at=consumed_at)
        .on_conflict_do_update(index_elements=["queue"], set_={"consumed_at": consumed_at})
    )


def idle_steps(session: Session, within_seconds: float) -> tuple[str, ...]:
    """Names of the steps of which no queue was consumed within this time: they have no worker."""
    age = func.extract("epoch", func.clock_timestamp() - QueueActivity.consumed_at)
    consumed = set(session.scalars(select(QueueActivity.queue).where(age <= within_seconds)))
    return tuple(step.name for step in FLOW if consumed.isdisjoint(step_queues(step.name)))


class Throttle:
    """Lets something happen at most once in a while, for notes that need not be exact."""

    def __init__(self, pause_seconds: float) -> None:
        self._pause_seconds = pause_seconds
        self._last = float("-inf")

    def take_turn(self) -> bool:
        """Whether the pause is over; if so, the next one begins."""
        now = time.monotonic()
        if now - self._last < self._pause_seconds:
            return False
        self._last = now
        return True
