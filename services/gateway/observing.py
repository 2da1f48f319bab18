"""What is told of every request: its figures, its line in the log, its id. Never its path or its values."""

import logging
import re
import time
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.metrics import count_request, known_method

log = logging.getLogger(__name__)

REQUEST_ID = "X-Request-ID"
# Long, with digits, without blanks and dots: ids look so, and names, addresses and phone numbers don't.
_SANE_ID = re.compile(r"(?=[^0-9]*[0-9])[0-9A-Za-z_-]{16,64}")


class RequestObserver:
    """ASGI middleware: counts, times and logs requests, and gives each one an id."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        request_id = _choose_id(Headers(scope=scope).get(REQUEST_ID, ""))
        scope.setdefault("state", {})["request_id"] = request_id
        status = 500

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = request_id
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        finally:
            _tell(scope, status, time.perf_counter() - started)


def _choose_id(given: str) -> str:
    return given if _SANE_ID.fullmatch(given) else str(uuid4())


def _tell(scope: Scope, status: int, seconds: float) -> None:
    route = getattr(scope.get("route"), "path", None)
    count_request(scope["method"], route, status, seconds)
    log.info(
        "request",
        extra={
            "method": known_method(scope["method"]),
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 1),
            "tenant_id": scope["state"].get("tenant_id"),
            "request_id": scope["state"]["request_id"],
        },
    )
