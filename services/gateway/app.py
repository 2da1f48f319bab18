"""The composition root of the gateway: the only door of the system."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from services.gateway.body_limit import BodyLimit
from services.gateway.companies import CompanyIndex
from services.gateway.head_requests import HeadRequests
from services.gateway.metrics import collect_pipeline
from services.gateway.observing import RequestObserver
from services.gateway.problems import install_problem_handlers
from services.gateway.routes import assessments, health, market
from services.gateway.settings import GatewaySettings
from services.gateway.state import GatewayState
from services.gateway.waiting import FinishWatcher
from shared.db.session import open_database
from shared.pipeline.queue import Queue

_DESCRIPTION = """\
Accepts resumes and tells how likely the claimed grade is confirmed, what such a person earns and why, how the
hiring company is rated, and what to improve.

**A score supports a person's decision. It never makes it.**

Errors are problem details (RFC 9457); their `type` is stable. Every `detail` is in Russian and in English.
"""


def create_app(settings: GatewaySettings, queue_class: type[Queue] = Queue) -> FastAPI:
    """Put a gateway together."""
    engine = open_database(settings)
    state = GatewayState(
        settings=settings,
        engine=engine,
        queue=queue_class(settings),
        companies=CompanyIndex(engine, settings.company_refresh_seconds),
        watcher=FinishWatcher(engine, settings.waiters_limit),
        pipeline_figures=collect_pipeline(engine, settings.metrics_refresh_seconds),
    )

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        watching = asyncio.create_task(state.watcher.run())
        yield
        watching.cancel()
        engine.dispose()

    # Its documentation pages need nothing from the internet.
    app = FastAPIOffline(
        redoc_url=None, title="Attesta", version="1", description=_DESCRIPTION, lifespan=lifespan
    )
    app.state.gateway = state
    install_problem_handlers(app)
    app.add_middleware(BodyLimit, document_limit_mb=settings.document_limit_mb)
    app.add_middleware(HeadRequests)
    app.add_middleware(RequestObserver)  # around the others
    app.include_router(assessments.router)
    app.include_router(market.router)
    app.include_router(health.router)
    return app
