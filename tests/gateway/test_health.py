"""Alive, ready, measured: what operators look at."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine, text

from services.gateway.settings import GatewaySettings
from shared.db.session import transaction
from shared.pipeline.activity import note_activity
from shared.pipeline.flow import FLOW, STEPS, Lane, queue_name
from shared.pipeline.outcomes import Died
from shared.settings import Settings
from tests.gateway.conftest import client
from tests.gateway.requests import NAME, PATH, PERSONAL, hand_in
from tests.gateway.serving import serve
from tests.gateway.working import finish_assessment, settle

ALL_WELL = {"postgres": True, "redis": True} | {step.name: True for step in FLOW}
WITHOUT_KEY = {"Authorization": ""}


def consume(database: Engine, lane: Lane, *steps: str) -> None:
    """Note that workers of these steps have just taken something."""
    with transaction(database) as session:
        for step in steps:
            note_activity(session, queue_name(step, lane))


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics", "/openapi.json", "/docs"])
def test_probes_need_no_key(api: httpx.Client, path: str) -> None:
    assert api.get(path, headers=WITHOUT_KEY).status_code != 401


@pytest.mark.parametrize("lane", list(Lane))
def test_ready_when_every_step_consumes(api: httpx.Client, database: Engine, lane: Lane) -> None:
    consume(database, lane, *STEPS)
    answer = api.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "checks": ALL_WELL})


def test_not_ready_before_any_worker_has_consumed(api: httpx.Client) -> None:
    answer = api.get("/readyz")
    idle = {step.name: False for step in FLOW}
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "checks": ALL_WELL | idle})


@pytest.mark.parametrize("missing", list(STEPS))
def test_one_step_without_a_worker_makes_it_not_ready(
    api: httpx.Client, database: Engine, missing: str
) -> None:
    consume(database, Lane.INTERACTIVE, *(set(STEPS) - {missing}))
    answer = api.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]) == (503, ALL_WELL | {missing: False})


def test_worker_that_has_fallen_silent_makes_it_not_ready(
    api: httpx.Client, database: Engine, servers: Settings
) -> None:
    consume(database, Lane.INTERACTIVE, *STEPS)
    with transaction(database) as session:
        session.execute(
            text("update queue_activity set consumed_at = now() - make_interval(secs => :age)"),
            {"age": servers.ready_within_seconds + 5},
        )
    assert api.get("/readyz").status_code == 503


def figures(api: httpx.Client, name: str) -> dict[tuple[str, ...], float]:
    """The samples of one metric by the values of their labels, which come in alphabetical order."""
    families = text_string_to_metric_families(api.get("/metrics").text)
    return {
        tuple(value for _, value in sorted(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
        if sample.name == name
    }


def test_requests_are_counted_by_route(api: httpx.Client) -> None:
    counted = ("GET", PATH + "/{assessment_id}", "200")
    before = figures(api, "attesta_requests_total").get(counted, 0)
    assessment_id = hand_in(api)
    for _ in range(2):
        api.get(f"{PATH}/{assessment_id}")
    assert figures(api, "attesta_requests_total")[counted] == before + 2


def test_refused_requests_are_counted_too(api: httpx.Client) -> None:
    counted = ("POST", PATH, "415")
    before = figures(api, "attesta_requests_total").get(counted, 0)
    api.post(PATH, content=b"x")
    assert figures(api, "attesta_requests_total")[counted] == before + 1


def test_labels_hold_nothing_that_a_stranger_makes_up(api: httpx.Client) -> None:
    assessment_id = hand_in(api, client_name=NAME)
    api.get(f"{PATH}/{assessment_id}")
    api.get(f"/{NAME}")
    api.request("SKVORTSOVA", PATH)
    shown = api.get("/metrics").text
    assert [word for word in (*PERSONAL, str(assessment_id), "SKVORTSOVA") if word in shown] == []
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", shown)


def test_open_steps_and_their_age_are_shown(api: httpx.Client) -> None:
    hand_in(api)
    hand_in(api, lane="bulk")
    steps = figures(api, "attesta_steps")
    assert steps["interactive", "ready", "parser"] == steps["bulk", "ready", "parser"] == 1
    assert steps["interactive", "waiting", "advisor"] == 1
    assert 0 <= figures(api, "attesta_oldest_ready_seconds")["interactive", "parser"] < 60


def test_who_asks_often_is_told_the_figures_of_a_moment_ago(
    gateway_settings: GatewaySettings, key: str, database: Engine
) -> None:
    slow = gateway_settings.model_copy(update={"metrics_refresh_seconds": 1.0})
    with serve(slow) as url, client(url, key) as api:
        assert figures(api, "attesta_steps") == {}
        hand_in(api)
        assert figures(api, "attesta_steps") == {}
        time.sleep(1.1)
        assert figures(api, "attesta_steps")["interactive", "ready", "parser"] == 1
        finish_assessment(database, slow, hand_in(api))  # what is done is not open
        time.sleep(1.1)
        assert sum(figures(api, "attesta_steps").values()) == len(FLOW)


def test_alive_while_all_threads_wait_for_the_database(
    gateway_settings: GatewaySettings, key: str, database: Engine
) -> None:
    with (
        serve(gateway_settings) as url,
        client(url, key) as api,
        client(url, key) as crowd,
        ThreadPoolExecutor(60) as pool,
    ):
        with database.begin() as connection:
            connection.exec_driver_sql("lock table api_keys")
            waiting = [pool.submit(crowd.get, PATH) for _ in range(60)]
            time.sleep(1)
            answer = api.get("/livez", timeout=3)
        assert answer.status_code == 200
        assert all(one.result().status_code in {200, 503} for one in waiting)


def test_dead_letters_are_shown(api: httpx.Client, database: Engine, servers: Settings) -> None:
    settings = servers.model_copy(update={"deaths_allowed": 1})
    settle(database, settings, hand_in(api), STEPS["parser"], Died("a bug"))
    assert figures(api, "attesta_dead_letters") == {("parser",): 1}
