"""Logs hold ids and never a person, whether a request goes well or fails."""

import json
import logging
from uuid import UUID

import httpx
import pytest
from sqlalchemy import Engine

from shared.telemetry import JsonLines
from tests.gateway.requests import LINK, NAME, PATH, PERSONAL, RESUME, TEXT, form, hand_in


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the gateway would have written: the lines of our own formatter."""
    lines = [JsonLines("gateway").format(record) for record in caplog.records]
    assert all(json.loads(line)["process"] == "gateway" for line in lines)
    return lines


def personal_words(lines: list[str]) -> list[str]:
    return [word for word in (*PERSONAL, LINK) if any(word in line for line in lines)]


@pytest.fixture(autouse=True)
def _log_as_in_production(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


def test_usual_requests_log_nobody(api: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    api.post(PATH, **form(TEXT, f"{NAME}.txt", client_name=NAME))
    api.post(PATH, json={"link": LINK})
    api.get(f"{PATH}/{hand_in(api)}")
    api.get(PATH)
    assert personal_words(logged(caplog)) == []


def test_refused_requests_log_nobody(api: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    api.post(PATH, **form(TEXT, grade=NAME))
    api.post(PATH, json={NAME: RESUME})
    api.post(PATH, content=f'{{"resume": "{NAME}', headers={"Content-Type": "application/json"})
    api.post(PATH, json={"link": f"{LINK}/{NAME}"})
    api.get(f"/{NAME}")
    assert personal_words(logged(caplog)) == []


def test_bug_is_logged_without_the_resume(
    api: httpx.Client, database: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with database.begin() as connection:  # the error of the insert quotes what was to be written
        connection.exec_driver_sql(f"alter table assessments add check (target->>'client_name' <> '{NAME}')")
    try:
        answer = api.post(PATH, json={"resume": RESUME, "client_name": NAME})
    finally:
        with database.begin() as connection:
            connection.exec_driver_sql("alter table assessments drop constraint assessments_target_check")
    lines = logged(caplog)
    assert answer.status_code == 500
    assert any("IntegrityError" in line and "intake" not in line for line in lines)
    assert personal_words([*lines, answer.text]) == []


def test_lost_message_is_logged_by_its_id(
    api_without_redis: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    assessment_id: UUID = hand_in(api_without_redis)
    lines = logged(caplog)
    assert any("not published" in line and str(assessment_id) in line for line in lines)
    assert personal_words(lines) == []


def test_lost_database_is_logged_without_its_password(
    api_without_postgres: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    api_without_postgres.post(PATH, json={"resume": RESUME})
    lines = logged(caplog)
    assert any("database away" in line for line in lines)
    assert personal_words(lines) == []
    assert not any("nobody:nothing" in line for line in lines)
