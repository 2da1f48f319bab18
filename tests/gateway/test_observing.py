"""Every request has an id and a line in the log that names nobody."""

import json
import logging
import time
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import Engine, select

from shared.db.session import transaction
from shared.db.tables import Tenant
from shared.telemetry import JsonLines
from tests.gateway.requests import NAME, PATH, RESUME, hand_in

FIELDS = {"method", "route", "status", "ms", "tenant_id", "request_id"}
GIVEN = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture(autouse=True)
def _log_as_in_production(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


def lines(caplog: pytest.LogCaptureFixture, event: str = "request") -> list[dict[str, Any]]:
    """The lines of an event, once there is one: it is written just after the answer has gone out."""
    until = time.monotonic() + 5
    while True:
        written = [json.loads(JsonLines("gateway").format(record)) for record in list(caplog.records)]
        found = [line for line in written if line["event"] == event]
        if found or time.monotonic() > until:
            return found
        time.sleep(0.01)


def test_line_says_what_was_asked_by_whom(
    api: httpx.Client, database: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    assessment_id = hand_in(api)
    assert lines(caplog)
    caplog.clear()
    answer = api.get(f"{PATH}/{assessment_id}", headers={"X-Request-ID": GIVEN})
    (line,) = lines(caplog)
    with transaction(database) as session:
        tenant_id = session.scalars(select(Tenant.id)).one()
    assert set(line) >= FIELDS
    assert (line["method"], line["route"], line["status"]) == ("GET", PATH + "/{assessment_id}", 200)
    assert (line["tenant_id"], line["request_id"]) == (str(tenant_id), GIVEN)
    assert 0 < line["ms"] < 30_000
    assert answer.headers["x-request-id"] == GIVEN
    assert str(assessment_id) not in json.dumps(line)


def test_strangers_path_and_method_are_not_logged(
    api: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    api.request("AGNIYA", f"/{NAME}", headers={"Authorization": ""})
    (line,) = lines(caplog)
    assert (line["method"], line["route"], line["tenant_id"], line["status"]) == ("OTHER", None, None, 404)


@pytest.mark.parametrize(
    "given", ["", "1", "+7 901 555-12-34", "79015551234", "a@example.org", "Skvortsova-Agniya", "1" * 65]
)
def test_id_that_is_none_is_replaced(api: httpx.Client, caplog: pytest.LogCaptureFixture, given: str) -> None:
    answer = api.get("/livez", headers={"X-Request-ID": given})
    assert UUID(answer.headers["x-request-id"])
    assert lines(caplog)[0]["request_id"] == answer.headers["x-request-id"]


def test_bug_is_found_by_the_id_of_its_request(
    api: httpx.Client, database: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with database.begin() as connection:
        connection.exec_driver_sql("alter table documents rename to documents_away")
    try:
        answer = api.post(PATH, json={"resume": RESUME}, headers={"X-Request-ID": GIVEN})
    finally:
        with database.begin() as connection:
            connection.exec_driver_sql("alter table documents_away rename to documents")
    assert (answer.status_code, answer.headers["x-request-id"]) == (500, GIVEN)
    assert lines(caplog, "request failed")[0]["request_id"] == GIVEN
    assert lines(caplog)[0]["status"] == 500
