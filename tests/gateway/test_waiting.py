"""A client that waits learns that its resume is accepted, whatever happens meanwhile."""

import asyncio
import contextlib
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, func, make_url, select, text

from services.gateway.settings import GatewaySettings
from services.gateway.waiting import FinishWatcher
from shared.db.session import transaction
from shared.db.tables import AssessmentRow
from shared.settings import Settings
from tests.gateway.conftest import client
from tests.gateway.requests import PATH, RESUME, hand_in
from tests.gateway.serving import serve
from tests.gateway.working import finish_assessment

USER, PASSWORD = "passing", "passing"


@pytest.fixture
def passing_user(gateway_settings: GatewaySettings, database: Engine) -> Iterator[GatewaySettings]:
    """Settings of a gateway whose user can be locked out of Postgres."""
    with database.begin() as connection:
        connection.exec_driver_sql(f"create role {USER} superuser login password '{PASSWORD}'")
    url = make_url(gateway_settings.database_url.get_secret_value()).set(username=USER, password=PASSWORD)
    address = SecretStr(url.render_as_string(hide_password=False))
    yield gateway_settings.model_copy(update={"database_url": address})
    with database.begin() as connection:
        connection.exec_driver_sql(f"drop role {USER}")


def lock_out(database: Engine) -> None:
    with database.begin() as connection:
        connection.exec_driver_sql(f"alter role {USER} nologin")
    with database.begin() as connection:
        connection.execute(
            text("select pg_terminate_backend(pid) from pg_stat_activity where usename = :user"),
            {"user": USER},
        )


def wait_for_assessment(database: Engine) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with transaction(database) as session:
            if session.scalar(select(func.count()).select_from(AssessmentRow)):
                return
        time.sleep(0.02)
    raise AssertionError("nothing was accepted")


def post(api: httpx.Client, seconds: int) -> httpx.Response:
    return api.post(PATH, json={"resume": RESUME}, headers={"Prefer": f"wait={seconds}"})


def test_lost_database_does_not_take_back_what_was_accepted(
    passing_user: GatewaySettings, key: str, database: Engine
) -> None:
    with serve(passing_user) as url, client(url, key) as api, ThreadPoolExecutor() as pool:
        request = pool.submit(post, api, 2)
        wait_for_assessment(database)
        lock_out(database)
        answer = request.result()
        assert api.get(PATH).status_code == 503
    assert (answer.status_code, answer.json()["status"]) == (202, "queued")
    assert answer.headers["location"] == f"{PATH}/{answer.json()['id']}"


def test_stopping_gateway_answers_those_who_wait(
    gateway_settings: GatewaySettings, key: str, database: Engine
) -> None:
    patient = gateway_settings.model_copy(update={"wait_limit_seconds": 60})
    with ThreadPoolExecutor() as pool:
        with serve(patient) as url:
            api = client(url, key)
            request = pool.submit(post, api, 60)
            wait_for_assessment(database)
            time.sleep(0.3)
            assert not request.done()
            stopped_at = time.monotonic()
        answer = request.result()
        assert time.monotonic() - stopped_at < 3.5
        api.close()
    assert (answer.status_code, answer.headers["location"]) == (202, f"{PATH}/{answer.json()['id']}")


def test_watcher_goes_on_after_whatever_went_wrong(
    api: httpx.Client, database: Engine, servers: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    assessment_id = hand_in(api)
    finish_assessment(database, servers, assessment_id)

    async def watch() -> float:
        watcher = FinishWatcher(database, waiters_limit=1)
        watching = asyncio.create_task(watcher.run())
        with renamed_column(database):
            await watcher.wait(assessment_id, 0.5)
        started = time.monotonic()
        await watcher.wait(assessment_id, 5)
        watching.cancel()
        return time.monotonic() - started

    assert asyncio.run(watch()) < 2
    failures = [record for record in caplog.records if record.message == "watching failed"]
    assert failures and "ProgrammingError" in str(failures[0].__dict__["reason"])
    assert str(assessment_id) not in str(failures[0].__dict__["reason"])


@contextlib.contextmanager
def renamed_column(database: Engine) -> Iterator[None]:
    """Makes reading fail in a way that nobody foresaw."""
    with database.begin() as connection:
        connection.exec_driver_sql("alter table assessments rename finished_at to finished_away")
    try:
        yield
    finally:
        with database.begin() as connection:
            connection.exec_driver_sql("alter table assessments rename finished_away to finished_at")
