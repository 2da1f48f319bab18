"""Figures for Prometheus: requests of this process, and the state of the pipeline as Postgres knows it."""

import time
from collections.abc import Iterator, Sequence
from threading import Lock

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Engine, select
from sqlalchemy.sql.functions import func

from shared.contracts.assessment import StepStatus
from shared.db.session import DATABASE_AWAY, transaction
from shared.db.tables import DeadLetter, StepRow

REQUESTS = CollectorRegistry()
_REQUESTS_TOTAL = Counter(
    "attesta_requests_total", "Requests", ["method", "route", "status"], registry=REQUESTS
)
_REQUEST_SECONDS = Histogram(
    "attesta_request_seconds", "Time to answer", ["method", "route"], registry=REQUESTS
)
# What a stranger makes up must not become a label.
_UNKNOWN_ROUTE = "unknown"
_UNKNOWN_METHOD = "OTHER"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""The methods that have a name of their own in figures and logs."""


# The words of the index of open steps.
_OPEN = (StepStatus.WAITING, StepStatus.READY, StepStatus.RUNNING)


class PipelineCollector(Collector):
    """Reads the open steps of all assessments.

    Args:
        engine: the database.
        refresh_seconds: figures are at most so old: whoever asks often must not burden the database.
    """

    def __init__(self, engine: Engine, refresh_seconds: float) -> None:
        self._engine = engine
        self._refresh_seconds = refresh_seconds
        self._figures: Sequence[GaugeMetricFamily] = ()
        self._read_at = float("-inf")
        self._reading = Lock()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Open steps by step, lane and status; the age of the oldest; dead letters."""
        with self._reading:
            if time.monotonic() - self._read_at > self._refresh_seconds:
                try:
                    self._figures = self._read_figures()
                except DATABASE_AWAY:
                    self._figures = ()  # old figures would look like a system that does well
                self._read_at = time.monotonic()
            figures = self._figures
        yield from figures

    def _read_figures(self) -> Sequence[GaugeMetricFamily]:
        steps = GaugeMetricFamily("attesta_steps", "Open steps", labels=["step", "lane", "status"])
        oldest = GaugeMetricFamily(
            "attesta_oldest_ready_seconds", "How long the oldest due step waits", labels=["step", "lane"]
        )
        letters = GaugeMetricFamily("attesta_dead_letters", "Steps that died too often", labels=["step"])
        self._fill(steps, oldest, letters)
        return steps, oldest, letters

    def _fill(self, steps: GaugeMetricFamily, oldest: GaugeMetricFamily, letters: GaugeMetricFamily) -> None:
        now = func.clock_timestamp()
        with transaction(self._engine) as session:
            for name, lane, status, count, age in session.execute(
                select(
                    StepRow.name,
                    StepRow.lane,
                    StepRow.status,
                    func.count(),
                    func.extract("epoch", now - func.min(StepRow.due_at)),
                )
                .where(StepRow.status.in_(_OPEN))
                .group_by(StepRow.name, StepRow.lane, StepRow.status)
            ):
                steps.add_metric([name, lane, status], count)
                if status == StepStatus.READY:
                    oldest.add_metric([name, lane], max(0.0, float(age)))
            for step, count in session.execute(
                select(DeadLetter.step, func.count()).group_by(DeadLetter.step)
            ):
                letters.add_metric([step], count)


def known_method(method: str) -> str:
    """The method, or one word for all that a stranger makes up."""
    return method if method in METHODS else _UNKNOWN_METHOD


def count_request(method: str, route: str | None, status: int, seconds: float) -> None:
    """Count and time one request, by route and never by path.

    Args:
        method: as sent.
        route: the template of the path; None where there is none.
        status: of the answer.
        seconds: how long it took.
    """
    route = route or _UNKNOWN_ROUTE
    method = known_method(method)
    _REQUESTS_TOTAL.labels(method, route, str(status)).inc()
    _REQUEST_SECONDS.labels(method, route).observe(seconds)


def collect_pipeline(engine: Engine, refresh_seconds: float) -> CollectorRegistry:
    """The registry of the pipeline's figures; one for a process, so that its cache is shared."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(PipelineCollector(engine, refresh_seconds))
    return registry
