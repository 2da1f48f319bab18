"""The scraper process: takes the schedule's jobs out of the queue and runs each once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redis
from sqlalchemy import Engine, select

from services.scraper.jobs import JOBS
from shared.db.session import transaction
from shared.db.tables import ScrapeRun
from shared.pipeline.queue import SCRAPER_QUEUE, Queue
from shared.pipeline.schedule import ScheduleSettings
from shared.settings import Settings
from tests.scraper.serving import serve
from tests.scraper.test_telegram import Channel

pytestmark = pytest.mark.xdist_group("system")


@pytest.fixture
def process(
    servers: Settings,
    empty_redis: "redis.Redis",  # noqa: ARG001 - emptied before the process looks into it
    tmp_path: Path,
) -> Iterator[Callable[[str], "subprocess.Popen[bytes]"]]:
    started: list[subprocess.Popen[bytes]] = []

    def start(telegram_url: str) -> "subprocess.Popen[bytes]":
        environment = {
            "ATTESTA_DATABASE_URL": servers.database_url.get_secret_value(),
            "ATTESTA_REDIS_URL": servers.redis_url.get_secret_value(),
            "ATTESTA_SCRAPER_TELEGRAM_URL": telegram_url,
            "ATTESTA_SCRAPER_TELEGRAM_CHANNELS": '["itjobs"]',
            "ATTESTA_SCRAPER_REQUEST_PAUSE_SECONDS": "0.2",
        }
        with (tmp_path / "log").open("ab") as log:
            command = [sys.executable, "-m", "services.scraper"]
            started.append(subprocess.Popen(command, env=os.environ | environment, stderr=log))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.wait()


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def statuses(database: Engine) -> list[str]:
    with transaction(database) as session:
        return list(session.scalars(select(ScrapeRun.status).order_by(ScrapeRun.id)))


def test_the_schedule_knows_each_job() -> None:
    names = {name.removeprefix("schedule_") for name in ScheduleSettings.model_fields if "schedule_" in name}
    assert names == set(JOBS)


def test_job_runs_once_however_often_it_is_handed_out(
    process: Callable[[str], "subprocess.Popen[bytes]"],
    servers: Settings,
    database: Engine,
    empty_redis: "redis.Redis",
    tmp_path: Path,
) -> None:
    queue, asked_at = Queue(servers), datetime.now(UTC)
    with serve(Channel(newest=30).answer) as address:
        scraper = process(address)
        for _ in range(3):
            queue.publish_job("telegram", asked_at)
        wait_for(lambda: (tmp_path / "log").read_text().count('"outcome"') == 3)
        assert statuses(database) == ["done"]
        queue.publish_job("telegram", datetime.now(UTC) + timedelta(seconds=1))
        wait_for(lambda: statuses(database) == ["done", "done"])
    wait_for(lambda: empty_redis.llen(SCRAPER_QUEUE) == 0)
    scraper.send_signal(signal.SIGTERM)
    assert scraper.wait(timeout=20) == 0


def test_job_whose_process_died_runs_again(
    process: Callable[[str], "subprocess.Popen[bytes]"], servers: Settings, database: Engine
) -> None:
    queue, asked_at = Queue(servers), datetime.now(UTC)
    with serve(Channel(newest=60).answer) as address:
        scraper = process(address)
        queue.publish_job("telegram", asked_at)
        wait_for(lambda: statuses(database) == ["running"])
        scraper.kill()
        scraper.wait()
        queue.publish_job("telegram", asked_at)  # as Redis hands it out again
        process(address)
        wait_for(lambda: statuses(database) == ["failed", "done"])
