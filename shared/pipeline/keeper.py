"""The keeper: rescues steps, feeds the queues, pings the workers, erases what is outdated.

Run it with `python -m shared.pipeline.keeper`. One is enough; more do no harm. It holds no state: after a
crash the next one goes on, and after a lost Redis it fills the queues again from Postgres.
"""

import logging
import signal
from collections.abc import Callable
from threading import Event

import redis
from kombu.exceptions import OperationalError as QueueAway
from sqlalchemy import Engine

from shared.db.session import DATABASE_AWAY, open_database, transaction
from shared.pipeline.activity import Throttle
from shared.pipeline.erasure import erase_assessment, find_outdated_assessments
from shared.pipeline.flow import FLOW, Lane, queue_name, step_queues
from shared.pipeline.queue import Queue
from shared.pipeline.rescue import find_expired_steps, rescue_step, take_due_steps
from shared.settings import Settings
from shared.telemetry import start_logging

log = logging.getLogger(__name__)

_OUTDATED_PAUSE_SECONDS = 60


class Keeper:
    """Does its duties round by round."""

    def __init__(self, engine: Engine, queue: Queue, settings: Settings) -> None:
        self._engine = engine
        self._queue = queue
        self._settings = settings
        self._ping_pause = Throttle(settings.ping_seconds)
        self._outdated_pause = Throttle(_OUTDATED_PAUSE_SECONDS)

    def run(self, stop: Event) -> None:
        """Go round until told to stop. A Postgres or Redis that is away is waited for."""
        duties = (self.rescue, self.feed, self.ping, self.erase_outdated)
        while not stop.wait(self._settings.keeper_pause_seconds):
            for duty in duties:
                self._do(duty)

    def rescue(self) -> None:
        """Take steps away from workers that are gone."""
        with transaction(self._engine) as session:
            expired = find_expired_steps(session)
        for one in expired:
            with transaction(self._engine) as session:
                rescued = rescue_step(session, one, self._settings)
            if rescued:
                log.warning("rescued", extra={"assessment_id": str(one.assessment_id), "step": one.step})

    def feed(self) -> None:
        """Publish what is due: new bulk work, retries, and messages that were lost.

        Never more than a high-water mark lies in Redis, so a backlog stays where it can be paused, cancelled
        and shared out fairly: in Postgres.
        """
        for step in FLOW:
            for lane in Lane:
                self._feed_queue(step.name, lane)

    def ping(self) -> None:
        """Ask every idle queue for a sign of life. One with messages shows its life by consuming them."""
        if not self._ping_pause.is_due():
            return
        for step in FLOW:
            for queue in step_queues(step.name):
                if self._queue.depth(queue) == 0:
                    self._queue.ping(queue, expires_seconds=self._settings.ready_within_seconds)

    def erase_outdated(self) -> None:
        """Erase assessments whose retention is over."""
        if not self._outdated_pause.is_due():
            return
        with transaction(self._engine) as session:
            outdated = find_outdated_assessments(session)
        for assessment_id in outdated:
            with transaction(self._engine) as session:
                erase_assessment(session, assessment_id, reason="retention")
            log.info("erased", extra={"assessment_id": str(assessment_id)})

    def _feed_queue(self, step: str, lane: Lane) -> None:
        batch = self._settings.bulk_ids_per_message if lane is Lane.BULK else 1
        room = self._settings.queue_high_water - self._queue.depth(queue_name(step, lane))
        if room <= 0:
            return
        with transaction(self._engine) as session:
            due = take_due_steps(session, step, lane, room * batch, self._settings.republish_after_seconds)
        for start in range(0, len(due), batch):
            self._queue.publish(step, lane, due[start : start + batch])

    def _do(self, duty: Callable[[], None]) -> None:
        try:
            duty()
        except (*DATABASE_AWAY, QueueAway, redis.RedisError) as error:
            log.warning("away", extra={"duty": duty.__name__, "error": type(error).__name__})


def main(queue_class: type[Queue] = Queue) -> None:
    """Run the keeper of this environment until SIGTERM or SIGINT."""
    start_logging("keeper")
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    settings = Settings()
    Keeper(open_database(settings), queue_class(settings), settings).run(stop)


if __name__ == "__main__":
    main()
