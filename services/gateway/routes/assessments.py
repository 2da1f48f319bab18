"""The assessments: hand in, look at, list, erase."""

import re
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from services.gateway.auth import State, Tenant
from services.gateway.cursor import decode_cursor, encode_cursor
from services.gateway.intake import FormRequest, JsonRequest, Submission, body_schema, read_submission
from services.gateway.problems import PROBLEM_RESPONSE, reject
from services.gateway.state import GatewayState
from services.gateway.views import (
    AssessmentPage,
    AssessmentSummary,
    find_assessment,
    find_page,
    owns_assessment,
    summarise,
)
from shared.contracts.assessment import Assessment
from shared.db.session import transaction
from shared.db.tables import AssessmentRow
from shared.pipeline.erasure import erase_assessment
from shared.pipeline.flow import Lane
from shared.pipeline.journal import accept_assessment, first_steps

_PROBLEM: dict[str, Any] = dict(PROBLEM_RESPONSE)
_LOCATION = {"Location": {"description": "Of the assessment.", "schema": {"type": "string"}}}
_WAIT = re.compile(r"(?:^|[,;\s])wait=(\d{1,6})(?=$|[,;\s])", re.ASCII | re.IGNORECASE)

router = APIRouter(
    prefix="/v1/assessments",
    tags=["assessments"],
    responses=dict.fromkeys((401, 422, 503), _PROBLEM),
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
        },
        202: {"description": "Accepted; its result will be at `Location`.", "headers": _LOCATION},
        **dict.fromkeys((413, 415), _PROBLEM),
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {"schema": body_schema(FormRequest)},
                "application/json": {
                    "schema": body_schema(JsonRequest),
                    "examples": {
                        "fields": {
                            "value": {
                                "resume": {"position": "Python-разработчик", "skills": ["Python", "Django"]},
                                "grade": "middle",
                                "client_name": "Яндекс",
                            }
                        },
                        "link": {"value": {"link": "https://hh.ru/resume/0123456789abcdef"}},
                    },
                },
            },
        }
    },
)
async def create_assessment(
    request: Request,
    state: State,
    tenant_id: Tenant,
    prefer: Annotated[str, Header(examples=["wait=30"], description="RFC 7240")] = "",
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
        assessment = await run_in_threadpool(_find, state, tenant_id, accepted.id)
        if assessment.finished_at is not None:
            return JSONResponse(assessment.model_dump(mode="json"), status_code=200, headers=headers)
        accepted = summarise(accepted.id, assessment.status, assessment.created_at, None)
    return JSONResponse(accepted.model_dump(mode="json"), status_code=202, headers=headers)


@router.get("/{assessment_id}", summary="Look at an assessment", responses={404: _PROBLEM})
def get_assessment(state: State, tenant_id: Tenant, assessment_id: UUID) -> Assessment:
    """Gives all that is known of the assessment by now."""
    return _find(state, tenant_id, assessment_id)


@router.get("", summary="List assessments")
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


@router.delete("/{assessment_id}", status_code=204, summary="Erase an assessment", responses={404: _PROBLEM})
def delete_assessment(state: State, tenant_id: Tenant, assessment_id: UUID) -> None:
    """Erases the document, the results and everything else. A proof without personal data remains."""
    with transaction(state.engine) as session:
        if not owns_assessment(session, tenant_id, assessment_id):
            raise reject("not_found")
        erase_assessment(session, assessment_id, reason="request")


def _accept(state: GatewayState, tenant_id: UUID, submission: Submission) -> AssessmentSummary:
    company = state.companies.find(submission.target.client_name)  # may need a connection of its own
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
        created_at = session.get_one(AssessmentRow, assessment_id).created_at
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
    return int(match[1]) if match else 0
