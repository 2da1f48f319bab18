"""Errors as RFC 9457 problem details. Their `type` is stable; their sentences come from one table."""

import http
import logging
from collections.abc import Mapping
from types import MappingProxyType

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Match

from services.gateway.metrics import METHODS
from services.gateway.wording import explain_validation
from shared.contracts.problem import Problem
from shared.db.session import DATABASE_AWAY
from shared.reference.problems import problem
from shared.telemetry import traceback_without_values

log = logging.getLogger(__name__)

STATUS = MappingProxyType(
    {
        "invalid_request": 422,
        "invalid_link": 422,
        "empty_document": 422,
        "encrypted": 422,
        "unauthorized": 401,
        "not_found": 404,
        "method_not_allowed": 405,
        "document_too_large": 413,
        "unsupported_media_type": 415,
        "unsupported_kind": 415,
        "internal_error": 500,
        "service_unavailable": 503,
    }
)
"""Code of a problem -> HTTP status."""

_HEADERS: Mapping[str, Mapping[str, str]] = {
    "unauthorized": {"WWW-Authenticate": "Bearer"},
    "service_unavailable": {"Retry-After": "5"},
}
_CODE_OF_STATUS = {404: "not_found", 503: "service_unavailable"}


class ProblemDetails(BaseModel):
    """The body of every error."""

    type: str = Field(description="`urn:attesta:problem:` and the stable code of the problem.")
    title: str
    status: int
    detail: str = Field(description="One sentence in Russian, then the same in English, ' / ' between them.")


class RequestRejected(Exception):  # noqa: N818 - an outcome, raised only within a request
    """A request ends with a problem."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.problem = found


def reject(code: str, **facts: str | int) -> RequestRejected:
    """Make the exception for a problem of the table."""
    return RequestRejected(problem(code, **facts))


def reject_request(russian: str, english: str) -> RequestRejected:
    """Make the exception for a request that is not valid, with what is wrong in both languages."""
    return reject("invalid_request", where_ru=russian, where_en=english)


def problem_details(found: Problem) -> ProblemDetails:
    """The body for a problem."""
    status = STATUS[found.code]
    return ProblemDetails(
        type=f"urn:attesta:problem:{found.code}",
        title=http.HTTPStatus(status).phrase,
        status=status,
        detail=found.message,
    )


def problem_response(found: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """The response for a problem, with the headers that belong to it and further ones."""
    body = problem_details(found)
    return JSONResponse(
        body.model_dump(),
        status_code=body.status,
        headers={**_HEADERS.get(found.code, {}), **(headers or {})},
        media_type="application/problem+json",
    )


def install_problem_handlers(app: FastAPI) -> None:
    """Make every error of the app a problem response."""

    async def on_rejected(_: Request, error: RequestRejected) -> JSONResponse:
        return problem_response(error.problem)

    async def on_invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return problem_response(reject_request(*explain_validation(error)).problem)

    async def on_broken_off(_: Request, __: ClientDisconnect) -> JSONResponse:
        return problem_response(reject_request("тело: обрывается", "body: broke off").problem)  # unread

    app.add_exception_handler(RequestRejected, on_rejected)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, on_invalid)  # type: ignore[arg-type]
    app.add_exception_handler(ClientDisconnect, on_broken_off)  # type: ignore[arg-type]
    app.add_exception_handler(HTTPException, _answer_http_error)  # type: ignore[arg-type]
    for kind in DATABASE_AWAY:
        app.add_exception_handler(kind, _answer_database_away)
    app.add_exception_handler(Exception, _answer_bug)


async def _answer_http_error(request: Request, error: HTTPException) -> JSONResponse:
    if error.status_code == http.HTTPStatus.METHOD_NOT_ALLOWED:
        return problem_response(problem("method_not_allowed"), {"Allow": _allowed_methods(request)})
    code = _CODE_OF_STATUS.get(error.status_code)
    if code:
        return problem_response(problem(code), error.headers)
    return problem_response(reject_request("тело: прочитать не удалось", f"body: {error.detail}").problem)


async def _answer_database_away(request: Request, error: Exception) -> JSONResponse:
    facts = {"error": type(error).__name__, "request_id": request.state.request_id}
    log.warning("database away", extra=facts)
    return problem_response(problem("service_unavailable"))


async def _answer_bug(request: Request, error: Exception) -> JSONResponse:
    request_id = request.state.request_id
    log.error("request failed", extra={"reason": traceback_without_values(error), "request_id": request_id})
    # It is answered outside of all middleware, so nobody else adds the id.
    return problem_response(problem("internal_error"), {"X-Request-ID": request_id})


def _allowed_methods(request: Request) -> str:
    """All methods of a path: each route knows only its own."""
    allowed = {
        method
        for method in METHODS
        for route in request.app.routes
        if route.matches({**request.scope, "method": method})[0] is Match.FULL
    }
    return ", ".join(sorted(allowed | ({"HEAD"} if "GET" in allowed else set())))
