"""Waits for assessments to finish: one short poll, shared by all waiters.

A waiter holds neither a thread nor a database connection.
"""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Engine, select
from starlette.concurrency import run_in_threadpool

from shared.db.session import DATABASE_AWAY, transaction
from shared.db.tables import AssessmentRow
from shared.telemetry import traceback_without_values

log = logging.getLogger(__name__)

_POLL_SECONDS = 0.1


class FinishWatcher:
    """Tells waiters when their assessment is done or failed.

    Args:
        engine: the database.
        waiters_limit: further waiters are not kept: they get their answer at once.
    """

    def __init__(self, engine: Engine, waiters_limit: int) -> None:
        self._engine = engine
        self._waiters_limit = waiters_limit
        self._waiting: defaultdict[UUID, set[asyncio.Event]] = defaultdict(set)
        self._is_closed = False

    async def run(self) -> None:
        """Poll until cancelled. Without waiters the database is left alone.

        Nothing that goes wrong ends it: all later waiters would wait in vain.
        """
        while True:
            await asyncio.sleep(_POLL_SECONDS)
            if not self._waiting:
                continue
            try:
                finished = await run_in_threadpool(self._find_finished, list(self._waiting))
            except DATABASE_AWAY as error:
                log.warning("database away", extra={"error": type(error).__name__})
            except Exception as error:
                log.error("watching failed", extra={"reason": traceback_without_values(error)})
            else:
                self._wake(finished)

    def dismiss(self) -> None:
        """Wake everybody who waits, and keep nobody from now on: the gateway stops."""
        self._is_closed = True
        self._wake(list(self._waiting))

    async def wait(self, assessment_id: UUID, seconds: float) -> None:
        """Wait until the assessment is finished, at most so many seconds."""
        if self._is_closed or sum(map(len, self._waiting.values())) >= self._waiters_limit:
            return
        event = asyncio.Event()
        self._waiting[assessment_id].add(event)
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(event.wait(), seconds)
        finally:
            self._waiting[assessment_id].discard(event)
            if not self._waiting[assessment_id]:
                del self._waiting[assessment_id]

    def _wake(self, assessment_ids: Collection[UUID]) -> None:
        for assessment_id in assessment_ids:
            for event in self._waiting.get(assessment_id, ()):
                event.set()

    def _find_finished(self, assessment_ids: Collection[UUID]) -> Collection[UUID]:
        with transaction(self._engine) as session:
            return session.scalars(
                select(AssessmentRow.id).where(
                    AssessmentRow.id.in_(assessment_ids), AssessmentRow.finished_at.is_not(None)
                )
            ).all()
