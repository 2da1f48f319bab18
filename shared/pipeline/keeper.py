"""The keeper: rescues steps, feeds the queues, pings the workers, erases what is outdated, starts jobs.

Run it with `python -m shared.pipeline.keeper`. One is enough; more do no harm. It holds no state: after a
crash the next one goes on, and after a lost Redis it fills the queues again from Postgres.
"""

import logging
import signal
import time
from collections.abc import Callable
from threading import Event

from sqlalchemy import Engine

from shared.db.session import DATABASE_AWAY, open_database, transaction
from shared.pipeline.activity import Throttle
from shared.pipeline.erasure import erase_assessment, find_outdated_assessments
from shared.pipeline.flow import FLOW, Lane, queue_name, step_queues
from shared.pipeline.journal import advance_assessment
from shared.pipeline.queue import QUEUE_AWAY, Queue
from shared.pipeline.rescue import (
    find_expired_steps,
    find_stalled_assessments,
    rescue_step,
    take_due_steps,
)
from shared.pipeline.schedule import ScheduleSettings, take_due_job
from shared.telemetry import start_logging, traceback_without_values

log = logging.getLogger(__name__)

_SLOW_DUTY_PAUSE_SECONDS = 30
_ERASURES_PER_TURN = 100
_JOBS_PAUSE_SECONDS = 5


class Keeper:
    """Does its duties round by round."""

    def __init__(self, engine: Engine, queue: Queue, settings: ScheduleSettings) -> None:
        self._engine = engine
        self._queue = queue
        self._settings = settings
        self._ping_pause = Throttle(settings.ping_seconds)
        self._stalled_pause = Throttle(_SLOW_DUTY_PAUSE_SECONDS)
        self._outdated_pause = Throttle(_SLOW_DUTY_PAUSE_SECONDS)
        self._jobs_pause = Throttle(_JOBS_PAUSE_SECONDS)
        self._database_back_at = float("-inf")

    def run(self, stop: Event) -> None:
        """Go round until told to stop. A Postgres or Redis that is away is waited for."""
        duties = (self.feed, self.ping, self.rescue, self.wake_stalled, self.erase_outdated, self.start_jobs)
        while not stop.wait(self._settings.keeper_pause_seconds):
            for duty in duties:
                self._do(duty)

    def feed(self) -> None:
        """Publish what is due: new bulk work, retries, and messages that were lost.

        The bulk lane is never filled above a high-water mark, so a backlog stays where it can be cancelled
        and shared out fairly: in Postgres.
        """
        for step in FLOW:
            for lane in Lane:
                self._feed_queue(step.name, lane)

    def ping(self) -> None:
        """Ask every idle queue for a sign of life. One with messages shows its life by consuming them."""
        if not self._ping_pause.take_turn():
            return
        for step in FLOW:
            for queue in step_queues(step.name):
                if self._queue.depth(queue) == 0:
                    self._queue.ping(queue, expires_seconds=self._settings.ready_within_seconds)

    def rescue(self) -> None:
        """Take steps away from workers that are gone.

        Not while Postgres has only just come back: their workers had no chance to renew their leases.
        """
        if time.monotonic() < self._database_back_at + self._settings.lease_seconds:
            return
        with transaction(self._engine) as session:
            expired = find_expired_steps(session)
        for one in expired:
            with transaction(self._engine) as session:
                rescued = rescue_step(session, one, self._settings)
            if rescued:
                log.warning("rescued", extra={"assessment_id": str(one.assessment_id), "step": one.step})

    def wake_stalled(self) -> None:
        """Bring assessments up to date that a changed flow has left behind."""
        if not self._stalled_pause.take_turn():
            return
        with transaction(self._engine) as session:
            stalled = find_stalled_assessments(session)
        for assessment_id in stalled:
            with transaction(self._engine) as session:
                woken = advance_assessment(session, assessment_id)
            log.warning("stalled", extra={"assessment_id": str(assessment_id), "steps": list(woken)})

    def erase_outdated(self) -> None:
        """Erase assessments whose retention is over."""
        if not self._outdated_pause.take_turn():
            return
        while True:
            with transaction(self._engine) as session:
                outdated = find_outdated_assessments(session, _ERASURES_PER_TURN)
            for assessment_id in outdated:
                with transaction(self._engine) as session:
                    erase_assessment(session, assessment_id, reason="retention")
                log.info("erased", extra={"assessment_id": str(assessment_id)})
            if len(outdated) < _ERASURES_PER_TURN:
                return

    def start_jobs(self) -> None:
        """Ask the scraper for the jobs of the schedule that are due. If Redis is away they stay due."""
        if not self._jobs_pause.take_turn():
            return
        for job, line in self._settings.cron_lines().items():
            with transaction(self._engine) as session:
                taken_at = take_due_job(session, job, line)
                if taken_at is not None:
                    self._queue.publish_job(job, taken_at)
                    log.info("job", extra={"job": job})

    def _feed_queue(self, step: str, lane: Lane) -> None:
        room = self._settings.queue_high_water - self._queue.depth(queue_name(step, lane))
        if room <= 0:
            return
        with transaction(self._engine) as session:
            due = take_due_steps(session, step, lane, room, self._settings.republish_after_seconds)
        for assessment_id in due:
            self._queue.publish(step, lane, assessment_id)

    def _do(self, duty: Callable[[], None]) -> None:
        """Do one duty. Whatever goes wrong in it must not keep the others from being done."""
        try:
            duty()
        except DATABASE_AWAY as error:
            self._database_back_at = time.monotonic()
            log.warning("away", extra={"duty": duty.__name__, "error": type(error).__name__})
        except QUEUE_AWAY as error:
            log.warning("away", extra={"duty": duty.__name__, "error": type(error).__name__})
        except Exception as error:
            reason = traceback_without_values(error)
            log.error("duty failed", extra={"duty": duty.__name__, "reason": reason})


def main(queue_class: type[Queue] = Queue) -> None:
    """Run the keeper of this environment until SIGTERM or SIGINT."""
    start_logging("keeper")
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    settings = ScheduleSettings()
    Keeper(open_database(settings), queue_class(settings), settings).run(stop)


if __name__ == "__main__":
    main()
