"""The assessments: hand in, look at, list, erase."""

import logging
import re
from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from services.gateway.auth import State, Tenant
from services.gateway.cursor import decode_cursor, encode_cursor
from services.gateway.examples import ACCEPTED, BODIES, FINISHED, FORMS, PAGE, describe_problems
from services.gateway.intake import FormRequest, JsonRequest, Submission, body_schema, read_submission
from services.gateway.problems import reject
from services.gateway.state import GatewayState
from services.gateway.views import (
    NO_RATING,
    AssessmentPage,
    AssessmentSummary,
    find_assessment,
    find_page,
    owns_assessment,
    summarise,
)
from shared.contracts.assessment import Assessment
from shared.db.session import DATABASE_AWAY, transaction
from shared.db.tables import AssessmentRow
from shared.pipeline.erasure import erase_assessment
from shared.pipeline.flow import Lane
from shared.pipeline.journal import accept_assessment, first_steps

log = logging.getLogger(__name__)

_LOCATION = {"Location": {"description": "Of the assessment.", "schema": {"type": "string"}}}
_PREFER = (
    "`wait=SECONDS` (RFC 7240): answer when the assessment is finished, or after so many seconds. "
    "At most 60, or what this installation allows; more counts as that. `Preference-Applied` tells what "
    "is honoured."
)
_WAIT = re.compile(
    r"""(?:^|[,;\s])wait\s*=\s*(?P<quote>"?)(?P<seconds>\d{1,6})(?P=quote)(?=$|[,;\s])""",
    re.ASCII | re.IGNORECASE,
)


def _example(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"content": {"application/json": {"example": value}}}


router = APIRouter(
    prefix="/v1/assessments",
    tags=["assessments"],
    responses=describe_problems("unauthorized", "invalid_request", "service_unavailable"),
)


@router.post(
    "",
    status_code=202,
    summary="Hand in a resume",
    response_model=AssessmentSummary,
    responses={
        200: {
            "model": Assessment,
            "description": "Finished within the time of `Prefer: wait`.",
            "headers": _LOCATION,
            **_example(FINISHED),
        },
        202: {
            "description": "Accepted; its result will be at `Location`.",
            "headers": _LOCATION,
            **_example(ACCEPTED),
        },
        **describe_problems(
            "invalid_request",
            "invalid_link",
            "empty_document",
            "encrypted",
            "document_too_large",
            "unsupported_media_type",
            "unsupported_kind",
        ),
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {"schema": body_schema(FormRequest), "examples": FORMS},
                "application/json": {
                    "schema": body_schema(JsonRequest),
                    "examples": BODIES,
                },
            },
        }
    },
)
async def create_assessment(
    request: Request,
    state: State,
    tenant_id: Tenant,
    prefer: Annotated[str, Header(examples=["wait=30"], description=_PREFER)] = "",
) -> Response:
    """Accepts a resume and answers at once, or waits for the result with `Prefer: wait=SECONDS`.

    What was accepted is never lost. The result supports a person's decision and never makes it.
    """
    submission = await read_submission(request, state.settings)
    accepted = await run_in_threadpool(_accept, state, tenant_id, submission)
    headers = {"Location": accepted.links.self}
    seconds = min(_wait_seconds(prefer), state.settings.wait_limit_seconds)
    if seconds:
        headers["Preference-Applied"] = f"wait={seconds}"
        await state.watcher.wait(accepted.id, seconds)
        try:
            assessment = await run_in_threadpool(_find, state, tenant_id, accepted.id)
        except DATABASE_AWAY as error:
            # It is accepted all the same: a client that is told otherwise would send it again.
            log.warning("database away", extra={"error": type(error).__name__})
            return JSONResponse(accepted.model_dump(mode="json"), status_code=202, headers=headers)
        if assessment.finished_at is not None:
            return JSONResponse(assessment.model_dump(mode="json"), status_code=200, headers=headers)
        accepted = summarise(accepted.id, assessment.status, assessment.created_at, None)
    return JSONResponse(accepted.model_dump(mode="json"), status_code=202, headers=headers)


@router.get(
    "/{assessment_id}",
    summary="Look at an assessment",
    responses={200: _example(FINISHED), **describe_problems("not_found")},
)
def get_assessment(state: State, tenant_id: Tenant, assessment_id: UUID) -> Assessment:
    """Gives all that is known of the assessment by now."""
    return _find(state, tenant_id, assessment_id)


@router.get("", summary="List assessments", responses={200: _example(PAGE)})
def list_assessments(
    state: State,
    tenant_id: Tenant,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> AssessmentPage:
    """Gives a page of assessments, newest first."""
    before = decode_cursor(cursor) if cursor else None
    with transaction(state.engine) as session:
        items = find_page(session, tenant_id, limit + 1, before)
    page, rest = items[:limit], items[limit:]
    following = encode_cursor(page[-1].created_at, page[-1].id) if rest else None
    return AssessmentPage(items=tuple(page), next=following)


@router.delete(
    "/{assessment_id}",
    status_code=204,
    summary="Erase an assessment",
    responses=describe_problems("not_found"),
)
def delete_assessment(state: State, tenant_id: Tenant, assessment_id: UUID) -> None:
    """Erases the document, the results and everything else. A proof without personal data remains."""
    with transaction(state.engine) as session:
        if not owns_assessment(session, tenant_id, assessment_id):
            raise reject("not_found")
        erase_assessment(session, assessment_id, reason="request")


def _accept(state: GatewayState, tenant_id: UUID, submission: Submission) -> AssessmentSummary:
    # Both may need a connection of their own, so they come before the transaction.
    company = state.companies.find(submission.target.client_name)
    has_rating = not state.companies.is_empty()
    with transaction(state.engine) as session:
        assessment_id = accept_assessment(
            session,
            tenant_id=tenant_id,
            document=submission.document,
            target=submission.target,
            company=company,
            lane=submission.lane,
            retention_days=state.settings.retention_days,
        )
        row = session.get_one(AssessmentRow, assessment_id)
        if not has_rating:
            row.company = dict(NO_RATING)
        created_at = row.created_at
    if submission.lane is Lane.INTERACTIVE:
        state.queue.publish_after_commit(first_steps(), assessment_id)
    return summarise(assessment_id, "queued", created_at, None)


def _find(state: GatewayState, tenant_id: UUID, assessment_id: UUID) -> Assessment:
    with transaction(state.engine) as session:
        assessment = find_assessment(session, tenant_id, assessment_id)
    if assessment is None:
        raise reject("not_found")
    return assessment


def _wait_seconds(prefer: str) -> int:
    match = _WAIT.search(prefer)
    return int(match["seconds"]) if match else 0
