"""The queue: Celery over Redis, tamed in one file.

Redis only carries. A message holds ids; losing one, or getting one twice, changes nothing.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import redis
from celery import Celery
from kombu import Exchange
from kombu import Queue as KombuQueue
from kombu.exceptions import OperationalError

from shared.pipeline.flow import FLOW, STEPS, Lane, queue_name, step_queues
from shared.settings import Settings

log = logging.getLogger(__name__)

QUEUE_AWAY = (OperationalError, redis.RedisError)
"""What is raised while Redis can't be reached."""

RUN_TASK = "attesta.run"
PING_TASK = "attesta.ping"
SCRAPE_TASK = "attesta.scrape"

SCRAPER_QUEUE = "scraper"
"""Jobs of the schedule. It belongs to no step."""


# For publishers: whoever waits for an answer must not wait for a Redis that is away.
_IMPATIENT_TRANSPORT = {
    "socket_connect_timeout": 1,
    "socket_timeout": 2,
    "max_retries": 0,
    "connect_retries_timeout": 1,
}


def make_celery(settings: Settings) -> Celery:
    """Make a Celery app.

    Raises:
        ValueError: if the visibility timeout is so short that a message could be handed out a second time
            while its worker still runs.
    """
    longest_run = max(step.hard_limit_seconds for step in FLOW) + settings.soft_shutdown_seconds
    if settings.visibility_timeout_seconds <= longest_run:
        raise ValueError(
            f"visibility_timeout_seconds must exceed {longest_run:.0f}: "
            "the hard limit of the longest step plus the soft shutdown"
        )
    app = Celery("attesta", broker=settings.redis_url.get_secret_value(), set_as_current=False)
    app.conf.update(_celery_settings(settings))
    return app


def _celery_settings(settings: Settings) -> dict[str, object]:
    """What Celery does otherwise than by default, each with its reason where it is not plain."""
    return {
        # The default exchange routes by queue name and needs no bindings, which a flushed Redis would lose.
        "task_queues": [
            KombuQueue(name, Exchange(""), routing_key=name)
            for name in (*(name for step in FLOW for name in step_queues(step.name)), SCRAPER_QUEUE)
        ],
        "task_create_missing_queues": False,
        "task_ignore_result": True,
        "task_serializer": "json",
        "accept_content": ["json"],
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,  # without it the message of a killed child is gone
        "worker_prefetch_multiplier": 1,
        "worker_enable_remote_control": False,
        "worker_send_task_events": False,
        "worker_hijack_root_logger": False,
        "worker_redirect_stdouts": False,
        "worker_proc_alive_timeout": 120,  # a child may load a large model before it says hello
        "worker_soft_shutdown_timeout": settings.soft_shutdown_seconds,
        "worker_enable_soft_shutdown_on_idle": False,
        "worker_cancel_long_running_tasks_on_connection_loss": False,  # the claim makes a second run harmless
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "broker_transport_options": {
            "visibility_timeout": settings.visibility_timeout_seconds,
            # Interactive queues come first in the worker's list and are always looked at first.
            "queue_order_strategy": "priority",
            "socket_connect_timeout": 3,
            "socket_timeout": 15,
            "socket_keepalive": True,
        },
        "task_publish_retry": False,  # the keeper is the retry
    }


class Queue:
    """Publishes ids to workers."""

    def __init__(self, settings: Settings) -> None:
        self._app = make_celery(settings)
        self._app.conf.broker_transport_options |= _IMPATIENT_TRANSPORT
        self._redis = redis.Redis.from_url(
            settings.redis_url.get_secret_value(), socket_timeout=2, socket_connect_timeout=1
        )

    def publish(self, step: str, lane: Lane, assessment_id: UUID) -> None:
        """Tell the workers of a step that an assessment is ready for it.

        Raises:
            kombu.exceptions.OperationalError: Redis is away. Nothing is lost: the keeper publishes again.
        """
        self._app.send_task(
            RUN_TASK,
            args=[str(assessment_id)],
            queue=queue_name(step, lane),
            soft_time_limit=STEPS[step].soft_limit_seconds,
            time_limit=STEPS[step].hard_limit_seconds,
        )

    def publish_after_commit(self, steps: Sequence[str], assessment_id: UUID) -> None:
        """Publish interactive work that has just been committed.

        A Redis that is away is no error here: the work is in Postgres, and the keeper publishes again.
        """
        try:
            for step in steps:
                self.publish(step, Lane.INTERACTIVE, assessment_id)
        except QUEUE_AWAY:
            log.warning("not published", extra={"assessment_id": str(assessment_id), "steps": list(steps)})

    def publish_job(self, job: str, taken_at: datetime) -> None:
        """Ask the scraper to run a job of the schedule.

        Raises:
            kombu.exceptions.OperationalError: Redis is away.
        """
        self._app.send_task(SCRAPE_TASK, args=[job, taken_at.isoformat()], queue=SCRAPER_QUEUE)

    def ping(self, queue: str, expires_seconds: float) -> None:
        """Ask for a sign of life through a queue; an old ping is dropped unanswered."""
        self._app.send_task(PING_TASK, args=[queue], queue=queue, expires=expires_seconds)

    def depth(self, queue: str) -> int:
        """How many messages wait in a queue."""
        return int(self._redis.llen(queue))

    def is_alive(self) -> bool:
        """Whether Redis answers."""
        try:
            return bool(self._redis.ping())
        except redis.RedisError:
            return False
