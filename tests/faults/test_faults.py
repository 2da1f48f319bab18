"""Whatever happens, every accepted assessment is done, once."""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import redis

from shared.pipeline.flow import FLOW, Lane, queue_name
from tests.conftest import open_folder
from tests.faults.journal_checks import count_finished, read_steps, wait_until, wait_until_all_done
from tests.faults.system import RunningSystem, running_system
from tests.faults.thrice import MODULES
from tests.faults.troubled import ENGINE_FILE

# Each test runs a whole system: one after the other, or they take each other's processor time.
pytestmark = pytest.mark.xdist_group("system")

TROUBLED = {"parser": ("-m", "tests.faults.troubled")}


@pytest.fixture(scope="module")
def engine_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("engine") / "ready"


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory, engine_file: Path) -> Iterator[RunningSystem]:
    """One system for all faults: it must survive them one after the other, too."""
    home = open_folder(tmp_path_factory.mktemp("troubled"))
    with running_system(home, TROUBLED, {ENGINE_FILE: str(engine_file)}) as running:
        yield running


def test_every_message_delivered_three_times(tmp_path: Path) -> None:
    names = (*MODULES, "gateway", *(step.name for step in FLOW))
    thrice = {name: ("-m", "tests.faults.thrice", name) for name in names}
    with running_system(tmp_path, thrice) as running:
        ids = running.post(15) + running.post(15, lane="bulk")
        wait_until_all_done(running.engine, ids)
        steps = read_steps(running.engine, ids)
        assert Counter(step.attempts for step in steps) == {1: len(FLOW) * len(ids)}
        runs = [
            line
            for step in FLOW
            for line in (running.home.logs / f"{step.name}.log").read_text().splitlines()
            if '"outcome": "done"' in line
        ]
        assert len(runs) == len(FLOW) * len(ids)


def test_redis_flushed_in_the_middle(troubled: RunningSystem) -> None:
    ids = troubled.post(3, position="slow") + troubled.post(20) + troubled.post(20, lane="bulk")
    with redis.Redis.from_url(troubled.redis_url) as client:
        wait_until(lambda: client.llen("parser") > 0)
        client.flushall()
        assert count_finished(troubled.engine, ids).total() < len(ids)
    wait_until_all_done(troubled.engine, ids)


def test_redis_killed_in_the_middle(troubled: RunningSystem) -> None:
    ids = troubled.post(2, position="slow") + troubled.post(10)
    os.kill(troubled.pid("redis"), signal.SIGKILL)
    ids += troubled.post(5)
    wait_until_all_done(troubled.engine, ids)


@pytest.mark.parametrize("whole_worker", [False, True], ids=["child", "worker"])
def test_worker_killed_in_the_middle_of_a_step(troubled: RunningSystem, whole_worker: bool) -> None:
    ids = troubled.post(1, position="slow") + troubled.post(5)
    wait_until(lambda: any(step.status == "running" for step in read_steps(troubled.engine, ids, "parser")))
    victims = troubled.children("parser")
    if whole_worker:
        victims.insert(0, psutil.Process(troubled.pid("parser")))
    for victim in victims:
        victim.kill()
    wait_until_all_done(troubled.engine, ids)
    slow = read_steps(troubled.engine, ids[:1], "parser")[0]
    assert (slow.attempts, slow.deaths) == (2, 1)


def test_a_worker_that_is_told_to_stop_hands_its_step_back(troubled: RunningSystem) -> None:
    ids = troubled.post(1, position="slower")
    wait_until(lambda: read_steps(troubled.engine, ids, "parser")[0].status == "running")
    os.kill(troubled.pid("parser"), signal.SIGTERM)
    wait_until_all_done(troubled.engine, ids)
    assert read_steps(troubled.engine, ids, "parser")[0].deaths == 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["fast", "kill"])
def test_postgres_restarted(troubled: RunningSystem, how: signal.Signals) -> None:
    ids = troubled.post(2, position="slow") + troubled.post(10)
    wait_until(lambda: any(step.status == "running" for step in read_steps(troubled.engine, ids, "parser")))
    os.kill(troubled.pid("postgres"), how)
    wait_until_all_done(troubled.engine, ids)


def test_poison_goes_to_the_dead_letters_and_takes_no_neighbour_along(troubled: RunningSystem) -> None:
    poison = troubled.post(1, lane="bulk", position="poison") + troubled.post(1, lane="bulk", position="bug")
    neighbours = troubled.post(10, lane="bulk")
    wait_until_all_done(troubled.engine, neighbours)
    wait_until(lambda: count_finished(troubled.engine, poison) == {"failed": 2})
    answer = troubled.http.get(f"/v1/assessments/{poison[0]}").json()
    assert [problem["code"] for problem in answer["problems"]] == ["step_crashed"]
    assert [step["status"] for step in answer["steps"]] == ["failed", *["skipped"] * (len(FLOW) - 1)]
    metrics = troubled.http.get("/metrics").text
    assert 'attesta_dead_letters{step="parser"} 2.0' in metrics


def test_unavailable_is_no_death(troubled: RunningSystem, engine_file: Path) -> None:
    ids = troubled.post(2, position="engine")
    wait_until(lambda: all(step.attempts >= 3 for step in read_steps(troubled.engine, ids, "parser")))
    engine_file.touch()
    wait_until_all_done(troubled.engine, ids)
    assert {step.deaths for step in read_steps(troubled.engine, ids)} == {0}


def test_interactive_work_overtakes_bulk_and_redis_is_never_flooded(tmp_path: Path) -> None:
    high_water = 2
    environment = {"ATTESTA_QUEUE_HIGH_WATER": str(high_water)}
    with running_system(tmp_path, TROUBLED, environment) as running:
        bulk = running.post(6, lane="bulk", position="slow")
        wait_until(
            lambda: any(step.status == "running" for step in read_steps(running.engine, bulk, "parser"))
        )
        interactive = running.post(2)
        wait_until_all_done(running.engine, interactive, seconds=10)
        assert count_finished(running.engine, bulk).total() < len(bulk)
        with redis.Redis.from_url(running.redis_url) as client:
            assert client.llen(queue_name("parser", Lane.BULK)) <= high_water
        wait_until_all_done(running.engine, bulk)


def test_logs_quote_nobody(troubled: RunningSystem) -> None:
    ids = troubled.post(1) + troubled.post(1, position="bug")
    wait_until(lambda: count_finished(troubled.engine, ids).total() == len(ids))
    logs = "".join(path.read_text() for path in troubled.home.logs.iterdir())
    assert "ZeroDivisionError" in logs
    for personal in ("Проверкина", "Анна", "Ромашка"):
        assert personal not in logs
