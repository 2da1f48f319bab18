"""What a client meets while Redis or Postgres is away."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from sqlalchemy import Engine

from shared.db.session import transaction
from shared.db.tables import StepRow
from tests.gateway.answers import problem_code
from tests.gateway.requests import PATH, hand_in

ID = "7c0f8a6e-3f50-4a53-b6f0-2f5cf6f0a9d1"


def test_resume_is_accepted_while_redis_is_away(api_without_redis: httpx.Client, database: Engine) -> None:
    assessment_id = hand_in(api_without_redis)
    with transaction(database) as session:
        assert session.get_one(StepRow, (assessment_id, "parser")).status == "ready"
    assert api_without_redis.get(f"{PATH}/{assessment_id}").json()["status"] == "queued"


def test_burst_of_requests_needs_no_more_connections_than_there_are(api: httpx.Client) -> None:
    with ThreadPoolExecutor(40) as pool:
        answers = list(
            pool.map(lambda _: api.post(PATH, json={"resume": {}, "client_name": "Ромашка"}), range(120))
        )
    assert {answer.status_code for answer in answers} == {202}


def test_not_ready_while_redis_is_away(api_without_redis: httpx.Client) -> None:
    answer = api_without_redis.get("/readyz")
    checks = answer.json()["checks"]
    assert (answer.status_code, checks["postgres"], checks["redis"]) == (503, True, False)


@pytest.mark.parametrize(
    ("method", "path"), [("POST", PATH), ("GET", PATH), ("GET", f"{PATH}/{ID}"), ("DELETE", f"{PATH}/{ID}")]
)
def test_client_is_told_to_come_back_while_postgres_is_away(
    api_without_postgres: httpx.Client, method: str, path: str
) -> None:
    answer = api_without_postgres.request(method, path)
    assert (problem_code(answer), answer.status_code) == ("service_unavailable", 503)
    assert int(answer.headers["retry-after"]) > 0


def test_probes_answer_while_postgres_is_away(api_without_postgres: httpx.Client) -> None:
    answer = api_without_postgres.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (503, False)
    assert not any(passed for name, passed in answer.json()["checks"].items() if name != "redis")
    assert api_without_postgres.get("/livez").status_code == 200
    assert "attesta_requests_total" in api_without_postgres.get("/metrics").text
