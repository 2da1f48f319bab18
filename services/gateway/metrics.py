"""Figures for Prometheus: requests of this process, and the state of the pipeline as Postgres knows it."""

import time
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Engine, select
from sqlalchemy.sql.functions import func
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.state import GatewayState
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
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class PipelineCollector(Collector):
    """Reads the open steps of all assessments when it is asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Open steps by step, lane and status; the age of the oldest; dead letters."""
        steps = GaugeMetricFamily("attesta_steps", "Open steps", labels=["step", "lane", "status"])
        oldest = GaugeMetricFamily(
            "attesta_oldest_ready_seconds", "How long the oldest due step waits", labels=["step", "lane"]
        )
        letters = GaugeMetricFamily("attesta_dead_letters", "Steps that died too often", labels=["step"])
        try:
            self._fill(steps, oldest, letters)
        except DATABASE_AWAY:
            return
        yield from (steps, oldest, letters)

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
                .where(StepRow.status.in_([StepStatus.WAITING, StepStatus.READY, StepStatus.RUNNING]))
                .group_by(StepRow.name, StepRow.lane, StepRow.status)
            ):
                steps.add_metric([name, lane, status], count)
                if status == StepStatus.READY:
                    oldest.add_metric([name, lane], max(0.0, float(age)))
            for step, count in session.execute(
                select(DeadLetter.step, func.count()).group_by(DeadLetter.step)
            ):
                letters.add_metric([step], count)


class _Both(Collector):
    def __init__(self, *parts: Collector | CollectorRegistry) -> None:
        self._parts = parts

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for part in self._parts:
            yield from part.collect()  # type: ignore[misc]


def registry_of(state: GatewayState) -> CollectorRegistry:
    """Everything that `/metrics` shows."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Both(REQUESTS, PipelineCollector(state.engine)))
    return registry


class RequestMetrics:
    """ASGI middleware: counts and times requests by route, never by path."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        finally:
            route = getattr(scope.get("route"), "path", _UNKNOWN_ROUTE)
            method = scope["method"] if scope["method"] in _METHODS else _UNKNOWN_METHOD
            _REQUESTS_TOTAL.labels(method, route, str(status)).inc()
            _REQUEST_SECONDS.labels(method, route).observe(time.perf_counter() - started)
