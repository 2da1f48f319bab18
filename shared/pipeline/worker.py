"""The worker: wraps a pure function, so that a service is nothing but that function.

A service's `__main__.py` says `run_worker("parser", build)`, where `build()` is called once in each worker
process and returns the function: it takes the step's facts as keyword arguments and returns the new fact.
"""

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from typing import Literal, Self
from uuid import UUID

from celery import Celery
from celery.signals import setup_logging, worker_process_init
from pydantic import Field
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from shared.contracts.base import Contract
from shared.db.session import DATABASE_AWAY, open_database, transaction
from shared.errors import InvalidInput, Unavailable
from shared.pipeline.activity import Throttle, note_activity
from shared.pipeline.flow import STEPS, Lane, Step, queue_name, step_queues
from shared.pipeline.journal import claim_step, load_facts, renew_lease, settle_step
from shared.pipeline.outcomes import Claim, Died, Done, Outcome, Postponed, Rejected
from shared.pipeline.queue import PING_TASK, RUN_TASK, Queue, make_celery
from shared.settings import Settings
from shared.telemetry import start_logging, traceback_without_values

Work = Callable[..., Contract]

log = logging.getLogger(__name__)

_SETTLE_PAUSES_SECONDS = (0.5, 1, 2, 4, 8, 8)
"""A result is worth waiting for a Postgres that restarts; the claim guards against waiting too long."""


class StepRunner:
    """Runs one step for the assessments whose messages come. One per worker process, for all its threads."""

    def __init__(self, step: Step, build: Callable[[], Work], queue: Queue, settings: Settings) -> None:
        self._step = step
        self._build = build
        self._queue = queue
        self._settings = settings
        self._engine: Engine | None = None
        self._work: Work | None = None
        self._note_pause = Throttle(settings.ping_seconds / 2)
        self._starting = Lock()

    @property
    def engine(self) -> Engine:
        """The database of this process; opened on first use, since connections don't survive a fork."""
        with self._starting:
            if self._engine is None:
                self._engine = open_database(self._settings)
            return self._engine

    def start(self) -> bool:
        """Build the work function, if it is not built. False if that fails, loudly.

        A process that can't build its function claims nothing and answers no ping: its step shows as not
        ready, and no assessment is blamed for it. The next message tries again.
        """
        with self._starting:
            if self._work is None:
                try:
                    self._work = self._build()
                except Exception as error:
                    reason = traceback_without_values(error)
                    log.error("can't start", extra={"step": self._step.name, "reason": reason})
                    return False
        return True

    def answer_ping(self, queue: str) -> None:
        """Note that this queue is consumed by a process that can work."""
        if self.start():
            with transaction(self.engine) as session:
                note_activity(session, queue)

    def run(self, assessment_id: str) -> None:
        """Claim, work, settle, publish.

        Raises nothing: an exception here would be logged by Celery, with whatever it quotes.
        """
        if not self.start():
            return
        try:
            with transaction(self.engine) as session:
                self._note_activity_now_and_then(session)
                claim = claim_step(session, self._step, UUID(assessment_id), self._settings)
            if claim is not None:
                self._run_claimed(claim)
        except DATABASE_AWAY as error:
            log.warning("away", extra={"assessment_id": assessment_id, "error": type(error).__name__})
        except Exception as error:
            reason = traceback_without_values(error)
            log.error("run failed", extra={"assessment_id": assessment_id, "reason": reason})

    def _run_claimed(self, claim: Claim) -> None:
        started = time.monotonic()
        with self._renewed_lease(claim):
            outcome = self._attempt(claim)
            work_ms = round(1000 * (time.monotonic() - started))
            woken = self._settle(claim, outcome)
        _log_step(claim, outcome, counts=woken is not None, work_ms=work_ms)
        if woken and claim.lane is Lane.INTERACTIVE:
            self._queue.publish_after_commit(woken, claim.assessment_id)

    def _attempt(self, claim: Claim) -> Outcome:
        try:
            with transaction(self.engine) as session:
                facts = load_facts(session, claim)
            assert self._work is not None  # noqa: S101 - nothing is claimed before it is built
            return Done(self._work(**facts))
        except InvalidInput as error:
            return Rejected(error.problem)
        except Unavailable as error:
            return Postponed(error.what)
        except DATABASE_AWAY:
            return Postponed("postgres")
        except SystemExit:  # this process is told to end: no fault of the document's
            return Postponed("worker")
        except Exception as error:
            # Not log.exception: the message of an unexpected error may quote the resume.
            return Died(traceback_without_values(error))

    def _settle(self, claim: Claim, outcome: Outcome) -> tuple[str, ...] | None:
        for pause_seconds in (*_SETTLE_PAUSES_SECONDS, None):
            try:
                with transaction(self.engine) as session:
                    return settle_step(session, claim, outcome, self._settings)
            except DATABASE_AWAY:
                if pause_seconds is None:
                    raise
                time.sleep(pause_seconds)
            except SQLAlchemyError as error:  # an output that Postgres does not take
                outcome = Died(traceback_without_values(error))
        raise AssertionError("unreachable")

    @contextmanager
    def _renewed_lease(self, claim: Claim) -> Iterator[None]:
        finished = Event()

        def renew() -> None:
            while not finished.wait(self._settings.lease_renewal_seconds):
                try:
                    with transaction(self.engine) as session:
                        self._note_activity_now_and_then(session)
                        if not renew_lease(session, claim, self._settings):
                            return
                except DATABASE_AWAY:  # the next round may reach it
                    log.warning("lease not renewed")

        thread = Thread(target=renew, name="lease", daemon=True)
        thread.start()
        try:
            yield
        finally:
            finished.set()
            thread.join()

    def _note_activity_now_and_then(self, session: Session) -> None:
        if self._note_pause.take_turn():
            note_activity(session, queue_name(self._step.name, Lane.INTERACTIVE))


