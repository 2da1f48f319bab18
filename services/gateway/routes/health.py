"""Is it alive, is it ready, how does it do."""

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel, Field

from services.gateway.auth import State
from services.gateway.metrics import REQUESTS
from shared.db.session import DATABASE_AWAY, transaction
from shared.pipeline.activity import idle_steps
from shared.pipeline.flow import FLOW

router = APIRouter(tags=["health"])


class Readiness(BaseModel):
    """Whether resumes would go through, part by part."""

    ready: bool
    checks: dict[str, bool] = Field(examples=[{"postgres": True, "redis": True, "parser": True}])


@router.get("/livez", summary="The process answers")
async def livez() -> dict[str, str]:
    """Says that the process is alive, and nothing of what it depends on."""
    # Not in a thread: those may all be waiting for the database.
    return {"status": "alive"}


@router.get("/readyz", summary="A resume would go through", responses={503: {"model": Readiness}})
def readyz(state: State, response: Response) -> Readiness:
    """Checks Postgres, Redis, and that a worker of each step has lately taken something out of its queue."""
    try:
        with transaction(state.engine) as session:
            idle: tuple[str, ...] | None = idle_steps(session, state.settings.ready_within_seconds)
    except DATABASE_AWAY:
        idle = None
    checks = {"postgres": idle is not None, "redis": state.queue.is_alive()}
    checks |= {step.name: idle is not None and step.name not in idle for step in FLOW}
    ready = all(checks.values())
    if not ready:
        response.status_code = 503
    return Readiness(ready=ready, checks=checks)


@router.get("/metrics", summary="Figures for Prometheus", response_class=PlainTextResponse)
def metrics(state: State) -> Response:
    """Figures in Prometheus' text format. They name steps and codes, never people."""
    figures = generate_latest(REQUESTS) + generate_latest(state.pipeline_figures)
    return Response(figures, media_type=CONTENT_TYPE_LATEST)
