"""Stops reading a request's body when it grows too large, whatever its headers claim."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.problems import problem_response, reject
from shared.reference.problems import problem

_FIELDS_BYTES = 512 * 1024
"""Room for the form's text fields and the multipart frame beside the document."""


class BodyLimit:
    """ASGI middleware: a body over the limit is answered with `document_too_large`."""

    def __init__(self, app: ASGIApp, document_limit_mb: int) -> None:
        self._app = app
        self._limit_mb = document_limit_mb
        self._limit_bytes = document_limit_mb * 2**20 + _FIELDS_BYTES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        if declared.isdecimal() and int(declared) > self._limit_bytes:
            response = problem_response(problem("document_too_large", limit_mb=self._limit_mb))
            await response(scope, receive, send)
            return
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limit_bytes:
                raise reject("document_too_large", limit_mb=self._limit_mb)
            return message

        await self._app(scope, receive_counted, send)