def _log_step(claim: Claim, outcome: Outcome, counts: bool, work_ms: int) -> None:
    extra: dict[str, object] = {
        "step": claim.step.name,
        "assessment_id": str(claim.assessment_id),
        "attempt": claim.attempt,
        "lane": str(claim.lane),
        "outcome": type(outcome).__name__.lower() if counts else "lost",
        "work_ms": work_ms,
    }
    match outcome:
        case Done():
            log.info("step", extra=extra)
        case Rejected(found):
            log.info("step", extra=extra | {"problem": found.code})
        case Postponed(what):
            log.warning("step", extra=extra | {"waits_for": what})
        case Died(reason):
            log.error("step", extra=extra | {"reason": reason})


def run_worker(step_name: str, build: Callable[[], Work], queue_class: type[Queue] = Queue) -> None:
    """Run a worker of a step until it is told to stop.

    Args:
        step_name: the word of the step in `flow.py`.
        build: makes the work function, once in each process.
        queue_class: how messages are sent.
    """
    start_logging(step_name)
    # Celery reads this when its worker is imported. Without it SIGTERM waits for the whole step.
    os.environ.setdefault("REMAP_SIGTERM", "SIGQUIT")
    settings = WorkerSettings().with_connections()
    step = STEPS[step_name]
    runner = StepRunner(step, build, queue_class(settings), settings)
    app = make_worker_app(runner, settings)
    app.worker_main(
        [
            "--quiet",
            "worker",
            f"--queues={','.join(step_queues(step.name))}",
            f"--pool={settings.worker_pool}",
            f"--concurrency={settings.worker_processes}",
            f"--hostname={step.name}@%h",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
        ]
    )


def make_worker_app(runner: StepRunner, settings: Settings) -> Celery:
    """Make a Celery app whose tasks call the runner."""
    app = make_celery(settings)
    app.task(name=RUN_TASK)(runner.run)
    app.task(name=PING_TASK)(runner.answer_ping)
    setup_logging.connect(lambda **_: None, weak=False)  # ours stands: see start_logging
    worker_process_init.connect(lambda **_: runner.start(), weak=False)
    return app


class WorkerSettings(Settings):
    """What a worker needs besides."""

    worker_processes: int = Field(1, ge=1, description="Steps at a time, each in a process or a thread.")
    worker_pool: Literal["prefork", "solo", "threads"] = Field(
        "prefork",
        description="`solo` has no time limits and no child process: for a debugger. `threads` has none "
        "either: for work that waits for a server, and itself limits how long.",
    )

    def with_connections(self) -> Self:
        """The settings with a connection to Postgres for each thread."""
        threads = self.worker_processes if self.worker_pool == "threads" else 1
        size = max(self.database_pool_size, threads)
        return self.model_copy(update={"database_pool_size": size})
