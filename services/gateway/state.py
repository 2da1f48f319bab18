"""What the gateway's requests share; put together in `app.py`."""

from dataclasses import dataclass

from fastapi import Request
from prometheus_client import CollectorRegistry
from sqlalchemy import Engine

from services.gateway.companies import CompanyIndex
from services.gateway.settings import GatewaySettings
from services.gateway.waiting import FinishWatcher
from shared.pipeline.queue import Queue


@dataclass(frozen=True)
class GatewayState:
    """The heavy objects of a gateway process."""

    settings: GatewaySettings
    engine: Engine
    queue: Queue
    companies: CompanyIndex
    watcher: FinishWatcher
    pipeline_figures: CollectorRegistry


def gateway_state(request: Request) -> GatewayState:
    """The state of the app that serves the request."""
    state: GatewayState = request.app.state.gateway
    return state
