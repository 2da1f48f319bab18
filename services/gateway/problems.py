"""Errors as RFC 9457 problem details. Their `type` is stable; their sentences come from one table."""

import http
import logging
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

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
_CODE_OF_STATUS = {404: "not_found", 405: "method_not_allowed", 503: "service_unavailable"}
_FIELD_NAME = re.compile(r"\w{1,40}", re.ASCII)


class ProblemDetails(BaseModel):
    """The body of every error."""

    type: str = Field(examples=["urn:attesta:problem:not_found"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["Не найдено. / Not found."])


PROBLEM_RESPONSE = MappingProxyType(
    {"content": {"application/problem+json": {"schema": ProblemDetails.model_json_schema()}}}
)
"""How the API's description shows an error."""


class RequestRejected(Exception):  # noqa: N818 - an outcome, raised only within a request
    """A request ends with a problem."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.problem = found


def reject(code: str, **facts: str | int) -> RequestRejected:
    """Make the exception for a problem of the table."""
    return RequestRejected(problem(code, **facts))


def invalid_fields(error: ValidationError | RequestValidationError) -> str:
    """Where a validation failed and why, without the values: they may be personal."""
    return "; ".join(f"{_place(one['loc'])}: {one['msg']}" for one in error.errors()[:10])


def _place(location: Sequence[str | int]) -> str:
    """The path to a field. A name that is none comes from the client, so it may be personal too."""
    names = (str(part) for part in location)
    return ".".join(name if _FIELD_NAME.fullmatch(name) else "?" for name in names) or "body"


def problem_response(found: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """The response for a problem, with the headers that belong to it and further ones."""
    status = STATUS[found.code]
    body = ProblemDetails(
        type=f"urn:attesta:problem:{found.code}",
        title=http.HTTPStatus(status).phrase,
        status=status,
        detail=found.message,
    )
    return JSONResponse(
        body.model_dump(),
        status_code=status,
        headers={**_HEADERS.get(found.code, {}), **(headers or {})},
        media_type="application/problem+json",
    )


def install_problem_handlers(app: FastAPI) -> None:
    """Make every error of the app a problem response."""

    async def on_rejected(_: Request, error: RequestRejected) -> JSONResponse:
        return problem_response(error.problem)

    async def on_invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return problem_response(problem("invalid_request", where=invalid_fields(error)))

    async def on_http(_: Request, error: HTTPException) -> JSONResponse:
        code = _CODE_OF_STATUS.get(error.status_code)
        found = problem(code) if code else problem("invalid_request", where=str(error.detail))
        return problem_response(found, error.headers)  # 405 says which methods it allows

    async def on_database_away(_: Request, error: Exception) -> JSONResponse:
        log.warning("database away", extra={"error": type(error).__name__})
        return problem_response(problem("service_unavailable"))

    async def on_broken_off(_: Request, __: ClientDisconnect) -> JSONResponse:
        return problem_response(problem("invalid_request", where="body: broke off"))  # nobody reads it

    async def on_bug(_: Request, error: Exception) -> JSONResponse:
        log.error("request failed", extra={"reason": traceback_without_values(error)})
        return problem_response(problem("internal_error"))

    app.add_exception_handler(RequestRejected, on_rejected)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, on_invalid)  # type: ignore[arg-type]
    app.add_exception_handler(ClientDisconnect, on_broken_off)  # type: ignore[arg-type]
    app.add_exception_handler(HTTPException, on_http)  # type: ignore[arg-type]
    for kind in DATABASE_AWAY:
        app.add_exception_handler(kind, on_database_away)
    app.add_exception_handler(Exception, on_bug)
