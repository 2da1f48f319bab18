"""The API's description is true: clients are generated from it."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import httpx
import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import Engine

from shared.db.session import transaction
from shared.pipeline.activity import note_activity
from shared.pipeline.flow import STEPS
from shared.settings import Settings
from tests.gateway.requests import LINK, PATH, PDF, RESUME, form, hand_in
from tests.gateway.working import finish_assessment

ONE = PATH + "/{assessment_id}"
UNKNOWN = f"{PATH}/7c0f8a6e-3f50-4a53-b6f0-2f5cf6f0a9d1"


@pytest.fixture
def description(api: httpx.Client) -> Any:
    return api.get("/openapi.json").json()


def operations(description: Any) -> Iterator[tuple[str, Any]]:
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def check(description: Any, schema: Any, value: object) -> None:
    """Fail if the value does not fit a schema of the description."""
    validator = Draft202012Validator(
        {**schema, "components": description["components"]},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    assert [error.message for error in validator.iter_errors(value)] == []


def check_response(description: Any, method: str, path: str, answer: httpx.Response) -> None:
    """Fail if an answer is not what the description says of it."""
    responses = description["paths"][path][method.lower()]["responses"]
    assert str(answer.status_code) in responses, f"{answer.status_code} is not described"
    described = responses[str(answer.status_code)]
    if not answer.content:
        assert "content" not in described
        return
    media_type = answer.headers["content-type"].split(";")[0]
    assert set(described["content"]) == {media_type}
    if "json" in media_type:
        check(description, described["content"][media_type]["schema"], answer.json())


def test_description_is_openapi_3_1(description: Any) -> None:
    assert description["openapi"].startswith("3.1.")
    assert {"title", "version", "description"} <= set(description["info"])
    for name, operation in operations(description):
        assert operation["responses"], name
        assert operation["summary"], name
        assert all("description" in response for response in operation["responses"].values()), name


def test_operation_ids_are_unique(description: Any) -> None:
    ids = [operation["operationId"] for _, operation in operations(description)]
    assert len(ids) == len(set(ids))


def test_every_reference_leads_somewhere(description: Any) -> None:
    for reference in set(re.findall(r"'\$ref': '([^']+)'", str(description))):
        place = description
        for part in reference.removeprefix("#/").split("/"):
            assert part in place, reference
            place = place[part]


def test_every_component_is_a_valid_schema(description: Any) -> None:
    for schema in description["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_examples_of_fields_fit_their_schemas(description: Any) -> None:
    for schema in description["components"]["schemas"].values():
        for field in schema.get("properties", {}).values():
            for example in field.get("examples", ()):
                check(description, field, example)


def test_examples_of_bodies_fit_their_schemas_and_are_accepted(api: httpx.Client, description: Any) -> None:
    content = description["paths"][PATH]["post"]["requestBody"]["content"]["application/json"]
    assert content["examples"]
    for example in content["examples"].values():
        check(description, content["schema"], example["value"])
        assert api.post(PATH, json=example["value"]).status_code == 202


def test_examples_of_forms_name_fields_that_there_are(description: Any) -> None:
    content = description["paths"][PATH]["post"]["requestBody"]["content"]["multipart/form-data"]
    assert content["examples"]
    for example in content["examples"].values():
        check(description, content["schema"], example["value"])


def test_examples_of_answers_fit_their_schemas(description: Any) -> None:
    shown = 0
    for name, operation in operations(description):
        for status, response in operation["responses"].items():
            for content in response.get("content", {}).values():
                if "example" in content:
                    check(description, content["schema"], content["example"])
                    shown += 1
                for code, example in content.get("examples", {}).items():
                    check(description, content["schema"], example["value"])
                    assert example["value"]["status"] == int(status), name
                    assert example["value"]["type"].endswith(f":{code}")
                if "problem+json" in str(response):
                    assert content["examples"], (name, status)
    assert shown >= 4  # accepted, finished, looked at, listed


def test_description_is_written_for_clients(description: Any) -> None:
    assert "shared." not in str(description)
    prefer = next(one for one in description["paths"][PATH]["post"]["parameters"] if one["name"] == "prefer")
    assert "60" in prefer["description"]


@pytest.mark.parametrize(
    ("request_body", "fits"),
    [
        ({"resume": RESUME, "grade": "middle", "lane": "bulk"}, True),
        ({"link": LINK, "client_name": None}, True),
        ({"resume": RESUME, "link": LINK}, False),
        ({"grade": "middle"}, False),
        ({"resume": RESUME, "grade": "unknown"}, False),
        ({"resume": RESUME, "phone": "1"}, False),
        ({"resume": RESUME, "lane": "fast"}, False),
        ({"resume": RESUME, "client_name": "я" * 301}, False),
    ],
)
def test_described_body_is_the_accepted_body(
    api: httpx.Client, description: Any, request_body: Any, fits: bool
) -> None:
    schema = description["paths"][PATH]["post"]["requestBody"]["content"]["application/json"]["schema"]
    validator = Draft202012Validator({**schema, "components": description["components"]})
    assert validator.is_valid(request_body) == fits
    assert (api.post(PATH, json=request_body).status_code == 202) == fits


def test_described_form_names_all_fields(description: Any) -> None:
    content = description["paths"][PATH]["post"]["requestBody"]["content"]
    fields = {kind: set(content[kind]["schema"]["properties"]) for kind in content}
    assert fields["multipart/form-data"] - {"file"} == fields["application/json"] - {"resume", "link"}
    assert content["multipart/form-data"]["schema"]["required"] == ["file"]


@pytest.mark.parametrize(
    ("path", "request_parts", "status"),
    [
        (PATH, ("POST", PATH, form()), 202),
        (PATH, ("POST", PATH, form(b"")), 422),
        (PATH, ("POST", PATH, form(b"\0")), 415),
        (PATH, ("POST", PATH, form(PDF + b" " * 2**20)), 413),
        (PATH, ("POST", PATH, {"headers": {"Authorization": ""}}), 401),
        (PATH, ("GET", PATH, {}), 200),
        (PATH, ("GET", PATH, {"params": {"limit": 0}}), 422),
        (PATH, ("GET", PATH, {"headers": {"Authorization": ""}}), 401),
        (ONE, ("GET", UNKNOWN, {}), 404),
        (ONE, ("GET", f"{PATH}/x", {}), 422),
        (ONE, ("DELETE", UNKNOWN, {}), 404),
        (ONE, ("DELETE", f"{PATH}/x", {}), 422),
        ("/v1/market", ("GET", "/v1/market", {}), 200),
        ("/v1/market", ("GET", "/v1/market", {"params": {"region": "Марс"}}), 422),
        ("/v1/market", ("GET", "/v1/market", {"headers": {"Authorization": ""}}), 401),
        ("/livez", ("GET", "/livez", {}), 200),
        ("/readyz", ("GET", "/readyz", {}), 503),
        ("/metrics", ("GET", "/metrics", {}), 200),
    ],
)
def test_answer_is_what_the_description_says(
    api: httpx.Client,
    description: Any,
    path: str,
    request_parts: tuple[str, str, dict[str, Any]],
    status: int,
) -> None:
    method, target, arguments = request_parts
    answer = api.request(method, target, **arguments)
    assert answer.status_code == status
    check_response(description, method, path, answer)


def test_results_are_what_the_description_says(
    api: httpx.Client, description: Any, database: Engine, servers: Settings
) -> None:
    path = f"{PATH}/{hand_in(api, grade='senior', client_name='Ромашка')}"
    check_response(description, "GET", ONE, api.get(path))
    finish_assessment(database, servers, UUID(path.rpartition("/")[2]))
    finished = api.get(path)
    assert finished.json()["status"] == "done"
    check_response(description, "GET", ONE, finished)
    check(description, described_schema(description, "200"), finished.json())  # that of `Prefer: wait`
    check_response(description, "GET", PATH, api.get(PATH))
    check_response(description, "DELETE", ONE, api.delete(path))


def described_schema(description: Any, status: str) -> Any:
    return description["paths"][PATH]["post"]["responses"][status]["content"]["application/json"]["schema"]


def test_readiness_is_what_the_description_says(
    api: httpx.Client, description: Any, database: Engine
) -> None:
    with transaction(database) as session:
        for step in STEPS:
            note_activity(session, step)
    answer = api.get("/readyz")
    assert answer.status_code == 200
    check_response(description, "GET", "/readyz", answer)


def test_away_is_what_the_description_says(api_without_postgres: httpx.Client) -> None:
    description = api_without_postgres.get("/openapi.json").json()
    answer = api_without_postgres.get(PATH)
    assert answer.status_code == 503
    check_response(description, "GET", PATH, answer)


def test_key_is_described_where_it_is_needed(description: Any) -> None:
    guarded = {name for name, operation in operations(description) if operation.get("security")}
    assert guarded == {f"POST {PATH}", f"GET {PATH}", f"GET {ONE}", f"DELETE {ONE}", "GET /v1/market"}
    assert [scheme["scheme"] for scheme in description["components"]["securitySchemes"].values()] == [
        "bearer"
    ]


def test_person_is_told_that_the_score_decides_nothing(description: Any) -> None:
    assert "never makes it" in description["info"]["description"]


def test_documentation_page_needs_nothing_from_outside(api: httpx.Client) -> None:
    page = api.get("/docs")
    assert page.status_code == 200
    assert re.findall(r"(?:https?:)?//[\w.-]+", page.text) == []
    parts = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(parts) >= 2
    assert {part: api.get(part).status_code for part in parts} == dict.fromkeys(parts, 200)
